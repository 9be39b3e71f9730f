"""The digits are those that everybody knows from scikit-learn, and nobody can write into them."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from helpers.data import digits


def test_the_digits_are_those_of_scikit_learn_shuffled_once():
    data, known = digits(), load_digits()
    order = np.random.default_rng(0).permutation(1797)
    np.testing.assert_array_equal(np.vstack([data.x_train, data.x_test]), known.data[order] / 16)
    np.testing.assert_array_equal(np.append(data.t_train, data.t_test), known.target[order])
    assert data.x_train.shape == (1437, 64)
    assert (data.x_train.min(), data.x_train.max()) == (0, 1)
    assert data.x_train.dtype == float
    assert data.t_train.dtype == int


def test_the_digits_cannot_be_written_to():
    for part in digits():
        with pytest.raises(ValueError, match="read-only"):
            part[0] = 1
