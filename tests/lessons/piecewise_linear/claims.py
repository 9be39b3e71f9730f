"""Claims of lesson 7, and of the quiz about it: bends, curves, depth, regions, training."""

import numpy as np
from claims import claim

from helpers import pieces
from helpers.activations import ACTIVATIONS, relu
from helpers.lessons.piecewise_linear import explorers, quiz
from helpers.networks import MLP, take_step

HERE, SUMMARY = "07_piecewise_linear", "07-58"


@claim(
    HERE, SUMMARY, "A unit bends the output at x = -b/w and changes the slope there by v |w|; a negative v "
    "makes it fall.",
    seeds=50, vary={"units": (2, 40)},
)  # fmt: skip
def bend_of_a_unit(seeds, units=8):
    """Places of the bends of random layers, and the changes of slope there."""
    off = []
    for seed in seeds:
        w, b, v = np.random.default_rng(seed).normal(size=(3, units))
        network = {"W1": w[None], "b1": b[None], "W2": v[:, None], "b2": np.zeros((1, 1))}
        places = np.sort(-b / w)
        off.append(np.abs(pieces.bends(network) / places - 1).max())
        h = np.diff(places).min() / 4
        y = pieces.output(network, (places[:, None] + [-h, 0, h]).reshape(-1, 1)).reshape(-1, 3)
        change = (y[:, 2] - 2 * y[:, 1] + y[:, 0]) / h
        wanted = (v * np.abs(w))[np.argsort(-b / w)]
        off.append(np.abs(change - wanted).max() * h)
    return max(off) < 1e-6, f"Largest deviation {max(off):.0e}."


@claim(HERE, SUMMARY, "Two or three units make |x|, ReLU6, a hat, or max(x₁, x₂) exactly")
def exact_buildings():
    """Both sides on all whole numbers from -50 to 50, max(x1, x2) on all pairs of them."""
    x = np.arange(-50, 51)
    x1, x2 = np.meshgrid(x, x)
    hat = relu(x) - 2 * relu(x - 1) + relu(x - 2)
    held = (
        np.array_equal(relu(x) + relu(-x), np.abs(x)),
        np.array_equal(relu(x) - relu(x - 6), ACTIVATIONS["relu6"](x)),
        np.array_equal(hat, x == 1),
        np.array_equal(relu(x1) - relu(-x1) + relu(x2 - x1), np.maximum(x1, x2)),
    )
    return all(held), f"{sum(held)} of {len(held)} are exact."


def zigzag(t, x, y):
    return y[0] + sum(v * relu(t - place) for v, place in zip(pieces.hinges(x, y), x[:-1], strict=True))


