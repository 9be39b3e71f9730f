"""Pictures of lesson 5: units as images, what becomes of them, and what cures do."""

import matplotlib.pyplot as plt
import numpy as np

from helpers.course.state_pictures import LOOKS, Raster, Shares, areas, rectangles
from helpers.dying import unit_states
from helpers.figures import style

INK = {"cmap": "RdBu", "vmin": -0.8, "vmax": 0.8, "interpolation": "none"}
"""How a weight is painted: blue where the unit wants ink, red where it wants none."""


def mosaic(weights, across=8) -> np.ndarray:
    """Units as one image: weights (units, 64) become tiles of 8 x 8, `across` in a row, 1 pixel apart."""
    down = -(-len(weights) // across)
    board = np.zeros((9 * down - 1, 9 * across - 1))
    for number, tile in enumerate(weights):
        row, column = 9 * (number // across), 9 * (number % across)
        board[row : row + 8, column : column + 8] = tile.reshape(8, 8)
    return board


def portraits(weights, x, z, units):
    """For each of `units` its weights as an image, and under it the sample of the largest z.

    weights: (64, units of the layer). x: samples (samples, 64). z: (samples, units of the layer).
    """
    fig, axes = plt.subplots(2, len(units), figsize=(8.4, 3.5), layout="constrained")
    for unit, (top, bottom) in zip(units, axes.T, strict=True):
        best = z[:, unit].argmax()
        top.imshow(weights[:, unit].reshape(8, 8), **INK)
        bottom.imshow(x[best].reshape(8, 8), cmap="gray_r", vmin=0, vmax=1, interpolation="none")
        dead = z[best, unit] <= 0
        top.set(title=f"unit {unit}, {'dead' if dead else 'alive'}")
        bottom.set(title=f"z = {z[best, unit]:.2f}")
        for ax in (top, bottom):
            ax.set(xticks=[], yticks=[])
            for edge in ax.spines.values():
                edge.set(visible=True, linestyle=":" if dead else "-", color=style.INACTIVE)
    axes[0, 0].set(ylabel="weights")
    axes[1, 0].set(ylabel="best image")
    return fig


def ranges(ax, z, **axis):
    """From the smallest to the largest z of each unit, sorted: a bar in the look of its state."""
    low, high = z.min(0)[np.argsort(z.max(0))], np.sort(z.max(0))
    states, unit = unit_states(np.stack([low, high])), np.arange(len(low))
    for state, area in areas(ax).items():
        chosen = states == state
        area.set_path(rectangles(unit[chosen] - 0.4, unit[chosen] + 0.4, low[chosen], high[chosen]))
    ax.axhline(0, color="black", linewidth=1)
    ax.set(xlim=(-1, len(low)), **axis)


def before_and_after(before, after):
    """The pre-activations of a layer before and after something, both (samples, units)."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(8.4, 3.2), layout="constrained", sharey=True)
    lowest, highest = min(before.min(), after.min()), max(before.max(), after.max())
    left.set_ylim(lowest - 0.2, highest + 0.2)
    ranges(left, before, xlabel="Units before", ylabel="z on the batch")
    ranges(right, after, xlabel="Units after")
    fig.legend(handles=left.patches[:3], loc="outside upper center", ncols=3)
    return fig


def raster(history, seed=0):
    """The states of every unit of one network over the steps."""
    fig, ax = plt.subplots(figsize=(8.4, 4.4), layout="constrained")
    Raster(ax).show(history.steps, [states[:, seed] for states in history.states.values()])
    return fig


def sweep(label, runs, **axis):
    """Shares of the units and accuracy at the end, over what was varied: value -> History."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(8.4, 3.2), layout="constrained")
    values = list(runs)
    Shares(left).show(values, [[run.share(state)[-1].mean() for run in runs.values()] for state in LOOKS])
    accuracy = np.array([100 * run.accuracy[-1] for run in runs.values()])
    look = {"color": style.FUNCTION, "marker": "o", "capsize": 4}
    right.errorbar(values, accuracy.mean(1), accuracy.std(1, ddof=1), **look)
    for ax in (left, right):
        ax.set(xlabel=label, xlim=(min(values), max(values)), **axis)
    right.set(ylabel="Accuracy, %", ylim=(0, 105), title="Mean ± standard deviation")
    return fig


def cures(runs):
    """A row for each remedy: the shares of its units, and its accuracy. runs: name -> History."""
    fig, (left, right) = plt.subplots(
        1, 2, figsize=(8.8, 1 + 0.27 * len(runs)), layout="constrained", sharey=True
    )
    bars = areas(left)
    kept = [(n, run, ~run.diverged) for n, run in enumerate(runs.values()) if not run.diverged.all()]
    row = np.array([n for n, _, _ in kept])
    shares = [[100 * run.share(state)[-1, some].mean() for _, run, some in kept] for state in bars]
    edges = np.vstack([np.zeros(len(row)), np.cumsum(shares, axis=0)])
    for area, start, stop in zip(bars.values(), edges, edges[1:], strict=False):
        area.set_path(rectangles(start, stop, row - 0.4, row + 0.4))
    reached = [100 * run.accuracy[-1, some] for _, run, some in kept]
    look = {"color": style.FUNCTION, "marker": "o", "capsize": 4, "linestyle": "none"}
    right.errorbar([r.mean() for r in reached], row, xerr=[r.std(ddof=1) for r in reached], **look)
    for n in sorted(set(range(len(runs))) - set(row.tolist())):
        for ax in (left, right):
            ax.text(50, n, "all ten diverged", ha="center", va="center", fontsize=11)
    left.set(xlim=(0, 100), ylim=(len(runs) - 0.4, -0.6), xlabel="Units, %")
    left.set_yticks(range(len(runs)), list(runs))
    left.grid(visible=False)
    left.legend(handles=list(bars.values()), loc="lower center", ncols=3, bbox_to_anchor=(0.4, 1))
    right.axvline(10, color=style.INACTIVE, linestyle=":", label="guessing")
    right.set(xlim=(0, 105), xlabel="Accuracy, %")
    right.legend(loc="lower center", bbox_to_anchor=(0.5, 1))
    return fig
