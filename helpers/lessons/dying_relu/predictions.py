"""Cards of lesson 5: what kills a unit, whether it comes back, and what cures."""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from helpers.activations import elu, leaky_relu, relu, relu6
from helpers.course.predictions import closest, guess, named, prediction, sketch
from helpers.data import digits
from helpers.dying import (
    ALWAYS_ON,
    MIXED,
    NEVER_ON,
    ONE_UNIT_X,
    born_dead_probability,
    interval,
    one_step,
    unit_states,
)
from helpers.lessons.dying_relu.explorers import lab_run
from helpers.lessons.dying_relu.runs import one_bad_step, trained
from helpers.networks import MLP, Descent, descend


@prediction(
    ask="One step with lr = 0.3 has made z negative at all four points. What do a thousand more steps do?",
    choices={
        "they bring the unit back, slowly": "for that they need a gradient, and behind a closed gate it is "
        "exactly 0, not small.",
        "nothing at all": "every gate is closed, so dL/dw and dL/db are exactly 0.",
        "they push it further down": "plain gradient descent moves by the gradient alone, and that is 0. "
        "(With momentum it happens: section 8.)",
    },
    section=1,
)
def thousand_steps():
    w, b = start = one_step(0.3)
    for _ in range(1000):
        w, b = one_step(0.3, w, b)
    choice = named({True: "nothing at all", False: "they push it further down"}, (w, b) == start)
    return choice, f"w = {start[0]}, b = {start[1]} before and w = {w}, b = {b} after a thousand steps."


@guess(
    ask="One step from w = 1 and b = 0. From which learning rate on does it kill the unit?",
    low=0, high=0.6, step=0.01, within=0.02, section=1,
    why="The step must push z to 0 or below at all four points; x = 4 holds out longest.",
)  # fmt: skip
def lethal_rate():
    limit = max(Fraction(int(x)) / (Fraction(15, 4) * int(x) + Fraction(5, 4)) for x in ONE_UNIT_X)
    left = [np.max(w * ONE_UNIT_X + b) for w, b in (one_step(0.24), one_step(0.25))]
    return float(limit), f"the largest z is {left[0]:.4f} after lr = 0.24 and {left[1]:.4f} after lr = 0.25."


@prediction(
    ask="One and the same bias is added to all 64 units of an untrained layer. Is there a bias at which no "
    "unit is never on and none is always on?",
    choices={
        "yes, a small positive one": "it wakes the dead, and more units never switch off.",
        "yes, a small negative one": "it stops the always-on units, and more units never switch on.",
        "no": "raising the bias ends no always-on unit, lowering it wakes no dead one, and at 0 there are "
        "both.",
    },
    section=2,
)
def all_mixed():
    net, x = MLP(), digits().x_train
    z, good = net.forward(net.initial([np.random.default_rng(0)]), x)["z1"][0], []
    biases = np.round(np.arange(-40, 41) / 10, 1)
    for b in biases:
        states = unit_states(z + b)
        good += [b] if not {NEVER_ON, ALWAYS_ON} & set(states.tolist()) else []
    few = min((unit_states(z + b) != MIXED).sum() for b in biases)
    choice = "no" if not good else f"yes, a small {'positive' if good[0] > 0 else 'negative'} one"
    found = f"of {biases.size} biases from {biases[0]:g} to {biases[-1]:g}, {len(good)} leave no such unit"
    return choice, f"{found}; at best there are {few}."


@sketch(
    ask="Ten networks, two layers of 64 units, are trained for 537 steps. Draw which share of their units is "
    "dead at the end, over the learning rate.",
    places=[0.1, 0.3, 0.5, 0.7, 1.0], low=0, high=100, step=5, within=15, section=3,
    labels=("learning rate lr", "dead, %"),
    why="Up to 0.3 next to nothing happens; then it is a cliff, not a slope.",
)  # fmt: skip
def dead_over_lr():
    rates = np.array([0.1, 0.3, 0.5, 0.7, 1.0])
    dead = np.array([100 * trained(how=Descent(lr=lr)).share()[-1].mean() for lr in rates])
    listed = ", ".join(f"{share:.1f} % at {lr:g}" for lr, share in zip(rates, dead, strict=True))
    return rates, dead, f"{listed}."


