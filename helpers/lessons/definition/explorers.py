"""Explorers of lesson 1: one input, layers with and without ReLU between them, one neuron."""

import numpy as np

from helpers import pieces
from helpers.activations import relu
from helpers.course import explorer_parts
from helpers.course.curves import draw_function
from helpers.figures import style
from helpers.figures.controls import slider, stops
from helpers.figures.explorer import Explorer
from helpers.lessons.definition.pictures import halves

__all__ = ["collapse", "input", "neuron"]

UNITS = 8
"""In each hidden layer of `collapse`."""


def input():
    """Lesson 1: one input x on the curve of ReLU; where it is negative, it is lifted to 0."""
    fig, (ax,) = explorer_parts.row(1)
    explorer_parts.upright(ax)
    halves(ax)
    ax.text(-2.5, 2.5, "negative: becomes 0", ha="center", va="center", color=style.INACTIVE)
    ax.text(-4.1, -4.3, "x itself", va="top", color=style.INACTIVE)
    ax.text(2.5, -2.5, "positive: passes", ha="center", va="center", color=style.FUNCTION)
    ax.plot([-5, 0], [-5, 0], ":", color=style.INACTIVE)
    draw_function(ax, relu, explorer_parts.X, linewidth=4)
    ax.set(xlabel="Input (x)", ylabel="Output f(x)", title="f(x) = max(0, x)", xlim=(-5, 5))
    guide, dot = explorer_parts.guide(ax), explorer_parts.dot(ax)

    def draw(x):
        a = relu(x)
        guide.set_data([x, x, 0] if x > 0 else [x, x], [0, a, a] if x > 0 else [x, a])
        dot.set_data([x], [a])
        if x > 0:
            return f"x = {x:.1f} is positive, so it passes: f({x:.1f}) = {a:.1f}."
        if x < 0:
            return f"x = {x:.1f} is negative, so it becomes 0: f({x:.1f}) = {a:.1f}."
        return "x = 0.0 is the kink: f(0) = 0."

    scenes = {"negative": {"x": -3.0}, "zero": {"x": 0.0}, "positive": {"x": 3.0}}
    return Explorer(fig, draw, [guide, dot], scenes=scenes, x=slider("input x", -3.0, -5, 5, 0.1, play=True))


def collapse():
    """Lesson 1: the same layers with nothing and with ReLU between them, from one layer to six."""
    fig, axes = explorer_parts.row(2, height=3.6, sharey=True)
    for ax in axes:
        ax.set(xlim=(-3.1, 3.1), ylim=(-1.15, 1.15), xlabel="Input (x)")
    axes[0].set(title="nothing between the layers", ylabel="Output, scaled to -1 … 1")
    axes[1].set_title("ReLU between the layers")
    lines = [ax.plot([], [], color=style.FUNCTION)[0] for ax in axes]
    kinks = explorer_parts.dot(axes[1])
    kinks.set(markersize=6, markeredgecolor="white", markeredgewidth=0.8)

    def draw(layers):
        network = pieces.random_network((1, *[UNITS] * (layers - 1), 1), seed=7)
        places = pieces.bends(network)
        x = np.array([-3, *places[abs(places) < 3], 3])
        straight = bent = x[:, None]
        for k in range(1, layers + 1):
            W, b = network[f"W{k}"], network[f"b{k}"]
            straight, bent = straight @ W + b, (relu(bent) if k > 1 else bent) @ W + b
        for line, y in zip(lines, (straight, bent), strict=True):
            line.set_data(x, 2 * (y - y.min()) / np.ptp(y) - 1)
        kinks.set_data(x[1:-1], lines[1].get_ydata()[1:-1])
        if layers == 1:
            return "1 layer: there is no between, so both sides are the same straight line."
        return (
            f"{layers} layers: with nothing between them still one straight line, "
            f"with ReLU between them {len(x) - 1} straight pieces, joined at {len(x) - 2} kinks."
        )

    scenes = {"one layer": {"layers": 1}, "six layers": {"layers": 6}}
    layers = stops("layers", range(1, 7), 2, play=True)
    return Explorer(fig, draw, [*lines, kinks], scenes=scenes, layers=layers)


def neuron():
    """Lesson 1: one neuron relu(w x + b); w tilts and mirrors the ramp, b moves its bend."""
    fig, (ax,) = explorer_parts.row(1)
    explorer_parts.upright(ax)
    ax.set(xlim=(-5, 5), ylim=(-5, 5), xlabel="Input (x)", title="One neuron: a = relu(w x + b)")
    ax.set_ylabel("Pre-activation z, activation a")
    (line,) = ax.plot([], [], ":", color=style.INACTIVE, label="pre-activation z = w x + b")
    (ramp,) = ax.plot([], [], color=style.FUNCTION, label="activation a = relu(z)")
    bend = explorer_parts.dot(ax)
    ax.legend([line, ramp], [line.get_label(), ramp.get_label()], loc="upper left")

    def draw(w, b):
        kink = -b / w if w else np.nan
        seen = abs(kink) <= 5
        x = np.array([-5, kink, 5]) if seen else np.array([-5.0, 5.0])
        line.set_data(x, w * x + b)
        ramp.set_data(x, relu(w * x + b))
        bend.set_data([kink] if seen else [], [0.0] if seen else [])
        if w == 0:
            return f"w = 0.0, b = {b:.1f}: the input does not count, the output is {relu(b):.1f} everywhere."
        side = "<=" if w > 0 else ">="
        where = f"{kink:z.2f}" + ("" if seen else " (outside this picture)")
        return (
            f"w = {w:.1f}, b = {b:.1f}: the neuron is silent for x {side} -b/w = {where}; "
            f"on the other side its slope is {w:.1f}."
        )

    scenes = {
        "moved right": {"w": 1.0, "b": -2.0},
        "mirrored": {"w": -1.0, "b": 0.0},
        "steep": {"w": 3.0, "b": 0.0},
        "silent everywhere": {"w": 0.0, "b": -1.0},
    }
    controls = {"w": slider("weight w", 1.0, -3, 3, 0.1), "b": slider("bias b", 0.0, -4, 4, 0.1)}
    return Explorer(fig, draw, [line, ramp, bend], scenes=scenes, **controls)
