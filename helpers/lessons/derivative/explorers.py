"""Explorers of lesson 2: the slope of a secant, the gate in the backward pass."""

import numpy as np

from helpers.activations import relu
from helpers.course import panels
from helpers.course.curves import draw_function
from helpers.figures import style
from helpers.figures.controls import choice, slider
from helpers.figures.explorer import Explorer

__all__ = ["gate", "secant"]

SIDES = {"left": (-1, 0), "right": (0, 1), "central": (-1, 1)}


def secant():
    """Lesson 2: the slope of a secant of ReLU, from the left, from the right, or across the point."""
    fig, (left, right) = panels.row(2, sharex=True)
    panels.upright(left, right)
    x_near = np.linspace(-2.5, 2.5, 101)
    draw_function(left, relu, x_near)
    for ends, height in (([-2.5, 0], 0), ([0, 2.5], 1)):
        right.plot(ends, [height] * 2, color=style.DERIVATIVE)
        right.plot(0, height, "o", color=style.DERIVATIVE, markerfacecolor="white", markeredgewidth=2)
    left.set(xlabel="Input (x)", ylabel="Output f(x)", title="Secant", xlim=(-2.5, 2.5), ylim=(-0.7, 2.5))
    right.set(xlabel="Input (x)", ylabel="Slope", title="Its slope (dot) and f'(x)", ylim=(-0.15, 1.15))
    secant, (ends,) = panels.guide(left), left.plot([], [], "s", color=style.GUIDE, clip_on=False)
    dot, measured = panels.dot(left), panels.dot(right)

    def draw(side, h, x):
        start, stop = (x + h * step for step in SIDES[side])
        slope = (relu(stop) - relu(start)) / (stop - start)
        far = np.array([-2.5, 2.5])
        secant.set_data(far, relu(start) + slope * (far - start))
        ends.set_data([start, stop], relu([start, stop]))
        dot.set_data([x], [relu(x)])
        measured.set_data([x], [slope])
        across = " The kink lies between the two ends." if start < 0 < stop else ""
        return (
            f"{side.capitalize()} secant at x = {x:.2f} with step h = {h:.2f}: "
            f"(f({stop:.2f}) - f({start:.2f})) / {stop - start:.2f} = {slope:z.2f}.{across}"
        )

    scenes = {
        "from the left": {"side": "left", "x": 0.0},
        "from the right": {"side": "right", "x": 0.0},
        "across 0": {"side": "central", "x": 0.0},
        "beside 0": {"side": "central", "x": 0.2, "h": 0.5},
    }
    return Explorer(
        fig, draw, [secant, ends, dot, measured], scenes=scenes,
        side=choice("kind of secant", list(SIDES), "right"),
        h=slider("step h", 0.5, 0.05, 2, 0.05),
        x=slider("at x", 1.0, -2, 2, 0.05),
    )  # fmt: skip


def gate():
    """Lesson 2: ReLU in the backward pass, a gate that z opens and closes for the incoming gradient."""
    fig, (left, right) = panels.row(2)
    panels.upright(left)
    draw_function(left, relu, panels.X)
    left.set(xlabel="Pre-activation (z)", ylabel="Activation (a)", title="Forward: a = relu(z)", xlim=(-3, 3))
    left.set_ylim(-0.5, 3)
    names = ["dL/da\ncomes in", "f'(z)\nthe gate", "dL/dz\ngoes on"]
    bars = right.bar(range(3), [1, 1, 1], color=[style.DATA, style.FUNCTION, style.DERIVATIVE], width=0.6)
    right.set_xticks(range(3), names)
    right.set(ylim=(-2.2, 2.2), ylabel="Value", title="Backward: dL/dz = dL/da × f'(z)")
    right.grid(axis="x", alpha=0)
    dot = panels.dot(left)

    def draw(z, grad):
        slope = relu.derivative(z)
        dot.set_data([z], [relu(z)])
        for bar, height in zip(bars, (grad, slope, grad * slope), strict=True):
            bar.set_height(height)
        why = "z > 0: the gate is open" if slope else "z <= 0: the gate is closed"
        product = f"{grad:.1f} × {slope:.0f} = {grad * slope:z.1f}"
        return f"{why}, f'({z:.1f}) = {slope:.0f}, and dL/dz = {product}."

    scenes = {"open": {"z": 1.5, "grad": -0.8}, "closed": {"z": -1.5, "grad": -0.8}, "at 0": {"z": 0.0}}
    controls = {
        "z": slider("pre-activation z", 1.5, -3, 3, 0.1),
        "grad": slider("gradient dL/da", 1.2, -2, 2, 0.1),
    }
    return Explorer(fig, draw, [*bars, dot], scenes=scenes, **controls)
