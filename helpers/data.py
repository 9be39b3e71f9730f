"""The one data set of the lessons: handwritten digits that come with scikit-learn, nothing to download."""

from functools import cache
from typing import NamedTuple

import numpy as np


class Digits(NamedTuple):
    """Images as rows of 64 grey values from 0 to 1, and the digit that each one shows."""

    x_train: np.ndarray
    t_train: np.ndarray
    x_test: np.ndarray
    t_test: np.ndarray


@cache
def digits() -> Digits:
    """The 1,797 images of 8 x 8 pixels, shuffled once: 1,437 to train with, 360 to test with.

    Source: Alpaydin and Kaynak (1998), Optical Recognition of Handwritten Digits, as bundled with
    scikit-learn. x_train has shape (1437, 64), t_train (1437,); the arrays cannot be written to.
    """
    from sklearn.datasets import load_digits  # takes a second, which lessons without digits need not wait for

    bundled = load_digits()
    order = np.random.default_rng(0).permutation(len(bundled.target))
    x, t = bundled.data[order] / 16, bundled.target[order]
    parts = Digits(x[:1437], t[:1437], x[1437:], t[1437:])
    for part in parts:
        part.flags.writeable = False
    return parts
