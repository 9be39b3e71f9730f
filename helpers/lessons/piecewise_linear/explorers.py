"""Explorers of lesson 7: bends that add up, tents in tents, folded paper, regions, bends on the move."""

from functools import cache

import matplotlib as mpl
import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from helpers import pieces
from helpers.activations import relu
from helpers.course import explorer_parts
from helpers.figures import Network, style
from helpers.figures.controls import Bank, choice, slider, stops
from helpers.figures.explorer import Explorer

__all__ = ["fit", "folds", "gates", "joining", "kinks", "regions", "tent"]

TARGETS = {
    "hat": lambda x: np.maximum(1 - np.abs(x - 1), 0),
    "|x|": np.abs,
    "sine": lambda x: np.sin(np.pi * x / 3),
    "cosine": lambda x: np.cos(np.pi * x / 3),
}
SPARE = (
    (0.0, 1.0, 0.0),
    (1.0, 1.0, 0.0),
    (2.0, 1.0, 0.0),
    (-1.0, 1.0, 0.0),
    (-2.0, 1.0, 0.0),
    (-3.0, 1.0, 0.0),
)


def _units(*used):
    """Six rows (place, slope w, weight v): these, and the rest switched off."""
    return (*used, *SPARE[len(used) :])


HAT = _units((0.0, 1.0, 1.0), (1.0, 1.0, -2.0), (2.0, 1.0, 1.0))
SINE = _units((-3.0, 1.0, -0.95), (-2.0, 1.0, 0.95), (-1.0, 1.0, 0.95), (1.0, 1.0, -0.95), (2.0, 1.0, -0.95))
COSINE = tuple(
    (place, 1.0, v) for place, v in zip(range(-3, 3), (0.5, 0.5, -0.5, -1, -0.5, 0.5), strict=True)
)
KINK_SCENES = {
    "one unit": {"target": "hat", "unit": 1, "units": _units((0.0, 1.0, 1.0)), "bias": 0.0},
    "a hat": {"target": "hat", "unit": 2, "units": HAT, "bias": 0.0},
    "|x|": {"target": "|x|", "unit": 2, "units": _units((0.0, 1.0, 1.0), (0.0, -1.0, 1.0)), "bias": 0.0},
    "a sine": {"target": "sine", "unit": 2, "units": SINE, "bias": 0.0},
}


def _rows(heights, height):
    """A figure of panels above each other that share their x-axis, and the list of its axes."""
    fig = Figure(figsize=(10, height), layout="constrained")
    axes = fig.subplots(len(heights), 1, sharex=True, height_ratios=heights)
    for ax in axes:
        ax.axhline(0, color="black", alpha=0.3, linewidth=1)
    return fig, axes


PLACES = np.linspace(-3, 3, 13)
CURVES = {
    "sine": lambda x: np.sin(np.pi * x / 3),
    "bell": lambda x: 2 * np.exp(-(x**2)) - 0.5,
    "two waves": lambda x: np.sin(np.pi * x / 3) + 0.5 * np.cos(np.pi * x),
}


