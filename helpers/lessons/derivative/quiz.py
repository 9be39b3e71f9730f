"""Questions on lesson 2: the point 0, and where the mask of open gates comes from."""

import numpy as np

from helpers.activations import relu
from helpers.course.predictions import closest, question


@question(
    statement="ReLU has no derivative at 0, so networks of it cannot be trained by gradients.",
    ask="A million pre-activations from random weights and inputs. How many are exactly 0?",
    choices={
        "none": "so the value at 0 was not even asked for. Where a z is exactly 0, backpropagation goes "
        "on with the number that was chosen, here 0. The choice can matter: with 0 the model relu(w x) does "
        "not learn from w = 0, and relu(x) - relu(-x) gets the slope 0 at 0, although it is x.",
        "about a thousand": "numbers with 15 digits rarely hit 0 exactly; here not one of them does.",
        "about half": "half of them are negative, and there the activation is 0. The pre-activation is not.",
    },
    lesson="02_derivative",
    section=4,
)
def exact_zeros():
    rng = np.random.default_rng(0)
    z = rng.normal(size=(1000, 20)) @ rng.normal(size=(20, 1000))
    zeros = np.count_nonzero(z == 0)
    choice = closest(zeros, {"none": 0, "about a thousand": 1000, "about half": z.size / 2})
    return choice, f"{zeros} of {z.size:,} are exactly 0; the nearest is {np.abs(z).min():.1e} away from it."


@question(
    statement="A central difference at 0 gives 0.5, so the slope of ReLU at 0 is 0.5.",
    ask="The secants from 0 to the left and to the right: what are their slopes as the step shrinks?",
    choices={
        "both tend to 0.5": "0.5 is the mean of two different slopes; neither of them moves towards it.",
        "0 and 1, for every step": "two different slopes, however small the step; so there is no derivative, "
        "and 0.5 is one subgradient among many.",
        "both tend to 0": "on the right ReLU is x, and a secant of x has slope 1.",
    },
    lesson="02_derivative",
    section=1,
)
def secants():
    steps = (1.0, 0.1, 1e-6)
    slopes = {((relu(0) - relu(-h)) / h, (relu(h) - relu(0)) / h) for h in steps}
    ((left, right),) = slopes
    return f"{left:g} and {right:g}, for every step", f"Steps {steps}: left {left:g}, right {right:g}."


@question(
    statement="The mask for the backward pass can be taken from the activations: open where a >= 0.",
    ask="10,000 normally distributed pre-activations. How many gates does the mask a >= 0 open?",
    choices={
        "half of them": "that is what z > 0 opens. But a silent unit has a = 0, and 0 >= 0 is true.",
        "none": "the activations are 0 or positive, so a >= 0 holds.",
        "all of them": "no activation is negative, so this mask closes nothing, and the network trains on a "
        "wrong gradient without any error message. Take z > 0; a > 0 works for ReLU, too.",
    },
    lesson="02_derivative",
    section=5,
)
def mask():
    z = np.random.default_rng(0).normal(size=10_000)
    from_z, from_a = np.mean(z > 0), np.mean(relu(z) >= 0)
    choice = closest(from_a, {"half of them": 0.5, "none": 0, "all of them": 1})
    return choice, f"z > 0 opens {from_z:.1%} of the gates, a >= 0 opens {from_a:.1%}."
