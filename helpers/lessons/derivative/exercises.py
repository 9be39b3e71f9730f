"""Exercises of lesson 2: the slope, the backward pass of one layer, a gradient by hand."""

import numpy as np

from helpers.activations import relu
from helpers.course.checks import call, exercise, numbers, same, slip, uses

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
    z = Z[AWAY]
    slips = [
        (relu(z), "this is ReLU itself; its slope is 1 wherever z is positive, however large z is."),
        (np.sign(z), "left of 0 the curve is flat, so its slope there is 0, not -1."),
        (z < 0, "the two sides are exchanged."),
    ]
    if said := slip(got[AWAY], slips):
        return said
    if not 0 <= got[~AWAY][0] <= 1:
        return f"at 0 any value from 0 to 1 will do; yours is {got[~AWAY][0]:g}."
    right = slope_of_relu(Z)
    if not same(got[AWAY], right[AWAY]):
        at = np.flatnonzero(AWAY & ~np.isclose(got, right))[0]
        return f"at z = {Z[at]:g} the slope is {right[at]:g}, and yours is {got[at]:g}."
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
    gate = Z > 0
    right = grad * gate
    if got.shape == (gate.sum(),):
        return f"{Z.size} gradients came in and {got.size} went out; a closed gate gives 0, it drops nothing."
    if got.shape != Z.shape:
        return f"{Z.size} gradients came in, shape {got.shape} went out; multiply element by element, with *."
    g, z, gate = grad[AWAY], Z[AWAY], gate[AWAY]
    slips = [
        (g, "every gate is open. Where z is negative the result is 0. (A mask a >= 0 lets all pass, too.)"),
        (z * (g > 0), "grad_a and z are exchanged: the gradient comes first, and z decides."),
        (-g * gate, "the sign is turned round; an open gate passes the gradient unchanged."),
        (g * relu(z), "you multiplied by the activation; the gate is the slope, 1 or 0."),
        (relu(g), "you rectified the gradient; the gate depends on z, not on the sign of the gradient."),
        (relu(g) * gate, "negative gradients pass an open gate too; look only at z."),
        (gate, "this is the gate alone; multiply the incoming gradient by it."),
        (g * ~gate, "the gate is open where z is positive; yours is open where it is negative."),
    ]
    if said := slip(got[AWAY], slips):
        return said
    if not same(got[AWAY], right[AWAY]):
        at = np.flatnonzero(AWAY & ~np.isclose(got, right))[0]
        return f"for z = {Z[at]:g} and dL/da = {grad[at]:g} it gives {got[at]:g} instead of {right[at]:g}."
    if not 0 <= got[~AWAY][0] <= grad[~AWAY][0]:
        return "at z = 0 the factor may be anything from 0 to 1; yours is outside."
    return None


@exercise((0.0, 8.0), "Only the second gate is open: dL/dy = 4, times v = 2, times the slope 1.")
def by_hand(answer):
    first, second = numbers(answer, ["dL/dz1", "dL/dz2"])
    slips = [
        ((8, 0), "exchange them: z1 = -1 is the negative one, so its gate is closed."),
        ((-12, 8), "that is dL/da, before the gates; z1 = -1 closes the first one."),
        ((0, -8), "mind the sign: dL/dy is y - t = 4, not t - y."),
        ((0, 4), "dL/dy = 4 still has to be multiplied by the outgoing weight v2 = 2."),
        ((0, 2), "that is v2 times the gate; it still has to be multiplied by dL/dy = y - t = 4."),
        ((0, 24), "the gate is 1 when open, whatever the activation; do not multiply by a2 = 3."),
    ]
    if said := slip([first, second], slips):
        return said
    if not same(first, 0):
        return "z1 = -1 is negative: its gate is closed and nothing passes."
    if not same(second, 8):
        return f"dL/dz2 is dL/dy times v2 times the slope at z2 = 3; yours is {second:g}."
    return None
