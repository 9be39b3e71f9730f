"""Predictions of lesson 4: what is left of gradients, of zeros, of a promise, and who wins the race."""

import numpy as np

from helpers.activations import relu, sigmoid, tanh
from helpers.course.predictions import closest, guess, named, prediction, sketch
from helpers.data import digits
from helpers.dying import ALWAYS_ON, MIXED, NEVER_ON, unit_states
from helpers.gradients import gradient_sizes
from helpers.networks import MLP, Descent, descend


def typical_sizes(activation, init, depth, of="z"):
    """Sizes of a gradient over that of the last layer, typical of 5 untrained networks: (hidden layers,)."""
    data = digits()
    net = MLP((64, *[64] * depth, 10), activation, init)
    sizes = gradient_sizes(net, data.x_train[:32], data.t_train[:32], of=of)
    return np.exp(np.log(sizes / sizes[:, -1:]).mean(axis=0))


def zeros(net, parameters):
    """Per cent of the activations of the hidden layers that are 0, on the training images."""
    trace = net.forward(parameters, digits().x_train)
    return 100 * np.mean([trace[f"a{k}"] == 0 for k in net.hidden])


def before_and_after(how, bias=0.0, seeds=range(3)):
    """Per cent of zeros in networks 64-64-64-10 before and after a training."""
    net, data = MLP(bias=bias), digits()
    steps = how.epochs * (len(data.x_train) // how.batch)
    moments = descend(net, data.x_train, data.t_train, how, seeds, every=steps)
    return [zeros(net, parameters) for _, parameters in moments]


@prediction(
    ask="A layer has 1,024 inputs and 1,024 units with ReLU. Which part of its operations (multiplications, "
    "additions, and one maximum for each unit) is the activation?",
    choices={
        "about a third": "there are three kinds of operations, but not equally many of each.",
        "about one per cent": "each unit has a thousand multiplications and additions; it is less.",
        "about 0.05 %": "each unit has 1,024 multiplications, 1,024 additions, and one maximum.",
    },
    section=1,
)
def part_of_the_layer():
    share = 100 / (1024 + 1024 + 1)
    parts = {"about a third": np.log(33), "about one per cent": np.log(1), "about 0.05 %": np.log(0.05)}
    return closest(np.log(share), parts), f"1 of {1024 + 1024 + 1:,} operations, {share:.3f} %."


@prediction(
    ask="ReLU with PyTorch's default. Through 20 hidden layers a few hundred-millionths of dL/dz are left in "
    "layer 1. What is left of it through 60 layers?",
    choices={
        "about a third of that": "three times the layers do not divide by three. Every layer multiplies.",
        "about the third power of that": "59 factors instead of 19, each about √(1/6) = 0.4.",
        "about as much": "nothing stops the fading: the 40 additional layers multiply, too.",
    },
    section=2,
)
def three_times_as_deep():
    left = {depth: typical_sizes(relu, "pytorch", depth)[0] for depth in (20, 60)}
    powers = {"about as much": 1, "about a third of that": 1.06, "about the third power of that": 3}
    choice = closest(np.log(left[60]) / np.log(left[20]), powers)
    return choice, f"layer 1 / last layer: {left[20]:.1e} with 20 layers, {left[60]:.1e} with 60."


@sketch(
    ask="ReLU with Glorot's weights, 20 layers: from layer 20 to layer 1 dL/dz falls to about a thousandth. "
    "Draw the size of dL/dW, of which a learning step is made, as a power of ten of its size in layer 20 "
    "(0: as large; -3: a thousandth).",
    places=[1, 5, 10, 15, 20],
    low=-4,
    high=4,
    step=0.5,
    within=0.5,
    start=-2.0,
    section=2,
    labels=("Hidden layer", "power"),
    why="dL/dW is dL/dz times the a that comes in, and the a fades forward as the dL/dz fades backward.",
)
def weights_of_glorot():
    sizes = typical_sizes(relu, "glorot", 20, of="W")
    return np.arange(1, 21), np.log10(sizes), f"layer 1 / layer 20: {sizes[0]:.2g}."


@guess(
    ask="A network 64-64-64-10 of ReLU with He's weights and biases 0, not yet trained. How many per cent of "
    "its activations are exactly 0?",
    low=0,
    high=100,
    step=1,
    within=5,
    start=10,
    section=3,
    unit="%",
    why="A weight w is as likely as -w, so z is as likely as -z, and one of the two becomes 0.",
)
def zeros_at_the_start():
    net, data = MLP(), digits()
    _, start = next(descend(net, data.x_train, data.t_train, seeds=range(10)))
    share = zeros(net, start)
    return share, f"{share:.1f} % on the training images, mean of ten networks."


@prediction(
    ask="One half of the activations are 0 at the start. What becomes of the zeros in training without a "
    "penalty, with lr 0.2 and with lr 0.6?",
    choices={
        "more with both": "so it is with 0.6 alone. The loss does not ask for zeros.",
        "fewer with both": "so it is with 0.2 alone. The loss does not ask for fewer zeros, either.",
        "fewer with 0.2, more with 0.6": "the loss asks neither for zeros nor for their absence.",
        "more with 0.2, fewer with 0.6": "the longer steps leave more zeros, not fewer.",
    },
    section=3,
)
def training_and_zeros():
    found = {lr: before_and_after(Descent(lr=lr, batch=32, epochs=5)) for lr in (0.2, 0.6)}
    choices = {
        (True, True): "more with both",
        (False, False): "fewer with both",
        (False, True): "fewer with 0.2, more with 0.6",
        (True, False): "more with 0.2, fewer with 0.6",
    }
    choice = named(choices, tuple(bool(after > before) for before, after in found.values()))
    told = ", ".join(f"with lr {lr} from {a:.0f} to {b:.0f} %" for lr, (a, b) in found.items())
    return choice, f"{told}, after five epochs, three networks."


@prediction(
    ask="An initial bias of -0.5 for all hidden units makes zeros, and so does an L1 penalty of 0.03. Whose "
    "share of zeros is at least as large after five epochs of training as before?",
    choices={
        "that of the bias": "it begins with many zeros, but it acts at the start only: training moves it.",
        "that of the penalty": "it pushes in every step. The bias acts at the start only; training moves it.",
        "both": "the bias acts at the start only, and training moves it.",
        "neither": "the penalty pushes in every step, so its zeros become more.",
    },
    section=3,
)
def bias_or_penalty():
    by_bias = before_and_after(Descent(lr=0.2, batch=32, epochs=5), bias=-0.5)
    by_penalty = before_and_after(Descent(lr=0.2, batch=32, epochs=5, l1=0.03))
    choices = {
        (True, False): "that of the bias",
        (False, True): "that of the penalty",
        (True, True): "both",
        (False, False): "neither",
    }
    told = "zeros: {:.1f} % before and {:.1f} % after with the bias, {:.1f} % and {:.1f} % with the penalty."
    lasts = tuple(bool(after >= before) for before, after in (by_bias, by_penalty))
    return named(choices, lasts), told.format(*by_bias, *by_penalty)


@guess(
    ask="At z = 1 the slope of tanh is 0.42. So if z grows by 3, the slope promises that tanh grows by 1.26. "
    "By how much does it grow?",
    low=0,
    high=2,
    step=0.05,
    within=0.1,
    start=1.25,
    section=4,
    why="tanh never gets above 1, and at z = 1 it is 0.76 already.",
)
def a_promise():
    grown = tanh(np.array(4.0)) - tanh(np.array(1.0))
    return float(grown), f"tanh(4) - tanh(1) = {grown:.2f}."


@prediction(
    ask="Two hidden layers, each activation with the weights made for it and a good learning rate of its "
    "own. Which one needs the fewest steps to read three digits in four?",
    choices={
        "ReLU": "it is often said; on these digits it is second.",
        "tanh": "we do not know why; ReLU with He's weights keeps its gradients just as well.",
        "sigmoid": "with its own weights it is not far behind ReLU here; with five layers it is.",
    },
    section=4,
)
def first_in_the_race():
    data, steps = digits(), {}
    runners = {"ReLU": (relu, "he", 0.3), "tanh": (tanh, "glorot", 0.4), "sigmoid": (sigmoid, "glorot4", 2)}
    for name, (activation, init, lr) in runners.items():
        net, reached = MLP((64, 32, 32, 10), activation, init), np.full(5, np.inf)
        how = Descent(lr=lr, batch=32, epochs=3)
        for step, parameters in descend(net, data.x_train, data.t_train, how, range(5), every=5):
            told = net.forward(parameters, data.x_train[:128])["z3"].argmax(-1)
            arrived = np.mean(told != data.t_train[:128], axis=-1) <= 0.25
            reached[arrived & np.isinf(reached)] = step
        steps[name] = reached.mean()
    told = ", ".join(f"{name} {mean:.0f}" for name, mean in steps.items())
    return min(steps, key=steps.get), f"steps, mean of five networks: {told}."


@prediction(
    ask="20 layers of ReLU with PyTorch's default, not yet trained: which units do you find in layer 20, "
    "over all training images?",
    choices={
        "nearly all are never on": "it is often said that depth kills them. That is one half.",
        "half are never on, half always on": "the random biases decide, for all images alike.",
        "nearly all are sometimes on": "so it is in layer 1. On the way the images become alike.",
    },
    section=7,
)
def deep_down():
    net, data = MLP((64, *[64] * 20, 10), init="pytorch"), digits()
    _, start = next(descend(net, data.x_train, data.t_train, seeds=range(5)))
    states = unit_states(net.forward(start, data.x_train)["z20"])
    never, mixed, always = (100 * np.mean(states == state) for state in (NEVER_ON, MIXED, ALWAYS_ON))
    found = f"never on {never:.0f} %, sometimes {mixed:.0f} %, always on {always:.0f} %, five networks."
    expected = {
        "nearly all are never on": np.array([90, 5, 5]),
        "half are never on, half always on": np.array([50, 0, 50]),
        "nearly all are sometimes on": np.array([5, 90, 5]),
    }
    return closest(np.array([never, mixed, always]), expected), found
