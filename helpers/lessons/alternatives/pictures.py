"""Pictures of lesson 6 whose drawing would hide what they show: the family tree and the rates."""

import re

import matplotlib.pyplot as plt
import numpy as np

from helpers.activations import ACTIVATIONS
from helpers.figures import style


def family_tree(branches):
    """A figure: each activation as a small curve over the year of its paper, on the branch of its kind.

    branches: what becomes of ReLU -> names of activations. The year is the first one in their source; years
    are one after the other, as far apart as the curves need.
    """
    years = {name: _year(name) for names in branches.values() for name in names}
    place = {year: n + 1 for n, year in enumerate(sorted(set(years.values())))}
    end = len(place) + 0.6
    fig, ax = plt.subplots(figsize=(10, 3.5))
    ax.plot([0.4] * 2, [0, len(branches) - 1], color=style.INACTIVE, linewidth=1.5)
    for row, (kind, names) in enumerate(branches.items()):
        ax.plot([0.4, end], [row] * 2, color=style.INACTIVE, linewidth=1.5)
        ax.text(end + 0.25, row, kind, va="center", fontsize=12)
        for name in names:
            _curve(ax, name, place[years[name]], row)
    middle = (len(branches) - 1) / 2
    ax.plot([-0.4, 0.4], [middle] * 2, color=style.INACTIVE, linewidth=1.5)
    _curve(ax, "relu", -0.2, middle)
    ax.set(xlim=(-0.75, end + 1.6), ylim=(len(branches) - 0.4, -0.7), xlabel="Year of the paper", yticks=[])
    ax.set_xticks([-0.2, *place.values()], [str(_year("relu")), *map(str, place)])
    ax.grid(visible=False)
    ax.spines["left"].set_visible(False)
    return fig


def _year(name):
    return int(re.search(r"\d{4}", ACTIVATIONS[name].source)[0])


def _curve(ax, name, x, y):
    """A small picture of an activation from z = -3 to 1.8; its point (0, 0) is at (x, y)."""
    z = np.array([*np.linspace(-3, 0, 31), *np.linspace(0.2, 1.8, 9)])
    ax.plot(x + 0.15 * z, y - 0.22 * ACTIVATIONS[name](z), color=style.FUNCTION, linewidth=2.5, zorder=4)
    left, side = (x, "left") if ACTIVATIONS[name](-3) < -0.5 else (x + 0.45, "right")  # beside a low curve
    ax.text(left, y + 0.3, ACTIVATIONS[name].title, ha=side, va="center", fontsize=11)


def rates_and_activations(found, rates, best):
    """A figure: per cent correct for each activation (rows) and each learning rate (columns).

    found: name -> per cent for each of the rates. best: name -> number of the rate that is
    chosen, which gets a frame.
    """
    values = np.array(list(found.values()))
    fig, ax = plt.subplots(figsize=(6, 3.5))
    ax.imshow(values, cmap="Blues", vmin=0, vmax=160, aspect="auto")
    for (row, column), value in np.ndenumerate(values):
        ax.text(column, row, f"{value:.0f}", ha="center", va="center", fontsize=12)
    for row, name in enumerate(found):
        ax.plot(best[name] + np.array([-1, 1, 1, -1, -1]) * 0.48, row + np.array([-1, -1, 1, 1, -1]) * 0.45,
                color=style.POINT, linewidth=2)  # fmt: skip
    ax.set_xticks(range(len(rates)), [f"lr {rate:g}" for rate in rates])
    ax.set_yticks(range(len(found)), [ACTIVATIONS[name].title for name in found])
    ax.grid(visible=False)
    return fig
