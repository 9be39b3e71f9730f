"""Questions on lesson 5: what dead means, what causes it, and what it costs."""

import numpy as np

from helpers.activations import leaky_relu
from helpers.course.predictions import closest, named, question
from helpers.data import digits
from helpers.dying import NEVER_ON, interval, unit_states, watch
from helpers.networks import MLP, Descent


def off_the_straight_line(net):
    """How far the answer for the average of two images is from the average of the two answers."""
    images, start = digits().x_train[:2], net.initial([np.random.default_rng(0)])
    first, second, middle = (
        net.forward(start, x[None])[f"z{net.layers}"][0, 0] for x in (*images, images.mean(axis=0))
    )
    return np.abs((first + second) / 2 - middle).max()


@question(
    statement="Layers of ReLU bend on any data, whatever their biases.",
    ask="Two hidden layers of ReLU whose biases start at 50: on the digits no unit switches. What is the "
    "answer for the average of two images?",
    choices={
        "the average of the two answers": "an always-on unit is a linear unit, a never-on unit is nothing; "
        "only mixed units bend.",
        "something else, because ReLU bends": "it bends only where a unit switches, and none does here.",
        "0": "most units are always on, and pass what they get.",
    },
    lesson="05_dying_relu",
    section=7,
    shows=(off_the_straight_line,),
)
def always_on():
    gaps = [off_the_straight_line(MLP(bias=bias)) for bias in (0.0, 50.0)]
    choices = {True: "the average of the two answers", False: "something else, because ReLU bends"}
    choice = named(choices, gaps[1] < 1e-9)
    return choice, f"Distance from the average: bias 0 {gaps[0]:.3f}, bias 50 {gaps[1]:.3f}."


@question(
    statement="A unit whose output is 0 is dead.",
    ask="About half of an untrained first layer is silent on one image. How much of the layer is silent on "
    "all 1,437 training images?",
    choices={
        "the same half": "for most units another image opens the gate.",
        "a few in a hundred": "only these are dead on this data set. Silent here is not silent everywhere.",
        "nothing at all": "some random units miss all of the data.",
    },
    lesson="05_dying_relu",
    section=2,
)
def silent_or_dead():
    net, x = MLP(), digits().x_train
    z = net.forward(net.initial([np.random.default_rng(seed) for seed in range(10)]), x)["z1"]
    on_one, on_all = np.mean(z[:, 0] <= 0), np.mean((z <= 0).all(axis=1))
    choice = closest(on_all, {"the same half": 0.5, "a few in a hundred": 0.03, "nothing at all": 0})
    return choice, f"Silent on the first image: {on_one:.0%}; on all {len(x):,}: {on_all:.1%} (10 seeds)."


@question(
    statement="A dead unit is dead for ever.",
    ask="Ten networks are trained for one epoch with lr = 0.5 in mini-batches of 8, and we look at all "
    "units every 30 steps. In which layers do dead units come back?",
    choices={
        "in none": "the inputs of layer 2 are the activations of layer 1, and those keep changing.",
        "only in layer 1": "it is the other way round: the inputs of layer 1 are the data, and those stay.",
        "only in layer 2": "its inputs are the activations of layer 1 and change while that one learns. In "
        "layer 1 the inputs are the data; a dead unit there gets no gradient and keeps its weights.",
        "in both": "in layer 1 a dead unit has gradient 0 on every sample, so its weights stay the same.",
    },
    lesson="05_dying_relu",
    section=4,
)
def for_ever():
    data, how = digits(), Descent(lr=0.5, epochs=1)
    history = watch(MLP(), data.x_train, data.t_train, how, every=30)
    back = [history.revivals(layer) for layer in (1, 2)]
    choices = {(0, 0): "in none", (1, 0): "only in layer 1", (0, 1): "only in layer 2", (1, 1): "in both"}
    deaths = [history.deaths(layer) for layer in (1, 2)]
    found = [f"layer {n + 1} {deaths[n]} deaths and {back[n]} revivals" for n in (0, 1)]
    return named(choices, (back[0] > 0, back[1] > 0)), f"Counted: {', '.join(found)}."


