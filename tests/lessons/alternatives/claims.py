"""Claims of lesson 6, and of the quiz about it: the alternatives to ReLU, one by one and in a race."""

from itertools import product

import numpy as np
from claims import claim
from scipy.special import expit

from helpers.activations import ACTIVATIONS, Activation, leaky_relu, register, relu
from helpers.data import digits
from helpers.dying import interval, one_step
from helpers.lessons.alternatives import quiz
from helpers.measures import dip, gain, moments
from helpers.networks import MLP, Descent, descend

HERE, SUMMARY = "06_alternatives", "06-79"
TILTED, FLOORED, GATED = ("leaky_relu", "prelu"), ("elu", "selu", "softplus"), ("gelu", "silu", "mish")
FAMILY = ("relu", *TILTED, *FLOORED, *GATED, "relu6", "squared_relu")


@claim(
    HERE, SUMMARY, "Written with `minimum`, `expm1`, `expit` and `logaddexp` no exponential overflows.",
    vary={"dtype": (np.float32,)},
)  # fmt: skip
def nothing_overflows(dtype=np.float64):
    """ELU, Softplus and the gates of SiLU and Mish from the smallest to the largest number."""
    z = np.array([-1, -1e-9, 0, 1e-9, 1], dtype)[:, None] * np.array([1, 1000, np.finfo(dtype).max], dtype)
    with np.errstate(over="raise", invalid="raise"):
        softplus = np.logaddexp(dtype(0), z)
        results = [np.where(z > 0, z, np.expm1(np.minimum(z, 0))), softplus, expit(z), np.tanh(softplus)]
    finite = sum(int(np.isfinite(result).all()) for result in results)
    said = f"{finite} of {len(results)} expressions stay finite for |z| up to {abs(z).max():.1e}."
    return finite == len(results), said


@claim(
    HERE, SUMMARY, "The slope of a tilt is the same everywhere on the left; that of a floor shrinks; that "
    "of a gradual gate changes its sign at the bottom of a dip, and shrinks further out.",
)  # fmt: skip
def left_sides():
    """Slopes at 5,000 places from -20 to just left of 0."""
    z = np.linspace(-20, -0.004, 5000)
    slopes = {name: ACTIVATIONS[name].derivative(z) for name in (*TILTED, *FLOORED, *GATED)}
    tilted = all(np.ptp(slopes[name]) == 0 for name in TILTED)
    floored = all(np.all(np.diff(slopes[name]) > 0) for name in FLOORED)
    gated, ends = True, []
    for name in GATED:
        bottom, _ = dip(ACTIVATIONS[name])
        gated &= np.array_equal(slopes[name] < 0, z < bottom)
        steepest = z[slopes[name].argmin()]
        gated &= bool(np.all(np.diff(slopes[name][z < steepest]) < 0))
        ends.append(f"{name} falls left of {bottom:.3f}, steepest at {steepest:.2f}")
    return (
        tilted and floored and gated,
        f"Tilts equal: {tilted}; floors shrink: {floored}; {'; '.join(ends)}.",
    )


@claim(HERE, SUMMARY, "ReLU6 and Squared ReLU change the right side.")
def right_sides():
    """Where they differ from ReLU, at 4,001 places from -20 to 20."""
    z, said, held = np.linspace(-20, 20, 4001), [], True
    for name in ("relu6", "squared_relu"):
        other = z[ACTIVATIONS[name](z) != relu(z)]
        held &= bool(other.min() > 0)
        said.append(f"{name} differs from z = {other.min():.2f} on")
    return held, "; ".join(said) + "."


X = np.array([1.0, 2.0, 3.0, 4.0])


def way_back(f, first, lr, steps=1000):
    """Steps until some z > 0 (None: never), each largest z, each slope, after a step with lr = `first`."""
    (w, b), largest, slopes = one_step(first), [], []
    for step in range(steps + 1):
        z = w * X + b
        largest.append(z.max())
        slopes.append(f.parameters.get("negative_slope"))
        if largest[-1] > 0:
            return step, largest, slopes
        grad_a = (f(z) - X / 2) / 4
        grad_z = grad_a * f.derivative(z)
        w, b = w - lr * grad_z @ X, b - lr * grad_z.sum()
        if f.name == "prelu":
            f = f.with_parameters(negative_slope=slopes[-1] - lr * grad_a @ np.minimum(z, 0))
    return None, largest, slopes


