"""Exercises of lesson 5: who died and who came back, a lethal learning rate, a unit to revive."""

import numpy as np

from helpers.course.checks import call, exercise, numbers, same, slip

BEFORE = np.array(
    [
        [-2, 1, -3, 0, 0, 1, 1],
        [-3, 0, -1, -3, -3, 0, -1],
        [-4, -2, -4, -1, -2, -4, 1],
        [-1, -2, 0, -2, -3, 0, 0],
    ]
)
AFTER = np.array(
    [
        [0, 0, -4, 1, -3, -1, 1],
        [1, -1, -3, 1, 0, -1, 1],
        [0, -3, -2, 0, 1, -4, 1],
        [-3, -1, -4, 1, -3, -1, -3],
    ]
)


def count_fates(before, after):
    dead_before, dead_after = (before <= 0).all(axis=0), (after <= 0).all(axis=0)
    return (~dead_before & dead_after).sum(), (dead_before & ~dead_after).sum()


def _fates(before, after):
    return [(~before & after).sum(), (before & ~after).sum()]


@exercise(count_fates, "A unit dies when it is silent on all samples afterwards and was not before.")
def fates(answer):
    got = call(answer, BEFORE.astype(float), AFTER.astype(float))
    if got.shape != (2,):
        return f"return two numbers: how many died and how many came back; yours has shape {got.shape}."
    dead_before, dead_after = (BEFORE <= 0).all(0), (AFTER <= 0).all(0)
    deaths, revivals = right = _fates(dead_before, dead_after)
    if same(got, right):
        return _mistake_elsewhere(answer)
    net = deaths - revivals
    cancel = "a death and a revival cancel in a difference of counts; compare unit by unit."
    strictly = "z = 0 is not on: dead means z <= 0 on every sample, not z < 0."
    along = "you looked along the units; a unit is a column, so look along the samples: axis=0."
    single = "count units, not single z: a unit is dead if z <= 0 on all samples."
    nothing = "it finds no change; a unit is dead if z <= 0 on all samples, .all(axis=0), not on some."
    states = "these are the dead before and after; wanted are those that changed."
    on_before = "a unit that was on before has not come back; it must have been dead."
    average = "silent on average is not silent on every sample."
    slips = [
        ([net, -net], cancel),
        ([max(net, 0), max(-net, 0)], cancel),
        (right[::-1], "the order is: died, came back."),
        (_fates((BEFORE < 0).all(0), (AFTER < 0).all(0)), strictly),
        (_fates((BEFORE <= 0).all(1), (AFTER <= 0).all(1)), along),
        (_fates(BEFORE <= 0, AFTER <= 0), single),
        ([0, 0], nothing),
        ([dead_before.sum(), dead_after.sum()], states),
        ([deaths, (~dead_after).sum()], on_before),
        ([dead_after.sum(), revivals], "a unit that was dead before has not died in between."),
        (_fates(BEFORE.sum(0) <= 0, AFTER.sum(0) <= 0), average),
    ]
    if said := slip(got, slips):
        return said
    return f"in the test {deaths} units die and {revivals} come back; yours says {got[0]:g} and {got[1]:g}."


def _mistake_elsewhere(answer):
    """A sentence if the answer is right for the arrays above only: another number of samples and units."""
    before, after = (z[:2, :4].astype(float) for z in (BEFORE, AFTER))
    got = call(answer, before, after)
    if same(got, [1, 2]):
        return None
    samples, units = before.shape
    said = f"right in the first test; in another, of {samples} samples and {units} units, 1 dies and 2 come"
    return f"{said} back; yours gives {got.tolist()}."


@exercise(4 / 13, "At x = 2 the step must take away 2, and it takes away 6.5 lr: lr = 2 / 6.5 = 4/13.")
def lethal(answer):
    (lr,) = numbers(answer, ["the learning rate"])
    at_1, at_2 = 1 - 4 * lr, 2 - 6.5 * lr
    kills = at_2 < 1e-12  # at 4/13 it is 0 but for rounding
    if kills and lr < 0.308 + 1e-9:
        return None
    exactly = [
        (0.25, "at 0.25 the point x = 1 is silent, but x = 2 is still on; dead means silent on both."),
        (0.4, "you moved w only; the bias moves as well, by lr times the mean of z, 1.5."),
    ]
    nearly = [
        (2 / 13, "half the mean squared error has the gradient mean of z·x; you have twice that."),
        (8 / 13, "you have half the gradient; with the loss (mean of z squared) / 2 it is the mean of z·x."),
    ]
    if said := slip(lr, exactly) or slip(lr, nearly, within=6e-4):
        return said
    if lr <= 0:
        return "a learning rate is positive."
    if kills:
        return f"{lr:.6g} does kill it, but a smaller learning rate does so, too."
    if 4 / 13 - lr < 5e-3:
        return f"close, but it leaves z = {at_2:.2g} at x = 2, which is still on (dead: z <= 0); round up."
    return (
        f"with lr = {lr:.3g} the step leaves z = {at_1:.3g} at x = 1 and {at_2:.3g} at x = 2; "
        "look for the smallest lr at which neither is above 0."
    )


@exercise(5.0, "Any b above 2 and up to 8: then z > 0 at x = 1 and z <= 0 at x = 4.")
def revive(answer):
    (b,) = numbers(answer, ["the bias"])
    largest, smallest = -2 * 1 + b, -2 * 4 + b
    if largest == 0:
        return "at x = 1 this gives z = 0, and z = 0 is not on; a little more."
    if largest < 0:
        return f"still dead: the largest z is -2·1 + b = {largest:g}."
    if smallest > 0:
        return f"now it is always on (the smallest z is {smallest:g}), so on these points it bends nothing."
    return None
