"""Predictions of lesson 7: bends, the hat, an accuracy, tents, folds, random networks, training."""

import numpy as np

from helpers import pieces
from helpers.activations import relu
from helpers.course.predictions import guess, named, prediction, sketch
from helpers.lessons.piecewise_linear import explorers


@prediction(
    ask="A unit with w = -2, b = 3 has the outgoing weight v = 3. By how much does it change the slope of y "
    "at its bend, from left to right?",
    choices={
        "-6": "v w = -6 is the slope on the left, where the unit is open; the change is right minus left.",
        "+6": "the slope goes from v w = -6 to 0, up by v |w| = 6.",
        "0": "the unit is silent on the right alone; on the left its slope is not 0.",
        "+3": "that is v; the slope of the unit itself counts, too.",
    },
    section=1,
)
def change_of_slope():
    w, b, v = -2, 3, 3
    around = -b / w + np.array([-1, 0, 1])
    left, right = np.diff(v * relu(w * around + b))
    return f"{right - left:+.0f}", f"left of x = {-b / w} the slope is {left:.0f}, right of it {right:.0f}."


@sketch(
    ask="Draw y = relu(x) - 2 relu(x - 1) + relu(x - 2).",
    places=[-1, 0, 1, 2, 3], low=-2, high=3, step=0.5, within=0.25, section=1, labels=("x", "y"),
    why="The slopes are 0, then 1, then 1 - 2 = -1, then -1 + 1 = 0.",
)  # fmt: skip
def hat():
    x = np.linspace(-1, 3, 41)
    y = relu(x) - 2 * relu(x - 1) + relu(x - 2)
    return x, y, f"y is {y.max():.0f} at x = {x[np.argmax(y)]:.0f} and {y[-1]:.0f} at x = {x[-1]:.0f}."


@prediction(
    ask="The workbench below starts with a cosine. All six bends are right, and yet the sum misses the "
    "crosses. One slider alone mends it. Which one?",
    choices={
        "weight v of unit 4": "that changes one bend, and all bends are right.",
        "place of unit 1": "that moves a bend, and all bends are right.",
        "slope w of unit 6": "that changes the last bend alone; the sum is off from the left end on.",
        "output bias": "at the left end every unit is silent: there the sum is the output bias alone.",
    },
    section=3,
)
def one_thing_missing():
    found, sliders = (
        {},
        ((3, 2, "weight v of unit 4"), (0, 0, "place of unit 1"), (5, 1, "slope w of unit 6")),
    )
    for n, column, name in sliders:
        rows = np.array([explorers.COSINE] * 61)
        rows[:, n, column] = np.linspace(-3, 3, 61)
        found[name] = min(explorers.furthest("cosine", units, 0) for units in rows)
    bias = np.linspace(-2, 2, 81)
    found["output bias"] = min(explorers.furthest("cosine", explorers.COSINE, c) for c in bias)
    said = ", ".join(f"{name}: {off:.2f}" for name, off in found.items())
    return min(found, key=found.get), f"the smallest distance within reach of each slider alone: {said}."


@prediction(
    ask="Twice as many units follow the same smooth curve. What happens to the largest error?",
    choices={
        "it stays": "pieces half as long do cut the corners less.",
        "it halves": "a piece is half as long, and it also leaves the curve by a smaller angle.",
        "it becomes a quarter": "half the width has a quarter of the sag: that grows with its square.",
        "it becomes an eighth": "that would be the cube of the width; the sag grows with its square.",
    },
    section=2,
)
def twice_the_units():
    x, off = np.linspace(0, 1, 2**12 + 1), []
    for units in (16, 32):
        places = np.linspace(0, 1, units + 1)
        off.append(np.abs(np.interp(x, places, np.sin(2 * np.pi * places)) - np.sin(2 * np.pi * x)).max())
    part = {1: "it stays", 2: "it halves", 4: "it becomes a quarter", 8: "it becomes an eighth"}
    told = f"a sine with 16 units: {off[0]:.5f}, with 32 units: {off[1]:.5f}."
    return part[round(off[0] / off[1])], told


@prediction(
    ask="One layer of units with the activation z² is fitted to |x| on [-1, 1]. How does its error change "
    "from 3 to 301 units?",
    choices={
        "it falls like that of ReLU": "z² is bent everywhere, and yet it cannot follow a corner.",
        "it falls, but more slowly": "it does not fall at all.",
        "it does not change": "each unit is a parabola, and so is their sum: three numbers to choose.",
    },
    section=3,
)
def squares():
    x, off = np.linspace(-1, 1, 401), []
    for n in (3, 301):
        w, b = np.random.default_rng(0).normal(size=(2, n))
        units = np.column_stack([(np.outer(x, w) + b) ** 2, np.ones_like(x)])
        best = units @ np.linalg.lstsq(units, np.abs(x), rcond=1e-10)[0]
        off.append(np.abs(best - np.abs(x)).max())
    change = named({True: "it does not change", False: "it falls, but more slowly"}, np.isclose(*off))
    return change, f"off by {off[0]:.3f} with 3 units and by {off[1]:.3f} with 301."


