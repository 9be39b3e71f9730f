"""Questions on lesson 4: gradients on their way back, and what zeros are worth."""

import numpy as np

from helpers.activations import relu
from helpers.course.predictions import closest, question
from helpers.data import digits
from helpers.gradients import gradient_sizes
from helpers.networks import MLP, Descent, descend


def first_and_last(init, of):
    """Sizes of dL/dz or dL/dW in layers 1 and 20 of 20, untrained ReLU networks: shape (2, 5 seeds)."""
    data = digits()
    net = MLP((64, *[64] * 20, 10), relu, init)
    sizes = gradient_sizes(net, data.x_train[:32], data.t_train[:32], seeds=range(5), of=of)
    return sizes[:, [0, -1]].T


@question(
    statement="ReLU solves the problem of vanishing gradients.",
    ask="20 hidden layers of ReLU with PyTorch's default weights, not yet trained. How large is dL/dz in "
    "layer 1, compared with layer 20? And dL/dW?",
    choices={
        "both less than a hundred-thousandth": "the slopes are only one of two factors. The weights "
        "are the other.",
        "both about as large": "with He's weights they are. These are smaller, and they multiply dL/dz in "
        "every layer.",
        "both about a tenth": "the layers multiply: 19 factors of about 0.4 each make far less than a tenth.",
    },
    lesson="04_why_relu",
    section=2,
    shows=(first_and_last,),
)
def vanishing():
    ratios = {of: np.divide(*first_and_last("pytorch", of)) for of in "zW"}
    powers = {"both about as large": 0, "both about a tenth": -1, "both less than a hundred-thousandth": -5}
    (choice,) = {closest(np.log10(ratio).mean(), powers) for ratio in ratios.values()}
    found = ", ".join(f"dL/d{of} {ratio.min():.1e} to {ratio.max():.1e}" for of, ratio in ratios.items())
    return choice, f"Layer 1 / layer 20, five seeds: {found}."


@question(
    statement="An open gate passes the gradient with factor 1, so through ReLU it keeps its size.",
    ask="The weights are Glorot's, with variance 1/n, and not yet trained. By which factor does the mean "
    "square of dL/dz change in each layer of ReLU?",
    choices={
        "about 1": "that would be so if all gates were open. About half of them are closed.",
        "about 1/2": "the weights give n times 1/n, which is 1, and half of the gates are closed.",
        "about 1/4": "that is sigmoid's largest slope. ReLU's gates are 1 for one half and 0 for the other.",
    },
    lesson="04_why_relu",
    section=2,
    shows=(first_and_last,),
)
def gates_and_weights():
    of_z, of_weights = (
        np.exp(np.log(np.divide(*first_and_last("glorot", of))).mean() * 2 / 19) for of in "zW"
    )
    choice = closest(of_z, {"about 1": 1, "about 1/2": 1 / 2, "about 1/4": 1 / 4})
    found = f"Measured through 19 layers, 5 seeds: {of_z:.2f} in each"
    return choice, (
        f"{found}. For dL/dW it is {of_weights:.2f}: towards the front the activations grow as dL/dz shrinks."
    )


@question(
    statement="He's initialisation and PyTorch's default for a linear layer are practically the same.",
    ask="The one has variance 2/n, the other 1/(3n). With 20 layers of ReLU, not yet trained, how many times "
    "larger are the gradients of the first layer with He's, dL/dz and dL/dW?",
    choices={
        "6 times": "6 is the ratio of the variances, for one layer. Here 19 steps multiply.",
        "100 times": "19 steps multiply: the root of 6, to the power of 19.",
        "tens of millions of times": "the root of 6, to the power of 19, is about 25 million.",
    },
    lesson="04_why_relu",
    section=2,
    shows=(first_and_last,),
)
def initialisations():
    times = {
        of: np.exp(np.log(first_and_last("he", of)[0] / first_and_last("pytorch", of)[0]).mean())
        for of in "zW"
    }
    powers = {"6 times": np.log(6), "100 times": np.log(100), "tens of millions of times": np.log(3e7)}
    (choice,) = {closest(np.log(value), powers) for value in times.values()}
    return choice, f"Typical of 5 seeds: dL/dz {times['z']:.1e} times, dL/dW {times['W']:.1e} times."


class Counted(float):
    """A number that counts how often one of its kind is multiplied."""

    multiplications = 0

    def __mul__(self, other):
        Counted.multiplications += 1
        return Counted(float(self) * float(other))


@question(
    statement="Half of ReLU's outputs are 0, so the next layer takes half the time.",
    ask="64 activations, half of them 0, times a matrix for 10 outputs. How many multiplications does an "
    "ordinary matrix product carry out?",
    choices={
        "320": "that is what a program could do that looks first which activations are 0.",
        "640": "it multiplies by zeros as by anything else. Zeros save time only where something skips them.",
        "fewer than 320": "there are 32 activations that are not 0, and each meets 10 weights.",
    },
    lesson="04_why_relu",
    section=3,
    shows=(Counted,),
)
def half_the_time():
    a = np.array([Counted(value) for value in relu(np.arange(-31.5, 32))], dtype=object)
    Counted.multiplications = 0
    a @ np.ones((64, 10), dtype=object)
    count, zeros = Counted.multiplications, np.count_nonzero(a == 0)
    choice = str(count) if count >= 320 else "fewer than 320"
    return choice, f"{zeros} of {a.size} activations are 0; multiplications counted: {count}."


@question(
    statement="The more zeros the better: sparse networks are simpler networks.",
    ask="Five epochs with an L1 penalty of 0.1 bring nearly all activations to 0. How many test images does "
    "the network recognise?",
    choices={
        "more than 90 %": "a penalty of 0.03 still leaves so many, with 79 % zeros. This one is too strong.",
        "about a half": "with so few activations left, hardly anything passes from layer to layer.",
        "about as many as by guessing": "there is such a thing as too many zeros: hardly anything passes.",
    },
    lesson="04_why_relu",
    section=3,
)
def too_sparse():
    data, net = digits(), MLP((64, 64, 64, 10))
    how = Descent(lr=0.2, batch=32, epochs=5, l1=0.1)
    *_, (_, parameters) = descend(net, data.x_train, data.t_train, how, seeds=range(3))
    trace = net.forward(parameters, data.x_test)
    right = 100 * np.mean(trace["z3"].argmax(-1) == data.t_test)
    zeros = 100 * np.mean([trace["a1"] == 0, trace["a2"] == 0])
    shares = {"more than 90 %": 95, "about a half": 50, "about as many as by guessing": 10}
    return closest(right, shares), f"{zeros:.1f} % zeros; {right:.1f} % of the test images recognised."
