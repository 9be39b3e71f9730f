"""Pictures of the states of units: every unit at every moment is covered by exactly its state."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers.course.state_pictures import Raster, Shares
from helpers.dying import ALWAYS_ON, LOST, MIXED, NEVER_ON


@pytest.fixture
def ax():
    fig, ax = plt.subplots()
    yield ax
    plt.close(fig)


def covered(area, x, y):
    """Is the point in one of the rectangles of the area?"""
    corners = area.get_path().vertices.reshape(-1, 5, 2)
    low, high = corners.min(1), corners.max(1)
    return bool(np.any((low[:, 0] < x) & (x < high[:, 0]) & (low[:, 1] < y) & (y < high[:, 1])))


def test_each_row_of_the_raster_is_one_unit_and_the_longest_dead_come_first(ax):
    states = np.random.default_rng(0).integers(0, 3, (6, 9))
    other = np.random.default_rng(1).integers(0, 4, (6, 4))
    steps = np.array([0, 20, 40, 60, 80, 100])
    raster = Raster(ax)
    raster.show(steps, [states, other])
    gap = ax.get_ylim()[0] - 13
    assert gap > 0.2
    rows = []
    for y in np.arange(13) + gap * (np.arange(13) >= 9):
        seen = []
        for x in steps + 10:
            found = [state for state, area in raster.areas.items() if covered(area, x, y + 0.5)]
            seen.append(found[0] if found else LOST)
            assert len(found) <= 1
        rows.append(tuple(seen))
    assert sorted(rows[:9]) == sorted(map(tuple, states.T))
    assert sorted(rows[9:]) == sorted(map(tuple, other.T))
    dead = [row.count(NEVER_ON) for row in rows]
    assert dead[:9] == sorted(dead[:9], reverse=True)
    assert dead[9:] == sorted(dead[9:], reverse=True)
    assert ax.get_xlim() == (0, 120)
    assert np.allclose(raster.borders.get_ydata()[:2], 9 + gap / 2)
    for y in (9 + 0.1 * gap, 9 + 0.9 * gap):
        assert not any(covered(area, x, y) for area in raster.areas.values() for x in steps + 10)


def test_a_state_that_no_unit_has_is_drawn_as_nothing(ax):
    raster = Raster(ax)
    raster.show([0, 1], [np.full((2, 3), MIXED)])
    assert [len(raster.areas[s].get_path().vertices) for s in (NEVER_ON, MIXED, ALWAYS_ON)] == [0, 15, 0]
    ax.figure.canvas.draw()


def test_shares_are_stacked_from_never_on_to_always_on(ax):
    shares = Shares(ax)
    shares.show([1, 2], [[0.25, 0.5], [0.5, 0.5], [0.25, 0.0]])
    heights = [area.get_path().vertices[:4, 1].tolist() for area in shares.areas.values()]
    assert heights == [[0, 0, 50, 25], [25, 50, 100, 75], [75, 100, 100, 100]]