def joining():
    """Lesson 7: twelve units that join one after the other; each bends the line back to the curve."""
    fig, (top, bottom) = _rows([1.5, 1], 4.4)
    top.set(xlim=(-3.1, 3.1), ylim=(-1.9, 1.9), ylabel="sum y")
    top.set_title("The curve (crosses) and the sum of the units (line)", loc="left", fontsize=12)
    bottom.set(ylim=(-6.3, 3.3), xlabel="Input (x)", ylabel="v · a\n(newest: blue)")
    fig.align_ylabels()
    fine = np.linspace(-3, 3, 241)
    crosses = top.plot(fine[::10], 0 * fine[::10], "x", color=style.DATA, markersize=7, markeredgewidth=1.5)[
        0
    ]
    ramps = [bottom.plot([], [], color=style.FUNCTION)[0] for _ in PLACES[1:]]
    (total,) = top.plot([], [], color=style.FUNCTION)
    met, now = top.plot([], [], "o", color=style.FUNCTION, markersize=6)[0], explorer_parts.dot(top)

    def draw(joined, curve):
        joined, f = round(joined), CURVES[curve]
        heights = f(PLACES)
        v = pieces.hinges(PLACES, heights)
        a = relu(fine - PLACES[:-1, None])
        y = heights[0] + v[:joined] @ a[:joined]
        crosses.set_ydata(f(fine[::10]))
        total.set_data(fine, y)
        met.set_data(PLACES[: joined + 1], heights[: joined + 1])
        now.set_data(PLACES[max(joined - 1, 0) : joined], heights[max(joined - 1, 0) : joined])
        for n, ramp in enumerate(ramps):
            newest = n == joined - 1
            seen = (n < joined) & (newest | (fine >= PLACES[n]))  # of older units the part that is open
            ramp.set_data(fine, np.where(seen, v[n] * a[n], np.nan))
            ramp.set(color=style.FUNCTION if newest else style.INACTIVE, linewidth=3.5 if newest else 1.5)
        if not joined:
            return f"No unit has joined: the sum is the output bias, y = {heights[0]:z.2f}."
        before, after = v[: joined - 1].sum(), v[:joined].sum()
        told = f"{joined} of 12 units: the newest bends the line at x = {PLACES[joined - 1]:.1f} "
        told += f"(slope {before:z.2f} to {after:z.2f}), and at x = {PLACES[joined]:.1f} it meets the {curve}"
        return told + (" again." if joined < 12 else f". Largest distance {np.abs(y - f(fine)).max():.2f}.")

    scenes = {"one unit": {"joined": 1.0}, "all twelve": {"joined": 12.0}}
    return Explorer(
        fig, draw, [*ramps, crosses, total, met, now], scenes=scenes,
        joined=slider("units that joined", 5, 0, 12, 1, play=True),
        curve=choice("curve", list(CURVES), "sine"),
    )  # fmt: skip


def gates():
    """Lesson 7: the hat as a network of three units, whose gates open one after the other as x grows."""
    fig, (left, right) = explorer_parts.row(2, height=3.3)
    left.lines[0].remove()
    network = Network(left, (1, 3, 1), ["x", "a", "y"])
    right.set(xlabel="Input (x)", ylabel="Output (y)", xlim=(-1.1, 3.1), ylim=(-2.3, 3.3))
    right.set_title("y = relu(x) - 2 relu(x - 1) + relu(x - 2)", fontsize=12)
    places, v = np.arange(3.0), np.array([1.0, -2.0, 1.0])
    x = np.arange(-1.0, 4.0)
    for n, look in enumerate(("-", "--", ":")):
        ramp = v[n] * relu(x - places[n])
        right.plot(x, ramp, look, color=style.INACTIVE, linewidth=1.5, label=f"{v[n]:.0f} · unit {n + 1}")
    right.plot(x, relu(x[:, None] - places) @ v, color=style.FUNCTION, label="sum y")
    right.legend(loc="upper left", fontsize=11)
    dot = explorer_parts.dot(right)

    def draw(x):
        z = x - places
        a = relu(z)
        network.show([np.ones((1, 3)), v[:, None]], [[x], a, [a @ v]], closed=[None, z <= 0, None])
        dot.set_data([x], [a @ v])
        opened = int(np.sum(z > 0))
        slope = " + ".join(f"{each:.0f}" for each in v[:opened]).replace("+ -", "- ") or "0"
        slope += f" = {v[:opened].sum():.0f}" if opened > 1 else ""
        return f"x = {x:.1f}: y = {a @ v:z.1f}; {opened} of 3 gates are open and give the slope {slope}."

    scenes = {"all closed": {"x": -0.5}, "one open": {"x": 0.6}, "all open": {"x": 2.8}}
    return Explorer(
        fig, draw, [*network.artists, dot], scenes=scenes, x=slider("input x", 1.4, -1, 3, 0.1, play=True)
    )


