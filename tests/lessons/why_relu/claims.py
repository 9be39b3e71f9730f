"""Lesson 4: cost, gradients, zeros, linearity and the race, and its questions of the quiz."""

from time import perf_counter

import numpy as np
from claims import claim
from scipy.special import erf

from helpers.activations import ACTIVATIONS, relu, sigmoid, tanh
from helpers.data import digits
from helpers.dying import ALWAYS_ON, MIXED, NEVER_ON, interval, unit_states
from helpers.gradients import gradient_sizes
from helpers.lessons.why_relu import quiz
from helpers.networks import MLP, Descent, descend

LESSON, SUMMARY = "04_why_relu", "04-68"
QUIZ = "08_summary", "08-06"


# ---- cheap


@claim(LESSON, SUMMARY, "1 operation per number against 4 or 5")
def operations():
    """NumPy operations on an array that notes them, ReLU and three rivals as a textbook writes them."""
    notes = []

    class Recorder(np.ndarray):
        def __array_ufunc__(self, operation, method, *inputs, **options):
            notes.append(operation.__name__)
            return getattr(operation, method)(*map(np.asarray, inputs), **options).view(Recorder)

    counts = []
    for way in (
        lambda z: np.maximum(z, 0),
        lambda z: 1 / (1 + np.exp(-z)),
        lambda z: 1 - 2 / (np.exp(2 * z) + 1),
        lambda z: z * (1 + erf(z / 2**0.5)) / 2,
    ):
        notes.clear()
        way(np.linspace(-5, 5, 11).view(Recorder))
        counts.append(len(notes))
    return counts == [1, 4, 5, 5], f"ReLU, sigmoid, tanh, GELU: {counts} operations per number."


@claim(
    LESSON, SUMMARY,
    "a careless `np.where` wastes the advantage",
    spread="the best of 9 runs; differs from machine to machine", vary={"width": (256, 4096)},
)  # fmt: skip
def careless_where(samples=256, width=1024):
    """Time of ReLU by np.where over that by np.maximum, on normal numbers."""
    z = np.random.default_rng(0).normal(size=(samples, width))
    where, maximum = (_best(way, z) for way in (lambda z: np.where(z > 0, z, 0), lambda z: np.maximum(z, 0)))
    return where > 2 * maximum, f"np.where takes {where / maximum:.1f} times as long as np.maximum."


def _best(work, z):
    times = []
    for _ in range(9):
        start = perf_counter()
        work(z)
        times.append(perf_counter() - start)
    return min(times)


@claim(
    LESSON, SUMMARY,
    "the fastest by the clock in the run stored here",
    spread="the best of 9 runs; differs from machine to machine", vary={"width": (256, 4096)},
)  # fmt: skip
def fastest_by_the_clock(samples=256, width=1024):
    """Times of sigmoid, tanh and GELU, as a textbook writes them, over that of ReLU: all above 1."""
    z = np.random.default_rng(0).normal(size=(samples, width))
    ways = {
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "tanh": lambda z: 1 - 2 / (np.exp(2 * z) + 1),
        "GELU": lambda z: z * (1 + erf(z / 2**0.5)) / 2,
    }
    of_relu = _best(lambda z: np.maximum(z, 0), z)
    times = {name: _best(way, z) / of_relu for name, way in ways.items()}
    found = ", ".join(f"{name} {ratio:.1f}" for name, ratio in times.items())
    return min(times.values()) > 1, f"{found} times as long as ReLU."


# ---- gradients, before training


def ratios(activation, init, of, seeds, depth=20, width=64, samples=32):
    """First hidden layer over last, one number for each seed."""
    data = digits()
    net = MLP((64, *[width] * depth, 10), activation, init)
    sizes = gradient_sizes(net, data.x_train[:samples], data.t_train[:samples], seeds, of)
    return sizes[:, 0] / sizes[:, -1]


GRADIENTS = {"depth": (10, 40), "width": (32, 256), "samples": (1, 256)}


