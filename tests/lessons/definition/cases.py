"""Lesson 1: other right answers, wrong answers with words of the sentence that names the mistake, and
states of explorers with the sentence that the lesson relies on.
"""

import sys

import numpy as np

from helpers.activations import relu
from helpers.course.checks import STUB
from helpers.lessons.definition import pictures


def in_place(x):
    x[x < 0] = 0
    return x


class Wordless(Exception):
    """An error that cannot say what it is."""

    def __str__(self):
        raise RuntimeError


def wordless():
    raise Wordless


def in_one_branch(x):
    if x > 0:
        return x
    return 0


RIGHT = {
    "my_relu": [
        lambda x: np.clip(x, 0, None),
        lambda x: np.where(x > 0, x, np.where(np.isnan(x), x, 0)),
        np.vectorize(lambda x: x if x > 0 or x != x else 0.0, otypes=[float]),
    ],
    "bend": [[1.5, -3], np.array([1.5, -3.0]), ("1.5", "-3")],
    "clip01": [lambda x: relu(1 - relu(1 - x)), lambda x: 1 - relu(1 - relu(x))],
}

WRONG = {
    "my_relu": [
        (lambda x: x * (x > 0), "f(-inf) should be 0; yours gives NaN"),
        (lambda x: (x + np.abs(x)) / 2, "-inf + inf have no value"),
        (lambda x: np.where(x > 0, x, 0), "it turns NaN into 0"),
        (lambda x: np.fmax(x, 0), "it turns NaN into 0"),
        (lambda x: np.nan_to_num(np.maximum(x, 0), posinf=np.inf), "it turns NaN into 0"),
        (lambda x: np.clip(x, 0, 1e300), "both should pass unchanged"),
        (lambda x: max(0, x), "np.maximum"),
        (in_one_branch, "np.maximum"),
        (lambda x: np.where(np.isfinite(x), np.maximum(x, 0), x), "f(-inf) should be 0; yours gives -inf"),
        (lambda x: np.maximum(x, 0) + 5j, "real numbers"),
        (lambda x: sys.exit(), "SystemExit"),
        (np.abs, "that is |x|"),
        (lambda x: np.minimum(x, 0), "keep the positive one"),
        (lambda x: x > 0, "that is the slope"),
        (lambda x: x[x > 0], "they are not dropped"),
        (in_place, "changed the array it was given"),
        (lambda x: np.maximum(x, 0.01 * x), "for -2 it gives -0.02 instead of 0"),
        (lambda x: np.maximum(x, 1), "for -2 it gives 1 instead of 0"),
        (lambda x: np.where(x > 2, x, 0), "for 2 it gives 0 instead of 2"),
        (lambda x: np.clip(x, 0, 6), "for 7 it gives 6 instead of 7"),
        (lambda x: wordless(), "stopped with Wordless"),
        (lambda x: print(end=""), "Does its last line begin with `return`?"),
        (lambda: 0, "TypeError"),
        (lambda x: undefined, "NameError"),  # noqa: F821
        (3, "must be a function, not int"),
        (relu, "now without the ready-made `relu`"),
        (lambda x: relu(x), "now without the ready-made `relu`"),
        (lambda x: np.max(x, 0), "takes the largest of each column"),
        (lambda x: np.maximum(x, 0).ravel(), "shape (2, 3) went in and (6,) came out; keep the shape"),
    ],
    "bend": [
        ((-3, 1.5), "wrong order"),
        ((1.5, 3), "mind the sign of b"),
        ((1, -2), "at x = 4 the output is 2, not 3"),
        ((3, -6), "at x = 4 the output is 6, not 3"),
        ((1.5, -2), "the kink is at x = -b/w = 1.33"),
        ((1, 0), "the kink is at x = -b/w = 0; it"),
        ((0, 3), "with w = 0"),
        ((-1.5, 3), "falls to the right"),
        (1.5, "2 wanted (w, b), 1 given"),
        ((1.5, None), STUB.sentence),
        ("1.5, -3", "write 2 numbers (w, b) in brackets, without quotes"),
        ((1.5, "b"), "give ordinary numbers"),
        ([[1.5], [-3, 0]], "give ordinary numbers"),
        ((np.nan, 1), "w, b: give ordinary numbers, without quotes; got (nan, 1)"),
    ],
    "clip01": [
        (relu, "still climbs beyond 1"),
        (lambda x: relu(x) - relu(x) - 1, "belongs inside the second ReLU"),
        (lambda x: relu(x) - relu(x - 1) - 1, "belongs inside the second ReLU"),
        (lambda x: relu(x) - relu(1 - x), "1 - x is turned round"),
        (lambda x: relu(x) - relu(x + 1), "for a start at +1 write relu(x - 1)"),
        (lambda x: relu(x) + relu(x - 1), "subtract the second unit"),
        (lambda x: relu(x - 1), "at x = 0.25 it should give 0.25, and yours gives 0"),
        (lambda x: 1.0, "shape (8,) went in and () came out"),
        (lambda x: [relu(x) - relu(x - 1)], "shape (8,) went in and (1, 8) came out"),
        (lambda x: np.clip(x, 0, 1), "now build it from relu, + and - only, without clip"),
        (lambda x: np.where(x > 1, 1, relu(x)), "without where"),
        (lambda x: np.minimum(relu(x), 1), "without minimum"),
        (lambda x: 1 - np.maximum(1 - relu(x), 0), "without maximum"),
        (lambda x: np.piecewise(x, [x > 1], [1, relu]), "without piecewise"),
        (lambda x: [1 - max(1 - value, 0) for value in relu(x)], "without max"),
        (lambda x: relu(x) if x < 1 else 1, "take one number, not an array"),
        (lambda x: [min(value, 1) for value in relu(x)], "without min"),
        (lambda x: np.minimum(x, 1), "at x = -2 it should give 0, and yours gives -2"),
    ],
}