RETURNS = {"vary": {"lr": (0.001, 0.01, 0.1), "starts": ((0.25,), (3.0,))}}


@claim(HERE, SUMMARY, "A unit with a fixed slope of 0.25 came back from all three starts.", **RETURNS)
def fixed_slope_returns(lr=0.05, starts=(0.3, 0.5, 1.0), slope=0.25):
    """Steps until the unit of section 4 with a Leaky ReLU of this slope answers again."""
    f = leaky_relu.with_parameters(negative_slope=slope)
    steps = [way_back(f, start, lr, 5000)[0] for start in starts]
    return None not in steps, f"Back after {steps} steps from the starts {starts}."


@claim(HERE, SUMMARY, "A GELU unit was back from none of them after 1000 steps", **RETURNS)
def gelu_does_not_return(lr=0.05, starts=(0.3, 0.5, 1.0)):
    """The same unit with GELU."""
    ways = [way_back(ACTIVATIONS["gelu"], start, lr) for start in starts]
    ends = ", ".join(f"{largest[0]:.2f} to {largest[-1]:.2f}" for _, largest, _ in ways)
    back = [step for step, *_ in ways]
    return back == [None] * len(back), f"Back after {back}; largest z {ends}."


@claim(
    HERE, SUMMARY, "a PReLU unit, from the second, turned its slope negative and stayed on the left.",
    vary={"lr": (0.001, 0.01, 0.1), "start": (0.3, 0.4, 1.0)},
)  # fmt: skip
def prelu_turns_negative(lr=0.05, start=0.5):
    """The same unit with PReLU, its slope learned at the same rate."""
    step, largest, slopes = way_back(ACTIVATIONS["prelu"], start, lr)
    first = next((n for n, slope in enumerate(slopes) if slope < 0), None)
    said = f"Back after {step}; slope below 0 from step {first}, at the end {slopes[-1]:.3f}"
    return step is None and slopes[-1] < 0, f"{said}; z at most {max(largest):.2f}."


@claim(
    HERE, SUMMARY, "Take a *fixed* tilt (Leaky ReLU) if units must be able to return from anywhere, the "
    "sooner the larger its slope", vary={"lr": (0.01, 0.1), "start": (0.3, 1.0, 3.0)},
)  # fmt: skip
def larger_slopes_return_sooner(lr=0.05, start=0.5):
    """Steps until the unit is back, for four fixed slopes."""
    leaks = (0.01, 0.1, 0.25, 0.5)
    ways = [way_back(leaky_relu.with_parameters(negative_slope=s), start, lr, 20_000)[0] for s in leaks]
    holds = None not in ways and ways == sorted(ways, reverse=True)
    return holds, f"Slopes {leaks}: back after {ways} steps."


@claim(
    HERE,
    SUMMARY,
    "With a dip the slope cannot be worked out from the output: GELU has one `a` with two slopes.",
)
def one_output_two_slopes():
    """For each function with a dip: two z with the same a, and their slopes."""
    said, held = [], True
    for name in GATED:
        f = ACTIVATIONS[name]
        bottom, value = dip(f)
        wanted, (low, high) = value / 2, (-20.0, bottom)
        right_low, right_high = bottom, 0.0
        for _ in range(100):
            middle, right = (low + high) / 2, (right_low + right_high) / 2
            low, high = (middle, high) if f(middle) > wanted else (low, middle)
            right_low, right_high = (right_low, right) if f(right) > wanted else (right, right_high)
        slopes = f.derivative(low), f.derivative(right_low)
        held &= abs(f(low) - f(right_low)) < 1e-12 and slopes[0] < 0 < slopes[1]
        said.append(f"{name}: a = {f(low):.4f}, slopes {slopes[0]:.3f} and {slopes[1]:.3f}")
    return bool(held), "; ".join(said) + "."


