"""Explorer of lesson 6: any two activations over each other, with their parameters."""

import numpy as np

from helpers.activations import ACTIVATIONS
from helpers.course import panels
from helpers.figures import style
from helpers.figures.controls import choice, stops
from helpers.figures.explorer import Explorer

__all__ = ["pair"]

Z = np.linspace(-5, 5, 1001)
VALUES = [0, 0.01, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]
VALUES += [1.25, 1.5, 1.7, 1.75, 2, 2.5, 3, 4, 5, 7, 10]


def pair():
    """Lesson 6: two activations and their slopes over each other, and where they differ most."""
    fig, (left, right) = panels.row(2, sharex=True)
    panels.upright(left, right)
    left.set(xlabel="Pre-activation (z)", ylabel="Activation f(z)", title="Functions", ylim=(-2.2, 5.2))
    right.set(xlabel="Pre-activation (z)", ylabel="Derivative f'(z)", title="Slopes", ylim=(-0.6, 2.2))
    left.set_xlim(-5.2, 5.2)
    first_lines = _Lines(left, right, height=0.92, linestyle="-", linewidth=7, alpha=0.4)
    second_lines = _Lines(left, right, height=0.82, linestyle="--")
    gaps = panels.guide(left), panels.guide(right)
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
    "two forms of GELU": {"first": "gelu", "second": "gelu_tanh"},
    "ReLU and GELU": {"first": "relu", "second": "gelu"},
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
