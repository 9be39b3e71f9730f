"""What treatments come to: remedies for units that die of two causes, and repairs of the patient."""

from functools import cache
from itertools import pairwise

import numpy as np

from helpers.activations import elu, relu
from helpers.data import digits
from helpers.lessons.dying_relu.runs import trained
from helpers.lessons.summary.exercises import FAULTS, SIZES, forward, my_initial
from helpers.networks import MLP, Descent

CAUSES = {"steps too large (lr = 1)": (1.0, 0.0), "start too far left (bias -1.5, lr = 0.1)": (0.1, -1.5)}
"""Cause -> lr and initial bias."""
REMEDIES = ("none", "clipping", "ELU", "BatchNorm")
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
    """The patient in training: yields W and b before it and after each of 440 steps, changed in place.

    repaired: those of REPAIRS that are. It does what `train` of the lesson does, for
    seeds 0, 1, ... at once: W is a list of arrays (seeds, inputs, units), b of arrays (seeds, 1, units).
    """
    data, rngs = digits(), [np.random.default_rng(seed) for seed in range(seeds)]
    draw = my_initial if "weights" in repaired else _small
    W = [np.stack(layer) for layer in zip(*(draw(rng)[0] for rng in rngs), strict=True)]
    bias = [0.0 if "biases" in repaired else -1.0] * 3 + [0.0]
    b = [np.full((seeds, 1, n), start) for n, start in zip(SIZES[1:], bias, strict=True)]
    yield W, b
    for _ in range(10):
        orders = np.stack([rng.permutation(1437)[:1408].reshape(44, 32) for rng in rngs], axis=1)
        for batch in orders:
            with np.errstate(all="ignore"):
                _step(W, b, data.x_train[batch], data.t_train[batch], "mask" in repaired)
            yield W, b


@cache
def history(*repaired):
    """W and b of seed 0, as exercises.forward takes them, before training and after every eleventh step."""
    return [
        ([w[0].copy() for w in W], [v[0, 0].copy() for v in b])
        for step, (W, b) in enumerate(steps(*repaired, seeds=1))
        if step % 11 == 0
    ]


def recognised(*repaired, seeds=40) -> np.ndarray:
    """Per cent of the test images that the patient recognises after training, one number for each seed."""
    return 100 * (_outputs(*repaired, seeds=seeds).argmax(-1) == digits().t_test).mean(-1)


def overflowed(*repaired, seeds=40) -> np.ndarray:
    """Whether the outputs of the trained patient hold NaN or infinity, for each seed."""
    return ~np.isfinite(_outputs(*repaired, seeds=seeds)).all((1, 2))


@cache
def _outputs(*repaired, seeds):
    """Outputs of the trained patient for the test images, of shape (seeds, images, 10)."""
    *_, (W, b) = steps(*repaired, seeds=seeds)
    with np.errstate(all="ignore"):
        return forward(W, b, digits().x_test)[0][3]


def _small(rng):
    return [rng.normal(0, 0.01, size=pair) for pair in pairwise(SIZES)], None


def backward(W, b, x, t, mask=False):
    """dL/dW and dL/db, lists of four, as the patient's own `backward` gives them, or with the right mask.

    W and b of one network (inputs, units) and (units,), or of several as in `steps`, with x and t alike.
    """
    z, a = forward(W, b, x)
    shares = np.exp(z[3] - z[3].max(-1, keepdims=True))
    shares /= shares.sum(-1, keepdims=True)
    dL_dz = (shares - np.eye(10)[t]) / t.shape[-1]
    dL_dW, dL_db = [None] * 4, [None] * 4
    for k in (3, 2, 1, 0):
        dL_dW[k], dL_db[k] = a[k].swapaxes(-1, -2) @ dL_dz, dL_dz.sum(-2, keepdims=W[k].ndim > 2)
        if k > 0:
            dL_dz = dL_dz @ W[k].swapaxes(-1, -2) * ((z[k - 1] > 0) if mask else 1)
    return dL_dW, dL_db


def _step(W, b, x, t, mask, lr=0.1):
    """One step of every network, in place."""
    dL_dW, dL_db = backward(W, b, x, t, mask)
    for k in range(4):
        W[k] -= lr * dL_dW[k]
        b[k] -= lr * dL_db[k]
