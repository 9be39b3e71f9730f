"""Exercises of lesson 2: the slope, the backward pass of one layer, a gradient by hand."""

import numpy as np

from helpers.activations import relu
from helpers.course.checks import call, exercise, numbers, same, uses

Z = np.array([-3.0, -1.0, -0.001, 0.0, 0.001, 1.0, 3.0])
AWAY = Z != 0
WHOLE_ARRAY = "`if` takes one number, not an array; compare the whole array at once: z > 0."


def slope_of_relu(z):
    return np.where(z > 0, 1.0, 0.0)


@exercise(slope_of_relu, "1 where z is positive, 0 where it is negative, and a subgradient at 0.")
def my_slope(answer):
    got = call(answer, Z, on_if=WHOLE_ARRAY)
    if got.shape != Z.shape:
        return f"{Z.size} numbers went in and {got.size} came out; give one slope for each."
    if same(got, relu(Z)):
        return "this is ReLU itself; its slope is 1 wherever z is positive, however large z is."
    if same(got[AWAY], np.sign(Z)[AWAY]):
        return "left of 0 the curve is flat, so its slope there is 0, not -1."
    if same(got[AWAY], 1 - (Z > 0)[AWAY]):
        return "the two sides are exchanged."
    if not 0 <= got[~AWAY][0] <= 1:
        return f"at 0 any value from 0 to 1 will do; yours is {got[~AWAY][0]:g}."
    if not same(got[AWAY], (Z > 0)[AWAY]):
        at = np.flatnonzero(AWAY & ~np.isclose(got, Z > 0))[0]
        return f"at z = {Z[at]:g} the slope is {float(Z[at] > 0):g}, and yours is {got[at]:g}."
    if not same(call(answer, np.array([2.0, -3.0, 1.0, -0.5]), on_if=WHOLE_ARRAY), [1, 0, 1, 0]):
        return "for [2, -3, 1, -0.5] it does not give [1, 0, 1, 0]; the slope at one z depends on no other z."
    if uses(answer, "derivative"):
        return "the values are right; now without `relu.derivative`."
    return None


def backward_through_relu(grad_a, z):
    return grad_a * (z > 0)


@exercise(backward_through_relu, "The gate looks at z, and passes gradients of either sign.")
def backward(answer):
    grad = np.array([2.0, -3.0, 0.5, 7.0, -1.0, 4.0, -5.0])
    got = call(answer, grad, Z, on_if=WHOLE_ARRAY)
    right = grad * (Z > 0)
    if got.shape == (np.sum(Z > 0),):
        return f"{Z.size} gradients came in and {got.size} went out; a closed gate gives 0, it drops nothing."
    if got.shape != Z.shape:
        return f"{Z.size} gradients came in, shape {got.shape} went out; multiply element by element, with *."
    if same(got, grad):
        return "every gate is open. Where z is negative the result is 0. (A mask a >= 0 lets all pass, too.)"
    if same(got, Z * (grad > 0)):
        return "grad_a and z are exchanged: the gradient comes first, and z decides."
    if same(got[AWAY], -right[AWAY]):
        return "the sign is turned round; an open gate passes the gradient unchanged."
    if same(got[AWAY], (grad * relu(Z))[AWAY]):
        return "you multiplied by the activation; the gate is the slope, 1 or 0."
    if same(got[AWAY], np.maximum(grad, 0)[AWAY]):
        return "you rectified the gradient; the gate depends on z, not on the sign of the gradient."
    if same(got[AWAY], np.maximum(right, 0)[AWAY]):
        return "negative gradients pass an open gate too; look only at z."
    if same(got[AWAY], (Z > 0)[AWAY]):
        return "this is the gate alone; multiply the incoming gradient by it."
    if same(got[AWAY], (grad * (Z < 0))[AWAY]):
        return "the gate is open where z is positive; yours is open where it is negative."
    if not same(got[AWAY], right[AWAY]):
        at = np.flatnonzero(AWAY & ~np.isclose(got, right))[0]
        return f"for z = {Z[at]:g} and dL/da = {grad[at]:g} it gives {got[at]:g} instead of {right[at]:g}."
    if not 0 <= got[~AWAY][0] <= grad[~AWAY][0]:
        return "at z = 0 the factor may be anything from 0 to 1; yours is outside."
    return None


@exercise((0.0, 8.0), "Only the second gate is open: dL/dy = 4, times v = 2, times the slope 1.")
def by_hand(answer):
    first, second = numbers(answer, ["dL/dz1", "dL/dz2"])
    if same([first, second], [8, 0]):
        return "exchange them: z1 = -1 is the negative one, so its gate is closed."
    if same([first, second], [-12, 8]):
        return "that is dL/da, before the gates; z1 = -1 closes the first one."
    if same([first, second], [0, -8]):
        return "mind the sign: dL/dy is y - t = 4, not t - y."
    if same([first, second], [0, 4]):
        return "dL/dy = 4 still has to be multiplied by the outgoing weight v2 = 2."
    if same([first, second], [0, 2]):
        return "that is v2 times the gate; it still has to be multiplied by dL/dy = y - t = 4."
    if same([first, second], [0, 24]):
        return "the gate is 1 when open, whatever the activation; do not multiply by a2 = 3."
    if not same(first, 0):
        return "z1 = -1 is negative: its gate is closed and nothing passes."
    if not same(second, 8):
        return f"dL/dz2 is dL/dy times v2 times the slope at z2 = 3; yours is {second:g}."
    return None
