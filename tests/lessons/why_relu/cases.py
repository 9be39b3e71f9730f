"""Lesson 4: other right answers, wrong answers with words of the sentence that names the mistake, and
states of explorers with the sentence that the lesson relies on.
"""

import numpy as np

from helpers.activations import relu, sigmoid, tanh
from helpers.course.checks import STUB
from helpers.lessons.why_relu import pictures

RIGHT = {
    "operations": [(50 / 100.5, 200 / 102), ("0.498", "1.961"), [0.4975, 1.96], (0.5, 1.96)],
    "gain": [1.6**0.5, 1.26, "1.265", np.float64(1.27)],
    "zero_share": [0.6915, 0.69, 0.7, np.mean(np.random.default_rng(0).normal(0, 2, 100_000) <= 1)],
}

WRONG = {
    "operations": [
        ((0.004975, 0.019608), "multiply them by 100"),
        ((1.961, 0.498), "exchange them"),
        ((0.5, 2), "those of the activation count too. (Or you rounded"),
        ((0.5, 1.970), "the bias is added too"),
        ((0.990, 3.846), "and also 100 additions"),
        ((20, 50), "each of the 50 units has its own"),
        ((1, 2), "yours are 1 and 2 per cent"),
        ((0.498, ...), STUB.sentence),
        (0.5, "2 wanted (per cent for ReLU, per cent for sigmoid), 1 given"),
        ((0.5, np.nan), "give ordinary numbers"),
    ],
    "gain": [
        (2**0.5, "that is the gain of ReLU"),
        (1.414, "that is the gain of ReLU"),
        (1.6, "that is g²"),
        (1.155, "you averaged the slopes"),
        (1.333, "you averaged the slopes"),
        (0.79, "turned round"),
        (0.625, "which g² makes up for it?"),
        (1, "g² times 0.625 = 0.625; it should be 1"),
        (1.2, "g² times 0.625 = 0.9; it should be 1"),
        (-1.265, "a standard deviation is positive; got g = -1.265"),
    ],
    "zero_share": [
        (0.31, "that is the share of positive ones"),
        (0.84, "right for standard deviation 1"),
        (0.76, "right for *variance* 2"),
        (0.5, "right without a bias"),
        (69, "between 0 and 1, not per cent"),
        (100, "between 0 and 1, not per cent"),
        (101, "yours is 101"),
        (1, "yours is 1"),
        (0.6, "yours is 0.6"),
        (-0.69, "yours is -0.69"),
        ((0.69, 0.31), "1 wanted (the share of zeros), 2 given"),
    ],
}

