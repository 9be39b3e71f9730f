"""Predictions of lesson 2: secants across the kink, lines that touch, gates, zeros, the check that lies."""

import numpy as np

from helpers.activations import relu
from helpers.course.predictions import closest, guess, named, prediction, sketch


@prediction(
    ask="Across 0, from -h to h, the secant of ReLU has slope 0.5 for h = 1. And for h = 0.000001?",
    choices={
        "nearly 0": "ReLU(0) is 0, but that is its height and not its slope.",
        "nearly 1": "only the right end lies on the rising piece.",
        "0.5 again": "it rises by h over 2 h, for every h: the mean of the slopes 0 and 1.",
        "it cannot be computed": "the two ends are 2 h apart, so nothing is divided by 0.",
    },
    section=1,
)
def smaller_steps():
    h = 1e-6
    slope = (relu(h) - relu(-h)) / (2 * h)
    choice = closest(slope, {"nearly 0": 0, "nearly 1": 1, "0.5 again": 0.5})
    return choice, f"The rise is {relu(h):g}, the run {2 * h:g}, and the slope {slope:g}."


@prediction(
    ask="Straight lines go through ReLU's kink. With which slopes do they nowhere rise above ReLU?",
    choices={
        "0.5 alone": "0.5 is right in the middle, but it is not the only one.",
        "0 and 1 alone": "these two follow the curve for half of the way; those between them fit as well.",
        "all from 0 to 1": "right of 0 the slope may be at most 1, left of 0 at least 0.",
        "all from -1 to 1": "a falling line is above 0 left of the kink, where ReLU is 0.",
    },
    section=2,
)
def slopes_that_fit():
    x, slopes = np.linspace(-5, 5, 1001), np.arange(-10, 11) / 10
    fit = tuple(s for s in slopes if np.all(s * x <= relu(x)))
    choices = {
        (0.5,): "0.5 alone",
        (0, 1): "0 and 1 alone",
        tuple(slopes[slopes >= 0]): "all from 0 to 1",
        tuple(slopes): "all from -1 to 1",
    }
    return named(
        choices, fit
    ), f"Of {len(slopes)} slopes from -1 to 1 these fit: {', '.join(f'{s:g}' for s in fit)}."


@sketch(
    ask="The gradient dL/da = -2 comes in, whatever z is. Draw what the ReLU passes on, dL/dz, over z.",
    places=[-2, -1, 1, 2, 3],
    low=-6,
    high=6,
    step=1,
    within=0.5,
    section=3,
    labels=("z", "dL/dz"),
    why="Only z opens the gate. An open gate multiplies by exactly 1: a negative gradient passes like a "
    "positive one, and a larger z lets no more through than a small one.",
)
def through_the_gate():
    z = np.array([-3, -1e-9, np.nan, 1e-9, 4])  # NaN lifts the pen at the jump
    dL_dz = -2 * relu.derivative(z)
    return z, dL_dz, f"dL/dz is {dL_dz[0] + 0:g} where z < 0 and {dL_dz[-1]:g} where z > 0."


@prediction(
    ask="For the sample (1, 2), dL/da is -1 at the first neuron, where z = 2, and -6 at the second, where "
    "z = -1. Which rows of W, one for each neuron, does this sample change?",
    choices={
        "the second alone": "its gradient is stronger, but z = -1 closes its gate.",
        "both, the second more": "the second gate is closed: nothing of the -6 passes.",
        "the first alone": "z = 2 opens its gate and z = -1 closes the other one.",
        "neither, both dL/da are negative": "the sign of dL/da does not matter: z = 2 opens the first gate.",
    },
    section=3,
)
def which_neuron():
    x, z, dL_da = np.array([1.0, 2.0]), np.array([2.0, -1.0]), np.array([-1.0, -6.0])
    dL_dW = np.outer(dL_da * relu.derivative(z), x)
    choices = {
        (True, False): "the first alone",
        (False, True): "the second alone",
        (True, True): "both, the second more",
        (False, False): "neither, both dL/da are negative",
    }
    first, second = dL_dW + 0.0
    changed = first.any(), second.any()
    return named(choices, changed), f"The rows of dL/dW are {first} and {second}."