@claim(
    LESSON, SUMMARY,
    "For ReLU that is 1 with He's weights, 1/2 with Glorot's, 1/6 with PyTorch's default.",
    seeds=5, spread="over seeds; less with width", vary=GRADIENTS,
)  # fmt: skip
def factors_of_relu(seeds, depth=20, width=64, samples=32):
    """Factor in each layer, from the ratio of the first to the last; within a tenth of what is predicted."""
    found = {}
    for init, predicted in (("he", 1), ("glorot", 1 / 2), ("pytorch", 1 / 6)):
        logs = np.log(ratios(relu, init, "z", seeds, depth, width, samples)).mean() * 2 / (depth - 1)
        found[init] = (np.exp(logs), predicted)
    holds = all(abs(value / predicted - 1) < 0.1 for value, predicted in found.values())
    return holds, ", ".join(f"{init} {value:.3f} ({p:.3f})" for init, (value, p) in found.items()) + "."


@claim(
    LESSON, SUMMARY,
    "with Glorot's weights it is small in all layers alike",
    seeds=5, spread="over seeds, a factor of about 2", vary=GRADIENTS,
)  # fmt: skip
def glorot_leaves_all_weights_alike(seeds, depth=20, width=64, samples=32):
    """ReLU: dL/dW of layer 1 over the last, between 1/4 and 4 for each seed; all of them beside He's."""
    found = ratios(relu, "glorot", "W", seeds, depth, width, samples)
    data, first = digits(), {}
    for init in ("glorot", "he"):
        net = MLP((64, *[width] * depth, 10), relu, init)
        sizes = gradient_sizes(net, data.x_train[:samples], data.t_train[:samples], seeds, "W")
        first[init] = np.exp(np.log(sizes).mean())
    small = first["glorot"] / first["he"]
    sentence = f"dL/dW {found.min():.2g} to {found.max():.2g}; {small:.1g} of what He's weights give."
    return bool(found.min() > 1 / 4 and found.max() < 4 and small < 0.1), sentence


@claim(
    LESSON, SUMMARY,
    "with PyTorch's default it vanishes towards the input",
    seeds=5, spread="over seeds, a factor of about 2", vary=GRADIENTS,
)  # fmt: skip
def pytorch_starves_the_first_weights(seeds, depth=20, width=64, samples=32):
    """ReLU: dL/dW of layer 1 over the last layer, below 1/10 for each five layers."""
    found = ratios(relu, "pytorch", "W", seeds, depth, width, samples)
    return bool(found.max() < 10 ** (-depth / 5)), f"dL/dW {found.min():.1e} to {found.max():.1e}."


@claim(
    LESSON, SUMMARY,
    "Sigmoid vanishes with all four initialisations tried, also with its own",
    seeds=5, spread="over seeds, a factor of 2 to 4", vary=GRADIENTS,
)  # fmt: skip
def sigmoid_vanishes(seeds, depth=20, width=64, samples=32):
    """The larger one of dL/dz and dL/dW, layer 1 over the last: below 10^-3 at depth 20, in proportion."""
    largest = {
        init: max(ratios(sigmoid, init, of, seeds, depth, width, samples).max() for of in "zW")
        for init in ("pytorch", "glorot", "he", "glorot4")
    }
    holds = max(largest.values()) < 10 ** (-3 * depth / 20)
    return bool(holds), "at most " + ", ".join(f"{init} {value:.1e}" for init, value in largest.items()) + "."


@claim(
    LESSON, SUMMARY,
    "tanh with Glorot's weights hardly does",
    seeds=5, spread="over seeds, a factor of 2", vary=GRADIENTS,
)  # fmt: skip
def tanh_hardly_vanishes(seeds, depth=20, width=64, samples=32):
    """Typical dL/dz and dL/dW, layer 1 over the last: above 1/10 and above that of dL/dz with ReLU."""
    of_z, of_weights, of_relu = (
        np.exp(np.log(ratios(f, "glorot", of, seeds, depth, width, samples)).mean())
        for f, of in ((tanh, "z"), (tanh, "W"), (relu, "z"))
    )
    holds = min(of_z, of_weights) > max(0.1, of_relu)
    return bool(holds), f"dL/dz {of_z:.2f} (ReLU {of_relu:.1e}), dL/dW {of_weights:.2f}."


@claim(
    LESSON, "04-30d",
    "with 50 on both sides of it",
    seeds=50, spread="0.4 to 4 over seeds", vary={"samples": (1, 256)},
)  # fmt: skip
def weights_on_both_sides(seeds, depth=20, width=64, samples=32):
    """Glorot's and He's weights: dL/dW of layer 1 over layer 20, the smallest below 1, the largest above."""
    found = [ratios(relu, init, "W", seeds, depth, width, samples) for init in ("glorot", "he")]
    told = ", ".join(f"{each.min():.2f} to {each.max():.2f}" for each in found)
    return all(each.min() < 1 < each.max() for each in found), f"{told}."


