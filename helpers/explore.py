"""The explorers of the lessons: each function builds one figure, says how it moves and names its controls."""

import numpy as np
from matplotlib.figure import Figure

from helpers import style
from helpers.activations import ACTIVATIONS, relu
from helpers.figures import draw_derivative, draw_function
from helpers.live import Explorer, choice, slider

X = np.linspace(-5, 5, 101)


def _panels(count, height=4.0, **options):
    fig = Figure(figsize=(10, height), layout="constrained")
    axes = fig.subplots(1, count, squeeze=False, **options)[0]
    for ax in axes:
        ax.axhline(0, color="black", alpha=0.3, linewidth=1)
    return fig, axes


def _upright(*axes):
    for ax in axes:
        ax.axvline(0, color="black", alpha=0.3, linewidth=1)


def _two(value):
    """Two decimals, and 0.00 for what rounds to it from below."""
    return f"{round(float(value), 2) + 0.0:.2f}"


def _dot(ax):
    return ax.plot([], [], "o", color=style.POINT, markersize=11, zorder=5, clip_on=False)[0]


def _guide(ax):
    return ax.plot([], [], "--", color=style.GUIDE, zorder=4)[0]


def explore_input():
    """Lesson 1: one input x on the curve of ReLU, and where its output is read."""
    fig, (ax,) = _panels(1)
    _upright(ax)
    draw_function(ax, relu, X)
    ax.set(xlabel="Input (x)", ylabel="Output f(x)", title="f(x) = max(0, x)", ylim=(-1, 5.25))
    guide, dot = _guide(ax), _dot(ax)

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


def explore_neuron():
    """Lesson 1: one neuron relu(w x + b); w tilts and mirrors the ramp, b moves its bend."""
    fig, (ax,) = _panels(1)
    _upright(ax)
    ax.set(xlim=(-5, 5), ylim=(-5, 5), xlabel="Input (x)", title="One neuron: a = relu(w x + b)")
    ax.set_ylabel("Pre-activation z, activation a")
    (line,) = ax.plot([], [], ":", color=style.INACTIVE, label="pre-activation z = w x + b")
    (ramp,) = ax.plot([], [], color=style.FUNCTION, label="activation a = relu(z)")
    bend = _dot(ax)
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
        where = "" if seen else " (outside this picture)"
        return (
            f"w = {w:.1f}, b = {b:.1f}: the neuron is silent for x {side} -b/w = {_two(kink)}{where}; "
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


SIDES = {"left": (-1, 0), "right": (0, 1), "central": (-1, 1)}


def explore_secant():
    """Lesson 2: the slope of a secant of ReLU, from the left, from the right, or across the point."""
    fig, (left, right) = _panels(2, sharex=True)
    _upright(left, right)
    x_near = np.linspace(-2.5, 2.5, 101)
    draw_function(left, relu, x_near)
    for ends, height in (([-2.5, 0], 0), ([0, 2.5], 1)):
        right.plot(ends, [height] * 2, color=style.DERIVATIVE)
        right.plot(0, height, "o", color=style.DERIVATIVE, markerfacecolor="white", markeredgewidth=2)
    left.set(xlabel="Input (x)", ylabel="Output f(x)", title="Secant", xlim=(-2.5, 2.5), ylim=(-0.7, 2.5))
    right.set(xlabel="Input (x)", ylabel="Slope", title="Its slope (dot) and f'(x)", ylim=(-0.15, 1.15))
    secant, (ends,) = _guide(left), left.plot([], [], "s", color=style.GUIDE, clip_on=False)
    dot, measured = _dot(left), _dot(right)

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
            f"(f({stop:.2f}) - f({start:.2f})) / {stop - start:.2f} = {_two(slope)}.{across}"
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


def explore_gate():
    """Lesson 2: ReLU in the backward pass, a gate that z opens and closes for the incoming gradient."""
    fig, (left, right) = _panels(2)
    _upright(left)
    draw_function(left, relu, X)
    left.set(xlabel="Pre-activation (z)", ylabel="Activation (a)", title="Forward: a = relu(z)", xlim=(-3, 3))
    left.set_ylim(-0.5, 3)
    names = ["dL/da\ncomes in", "f'(z)\nthe gate", "dL/dz\ngoes on"]
    bars = right.bar(range(3), [1, 1, 1], color=[style.DATA, style.FUNCTION, style.DERIVATIVE], width=0.6)
    right.set_xticks(range(3), names)
    right.set(ylim=(-2.2, 2.2), ylabel="Value", title="Backward: dL/dz = dL/da × f'(z)")
    right.grid(axis="x", alpha=0)
    dot = _dot(left)

    def draw(z, grad):
        slope = relu.derivative(z)
        dot.set_data([z], [relu(z)])
        for bar, height in zip(bars, (grad, slope, grad * slope), strict=True):
            bar.set_height(height)
        why = "z > 0: the gate is open" if slope else "z <= 0: the gate is closed"
        product = f"{grad:.1f} × {slope:.0f} = {grad * slope + 0:.1f}"
        return f"{why}, f'({z:.1f}) = {slope:.0f}, and dL/dz = {product}."

    scenes = {"open": {"z": 1.5, "grad": -0.8}, "closed": {"z": -1.5, "grad": -0.8}, "at 0": {"z": 0.0}}
    controls = {
        "z": slider("pre-activation z", 1.5, -3, 3, 0.1),
        "grad": slider("gradient dL/da", 1.2, -2, 2, 0.1),
    }
    return Explorer(fig, draw, [*bars, dot], scenes=scenes, **controls)


def explore_two_panel():
    """Lesson 3: function and slope of any activation, with one point and its tangent moving on both."""
    fig, (left, right) = _panels(2, sharex=True)
    _upright(left, right)
    x_wide = np.linspace(-8, 8, 161)
    left.set(xlabel="Input (x)", ylabel="Output f(x)", xlim=(-8.2, 8.2))
    right.set(xlabel="Input (x)", ylabel="Derivative f'(x)", title="Its slope")
    tangent, dot, slope_dot = _guide(left), _dot(left), _dot(right)
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
        return f"{f.title} at x = {x:.1f}: output {_two(a)}, slope {_two(slope)}."

    options = [(f.title, name) for name, f in ACTIVATIONS.items()]
    scenes = {
        "at the kink": {"activation": "relu", "x": 0.0},
        "smooth": {"activation": "gelu", "x": 0.0},
        "capped": {"activation": "relu6", "x": 7.0},
        "saturated": {"activation": "sigmoid", "x": 5.0},
    }
    controls = {"activation": choice("activation", options, "relu"), "x": slider("input x", 1.0, -8, 8, 0.1)}
    return Explorer(fig, draw, [tangent, dot, slope_dot], still, scenes, **controls)


EXPLORERS = {
    "input": explore_input,
    "neuron": explore_neuron,
    "secant": explore_secant,
    "gate": explore_gate,
    "two_panel": explore_two_panel,
}
"""Name -> function without arguments that builds the explorer."""