def _kink_panels():
    fig, axes = _rows([0.9, 1, 2.2, 0.9], 4.7)
    names = ("units\na = relu(z)", "weighted\nv · a", "sum y\n(target: crosses)", "slope of y")
    for ax, name in zip(axes, names, strict=True):
        ax.set_ylabel(name, rotation=0, ha="right", va="center")
    axes[0].set(xlim=(-3.1, 3.1), ylim=(-0.3, 3.3), yticks=[0, 2])
    axes[1].set(ylim=(-4.3, 4.3), yticks=[-3, 0, 3])
    axes[2].set(ylim=(-1.7, 3.3), yticks=[-1, 0, 1, 2, 3])
    axes[3].set(ylim=(-3.5, 3.5), yticks=[-2, 0, 2], xlabel="Input (x)")
    fig.align_ylabels(axes)
    axes[0].set_title("Six units with z = w (x - place), so b = -w · place")
    return fig, axes


def kinks():
    """Lesson 7: up to six units, raw, weighted and added up, and the slope of the sum beneath."""
    fig, axes = _kink_panels()
    raw, weighted = ([ax.plot([], [])[0] for _ in range(6)] for ax in axes[:2])
    guides = [ax.plot([], [], ":", color=style.INACTIVE, linewidth=1)[0] for ax in axes]
    (total,) = axes[2].plot([], [], color=style.FUNCTION)
    (slope,) = axes[3].plot([], [], color=style.DERIVATIVE)
    dots = [explorer_parts.dot(ax) for ax in axes[:3]]
    marks = np.linspace(-3, 3, 25)
    (crosses,) = axes[2].plot(marks, 0 * marks, "x", color=style.DATA, markeredgewidth=2)

    def draw(target, unit, units, bias):
        place, w, v = np.array(units).T
        x = np.unique([-3, *place, 3])
        a, parts_of_y, y = add_up(x, units, bias)
        for row, heights in ((raw, a), (weighted, parts_of_y)):
            for n, line in enumerate(row):
                line.set_data(x, heights[n])
                _dress(line, v[n], n + 1 == unit)
        at = place[w * v != 0]
        for guide, ax in zip(guides, axes, strict=True):
            guide.set_data(np.repeat(at, 3), np.tile([*ax.get_ylim(), np.nan], len(at)))
        total.set_data(x, y)
        crosses.set_ydata(TARGETS[target](marks))
        steps = np.diff(y) / np.diff(x)
        slope.set_data(np.c_[x[:-1], x[1:], x[1:]].ravel(), np.c_[steps, steps, np.nan * steps].ravel())
        here = place[unit - 1]
        for dot, height in zip(dots, (0, 0, y[np.searchsorted(x, here)]), strict=True):
            dot.set_data([here], [height])
        off = furthest(target, units, bias)
        return f"{_what(unit, *units[unit - 1])} Largest distance from the target ({target}): {off:.2f}."

    moving = [*guides, *raw, *weighted, total, crosses, slope, *dots]
    return Explorer(fig, draw, moving, scenes=KINK_SCENES, **_kink_controls())


def add_up(x, units, bias):
    """Six units at the places `x`: raw and weighted, both of shape (6, places), and their sum."""
    place, w, v = np.array(units).T
    a = relu(w[:, None] * (x - place[:, None]))
    return a, v[:, None] * a, v @ a + bias


def furthest(target, units, bias) -> float:
    """The largest distance of the sum of the units from a target on [-3, 3]."""
    x = np.union1d([place for place, *_ in units], np.linspace(-3, 3, 601))
    return np.abs(add_up(x, units, bias)[2] - TARGETS[target](x)).max()


def _from_minus_3_to_3(steps):
    """What a slider offers that takes so many steps from 0 to 1."""
    return [(f"{n / steps:.{1 if steps == 10 else 2}f}", n / steps) for n in range(-3 * steps, 3 * steps + 1)]


def _kink_controls():
    unit = choice("unit", [(str(number), number) for number in range(1, 7)], 4)
    rows = [
        [
            stops("place", _from_minus_3_to_3(10), place),
            stops("slope w", _from_minus_3_to_3(10), w),
            stops("weight v", _from_minus_3_to_3(20), v),
        ]
        for place, w, v in COSINE
    ]
    return {
        "target": choice("target", list(TARGETS), "cosine"),
        "unit": unit,
        "units": Bank("units", unit, rows),
        "bias": slider("output bias", 0.0, -2, 2, 0.05),
    }


