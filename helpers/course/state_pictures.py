"""Pictures of what units are: never on, mixed, always on; each state has a colour and a texture."""

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.dying import ALWAYS_ON, MIXED, NEVER_ON, State

LOOKS = {
    NEVER_ON: {"facecolor": "#6b6b6b", "edgecolor": "white", "hatch": "////"},
    MIXED: {"facecolor": "#d3e9f7", "edgecolor": "#d3e9f7"},
    ALWAYS_ON: {"facecolor": "#E69F00", "edgecolor": "black", "hatch": "xx"},
}
for state, look in LOOKS.items():
    look |= {"label": state.label, "linewidth": 0}
"""Each state has a colour and a texture, so that it is told apart in grey as well."""


def areas(ax) -> dict[State, PathPatch]:
    """For each state, an area in its look, empty until it gets a path."""
    return {state: ax.add_patch(PathPatch(Path(np.empty((0, 2))), **look)) for state, look in LOOKS.items()}


def rectangles(left, right, bottom, top) -> Path:
    """One path of many rectangles, given as arrays of one length."""
    corners = np.array([[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]])
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path(corners.transpose(2, 0, 1).reshape(-1, 2), codes * len(left))


class Raster:
    """Units x steps: one row for each unit, layer 1 on top, in each layer the longest dead units first.

    Between two layers is a gap with a black line in it, which hides no unit.

    `show(steps, layers)` draws the states of one network: steps (moments,), layers a list of arrays
    (moments, units). A state fills the time until the next moment. `artists` is what it draws.
    """

    def __init__(self, ax):
        self.ax, self.areas = ax, areas(ax)
        (self.borders,) = ax.plot([], [], color="black", linewidth=1.5)
        self.artists = [*self.areas.values(), self.borders]
        ax.set(xlabel="Step", ylabel="Unit (layer 1 on top)", yticks=[])
        ax.grid(visible=False)
        ax.legend(handles=self.artists[:3], loc="lower center", ncols=3, bbox_to_anchor=(0.5, 1))

    def show(self, steps, layers):
        """Draw the states of one network."""
        steps = np.asarray(steps, float)
        edges = np.append(steps, steps[-1] + (steps[-1] - steps[-2] if len(steps) > 1 else 1))
        rows = np.concatenate([np.asarray(layer)[:, _by_time_dead(layer)] for layer in layers], axis=1).T
        sizes = [np.shape(layer)[1] for layer in layers]
        gap = len(rows) / 40
        top = np.arange(len(rows)) + gap * np.repeat(np.arange(len(sizes)), sizes)
        for state, area in self.areas.items():
            row, start, stop = _runs(rows == state)
            area.set_path(rectangles(edges[start], edges[stop], top[row], top[row] + 1))
        heights = top[np.cumsum(sizes)[:-1]] - gap / 2
        x = np.tile([edges[0], edges[-1], np.nan], len(heights))
        self.borders.set_data(x, np.repeat(heights, 3))
        self.ax.set(xlim=(edges[0], edges[-1]), ylim=(top[-1] + 1, 0))


def _by_time_dead(layer):
    dead, on = (np.asarray(layer) == state for state in (NEVER_ON, ALWAYS_ON))
    return np.lexsort((on.sum(0), -dead.sum(0)))


def _runs(mask):
    """Row, first and one past the last column of each run of True in a row."""
    padded = np.pad(mask, ((0, 0), (1, 1))).astype(np.int8)
    change = np.diff(padded, axis=1)
    row, start = np.nonzero(change == 1)
    return row, start, np.nonzero(change == -1)[1]


class Shares:
    """The three shares of the units, stacked, over anything that grows: steps, or a learning rate.

    `show(x, shares)` draws them: shares (3, points), never on at the bottom. `artists` is what it draws.
    """

    def __init__(self, ax, legend=True):
        self.ax, self.areas = ax, areas(ax)
        self.artists = list(self.areas.values())
        ax.set(ylim=(0, 100), ylabel="Units, %")
        ax.grid(visible=False)
        if legend:
            ax.legend(handles=self.artists, loc="lower center", ncols=3, bbox_to_anchor=(0.5, 1))

    def show(self, x, shares):
        """Draw the shares over `x`."""
        heights = np.vstack([np.zeros(len(x)), np.cumsum(shares, axis=0)]) * 100
        for area, low, high in zip(self.areas.values(), heights, heights[1:], strict=False):
            outline = np.concatenate([np.c_[x, low], np.c_[x, high][::-1], [[x[0], low[0]]]])
            area.set_path(Path(outline, closed=True))
        self.ax.set_xlim(x[0], x[-1])
