"""Curves of activations and of their slopes: kinks stay sharp, and a jump is drawn as a jump."""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from helpers.figures import style


def draw_function(ax, activation, x, **line):
    """The curve of `activation` over `x`, kinks kept sharp."""
    x = np.union1d(x, [z for z in activation.kinks if x.min() < z < x.max()])
    return ax.plot(x, activation(x), **({"color": style.FUNCTION, "label": activation.label} | line))[0]


def draw_derivative(ax, activation, x, **line):
    """The slope over `x`, as the list of its artists: broken at a jump, a filled dot at the value there,
    open dots at the one-sided limits that are not taken.
    """
    look = {"color": style.DERIVATIVE, "label": f"slope of {activation.title}"} | line
    jumps = [jump for jump in activation.jumps() if x.min() < jump[0] < x.max()]
    x = np.unique(x)
    artists = []
    edges = [x.min(), *(z for z, *_ in jumps), x.max()]
    for number, (low, high) in enumerate(pairwise(edges)):
        inside = np.concatenate([[low], x[(x > low) & (x < high)], [high]])
        ends = np.concatenate([[np.nextafter(low, high)], inside[1:-1], [np.nextafter(high, low)]])
        piece = look if number == 0 else look | {"label": "_more"}
        artists += ax.plot(inside, activation.derivative(ends), **piece)
    for z, left, at, right in jumps:
        for limit in {left, right} - {at}:
            artists += ax.plot(z, limit, "o", mfc="white", mew=2, color=look["color"], zorder=3)
        artists += ax.plot(z, at, "o", color=look["color"], zorder=3)
    return artists


def two_panel(activation, x=None):
    """Function on the left, slope on the right, over the same `x` (100 points from -5 to 5 by default).

    Returns the figure. Jumps of the slope are drawn as jumps.
    """
    x = np.linspace(-5, 5, 100) if x is None else np.asarray(x, dtype=float)
    fig, (left, right) = plt.subplots(1, 2, figsize=(10, 4.4), sharex=True, layout="constrained")
    draw_function(left, activation, x)
    draw_derivative(right, activation, x)
    for ax, title, label in (
        (left, activation.label, "Output f(x)"),
        (right, "Its slope", "Derivative f'(x)"),
    ):
        ax.axhline(0, color="black", alpha=0.3, linestyle="--", linewidth=1, zorder=1)
        ax.axvline(0, color="black", alpha=0.3, linestyle="--", linewidth=1, zorder=1)
        ax.set(title=title, xlabel="Input (x)", ylabel=label)
    return fig
