"""The one data set of the lessons: handwritten digits, which lie beside this file, nothing to download."""

from functools import cache
from pathlib import Path
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

    Source: Alpaydin and Kaynak (1998), Optical Recognition of Handwritten Digits, the part that scikit-learn
    has as load_digits, which is too much to install for this alone.
    x_train has shape (1437, 64), t_train (1437,); the arrays cannot be written to.
    """
    with np.load(Path(__file__).with_name("digits.npz")) as stored:
        images = stored["images"]
        shown = stored["digits"].astype(int)
    order = np.random.default_rng(0).permutation(len(shown))
    x = images[order] / 16
    t = shown[order]
    parts = Digits(x[:1437], t[:1437], x[1437:], t[1437:])
    for part in parts:
        part.setflags(write=False)
    return parts