@claim(HERE, SUMMARY, "ELU's floor is -α, and its slope does not jump for α = 1 only.")
def floor_of_elu():
    """The lowest value and the jumps of ELU for seven alphas."""
    held = {}
    for alpha in (0.1, 0.5, 0.999, 1.0, 1.001, 2.0, 10.0):
        f = ACTIVATIONS["elu"].with_parameters(alpha=alpha)
        lowest = f(np.linspace(-800, 5, 10_001)).min()
        held[alpha] = np.isclose(lowest, -alpha, rtol=1e-12) and len(f.jumps()) == (alpha != 1)
    return all(held.values()), f"As said for {sum(map(int, held.values()))} of {len(held)} alphas."


@claim(
    HERE, SUMMARY, "The gain is 1/√(second moment): √2 for ReLU, 1.534 for GELU, 1 for SELU, for z with "
    "mean 0 and spread 1.", seeds=10,
    spread="standard error over the seeds", vary={"mean": (0.5,)},
)  # fmt: skip
def gains(seeds, mean=0.0, count=200_000):
    """1/√(mean of f(z)²) over random normal z, against the three numbers."""
    wanted, off, said = {"relu": 2**0.5, "gelu": 1.534, "selu": 1.0}, [], []
    for name, number in wanted.items():
        f = ACTIVATIONS[name]
        z = (np.random.default_rng(seed).normal(mean, 1, count) for seed in seeds)
        found = np.array([np.mean(f(values) ** 2) ** -0.5 for values in z])
        error = found.std(ddof=1) / np.sqrt(len(found))
        off.append(abs(found.mean() - number) / error)
        said.append(f"{name} {found.mean():.4f} ± {error:.4f} (exact {gain(f):.4f})")
    return max(off) < 4, "; ".join(said) + "."


@claim(
    HERE, SUMMARY, "Of the functions here only ReLU and the tilted ones have the same gain at every spread.",
    vary={"spreads": ((0.01, 100.0), (0.9, 1.1))},
)  # fmt: skip
def same_gain_everywhere(spreads=(0.5, 1.0, 2.0)):
    """Gains at several spreads, exactly: which functions have the same one?"""
    ratios = {
        name: [spread / moments(ACTIVATIONS[name], spread)[1] ** 0.5 for spread in spreads] for name in FAMILY
    }
    same = [name for name, found in ratios.items() if np.ptp(found) < 1e-9]
    return same == ["relu", *TILTED], f"The same at the spreads {spreads}: {', '.join(same)}."


@claim(
    HERE,
    SUMMARY,
    "a wrong derivative is refused, with the place and both numbers.",
    vary={"error": (0.5, 1e-3)},
)
def wrong_derivatives_are_refused(error=0.09):
    """Ten functions of the family with a derivative that is too large by `error` for z < 0."""
    refused = 0
    for name in FAMILY[1:]:
        f = ACTIVATIONS[name]
        wrong = Activation(
            "wrong", "Wrong", "", "", lambda z, f=f: f(z), lambda z, f=f: f.derivative(z) + error * (z < 0),
            kinks=f.kinks,
        )  # fmt: skip
        try:
            register(wrong)
        except ValueError as refusal:
            refused += "wrong at z = -" in str(refusal) and "measured there is" in str(refusal)
        ACTIVATIONS.pop("wrong", None)
    return refused == len(FAMILY) - 1, f"{refused} of {len(FAMILY) - 1} refused."


