"""Pictures of lesson 8 whose drawing would hide what they show: a tree of decisions, weights as images."""

import matplotlib.pyplot as plt
import numpy as np

from helpers.figures import style

DECISIONS = {
    "It does not\nlearn well:": [
        ("units die because steps are too large", "a smaller lr, clipping, or BatchNorm"),
        ("biases are too negative", "a bias of 0, or BatchNorm"),
        ("dL/dz vanishes with depth", "He's weights: variance 2/n"),
        ("a gradient check fails", "the mask z > 0, never a >= 0"),
        ("sigmoid in deep hidden layers", "ReLU or tanh"),
    ],
    "It learns, and\nyou also want": [
        ("units that come back, even slowly", "Leaky ReLU with a fixed slope"),
        ("a slope that does not jump", "Softplus or ELU with α = 1"),
        ("size kept by itself in a deep stack", "SELU with variance 1/n"),
        ("exact zeros", "ReLU with an L1 penalty"),
        ("few operations", "ReLU"),
        ("fast learning of a small network", "try tanh with Glorot's weights, too"),
    ],
}
"""Branch -> pairs (what is wrong or wanted, what to take)."""
OTHERS = ("tanh", "Leaky", "Softplus", "SELU")
ROOT, BRANCH, TWIG, LEAF = 0.0, 1.85, 3.6, 7.3


def decisions():
    """A figure: a tree from a first choice to remedies; blue where the remedy is another activation."""
    fig, ax = plt.subplots(figsize=(10.9, 5.2))
    rows = sum(map(len, DECISIONS.values())) + 0.5
    look = {"va": "center", "fontsize": 12.5}
    _branch(ax, ROOT + 1.5, rows / 2 - 0.25, BRANCH, [2, 8])
    ax.text(ROOT, rows / 2 - 0.25, "Begin:\nReLU,\nHe's weights,\nbiases 0", fontweight="bold", **look)
    y = 0.0
    for question, pairs in DECISIONS.items():
        heights = [y + n for n in range(len(pairs))]
        middle = heights[len(pairs) // 2] if len(pairs) % 2 else np.mean(heights)
        ax.text(BRANCH + 0.05, middle, question, bbox={"facecolor": "white", "linewidth": 0}, **look)
        _branch(ax, BRANCH + 1.45, middle, TWIG, heights)
        for height, (cause, remedy) in zip(heights, pairs, strict=True):
            ax.plot([TWIG, LEAF], [height, height], color=style.INACTIVE, linewidth=1)
            ax.text(TWIG + 0.05, height, cause, bbox={"facecolor": "white", "linewidth": 0, "pad": 2}, **look)
            other = any(name in remedy for name in OTHERS)
            box = {"facecolor": "#d3e9f7" if other else "white", "edgecolor": style.INACTIVE, "pad": 4}
            ax.text(LEAF + 0.05, height, remedy, bbox=box, **look)
        y = heights[-1] + 1.5
    ax.set(xlim=(-0.1, 10.9), ylim=(rows - 0.3, -0.7))
    ax.set_axis_off()
    return fig


def _branch(ax, left, middle, right, heights):
    """Lines from one place to several."""
    for height in heights:
        ax.plot([left, (left + right) / 2, (left + right) / 2, right], [middle, middle, height, height],
                color=style.INACTIVE, linewidth=1)  # fmt: skip


def weight_images(rows):
    """A figure: for each name in `rows` the weights (64, units) of as many units, as images of 8 x 8 pixels.

    Blue is positive, red negative, white 0; one scale for all.
    """
    count = next(iter(rows.values())).shape[1]
    fig, axes = plt.subplots(len(rows), count, figsize=(10, 1.35 * len(rows)), layout="constrained")
    largest = max(np.abs(weights).max() for weights in rows.values())
    for line, (name, weights) in zip(axes, rows.items(), strict=True):
        line[0].set_ylabel(name, rotation=0, ha="right", va="center")
        for ax, column in zip(line, weights.T, strict=True):
            ax.imshow(column.reshape(8, 8), cmap="RdBu", vmin=-largest, vmax=largest)
            ax.set(xticks=[], yticks=[])
            ax.grid(visible=False)
    return fig
