"""Lesson 8: other right answers, and wrong answers with words of the sentence that names the mistake."""

from itertools import pairwise

import numpy as np

from helpers.course.checks import STUB
from helpers.lessons.summary.exercises import SIZES, forward, loss_and_gradient, my_backward, my_initial


def start(std=lambda n, m: np.sqrt(2 / n), bias=0.0):
    """A function that draws weights of this standard deviation, with this bias in the hidden layers."""

    def initial(rng):
        W = [rng.normal(0, std(n, m), size=(n, m)) for n, m in pairwise(SIZES)]
        return W, [np.full(m, bias) for m in SIZES[1:-1]] + [np.zeros(10)]

    return initial


def gated(mask, order=1):
    """A backward pass with another mask, a function of z and a of the layer before."""

    def backward(W, b, x, t):
        z, a = forward(W, b, x)
        _, dL_dz = loss_and_gradient(z[3], t)
        dL_dW, dL_db = [None] * 4, [None] * 4
        for k in (3, 2, 1, 0):
            dL_dW[k], dL_db[k] = a[k].T @ dL_dz, dL_dz.sum(axis=0)
            if k > 0:
                dL_dz = (dL_dz @ W[k].T) * mask(z[k - 1], a[k])
        return (dL_dW, dL_db)[::order]

    return backward


def first_gradient_only(W, b, x, t):
    dL_dW, dL_db = my_backward(W, b, x, t)
    return dL_dW[:1], dL_db[:1]


def constant(rng):
    return [np.full(pair, 0.1) for pair in pairwise(SIZES)], [np.zeros(m) for m in SIZES[1:]]


def mean_for_the_biases(W, b, x, t):
    dL_dW, dL_db = my_backward(W, b, x, t)
    return dL_dW, [part / len(x) for part in dL_db]


def mean_for_the_weights(W, b, x, t):
    dL_dW, dL_db = my_backward(W, b, x, t)
    return [part / len(x) for part in dL_dW], dL_db


def positive(rng):
    W, b = my_initial(rng)
    return [np.abs(w) * 1.2 for w in W], b


def identical(rng):
    W, b = my_initial(rng)
    return [np.tile(w[:, :1], w.shape[1]) for w in W], b


def stub(*arguments):
    return ...  # replace the dots


def without_return(rng):
    my_initial(rng)


def to_nan(rng):
    W, b = my_initial(rng)
    return [w * np.nan for w in W], b


OPEN = gated(lambda z, a: a >= 0)
STILL = "Still there is the fault in the"

RIGHT = {
    "diagnosis": [
        ["mask", "biases", "weights"],
        {"weights", "biases", "mask"},
        np.array(["biases", "mask", "weights"]),
    ],
    "patient": [
        [my_initial, my_backward],
        (start(bias=0.1), gated(lambda z, a: a > 0)),
        (start(lambda n, m: np.sqrt(2 / (n + m))), gated(lambda z, a: z >= 0)),
        (start(lambda n, m: np.sqrt(1 / n), bias=0.3), gated(lambda z, a: np.heaviside(z, 0.5))),
    ],
}

WRONG = {
    "diagnosis": [
        (("weights", "biases", "step"), "the step is right"),
        (("weights", "loss", "mask"), "the loss is right"),
        (("data", "biases", "mask"), "every digit is there"),
        (("weights", "biases", "forward"), "forward is right"),
        (("weights", "mask"), "2 of three found. For the next one, count the units"),
        (("biases",), "1 of three found. For the next one, follow the size of z"),
        ("mask", "1 of three found"),
        (("weights", "biases"), "central differences (lesson 2)"),
        (("weights", "biases", "backward"), "which of the parts is it?"),
        ("Weights, loss", "the loss is right"),
        (("weights", "biases", "activation"), "'activation' is none of the parts; they are data, weights"),
        ((), "0 of three found"),
        (3, "TypeError"),
    ],
    "patient": [
        ((start(lambda n, m: 0.01, bias=-1.0), OPEN), "repaired: none of three"),
        ((start(lambda n, m: 0.01), my_backward), f"repaired: biases, mask. {STILL} weights"),
        ((start(lambda n, m: 2 / n), my_backward), "rng.normal takes the standard deviation"),
        ((start(lambda n, m: 1.0), my_backward), "n · Var[w] = 64, and for ReLU"),
        ((start(lambda n, m: 1 / n), my_backward), "n · Var[w] = 0.016, and for ReLU"),
        ((constant, my_backward), "all weights of a layer are equal"),
        ((start(bias=-1.0), my_backward), "hidden units are never on"),
        ((start(bias=-2.0), OPEN), f"repaired: weights. {STILL} biases"),
        ((start(bias=10.0), my_backward), "hidden units are always on"),
        ((my_initial, OPEN), "on 40 images dL_dW[0], dL_dW[1], dL_dW[2], dL_db[0]"),
        ((my_initial, gated(lambda z, a: z < 0)), f"repaired: weights, biases. {STILL} mask"),
        ((my_initial, gated(lambda z, a: a)), "the fault in the mask"),
        ((my_initial, gated(lambda z, a: z > 0, order=-1)), "two lists of four arrays"),
        ((my_initial, first_gradient_only), "two lists of four arrays"),
        ((my_initial, stub), "mask: my_backward still has the dots"),
        ((stub, my_backward), f"repaired: mask. {STILL} weights: my_initial still has the dots"),
        ((stub, stub), STUB.sentence),
        ((None, my_backward), STUB.sentence),
        ((without_return, my_backward), "my_initial returned None"),
        ((my_initial, lambda W, b, x, t: None), "my_backward returned None"),
        ((my_backward, my_initial), "my_initial takes rng, and my_backward W, b, x and t"),
        ((my_initial, gated(lambda z, a: np.ones((40, 10)))), "behind a[k] stands z[k - 1]"),
        ((my_initial, mean_for_the_biases), "dL_db[3] is wrong, and no mask comes before it"),
        ((my_initial, mean_for_the_weights), "dL_dW[3] is wrong, and no mask comes before it"),
        ((positive, my_backward), "should scatter around 0"),
        ((identical, my_backward), "they would learn the same"),
        ((to_nan, my_backward), "yours hold NaN or infinity"),
        (my_initial, "give the two functions"),
        ((my_initial, 3), "give the two functions"),
    ],
}

ANSWERS = []
