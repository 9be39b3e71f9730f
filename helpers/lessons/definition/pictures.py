"""Pictures of lesson 1: numbers in their places, layers, a neuron, three properties, two units."""

import matplotlib.pyplot as plt
import numpy as np

from helpers.activations import relu
from helpers.figures import Network, style


def halves(ax):
    """Shade where ReLU gives 0 in grey and where it gives its input in blue."""
    ax.axvspan(-5, 0, color=style.INACTIVE, alpha=0.12, linewidth=0)
    ax.axvspan(0, 5, color=style.FUNCTION, alpha=0.08, linewidth=0)


def in_place(z, a):
    """A figure: numbers before and after ReLU, place by place. z, a: sequences of one length."""
    fig, axes = plt.subplots(1, 2, figsize=(10, 3.2), sharey=True)
    panels = (("z: before ReLU", z, style.INACTIVE), ("a: after ReLU", a, style.FUNCTION))
    for ax, (title, heights, colour) in zip(axes, panels, strict=True):
        ax.bar(range(len(z)), heights, width=0.6, color=colour)
        for place, height in enumerate(heights):
            ax.text(place, max(height, 0) + 0.12, f"{height + 0.0:g}", ha="center", va="bottom")
        ax.axhline(0, color="black", linewidth=1)
        ax.set(title=title, xlabel="Place in the array", xticks=range(len(z)), ylim=(-2.3, 3.8))
        ax.grid(visible=False)
    return fig


def layers(W1, W2, x):
    """A figure: two layers, the one layer W2 @ W1, and two layers with ReLU between, with their numbers.

    W1, W2: matrices that multiply from the left. x: the input. All have two rows.
    """
    z = W1 @ x
    titles = ("two linear layers", "one layer, W2 @ W1", "ReLU between the layers")
    weights = ([W1.T, W2.T], [(W2 @ W1).T], [W1.T, W2.T])
    numbers = ([x, z, W2 @ z], [x, (W2 @ W1) @ x], [x, relu(z), W2 @ relu(z)])
    fig, axes = plt.subplots(1, 3, figsize=(10, 3.3), width_ratios=(3, 2, 3))
    for ax, title, W, forward in zip(axes, titles, weights, numbers, strict=True):
        names = ["x", "W1 x", "y"] if len(W) == 2 else ["x", "y"]
        closed = None
        if title == titles[2]:
            names[1] = "relu(W1 x)"
            closed = [np.zeros(2, bool), z <= 0, np.zeros(2, bool)]
        Network(ax, [2] * len(forward), names, digits=0).show(W, forward, closed=closed)
        ax.set_title(title, pad=30)
    return fig


def one_neuron(w, b, inputs):
    """A figure: the neuron relu(w x + b) as a diagram, once for each of the inputs."""
    fig, axes = plt.subplots(1, len(inputs), figsize=(10, 3.4))
    for ax, x in zip(axes, inputs, strict=True):
        z = w * x + b
        silent = [np.zeros(2, bool), np.array([z <= 0]), np.array([z <= 0])]
        network = Network(ax, (2, 1, 1), ["x and 1", "z = w x + b", "a = relu(z)"])
        network.show([np.array([[w], [b]]), np.ones((1, 1))], [[x, 1], [z], [relu(z)]], closed=silent)
        for height, name in ((0.5, f"w = {w:g}"), (-0.5, f"b = {b:g}")):
            ax.text(0.55, height, name, ha="center", va="center")
        ax.set_title(f"x = {x:g}: {'silent' if z <= 0 else 'active'}", pad=30)
    return fig


def three_properties():
    """A figure: lines between points of the curve; the curve scaled in two ways; the curve in its cone."""
    x = np.linspace(-5, 5, 11)
    fig, (chords, scaled, cone) = plt.subplots(1, 3, figsize=(10, 3.8), sharex=True)
    for ax, title in (
        (chords, "convex: no line between\npoints dips below the curve"),
        (scaled, "homogeneous:\nf(2 x) is 2 f(x)"),
        (cone, "1-Lipschitz: outputs differ\nby at most as much as inputs"),
    ):
        ax.plot(x, relu(x), color=style.FUNCTION, label="f(x)")
        ax.set(title=title, xlabel="Input (x)", xlim=(-5, 5), xticks=(-4, 0, 4))
    for ends in ((-4, 2), (-2, 4), (-1, 1)):
        chords.plot(ends, relu(ends), "o--", color=style.GUIDE, markersize=6)
    scaled.plot(x, 2 * relu(x), color=style.FUNCTION, linewidth=6, alpha=0.4, label="2 f(x)")
    scaled.plot(x, relu(2 * x), ":", color="black", linewidth=2, label="f(2 x)")
    scaled.legend(loc="upper left")
    reach = abs(x - 1)
    cone.fill_between(x, relu(1) - reach, relu(1) + reach, color=style.GUIDE, alpha=0.2, linewidth=0)
    cone.plot(1, relu(1), "o", color=style.POINT)
    return fig


def two_units():
    """A figure: relu(x) and relu(-x) on the left, their difference and their sum on the right."""
    x = np.linspace(-5, 5, 11)
    fig, (parts, built) = plt.subplots(1, 2, figsize=(10, 3.4))
    parts.plot(x, relu(x), color=style.FUNCTION, label="f(x)")
    parts.plot(x, relu(-x), "--", color=style.GUIDE, label="f(-x)")
    built.plot(x, relu(x) - relu(-x), color=style.FUNCTION, label="f(x) - f(-x)")
    built.plot(x, relu(x) + relu(-x), "--", color=style.GUIDE, label="f(x) + f(-x)")
    for ax, title in ((parts, "two units"), (built, "x and |x| again")):
        ax.set(title=title, xlabel="Input (x)")
        ax.legend(loc="upper center")
    return fig
