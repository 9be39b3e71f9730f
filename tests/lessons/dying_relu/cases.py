"""Lesson 5: other right answers, wrong answers with words of the sentence that names the mistake, and
states of explorers with the sentence that the lesson relies on.
"""

import numpy as np

from helpers.dying import History
from helpers.lessons.dying_relu import pictures


def fates(dead):
    """An answer that counts what the function `dead` says of the two arrays."""

    def count(before, after):
        b, a = np.asarray(dead(before)), np.asarray(dead(after))
        return (~b & a).sum(), (b & ~a).sum()

    return count


def counted(died, back):
    """An answer made of two counts, functions of who is dead before and who is dead after."""

    def count(before, after):
        dead = (before <= 0).all(axis=0), (after <= 0).all(axis=0)
        return died(*dead), back(*dead)

    return count


def in_place(before, after):
    """Right counts, but the negative numbers of both arrays are gone."""
    for z in (before, after):
        z[z < 0] = 0
    return fates(lambda z: (z <= 0).all(axis=0))(before, after)


RIGHT = {
    "fates": [fates(lambda z: z.max(axis=0) <= 0), fates(lambda z: ~(z > 0).any(axis=0))],
    "lethal": [0.308, 0.3077, 0.30770, "0.308", 2 / 6.5, 4 / 13],
    "revive": [2.01, 8, 3, "4.5"],
}

WRONG = {
    "fates": [
        (lambda b, a: fates(lambda z: (z <= 0).all(0))(b, a)[::-1], "the order is"),
        (fates(lambda z: (z < 0).all(0)), "dead means z <= 0"),
        (fates(lambda z: (z <= 0).all(1)), "a unit is a column"),
        (fates(lambda z: (z <= 0).all()), "it finds no change; a unit is dead if z <= 0 on all samples"),
        (fates(lambda z: z <= 0), "count units, not single z"),
        (fates(lambda z: (z <= 0).any(0)), "it finds no change; a unit is dead if z <= 0 on all samples"),
        (lambda b, a: ((b <= 0).all(0).sum(), (a <= 0).all(0).sum()), "wanted are those that changed"),
        (counted(lambda x, y: (~x & y).sum(), lambda x, y: (~y).sum()), "has not come back"),
        (counted(lambda x, y: y.sum(), lambda x, y: (x & ~y).sum()), "has not died in"),
        (counted(lambda x, y: y.sum() - x.sum(), lambda x, y: x.sum() - y.sum()), "cancel"),
        (counted(lambda x, y: 0, lambda x, y: x.sum() - y.sum()), "cancel"),
        (counted(lambda x, y: (y - x).sum(), lambda x, y: 0), "use & for and"),
        (counted(lambda x, y: not x and y, lambda x, y: 0), "take one number, not an array"),
        (fates(lambda z: z.mean(axis=0) <= 0), "silent on average is not silent on every sample"),
        (lambda b, a: 5, "two numbers"),
        (lambda b, a: (9, 9), "yours says 9 and 9"),
        (lambda b, a: (2, 3), "right in the first test; in another, of 2 samples and 4 units"),
        (in_place, "changed the array it was given"),
    ],
    "lethal": [
        (0.25, "x = 2 is still on"),
        (0.4, "you moved w only"),
        (2 / 13, "twice that"),
        (0.154, "twice that"),
        (8 / 13, "half the gradient"),
        (0.615, "half the gradient"),
        ((0.3, 0.2), "1 wanted (the learning rate), 2 given"),
        (-1, "positive"),
        (0, "positive"),
        (0.3, "leaves z = -0.2 at x = 1 and 0.05 at x = 2"),
        (0.35, "does kill it, but a smaller"),
        (0.31, "0.31 does kill it"),
        (0.3081, "0.3081 does kill it, but a smaller"),
        (0.3076, "close, but it leaves z = 0.0006 at x = 2, which is still on"),
        (0.307, "leaves z = 0.0045 at x = 2"),
        (0.30769, "leaves z = 1.5e-05 at x = 2"),
        (4 / 13 - 6e-5, "which is still on (dead: z <= 0); round up"),
        (16 / 65, "look for the smallest lr"),
    ],
    "revive": [
        (2, "z = 0 is not on"),
        (1, "still dead: the largest z is -2·1 + b = -1"),
        (9, "now it is always on (the smallest z is 1)"),
        (-5, "still dead"),
        ("b", "give ordinary numbers"),
    ],
}