@claim(
    HERE, SUMMARY, "SELU, or ELU with its gain, if a deep stack of wide untrained layers (128 units here) "
    "must keep the size of z by itself", seeds=10,
    spread="from the smallest to the largest of the seeds", vary={"width": (32, 512), "layers": (50,),
    "start": (100.0,)},
)  # fmt: skip
def selu_returns(seeds, width=128, layers=20, start=4.0):
    """Mean of z² after random layers of SELU, of ELU and of ReLU, from `start` and from 1 / `start`."""
    found = {"selu": [], "elu": [], "relu": []}
    for seed in seeds:
        for name, ends in found.items():
            f, g = ACTIVATIONS[name], gain(ACTIVATIONS[name])
            for first in (start, 1 / start):
                rng = np.random.default_rng(seed)
                z = rng.normal(0, np.sqrt(first), width)
                for _ in range(layers):
                    z = f(z) @ rng.normal(0, g / np.sqrt(width), (width, width))
                ends.append(np.mean(z**2))
    said = [f"{ACTIVATIONS[name].title} {min(ends):.2g} to {max(ends):.2g}" for name, ends in found.items()]
    told = f"From {start:g} and {1 / start:g}: {', '.join(said)}."
    bounds = (("selu", 3), ("elu", 4))
    return all(1 / far < min(found[name]) and max(found[name]) < far for name, far in bounds), told


@claim(HERE, SUMMARY, "a gradual gate, Softplus or ELU with α = 1 if the slope must not jump")
def without_jumps():
    """Which functions have no jump in their slope?"""
    smooth = [name for name in FAMILY if not ACTIVATIONS[name].jumps()]
    return set(smooth) >= {*GATED, "softplus", "elu"}, f"No jump: {', '.join(smooth)}."


# ---- the race

BEST = {"softplus": 0.3, "gelu": 0.3, "silu": 0.3, "mish": 0.3, "squared_relu": 0.03}
"""The learning rate the lesson chose, where it is not 0.1."""


def by_epoch(name, lr, samples, judged, epochs, seeds, batch):
    """Accuracy in per cent after each epoch, (epochs, seeds)."""
    net, found = MLP(activation=ACTIVATIONS[name]), []
    for step, p in descend(net, *samples, Descent(lr=lr, batch=batch, epochs=epochs), seeds):
        if step:
            with np.errstate(all="ignore"):
                answers = net.forward(p, judged[0])["z3"].argmax(-1)
            found.append(100 * (answers == judged[1]).mean(-1))
    return np.array(found)


def behind(names, epochs, seeds, batch, when):
    """name -> (mean, error, half the 95 % interval) of accuracy minus ReLU's, after each epoch of `when`."""
    data = digits()
    train, test = (data.x_train, data.t_train), (data.x_test, data.t_test)
    runs = {n: by_epoch(n, BEST.get(n, 0.1), train, test, epochs, seeds, batch) for n in ("relu", *names)}
    found = {name: [] for name in names}
    for name, epoch in product(names, when):
        gaps = runs[name][epoch - 1] - runs["relu"][epoch - 1]
        mean, _, high = interval(gaps)
        found[name].append((mean, gaps.std(ddof=1) / len(gaps) ** 0.5, high - mean))
    return found


@claim(
    HERE, SUMMARY, "After three epochs in mini-batches of 8 no activation was seen to be ahead of ReLU",
    seeds=10, spread="95 % intervals of the paired differences", vary={"batch": (32,), "epochs": (1,)},
)  # fmt: skip
def no_rival_ahead(seeds, epochs=3, batch=8):
    """Test accuracy minus ReLU's of all ten alternatives; with so many looks, ahead is 3 standard errors."""
    found = {name: ways[0] for name, ways in behind(FAMILY[1:], epochs, seeds, batch, [epochs]).items()}
    ahead = [name for name, (mean, error, _) in found.items() if mean > 3 * error]
    clear = [
        f"{name} {mean:+.2f} ± {half:.2f}" for name, (mean, _, half) in found.items() if abs(mean) > half
    ]
    halves = sorted(half for *_, half in found.values())
    return not ahead, (
        f"Ahead by 3 standard errors: {', '.join(ahead) or 'none'}. "
        f"Intervals without 0: {', '.join(clear) or 'none'}. "
        f"Half intervals {halves[0]:.1f} to {halves[-1]:.1f} points."
    )


