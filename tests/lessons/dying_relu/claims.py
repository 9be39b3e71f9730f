"""Claims of lesson 5: what kills units, what it costs, who comes back, what is born dead, what cures."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
from claims import claim

from helpers.activations import elu, gelu, leaky_relu, prelu, relu, relu6, sigmoid, silu, tanh
from helpers.data import digits
from helpers.dying import (
    ALWAYS_ON,
    MIXED,
    NEVER_ON,
    born_dead_probability,
    interval,
    one_step,
    unit_states,
    watch,
)
from helpers.lessons.dying_relu.quiz import off_the_straight_line
from helpers.networks import MLP, Descent, descend, softmax_cross_entropy

LESSON, SUMMARY = "05_dying_relu", "05-93"
QUIZ = ("08_summary", "08-06")
BATCHES = {"batch": (16, 32, 64), "epochs": (1, 6, 12)}
WIDTHS = {"width": (32, 128)}
QUARTER = replace(
    relu, name="quarter", function=lambda z: np.maximum(z, 0) / 4, gradient=lambda z: (z > 0) / 4
)
FAIR = {tanh: "glorot", sigmoid: "glorot4", QUARTER: "glorot4"}
"""The initialisation that the lesson gives an activation; He's to all others."""


def net_of(f=relu, width=64, **more):
    return MLP((64, width, width, 10), f, FAIR.get(f, "he"), **more)


