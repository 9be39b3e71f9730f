"""Lesson 8: other right answers, and wrong answers with words of the sentence that names the mistake."""

from itertools import pairwise

import numpy as np

from helpers.course.checks import STUB
from helpers.lessons.summary import pictures
from helpers.lessons.summary.exercises import (
    SHAPES,
    SIZES,
    forward,
    loss_and_gradient,
    my_backward,
    my_initial,
)


def start(std=lambda n, m: np.sqrt(2 / n), bias=0.0):
    """A function that draws weights of this standard deviation, with this bias in the hidden layers."""

    def initial(rng):
        p = {}
        for k, (n, m) in enumerate(pairwise(SIZES), start=1):
            p[f"W{k}"] = rng.normal(0, std(n, m), size=(n, m))
            p[f"b{k}"] = np.full(m, bias if k < 4 else 0.0)
        return p

    return initial


def gated(mask):
    """A backward pass with another mask, a function of z and a of the layer before."""

    def backward(p, x, t):
        trace, grads = forward(p, x), {}
        _, dL_dz = loss_and_gradient(trace["z4"], t)
        for k in (4, 3, 2, 1):
            grads[f"W{k}"], grads[f"b{k}"] = trace[f"a{k - 1}"].T @ dL_dz, dL_dz.sum(axis=0)
            if k > 1:
                dL_dz = (dL_dz @ p[f"W{k}"].T) * mask(trace[f"z{k - 1}"], trace[f"a{k - 1}"])
        return grads

    return backward


def changed(function, change):
    """The function with another result: `change` gets the name and the array of each parameter."""
    return lambda *arguments: {name: change(name, part) for name, part in function(*arguments).items()}


def first_gradient_only(p, x, t):
    return {"W1": my_backward(p, x, t)["W1"]}


def as_lists(p, x, t):
    grads = my_backward(p, x, t)
    return [grads[f"W{k}"] for k in (1, 2, 3, 4)], [grads[f"b{k}"] for k in (1, 2, 3, 4)]


def in_place(p, x, t):
    p["W1"] -= 1
    return my_backward(p, x, t)


def constant(rng):
    return {name: np.full(shape, 0.1 * (name[0] == "W")) for name, shape in SHAPES.items()}


def weights(change):
    """my_initial with other weights."""
    return changed(my_initial, lambda name, part: change(part) if name[0] == "W" else part)


mean_for_the_biases = changed(my_backward, lambda name, part: part / 40 if name[0] == "b" else part)
mean_for_the_weights = changed(my_backward, lambda name, part: part / 40 if name[0] == "W" else part)
transposed = changed(my_backward, lambda name, part: part.T)
positive = weights(lambda W: np.abs(W) * 1.2)
identical = weights(lambda W: np.tile(W[:, :1], W.shape[1]))
to_nan = weights(lambda W: W * np.nan)


def stub(*arguments):
    return ...  # replace the dots


def without_return(rng):
    my_initial(rng)


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
        ((my_initial, OPEN), "on 40 images the gradients of W1, W2, W3, b1, b2, b3 are wrong"),
        ((my_initial, gated(lambda z, a: z < 0)), f"repaired: weights, biases. {STILL} mask"),
        ((my_initial, gated(lambda z, a: a)), "the fault in the mask"),
        ((my_initial, as_lists), "my_backward(p, x, t) returns a dict of arrays: W1 (64, 32), W2"),
        ((my_initial, transposed), "returns a dict of arrays: W1 (64, 32)"),
        ((my_initial, in_place), "my_backward changed an array it was given; it should only read p, x and t"),
        ((my_initial, first_gradient_only), "returns a dict of arrays"),
        ((my_initial, stub), "mask: my_backward still has the dots"),
        ((stub, my_backward), f"repaired: mask. {STILL} weights: my_initial still has the dots"),
        ((stub, stub), STUB.sentence),
        ((None, my_backward), STUB.sentence),
        ((without_return, my_backward), "my_initial returned None"),
        ((my_initial, lambda p, x, t: None), "my_backward returned None"),
        ((my_backward, my_initial), "my_initial takes rng, and my_backward p, x and t"),
        ((my_initial, gated(lambda z, a: np.ones((40, 10)))), "in front of W2 stands z1"),
        ((my_initial, mean_for_the_biases), "the gradient of b4 is wrong, and no mask comes before it"),
        ((my_initial, mean_for_the_weights), "the gradient of W4 is wrong, and no mask comes before it"),
        ((positive, my_backward), "should scatter around 0"),
        ((identical, my_backward), "they would learn the same"),
        ((to_nan, my_backward), "my_initial(rng) returns NaN or infinity"),
        (my_initial, "give the two functions"),
        ((my_initial, 3), "give the two functions"),
    ],
}

ANSWERS = []

# Pictures of made-up numbers: tests/test_recorded.py has the facts of each.

DRAWINGS = {
    "decisions": lambda _: pictures.decisions(),
    "weight_images": lambda _: pictures.weight_images(
        {"ill": np.arange(-64.0, 64).reshape(64, 2), "well": np.arange(-32.0, 96).reshape(64, 2)}
    ),
}