def untrained(activation, init, seeds, width, biases=1, depth=20):
    """What goes through untrained layers, all training images; biases: a factor for all of them."""
    net, data = MLP((64, *[width] * depth, 10), activation, init), digits()
    _, start = next(descend(net, data.x_train, data.t_train, seeds=seeds))
    return net.forward(start | {f"b{k}": biases * start[f"b{k}"] for k in net.hidden}, data.x_train)


@claim(
    LESSON, "04-30d",
    "|tanh z| is smaller than |z|, so the z get smaller from layer to layer",
    seeds=5, spread="± 0.02 over seeds at layer 20", vary={"width": (32, 256)},
)  # fmt: skip
def tanh_makes_z_smaller(seeds, width=64):
    """Glorot's weights: root mean square of z in layers 1, 2, 5, 10, 20, each less than the one before."""
    trace = untrained(tanh, "glorot", seeds, width)
    sizes = [np.sqrt(np.mean(trace[f"z{k}"] ** 2)) for k in (1, 2, 5, 10, 20)]
    return bool(np.all(np.diff(sizes) < 0)), ", ".join(f"{size:.2f}" for size in sizes) + "."


@claim(
    LESSON, "04-26c",
    "With PyTorch's default the random biases keep `a` from shrinking further",
    seeds=5, spread="± 0.01 over layers", vary={"width": (32, 256)},
)  # fmt: skip
def biases_keep_a(seeds, width=64):
    """Root mean square of a, layer 20 over layer 5: 1/2 to 2 with the biases, below 1/1000 without them."""
    kept, lost = (
        np.sqrt(np.mean(trace["a20"] ** 2) / np.mean(trace["a5"] ** 2))
        for trace in (untrained(relu, "pytorch", seeds, width, biases) for biases in (1, 0))
    )
    return bool(1 / 2 < kept < 2 and lost < 1e-3), f"{kept:.2f} with biases, {lost:.1e} without."


@claim(
    LESSON, "04-43g",
    "PyTorch's weights make `a` smaller from layer to layer, and with it what differs between the images",
    seeds=5, spread="a factor of 2 over layers", vary={"width": (32, 256)},
)  # fmt: skip
def images_become_alike(seeds, width=64):
    """Spread of a over the images, layer 20 over layer 1: below a millionth."""
    trace = untrained(relu, "pytorch", seeds, width)
    first, last = (trace[f"a{k}"].std(axis=1).mean() for k in (1, 20))
    return bool(last / first < 1e-6), f"{first:.1e} in layer 1, {last:.1e} in layer 20."


# ---- zeros