@claim(
    HERE, SUMMARY, "on [0, 1], N units follow a curve whose second derivative is at most M in size with an "
    "error of at most M / (8 N²).", seeds=10, spread="largest over the seeds", vary={"terms": (1, 12)},
)  # fmt: skip
def error_of_the_recipe(seeds, terms=4):
    """Sums of random sines: the error of N = 4, 16 and 64 units, divided by the bound with the measured M."""
    t, shares = np.linspace(0, 1, 2**13 + 1), []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        size, pace, shift = rng.normal(size=terms), rng.uniform(0, 20, terms), rng.uniform(0, 6, terms)
        M = np.abs((size * pace**2 * np.sin(np.outer(t, pace) + shift)).sum(-1)).max()
        y = (size * np.sin(np.outer(t, pace) + shift)).sum(-1)
        for N in (4, 16, 64):
            places = t[:: 2**13 // N]
            error = np.abs(zigzag(t, places, y[:: 2**13 // N]) - y).max()
            shares.append(error / (M / (8 * N**2)))
    return max(shares) <= 1 + 1e-6, f"Error divided by the bound: {min(shares):.3f} to {max(shares):.3f}."


@claim(
    HERE, SUMMARY, "On an interval that is not closed, or not bounded, a continuous curve can be out of "
    "reach.", seeds=5,
    vary={"units": (10, 200)},
)  # fmt: skip
def out_of_reach(seeds, units=50):
    """Random layers: how large do they get on (0, 1], where 1/x has no bound? And beyond the last bend?"""
    held = []
    for seed in seeds:
        w, b, v = np.random.default_rng(seed).normal(size=(3, units))
        largest = np.abs(v) @ relu(np.abs(w) + np.abs(b))  # no input from 0 to 1 gives more
        near = 1 / (2 * largest + 1)
        far = np.abs(b / w).max() + np.array([1.0, 2.0, 3.0])  # beyond the last bend
        y = relu(np.outer(far, w) + b) @ v
        held.append(1 / near > 2 * largest and abs(y[2] - 2 * y[1] + y[0]) < 1e-8)
    return all(held), f"{sum(held)} of {len(held)} stay below half of 1/x near 0, and run straight far out."


@claim(
    HERE, SUMMARY, "With z² in place of ReLU, one layer of any width stays 1/8 away from |x|.", seeds=10,
    vary={"units": (3, 1000), "layers": (2,)},
)  # fmt: skip
def squares_cannot(seeds, units=100, layers=1):
    """Random layers of z² with the outgoing weights that are best in the sum of squares: error for |x|."""
    x, off = np.linspace(-1, 1, 401), []
    for seed in seeds:
        rng, a = np.random.default_rng(seed), x[:, None]
        for _ in range(layers):
            a = (a @ rng.normal(0, a.shape[1] ** -0.5, (a.shape[1], units)) + rng.normal(size=units)) ** 2
        a = np.column_stack([a, np.ones_like(x)])
        off.append(np.abs(a @ np.linalg.lstsq(a, np.abs(x), rcond=1e-10)[0] - np.abs(x)).max())
    return min(off) >= 1 / 8, f"Off by {min(off):.3f} to {max(off):.3f}."


@claim(
    HERE, SUMMARY, "k tents inside each other have 2^k pieces on [0, 1], from 2k units; one layer of 2k "
    "units has at most 2k + 1, which is less from k = 3 on.",
)  # fmt: skip
def pieces_of_tents():
    """Pieces of k tents, counted in fractions, for k from 1 to 10."""
    counted = [1 + sum(0 < place < 1 for place in pieces.bends(pieces.tents(k))) for k in range(1, 11)]
    more = [k for k, number in enumerate(counted, 1) if number > 2 * k + 1]
    return counted == [2**k for k in range(1, 11)] and more == list(range(3, 11)), f"Pieces: {counted}."


@claim(
    HERE, SUMMARY, "A sheet folded k times in the middle and cut once, through all of it and slanted to "
    "every crease, has 2^k straight cut edges.",
    seeds=20, vary={"folds": (0, 1, 2, 4, 5), "angle": (0.0, 45.0)},
)  # fmt: skip
def cuts_of_a_folded_sheet(seeds, folds=3, angle=None):
    """Cuts through the middle of the folded sheet, at random angles: the different lines they leave on it."""
    x1, x2 = explorers.SHEET
    for crease in explorers.CREASES[:folds]:
        x1, x2 = explorers.fold(x1, x2, *crease)
    found = []
    for seed in seeds:
        turn = np.random.default_rng(seed).uniform(0, 180) if angle is None else angle
        c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
        place = c * x1.mean() + s * x2.mean()
        layer, gone = explorers.unfolded(*explorers.SHEET, folds, turn, place)
        edges = set()
        for n in np.intersect1d(layer[gone], layer[~gone]):
            points = np.stack([*explorers.SHEET, np.ones_like(x1)])[:, layer == n].T
            beyond = (c * x1 + s * x2 - place)[layer == n]  # 0 along the edge: p x1 + q x2 + r = 0
            p, q, r = np.linalg.lstsq(points, beyond, rcond=None)[0].round(6)
            edges.add((p, q, r) if (p, q) > (0, 0) else (-p, -q, -r))
        found.append(len(edges))
    return set(found) == {2**folds}, f"Different cut edges: {sorted(set(found))}."


LAYERS = ([32], [16] * 2, [32] * 2, [16] * 4, [32] * 4, [32] * 8)


@claim(
    HERE, SUMMARY, "random networks with one input had on average about one bend for each unit, in one "
    "layer or in eight",
    seeds=20, spread="mean over the seeds, bends divided by units", vary={"bias": (0.01, 100.0),
    "gain": (0.5, 2.0)},
)  # fmt: skip
def bends_of_random_networks(seeds, bias=1.0, gain=1.0):
    """Bends divided by units, mean over the seeds, for six arrangements of layers."""
    ratios = []
    for layers in LAYERS:
        counts = []
        for seed in seeds:
            network = pieces.random_network([1, *layers, 1], seed, bias)
            larger = {name: gain * part if name[0] == "W" else part for name, part in network.items()}
            counts.append(len(pieces.bends(larger)))
        ratios.append(np.mean(counts) / sum(layers))
    holds = min(ratios) > 0.85 and max(ratios) < 1.15
    return holds, f"Bends for each unit: {min(ratios):.2f} to {max(ratios):.2f}."


@claim(
    HERE, SUMMARY, "and with four layers after training, too", seeds=10,
    spread="mean over the seeds", vary={"lr": (0.003,), "steps": (10_000,), "width": (8,)},
)  # fmt: skip
def bends_after_training(seeds, lr=0.01, steps=3000, width=16):
    """Bends of four random layers before and after training on a sine and on five tents, and the errors."""
    x, found, said = np.linspace(0, 1, 129)[:, None], [], []
    five = pieces.tent(pieces.tent(pieces.tent(pieces.tent(pieces.tent(x)))))
    net = MLP((1, *[width] * 4, 1))
    for name, t in (("sine", np.sin(2 * np.pi * x)), ("five tents", five)):
        networks = [pieces.random_network(net.sizes, seed) for seed in seeds]
        p = {key: np.stack([network[key] for network in networks]) for key in networks[0]}
        for _ in range(steps):
            trace = net.forward(p, x)
            off = trace["z5"] - t
            take_step(p, net.backward(p, trace, 2 * off / len(x)), lr)
        after = [{key: value[n] for key, value in p.items()} for n in range(len(seeds))]
        counts = [np.mean([len(pieces.bends(each)) for each in kind]) for kind in (networks, after)]
        found += [counts[1] / (4 * width)]
        error = np.sqrt(np.mean(off**2)) / t.std()
        said.append(f"{name}: {counts[0]:.1f} bends, then {counts[1]:.1f}; error {error:.2f} of a constant's")
    return min(found) > 0.75 and max(found) < 1.3, f"{'; '.join(said)}."


@claim(HERE, SUMMARY, "with zero biases a single one.", seeds=20)
def bends_without_biases(seeds):
    """Bends of random networks with biases 0, in one layer of 32 units and in four."""
    found = [
        pieces.bends(pieces.random_network([1, *layers, 1], seed, 0))
        for layers in ([32], [32] * 4)
        for seed in seeds
    ]
    single = sum(list(places) == [0] for places in found)
    return single == len(found), f"{single} of {len(found)} networks bend once, at 0."


@claim(
    HERE, SUMMARY, "Regions of the plane: at most 1 + n + n(n-1)/2 for one layer of n units.", seeds=20,
    vary={"units": (2, 25)},
)  # fmt: skip
def regions_of_one_layer(seeds, units=10):
    """Regions of random layers in a square that holds all corners of the lines."""
    found = []
    for seed in seeds:
        network = pieces.random_network([2, units, 1], seed)
        found.append(pieces.count_regions(network, 1e6))
    most = 1 + units + units * (units - 1) // 2
    return max(found) <= most, f"{min(found)} to {max(found)} regions, formula {most}."


@claim(
    HERE, "07-45", "With these weights and in this square, the deeper arrangements have *fewer* regions "
    "on average",
    seeds=40, spread="standard errors of the means", vary={"half": (1.0, 10.0), "bias": (0.3, 3.0)},
)  # fmt: skip
def deeper_has_fewer_regions(seeds, half=3.0, bias=1.0):
    """Regions of 12 and of 48 units in one, two and four layers: are the means 3 standard errors apart?"""
    held, said = [], []
    for arrangements in (([12], [6] * 2, [3] * 4), ([48], [24] * 2, [12] * 4)):
        counts = [
            [pieces.count_regions(pieces.random_network([2, *layers, 1], seed, bias), half) for seed in seeds]
            for layers in arrangements
        ]
        means, errors = np.mean(counts, axis=1), np.std(counts, axis=1, ddof=1) / np.sqrt(len(seeds))
        held.append(-np.diff(means) > 3 * np.hypot(errors[1:], errors[:-1]))
        said.append(", ".join(f"{mean:.0f} ± {error:.1f}" for mean, error in zip(means, errors, strict=True)))
    return bool(np.all(held)), f"One, two, four layers: {'; '.join(said)} (standard errors)."


@claim(
    HERE, SUMMARY, "With twelve units and lr = 0.03, training moved the bends away from 0, where all "
    "began, until the ten networks here followed the sine; about half of the bends stayed near the "
    "middle, where few are needed.",
    seeds=10, spread="mean and standard deviation over the seeds",
    vary={"units": (6, 24), "lr": (0.01, 0.06), "steps": (20_000,)},
)  # fmt: skip
def training_moves_bends(seeds, units=12, lr=0.03, steps=5000):
    """Root mean squared error after training, and the share of the bends between -0.5 and 0.5."""
    x = np.linspace(-3, 3, 61)
    with np.errstate(all="ignore"):  # with too large a learning rate some networks diverge
        fit = pieces.fit_curve(x, np.sin(np.pi * x / 3), units, lr, (0, steps), seeds)
    error, middle = fit.error[-1], (np.abs(fit.bends[-1]) < 0.5).mean(axis=1)
    holds = np.mean(error < 0.1) >= 0.8 and 1 / 3 < middle.mean() < 2 / 3
    said = f"{np.sum(error < 0.1)} of {len(error)} below 0.1, largest error {error.max():.3f}"
    return bool(holds), f"{said}; in the middle {middle.mean():.0%} ± {middle.std(ddof=1):.0%}."


# ---- the quiz


@claim(
    "08_summary", "08-06", "Fourteen units can bend a curve fourteen times at most, in one layer or in seven."
)
def depth_or_width():
    """Bends between 0 and 1 of seven tents inside each other, in exact fractions."""
    choice, found = quiz.depth_or_width.experiment()
    return choice == "127", found
