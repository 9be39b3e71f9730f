"""What the explorers are made of: panels, guides, a dot for where the sliders are."""

import numpy as np
from matplotlib.figure import Figure

from helpers.figures import style

X = np.linspace(-5, 5, 101)


def row(count, height=4.0, **options):
    """A figure of `count` panels side by side, each with a line at 0, and the list of its axes."""
    fig = Figure(figsize=(10, height), layout="constrained")
    axes = fig.subplots(1, count, squeeze=False, **options)[0]
    for ax in axes:
        ax.axhline(0, color="black", alpha=0.3, linewidth=1)
    return fig, axes


def upright(*axes):
    """Draw the line x = 0 in each of the axes."""
    for ax in axes:
        ax.axvline(0, color="black", alpha=0.3, linewidth=1)


def dot(ax):
    """The black dot that shows where the sliders are, nowhere yet."""
    return ax.plot([], [], "o", color=style.POINT, markersize=11, zorder=5, clip_on=False)[0]


def guide(ax):
    """A dashed helping line, nowhere yet."""
    return ax.plot([], [], "--", color=style.GUIDE, zorder=4)[0]