ANSWERS = [
    (
        "dying_units", {},
        "Step 525, lr = 0.5: 25 of the 64 units of layer 1 are dead, and 0 of layer 2. The network gets 74% "
        "of the training images right.",
    ),
    (
        "dying_units", {"lr": 0.1},
        "Step 525, lr = 0.1: 3 of the 64 units of layer 1 are dead, and 2 of layer 2. The network gets 93% "
        "of the training images right.",
    ),
    (
        "dying_units", {"lr": 1.0},
        "Step 525, lr = 1: 47 of the 64 units of layer 1 are dead, and 63 of layer 2. The network gets 10% "
        "of the training images right.",
    ),
    (
        "one_step", {"lr": 0.24},
        "lr = 0.24: w = 0.10, b = -0.30; z > 0 on 1 of the four points: the unit is alive. Loss 0.8887.",
    ),
    (
        "one_step", {"lr": 0.25},
        "lr = 0.25: w = 0.06, b = -0.31; z <= 0 on all four points: the unit is dead, its gradient is 0 "
        "from now on. Loss 0.9375.",
    ),
    (
        "dying_lab", {},
        "After 240 steps 8 ± 3 % of the units are dead (never on), 91 % mixed, 1 % always on; never on "
        "before training: 7 %. Accuracy 92 ± 5 %.",
    ),
    (
        "dying_lab", {"first_lr": 5.0},
        "After 240 steps 32 ± 6 % of the units are dead (never on), 67 % mixed, 1 % always on; never on "
        "before training: 7 %. Accuracy 83 ± 7 %.",
    ),
    (
        "dying_lab", {"bias": -1.5},
        "After 240 steps 90 ± 4 % of the units are dead (never on), 10 % mixed, 0 % always on; never on "
        "before training: 90 %. Accuracy 11 ± 0 %.",
    ),
    (
        "dying_lab", {"shape": "10 layers of 4"},
        "After 240 steps 43 ± 19 % of the units are dead (never on), 47 % mixed, 10 % always on; never on"
        " before training: 42 %. Accuracy 12 ± 1 %.",
    ),
    (
        "dying_lab", {"bias": -1.5, "batch_norm": True},
        "After 240 steps 0 ± 0 % of the units are dead (never on), 100 % mixed, 0 % always on; never on "
        "before training: 0 %. Accuracy 98 ± 1 %.",
    ),
    (
        "dying_lab", {"batch_norm": True, "shape": "10 layers of 4"},
        "After 240 steps 3 ± 3 % of the units are dead (never on), 97 % mixed, 0 % always on; never on "
        "before training: 0 %. Accuracy 22 ± 5 %.",
    ),
    (
        "dying_lab", {"batch_norm": True, "shape": "2 layers of 4"},
        "After 240 steps 0 ± 0 % of the units are dead (never on), 100 % mixed, 0 % always on; never on "
        "before training: 0 %. Accuracy 57 ± 5 %.",
    ),
    (
        "dying_lab", {"batch_norm": True, "shape": "10 layers of 16"},
        "After 240 steps 0 ± 0 % of the units are dead (never on), 100 % mixed, 0 % always on; never on "
        "before training: 0 %. Accuracy 51 ± 4 %.",
    ),
    (
        "dying_lab", {"lr": 1.0, "activation": "PReLU"},
        "10 of 10 networks diverged (no finite numbers left). Take a smaller learning rate.",
    ),
    (
        "states", {"b": -2.4},
        "Bias -2.4: 64 units never on, 0 mixed, 0 always on; together 64.",
    ),
    (
        "states", {"b": -2.3},
        "Bias -2.3: 62 units never on, 2 mixed, 0 always on; together 64.",
    ),
    (
        "states", {"b": -0.1},
        "Bias -0.1: 3 units never on, 61 mixed, 0 always on; together 64.",
    ),
    (
        "states", {"b": 0.5},
        "Bias 0.5: 0 units never on, 57 mixed, 7 always on; together 64.",
    ),
    (
        "states", {"b": 3.0},
        "Bias 3.0: 0 units never on, 0 mixed, 64 always on; together 64.",
    ),
    (
        "born_dead", {"width": 3, "hidden_layers": 1},
        "1 hidden layer of width 3: 0.0 % of 2,000 networks are born dead (standard error 0.0); the "
        "bounds are 0.0 % and 12.5 %.",
    ),
    (
        "born_dead", {"width": 2, "hidden_layers": 4},
        "4 hidden layers of width 2: 48.4 % of 2,000 networks are born dead (standard error 1.1); the "
        "bounds are 47.7 % and 68.4 %.",
    ),
    (
        "born_dead", {"width": 2, "hidden_layers": 5},
        "5 hidden layers of width 2: 63.8 % of 2,000 networks are born dead (standard error 1.1); the "
        "bounds are 60.0 % and 76.3 %.",
    ),
    (
        "one_step", {"lr": 0.11},
        "lr = 0.11: w = 0.59, b = -0.14; z > 0 on 4 of the four points: the unit is alive. Loss 0.0081.",
    ),
    (
        "one_step", {"lr": 0.12},
        "lr = 0.12: w = 0.55, b = -0.15; z > 0 on 4 of the four points: the unit is alive. Loss 0.0019.",
    ),
    (
        "one_step", {"lr": 0.13},
        "lr = 0.13: w = 0.51, b = -0.16; z > 0 on 4 of the four points: the unit is alive. Loss 0.0087.",
    ),
]  # fmt: skip