@question(
    statement="A network with many dead units has failed.",
    ask="One bad first step with lr = 5, then training as usual with lr = 0.1. About a quarter of the "
    "units stay dead. What of the accuracy after three epochs?",
    choices={
        "a few points lower at most": "ten pairs are too few to show a loss; forty pairs in lesson 5 show "
        "about one point, small and real. Judge a network by what it gets right.",
        "it is down to guessing": "most units are alive, and they are enough for these digits.",
        "a fifth lower": "the accuracy does not count units: the network had more than it needed.",
    },
    lesson="05_dying_relu",
    section=7,
)
def failed():
    data, runs = digits(), {}
    rates = {"healthy": 0.1, "scarred": lambda step: 5.0 if step == 0 else 0.1}
    for name, lr in rates.items():
        runs[name] = watch(MLP(), data.x_train, data.t_train, Descent(lr=lr))
    good, bad = (100 * run.accuracy[-1] for run in runs.values())
    dead = [100 * run.share(NEVER_ON)[-1].mean() for run in runs.values()]
    points = {"it is down to guessing": good.mean() - 10, "a fifth lower": good.mean() / 5}
    points["a few points lower at most"] = 0
    lost, low, high = interval(good - bad)
    found = f"Healthy: never on {dead[0]:.0f} %, accuracy {good.mean():.1f} %; "
    found += f"with the bad step: never on {dead[1]:.0f} %, accuracy {bad.mean():.1f} %. "
    found += f"Lost, pair by pair: {lost:.1f} points (10 pairs, 95 %: {low:.1f} to {high:.1f})."
    return closest(lost, points), found


@question(
    statement="If units are dead, the learning rate was too large.",
    ask="All hidden units start with a bias of -1.5, and not one step of training is done. How many are "
    "dead?",
    choices={
        "most of them": "a large learning rate is one cause, a negative bias another; and a deep and narrow "
        "network can be dead before any step, too.",
        "none: nothing has been trained": "dead is a statement about z, and z is there before any step.",
        "about a tenth": "for most units no image gives a sum of weights times grey values above 1.5.",
    },
    lesson="05_dying_relu",
    section=3,
)
def other_causes():
    net, x = MLP(bias=-1.5), digits().x_train
    trace = net.forward(net.initial([np.random.default_rng(seed) for seed in range(10)]), x)
    dead = np.mean([unit_states(trace[f"z{k}"]) == NEVER_ON for k in net.hidden])
    shares = {"none: nothing has been trained": 0, "about a tenth": 0.1, "most of them": 0.9}
    return closest(dead, shares), f"Never on before the first step: {dead:.1%} (10 seeds)."


@question(
    statement="Leaky ReLU keeps units from going negative on all samples.",
    ask="One epoch with lr = 1 in mini-batches of 8: how many units are negative on every image at the end, "
    "with ReLU and with Leaky ReLU (slope 0.01)?",
    choices={
        "many with ReLU, none with Leaky ReLU": "the small slope keeps a gradient; it does not shorten the "
        "steps that push z below 0.",
        "many with both": "the leak does not stop a unit from going negative. It keeps a gradient there, a "
        "hundredth of the full one.",
        "few with both": "lr = 1 is far too large for these networks.",
    },
    lesson="05_dying_relu",
    section=5,
)
def leaky_goes_negative():
    data, how = digits(), Descent(lr=1.0, epochs=1)
    nets = (MLP(), MLP(activation=leaky_relu))
    with_relu, leaky = (watch(n, data.x_train, data.t_train, how).share()[-1].mean() for n in nets)
    choices = {
        (True, False): "many with ReLU, none with Leaky ReLU",
        (True, True): "many with both",
        (False, False): "few with both",
    }
    choice = named(choices, (with_relu > 0.4, leaky > 0.4))
    return choice, f"Never on: ReLU {with_relu:.0%}, Leaky ReLU {leaky:.0%} (10 seeds)."
