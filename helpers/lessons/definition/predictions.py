"""Predictions of lesson 1: what comes out of ReLU, what layers can draw, where a neuron is silent."""

import numpy as np

from helpers.activations import relu
from helpers.course.predictions import Named, named, prediction, sketch
from helpers.pieces import random_network


@prediction(
    ask="The array [-2, 3, -0.5, 0, 1.5] goes through ReLU. What comes out?",
    choices={
        "[3, 1.5]": "this drops numbers. ReLU replaces them, so five numbers in give five numbers out.",
        "[2, 3, 0.5, 0, 1.5]": "this is the absolute value: it removes the sign and keeps the size.",
        "[0, 3, 0, 0, 1.5]": "five numbers in, five out: negative ones become 0, the others pass unchanged.",
        "[0, 1, 0, 0, 1]": "this says which numbers are positive. ReLU lets the number itself pass, not a 1.",
    },
    section=2,
)
def through_relu():
    a = relu([-2, 3, -0.5, 0, 1.5])
    return f"[{', '.join(f'{each:g}' for each in a)}]", f"np.maximum(z, 0) gives {a.tolist()}."


@prediction(
    ask="What are f(-1) + f(1), and f(-1 + 1)?",
    choices={
        "0 and 0": "f(-1) is 0, not -1, so the 1 of f(1) is left over.",
        "1 and 1": "-1 + 1 is 0, and f(0) = 0.",
        "1 and 0": "first rectified, then added, the -1 is lost; first added, the two cancel.",
    },
    section=3,
)
def apart_or_together():
    apart, together = relu(-1) + relu(1), relu(-1 + 1)
    return f"{apart:g} and {together:g}", f"f(-1) + f(1) = {apart:g}, and f(-1 + 1) = {together:g}."


@prediction(
    ask="One number in, one number out, six layers with nothing between them: which curves can they draw?",
    choices={
        "only straight lines": "a straight line of a straight line is a straight line, however often.",
        "lines with some kinks": "weights tilt a line and biases move it; nothing here can bend it.",
        "any smooth curve": "many weights do not help: all of them together are one multiplication.",
    },
    section=3,
)
def six_layers():
    x = np.linspace(-3, 3, 601)
    y, network = x[:, None], random_network((1, 8, 8, 8, 8, 8, 1), seed=7)
    for k in range(1, 7):
        y = y @ network[f"W{k}"] + network[f"b{k}"]
    low, *_, high = np.sort(np.diff(y[:, 0]))
    found = (
        f"from {x[0]:g} to {x[-1]:g} in {x.size - 1} equal steps of x, the smallest step of the output is "
        f"{low:.5f} and the largest {high:.5f}."
    )
    choices = {True: "only straight lines", False: "lines with some kinks"}
    return named(choices, np.isclose(low, high)), found


@sketch(
    ask="Draw what the neuron relu(2 x - 3) gives at these six inputs.",
    places=[-1, 0, 1, 1.5, 2, 3],
    low=-5,
    high=5,
    step=1,
    within=0.5,
    section=4,
    labels=("input x", "output"),
    why="z = 2 x - 3 is negative up to x = 1.5, so the neuron gives 0 there. From there it climbs by 2 for "
    "each 1: to 1 at x = 2 and to 3 at x = 3.",
)
def two_x_minus_three():
    x = np.linspace(-1, 3, 401)
    a = relu(2 * x - 3)
    return x, a, f"the output is 0 up to x = {x[a == 0].max():g}, and {a[-1]:g} at x = 3."


@prediction(
    ask="For which factors c is f(c x) = c f(x), whatever x is?",
    choices={
        "for every c": "try c = -1 and x = 2: f(-2) = 0, but -f(2) = -2.",
        "only for 0 and 1": "doubling works too: f(2 x) = 2 f(x) for every x.",
        "for every c that is not negative": "such a c never turns a negative number into a positive one.",
    },
    section=5,
)
def scaling():
    x, tried = np.linspace(-5, 5, 101), [-2, -1, 0, 1, 2, 3]
    works = [c for c in tried if np.allclose(relu(c * x), c * relu(x))]
    choices = {(0, 1): "only for 0 and 1", (0, 1, 2, 3): "for every c that is not negative"}
    found = f"of {tried} it holds for {works}, at {x.size} x from {x[0]:g} to {x[-1]:g}."
    return named(choices, tuple(works), otherwise="for every c"), found


@prediction(
    ask="NaN marks a calculation that went wrong. Which of these turns it into 0, and so hides the mistake?",
    choices={
        "np.maximum(x, 0)": "np.maximum passes NaN on.",
        "np.where(x > 0, x, 0)": "NaN > 0 is false, so it takes the 0. Others keep it: NaN times 0 is NaN.",
        "x * (x > 0)": "NaN times 0 is NaN.",
        "(x + np.abs(x)) / 2": "the absolute value of NaN is NaN, and so is the sum.",
    },
    section=7,
)
def hides_nan():
    x = np.array([np.nan])
    results = {
        "np.maximum(x, 0)": np.maximum(x, 0),
        "np.where(x > 0, x, 0)": np.where(x > 0, x, 0),
        "x * (x > 0)": x * (x > 0),
        "(x + np.abs(x)) / 2": (x + np.abs(x)) / 2,
    }
    hidden = [text for text, (y,) in results.items() if y == 0]
    found = f"for NaN these give {', '.join(f'{y:g}' for (y,) in results.values())}."
    return Named(" and ".join(hidden), results), found
