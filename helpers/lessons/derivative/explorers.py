"""Explorers of lesson 2: secants, lines that touch, the gate in the backward pass, a small network."""

import numpy as np
from matplotlib.figure import Figure

from helpers.activations import relu
from helpers.course import explorer_parts
from helpers.course.curves import draw_function
from helpers.figures import style
from helpers.figures.controls import choice, slider, stops
from helpers.figures.diagram import Network
from helpers.figures.explorer import Explorer

__all__ = ["gate", "network", "secant", "touching"]

SIDES = {"left": (-1, 0), "right": (0, 1), "central": (-1, 1), "both": (-1, 0, 1)}
STEPS = [(f"{n / 20:.2f}", n / 20) for n in range(40, 0, -1)]


def secant():
    """Lesson 2: secants of ReLU, to the left, to the right, both at once, or across the point."""
    fig, (left, right) = explorer_parts.row(2, sharex=True)
    explorer_parts.upright(left, right)
    x_near = np.linspace(-2.5, 2.5, 101)
    draw_function(left, relu, x_near)
    ring = {"marker": "o", "markersize": 13, "markerfacecolor": "white", "markeredgewidth": 2}
    for ends, height in (([-2.5, 0], 0), ([0, 2.5], 1)):
        right.plot(ends, [height] * 2, color=style.DERIVATIVE)
        right.plot(0, height, color=style.DERIVATIVE, **ring)
    left.set(xlabel="Input (x)", ylabel="Output f(x)", title="Secants", xlim=(-2.5, 2.5), ylim=(-0.7, 2.5))
    right.set(xlabel="Input (x)", ylabel="Slope", title="Their slopes (squares), f'(x)", ylim=(-0.15, 1.15))
    secant, (ends,) = explorer_parts.guide(left), left.plot([], [], "s", color=style.GUIDE, clip_on=False)
    dot = explorer_parts.dot(left)
    (measured,) = right.plot([], [], "s", color=style.GUIDE, markersize=7, zorder=5, clip_on=False)

    def draw(side, h, x):
        points = x + h * np.array(SIDES[side])
        slopes = np.diff(relu(points)) / np.diff(points)
        far = np.array([-2.5, 2.5, np.nan])  # NaN lifts the pen between two secants
        lines = [relu(at) + slope * (far - at) for at, slope in zip(points[:-1], slopes, strict=True)]
        secant.set_data(np.tile(far, len(lines))[:-1], np.concatenate(lines)[:-1])
        ends.set_data(points, relu(points))
        dot.set_data([x], [relu(x)])
        measured.set_data([x] * len(slopes), slopes)
        here = f"at x = {x:.2f} with step h = {h:.2f}"
        if side == "both":
            to_left, to_right = slopes
            return (
                f"Secants {here}: slope {to_left:z.2f} to the left, {to_right:z.2f} to the right, "
                f"{to_right - to_left:z.2f} apart."
            )
        start, stop = points
        across = " The kink lies between the two ends." if start < 0 < stop else ""
        return (
            f"{side.capitalize()} secant {here}: "
            f"(f({stop:z.2f}) - f({start:z.2f})) / {stop - start:.2f} = {slopes[0]:z.2f}.{across}"
        )

    scenes = {
        "both at 0": {"side": "both", "x": 0.0, "h": 2.0},
        "both beside 0": {"side": "both", "x": 0.5, "h": 2.0},
        "across 0": {"side": "central", "x": 0.0, "h": 1.0},
        "across beside 0": {"side": "central", "x": 0.2, "h": 0.5},
    }
    return Explorer(
        fig, draw, [secant, ends, dot, measured], scenes=scenes,
        side=choice("kind of secant", list(SIDES), "both"),
        h=stops("step h, shrinking", STEPS, 1.0, play=True),
        x=slider("at x", 0.0, -2, 2, 0.05),
    )  # fmt: skip


