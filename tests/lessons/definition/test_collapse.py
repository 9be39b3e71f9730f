"""The layers that lesson 1 stacks: straight on the left, and on the right the pieces that it counts."""

import re

import numpy as np
import pytest

from helpers.lessons.definition.explorers import UNITS
from helpers.pieces import output, random_network

X = np.linspace(-3, 3, 2001)


@pytest.mark.parametrize("layers", range(1, 7))
def test_the_curves_are_those_of_the_network_and_its_pieces_are_counted(explore, layers):
    explorer = explore("collapse")
    explorer.set(layers=layers)
    straight, bent, kinks = (line.get_xydata().T for line in explorer._moving)
    ends = straight[:, [0, -1]]
    np.testing.assert_allclose(straight[1], np.interp(straight[0], *ends), atol=1e-12)
    network = random_network((1, *[UNITS] * (layers - 1), 1), seed=7)
    drawn, y = (output(network, places[:, None])[:, 0] for places in (bent[0], X))
    np.testing.assert_allclose(np.interp(X, *bent), 2 * (y - drawn.min()) / np.ptp(drawn) - 1, atol=1e-9)
    pieces = 1 + np.count_nonzero(np.abs(np.diff(np.diff(bent[1]) / np.diff(bent[0]))) > 1e-9)
    counted = re.search(r"with ReLU between them (\d+)", explorer.caption)
    assert pieces == (int(counted[1]) if counted else 1) == len(kinks[0]) + 1
    np.testing.assert_array_equal(kinks, bent[:, 1:-1])