def zeros_and_accuracy(l1, lr, seeds, batch, epochs, width):
    """Per cent of zeros in both layers at the start and at the end, and of test images recognised."""
    data, net, zeros = digits(), MLP((64, width, width, 10)), []
    how = Descent(lr=lr, batch=batch, epochs=epochs, l1=l1)
    every = epochs * (len(data.x_train) // batch)
    for _, parameters in descend(net, data.x_train, data.t_train, how, seeds, every=every):
        trace = net.forward(parameters, data.x_train)
        zeros.append(100 * np.mean([np.mean(trace[f"a{k}"] == 0, axis=(1, 2)) for k in net.hidden], axis=0))
    read = net.forward(parameters, data.x_test)[f"z{net.layers}"].argmax(-1)
    return *zeros, 100 * np.mean(read == data.t_test, axis=-1)


@claim(
    LESSON, SUMMARY,
    "one half zeros at the start, as z is as likely as -z",
    seeds=10, spread="± 5 points over seeds at width 64", vary={"width": (16, 256), "depth": (1, 10)},
)  # fmt: skip
def half_zeros(seeds, width=64, depth=2):
    """Zeros among the activations of untrained networks with He's weights: 50 % lies in the 95 % interval."""
    trace = untrained(relu, "he", seeds, width, depth=depth)
    zeros = 100 * np.mean([np.mean(trace[f"a{k + 1}"] == 0, axis=(1, 2)) for k in range(depth)], axis=0)
    _, low, high = interval(zeros)
    return bool(low < 50 < high), f"{zeros.mean():.1f} %, interval {low:.1f} to {high:.1f}."


TRAINING = {"batch": (8, 64), "epochs": (5, 30), "width": (32, 128)}


@claim(
    LESSON, SUMMARY,
    "with mini-batches of 32 training made them fewer with lr 0.2 and more with lr 0.6",
    seeds=20, spread="± 3 points (lr 0.2), ± 5 (lr 0.6) over seeds", vary=TRAINING,
)  # fmt: skip
def training_moves_zeros_either_way(seeds, batch=32, epochs=15, width=64):
    """Zeros after training less before, seed by seed: lr 0.2 below 0 and lr 0.6 above, by their intervals."""
    change = {}
    for lr in (0.2, 0.6):
        before, after, _ = zeros_and_accuracy(0, lr, seeds, batch, epochs, width)
        change[lr] = interval(after - before)[1:]
    holds = change[0.2][1] < 0 < change[0.6][0]
    found = ", ".join(f"lr {lr}: {low:.1f} to {high:.1f}" for lr, (low, high) in change.items())
    return bool(holds), f"points more zeros: {found}."


@claim(
    LESSON, SUMMARY,
    "With lr 0.2 and 64 units a layer, an L1 penalty brought them above 80 % in 15 epochs, for less than a "
    "point of accuracy",
    seeds=20, spread="± 1 point of zeros, ± 1.2 of the loss, over seeds", vary=TRAINING,
)  # fmt: skip
def many_zeros_for_less_than_a_point(seeds, batch=32, epochs=15, width=64):
    """Penalty 0.02 against none, lr 0.2: zeros, and the 95 % interval of the loss, seed by seed."""
    _, zeros, accuracy = zeros_and_accuracy(0.02, 0.2, seeds, batch, epochs, width)
    _, _, plain = zeros_and_accuracy(0, 0.2, seeds, batch, epochs, width)
    _, low, high = interval(plain - accuracy)
    return bool(zeros.mean() > 80 and high < 1), f"{zeros.mean():.1f} % zeros; lost {low:.1f} to {high:.1f}."


@claim(
    LESSON, SUMMARY,
    "An ordinary product does not get faster",
    spread="the best of 9 runs; differs from machine to machine", vary={"width": (256, 2048)},
)  # fmt: skip
def a_product_does_not_get_faster(samples=256, width=1024):
    """Time of a matrix product with 90 % zeros over that with none: above 0.5 (0.1 if it skipped them)."""
    rng = np.random.default_rng(0)
    W, a = rng.normal(size=(width, width)), rng.random((samples, width))
    sparse = np.where(rng.random(a.shape) < 0.9, 0, a)
    ratio = _best(lambda a: a @ W, sparse) / _best(lambda a: a @ W, a)
    return ratio > 0.5, f"With 90 % zeros it takes {ratio:.2f} times as long."


@claim(
    LESSON, SUMMARY,
    "a zero is not a dead unit", seeds=20, spread="± 2 points over seeds", vary=TRAINING,
)  # fmt: skip
def zeros_are_not_dead_units(seeds, batch=32, epochs=15, width=64):
    """With the penalty 0.02: the share of units never on is below a quarter of that of the zeros."""
    data, net = digits(), MLP((64, width, width, 10))
    how = Descent(lr=0.2, batch=batch, epochs=epochs, l1=0.02)
    *_, (_, parameters) = descend(net, data.x_train, data.t_train, how, seeds)
    trace = net.forward(parameters, data.x_train)
    zeros = 100 * np.mean([trace[f"a{k}"] == 0 for k in net.hidden])
    never = 100 * np.mean([unit_states(trace[f"z{k}"]) == NEVER_ON for k in net.hidden])
    return bool(never < zeros / 4), f"{zeros:.1f} % zeros, {never:.1f} % of the units never on."


@claim(
    LESSON, SUMMARY,
    "PyTorch's default leaves hardly a mixed unit from the eighth layer on, half of the units never on and "
    "half always on",
    seeds=5, spread="± 5 points over layers", vary={"width": (16, 256), "samples": (100,)},
)  # fmt: skip
def pytorch_leaves_no_mixed_units(seeds, depth=16, width=64, samples=1437):
    """States of the units of layers 8 to the last: mixed below 3 % in each, the others 40 to 60 %."""
    net, data = MLP((64, *[width] * depth, 10), init="pytorch"), digits()
    _, start = next(descend(net, data.x_train, data.t_train, seeds=seeds))
    trace = net.forward(start, data.x_train[:samples])
    states = np.array([unit_states(trace[f"z{k}"]) for k in range(8, depth + 1)])
    mixed = np.mean(states == MIXED, axis=(1, 2)).max() * 100
    never, always = (100 * np.mean(states == state) for state in (NEVER_ON, ALWAYS_ON))
    holds = mixed < 3 and 40 < never < 60 and 40 < always < 60
    return bool(holds), f"mixed at most {mixed:.0f} %, never on {never:.0f} %, always on {always:.0f} %."


@claim(
    LESSON, SUMMARY,
    "With He's weights and biases 0 the mixed units become fewer slowly",
    seeds=5, spread="20 to 60 % in layer 20, over seeds", vary={"width": (32, 256), "init": ("glorot",)},
)  # fmt: skip
def mixed_units_become_fewer_slowly(seeds, width=64, init="he"):
    """Mixed units in layers 1, 5 and 20: each fewer than the one before, and above 20 % in layer 20."""
    net, data = MLP((64, *[width] * 20, 10), init=init), digits()
    _, start = next(descend(net, data.x_train, data.t_train, seeds=seeds))
    trace = net.forward(start, data.x_train)
    first, fifth, last = (100 * np.mean(unit_states(trace[f"z{k}"]) == MIXED) for k in (1, 5, 20))
    return bool(first > fifth > last > 20), f"mixed: {first:.0f} %, {fifth:.0f} %, {last:.0f} %."


@claim(
    LESSON, SUMMARY,
    "Trained, PyTorch's default was about as good as He's with two layers, and no better than guessing with "
    "20.",
    seeds=5, spread="± 1 point (2 layers), ± 10 (20 layers, He's) over seeds", vary={"batch": (16,)},
)  # fmt: skip
def pytorch_trained(seeds, batch=32):
    """2 layers, lr 0.2, 15 epochs: less than 2 points apart; 20 layers, 0.02, 5: guessing, He's 20 above."""
    data, accuracy = digits(), {}
    for layers, lr, epochs in ((2, 0.2, 15), (20, 0.02, 5)):
        for init in ("pytorch", "he"):
            net, how = MLP((64, *[64] * layers, 10), relu, init), Descent(lr=lr, batch=batch, epochs=epochs)
            *_, (_, parameters) = descend(net, data.x_train, data.t_train, how, seeds=seeds)
            outputs = net.forward(parameters, data.x_test)[f"z{net.layers}"]
            accuracy[layers, init] = 100 * np.mean(outputs.argmax(-1) == data.t_test)
    two, deep = (accuracy[layers, "he"] - accuracy[layers, "pytorch"] for layers in (2, 20))
    said = ", ".join(f"{init}, {layers} layers {got:.1f} %" for (layers, init), got in accuracy.items())
    return bool(abs(two) < 2 and accuracy[20, "pytorch"] < 15 and deep > 20), f"{said}."


# ---- linear on the right, and the race


@claim(LESSON, SUMMARY, "the slope stays 1")
def slope_stays_1():
    """Slopes from 10^-300 to 10^300."""
    slopes = relu.derivative(10.0 ** np.arange(-300, 301))
    return bool(np.all(slopes == 1)), f"from {slopes.min():g} to {slopes.max():g}."


@claim(
    LESSON, SUMMARY,
    "between two switches a network is one matrix", seeds=5, vary={"depth": (1, 8)},
)  # fmt: skip
def one_matrix(seeds, depth=2, width=64):
    """Biases 0: outputs for images and slightly moved ones with the same gates, against one matrix each."""
    net, data, worst, pairs = MLP((64, *[width] * depth, 10)), digits(), 0.0, 0
    x = data.x_train[:20]
    for seed in seeds:
        parameters = net.initial([np.random.default_rng(seed)])
        near = x + np.random.default_rng(seed).normal(0, 1e-3, x.shape)
        traces = [net.forward(parameters, each) for each in (x, near)]
        for n in range(len(x)):
            gates = [[trace[f"z{k}"][0, n] > 0 for k in net.hidden] for trace in traces]
            if not np.array_equal(*gates):
                continue
            A = parameters["W1"][0]
            for k, open_ones in zip(net.hidden, gates[0], strict=True):
                A = (A * open_ones) @ parameters[f"W{k + 1}"][0]
            out = traces[1][f"z{net.layers}"][0, n]
            worst, pairs = max(worst, np.abs(near[n] @ A - out).max()), pairs + 1
    found = f"{pairs} pairs with the same gates, largest difference {worst:.0e}."
    return bool(pairs > 0 and worst < 1e-12), found


RATES = {
    ("relu", "he"): {2: (0.15, 0.3, 0.6), 5: (0.05, 0.1, 0.2)},
    ("tanh", "glorot"): {2: (0.2, 0.4, 0.8), 5: (0.1, 0.2, 0.4)},
    ("sigmoid", "glorot4"): {2: (1, 2, 4), 5: (0.5, 1, 2)},
    ("sigmoid", "glorot"): {2: (1, 2, 4), 5: (1, 2, 4)},
}


def steps_to_goal(name, init, layers, seeds, batch, width, goal, most=440):
    """Steps to the goal at the best rate of RATES, one number a seed (inf: not within `most` steps)."""
    data, found = digits(), []
    for lr in RATES[name, init][layers]:
        net = MLP((64, *[width] * layers, 10), ACTIVATIONS[name], init)
        how = Descent(lr=lr, batch=batch, epochs=-(-most // (len(data.x_train) // batch)))
        reached = np.full(len(seeds), np.inf)
        for step, parameters in descend(net, data.x_train, data.t_train, how, seeds, every=5):
            outputs = net.forward(parameters, data.x_train[:128])[f"z{net.layers}"]
            error = np.mean(outputs.argmax(-1) != data.t_train[:128], axis=-1)
            reached[(error <= goal) & np.isinf(reached)] = step
            if np.isfinite(reached).all() or step >= most:
                break
        found.append(reached)
    return min(found, key=lambda steps: (np.isinf(steps).sum(), np.ma.masked_invalid(steps).mean()))


RACE = {"batch": (8, 64), "width": (64,), "goal": (0.1,)}


@claim(
    LESSON, SUMMARY,
    "learning was not faster than with tanh",
    seeds=20, spread="± 9 steps (2 layers), ± 13 (5 layers) over seeds", vary=RACE,
)  # fmt: skip
def not_faster_than_tanh(seeds, batch=32, width=32, goal=0.25):
    """Steps of ReLU less those of tanh, seed by seed, two and five layers: the intervals lie above 0."""
    found = []
    for layers in (2, 5):
        slow, fast = (
            steps_to_goal(*who, layers, seeds, batch, width, goal)
            for who in (("relu", "he"), ("tanh", "glorot"))
        )
        found.append(interval(slow - fast)[1:])
    text = ", ".join(f"{n} layers {a:.0f} to {b:.0f}" for n, (a, b) in zip((2, 5), found, strict=True))
    return bool(min(low for low, _ in found) > 0), f"more steps than tanh: {text}."


@claim(
    LESSON, SUMMARY,
    "a little with two layers and about twice with five, if sigmoid has four times Glorot's weights",
    seeds=20, spread="± 8 steps (2 layers), ± 33 (5 layers) over seeds", vary=RACE,
)  # fmt: skip
def sigmoid_with_its_own_weights(seeds, batch=32, width=32, goal=0.25):
    """Mean steps of sigmoid over those of ReLU: two layers 1 to 1.5, five layers above 1.5."""
    times = []
    for layers in (2, 5):
        slow, fast = (
            steps_to_goal(*who, layers, seeds, batch, width, goal)
            for who in (("sigmoid", "glorot4"), ("relu", "he"))
        )
        times.append(slow.mean() / fast.mean())
    found = f"{times[0]:.2f} times as many steps (2 layers), {times[1]:.2f} times (5)."
    return bool(1 < times[0] < 1.5 and times[1] > 1.5), found


@claim(
    LESSON, SUMMARY,
    "three to four times with two layers, if sigmoid has Glorot's",
    seeds=20, spread="± 17 steps over seeds", vary=RACE,
)  # fmt: skip
def sigmoid_with_glorots_weights(seeds, batch=32, width=32, goal=0.25):
    """Two layers: mean steps of sigmoid over those of ReLU, 2.5 to 4.5."""
    slow, fast = (
        steps_to_goal(*who, 2, seeds, batch, width, goal) for who in (("sigmoid", "glorot"), ("relu", "he"))
    )
    times = slow.mean() / fast.mean()
    return bool(2.5 < times < 4.5), f"{slow.mean():.0f} steps against {fast.mean():.0f}, {times:.1f} times."


@claim(
    LESSON, "04-62",
    "with five no network arrives",
    seeds=20, vary={"batch": (8, 64), "width": (64,)},
)  # fmt: skip
def deep_sigmoid_with_glorots_weights(seeds, batch=32, width=32, goal=0.25):
    """Networks that reach the goal within 440 steps, at the best of three rates: none."""
    arrived = np.isfinite(steps_to_goal("sigmoid", "glorot", 5, seeds, batch, width, goal)).sum()
    return bool(arrived == 0), f"{arrived} of {len(seeds)} networks."


# ---- the quiz


@claim(
    *QUIZ, "ReLU solves the problem of vanishing gradients.",
    seeds=5, spread="over seeds, a factor of 2", vary=GRADIENTS,
)  # fmt: skip
def vanishing(seeds, depth=20, width=64, samples=32):
    """PyTorch's default: dL/dz and dL/dW, layer 1 over layer 20, both less than a hundred-thousandth."""
    of_z, of_weights = (ratios(relu, "pytorch", of, seeds, depth, width, samples) for of in "zW")
    largest = max(of_z.max(), of_weights.max())
    return bool(largest < 1e-5), f"dL/dz at most {of_z.max():.1e}, dL/dW at most {of_weights.max():.1e}."


@claim(
    *QUIZ, "An open gate passes the gradient with factor 1, so through ReLU it keeps its size.",
    seeds=5, spread="over seeds", vary=GRADIENTS,
)  # fmt: skip
def gates_and_weights(seeds, depth=20, width=64, samples=32):
    """Glorot's weights: the factor of the mean square of dL/dz in each layer, 0.45 to 0.55."""
    found = ratios(relu, "glorot", "z", seeds, depth, width, samples)
    factor = np.exp(np.log(found).mean() * 2 / (depth - 1))
    return bool(0.45 < factor < 0.55), f"{factor:.3f} in each layer."


@claim(
    *QUIZ, "He's initialisation and PyTorch's default for a linear layer are practically the same.",
    seeds=5, spread="over seeds, a factor of 2", vary={"width": (32, 256), "samples": (1, 256)},
)  # fmt: skip
def initialisations(seeds, depth=20, width=64, samples=32):
    """Gradients of layer 1 with He's over PyTorch's: dL/dz and dL/dW ten to a hundred million times."""
    data, times = digits(), {}
    for of in "zW":
        first = [
            gradient_sizes(net, data.x_train[:samples], data.t_train[:samples], seeds, of)[:, 0]
            for net in (MLP((64, *[width] * depth, 10), relu, init) for init in ("he", "pytorch"))
        ]
        times[of] = np.exp(np.log(first[0] / first[1]).mean())
    holds = all(1e7 < value < 1e8 for value in times.values())
    return holds, f"dL/dz {times['z']:.1e} times, dL/dW {times['W']:.1e} times."


@claim(*QUIZ, "Half of ReLU's outputs are 0, so the next layer takes half the time.")
def half_the_time():
    """Multiplications of an ordinary product with 32 of 64 activations 0, counted by numbers that count."""
    choice, found = quiz.half_the_time.experiment()
    return choice == "640", found


@claim(
    *QUIZ, "The more zeros the better: sparse networks are simpler networks.",
    seeds=3, spread="none", vary={"batch": (8, 64), "epochs": (15,), "width": (128,)},
)  # fmt: skip
def too_sparse(seeds, batch=32, epochs=5, width=64):
    """Penalty 0.1: nearly all activations are 0, and fewer than 15 % of the test images are recognised."""
    _, zeros, right = zeros_and_accuracy(0.1, 0.2, seeds, batch, epochs, width)
    found = f"{zeros.mean():.1f} % zeros; {right.mean():.1f} % right, at most {right.max():.1f} %."
    return bool(zeros.mean() > 95 and right.max() < 15), found