ANSWERS = [
    (
        "neuron", {"w": 0.5, "b": -3.0},
        "w = 0.5, b = -3.0: the neuron is silent for x <= -b/w = 6.00 (outside this picture); "
        "on the other side its slope is 0.5.",
    ),
    (
        "neuron", {"w": 0.8, "b": -4.0},
        "w = 0.8, b = -4.0: the neuron is silent for x <= -b/w = 5.00; on the other side its slope is 0.8.",
    ),
    (
        "neuron", {"w": -1.0, "b": 1.0},
        "w = -1.0, b = 1.0: the neuron is silent for x >= -b/w = 1.00; "
        "on the other side its slope is -1.0.",
    ),
    (
        "neuron", {"w": 0.0, "b": 1.0},
        "w = 0.0, b = 1.0: the input does not count, the output is 1.0 everywhere.",
    ),
    (
        "collapse", {"layers": 1},
        "1 layer: there is no between, so both sides are the same straight line.",
    ),
    (
        "collapse", {"layers": 6},
        "6 layers: with nothing between them still one straight line, "
        "with ReLU between them 25 straight pieces, joined at 24 kinks.",
    ),
    ("input", {"x": -5.0}, "x = -5.0 is negative, so it becomes 0: f(-5.0) = 0.0."),
    ("input", {"x": 0.0}, "x = 0.0 is the kink: f(0) = 0."),
    ("input", {"x": 0.5}, "x = 0.5 is positive, so it passes: f(0.5) = 0.5."),
    ("input", {"x": -0.5}, "x = -0.5 is negative, so it becomes 0: f(-0.5) = 0.0."),
    ("input", {"x": 5.0}, "x = 5.0 is positive, so it passes: f(5.0) = 5.0."),
]  # fmt: skip

# Pictures of made-up numbers: tests/test_recorded.py has the facts of each.

DRAWINGS = {
    "halves": pictures.halves,
    "in_place": lambda _: pictures.in_place([-1.5, 0, 2.25], [-0.0, 0, 2.25]),
    "layers": lambda _: pictures.layers(
        np.array([[1, -2], [-1, 0]]), np.array([[3, 1], [-1, 2]]), np.array([2, 1])
    ),
    "one_neuron": lambda _: pictures.one_neuron(-1.5, 3.0, [1, 2, 3.5]),
    "three_properties": lambda _: pictures.three_properties(),
    "two_units": lambda _: pictures.two_units(),
}