def touching():
    """Lesson 2: a straight line that touches ReLU at x; with which slopes does it nowhere rise above it?"""
    fig, (left, right) = explorer_parts.row(2)
    explorer_parts.upright(left, right)
    x_near, slopes = np.linspace(-2.5, 2.5, 501), np.linspace(-0.5, 1.5, 41)
    draw_function(left, relu, x_near)
    left.set(xlabel="Input (x)", ylabel="Output f(x)", title="A line that touches ReLU")
    left.set(xlim=(-2.5, 2.5), ylim=(-1.3, 2.7))
    right.set(xlabel="Slope s of the line", ylabel="Height above ReLU", title="How far it rises above ReLU")
    right.set(xlim=(-0.55, 1.55), ylim=(-0.2, 3))
    line, dot, here = explorer_parts.guide(left), explorer_parts.dot(left), explorer_parts.dot(right)
    (above,) = left.plot([], [], color=style.POINT, linewidth=5, zorder=4)
    rises = explorer_parts.guide(right)
    wide = {"linewidth": 7, "markersize": 17}  # a single one is seen around the dot
    (allowed,) = right.plot([], [], "o-", color=style.DERIVATIVE, label="subgradients at x", **wide)
    right.legend([allowed], [allowed.get_label()], loc="upper center")

    def draw(s, x):
        heights = relu(x) + s * (x_near - x)
        excess = np.round(heights - relu(x_near), 9)
        line.set_data(x_near, heights)
        above.set_data(x_near, np.where(excess > 0, heights, np.nan))
        dot.set_data([x], [relu(x)])
        lines = relu(x) + np.outer(slopes, x_near - x)
        rises.set_data(slopes, (lines - relu(x_near)).max(axis=1))
        allowed.set_data([float(x > 0), float(x >= 0)], [0, 0])
        here.set_data([s], [excess.max()])
        told = f"is nowhere above ReLU: {s:.2f} is a subgradient at {x:.2f}"
        if excess.max() > 0:
            far = x_near[np.argmax(excess)]
            told = f"is above ReLU, by {excess.max():.2f} at {far:.2f}: {s:.2f} is no subgradient at {x:.2f}"
        return f"The line with slope {s:.2f} that touches ReLU at x = {x:.2f} {told}."

    scenes = {
        "falling": {"s": -0.25, "x": 0.0},
        "too steep": {"s": 1.25, "x": 0.0},
        "on the right": {"s": 0.5, "x": 1.0},
        "the tangent": {"s": 1.0, "x": 1.0},
    }
    return Explorer(
        fig, draw, [line, above, rises, allowed, dot, here], scenes=scenes,
        s=slider("slope s", 0.5, -0.5, 1.5, 0.05, play=True),
        x=slider("touches at x", 0.0, -1, 1, 0.1),
    )  # fmt: skip


def gate():
    """Lesson 2: ReLU in the backward pass, a gate that z opens and closes for the incoming gradient."""
    fig, (left, right) = explorer_parts.row(2)
    explorer_parts.upright(left)
    draw_function(left, relu, explorer_parts.X)
    left.set(xlabel="Pre-activation (z)", ylabel="Activation (a)", title="Forward: a = relu(z)", xlim=(-3, 3))
    left.set_ylim(-0.5, 3)
    names = ["dL/da\ncomes in", "f'(z)\nthe gate", "dL/dz\ngoes on"]
    bars = right.bar(range(3), [1, 1, 1], color=[style.DATA, style.FUNCTION, style.DERIVATIVE], width=0.6)
    right.set_xticks(range(3), names)
    right.set(ylim=(-2.2, 2.2), ylabel="Value", title="Backward: dL/dz = dL/da × f'(z)")
    right.grid(axis="x", alpha=0)
    dot = explorer_parts.dot(left)

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


W, B, V, TARGET = np.array([[1.0, 1.0], [1.0, -1.0]]), np.array([-1.0, 0.0]), np.array([0.5, 3.0]), 3.0
STAGES = ["x", "z", "a", "y", "dL/dy", "dL/da", "dL/dz", "dL/dW"]