@guess(
    ask="Five tents inside each other, ten units. How many straight pieces does the curve have on [0, 1]?",
    low=0, high=60, step=1, within=1, section=4, start=10,
    why="Each tent makes two pieces of every one: 2 · 2 · 2 · 2 · 2. Ten units in one layer: 11 at most.",
)  # fmt: skip
def five_tents():
    x = y = np.linspace(0, 1, 257)
    for _ in range(5):
        y = pieces.tent(y)
    number = 1 + np.count_nonzero(np.diff(np.diff(y) / np.diff(x)))
    return number, f"the slope changes at {number - 1} places, so there are {number} pieces."


@prediction(
    ask="You fold a sheet of paper three times in the middle and cut it once, straight through all of it, "
    "slanted to every crease. Unfold it: how many straight cut edges has the sheet?",
    choices={
        "1": "the cut goes through every layer of the folded sheet.",
        "3": "each fold does not add a layer, it doubles them.",
        "6": "two layers, then four, then eight.",
        "8": "three folds make 2 · 2 · 2 layers, and one cut goes through all of them.",
    },
    section=6,
)
def one_cut():
    cuts = explorers.cut_layers(*explorers.unfolded(*explorers.SHEET, count=3, angle=120, place=0.05))
    return str(cuts), f"at 200 x 200 points of the sheet: {cuts} layers are partly cut away."


@guess(
    ask="Twelve units start with all bends at x = 0 and learn one period of a sine on [-3, 3]. After that, "
    "how many of the twelve bends are between -0.5 and 0.5, on average over ten networks?",
    low=0, high=12, step=0.5, within=1.5, section=5, start=2,
    why="Spread evenly, a sixth would be there: 2. Training lowers the error; nothing rewards an even "
    "spread.",
)  # fmt: skip
def left_in_the_middle():
    bends = explorers.trained().bends[-1]
    found = np.count_nonzero(np.abs(bends) < 0.5, axis=1).mean()
    return found, f"{found:.1f} of 12 bends."


@prediction(
    ask="Random networks have 64 units in four layers of 16. How many bends have they, on average over 20?",
    choices={
        "about 64": "a z turns several times on its way, and yet it crosses 0, where its unit makes a bend, "
        "about once. In the tents every turn leads across.",
        "about 1,000": "depth could make that many, but random weights do not.",
        "about 80,000": "17⁴ pieces are possible, with weights that are chosen for it; random ones are not.",
    },
    section=7,
)
def random_bends():
    networks = [pieces.random_network([1, 16, 16, 16, 16, 1], seed) for seed in range(20)]
    mean = np.mean([len(pieces.bends(network)) for network in networks])
    known = {64: "about 64", 1000: "about 1,000", 80_000: "about 80,000"}
    both = [_turns_and_crossings(network, unit) for network in networks for unit in range(16)]
    turned, crossed = np.mean(both, axis=0)
    found = f"{mean:.1f} bends. A z of layer 4 turns {turned:.1f} times and crosses 0 {crossed:.1f} times."
    return named(known, min(known, key=lambda number: abs(np.log(mean / number)))), found


def _turns_and_crossings(network, unit):
    """How often z of one unit of the last hidden layer changes its direction along the line, and its sign."""
    last = len(network) // 2 - 1
    part = {name: value for name, value in network.items() if int(name[1:]) <= last}
    part |= {f"{kind}{last}": network[f"{kind}{last}"][:, [unit]] for kind in "Wb"}
    x = np.array([-1e6, *pieces.bends(part), 1e6])
    z = pieces.output(part, x[:, None])[:, 0]
    rises = np.diff(z)[np.diff(z) != 0] > 0
    return np.count_nonzero(np.diff(rises)), np.count_nonzero(np.diff(z > 0))


@prediction(
    ask="Twelve units with random weights cut a square into regions. In which arrangement are there most, on "
    "average over 40 networks?",
    choices={
        "one layer of 12": "each of its lines runs through the whole plane and crosses the others; behind "
        "closed gates a later layer has less to cut with.",
        "two layers of 6": "now and then one of them has more than any single layer can; on average not.",
        "four layers of 3": "where the three units of a layer are all closed, no later layer cuts any more.",
    },
    section=8,
)
def most_regions():
    names = {"one layer of 12": [12], "two layers of 6": [6] * 2, "four layers of 3": [3] * 4}
    mean = {
        name: np.mean([pieces.count_regions(pieces.random_network([2, *layers, 1], n), 3) for n in range(40)])
        for name, layers in names.items()
    }
    said = ", ".join(f"{name}: {regions:.0f}" for name, regions in mean.items())
    return max(mean, key=mean.get), f"mean number of regions: {said}."