@claim(
    HERE, SUMMARY, "With new seeds, in mini-batches of 8, Identity, no activation at all, was ahead after "
    "one epoch and no longer after ten",
    seeds=10, spread="95 % intervals of the paired differences", vary={"batch": (4, 16, 32)},
)  # fmt: skip
def identity_by_epoch(seeds, batch=8):
    """Test accuracy of Identity minus ReLU's: above 0 by its interval after one epoch, not after ten."""
    (first, *_), (last, *_) = found = behind(["identity"], 10, seeds, batch, (1, 10))["identity"]
    (_, _, half), (_, _, last_half) = found
    holds = first > half and last < last_half
    return (
        holds,
        f"After one epoch {first:+.2f} ± {half:.2f} points, after ten {last:+.2f} ± {last_half:.2f}.",
    )


@claim(
    HERE, SUMMARY, "In mini-batches of 32 ELU and SELU were ahead after three epochs, but so was Identity; "
    "after twelve, as many steps as in the race, little was left of it.", seeds=10,
    spread="95 % intervals of the paired differences", vary={"batch": (64, 16), "epochs": ((1, 4),)},
)  # fmt: skip
def ahead_in_large_batches(seeds, batch=32, epochs=(3, 12)):
    """Test accuracy of ELU, SELU and Identity minus ReLU's, early and late: ahead, then by less than half."""
    found, said = behind(["elu", "selu", "identity"], max(epochs), seeds, batch, epochs), []
    for name, ways in found.items():
        early, late = (f"{mean:+.2f} ± {half:.2f}" for mean, _, half in ways)
        said.append(f"{name} {early}, then {late} points")
    holds = all(first > half and last < first / 2 for (first, _, half), (last, _, _) in found.values())
    return bool(holds), f"{'; '.join(said)}."


@claim(
    HERE, "06-70i", "But so is Identity, by more than ELU", seeds=10,
    spread="95 % intervals of the paired differences", vary={"batch": (64, 16)},
)  # fmt: skip
def control_beside_elu(seeds, batch=32, epochs=3):
    """Test accuracy of Identity and of ELU minus ReLU's."""
    found = behind(["identity", "elu"], epochs, seeds, batch, [epochs])
    ((ours, _, half),), ((elu, *_),) = found.values()
    return bool(ours > max(half, elu)), f"Identity {ours:+.2f} ± {half:.2f}, ELU {elu:+.2f} points."


@claim(
    HERE, SUMMARY, "a true difference of half an interval (0.2 to 2.2 points) is missed about "
    "every second time", seeds=10, vary={"count": (5, 20)},
)  # fmt: skip
def half_an_interval_is_missed(seeds, count=10, races=500):
    """Share of intervals above 0 where the true difference is the mean half interval of such races."""
    shares = []
    for seed in seeds:
        gaps = np.random.default_rng(seed).normal(size=(races, count))
        half = np.mean([high - mean for mean, _, high in map(interval, gaps)])
        shares.append(np.mean([low > 0 for _, low, _ in map(interval, gaps + half)]))
    return min(shares) > 0.4 and max(shares) < 0.6, f"Shown in {min(shares):.0%} to {max(shares):.0%}."


@claim(
    HERE, "06-70g", "Softplus is a slow starter", seeds=10, spread="95 % intervals of the paired differences",
    vary={"batch": (32,)},
)  # fmt: skip
def softplus_by_epoch(seeds, batch=8):
    """Test accuracy of Softplus minus ReLU's after one epoch and after ten."""
    (first, _, half), (last, _, last_half) = behind(["softplus"], 10, seeds, batch, (1, 10))["softplus"]
    holds = first + half < last - last_half
    return (
        holds,
        f"After one epoch {first:+.2f} ± {half:.2f} points, after ten {last:+.2f} ± {last_half:.2f}.",
    )