def _dress(line, weight, chosen):
    """The chosen unit is drawn thick, one that is switched off grey and dotted."""
    line.set(
        color=style.FUNCTION if weight else style.INACTIVE,
        linestyle="-" if weight else ":",
        linewidth=3.5 if chosen else 1.5,
    )


def _what(unit, place, w, v):
    if v == 0:
        return f"Unit {unit} is switched off: its weight is 0."
    if w == 0:
        return f"Unit {unit} is silent everywhere: its slope is 0."
    change = f"{v:.2f} × {abs(w):.1f} = {v * abs(w):z.2f}"
    return f"Unit {unit} changes the slope at x = {place:.1f} by v |w| = {change}."


def tent():
    """Lesson 7: the tent composed with itself, and how many pieces that makes from how many units."""
    fig, (left, right) = explorer_parts.row(2, height=3.2)
    left.set(xlabel="Input (x)", ylabel="Output", xlim=(-0.02, 1.02), ylim=(-0.05, 1.1))
    left.set_title("The tent, k times (dotted: one time less)")
    left.grid(False)
    right.grid(False)
    depths = np.arange(1, 8)
    right.plot(2 * depths, 2**depths, "o-", color=style.FUNCTION, label="tents: 2^k pieces")
    right.plot(2 * depths, 2 * depths + 1, "s--", color=style.GUIDE, label="one layer: at most")
    right.set(
        yscale="log", xlabel="Hidden units (2k)", ylabel="Straight pieces on [0, 1]", title="What depth gives"
    )
    right.set_yticks([1, 2, 4, 8, 16, 32, 64, 128], [1, 2, 4, 8, 16, 32, 64, 128])
    right.minorticks_off()
    right.legend(loc="upper left")
    (inner,) = left.plot([], [], ":", color=style.INACTIVE, linewidth=2)
    (curve,) = left.plot([], [], color=style.FUNCTION)
    dot = explorer_parts.dot(right)

    def draw(k):
        k = round(k)
        x = y = np.arange(2**k + 1) / 2**k
        for _ in range(k):
            before, y = y, pieces.tent(y)
        inner.set_data(x, before)
        curve.set_data(x, y)
        curve.set_linewidth(3 - 0.3 * k)
        dot.set_data([2 * k], [2**k])
        return (
            f"k = {k}: {2**k} pieces of slope {2**k} or -{2**k}, made by {2 * k} units in layers of two. "
            f"{2 * k} units in one layer bend at most {2 * k} times, which gives at most {2 * k + 1} pieces."
        )

    scenes = {"once": {"k": 1.0}, "three times": {"k": 3.0}, "seven times": {"k": 7.0}}
    depth = slider("depth k", 2, 1, 7, 1, play=True)
    return Explorer(fig, draw, [inner, curve, dot], scenes=scenes, k=depth)


CREASES = ((1, 0, 0.5), (0, 1, 0.5), (-1, 1, 0.0), (1, 1, 0.5), (1, 0, 0.25))
"""Folds of the sheet [0, 1] x [0, 1]: what lies beyond n1 x1 + n2 x2 = c is turned over, rows (n1, n2, c)."""
PAPER = ListedColormap(["#56B4E9", "#0072B2", "#dddddd"], "paper").with_extremes(bad="white")
"""Colours of one side of the sheet, of its other side, and of what is cut away."""


def fold(x1, x2, n1, n2, c):
    """Where points of a sheet lie after it is folded along the line n1 x1 + n2 x2 = c.

    Points beyond the line are mirrored. As long as no coordinate is negative it is a layer of three units:
    relu(x1), relu(x2) and `beyond`.
    """
    beyond = relu(n1 * x1 + n2 * x2 - c)
    return x1 - 2 * n1 * beyond / (n1**2 + n2**2), x2 - 2 * n2 * beyond / (n1**2 + n2**2)


def unfolded(x1, x2, count, angle, place):
    """A sheet that was folded `count` times and cut once, unfolded: layer and what is gone, at each point.

    The cut takes away what lies beyond the line at `angle` degrees, `place` from (0, 0).
    Returns whole numbers, which of the 2**count layers a point was in, and True where it is cut away.
    """
    layer = np.zeros(np.shape(x1), int)
    for n1, n2, c in CREASES[:count]:
        layer = 2 * layer + (n1 * x1 + n2 * x2 > c)
        x1, x2 = fold(x1, x2, n1, n2, c)
    return layer, np.cos(np.radians(angle)) * x1 + np.sin(np.radians(angle)) * x2 > place


