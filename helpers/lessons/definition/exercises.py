"""Exercises of lesson 1: ReLU of an array, a neuron with a given kink, a function made of two ReLUs."""

import numpy as np

from helpers.activations import relu
from helpers.course.checks import call, exercise, numbers, same, slip, uses


def relu_of_an_array(x):
    return np.maximum(x, 0)


@exercise(relu_of_an_array, "Every element keeps its place, NaN stays NaN and -inf becomes 0.")
def my_relu(answer):
    x = np.array([[-2.0, 5.0, 0.0], [2.0, 0.5, 7.0]])
    got = call(
        answer,
        x,
        on_if="`max` and `if` take one number, not an array; NumPy's elementwise function is np.maximum.",
    )
    columns = "np.max(x, 0) takes the largest of each column; element by element it is np.maximum(x, 0)."
    slope = "this gives 1 for positive numbers: that is the slope of ReLU. The number itself should pass."
    slips = [
        (x.max(axis=0), columns),
        (np.abs(x), "negative numbers come out positive: that is |x|. They should become 0."),
        (np.minimum(x, 0), "this keeps the negative part; keep the positive one."),
        (x > 0, slope),
    ]
    if said := slip(got, slips):
        return said
    if got.shape != x.shape and got.size == x.size:
        return f"all numbers are there, but shape {x.shape} went in and {got.shape} came out; keep the shape."
    if got.shape != x.shape:
        return (
            f"shape {x.shape} went in, {got.shape} came out; negative numbers become 0, they are not dropped."
        )
    if not same(got, np.maximum(x, 0)):
        wrong = np.argwhere(~np.isclose(got, np.maximum(x, 0)))[0]
        return (
            f"for {x[tuple(wrong)]:g} it gives {got[tuple(wrong)]:g} instead of {max(0, x[tuple(wrong)]):g}."
        )
    special = call(answer, np.array([-np.inf, np.inf, np.nan, 1.7e308]))
    if special[0] != 0 and not np.isnan(special[0]):
        return f"f(-inf) should be 0; yours gives {special[0]:g}."
    if np.isnan(special[0]):
        return "f(-inf) should be 0; yours gives NaN. -inf * 0 and -inf + inf have no value."
    if not np.isnan(special[2]):
        return f"it turns NaN into {special[2]:g}, which hides an error further up; NaN should stay NaN."
    if not same(special[[1, 3]], [np.inf, 1.7e308]):
        return f"for inf and 1.7e308 it gives {special[1]:g} and {special[3]:g}; both should pass unchanged."
    if uses(answer, "relu"):
        return "the values are right; now without the ready-made `relu`."
    return None


@exercise((1.5, -3.0), "The kink is at -b/w = 2; from there to x = 4 the neuron climbs by 1.5 * 2 = 3.")
def bend(answer):
    w, b = numbers(answer, ["w", "b"])
    if w == 0:
        return "with w = 0 the input does not count; the neuron cannot climb."
    slips = [
        ((-3, 1.5), "these are the right numbers in the wrong order: first w, then b."),
        ((1.5, 3), "mind the sign of b: at x = 2 the pre-activation is w * 2 + b = 6 and should be 0."),
    ]
    if said := slip([w, b], slips):
        return said
    if w < 0:
        return f"with w = {w:g} the neuron falls to the right; it should be silent on the left of 2."
    if not same(w * 2 + b, 0):
        return f"the kink is at x = -b/w = {-b / w:z.6g}; it should be at 2."
    at_4 = relu(w * 4 + b)
    if not same(at_4, 3):
        return f"the kink is right, but at x = 4 the output is {at_4:.3g}, not 3; change the slope."
    return None


def clip_to_unit(x):
    return relu(x) - relu(x - 1)


@exercise(
    clip_to_unit,
    "One way is relu(x) - relu(x - 1): the second unit cancels the climb of the first from 1 on.",
)
def clip01(answer):
    x = np.array([-2.0, -0.3, 0.0, 0.25, 0.8, 1.0, 1.7, 5.0])
    got = call(answer, x)
    if got.shape != x.shape:
        return f"shape {x.shape} went in and {got.shape} came out; give one number for each."
    inside = "the 1 belongs inside the second ReLU: shift where it starts, not its result."
    slips = [
        (relu(x), "this still climbs beyond 1; a second ReLU, starting at 1, can take that away."),
        (relu(x) - relu(x) - 1, inside),
        (relu(x) - relu(x - 1) - 1, inside),
        (relu(x) - relu(1 - x), "1 - x is turned round: that unit is active left of 1; write relu(x - 1)."),
        (relu(x) - relu(x + 1), "relu(x + 1) starts at -1; for a start at +1 write relu(x - 1)."),
        (relu(x) + relu(x - 1), "from 1 on this climbs twice as fast; subtract the second unit."),
    ]
    if said := slip(got, slips):
        return said
    right = np.clip(x, 0, 1)
    if not same(got, right):
        at = int(np.argmax(~np.isclose(got, right)))
        return f"at x = {x[at]:g} it should give {right[at]:g}, and yours gives {got[at]:g}."
    if name := uses(answer, "clip", "minimum", "maximum", "where", "min", "max", "piecewise"):
        return f"the values are right; now build it from relu, + and - only, without {name}."
    return None