# Pictures of made-up numbers: tests/test_recorded.py has the facts of each.


def history(accuracy=(0.5, 0.75), loss=(1.0, 2.0)):
    """Two networks of three units in two layers, seen twice."""
    states = {1: np.array([[[0, 1, 2], [1, 1, 1]], [[0, 0, 1], [1, 2, 0]]])}
    states[2] = states[1][:, :, ::-1]
    both = np.array([[0.1, 0.2], accuracy])
    return History(np.array([0, 30]), states, np.array([[2.0, 2.0], loss]), both, {})


Z = np.array([[-1.0, 0.5, 2, -3], [-0.2, -1.5, 1, 0.0]])
IMAGES = np.arange(128.0).reshape(2, 64) / 128
SICK = {"loss": (np.nan, np.inf)}
DRAWINGS = {
    "mosaic": lambda ax: ax.imshow(pictures.mosaic(np.arange(1.0, 193).reshape(3, 64), across=2)),
    "mosaic, one row": lambda ax: ax.imshow(pictures.mosaic(np.arange(1.0, 129).reshape(2, 64))),
    "portraits": lambda _: pictures.portraits(IMAGES.reshape(64, 2) - 0.5, IMAGES, Z[:, :2], [0, 1]),
    "ranges": lambda ax: pictures.ranges(ax, Z, xlabel="Units"),
    "before_and_after": lambda _: pictures.before_and_after(Z, Z[:, ::-1] * 2),
    "raster": lambda _: pictures.raster(history(), seed=1),
    "raster, first": lambda _: pictures.raster(history()),
    "sweep": lambda _: pictures.sweep("lr", {0.1: history(), 1.0: history((0.2, 0.6))}, xscale="log"),
    "cures": lambda _: pictures.cures(
        {"none": history(), "half": history((0.3, 0.4)), "lost": history(**SICK), "more": history((0.9, 1.0))}
    ),
}