@prediction(
    ask="A good learning rate, 0.1, and all hidden units start with a bias of -1.5. What does the training "
    "of 537 steps make of it?",
    choices={
        "it raises the biases, and the network learns": "it would have to come through units that let no "
        "gradient pass.",
        "it learns, a few points worse": "most units, and all of layer 2, are silent on every image.",
        "nothing: guessing stays guessing": "layer 2 is silent on every image: no gradient gets through it, "
        "and the weights behind it see activations of 0. Only the ten output biases learn.",
    },
    section=3,
)
def too_far_left():
    run = trained(MLP(bias=-1.5), Descent(lr=0.1))
    silent, accuracy = (run.share(NEVER_ON, 2)[0] == 1).sum(), 100 * run.accuracy[-1].mean()
    names = {20: "nothing: guessing stays guessing", 90: "it learns, a few points worse"}
    choice = next((name for limit, name in names.items() if accuracy < limit), None)
    found = f"layer 2 is silent on every image in {silent} of 10 networks before the first step; accuracy "
    return choice or "it raises the biases, and the network learns", f"{found}after it {accuracy:.1f} %."


@prediction(
    ask="lr = 0.5, one epoch: some units of layer 1 are dead. The network trains for two more epochs, as "
    "before. What becomes of the weights that lead into the dead units?",
    choices={
        "they shrink towards 0": "weight decay does that; there is none here.",
        "they move a little": "they would need a gradient, and on every image it is 0.",
        "they stay the same to the last bit": "the images do not change, so a unit that is dead on all of "
        "them gets gradient 0 at every step.",
    },
    section=4,
)
def frozen():
    data, net = digits(), MLP()
    for step, p in descend(net, data.x_train, data.t_train, Descent(lr=0.5), seeds=[0]):
        if step == 179:
            dead = unit_states(net.forward(p, data.x_train)["z1"][0]) == NEVER_ON
            then = p["W1"][0].copy()
    moved = np.abs(p["W1"][0] - then).max(axis=0)
    choices = {False: "they stay the same to the last bit", True: "they move a little"}
    found = f"{dead.sum()} dead units, largest change of a weight {moved[dead].max():g}"
    choice = named(choices, moved[dead].any())
    return choice, f"{found}; in the {(~dead).sum()} others {moved[~dead].max():.2f}."


def _best(tasks, lr_of_all):
    accuracy = {}
    for name, (net, how) in tasks.items():
        run = trained(net, how)
        kept = ~run.diverged
        accuracy[name] = 100 * run.accuracy[-1, kept].mean() if kept.any() else 0.0
    listed = ", ".join(f"{name} {value:.1f} %" for name, value in accuracy.items())
    return max(accuracy, key=accuracy.get), f"accuracy {lr_of_all}: {listed}."


@prediction(
    ask="Ailment A, lr = 1, is ten times too high. Which of these four saves the networks?",
    choices={
        "Leaky ReLU 0.01": "its slope on the left keeps a gradient, but it makes no step shorter.",
        "ELU": "its slope on the left is e to the z: far out, where these steps lead, it is practically 0.",
        "initial bias 1": "it moves the start, not the step.",
        "clipping at 1": "it shortens the steps that kill. In the network of section 6 the longest gradient, "
        "of length 8, becomes one of length 1.",
    },
    section=5,
)
def saves_from_long_steps():
    tasks = {"Leaky ReLU 0.01": (MLP(activation=leaky_relu), Descent(lr=1.0))}
    tasks["ELU"] = MLP(activation=elu), Descent(lr=1.0)
    tasks["initial bias 1"] = MLP(bias=1.0), Descent(lr=1.0)
    tasks["clipping at 1"] = MLP(), Descent(lr=1.0, clip=1.0)
    return _best(tasks, "with lr = 1")


@prediction(
    ask="Ailment B, an initial bias of -1.5 at lr = 0.1. Which of these four saves the networks?",
    choices={
        "clipping at 1": "a gradient of 0 stays 0 when it is made shorter.",
        "lr = 0.01": "a smaller step times a gradient of 0 is still 0.",
        "Leaky ReLU 0.01": "a hundredth of the gradient does get through. It is too little for 537 steps.",
        "BatchNorm": "it subtracts the mean of z, and the bias goes with it.",
    },
    section=5,
)
def saves_from_a_bias():
    tasks = {"clipping at 1": (MLP(bias=-1.5), Descent(lr=0.1, clip=1.0))}
    tasks["lr = 0.01"] = MLP(bias=-1.5), Descent(lr=0.01)
    tasks["Leaky ReLU 0.01"] = MLP(bias=-1.5, activation=leaky_relu), Descent(lr=0.1)
    tasks["BatchNorm"] = MLP(bias=-1.5, batch_norm=True), Descent(lr=0.1)
    return _best(tasks, "with a bias of -1.5")


@guess(
    ask="At lr = 0.5 and in batches of 8 images 34 % of the units are dead after 537 steps. How many are "
    "dead in batches of 32, after 528 steps?",
    low=0, high=60, step=1, within=5, section=7, unit="%",
    why="The gradient of 32 images is steadier than that of 8, so single steps go wrong less often: a "
    "lethal learning rate belongs to a batch size.",
)  # fmt: skip
def in_batches_of_32():
    dead = [100 * trained(how=how).share()[-1].mean() for how in (Descent(lr=0.5), _IN_32)]
    return dead[1], f"batches of 8: {dead[0]:.1f} %, batches of 32: {dead[1]:.1f} %."


