"""Explorers of lesson 6: any two activations over each other, and a unit on its way back from the left."""

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from helpers.activations import ACTIVATIONS
from helpers.course import explorer_parts
from helpers.dying import ONE_UNIT_T, ONE_UNIT_X, one_step
from helpers.figures import style
from helpers.figures.controls import choice, stops
from helpers.figures.explorer import Explorer

__all__ = ["back", "pair"]

Z = np.linspace(-5, 5, 1001)
VALUES = [0, 0.01, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
VALUES += [1.25, 1.5, 1.7, 1.75, 2, 2.5, 3, 4, 5, 7, 10]


def pair():
    """Lesson 6: two activations and their slopes over each other, and where they differ most."""
    fig, (left, right) = explorer_parts.row(2, height=3.4, sharex=True)
    explorer_parts.upright(left, right)
    left.set(xlabel="Pre-activation (z)", ylabel="Activation f(z)", title="Functions", ylim=(-2.2, 5.2))
    right.set(xlabel="Pre-activation (z)", ylabel="Derivative f'(z)", title="Slopes", ylim=(-0.6, 2.2))
    left.set_xlim(-5.2, 5.2)
    first_lines = _Lines(left, right, height=0.92, linestyle="-", linewidth=7, alpha=0.4)
    second_lines = _Lines(left, right, height=0.82, linestyle="--")
    gaps = explorer_parts.guide(left), explorer_parts.guide(right)
    for gap in gaps:
        gap.set(linestyle="-", marker="s", markersize=6, zorder=1.9)

    def draw(first, first_parameter, second, second_parameter):
        f, g = _with(first, first_parameter), _with(second, second_parameter)
        first_lines.follow(f)
        second_lines.follow(g)
        places = [
            _mark(gap, ours, theirs, z) for gap, (z, ours, theirs) in zip(gaps, _values(f, g), strict=True)
        ]
        return f"{_compared(f, g, *places)} {_without_parameter(f, g)}".strip()

    options = [(f.title, name) for name, f in ACTIVATIONS.items()]
    return Explorer(
        fig, draw, [*gaps, *first_lines.all(), *second_lines.all()], scenes=_SCENES,
        first=choice("1: wide line", options, "leaky_relu"),
        first_parameter=stops("parameter of 1", VALUES, 0.1),
        second=choice("2: dashed line", options, "elu"),
        second_parameter=stops("parameter of 2", VALUES, 1),
    )  # fmt: skip


_SCENES = {
    "ReLU and a tilt": {"first": "relu", "second": "leaky_relu", "second_parameter": 0.1},
    "ReLU and a floor": {"first": "relu", "second": "elu", "second_parameter": 1},
    "ReLU and a gate": {"first": "relu", "second": "gelu"},
    "two forms of GELU": {"first": "gelu", "second": "gelu_tanh"},
    "Swish at beta 0": {"first": "identity", "second": "swish", "second_parameter": 0},
    "Swish at beta 10": {"first": "relu", "second": "swish", "second_parameter": 10},
    "a slope above 1": {"first": "relu", "second": "leaky_relu", "second_parameter": 1.5},
}


class _Lines:
    """One activation in both panels: its name, its curve, its slope broken at jumps, the dots of these."""

    def __init__(self, left, right, height, **look):
        self.function = left.plot([], [], color=style.FUNCTION, **look)[0]
        self.slope = right.plot([], [], color=style.DERIVATIVE, **look)[0]
        self.limits = right.plot([], [], "o", color=style.DERIVATIVE, mfc="white", mew=2, markersize=7)[0]
        self.taken = right.plot([], [], "o", color=style.DERIVATIVE, markersize=7)[0]
        self.names = [ax.text(0.15, height, "", va="center", transform=ax.transAxes) for ax in (left, right)]
        for ax, line in ((left, self.function), (right, self.slope)):
            ax.plot([0.03, 0.12], [height] * 2, color=line.get_color(), transform=ax.transAxes, **look)

    def all(self):
        return self.function, self.slope, self.limits, self.taken, *self.names

    def follow(self, f):
        for name in self.names:
            name.set_text(f.title)
        z = np.union1d(Z, [kink for kink in f.kinks if abs(kink) < 5])
        self.function.set_data(z, f(z))
        jumps = [jump for jump in f.jumps() if abs(jump[0]) < 5]
        z = _beside(jumps)
        at = np.searchsorted(z, [jump[0] for jump in jumps])
        self.slope.set_data(np.insert(z, at, np.nan), np.insert(f.derivative(z), at, np.nan))
        open_dots = [(z, limit) for z, low, at, high in jumps for limit in {low, high} - {at}]
        self.limits.set_data(*np.reshape(open_dots, (-1, 2)).T)
        self.taken.set_data([z for z, *_ in jumps], [at for _, _, at, _ in jumps])


def _beside(jumps):
    """Z without the places of jumps, but with the numbers right beside them."""
    places = np.array([z for z, *_ in jumps])
    beside = [np.nextafter(places, -np.inf), np.nextafter(places, np.inf)]
    return np.setdiff1d(np.union1d(Z, beside), places)


def _with(name, value):
    """The activation with its first parameter, if it has one, at `value`."""
    f = ACTIVATIONS[name]
    return f.with_parameters(**{parameter: max(value, f.least) for parameter in list(f.parameters)[:1]})


def _values(f, g):
    """z with the values of both, and z with the slopes of both."""
    between = _beside(f.jumps() + g.jumps())
    return (Z, f(Z), g(Z)), (between, f.derivative(between), g.derivative(between))


def _mark(gap, ours, theirs, z):
    """Draw the largest difference, the leftmost of several; returns (where, how much)."""
    difference = np.nan_to_num(np.abs(ours - theirs), posinf=np.inf)
    at = np.flatnonzero(difference >= difference.max() - 1e-9)[0]
    gap.set_data([z[at]] * 2, [ours[at], theirs[at]])
    return z[at], difference[at]


def _compared(f, g, of_values, of_slopes):
    if of_values[1] < 1e-9:
        return f"{_label(f)} and {_label(g)} are the same function from -5 to 5."
    (z, most), (z_slope, most_slope) = of_values, of_slopes
    return (
        f"{_label(f)} and {_label(g)} differ most at z = {z:z.2f}, by {most:.3g}; "
        f"their slopes at z = {z_slope:z.2f}, by {most_slope:.3g}."
    )


def _label(f):
    usual = ACTIVATIONS[f.name].parameters
    changed = [f"{value:g}" for name, value in usual.items() if f.parameters[name] != value]
    return f.label.removesuffix(")") + f", usually {changed[0]})" if changed else f.label


def _without_parameter(f, g):
    fixed = list(dict.fromkeys(h.title for h in (f, g) if not h.parameters))
    if not fixed:
        return ""
    have = "has" if len(fixed) == 1 else "have"
    return f"{' and '.join(fixed)} {have} no parameter to slide."


# ---- a unit that stepped too far


STARTS = (0.3, 0.5, 1.0)
"""Learning rates of the one step that takes the unit too far."""
STEPS = [*range(11), 12, 14, 16, 20, 25, 30, 40, 56, 75, 108, 150, 200, 300, 400, 503, 700, 1000]
LEAKIER = "leaky_relu 0.25"
"""Leaky ReLU with the slope with which PReLU starts, and that stays."""


def way_back(f, w, b, lr=0.05, steps=1000):
    """The unit a = f(w x + b) of the four points, step by step, until some z > 0: pairs (z, f).

    It descends on half the mean squared error; a PReLU learns its slope as well, so its `f` changes.
    """
    for _ in range(steps + 1):
        z = w * ONE_UNIT_X + b
        yield z, f
        if z.max() > 0:
            return
        grad_a = (f(z) - ONE_UNIT_T) / len(z)
        grad_z = grad_a * f.derivative(z)
        w, b = w - lr * grad_z @ ONE_UNIT_X, b - lr * grad_z.sum()
        if f.name == "prelu":
            slope = f.parameters["negative_slope"] - lr * grad_a @ np.minimum(z, 0)
            f = f.with_parameters(negative_slope=slope)


def activation_of(name):
    """The activation of that name; Leaky ReLU with slope 0.25 has a name of its own here."""
    leakier = name == LEAKIER
    return ACTIVATIONS["leaky_relu"].with_parameters(negative_slope=0.25) if leakier else ACTIVATIONS[name]


@lru_cache(maxsize=64)
def _way(f, start):
    return list(way_back(f, *one_step(start)))


def back():
    """Lesson 6: four samples of a unit that stepped too far, and where each pushes it, step by step."""
    fig = Figure(figsize=(10, 3.3), layout="none")  # the panels stay in their place when the limits change
    place = {"left": 0.08, "right": 0.98, "bottom": 0.18, "top": 0.9, "wspace": 0.2}
    left, right = fig.subplots(1, 2, gridspec_kw=place)
    explorer_parts.upright(left)
    for ax in (left, right):
        ax.axhline(0, color="black", alpha=0.3, linewidth=1)
    left.set(xlabel="Pre-activation (z)", ylabel="Activation f(z)", title="The four samples")
    right.axhspan(-15, 0, color=style.INACTIVE, alpha=0.15, linewidth=0)
    right.set(xlabel="Step", ylabel="Largest z of the four", title="Is any z > 0?")
    right.set_xscale("symlog", linthresh=1)
    right.set(xlim=(0, 1200), xticks=(0, 1, 10, 100, 1000), xticklabels=(0, 1, 10, 100, 1000))
    right.minorticks_off()
    (curve,) = left.plot([], [], color=style.FUNCTION)
    look = {"color": style.DERIVATIVE, "markersize": 7, "zorder": 5}
    to_left, to_right = (left.plot([], [], marker, **look)[0] for marker in "<>")
    (calm,) = left.plot([], [], "o", color=style.POINT, markersize=7, zorder=5)
    (path,) = right.plot([], [], color=style.FUNCTION)
    here = explorer_parts.dot(right)

    def still(start):
        far = {0.3: 2.8, 0.5: 6.0, 1.0: 13.0}[start]
        left.set(xlim=(-far, far / 3), ylim={0.3: (-0.8, 0.9), 0.5: (-1.4, 1.4), 1.0: (-4, 4)}[start])
        right.set_ylim({0.3: (-3, 0.6), 0.5: (-4.6, 1.4), 1.0: (-5.5, 3.5)}[start])

    def draw(activation, start, step):
        way = _way(activation_of(activation), start)
        at = min(step, len(way) - 1)
        z, f = way[at]
        grid = np.union1d(np.linspace(*left.get_xlim(), 301), f.kinks)
        curve.set_data(grid, f(grid))
        push = -(f(z) - ONE_UNIT_T) * f.derivative(z)
        sides = push < -_NO_PUSH, push > _NO_PUSH, abs(push) <= _NO_PUSH
        for marks, which in zip((to_left, to_right, calm), sides, strict=True):
            marks.set_data(z[which], f(z)[which])
        path.set_data(np.arange(at + 1), [values.max() for values, _ in way[: at + 1]])
        here.set_data([at], [z.max()])
        return _where(f, at, z, push)

    names = ("relu", "leaky_relu", LEAKIER, "prelu", "elu", "selu", "softplus", "gelu", "silu", "mish")
    titles = {name: ACTIVATIONS[name].title for name in names if name != LEAKIER}
    options = [(titles.get(name, "Leaky ReLU 0.25"), name) for name in names]
    return Explorer(
        fig, draw, [curve, to_left, to_right, calm, path, here], still, scenes=_WAYS,
        activation=choice("activation", options, "gelu"),
        start=choice("one step with lr", STARTS, 0.3),
        step=stops("step after it", STEPS, 0, play=True),
    )  # fmt: skip


_NO_PUSH = 1e-4
_WAYS = {
    "GELU, 1000 steps": {"activation": "gelu", "start": 0.3, "step": 1000},
    "ELU": {"activation": "elu", "start": 0.3, "step": 2},
    "SiLU, further out": {"activation": "silu", "start": 0.5, "step": 300},
    "PReLU, further out": {"activation": "prelu", "start": 0.5, "step": 2},
    "a fixed slope from far out": {"activation": LEAKIER, "start": 1.0, "step": 16},
}


def _where(f, step, z, push):
    """Where the unit is, and where its samples want to have it."""
    slope = f.parameters.get("negative_slope")
    name = f.title if slope is None else f"{f.title} with slope {slope:z.2f}"
    if z.max() > 0:
        return f"{name}: back after {step} steps, the largest z is {z.max():.2f}."
    to_right, to_left = int(np.sum(push > _NO_PUSH)), int(np.sum(push < -_NO_PUSH))
    return (
        f"{name}, step {step}: z from {z.min():.2f} to {z.max():.2f}; "
        f"of the 4 samples {to_right} push to the right, {to_left} to the left."
    )
