"""Numbers that make no sense are refused with a sentence: `positive("lr", -1)` raises ValueError."""

import sys

import numpy as np


def is_finite(value) -> bool:
    """Whether it is a real number that a float can hold, and not True or False."""
    if isinstance(value, np.integer | np.floating):
        value = value.item()
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and abs(value) <= sys.float_info.max


def is_whole(value) -> bool:
    """Whether it is a whole number from 1 on."""
    return isinstance(value, int | np.integer) and not isinstance(value, bool) and value >= 1


def finite(name, value):
    """The value, if it is a finite number; else ValueError."""
    if not is_finite(value):
        raise ValueError(f"{name} is a finite number; got {value!r}.")
    return value


def positive(name, value):
    """The value, if it is a positive finite number; else ValueError."""
    if not (is_finite(value) and value > 0):
        raise ValueError(f"{name} is a positive finite number; got {value!r}.")
    return value


def whole(name, value):
    """The value, if it is a whole number from 1 on; else ValueError."""
    if not is_whole(value):
        raise ValueError(f"{name} is a whole number from 1 on; got {value!r}.")
    return value