_IN_32 = Descent(lr=0.5, batch=32, epochs=12)


@guess(
    ask="A single first step with lr = 5 leaves a quarter of the units dead. Then all goes on with lr = 0.1. "
    "How many points of accuracy does that cost after three epochs?",
    low=0, high=40, step=1, within=2, section=7,
    why="Three quarters of 64 units are enough for these digits. Count dead units, but judge a network by "
    "what it gets right.",
)  # fmt: skip
def cost_of_a_bad_step():
    good = trained(how=Descent(lr=0.1), seeds=40)
    bad = trained(how=Descent(lr=one_bad_step), seeds=40, every=179)
    lost, low, high = interval(100 * (good.accuracy[-1] - bad.accuracy[-1]))
    dead = 100 * bad.share()[-1].mean()
    return lost, f"{dead:.0f} % dead; {lost:.1f} points lost (40 pairs, 95 %: {low:.1f} to {high:.1f})."


@guess(
    ask="Networks with one input, layers of width 2 and random weights. With how many hidden layers is half "
    "of them dead before any training?",
    low=1, high=30, step=1, within=1, section=9,
    why="If the two rays were lost independently, both would be gone after H layers with probability "
    "(1 - (3/4)ᴴ)²: 0.47 for H = 4, 0.58 for H = 5.",
)  # fmt: skip
def half_born_dead():
    share = {
        depth: born_dead_probability(2, depth, 2000, np.random.default_rng([2, depth]))[0]
        for depth in range(1, 11)
    }
    nearest = min(share, key=lambda depth: abs(share[depth] - 0.5))
    listed = ", ".join(
        f"{100 * share[depth]:.0f} % with {depth}" for depth in (nearest - 1, nearest, nearest + 1)
    )
    return nearest, f"{listed} layers (2,000 networks each)."


@prediction(
    ask="Sigmoid bears lr = 1, and it is bounded and flat. Which of the two is it? ReLU6 is bounded and as "
    "steep as ReLU; a quarter of ReLU is unbounded, with slope 1/4. Which one bears lr = 1?",
    choices={
        "ReLU6": "its activations stay below 6; its steps are as long as those of ReLU.",
        "a quarter of ReLU": "a slope of 1/4 makes gradients small, and so the steps short.",
        "both": "then either would do; one of them dies like ReLU.",
        "neither": "then sigmoid would have a third secret.",
    },
    section=10,
)
def bound_or_slope():
    flat = replace(
        relu, name="quarter", function=lambda z: relu(z) / 4, gradient=lambda z: relu.derivative(z) / 4
    )
    nets = {"ReLU6": MLP(activation=relu6), "a quarter of ReLU": MLP(activation=flat, init="glorot4")}
    found = {name: 100 * trained(net, Descent(lr=1.0)).accuracy[-1].mean() for name, net in nets.items()}
    bear = [name for name, accuracy in found.items() if accuracy > 85]
    choice = bear[0] if len(bear) == 1 else ("both" if bear else "neither")
    return choice, f"accuracy: {', '.join(f'{name} {value:.1f} %' for name, value in found.items())}."


@prediction(
    ask="Ten layers of 4 units: nearly half of the units are dead. BatchNorm brings all but 3 % to life. "
    "Which accuracy do these networks reach in 240 steps?",
    choices={
        "above 90 %, as two layers of 32 do": "two layers of 32 are neither narrow nor deep; both cost, dead "
        "units or not.",
        "about 60 %": "two layers of 4 get near it, ten layers of 16 come next; here narrow and deep come "
        "together.",
        "about 20 %": "alive is not yet trained: a narrow network learns less, and so does a deep one.",
    },
    section=11,
)
def alive_or_trained():
    same = {"lr": 0.1, "bias": 0.0, "activation": "ReLU", "batch_norm": True, "first_lr": 0.0}
    run, *others = (lab_run(shape=shape, **same) for shape in ("10 layers of 4", *_WIDER_OR_FLATTER))
    accuracy, dead = (100 * values[-1].mean() for values in (run.accuracy, run.share()))
    more = (100 * other.accuracy[-1].mean() for other in others)
    compared = ", ".join(f"{name} {value:.0f} %" for name, value in zip(_WIDER_OR_FLATTER, more, strict=True))
    far = {"above 90 %, as two layers of 32 do": 95, "about 60 %": 60, "about 20 %": 20}
    return closest(accuracy, far), f"never on {dead:.0f} %, accuracy {accuracy:.0f} %; {compared}."


_WIDER_OR_FLATTER = ("2 layers of 4", "10 layers of 16")
