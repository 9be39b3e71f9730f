"""Lesson 6: other right answers, wrong answers with words of the sentence that names the mistake, and
states of explorers with the sentence that the lesson relies on.
"""

import numpy as np

from helpers.activations import relu, sigmoid
from helpers.lessons.alternatives import pictures
from helpers.measures import gain

RIGHT = {
    "leaky": [
        lambda z, slope: np.maximum(z, 0) + slope * np.minimum(z, 0),
        lambda z, slope: z * np.where(z < 0, slope, 1),
        lambda z, slope: [value if value > 0 else slope * value for value in z],
    ],
    "softplus": [
        lambda z: np.where(z > 0, z, 0) + np.log1p(np.exp(-np.abs(z))),
        lambda z: np.where(z > 30, z, np.log1p(np.exp(np.minimum(z, 30)))),
    ],
    "gain_of": [
        lambda f, z: np.mean(f(z) ** 2) ** -0.5,
        lambda f, z: np.sqrt(len(z)) / np.linalg.norm(f(z)),
        lambda f, z: np.sqrt(np.mean(z**2) / np.mean(f(z) ** 2)),
        lambda f, z: [1 / np.sqrt(np.var(f(z)) + np.mean(f(z)) ** 2)],
    ],
}

WRONG = {
    "leaky": [
        (lambda z, slope: np.maximum(slope * z, z), "wrong for 1.5: at z = -1 it gives -1 instead of -1.5"),
        (lambda z, slope: np.where(z > 0, 1, slope), "this is the slope of Leaky ReLU"),
        (lambda z, slope: np.where(z < 0, z, slope * z), "the two sides are exchanged"),
        (lambda z, slope: np.maximum(z, 0) - slope * np.minimum(z, 0), "has the wrong sign"),
        (lambda z, slope: np.where(z > 0, z, slope), "not the slope alone"),
        (lambda z, slope: z if z > 0 else slope * z, "chooses element by element"),
        (lambda z, slope: z[z > 0], "6 numbers went in and 2 came out"),
        (lambda z, slope: np.where(z > 0, z, 0.1 * z), "for slope 0 and z = -3 it gives -0.3 instead of 0"),
        (
            lambda z, slope: np.where(z > 0, z, abs(slope) * z),
            "for slope -0.5 and z = -3 it gives -1.5 instead of 1.5",
        ),
        (lambda z, slope: relu(z), "for slope 0.1 and z = -3 it gives 0 instead of -0.3"),
        (lambda z: relu(z), "TypeError"),
    ],
    "softplus": [
        (lambda z: np.log(1 + np.exp(z)), "at z = 1000 it gives inf"),
        (lambda z: np.log1p(np.exp(z)), "e^1000 is too large"),
        (lambda z: z - np.log(np.exp(z) / (1 + np.exp(z))), "at z = 1000 it gives nan"),
        (lambda z: np.maximum(z, 0) + np.log(1 + np.exp(-np.abs(z))), "1 + e^-40 is rounded to 1"),
        (lambda z: np.where(z > 30, z, np.log1p(np.exp(z))), "np.where computes both branches"),
        (lambda z: np.logaddexp(0, z), "write it yourself, without the ready-made function"),
        (lambda z: z + np.log1p(np.exp(-z)), "a form that serves for z > 0 only"),
        (relu, "this is ReLU"),
        (sigmoid, "this is the slope of softplus"),
        (lambda z: np.logaddexp2(0, z), "at z = -700 it gives"),
        (
            lambda z: np.where(z < 0, np.exp(-np.abs(z)), z + np.log1p(np.exp(-np.abs(z)))),
            "at z = -1 it gives 0.3679 instead of 0.3133",
        ),
        (lambda z: np.log1p(np.exp(-np.abs(z))), "at z = 1 it gives 0.3133 instead of 1.313"),
        (lambda z: z if z > 30 else np.log1p(np.exp(z)), "chooses element by element"),
        (lambda z: np.logaddexp(0, z).sum(), "7 numbers went in and 1 came out"),
    ],
    "gain_of": [
        (lambda f, z: 1 / np.std(f(z)), "for Softplus this comes from the variance"),
        (lambda f, z: np.var(f(z), ddof=1) ** -0.5, "for Softplus this comes from the variance"),
        (lambda f, z: np.sqrt(np.mean(f(z) ** 2)), "1 divided by that"),
        (lambda f, z: 1 / np.mean(f(z) ** 2), "take the square root"),
        (lambda f, z: 1 / np.mean(f(z)), "this comes from the mean"),
        (lambda f, z: 1 / np.sqrt(np.sum(f(z) ** 2)), "take their mean"),
        (lambda f, z: gain(f), "work it out from f and z"),
        (lambda f, z: np.mean(f(z) ** 2), "this is the mean of the squares itself"),
        (lambda f, z: np.sqrt(2), "for Softplus it gives 1.414 instead of 1.04"),
        (lambda f, z: f(z) ** 2, "give one number; yours has the shape (100000,)"),
        (lambda f, z: 1 / np.sqrt(np.mean(z**2)), "for Softplus it gives 1.00"),
        (
            lambda f, z: 1.0 if f.kinks else np.mean(f(z) ** 2) ** -0.5,
            "for ReLU it gives 1.000 instead of 1.41",
        ),
        (
            lambda f, z: np.mean(f(z) ** 2) ** -0.5 if np.all(f(z) >= 0) else 1,
            "for Leaky ReLU (negative slope 0.5) it gives 1.000 instead of 1.26",
        ),
        (
            lambda f, z: np.mean(f(z) ** 2) ** -0.5 if np.all(f(z) >= 0) else 1 / np.mean(np.abs(f(z))),
            "this comes from the mean",
        ),
    ],
}

