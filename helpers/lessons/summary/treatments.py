"""What treatments come to: remedies for units that die of two causes, and repairs of the patient."""

from functools import cache
from itertools import islice, pairwise

import numpy as np

from helpers.activations import elu, relu
from helpers.data import digits
from helpers.lessons.dying_relu.runs import trained
from helpers.lessons.summary.exercises import FAULTS, SHAPES, SIZES, forward, my_initial
from helpers.networks import MLP, Descent

CAUSES = {"steps too large (lr = 1)": (1.0, 0.0), "biases too negative (-1.5; lr = 0.1)": (0.1, -1.5)}
"""Cause -> lr and initial bias."""
REMEDIES = ("no remedy", "clipping", "ELU", "BatchNorm")
REPAIRS = FAULTS
"""What can be repaired of the patient; with all of them it is healthy."""


@cache
def accuracy(remedy, cause) -> float:
    """Per cent of the training images after three epochs in mini-batches of 8, mean of ten networks.

    The networks of lesson 5: two hidden layers of 64 units, He's weights, seeds 0 to 9; clipping at 1.
    """
    lr, bias = CAUSES[cause]
    net = MLP((64, 64, 64, 10), elu if remedy == "ELU" else relu, bias=bias, batch_norm=remedy == "BatchNorm")
    how = Descent(lr=lr, clip=1.0 if remedy == "clipping" else np.inf)
    return 100 * float(trained(net, how).accuracy[-1].mean())


def steps(*repaired, seeds=40):
    """The patient in training: yields its parameters before it and after each of 440 steps, changed in place.

    repaired: those of REPAIRS that are. It does what `train` of the lesson does, for seeds 0, 1, ... at once:
    "W1" is an array (seeds, inputs, units), "b1" (seeds, 1, units).
    """
    data, rngs = digits(), [np.random.default_rng(seed) for seed in range(seeds)]
    drawn = [my_initial(rng) if "weights" in repaired else initial(rng) for rng in rngs]
    p = {name: np.stack([np.atleast_2d(each[name]) for each in drawn]) for name in SHAPES}
    for k in (1, 2, 3):
        p[f"b{k}"][:] = 0 if "biases" in repaired else -1
    yield p
    for _ in range(10):
        orders = np.stack([rng.permutation(1437)[:1408].reshape(44, 32) for rng in rngs], axis=1)
        for batch in orders:
            with np.errstate(all="ignore"):
                grads = backward(p, data.x_train[batch], data.t_train[batch], "mask" in repaired)
                for name, value in p.items():
                    value -= 0.1 * grads[name]
            yield p


@cache
def history(*repaired):
    """Parameters of seed 0, as those of one network, before training and after every eleventh step."""
    every = islice(steps(*repaired, seeds=1), 0, None, 11)
    return [{name: value.squeeze().copy() for name, value in p.items()} for p in every]


def recognised(*repaired, seeds=40) -> np.ndarray:
    """Per cent of the test images that the patient recognises after training, one number for each seed."""
    return 100 * (_outputs(*repaired, seeds=seeds).argmax(-1) == digits().t_test).mean(-1)


def overflowed(*repaired, seeds=40) -> np.ndarray:
    """Whether the outputs of the trained patient hold NaN or infinity, for each seed."""
    return ~np.isfinite(_outputs(*repaired, seeds=seeds)).all((1, 2))


@cache
def _outputs(*repaired, seeds):
    """Outputs of the trained patient for the test images, of shape (seeds, images, 10)."""
    *_, p = steps(*repaired, seeds=seeds)
    with np.errstate(all="ignore"):
        return forward(p, digits().x_test)["z4"]


def initial(rng):
    """Parameters of the patient as it came."""
    p = {}
    for k, (n, m) in enumerate(pairwise(SIZES), start=1):
        p[f"W{k}"], p[f"b{k}"] = rng.normal(0, 0.01, size=(n, m)), np.full(m, -1.0 if k < 4 else 0.0)
    return p


def backward(p, x, t, mask=False):
    """Gradients for every parameter as the patient's own `backward` gives them, or with the right mask.

    p: of one network, "W1" (inputs, units) and "b1" (units,), or of several as in `steps`; x and t alike.
    """
    trace, grads = forward(p, x), {}
    shares = np.exp(trace["z4"] - trace["z4"].max(-1, keepdims=True))
    shares /= shares.sum(-1, keepdims=True)
    dL_dz = (shares - np.eye(10)[t]) / t.shape[-1]
    for k in (4, 3, 2, 1):
        grads[f"W{k}"] = trace[f"a{k - 1}"].swapaxes(-1, -2) @ dL_dz
        grads[f"b{k}"] = dL_dz.sum(-2, keepdims=p[f"b{k}"].ndim > 1)
        if k > 1:
            dL_dz = dL_dz @ p[f"W{k}"].swapaxes(-1, -2) * ((trace[f"z{k - 1}"] > 0) if mask else 1)
    return grads