def network():
    """Lesson 2: one sample goes through a 2-2-1 network, forward and then backward, number by number."""
    fig = Figure(figsize=(10, 4.2), layout="constrained")
    ax = fig.subplots()
    diagram = Network(ax, (2, 2, 1), ["input x", "z = W x + b, then a = relu(z)", "output y"], digits=2)
    ax.set_title(f"One sample, with target t = {TARGET:g}", pad=24)
    first, hidden, (last,) = diagram.places
    weights = [_note(ax, start, stop, 0.25) for stop in hidden for start in first]
    gradients = [_note(ax, start, stop, 0.72, style.DERIVATIVE) for stop in hidden for start in first]
    outgoing = [_note(ax, start, last, 0.3) for start in hidden]
    for note, w in zip([*weights, *outgoing], [*W.flat, *V], strict=True):
        note.set_text(f"{w:g}")
    for unit, bias in zip(hidden, B, strict=True):
        ax.annotate(f"b = {bias:g}", unit, (0, 30), textcoords="offset points", ha="center", fontsize=12)

    below = (28, -diagram.units[0].get_markersize() / 2 - 2)
    names = [
        ax.annotate(
            "", unit, below, textcoords="offset points", va="top", fontsize=13, color=style.DERIVATIVE
        )
        for unit in (*hidden, last)
    ]

    def draw(stage, x1, x2):
        x, now = np.array([x1, x2]), STAGES.index(stage)
        z = W @ x + B
        a = relu(z)
        y = V @ a
        dL_dy = y - TARGET
        dL_da = dL_dy * V
        dL_dz = np.where(z > 0, dL_da, 0.0)
        dL_dW = np.outer(dL_dz, x)
        diagram.show(
            [W.T, V[:, None]],
            forward=[x, [None, z, a][min(now, 2)], [y] if now >= 3 else None],
            backward=[None, {5: dL_da, 6: dL_dz, 7: dL_dz}.get(now), [dL_dy] if now >= 4 else None],
            closed=[None, z <= 0 if now >= 2 else None, None],
        )
        for note, gradient in zip(gradients, dL_dW.flat, strict=True):
            note.set_text(f"{gradient + 0.0:g}")
            note.set_visible(now == 7)
        for name, told in zip(names, ["dL/da" if now == 5 else "dL/dz"] * 2 + ["dL/dy"], strict=True):
            name.set(text=told, visible=now >= (4 if told == "dL/dy" else 5))
        return (
            f"The sample x = {_pair(x)} comes in; the target is t = {TARGET:g}.",
            f"Forward: z = W x + b = {_pair(z)}.",
            f"Forward: a = relu(z) = {_pair(a)}.",
            f"Forward: y = {V[0]:g} × {a[0]:g} + {V[1]:g} × {a[1]:g} = {y:g}, "
            f"and the loss is ({y:g} - {TARGET:g})²/2 = {dL_dy**2 / 2:g}.",
            f"Backward: dL/dy = y - t = {dL_dy:g}.",
            f"Backward: dL/da = dL/dy × v = {_pair(dL_da)}.",
            f"Backward, through the gates at z = {_pair(z)}: dL/dz = {_pair(dL_dz)}.",
            f"Backward: dL/dW, on the lines, is dL/dz times x, "
            f"with the rows {_pair(dL_dW[0])} and {_pair(dL_dW[1])}.",
        )[now]

    scenes = {
        "both open": {"x1": 3.0, "x2": 1.0},
        "the other gate": {"x1": 1.0, "x2": -1.0},
        "both closed": {"x1": -1.0, "x2": 1.0},
    }
    return Explorer(
        fig, draw, [*diagram.artists, *weights, *outgoing, *gradients, *names], scenes=scenes,
        stage=stops("pass", STAGES, "dL/dW", play=True),
        x1=slider("input x1", 1, -2, 3, 1),
        x2=slider("input x2", 2, -2, 3, 1),
    )  # fmt: skip


def _note(ax, start, stop, share, colour="black"):
    """A text on the way from one unit to another, with a white plate; empty yet."""
    place = np.array(start) + share * np.subtract(stop, start)
    plate = {"boxstyle": "square,pad=0.15", "facecolor": "white", "edgecolor": "none"}
    return ax.annotate("", place, ha="center", va="center", fontsize=13, color=colour, zorder=2, bbox=plate)


def _pair(numbers):
    return f"({', '.join(f'{number + 0.0:g}' for number in numbers)})"