SHEET = np.meshgrid(*[(np.arange(200) + 0.5) / 200] * 2)


def cut_layers(layer, gone) -> int:
    """Through how many layers a cut goes: those with points that are cut away and points that stay."""
    return len(np.intersect1d(layer[gone], layer[~gone]))


def folds():
    """Lesson 7: a sheet of paper, folded by layers of a network, cut once by its last unit, and unfolded."""
    fig, axes = explorer_parts.row(2, height=4)
    for ax, title in zip(axes, ("Folded, and cut once", "Unfolded"), strict=True):
        ax.lines[0].remove()
        ax.grid(False)
        ax.set(xlabel="x₁", ylabel="x₂", title=title)
    images = [
        ax.imshow(np.zeros((200, 200)), vmin=0, vmax=2, cmap=PAPER, extent=[0, 1, 0, 1], origin="lower",
                  interpolation="none")
        for ax in axes
    ]  # fmt: skip
    for ax in axes:
        ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
    (line,) = axes[0].plot([], [], "--", color=style.GUIDE)

    def draw(count, angle, place):
        count = round(count)
        layer, gone = unfolded(*SHEET, count, angle, place)
        side = np.array([int(number).bit_count() % 2 for number in range(2**count)])[layer]
        images[1].set_data(np.where(gone, 2, side))
        images[0].set_data(np.ma.array(np.where(gone, 2, 0), mask=layer > 0))
        c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        t = np.linspace(-1.5, 1.5, 301)
        x1, x2 = place * c - t * s, place * s + t * c
        inside = (np.abs(x1 - 0.5) <= 0.5) & (np.abs(x2 - 0.5) <= 0.5)
        line.set_data(x1[inside], x2[inside])
        through = cut_layers(layer, gone)
        cut = f"one straight cut goes through {through} of them" if through else "the cut misses the paper"
        return f"Folds: {count}. Layers of paper: {2**count}; {cut}. Units of the network: {3 * count + 1}."

    scenes = {
        "not folded": {"count": 0.0}, "a diamond": {"count": 2.0, "angle": 60.0, "place": 0.4},
        "four diamonds": {"count": 5.0, "angle": 40.0, "place": 0.25},
    }  # fmt: skip
    return Explorer(
        fig, draw, [*images, line], scenes=scenes,
        count=slider("folds", 3, 0, 5, 1, play=True),
        angle=slider("angle of the cut", 120, 0, 180, 5),
        place=slider("place of the cut", 0.05, -0.4, 0.8, 0.01),
    )  # fmt: skip


HALF, WIDEST, DEEPEST = 3.0, 12, 4
SHADES = mpl.colormaps["viridis"](np.array([0, 3, 6, 2, 5, 1, 4]) / 6)  # neighbours in number look different
COLOURS = ListedColormap(SHADES, "regions").with_extremes(bad="white")