@claim(
    HERE, "06-64", "With *its own* rate for each the activations are 21 points apart instead of 42 to 77",
    seeds=5,
    spread="range over the activations, GELU left out", vary={"epochs": (3,), "batch": (32,)},
)  # fmt: skip
def own_rate_for_each(seeds, epochs=1, batch=8):
    """Range of the held-out accuracy over the activations, with one rate for all and with each one's own."""
    data, rates = digits(), (0.01, 0.03, 0.1, 0.3)
    fit, held_out = ((data.x_train[part], data.t_train[part]) for part in (slice(1137), slice(1137, None)))
    names = ["identity", *(name for name in FAMILY if name != "gelu")]
    table = np.array(
        [[by_epoch(n, lr, fit, held_out, epochs, seeds, batch)[-1].mean() for lr in rates] for n in names]
    )
    columns, own = np.ptp(table, axis=0), np.ptp(table.max(axis=1))
    said = ", ".join(f"{apart:.0f}" for apart in columns)
    return (
        own < columns.min(),
        f"Best and worst: {said} points apart at {rates}, {own:.0f} with its own rate for each.",
    )


# ---- the quiz


@claim(
    "08_summary", "08-06", "Leaky ReLU is the better ReLU, the more so the larger its slope.", seeds=10,
    vary={"sizes": ((64, 16, 10), (64, 64, 64, 64, 64, 10))},
)  # fmt: skip
def larger_slope(seeds, sizes=(64, 64, 64, 10)):
    """How far networks of Leaky ReLU are from the straight line between two answers, for three slopes."""
    images, bends = digits().x_train[:2], []
    for slope in (0.01, 0.5, 1.0):
        net = MLP(sizes, activation=leaky_relu.with_parameters(negative_slope=slope))
        p = net.initial([np.random.default_rng(seed) for seed in seeds])
        ends = [net.forward(p, x[None])[f"z{net.layers}"][:, 0] for x in (*images, images.mean(axis=0))]
        bends.append(np.abs((ends[0] + ends[1]) / 2 - ends[2]).max(axis=-1))
    least, middle, straight = (found.mean() for found in bends)
    holds = (
        quiz.larger_slope.experiment()[0] == "one linear layer, in effect"
        and bends[2].max() < 1e-9 < middle < least
    )
    return holds, f"Off the line by {least:.3f} (slope 0.01), {middle:.3f} (0.5), {straight:.0e} (1)."


@claim("08_summary", "08-06", "max(slope * z, z) is Leaky ReLU, for any slope.")
def maximum():
    """The popular expression beside Leaky ReLU, for slopes from -1 to 3."""
    z, slopes = np.linspace(-3, 3, 61), np.linspace(-1, 3, 41)
    right = [s for s in slopes if np.allclose(np.maximum(s * z, z), np.where(z > 0, z, s * z))]
    holds = quiz.maximum.experiment()[0] == "-1" and max(right) <= 1 + 1e-9
    return holds, f"Right for slopes from {min(right):g} to {max(right):g}."


@claim(
    "08_summary", "08-06", "Var[relu(z)] is half of Var[z], and He's factor of 2 makes up for that.",
    seeds=10,
    vary={"scale": (0.1, 10.0)},
)  # fmt: skip
def halved(seeds, scale=1.0):
    """Mean, variance and second moment of relu(z) over the variance of z, from a million numbers a seed."""
    rows = []
    for seed in seeds:
        a = relu(np.random.default_rng(seed).normal(0, scale, 1_000_000)) / scale
        rows.append([a.mean(), a.var(), np.mean(a**2)])
    mean, variance, second = np.mean(rows, axis=0)
    holds = (
        quiz.halved.experiment()[0] == "the mean of its squares"
        and abs(second - 0.5) < 0.003
        and variance < 0.35
    )
    return holds, f"Mean {mean:.3f}, variance {variance:.3f}, mean of the squares {second:.4f}."


@claim("08_summary", "08-06", "GELU is ReLU with a rounded corner, lowest at 0.")
def lowest():
    """The lowest of a million values of GELU."""
    z = np.linspace(-5, 5, 1_000_001)
    values = ACTIVATIONS["gelu"](z)
    at = z[values.argmin()]
    holds = quiz.lowest.experiment()[0] == "near -0.75, and below 0" and abs(at + 0.7518) < 1e-4
    return holds, f"Lowest at z = {at:.4f}: {values.min():.4f}."
