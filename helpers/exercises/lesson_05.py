"""Exercises of lesson 5: count the three kinds of units, a lethal learning rate, a unit to revive."""

import numpy as np

from helpers.dying import count_units
from helpers.exercises.checking import call, exercise, numbers, same

Z = np.array(
    [
        [-1.0, 2.0, -3.0, 0.0, 5.0, 1.0, -2.0],
        [-2.0, 1.0, 0.5, 0.0, 4.0, -1.0, -0.1],
        [-0.5, 3.0, -1.0, -1.0, 0.0, 2.0, -4.0],
    ]
)


def count_by_columns(z):
    never_on = int((z <= 0).all(axis=0).sum())
    always_on = int((z > 0).all(axis=0).sum())
    return never_on, z.shape[1] - never_on - always_on, always_on


@exercise("count", count_by_columns, "The three counts add up to the units, and z = 0 counts as not on.")
def find_mistake_in_count(answer):
    got = call(answer, Z.copy())
    if got.shape != (3,):
        return f"return three numbers: never on, mixed, always on; yours has shape {got.shape}."
    right = np.array(count_units(Z))
    if same(got, right):
        other = np.array([[0.0, 1.0]])
        if same(call(answer, other), count_units(other)):
            return None
        return "right for three samples; with one sample every unit is never on or always on."
    if same(got, right[::-1]):
        return "the order is: never on, mixed, always on."
    rows = (Z <= 0).all(axis=1).sum(), (Z > 0).all(axis=1).sum()
    if same(got[[0, 2]], rows):
        return "you looked along the units; a unit is a column, so look along the samples: axis=0."
    if same(got[[0, 2]], [(Z < 0).all(0).sum(), right[2]]):
        return "a unit that only reaches z = 0 answers 0 too: never on means z <= 0, not z < 0."
    if same(got[[0, 2]], [right[0], (Z >= 0).all(0).sum()]):
        return "always on means z > 0 on every sample; at z = 0 a unit is not on."
    if same(got[0], (Z <= 0).any(0).sum()):
        return "these are silent on at least one sample; never on means silent on all of them."
    if not same(got.sum(), Z.shape[1]):
        return f"the three numbers should add up to {Z.shape[1]} units; yours add up to {got.sum():g}."
    return f"for the seven units of the test it should be {right.tolist()}; yours is {got.tolist()}."


@exercise(
    "lethal", 4 / 13, "At x = 2 the step must take away 2, and it takes away 6.5 lr: lr = 2 / 6.5 = 4/13."
)
def find_mistake_in_lethal(answer):
    (lr,) = numbers(answer, ["the learning rate"])
    if abs(lr - 4 / 13) < 6e-4:
        return None
    if same(lr, 0.25):
        return "at 0.25 the point x = 1 is silent, but x = 2 is still on; dead means silent on both."
    if same(lr, 0.4):
        return "you moved w only; the bias moves as well, by lr times the mean of z, 1.5."
    if abs(lr - 2 / 13) < 6e-4:
        return "half the mean squared error has the gradient mean of z·x; you have twice that."
    if abs(lr - 8 / 13) < 6e-4:
        return "you have half the gradient; with the loss (mean of z squared) / 2 it is the mean of z·x."
    if lr <= 0:
        return "a learning rate is positive."
    return (
        f"with lr = {lr:.3g} the step leaves z = {1 - 4 * lr:.3g} at x = 1 and {2 - 6.5 * lr:.3g} at x = 2; "
        "look for the smallest lr at which neither is above 0."
    )


@exercise("revive", 5.0, "Any b above 2 and up to 8: then z > 0 at x = 1 and z <= 0 at x = 4.")
def find_mistake_in_revive(answer):
    (b,) = numbers(answer, ["the bias"])
    z = -2 * np.array([1.0, 2.0, 3.0, 4.0]) + b
    on = int((z > 0).sum())
    if on == 0 and b == 2:
        return "at x = 1 this gives z = 0, and z = 0 is not on; a little more."
    if on == 0:
        return f"still dead: the largest z is -2·1 + b = {z.max():g}."
    if on == 4:
        return f"now it is always on (the smallest z is {z.min():g}), so on these points it bends nothing."
    return None
