"""Lesson 7: other right answers, wrong answers with words of the sentence that names the mistake, and
states of explorers with the sentence that the lesson relies on.
"""

import numpy as np

from helpers import pieces
from helpers.lessons.piecewise_linear.explorers import COSINE, HAT, KINK_SCENES


def by_bends(w, b, v):
    network = {"W1": w[None], "b1": b[None], "W2": v[:, None], "b2": np.zeros((1, 1))}
    return 1 + len(pieces.bends(network))


def one_too_few(w, b, v):
    return by_bends(w, b, v) - 1


def without_absolute_value(w, b, v):
    w = np.where(w == 0, np.nan, w)
    places = np.unique((-b / w)[~np.isnan(w)])
    return 1 + sum(np.nansum((v * w)[np.isclose(-b / w, place)]) != 0 for place in places)


def by_place(w, b, v, change):
    places = -b / np.where(w == 0, np.nan, w)
    return 1 + sum(change[places == place].sum() != 0 for place in set(places[w != 0]))


def by_whole_places(w, b, v):
    merged = np.where(np.abs(w) == 10, np.floor(b / 10) * 10, b)  # as -b // w would do with these two
    return by_place(w, merged, v, v * np.abs(w))


def different_slopes(w, b, v):
    x = np.linspace(-10, 10, 20_002)
    y = sum(v_i * np.maximum(w_i * x + b_i, 0) for w_i, b_i, v_i in zip(w, b, v, strict=True))
    slopes = (np.diff(y) / np.diff(x)).round(6)
    return len(set(slopes[1:][slopes[1:] == slopes[:-1]]))


RIGHT = {
    "zigzag": [[2, -3, 1], np.array([2.0, -3.0, 1.0]), ("2", "-3", "1")],
    "count_pieces": [by_bends, lambda w, b, v: np.float64(by_bends(w, b, v))],
    "max_network": [
        [[0, 1, 1], [0, -1, -1], [1, -1, 1]],
        np.array([[-1, 1, 1], [1, 0, 1], [-1, 0, -1]]),
        [[1, 1, 0.5], [-1, -1, -0.5], [1, -1, 0.5], [-1, 1, 0.5]],
        [[2, 0, 0.5], [-3, 0, -1 / 3], [-1, 1, 1]],
    ],
}

WRONG = {
    "zigzag": [
        ((2, -1, 0), "these are the slopes themselves"),
        ((-2, 3, -1), "the signs are turned round"),
        ((2, -3, -1), "up by 1, not down"),
        ((2, 3, 1), "that change is negative"),
        ((1, -3, 1), "at x = 0 the slope goes from 0 to 2; your weight there is 1"),
        ((2, -1, 1), "at x = 1 the slope goes from 2 to -1; your weight there is -1"),
        ((2, -3, 0), "at x = 3 the slope goes from -1 to 0; your weight there is 0"),
        ((2, -3), "3 wanted"),
        ((2, -3, np.nan), "give ordinary numbers"),
    ],
    "count_pieces": [
        (one_too_few, "you counted the bends"),
        (lambda w, b, v: len(w) + 1, "the most that so many units can make"),
        (lambda w, b, v: 4, "four units with four places"),
        (lambda w, b, v: 1 + np.count_nonzero(w), "whose weight v is 0 bends nothing"),
        (lambda w, b, v: 1 + np.count_nonzero(v), "a unit with w = 0 has no bend at all"),
        (lambda w, b, v: 1 + np.count_nonzero(v * w), "two units that bend at one place make one bend"),
        (lambda w, b, v: 1 + len(set((-b / w)[v * w != 0])), "changes v |w| at one place can cancel"),
        (without_absolute_value, "is |x|, with one bend"),
        (lambda w, b, v: w, "return one number"),
        (lambda w, b, v: by_place(w, b, v, v), "what adds up at one place is v |w|"),
        (lambda w, b, v: by_place(w, b, v, v * w**2), "what adds up at one place is v |w|"),
        (by_whole_places, "one bend is at 0.2 and one at 0.7"),
        (different_slopes, "you counted different slopes"),
    ],
    "max_network": [
        ([[1, 0, 1], [-1, 1, 1]], "relu(x1) loses x1 where it is negative"),
        ([[1, 0, 1], [0, 1, 1]], "for x1 = -4, x2 = -4 it gives 0 instead of -4"),
        ([[1, 0, 1], [-1, 0, -1], [1, -1, -1]], "this is min(x1, x2)"),
        ([[1, 0, 1], [-1, 0, -1], [1, -1, 1]], "add what x2 has more"),
        ([[1, 0, 1], [-1, 0, 1], [-1, 1, 1]], "relu(x1) + relu(-x1) is |x1|"),
        ([[-1, 1, 1]], "x1 is missing"),
        ([[1, -1, 1], [0, 1, 1]], "relu(x2) loses x2 where it is negative"),
        ([[1, -1, 1], [-1, 1, 1]], "this is |x1 - x2|"),
        ([[1, 1, 0], [-1, -1, 0], [1, -1, 1]], "v comes last in each row"),
        ([[1, 0], [-1, 0]], "give one row of three numbers"),
        ([1, -1, 1], "give one row of three numbers"),
        ([[1, 0, 1], [1, 0]], "give one row of three numbers"),
        ([[1, 0, np.inf]], "give one row of three numbers"),
    ],
}