def train(seeds, net, every=None, **how):
    """A history on the digits, looked at before and after unless `every` says more."""
    data, how = digits(), Descent(**how)
    every = every or how.epochs * (len(data.t_train) // how.batch)
    return watch(net, data.x_train, data.t_train, how, seeds, every)


def bad_start(step):
    """The learning rate of a training that begins with one bad step."""
    return 5.0 if step == 0 else 0.1


def dead(run):
    return 100 * run.share(NEVER_ON)[-1].mean()


def accuracy(run):
    """Mean over the networks that are still finite, in percent; 0 if none is."""
    kept = run.accuracy[-1][~run.diverged]
    return 100 * kept.mean() if len(kept) else 0.0


def listed(numbers, digits=1):
    return ", ".join(f"{name} {value:.{digits}f}" for name, value in numbers.items())


# ---- one unit


@claim(LESSON, SUMMARY, "*Dead* means z <= 0 on every sample of a named data set at a named step.")
def dead_on_every_sample():
    """unit_states of three units on two samples: z = 0 and -1; 0 and 1; 1 and 2."""
    states = unit_states(np.array([[0.0, 0, 1], [-1, 1, 2]])).tolist()
    return states == [NEVER_ON, MIXED, ALWAYS_ON], f"states {states}"


@claim(LESSON, SUMMARY, "One step kills the unit of section 1 from lr = 16/65 on")
def one_unit_dies():
    """The smallest lr at which all four z are at most 0, in fractions, and the float step on both sides."""
    x = [Fraction(n) for n in (1, 2, 3, 4)]
    grad_w, grad_b = sum(v * v / 2 for v in x) / 4, sum(v / 2 for v in x) / 4
    limit = max(v / (grad_w * v + grad_b) for v in x)
    (alive_w, alive_b), (w, b) = one_step(float(limit) - 1e-6), one_step(float(limit) + 1e-6)
    stays = one_step(5.0, w, b) == (w, b)
    holds = limit == Fraction(16, 65) and 4 * alive_w + alive_b > 0 >= 4 * w + b and stays
    return holds, f"limit {limit}; a step further the unit keeps its weights to the bit: {stays}"


# ---- learning rates, biases, a bad step


@claim(
    LESSON, SUMMARY, "more than nine units in ten are mixed at learning rates from 0.1 to 0.3",
    seeds=10, spread="1.7 points over the seeds", vary=BATCHES | WIDTHS,
)  # fmt: skip
def mixed_at_good_rates(seeds, batch=8, epochs=3, width=64):
    """Share of mixed units after training with lr = 0.1 and 0.3."""
    shares = {
        lr: 100 * train(seeds, net_of(width=width), lr=lr, batch=batch, epochs=epochs).share(MIXED)[-1].mean()
        for lr in (0.1, 0.3)
    }
    return min(shares.values()) > 90, f"mixed, %, at lr {listed(shares)}"


@claim(
    LESSON, SUMMARY, "a third is dead at lr = 0.5 and four fifths at lr = 1",
    seeds=10, spread="10.6 and 4.0 points over the seeds", vary=BATCHES | WIDTHS,
)  # fmt: skip
def dead_at_high_rates(seeds, batch=8, epochs=3, width=64):
    """Share of never-on units after training with lr = 0.5 (25 to 45 %) and 1 (70 to 90 %)."""
    shares = {
        lr: dead(train(seeds, net_of(width=width), lr=lr, batch=batch, epochs=epochs)) for lr in (0.5, 1.0)
    }
    return 25 < shares[0.5] < 45 and 70 < shares[1.0] < 90, f"never on, %, at lr {listed(shares)}"


@claim(
    LESSON, SUMMARY, "In batches of 32 hardly a unit dies at lr = 0.5",
    seeds=10, spread="2.1 points over the seeds", vary={"batch": (8, 16, 64), "epochs": (3, 24)} | WIDTHS,
)  # fmt: skip
def larger_batches_bear_more(seeds, batch=32, epochs=12, width=64):
    """Share of never-on units before and after: at most 3 points more."""
    run = train(seeds, net_of(width=width), lr=0.5, batch=batch, epochs=epochs)
    before = 100 * run.share(NEVER_ON)[0].mean()
    return dead(run) < before + 3, f"never on, %: {before:.1f} before, {dead(run):.1f} after"


@claim(
    LESSON, "05-45c", "In layer 2 more units die than come back",
    seeds=10, spread="2.7 points over the seeds", vary=BATCHES,
)  # fmt: skip
def small_rate(seeds, batch=8, epochs=3):
    """At lr = 0.01: never-on units of layer 2, after minus before, network by network; none of layer 1."""
    run = train(seeds, net_of(), lr=0.01, batch=batch, epochs=epochs)
    more = {k: run.share(NEVER_ON, k)[-1] - run.share(NEVER_ON, k)[0] for k in (1, 2)}
    mean, low, high = interval(100 * more[2])
    said = f"layer 2 {mean:.1f} points (95 % {low:.1f} to {high:.1f}), layer 1 {100 * more[1].mean():.2f}"
    return low > 0 and abs(more[1].mean()) < 0.002, said


@claim(
    LESSON, "05-49", "With a bias of 1 hardly a unit is always on at the end",
    seeds=10, vary=BATCHES | WIDTHS,
)  # fmt: skip
def positive_bias(seeds, batch=8, epochs=3, width=64):
    """Share of always-on units after training with lr = 0.1 (below half a percent)."""
    run = train(seeds, net_of(width=width, bias=1.0), lr=0.1, batch=batch, epochs=epochs)
    before, after = (100 * run.share(ALWAYS_ON)[moment].mean() for moment in (0, -1))
    return after < 0.5, f"always on, %: {before:.1f} before, {after:.2f} after"


@claim(
    LESSON, SUMMARY, "An initial bias of -1.5 silences layer 2 before the first step",
    seeds=100, vary={"width": (32, 128, 256), "bias": (-1.0, -2.0)},
)  # fmt: skip
def negative_bias(seeds, bias=-1.5, width=64):
    """Networks whose second layer is silent on every image before training: all of them."""
    net = net_of(width=width, bias=bias)
    p = net.initial([np.random.default_rng(seed) for seed in seeds])
    silent = (unit_states(net.forward(p, digits().x_train)["z2"]) == NEVER_ON).all(-1)
    return silent.all(), f"layer 2 silent in {silent.sum()} of {len(silent)} networks"


@claim(
    LESSON, "05-45f", "layer 1 sends so little that layer 2 is silent on every image before any training",
    seeds=100, vary={"width": (32, 128, 256), "bias": (-1.0, -2.0)},
)  # fmt: skip
def little_is_sent(seeds, bias=-1.5, width=64):
    """The largest sum that reaches a unit of layer 2 on any image (below -bias); the spread of all sums."""
    rngs, largest, spreads = [np.random.default_rng(seed) for seed in seeds], {}, {}
    p = net_of(width=width).initial(rngs)
    for b in (bias, 0.0):
        a1 = np.maximum(digits().x_train @ p["W1"] + b, 0)
        sums = a1 @ p["W2"]
        largest[b], spreads[b] = sums.max(), sums.std()
    said = f"largest sum {largest[bias]:.2f}, spread {spreads[bias]:.2f}, {spreads[0.0]:.2f} with bias 0"
    return largest[bias] <= -bias and spreads[bias] < spreads[0.0] / 5, said


@claim(
    LESSON, "05-45f", "Only the output biases learn: one digit for every image.",
    seeds=10, vary=BATCHES,
)  # fmt: skip
def only_output_biases_learn(seeds, batch=8, epochs=3):
    """Initial bias -1.5, lr = 0.1: which parameters have moved at the end, and how many answers there are."""
    data, net, then = digits(), net_of(bias=-1.5), None
    for _, p in descend(net, data.x_train, data.t_train, Descent(lr=0.1, batch=batch, epochs=epochs), seeds):
        then = then or {name: value.copy() for name, value in p.items()}
    moved = [name for name in p if not np.array_equal(p[name], then[name])]
    answers = [len(np.unique(z.argmax(axis=1))) for z in net.forward(p, data.x_train)["z3"]]
    return moved == ["b3"] and max(answers) == 1, f"moved: {moved}; at most {max(answers)} answer"


@claim(
    LESSON, SUMMARY,
    "A quarter of the units, killed by one bad step, cost about one point of accuracy after three epochs",
    seeds=40, spread="2.0 points over the pairs", vary={"batch": (32,), "epochs": (6,), "width": (32,)},
)  # fmt: skip
def one_bad_step(seeds, batch=8, epochs=3, width=64):
    """Never-on units after the bad step (15 to 35 %); accuracy lost pair by pair: above 0, below 2 points."""
    how = {"batch": batch, "epochs": epochs}
    good = train(seeds, net_of(width=width), lr=0.1, **how)
    bad = train(seeds, net_of(width=width), lr=bad_start, **how)
    lost, low, high = interval(100 * (good.accuracy[-1] - bad.accuracy[-1]))
    said = f"never on {dead(bad):.1f} %; lost {lost:.2f} points (95 % {low:.2f} to {high:.2f})"
    return low > 0 and lost < 2 and 15 < dead(bad) < 35, said


@claim(
    LESSON, SUMMARY, "with lr = 0.1 afterwards twenty points came back, and a third was still dead",
    seeds=10, spread="1.4 points of accuracy afterwards", vary={"epochs": (6,), "width": (32, 128)},
)  # fmt: skip
def long_steps_cost_it(seeds, epochs=3, width=64):
    """Accuracy (10 to 30 points more) and never-on units (25 to 45 %) after lr = 0.5 and then 0.1."""
    data, half = digits(), epochs * (len(digits().t_train) // 8)
    how = Descent(lr=lambda step: 0.5 if step < half else 0.1, epochs=2 * epochs)
    run = watch(net_of(width=width), data.x_train, data.t_train, how, seeds, half)
    reached, silent = (100 * values[1:].mean(1) for values in (run.accuracy, run.share()))
    said = (
        f"accuracy, %: {reached[0]:.1f}, then {reached[1]:.1f}; never on, %: {silent[0]:.1f}, {silent[1]:.1f}"
    )
    return 10 < reached[1] - reached[0] < 30 and 25 < silent.min() < silent.max() < 45, said


# ---- for ever?


@claim(
    LESSON, SUMMARY, "Dead units of layer 1 keep their weights to the last bit and did not revive",
    seeds=10, vary={"batch": (32,), "epochs": (12,), "lr": (0.1, 1.0)},
)  # fmt: skip
def layer_1_is_frozen(seeds, lr=0.5, batch=8, epochs=3):
    """Weights of the units of layer 1 that are dead after one epoch, at the end; revivals in layer 1."""
    data, net, then = digits(), net_of(), None
    how = Descent(lr=lr, batch=batch, epochs=epochs)
    for step, p in descend(net, data.x_train, data.t_train, how, seeds):
        if then is None and step > 0:
            was_dead = unit_states(net.forward(p, data.x_train)["z1"]) == NEVER_ON
            then = p["W1"].copy()
    frozen = (p["W1"] == then).all(axis=1)
    now = unit_states(net.forward(p, data.x_train)["z1"]) == NEVER_ON
    revived = int((was_dead & ~now).sum())
    same = int((was_dead & frozen).sum())
    return same == was_dead.sum() and not revived, f"{same} of {was_dead.sum()} frozen, {revived} revived"


@claim(
    LESSON, SUMMARY, "those of layer 2 did, at lr = 0.5 hundreds of times",
    seeds=10, vary={"batch": (32,), "epochs": (1, 12), "lr": (0.1, 1.0)},
)  # fmt: skip
def layer_2_revives(seeds, lr=0.5, batch=8, epochs=3):
    """Revivals in layer 2, looked for every 30 steps (at least 100), and in layer 1 (none)."""
    run = train(seeds, net_of(), every=30, lr=lr, batch=batch, epochs=epochs)
    back = {f"layer {k}": run.revivals(k) for k in (1, 2)}
    return back["layer 1"] == 0 and back["layer 2"] >= 100, f"revivals: {listed(back, 0)}"


@claim(LESSON, SUMMARY, "New data and weight decay can bring a unit back, momentum can carry it further away")
def what_else_moves_it():
    """The dead unit of section 1 on a fifth point; w alone decaying; lr = 0.2 with momentum 0.9."""
    x = np.array([1.0, 2.0, 3.0, 4.0])
    new = -0.125 * -4 - 0.375 > 0
    steps = next(n for n in range(1000) if (-(0.99**n) * x + 0.5 > 0).any())
    w, b, step_w, step_b, died = 1.0, 0.0, 0.0, 0.0, None
    for _ in range(100):
        z = w * x + b
        grad = (np.maximum(z, 0) - x / 2) * (z > 1e-9) / 4
        step_w, step_b = 0.9 * step_w + 0.2 * grad @ x, 0.9 * step_b + 0.2 * grad.sum()
        w, b = w - step_w, b - step_b
        died = w if died is None and (w * x + b < 1e-9).all() else died
    said = f"on at x = -4: {new}; back after {steps} steps of decay; momentum: w {died:.2f}, then {w:.2f}"
    return new and steps == 69 and w < died < 0.1, said


# ---- born dead


@claim(LESSON, "05-75", "At width 2 about half of the networks are born dead with 4 layers.", seeds=4)
def half_at_width_2(seeds):
    """Share of networks born dead at width 2 with 3, 4 (49 to 51 %), 5 layers, 100,000 networks a seed."""
    share = {
        layers: np.mean([
            born_dead_probability(2, layers, 100_000, np.random.default_rng(seed))[0] for seed in seeds
        ])
        for layers in (3, 4, 5)
    }  # fmt: skip
    holds = share[3] < 0.45 and 0.49 < share[4] < 0.51 and share[5] > 0.55
    return holds, f"share by layers: {listed(share, 4)}"


# ---- cures


LEAKY_01 = leaky_relu.with_parameters(negative_slope=0.1)
OTHERS = {"Leaky 0.01": leaky_relu, "Leaky 0.1": LEAKY_01, "PReLU": prelu, "ELU": elu, "GELU": gelu}
OTHERS |= {"SiLU": silu, "tanh": tanh}
CURED, SICK = 85, 60  # accuracy in percent: cured is above, sick below


@claim(
    LESSON, SUMMARY, "a smaller learning rate, clipping, BatchNorm and sigmoid cured lr = 1",
    seeds=10, spread="1.4 to 1.9 points over the seeds", vary=BATCHES | WIDTHS,
)  # fmt: skip
def cures_of_long_steps(seeds, batch=8, epochs=3, width=64):
    """Accuracy with lr = 1 and each of the four."""
    how, net = {"batch": batch, "epochs": epochs}, net_of(width=width)
    found = {
        "lr = 0.1": accuracy(train(seeds, net, lr=0.1, **how)),
        "clipping": accuracy(train(seeds, net, lr=1.0, clip=1.0, **how)),
        "BatchNorm": accuracy(train(seeds, net_of(width=width, batch_norm=True), lr=1.0, **how)),
        "sigmoid": accuracy(train(seeds, net_of(sigmoid, width), lr=1.0, **how)),
    }
    return min(found.values()) > CURED, f"accuracy, %: {listed(found)}"


@claim(
    LESSON, SUMMARY, "none of seven other activations did",
    seeds=10, spread="up to 32 points over the seeds (SiLU)", vary={"batch": (16, 32, 64), "epochs": (1, 6)},
)  # fmt: skip
def no_cures_of_long_steps(seeds, batch=8, epochs=3):
    """Accuracy with lr = 1 and seven other activations, of the networks that are finite (0: none is)."""
    found = {
        name: accuracy(train(seeds, net_of(f), lr=1.0, batch=batch, epochs=epochs))
        for name, f in OTHERS.items()
    }
    return max(found.values()) < SICK, f"accuracy, %: {listed(found)}"


@claim(
    LESSON, SUMMARY, "sigmoid by its small slope, which makes steps shorter",
    seeds=10, spread="2.5 points over the seeds", vary=BATCHES | {"lr": (2.0,)},
)  # fmt: skip
def slope_not_bound(seeds, lr=1.0, batch=8, epochs=3):
    """Accuracy with ReLU6, bounded and steep, and with a quarter of ReLU, unbounded and flat."""
    how = {"lr": lr, "batch": batch, "epochs": epochs}
    nets = {"ReLU6": net_of(relu6), "a quarter of ReLU": net_of(QUARTER)}
    nets["slope 1/4, He"] = MLP(activation=QUARTER)
    found = {name: accuracy(train(seeds, net, **how)) for name, net in nets.items()}
    said = f"accuracy, %: {listed(found)}"
    return found.pop("ReLU6") < SICK and min(found.values()) > CURED, said


@claim(
    LESSON, "05-79c", "moves the weights of the hidden layers by about 1 % of their length or less",
    seeds=10, vary={"batch": (32, 64)},
)  # fmt: skip
def first_steps(seeds, batch=8):
    """Length of the gradient of W1 and W2 over the length of the matrix, in percent."""
    data, found = digits(), {}
    rngs = [np.random.default_rng(seed) for seed in seeds]
    chosen = np.random.default_rng([*seeds]).integers(len(data.t_train), size=(len(rngs), batch))
    for name, f in {
        "sigmoid": sigmoid,
        "quarter": QUARTER,
        "ReLU": relu,
        "ReLU6": relu6,
        "tanh": tanh,
    }.items():
        net = net_of(f)
        p = net.initial(rngs)
        trace = net.forward(p, data.x_train[chosen])
        grads = net.backward(p, trace, softmax_cross_entropy(trace["z3"], data.t_train[chosen])[1])
        parts = [np.sqrt((grads[W] ** 2).sum((1, 2)) / (p[W] ** 2).sum((1, 2))) for W in ("W1", "W2")]
        found[name] = 100 * np.mean(parts, axis=1)
    flat = max(found[name].max() for name in ("sigmoid", "quarter"))
    steep = min(found[name].min() for name in ("ReLU", "ReLU6", "tanh"))
    said = f"at most {flat:.2f} %; ReLU, ReLU6 and tanh at least {steep:.1f} %"
    return flat < 1.5 and steep > 5 * flat, said


@claim(
    LESSON, "05-79e", "So does ReLU with its slope alone, on the way back, divided by four; its output alone "
    "divided is not enough.",
    seeds=10, spread="1.5 and 18.4 points over the seeds", vary=BATCHES,
)  # fmt: skip
def slope_not_output(seeds, batch=8, epochs=3):
    """Accuracy at lr = 1 with a quarter of ReLU's slope and all of its output, and the other way round."""
    found = {}
    for part, f, slope in (("slope", relu, QUARTER.derivative), ("output", QUARTER, relu.derivative)):
        net = MLP(activation=replace(relu, name=part, function=f, gradient=slope))
        found[part] = accuracy(train(seeds, net, lr=1.0, batch=batch, epochs=epochs))
    return found["slope"] > CURED and found["output"] < SICK, f"accuracy, %, a quarter of: {listed(found)}"


@claim(LESSON, "05-79e", "it still learns at lr = 2, and no longer at 8", seeds=10, vary=BATCHES)
def sigmoid_has_a_lethal_rate(seeds, batch=8, epochs=3):
    """Accuracy of sigmoid with lr = 2 and 8."""
    found = {
        lr: accuracy(train(seeds, net_of(sigmoid), lr=lr, batch=batch, epochs=epochs)) for lr in (2.0, 8.0)
    }
    return found[2.0] > CURED and found[8.0] < SICK, f"accuracy, %, by lr: {listed(found)}"


@claim(
    LESSON, SUMMARY, "At lr = 2 BatchNorm fails in batches of 8 and is excellent in batches of 32",
    seeds=10, spread="5.8 and 1.4 points over the seeds",
    vary={"large": (16, 64), "epochs": (6, 12), "width": (32, 128)},
)  # fmt: skip
def batch_norm_needs_a_batch(seeds, large=32, epochs=3, width=64):
    """Accuracy and never-on units with lr = 2 and BatchNorm in batches of 8 and of `large`."""
    net = net_of(width=width, batch_norm=True)
    runs = {batch: train(seeds, net, lr=2.0, batch=batch, epochs=epochs) for batch in (8, large)}
    found = {batch: accuracy(run) for batch, run in runs.items()}
    said = f"accuracy, %, by batch: {listed(found)}; never on {dead(runs[large]):.1f} %"
    return found[8] < SICK and found[large] > 95 and dead(runs[large]) < 1, said


@claim(
    LESSON, SUMMARY, "BatchNorm and another initial bias cured too negative a bias, and so did",
    seeds=10, spread="0.3 to 2.9 points over the seeds", vary=BATCHES | {"epochs": (1, 6)} | WIDTHS,
)  # fmt: skip
def cures_of_a_bias(seeds, batch=8, epochs=3, width=64):
    """Accuracy with an initial bias of -1.5 at lr = 0.1 and each of the six."""
    how = {"lr": 0.1, "batch": batch, "epochs": epochs}
    found = {"BatchNorm": net_of(width=width, batch_norm=True, bias=-1.5), "bias 0": net_of(width=width)}
    for name, f in {"ELU": elu, "tanh": tanh, "PReLU": prelu, "sigmoid": sigmoid}.items():
        found[name] = net_of(f, width, bias=-1.5)
    found = {name: accuracy(train(seeds, net, **how)) for name, net in found.items()}
    return min(found.values()) > 80, f"accuracy, %: {listed(found)}"


@claim(
    LESSON, SUMMARY, "Leaky ReLU with 0.01 did not, not in twelve epochs either",
    seeds=10, spread="0.4 points over the seeds", vary={"epochs": (12, 24), "batch": (32,)},
)  # fmt: skip
def leaky_does_not_climb(seeds, batch=8, epochs=3):
    """Accuracy with an initial bias of -1.5 and Leaky ReLU 0.01: below 20 %."""
    run = train(seeds, net_of(leaky_relu, bias=-1.5), lr=0.1, batch=batch, epochs=epochs)
    return accuracy(
        run
    ) < 20, f"accuracy {accuracy(run):.1f} %, best network {100 * run.accuracy[-1].max():.1f} %"


# ---- the quiz


@claim(*QUIZ, "Layers of ReLU bend on any data, whatever their biases.")
def quiz_always_on():
    """Distance of the answer for an average of two images from the average of the answers, bias 0 and 50."""
    gaps = [off_the_straight_line(MLP(bias=bias)) for bias in (0.0, 50.0)]
    return gaps[1] < 1e-9 < gaps[0], f"bias 0: {gaps[0]:.3f}, bias 50: {gaps[1]:.1e}"


@claim(*QUIZ, "A unit whose output is 0 is dead.", seeds=10, vary={"width": (16, 256)})
def quiz_silent(seeds, width=64):
    """Share of layer 1 that is silent on the first image (about half) and on all (1.5 to 16 %)."""
    net = net_of(width=width)
    z = net.forward(net.initial([np.random.default_rng(seed) for seed in seeds]), digits().x_train)["z1"]
    one, every = 100 * np.mean(z[:, 0] <= 0), 100 * np.mean((z <= 0).all(axis=1))
    return 35 < one < 65 and 1.5 < every < 16, f"silent, %: on one image {one:.0f}, on all {every:.1f}"


@claim(
    *QUIZ, "A dead unit is dead for ever.", seeds=10, vary={"batch": (32,), "epochs": (3,), "lr": (0.1, 1.0)}
)
def quiz_for_ever(seeds, lr=0.5, batch=8, epochs=1):
    """Revivals in layer 1 (none) and layer 2 (some), looked for every 30 steps."""
    run = train(seeds, net_of(), every=30, lr=lr, batch=batch, epochs=epochs)
    return run.revivals(1) == 0 < run.revivals(2), f"revivals: {run.revivals(1)} and {run.revivals(2)}"


@claim(
    *QUIZ, "A network with many dead units has failed.", seeds=10, vary={"batch": (32,), "epochs": (1, 10)}
)
def quiz_failed(seeds, batch=8, epochs=3):
    """Never-on units after a bad step (above 12 %), and accuracy lost (below 5 points)."""
    how = {"batch": batch, "epochs": epochs}
    good, bad = (train(seeds, net_of(), lr=lr, **how) for lr in (0.1, bad_start))
    lost = 100 * (good.accuracy[-1] - bad.accuracy[-1]).mean()
    return dead(bad) > 12 and lost < 5, f"never on {dead(bad):.1f} %, lost {lost:.1f} points"


@claim(*QUIZ, "If units are dead, the learning rate was too large.", seeds=10, vary={"width": (16, 256)})
def quiz_other_causes(seeds, width=64):
    """Share of units dead before any step with a bias of -1.5: more than half."""
    net = net_of(width=width, bias=-1.5)
    trace = net.forward(net.initial([np.random.default_rng(seed) for seed in seeds]), digits().x_train)
    share = 100 * np.mean([unit_states(trace[f"z{k}"]) == NEVER_ON for k in (1, 2)])
    return share > 50, f"never on before training {share:.1f} %"


@claim(
    *QUIZ, "Leaky ReLU keeps units from going negative on all samples.",
    seeds=10, vary={"batch": (16, 32), "epochs": (3,)},
)  # fmt: skip
def quiz_leaky(seeds, batch=8, epochs=1):
    """Share of units negative on all samples after lr = 1, ReLU and Leaky ReLU: both above 40 %."""
    how = {"lr": 1.0, "batch": batch, "epochs": epochs}
    shares = {
        name: dead(train(seeds, net_of(f), **how)) for name, f in (("ReLU", relu), ("Leaky", leaky_relu))
    }
    return min(shares.values()) > 40, f"never on, %: {listed(shares)}"
