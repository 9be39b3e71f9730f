"""Lesson 3: other right answers, wrong answers with words of the sentence that names the mistake, and
states of explorers with the sentence that the lesson relies on.
"""

import numpy as np


def into_integers():
    y = np.where(np.arange(-5, 6) > 0, 1, 0)
    y[5] = np.nan
    return np.arange(-5, 6), y


RIGHT = {
    "width": [0.10101, 10 / 99, "0.101", np.float64(0.1010)],
    "broken_line": [
        lambda: ([-3, 0, 0, 0, 6, 6, 6, 9], [0, 0, np.nan, 1, 1, np.nan, 0, 0]),
        lambda: (
            np.r_[np.linspace(-3, 0, 50), np.nan, np.linspace(0, 6, 50), np.nan, np.linspace(6, 9, 50)],
            np.r_[np.zeros(50), np.nan, np.ones(50), np.nan, np.zeros(50)],
        ),
        lambda: ([6, 9, np.nan, 0, 6, np.nan, 0, -3], [0, 0, np.nan, 1, 1, np.nan, 0, 0]),
    ],
}

WRONG = {
    "width": [
        (0.1, "only 99 gaps"),
        (10 / 101, "fewer gaps than points"),
        (5 / 99, "reaches as far to the left"),
        (0.0505, "reaches as far to the left"),
        (0, "a true jump has no width"),
        (1, "yours is 1"),
        (np.nan, "give ordinary numbers, without quotes; got nan"),
        ((0.1, 0.2), "1 wanted (the width), 2 given"),
    ],
    "broken_line": [
        (lambda: ([-3, 0, 0, 6, 6, 9], [0, 0, 1, 1, 0, 0]), "no NaN yet"),
        (lambda: ([-3, -1, 1, 6, np.nan, 6, 9], [0, 0, 1, 1, np.nan, 0, 0]), "still climbs"),
        (lambda: ([-3, 0, np.nan, 0, 9], [0, 0, np.nan, 1, 1]), "so there is a second jump"),
        (lambda: ([-5, 0, np.nan, 0, 5], [0, 0, np.nan, 1, 1]), "yours ends at 5"),
        (
            lambda: ([-3, 0, np.nan, 0, 6, np.nan, 6, 9], [1, 1, np.nan, 0, 0, np.nan, 1, 1]),
            "so there is a second jump",
        ),
        (
            lambda: ([-3, 0, np.nan, 0, 6], [1, 1, np.nan, 0, 0]),
            "at x = -3 the slope is 0, and the line is at 1",
        ),
        (lambda: ([-3, 9, np.nan], [0, 0, np.nan]), "at x = 3 the slope is 1, and the line is at 0"),
        (lambda: ([-3, 0, np.nan, 0, 0], [0.5, 0.5, np.nan, 1, 1]), "the line is at 0.5"),
        (
            lambda: ([-3, -0.05, np.nan, 0.05, 6, np.nan, 6, 9], [0, 0, np.nan, 1, 1, np.nan, 0, 0]),
            "yours ends at -0.05",
        ),
        (lambda: ([-3, np.nan, 9], [0, np.nan, 0]), "yours ends at -3"),
        (
            lambda: ([-4, 0, np.nan, 0, 6, np.nan, 6, 9], [0, 0, np.nan, 1, 1, np.nan, 0, 0]),
            "from -3 to 9 and not beyond",
        ),
        (lambda: ([-3, 0, 5], [0, np.nan]), "two arrays of one length"),
        (lambda: [1.0, 2.0], "two arrays of one length"),
        (lambda: ([np.nan, np.nan], [np.nan, np.nan]), "yours ends at -3"),
        (
            lambda: ([0, 0, np.nan, 1, 1, np.nan, 0, 0], [-3, 0, np.nan, 0, 6, np.nan, 6, 9]),
            "x and y are exchanged",
        ),
        (lambda: ([-3, 0, None, 0, 6], [0, 0, None, 1, 1]), "write np.nan for a gap, not None"),
        (into_integers, "an array of whole numbers cannot hold NaN"),
        (lambda: np.concatenate([[1.0, 2.0], [[3.0]]]), "stopped with ValueError: all the input array"),
    ],
}

ANSWERS = [
    (
        "points", {"count": 100},
        "100 points, none at 0: the line climbs from 0 at x = -0.0505 to 1 at x = 0.0505, "
        "through all values between.",
    ),
    (
        "points", {"count": 101},
        "101 points, one at 0: the line climbs from 0 at x = 0.0000 to 1 at x = 0.1000, "
        "through all values between.",
    ),
    ("two_panel", {"activation": "sigmoid", "x": 5.0}, "Sigmoid at x = 5.0: output 0.993, slope 0.007."),
    ("two_panel", {"activation": "gelu", "x": 1.4}, "GELU at x = 1.4: output 1.287, slope 1.129."),
    ("two_panel", {"activation": "gelu", "x": -5.0}, "GELU at x = -5.0: output 0.000, slope 0.000."),
    ("two_panel", {"activation": "selu", "x": 2.0}, "SELU at x = 2.0: output 2.101, slope 1.051."),
    (
        "two_panel", {"activation": "squared_relu", "x": 1.0},
        "Squared ReLU at x = 1.0: output 1.000, slope 2.000.",
    ),
    (
        "two_panel", {"activation": "relu", "x": 0.0},
        "ReLU at its kink x = 0.0: no tangent; the slope is 0.00 from the left and 1.00 from the right, "
        "and the convention takes 0.00.",
    ),
]  # fmt: skip