ANSWERS = [
    (
        "joining", {"joined": 0, "curve": "bell"},
        "No unit has joined: the sum is the output bias, y = -0.50.",
    ),
    (
        "joining", {"joined": 5},
        "5 of 12 units: the newest bends the line at x = -1.0 (slope 0.27 to 0.73), and at x = -0.5 it meets "
        "the sine again.",
    ),
    (
        "joining", {"joined": 12},
        "12 of 12 units: the newest bends the line at x = 2.5 (slope -0.73 to -1.00), and at x = 3.0 it "
        "meets the sine. Largest distance 0.03.",
    ),
    ("gates", {"x": 0.6}, "x = 0.6: y = 0.6; 1 of 3 gates are open and give the slope 1."),
    ("gates", {"x": 1.4}, "x = 1.4: y = 0.6; 2 of 3 gates are open and give the slope 1 - 2 = -1."),
    ("gates", {"x": 2.8}, "x = 2.8: y = 0.0; 3 of 3 gates are open and give the slope 1 - 2 + 1 = 0."),
    (
        "folds", {"count": 3, "angle": 120, "place": 0.05},
        "Folds: 3. Layers of paper: 8; one straight cut goes through 8 of them. Units of the network: 10.",
    ),
    (
        "folds", {"count": 5, "angle": 90, "place": 0.5},
        "Folds: 5. Layers of paper: 32; the cut misses the paper. Units of the network: 16.",
    ),
    (
        "kinks", {"target": "hat", "units": HAT, "unit": 2},
        "Unit 2 changes the slope at x = 1.0 by v |w| = -2.00 × 1.0 = -2.00. "
        "Largest distance from the target (hat): 0.00.",
    ),
    (
        "kinks", KINK_SCENES["|x|"],
        "Unit 2 changes the slope at x = 0.0 by v |w| = 1.00 × 1.0 = 1.00. "
        "Largest distance from the target (|x|): 0.00.",
    ),
    (
        "kinks", {},
        "Unit 4 changes the slope at x = 0.0 by v |w| = -1.00 × 1.0 = -1.00. "
        "Largest distance from the target (cosine): 1.12.",
    ),
    (
        "kinks", {"target": "cosine", "units": COSINE, "bias": -1.0, "unit": 4},
        "Unit 4 changes the slope at x = 0.0 by v |w| = -1.00 × 1.0 = -1.00. "
        "Largest distance from the target (cosine): 0.12.",
    ),
    (
        "kinks", KINK_SCENES["a sine"],
        "Unit 2 changes the slope at x = -2.0 by v |w| = 0.95 × 1.0 = 0.95. "
        "Largest distance from the target (sine): 0.08.",
    ),
    (
        "kinks", {**KINK_SCENES["one unit"], "unit": 6},
        "Unit 6 is switched off: its weight is 0. Largest distance from the target (hat): 3.00.",
    ),
    (
        "tent", {"k": 3},
        "k = 3: 8 pieces of slope 8 or -8, made by 6 units in layers of two. "
        "6 units in one layer bend at most 6 times, which gives at most 7 pieces.",
    ),
    (
        "tent", {"k": 7},
        "k = 7: 128 pieces of slope 128 or -128, made by 14 units in layers of two. "
        "14 units in one layer bend at most 14 times, which gives at most 15 pieces.",
    ),
    (
        "regions", {"width": 12, "depth": 1, "seed": 3},
        "12 units in 1 layer, seed 3: 64 regions in this square. "
        "One layer of 12 cuts the whole plane into at most 79.",
    ),
    (
        "regions", {"width": 3, "depth": 4, "seed": 3},
        "12 units in 4 layers, seed 3: 16 regions in this square. "
        "One layer of 12 cuts the whole plane into at most 79.",
    ),
    (
        "regions", {"width": 6, "depth": 2, "seed": 5},
        "12 units in 2 layers, seed 5: 95 regions in this square. "
        "One layer of 12 cuts the whole plane into at most 79.",
    ),
    (
        "fit", {"step": 200, "seed": 2},
        "Step 200, seed 2: 12 of 12 bends are in the picture, from x = -0.56 to x = 0.33; "
        "root mean squared error 0.39.",
    ),
    (
        "fit", {"step": 5000, "seed": 2},
        "Step 5000, seed 2: 12 of 12 bends are in the picture, from x = -1.99 to x = 2.02; "
        "root mean squared error 0.03.",
    ),
    (
        "fit", {"step": 5000, "seed": 7},
        "Step 5000, seed 7: 11 of 12 bends are in the picture, from x = -2.01 to x = 2.07; "
        "root mean squared error 0.03.",
    ),
]  # fmt: skip