ANSWERS = [
    (
        "pair", {"first": "identity", "second": "swish", "second_parameter": 0},
        "Identity and Swish (beta 0, usually 1) differ most at z = -5.00, by 2.5; "
        "their slopes at z = -5.00, by 0.5. Identity has no parameter to slide.",
    ),
    (
        "pair", {"first": "relu", "second": "swish", "second_parameter": 10},
        "ReLU and Swish (beta 10, usually 1) differ most at z = -0.13, by 0.0278; "
        "their slopes at z = 0.00, by 0.5. ReLU has no parameter to slide.",
    ),
    (
        "pair", {"first": "gelu", "second": "swish", "second_parameter": 1.75},
        "GELU and Swish (beta 1.75, usually 1) differ most at z = -2.37, by 0.0158; "
        "their slopes at z = -1.48, by 0.0297. GELU has no parameter to slide.",
    ),
    (
        "pair", {"first": "gelu", "second": "swish", "second_parameter": 1.7},
        "GELU and Swish (beta 1.7, usually 1) differ most at z = -2.27, by 0.0205; "
        "their slopes at z = -1.42, by 0.0291. GELU has no parameter to slide.",
    ),
    (
        "pair", {"first": "gelu", "second": "gelu_tanh"},
        "GELU and GELU, tanh form differ most at z = -2.70, by 0.000473; their slopes at z = -2.02, "
        "by 0.000868. GELU and GELU, tanh form have no parameter to slide.",
    ),
    (
        "pair", {"first": "silu", "second": "swish", "second_parameter": 1},
        "SiLU and Swish (beta 1) are the same function from -5 to 5. SiLU has no parameter to slide.",
    ),
    (
        "pair", {"first": "relu", "second": "leaky_relu", "second_parameter": 0},
        "ReLU and Leaky ReLU (negative slope 0, usually 0.01) are the same function from -5 to 5. "
        "ReLU has no parameter to slide.",
    ),
    (
        "pair", {"first": "leaky_relu", "first_parameter": 0.1, "second": "elu", "second_parameter": 1},
        "Leaky ReLU (negative slope 0.1, usually 0.01) and ELU (alpha 1) differ most at z = -2.30, by 0.67; "
        "their slopes at z = 0.00, by 0.9.",
    ),
    (
        "back", {"activation": "relu", "start": 0.5, "step": 1000},
        "ReLU, step 1000: z from -4.12 to -1.50; of the 4 samples 0 push to the right, 0 to the left.",
    ),
    (
        "back", {"activation": "gelu", "start": 0.3, "step": 0},
        "GELU, step 0: z from -0.88 to -0.50; of the 4 samples 3 push to the right, 1 to the left.",
    ),
    (
        "back", {"activation": "leaky_relu 0.25", "start": 0.5, "step": 1000},
        "Leaky ReLU with slope 0.25: back after 16 steps, the largest z is 0.02.",
    ),
    (
        "back", {"activation": "prelu", "start": 0.5, "step": 1000},
        "PReLU with slope -0.45, step 1000: z from -4.42 to -1.21; "
        "of the 4 samples 2 push to the right, 2 to the left.",
    ),
]  # fmt: skip

# Pictures of made-up numbers: tests/test_recorded.py has the facts of each.

DRAWINGS = {
    "family_tree": lambda _: pictures.family_tree(
        {"smooth": ["gelu", "silu"], "slope": ["prelu"], "out": ["elu"]}
    ),
    "rates_and_activations": lambda _: pictures.rates_and_activations(
        {"relu": [10.4, 55.5, 90], "selu": [20, 70.6, 8]}, [0.01, 0.1, 1], {"relu": 2, "selu": 1}
    ),
}
