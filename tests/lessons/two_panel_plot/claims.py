"""Claims of lesson 3: what a plot shows of a slope, and what it should show."""

import matplotlib.pyplot as plt
import numpy as np
from claims import claim

from helpers.activations import ACTIVATIONS, BUILT_IN
from helpers.course.curves import two_panel

HERE, SUMMARY = "03_two_panel_plot", "03-35"


@claim(
    HERE,
    SUMMARY,
    "away from kinks the height on the right is the steepness on the left.",
    vary={"h": (1e-3, 1e-8)},
)
def height_is_steepness(h=1e-6):
    """Every activation at 161 places: its derivative against the slope measured there."""
    worst, places = 0.0, np.linspace(-8, 8, 161) + 0.013
    for name in sorted(BUILT_IN):
        f = ACTIVATIONS[name]
        measured = (f(places + h) - f(places - h)) / (2 * h)
        worst = max(worst, np.abs(measured - f.derivative(places)).max())
    return worst < 1e-5, f"{len(BUILT_IN)} activations, largest difference {worst:.0e}."


@claim(
    HERE, SUMMARY, "a jump between two of them becomes a slanted piece, as wide as the gap between the two",
    vary={"points": (10, 1000, 101)},
)  # fmt: skip
def slanted_piece(points=100):
    """Where the drawn line of ReLU's slope is between 0 and 1, and how far apart the points are."""
    x = np.linspace(-5, 5, points)
    slope = (x > 0).astype(float)
    (at,) = np.flatnonzero(np.diff(slope))
    width, gap = x[at + 1] - x[at], 10 / (points - 1)
    return np.isclose(width, gap), f"{points} points: the piece is {width:.4f} wide, the gap {gap:.4f}."


def pieces_of_the_slope(f):
    """The drawn lines of the right panel, the still dots left out."""
    fig = two_panel(f)
    lines = [line.get_xydata() for line in fig.axes[1].lines if line.get_color() not in ("black", "k")]
    plt.close(fig)
    return [xy for xy in lines if len(xy) > 2]


@claim(
    HERE, SUMMARY, "`two_panel` draws this for every activation of the collection; the slope of ReLU6 has "
    "two jumps, that of GELU none.",
)  # fmt: skip
def drawn_honestly():
    """For every activation: does a drawn piece of the slope cross a jump? And how many jumps are there?"""
    crossed = []
    for name in sorted(BUILT_IN):
        f = ACTIVATIONS[name]
        for z, *_ in f.jumps():
            for xy in pieces_of_the_slope(f):
                x = xy[~np.isnan(xy).any(axis=1)][:, 0]
                if x.min() < z < x.max():
                    crossed.append(name)
    jumps = {name: len(ACTIVATIONS[name].jumps()) for name in ("relu6", "gelu")}
    return not crossed and jumps == {
        "relu6": 2,
        "gelu": 0,
    }, f"Jumps crossed: {crossed or 'none'}; jumps {jumps}."


@claim(HERE, SUMMARY, "A filled dot marks the value used, an open dot a value only approached.")
def dots():
    """The dots in the right panel of every activation, against its jumps."""
    wrong = []
    for name in sorted(BUILT_IN):
        f = ACTIVATIONS[name]
        fig = two_panel(f, np.linspace(-8, 8, 161))
        drawn = {True: set(), False: set()}
        for line in fig.axes[1].lines:
            if line.get_marker() == "o":
                filled = line.get_markerfacecolor() != "white"
                drawn[filled] |= {(float(x), float(y)) for x, y in line.get_xydata()}
        plt.close(fig)
        used = {(z, at) for z, _, at, _ in f.jumps()}
        approached = {(z, side) for z, low, at, high in f.jumps() for side in (low, high) if side != at}
        wrong += [name] * (drawn != {True: used, False: approached})
    return (
        not wrong,
        f"{len(BUILT_IN) - len(wrong)} of {len(BUILT_IN)} activations have the dots of their jumps.",
    )


@claim(HERE, "03-29", "Without a jump a slope may still have a kink.", vary={"h": (1e-3, 1e-7)})
def corners(h=1e-5):
    """The slopes of ELU, Squared ReLU and GELU: how steep are they just left and just right of 0?"""
    apart, jumps = {}, 0
    for name in ("elu", "squared_relu", "gelu"):
        f = ACTIVATIONS[name]
        jumps += len(f.jumps())
        left, at, right = f.derivative(np.array([-h, 0.0, h]))
        apart[name] = abs((right - at) - (at - left)) / h
    holds = jumps == 0 and min(apart["elu"], apart["squared_relu"]) > 0.9 and apart["gelu"] < 0.1
    said = ", ".join(f"{name} {by:.2f}" for name, by in apart.items())
    return holds, f"{jumps} jumps; the two sides of 0 differ in steepness by: {said}."


@claim(HERE, "03-19", "With an even number of evenly spaced points from -5 to 5 none of them is at 0.")
def even_numbers():
    """Even numbers of points from 2 to 1,000: how many have one at 0?"""
    hit = sum((np.linspace(-5, 5, points) == 0).any() for points in range(2, 1001, 2))
    return hit == 0, f"{hit} of 500 even numbers have a point at 0."