ANSWERS = [
    (
        "fading", {"activation": "relu", "layer": 1},
        "ReLU, size of dL/dz in layer 1 / layer 20: PyTorch's default 1.7e-08, Glorot 0.0012, He 0.98.",
    ),
    (
        "fading", {"activation": "sigmoid", "layer": 1},
        "Sigmoid, size of dL/dz in layer 1 / layer 20: PyTorch's default 9.5e-17, Glorot 5.2e-13, "
        "He 1.4e-10.",
    ),
    (
        "depth", {"activation": "relu", "init": "pytorch", "depth": 20},
        "ReLU, PyTorch's default, 20 hidden layers; layer 1 / layer 20: dL/dz 3.5e-08 (5 seeds: 2.6e-08 to "
        "4.7e-08; predicted 4.1e-08), dL/dW 3.8e-07 (5 seeds: 2.4e-07 to 4.7e-07; predicted 3.6e-07).",
    ),
    (
        "depth", {"activation": "relu", "init": "pytorch", "depth": 60},
        "ReLU, PyTorch's default, 60 hidden layers; layer 1 / layer 60: dL/dz 4.8e-24 (5 seeds: 1.8e-24 to "
        "1.1e-23; predicted 1.1e-23), dL/dW 5e-23 (5 seeds: 1.9e-23 to 1.3e-22; predicted 9.8e-23).",
    ),
    (
        "depth", {"activation": "identity", "init": "pytorch", "depth": 20},
        "Identity, PyTorch's default, 20 hidden layers; layer 1 / layer 20: dL/dz 3e-05 (5 seeds: 2.6e-05 to "
        "3.5e-05; predicted 2.9e-05), dL/dW 0.00021 (5 seeds: 0.00016 to 0.00028; predicted 0.00016).",
    ),
    (
        "depth", {"activation": "tanh", "init": "he", "depth": 20},
        "Tanh, He, 20 hidden layers; layer 1 / layer 20: dL/dz 2.5 (5 seeds: 1.9 to 3.1; predicted 2.8), "
        "dL/dW 1.9 (5 seeds: 1.4 to 2.5; predicted 2.5).",
    ),
    (
        "depth", {"activation": "tanh", "init": "he", "depth": 60},
        "Tanh, He, 60 hidden layers; layer 1 / layer 60: dL/dz 17 (5 seeds: 11 to 22; predicted 21), "
        "dL/dW 13 (5 seeds: 7.6 to 17; predicted 19).",
    ),
    (
        "depth", {"activation": "relu", "init": "glorot", "depth": 20},
        "ReLU, Glorot, 20 hidden layers; layer 1 / layer 20: dL/dz 0.0013 (5 seeds: 0.00092 to 0.0017; "
        "predicted 0.0014), dL/dW 1.5 (5 seeds: 1.2 to 2; predicted 1).",
    ),
    (
        "sparsity", {"bias": 1.0, "l1": 0},
        "Initial bias 1, penalty 0: 16.5 % zeros before training and 34.4 % after it; 1.6 % of the units are "
        "never on; 97.0 % of the test images are recognised.",
    ),
    (
        "sparsity", {"bias": 0.0, "l1": 0.03},
        "Initial bias 0, penalty 0.03: 51.7 % zeros before training and 79.4 % after it; 1.6 % of the units "
        "are never on; 94.4 % of the test images are recognised.",
    ),
    (
        "sparsity", {"bias": -0.5, "l1": 0},
        "Initial bias -0.5, penalty 0: 86.9 % zeros before training and 62.3 % after it; 13.8 % of the units "
        "are never on; 93.8 % of the test images are recognised.",
    ),
    (
        "sparsity", {"bias": 0.0, "l1": 0.1},
        "Initial bias 0, penalty 0.1: 51.7 % zeros before training and 99.9 % after it; 35.7 % of the units "
        "are never on; 7.8 % of the test images are recognised.",
    ),
    (
        "sparsity", {"bias": -1.0, "l1": 0},
        "Initial bias -1, penalty 0: 97.0 % zeros before training and 97.0 % after it; 74.2 % of the units "
        "are never on; 7.7 % of the test images are recognised.",
    ),
]  # fmt: skip

# Pictures of made-up numbers: tests/test_recorded.py has the facts of each.

Z = np.array([[-1.0, 0.5, 0.0], [2.0, -3.0, 1.0]])
LAYERS = np.array([0.01, 0.02, 0.05, 0.1, 0.4, 0.5, 1.0, 2.0])
DRAWINGS = {
    "cost": lambda _: pictures.cost(
        {float: 1.5, int: 1.0}, {float: [0.25, 0.5], int: [0.125, 2]}, ["relu", "tanh"]
    ),
    "slopes": lambda _: pictures.slopes(np.linspace(-2, 1, 13), (sigmoid, tanh, relu)),
    "steps_back": lambda _: pictures.steps_back(
        {"he": (LAYERS * 3, LAYERS), "glorot": (LAYERS * 2, LAYERS**2), "lecun": (LAYERS**3, LAYERS**0.5)},
        {"he": "He", "glorot": "Glorot", "lecun": "LeCun"},
    ),
    "steps_back, four": lambda _: pictures.steps_back(
        {"he": (LAYERS * 3, LAYERS)} | {"a": (LAYERS, LAYERS), "b": (LAYERS, LAYERS)},
        {"he": "He", "a": "A", "b": "B"},
        layers=4,
    ),
    "zeros": lambda _: pictures.zeros(Z, (relu, sigmoid)),
    "courses": lambda _: pictures.courses(
        {"a": [[10, 30.0], [40, 50]], "b": [[1, 2], [3, 5]], "c": [[9, 8], [7, 5]]}
    ),
    "images": lambda _: pictures.images(
        {"digit": np.arange(128.0).reshape(2, 64), "layer": np.arange(128.0).reshape(2, 64) % 3}
    ),
    "promises": lambda _: pictures.promises((sigmoid, relu), z=0.5, d=2),
    "race": lambda _: pictures.race(
        {
            ("a", 2): np.array([40.0, 60]),
            ("a", 5): np.array([100.0, 120, 90]),
            ("b", 2): np.array([np.inf, np.inf]),
            ("b", 5): np.array([10.0, 30.0]),
        },
        most=200,
    ),
    "made_of": lambda _: pictures.made_of([1, 2.0, 3], [3, 2, 1.5], [0.5, 0.25, 4]),
    "states": lambda _: pictures.states(
        {"he": ([10.0, 20], [80, 70], [10, 10]), "lecun": ([0.0, 5], [99, 90], [1, 5])},
        {"he": "He", "lecun": "LeCun"},
    ),
}
