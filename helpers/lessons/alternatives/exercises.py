"""Exercises of lesson 6: a Leaky ReLU for every slope, a softplus that does not overflow, a gain."""

import numpy as np

from helpers.activations import ACTIVATIONS, leaky_relu, relu
from helpers.course.checks import call, exercise, same, slip, uses

Z = np.array([-3.0, -1.0, -0.5, 0.0, 0.5, 2.0])
ELEMENT_BY_ELEMENT = "`if` takes one number, not an array; np.where chooses element by element."


def leaky_for_every_slope(z, slope):
    return np.where(z > 0, z, slope * z)


@exercise(leaky_for_every_slope, "The sign of z decides, not which of two numbers is larger.")
def leaky(answer):
    slopes = (0.1, 0.0, 1.0, 1.5, -0.5)
    results = {slope: call(answer, Z, slope, on_if=ELEMENT_BY_ELEMENT) for slope in slopes}
    got = results[0.1]
    if got.shape != Z.shape:
        return f"{Z.size} numbers went in and {got.size} came out; give one for each."
    slips = [
        (np.full(Z.shape, 0.1), "the arguments are exchanged: z comes first, then the slope."),
        (np.where(Z > 0, 1, 0.1), "this is the slope of Leaky ReLU; the function multiplies it by z."),
        (np.where(Z > 0, 0.1 * Z, Z), "the two sides are exchanged: positive z should pass unchanged."),
        (
            np.maximum(Z, -Z / 10),
            "left of 0 the result has the wrong sign: slope * z is negative there.",
        ),
        (np.where(Z > 0, Z, 0.1), "left of 0 the result is slope * z, not the slope alone."),
    ]
    if said := slip(got, slips):
        return said
    for slope, got in results.items():
        right = leaky_for_every_slope(Z, slope)
        if same(got, right):
            continue
        if same(got, np.maximum(slope * Z, Z)):
            return (
                f"the larger of slope * z and z is right for slopes from 0 to 1, and wrong for {slope:g}: at "
                f"z = -1 it gives {max(-slope, -1):g} instead of {-slope:g}."
            )
        at = int(np.argmax(~np.isclose(got, right)))
        return f"for slope {slope:g} and z = {Z[at]:g} it gives {got[at]:g} instead of {right[at]:zg}."
    return None


def stable_softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


@exercise(stable_softplus, "Nothing overflows, and nothing is lost far out on the left.")
def softplus(answer):
    z = np.array([-700.0, -40.0, -1.0, 0.0, 1.0, 40.0, 1000.0])
    got = call(answer, z, on_if=ELEMENT_BY_ELEMENT)
    right = stable_softplus(z)
    if got.shape != z.shape:
        return f"{z.size} numbers went in and {got.size} came out; give one for each."
    slips = [
        (relu(z), "this is ReLU; softplus is its smooth relative, ln(1 + e^z)."),
        (ACTIVATIONS["sigmoid"](z), "this is the slope of softplus, sigmoid."),
    ]
    if said := slip(got, slips):
        return said
    if not np.isfinite(got[-1]):
        return (
            f"at z = 1000 it gives {got[-1]:g}: e^1000 is too large for a float. The result should be 1000."
        )
    if got[1] == 0 and same(got, right):
        return (
            "at z = -40 it gives 0 instead of 4.2e-18. Two ways to lose it: 1 + e^-40 is rounded to 1 "
            "(np.log1p(u) is ln(1 + u), exact for small u), and z + ln(1 + e^-z) is -40 + 40, a form that "
            "serves for z > 0 only."
        )
    wrong = ~np.isclose(got, right, rtol=1e-9, atol=0)
    if wrong.any():
        at = int(np.argmax(wrong))
        return f"at z = {z[at]:g} it gives {got[at]:.4g} instead of {right[at]:.4g}."
    try:
        call(answer, z, over="raise")
    except FloatingPointError:
        return (
            "the values are right, but e^1000 was computed on the way and thrown away: np.where computes "
            "both branches. Give np.exp a number that is never positive."
        )
    if uses(answer, "logaddexp", "ACTIVATIONS"):
        return "the values are right; now write it yourself, without the ready-made function."
    return None


def gain_from_samples(f, z):
    return 1 / np.sqrt(np.mean(f(z) ** 2))


@exercise(gain_from_samples, "The mean of the squares, because the next layer adds squares.")
def gain_of(answer):
    z = np.random.default_rng(0).normal(size=100_000)
    if uses(answer, "gain", "moments"):
        return "work it out from f and z; the ready-made measures are not needed."
    shrinks = "this is by how much the activation shrinks z; the gain makes up for it: 1 divided by that."
    squares = "the second moment is about squares; the gain multiplies weights, so take the square root."
    mean = "this comes from the mean; take the mean of the squares."
    root = "this is the mean of the squares itself; the gain is 1 divided by its square root."
    for f in (ACTIVATIONS["softplus"], relu, leaky_relu.with_parameters(negative_slope=0.5)):
        got, a = call(answer, f, z), f(z)
        if got.size != 1:
            return f"give one number; yours has the shape {got.shape}."
        got, right = float(got.ravel()[0]), gain_from_samples(f, z)
        if abs(got / right - 1) < 0.01:
            continue
        variance = f"for {f.title} this comes from the variance. The mean does not cancel in the next layer: "
        variance += "take the mean of the squares."
        slips = [
            (1 / np.std(a), variance),
            (1 / np.std(a, ddof=1), variance),
            (1 / right, shrinks),
            (1 / right**2, root),
            (right**2, squares),
            (1 / np.mean(np.abs(a)), mean),
            (1 / np.sqrt(np.sum(a**2)), "you took the sum of the squares; take their mean."),
        ]
        if said := slip(got, slips):
            return said
        return f"for {f.label} it gives {got:.3f} instead of {right:.3f}."
    return None
