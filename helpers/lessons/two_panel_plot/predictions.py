"""Predictions of lesson 3: what a plot draws between two points, and what slopes look like."""

import numpy as np

from helpers.activations import ACTIVATIONS
from helpers.course.predictions import closest, named, prediction


@prediction(
    ask="ReLU's slope is 0 or 1 and nothing between. Is the red line, drawn through 100 points, anywhere at "
    "a height between 0 and 1?",
    choices={
        "nowhere": "all 100 points are at height 0 or 1, but a plot also draws what lies between two points.",
        "at one point, x = 0": "no point is at x = 0; and the convention there is 0, not one half.",
        "on a short piece around 0": "a plot joins neighbours, the last point at 0 and the first one at 1.",
    },
    section=3,
)
def between():
    x = np.linspace(-5, 5, 100)
    slope = np.where(x > 0, 1.0, 0.0)
    fine = np.linspace(-5, 5, 10_001)
    drawn = np.interp(fine, x, slope)
    off = fine[(drawn > 0) & (drawn < 1)]
    points = np.count_nonzero((slope > 0) & (slope < 1))
    found = (
        f"{points} of {x.size} points have heights between 0 and 1; the line has, from x = {off[0]:.3f} to "
        f"{off[-1]:.3f}."
    )
    return named({True: "on a short piece around 0", False: "nowhere"}, len(off) > 1), found


@prediction(
    ask="ReLU6 is min(max(0, x), 6), a ReLU capped at 6. How many jumps does its slope have?",
    choices={
        "none": "where a curve has a kink, its slope changes at once.",
        "1": "the one at 0 is there as for ReLU, but the cap makes a second kink.",
        "2": "up at 0, where it begins to climb, and down at 6, where it is flat again.",
    },
    section=4,
)
def jumps_of_relu6():
    jumps = ACTIVATIONS["relu6"].jumps()
    found = "; ".join(f"at x = {x:g} from {before:g} to {after:g}" for x, before, _, after in jumps)
    return str(len(jumps)), f"{found}."


@prediction(
    ask="At x = 5 Sigmoid gives almost 1. How large is its slope there?",
    choices={
        "close to 1": "its height is close to 1. A slope says how fast the height changes.",
        "exactly 0": "it still climbs, if only a little: Sigmoid never reaches 1.",
        "below 0.01": "the curve is nearly flat, and the height on the right is the steepness on the left.",
    },
    section=4,
)
def slope_of_sigmoid():
    f = ACTIVATIONS["sigmoid"]
    a, slope = f(5.0), f.derivative(5.0)
    choice = closest(slope, {"exactly 0": 0, "below 0.01": 0.005, "close to 1": 1})
    return choice, f"at x = 5 its output is {a:.4f} and its slope is {slope:.4f}."


@prediction(
    ask="ReLU's slope is never above 1. Which of these has a slope above 1 somewhere?",
    choices={
        "Sigmoid": "it is steepest at 0, and its slope there is only 0.25.",
        "Tanh": "its slope is exactly 1 at 0 and smaller everywhere else.",
        "GELU": "right of 0 it lies below the line y = x. To catch up it must be steeper than the line.",
        "none of them": "GELU lies below the line y = x, and far out it has nearly caught up.",
    },
    section=4,
)
def steeper_than_1():
    x = np.linspace(-8, 8, 1601)
    above, found = [], []
    for name in ("sigmoid", "tanh", "gelu"):
        f = ACTIVATIONS[name]
        slopes = f.derivative(x)
        above += [f.title] if slopes.max() > 1 else []
        found += [f"{f.title} {slopes.max():.2f} at x = {x[np.argmax(slopes)]:g}"]
    return " and ".join(above) or "none of them", f"largest slopes: {', '.join(found)}."
