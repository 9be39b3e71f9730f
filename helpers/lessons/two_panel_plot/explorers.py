"""Explorers of lesson 3: function and slope of any activation, and a jump drawn through points."""

import numpy as np

from helpers.activations import ACTIVATIONS, relu
from helpers.course import explorer_parts
from helpers.course.curves import draw_derivative, draw_function
from helpers.figures import style
from helpers.figures.controls import choice, slider, stops
from helpers.figures.explorer import Explorer

__all__ = ["points", "two_panel"]


def two_panel():
    """Lesson 3: function and slope of any activation, with one point and its tangent moving on both."""
    fig, (left, right) = explorer_parts.row(2, sharex=True)
    explorer_parts.upright(left, right)
    x_wide = np.linspace(-8, 8, 161)
    left.set(xlabel="Input (x)", ylabel="Output f(x)", xlim=(-8.2, 8.2))
    right.set(xlabel="Input (x)", ylabel="Derivative f'(x)", title="Its slope")
    tangent, dot, slope_dot = explorer_parts.guide(left), explorer_parts.dot(left), explorer_parts.dot(right)
    drawn = []

    def still(activation):
        f = ACTIVATIONS[activation]
        while drawn:
            drawn.pop().remove()
        drawn.extend([draw_function(left, f, x_wide), *draw_derivative(right, f, x_wide)])
        left.set_title(f.label)
        for ax, values in ((left, f(x_wide)), (right, f.derivative(x_wide))):
            margin = 0.08 * max(values.max() - values.min(), 1)
            ax.set_ylim(min(values.min(), 0) - margin, max(values.max(), 1) + margin)

    def draw(activation, x):
        f = ACTIVATIONS[activation]
        a, slope = f(x), f.derivative(x)
        near = np.array([x - 1.5, x + 1.5])
        tangent.set_data(near, a + slope * (near - x))
        dot.set_data([x], [a])
        slope_dot.set_data([x], [slope])
        for kink, before, at, after in f.jumps():
            if x == kink:
                tangent.set_data([], [])
                return (
                    f"{f.title} at its kink x = {x:.1f}: no tangent; the slope is {before:.2f} from the left "
                    f"and {after:.2f} from the right, and the convention takes {at:.2f}."
                )
        return f"{f.title} at x = {x:.1f}: output {a:z.3f}, slope {slope:z.3f}."

    options = [(f.title, name) for name, f in ACTIVATIONS.items()]
    scenes = {
        "at the kink": {"activation": "relu", "x": 0.0},
        "smooth": {"activation": "gelu", "x": 0.0},
        "capped": {"activation": "relu6", "x": 7.0},
        "saturated": {"activation": "sigmoid", "x": 5.0},
    }
    controls = {"activation": choice("activation", options, "relu"), "x": slider("input x", 1.0, -8, 8, 0.1)}
    return Explorer(fig, draw, [tangent, dot, slope_dot], still, scenes, **controls)


def points():
    """Lesson 3: the slope of ReLU as a line through more and more points, whole and enlarged around 0."""
    fig, (whole, near) = explorer_parts.row(2)
    whole.set(xlim=(-5.2, 5.2), title="the whole panel", ylabel="Derivative f'(x)")
    near.set(xlim=(-0.3, 0.3), title="enlarged around 0")
    for ax in (whole, near):
        ax.set(xlabel="Input (x)", ylim=(-0.1, 1.1))
    (line,) = whole.plot([], [], color=style.DERIVATIVE, markersize=6)
    (enlarged,) = near.plot([], [], "o-", color=style.DERIVATIVE)

    def draw(count):
        x = np.linspace(-5, 5, count)
        slope = relu.derivative(x)
        line.set(data=(x, slope), marker="o" if count < 50 else "")
        close = abs(x) < 0.3 + 10 / (count - 1)
        enlarged.set_data(x[close], slope[close])
        last, first = x[slope == 0][-1], x[slope == 1][0]
        return (
            f"{count} points, {'one' if 0 in x else 'none'} at 0: the line climbs from 0 at "
            f"x = {last:z.4f} to 1 at x = {first:.4f}, through all values between."
        )

    scenes = {f"{count} points": {"count": count} for count in (10, 101, 1000)}
    counts = stops("points", [4, 5, 10, 11, 20, 21, 50, 51, 100, 101, 200, 500, 1000], 100, play=True)
    return Explorer(fig, draw, [line, enlarged], scenes=scenes, count=counts)