@prediction(
    ask="A million pre-activations, each a sum of 20 random products, in 16-bit numbers with about three "
    "decimal digits. How many are exactly 0?",
    choices={
        "none": "in 64 and in 32 bits it is so; three digits are coarse enough for a few hits.",
        "a few dozen": "a sum between 1 and 2 is rounded to steps of 0.001. If the last term brings it near "
        "0, it can hit 0 itself.",
        "about a thousand": "three digits are one part in a thousand of the number itself: the nearer to 0, "
        "the closer these numbers lie.",
        "half of them": "half of them are negative. Exactly 0 is another matter.",
    },
    section=4,
)
def zeros_in_16_bits():
    rng = np.random.default_rng(0)
    inputs, weights = rng.normal(size=(1000, 20)), rng.normal(size=(20, 1000))
    z = np.zeros((1000, 1000), np.float16)
    for k in range(20):
        z += np.outer(inputs[:, k].astype(np.float16), weights[k].astype(np.float16))
    zeros, in_64_bits = np.count_nonzero(z == 0), np.abs(inputs @ weights)[z == 0]
    names = {"none": 0, "a few dozen": 36, "about a thousand": 1000, "half of them": z.size / 2}
    rate = round(z.size / zeros, -3)
    found = f"{zeros} of {z.size:,} are exactly 0, about one in {rate:,.0f}; in 64 bits these lie"
    return closest(zeros, names), f"{found} {in_64_bits.min():.0e} to {in_64_bits.max():.0e} away from 0."


@prediction(
    ask="relu(w x) is to learn t = x and starts from w = 0, where each z is 0. With which slope s at 0 does "
    "it learn?",
    choices={
        "with every s": "with s = 0 the gradient is 0 in every step, and w never moves.",
        "with s = 0.5 and 1, not with 0": "the first step needs a slope that is not 0; after it no z is 0.",
        "with s = 0.5 alone": "with s = 1 the first step is larger, and then it is the same model.",
        "with none": "with s = 0.5 or 1 the first step makes w positive, and the rest is easy.",
    },
    section=4,
)
def from_zero():
    x, ends = np.array([1.0, 2.0, 3.0]), []
    for s in (0.0, 0.5, 1.0):
        w = 0.0
        for _ in range(100):
            z = w * x
            w -= 0.1 * np.mean((relu(z) - x) * np.heaviside(z, s) * x)
        ends.append(w)
    learns = tuple(bool(abs(w - 1) < 0.01) for w in ends)
    names = {
        (True, True, True): "with every s",
        (False, True, True): "with s = 0.5 and 1, not with 0",
        (False, True, False): "with s = 0.5 alone",
        (False, False, False): "with none",
    }
    found = ", ".join(f"{w:.3f} (s = {s:g})" for w, s in zip(ends, (0, 0.5, 1), strict=True))
    return named(names, learns), f"After 100 steps with lr = 0.1 w is {found}."


@guess(
    ask="At z = 0.05 ReLU has the slope 1. What does a central difference with step 0.1 say?",
    low=0,
    high=1.5,
    step=0.05,
    within=0.05,
    start=0,
    section=5,
    why="The left end, -0.05, lies beyond the kink: it rises by 0.15 over a step of 0.2.",
)
def beside_the_kink():
    z, h = 0.05, 0.1
    slope = (relu(z + h) - relu(z - h)) / (2 * h)
    return slope, f"(relu({z + h:.2f}) - relu({z - h:.2f})) / {2 * h:.1f} = {slope:.2f}."


@guess(
    ask="10,000 normally distributed z, about half of them positive. How many gates does a >= 0 open?",
    low=0,
    high=100,
    step=1,
    within=1,
    section=5,
    unit="%",
    why="Where z is negative a = 0, and 0 >= 0 is true.",
)
def wrong_mask():
    z = np.random.default_rng(0).normal(size=10_000)
    return 100 * np.mean(
        relu(z) >= 0
    ), f"a >= 0 opens {np.mean(relu(z) >= 0):.2%}, z > 0 {np.mean(z > 0):.2%}."
