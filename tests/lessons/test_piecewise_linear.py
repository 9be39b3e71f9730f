"""Lesson 7: what its explorers draw is what the networks they speak of give."""

import numpy as np
import pytest

from helpers import pieces
from helpers.lessons.piecewise_linear import explorers

GRID = np.stack(np.meshgrid(*[(np.arange(40) + 0.5) / 40] * 2), axis=-1).reshape(-1, 2)


def folding_network(count, angle, place):
    """Hidden layers of three units (x1, x2, how far beyond the crease), an output above 0 where it is cut."""
    before, network = np.eye(2), {}  # the point of the sheet, from what the layer before gives
    for k, (n1, n2, c) in enumerate(explorers.CREASES[:count], start=1):
        network[f"W{k}"] = before @ np.array([[1, 0, n1], [0, 1, n2]])
        network[f"b{k}"] = np.array([[0, 0, -c]])
        before = np.array([[1, 0], [0, 1], [-2 * n1 / (n1**2 + n2**2), -2 * n2 / (n1**2 + n2**2)]])
    network[f"W{count + 1}"] = before @ [[np.cos(np.radians(angle))], [np.sin(np.radians(angle))]]
    network[f"b{count + 1}"] = np.array([[-place]])
    return network


@pytest.mark.parametrize("count", range(6))
def test_a_sheet_is_folded_and_cut_by_a_network_of_three_units_for_each_fold(count):
    for angle, place in ((120, 0.05), (60, 0.4), (40, 0.25), (0, -0.4)):
        _, gone = explorers.unfolded(*GRID.T, count, angle, place)
        network = folding_network(count, angle, place)
        assert np.array_equal(pieces.output(network, GRID)[:, 0] > 0, gone)
        assert pieces.shape_of(network).sizes == (2, *[3] * count, 1)


@pytest.mark.parametrize("count", range(6))
def test_the_folded_sheet_is_as_many_times_smaller_as_it_has_layers(count):
    layer, _ = explorers.unfolded(*GRID.T, count, 0, 1)
    x1, x2 = GRID.T
    for n1, n2, c in explorers.CREASES[:count]:
        x1, x2 = explorers.fold(x1, x2, n1, n2, c)
        assert np.all(n1 * x1 + n2 * x2 <= c + 1e-12)
        assert min(x1.min(), x2.min()) >= 0
    assert len(set(layer)) == 2**count
    assert explorers.fold(0.75, 0.25, 1, 0, 0.5) == (0.25, 0.25)
    assert explorers.fold(0.25, 0.75, -1, 1, 0) == (0.75, 0.25)


@pytest.mark.parametrize("curve", explorers.CURVES)
def test_units_that_joined_follow_the_curve_up_to_the_next_place_and_run_straight_from_there(curve):
    explorer = explorers.joining()
    places = explorers.PLACES
    for joined in range(13):
        explorer.set(joined=joined, curve=curve)
        x, y = explorer._moving[-3].get_data()
        known = x <= places[joined]
        zigzag = np.interp(x[known], places, explorers.CURVES[curve](places))
        np.testing.assert_allclose(y[known], zigzag, atol=1e-12)
        np.testing.assert_allclose(np.diff(y[x >= places[max(joined - 1, 0)]], 2), 0, atol=1e-12)
    explorer.close()


def test_the_hat_as_a_network_has_the_numbers_and_the_closed_units_of_its_input():
    explorer = explorers.gates()
    for x, inside, closed in (
        (-0.5, ["-0.5", "0.0", "0.0", "0.0", "0.0"], [False, True, True, True, False]),
        (1.0, ["1.0", "1.0", "0.0", "0.0", "1.0"], [False, False, True, True, False]),
        (2.8, ["2.8", "2.8", "1.8", "0.8", "0.0"], [False] * 5),
    ):
        explorer.set(x=x)
        units = [artist for artist in explorer._moving[:-1] if getattr(artist, "get_marker", str)() == "o"]
        assert [unit.get_markerfacecolor() == "#dddddd" for unit in units] == closed
        texts = [artist.get_text() for artist in explorer._moving if hasattr(artist, "get_text")]
        assert texts == [*inside, *[""] * 5]
    explorer.close()
