"""Explorers of lesson 1: one input, one neuron."""

import numpy as np

from helpers.activations import relu
from helpers.course import panels
from helpers.course.curves import draw_function
from helpers.figures import style
from helpers.figures.controls import slider
from helpers.figures.explorer import Explorer

__all__ = ["input", "neuron"]


def input():
    """Lesson 1: one input x on the curve of ReLU, and where its output is read."""
    fig, (ax,) = panels.row(1)
    panels.upright(ax)
    draw_function(ax, relu, panels.X)
    ax.set(xlabel="Input (x)", ylabel="Output f(x)", title="f(x) = max(0, x)", ylim=(-1, 5.25))
    guide, dot = panels.guide(ax), panels.dot(ax)

    def draw(x):
        a = relu(x)
        guide.set_data([x, x, 0], [0, a, a])
        dot.set_data([x], [a])
        if x > 0:
            return f"x = {x:.1f} is positive, so it passes: f({x:.1f}) = {a:.1f}."
        if x < 0:
            return f"x = {x:.1f} is negative, so it becomes 0: f({x:.1f}) = {a:.1f}."
        return "x = 0.0 is the kink: f(0) = 0."

    scenes = {"negative": {"x": -3.0}, "zero": {"x": 0.0}, "positive": {"x": 3.0}}
    return Explorer(fig, draw, [guide, dot], scenes=scenes, x=slider("input x", 2.0, -5, 5, 0.1))


def neuron():
    """Lesson 1: one neuron relu(w x + b); w tilts and mirrors the ramp, b moves its bend."""
    fig, (ax,) = panels.row(1)
    panels.upright(ax)
    ax.set(xlim=(-5, 5), ylim=(-5, 5), xlabel="Input (x)", title="One neuron: a = relu(w x + b)")
    ax.set_ylabel("Pre-activation z, activation a")
    (line,) = ax.plot([], [], ":", color=style.INACTIVE, label="pre-activation z = w x + b")
    (ramp,) = ax.plot([], [], color=style.FUNCTION, label="activation a = relu(z)")
    bend = panels.dot(ax)
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