def regions():
    """Lesson 7: the plane, cut by a random network into regions of one pattern of open gates."""
    fig, (left, right) = explorer_parts.row(2, height=4)
    left.lines[0].remove()
    image = left.imshow(
        np.zeros((300, 300)), vmin=0, vmax=COLOURS.N - 1, cmap=COLOURS, extent=[-HALF, HALF, -HALF, HALF],
        origin="lower", interpolation="none",
    )  # fmt: skip
    left.set(xlabel="Input x₁", ylabel="Input x₂", title="One region: one pattern (colours repeat)")
    left.grid(False)
    n = np.arange(WIDEST * DEEPEST + 1)
    most = [pieces.most_regions(int(units)) for units in n]
    right.plot(n, most, "--", color=style.GUIDE, label="one layer, whole plane: at most")
    right.set(yscale="log", ylim=(1, 3000), xlabel="Hidden units", ylabel="Regions", title="How many regions")
    dot = explorer_parts.dot(right)
    dot.set_label("this network, in the square")
    right.legend(loc="lower right")

    def draw(width, depth, seed):
        width, depth, seed = round(width), round(depth), round(seed)
        network = pieces.random_network([2, *[width] * depth, 1], seed)
        image.set_data(pieces.region_map(network, HALF, 300) % COLOURS.N)
        found, units = pieces.count_regions(network, HALF), width * depth
        dot.set_data([units], [found])
        layer = "1 layer" if depth == 1 else f"{depth} layers"
        return (
            f"{units} units in {layer}, seed {seed}: {found} regions in this square. "
            f"One layer of {units} cuts the whole plane into at most {pieces.most_regions(units)}."
        )

    scenes = {
        "three lines": {"width": 3.0, "depth": 1.0},
        "one layer of 12": {"width": 12.0, "depth": 1.0},
        "four layers of 3": {"width": 3.0, "depth": 4.0},
        "four layers of 12": {"width": 12.0, "depth": 4.0},
    }
    return Explorer(
        fig, draw, [image, dot], scenes=scenes,
        width=slider("units in a layer", 4, 1, WIDEST, 1),
        depth=slider("layers", 1, 1, DEEPEST, 1, play=True),
        seed=slider("seed", 4, 0, 9, 1),
    )  # fmt: skip


FIT_X = np.linspace(-3, 3, 61)
FIT_STEPS = (0, *(digit * ten for ten in (1, 10, 100) for digit in range(1, 10)), *range(1000, 5001, 500))


@cache
def trained():
    """Ten networks of twelve units on their way to the sine: a pieces.Fit."""
    return pieces.fit_curve(FIT_X, TARGETS["sine"](FIT_X), steps=FIT_STEPS)


def fit():
    """Lesson 7: a small network on its way to a sine, and the paths that its bends take."""
    fit = trained()
    fig, (top, bottom) = _rows([1.3, 1], 4.4)
    top.set(ylabel="Output (y)", xlim=(-3.1, 3.1), ylim=(-2, 2))
    top.set_title("data (crosses), the network, its bends (dots)", loc="left", fontsize=12)
    bottom.set_title("where each unit bends, step by step", loc="left", fontsize=12)
    bottom.set(xlabel="Input (x)", ylabel="Step", ylim=(0, 6000))
    bottom.set_yscale("symlog", linthresh=5)
    bottom.set_yticks([0, 5, 50, 500, 5000], [0, 5, 50, 500, 5000])
    bottom.minorticks_off()
    top.plot(FIT_X, TARGETS["sine"](FIT_X), "x", color=style.DATA, markeredgewidth=1.5, markersize=7)
    (curve,) = top.plot([], [], color=style.FUNCTION)
    paths = [bottom.plot([], [], color=style.FUNCTION, linewidth=1.2)[0] for _ in range(12)]
    now = bottom.plot([], [], "--", color=style.GUIDE)[0]
    dots, below = explorer_parts.dot(top), explorer_parts.dot(bottom)

    def draw(step, seed):
        seed, moment = round(seed), FIT_STEPS.index(step)
        seen = np.sort(fit.bends[moment, seed])
        seen = seen[np.abs(seen) <= 3]
        x = np.unique([-3, *seen, 3])
        network = fit.network(moment, seed)
        curve.set_data(x, pieces.output(network, x[:, None])[:, 0])
        dots.set_data(seen, pieces.output(network, seen[:, None])[:, 0])
        below.set_data(seen, np.full(len(seen), step))
        now.set_data([-3.1, 3.1], [step, step])
        for unit, path in enumerate(paths):
            path.set_data(fit.bends[:, seed, unit], fit.steps)
        ends = " to ".join(f"x = {place:z.2f}" for place in (seen[0], seen[-1]))
        return (
            f"Step {step}, seed {seed}: {len(seen)} of 12 bends are in the picture, from {ends}; "
            f"root mean squared error {fit.error[moment, seed]:.2f}."
        )

    scenes = {"before training": {"step": 0}, "step 100": {"step": 100}, "end": {"step": 5000}}
    return Explorer(
        fig, draw, [*paths, now, curve, dots, below], scenes=scenes,
        step=stops("step", FIT_STEPS, 200, play=True), seed=slider("seed", 2, 0, 9, 1),
    )  # fmt: skip
