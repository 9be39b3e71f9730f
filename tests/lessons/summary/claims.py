"""Claims of lesson 8: its two tables, its patient, its summary, and the cheat sheet.

What another lesson measures is measured by the function of that lesson's claim, with its seeds and condition.
"""

import re
from dataclasses import replace
from itertools import pairwise
from math import fsum
from pathlib import Path

import nbformat
import numpy as np
from claims import CLAIMS, claim

from helpers.activations import ACTIVATIONS, BUILT_IN, leaky_relu, prelu, relu
from helpers.data import digits
from helpers.dying import NEVER_ON, born_dead_probability, unit_states
from helpers.gradients import gradient_sizes
from helpers.lessons import QUESTIONS
from helpers.lessons.summary import exercises as healthy
from helpers.lessons.summary import treatments as ill
from helpers.networks import MLP
from lessons.alternatives import claims as alternatives
from lessons.definition import claims as definition
from lessons.derivative import claims as derivative
from lessons.dying_relu import claims as dying_relu
from lessons.piecewise_linear import claims as piecewise_linear
from lessons.two_panel_plot import claims as two_panel_plot
from lessons.why_relu import claims as why_relu

HERE = "08_summary"
PAGE, WHICH, SIZES, EXPECTED, AFTER, SUMMARY = (
    "08-03",
    "08-05",
    "08-sizes-after",
    "08-23",
    "08-after",
    "08-25",
)
NOTEBOOK = Path(__file__).parents[3] / "notebooks" / f"{HERE}.ipynb"


def again(measure, cell, *sentences, lesson=HERE):
    """The same claim as in its own lesson, in the words of this one."""
    first = next(known for known in CLAIMS if known.measure is measure)
    CLAIMS.extend(replace(first, lesson=lesson, cell=cell, words=words) for words in sentences)


def on_the_sheet(measure, *sentences):
    again(measure, "", *sentences, lesson="sheet")


# ---- ReLU on one page

again(definition.element_by_element, PAGE, "x if x > 0, otherwise 0; each number of an array on its own")
again(definition.not_linear, PAGE, "f(-1) + f(1) = 1, but f(0) = 0")
again(definition.collapse, PAGE, "Without such a function between them, linear layers collapse into one")
again(derivative.slopes_beside_the_kink, PAGE, "1 for z > 0 and 0 for z < 0")
again(derivative.subgradients, PAGE, "At 0 any slope from 0 to 1 is a subgradient; by convention 0")
again(two_panel_plot.height_is_steepness, PAGE, "the height on the right is the steepness on the left")


@claim(HERE, PAGE, "a kink on the left is a jump on the right", vary={"h": (1e-3, 1e-9)})
def kinks_are_jumps(h=1e-6):
    """Every activation at 161 places: the secants to both sides differ exactly where its slope jumps."""
    wrong = []
    for name in sorted(BUILT_IN):
        f = ACTIVATIONS[name]
        places = np.linspace(-8, 8, 161).round(1)
        bend = np.abs((f(places + h) - f(places)) - (f(places) - f(places - h))) / h
        if set(places[bend > 0.02]) != {z for z, *_ in f.jumps()} & set(places):
            wrong.append(name)
    return (
        not wrong,
        f"{len(BUILT_IN) - len(wrong)} of {len(BUILT_IN)} activations; others: {wrong or 'none'}.",
    )


again(why_relu.operations, PAGE, "1 operation per number, where sigmoid takes 4 and GELU 5")


@claim(HERE, PAGE, "0.05 % of the operations beside 0.19 or 0.24 %", vary={"inputs": (1000,)})
def share_of_the_layer(inputs=1024):
    """Per cent of the operations of a layer that are its activation's, with 1, 4 and 5 per number."""
    shares = [f"{100 * n / (2 * inputs + n):.2f}" for n in (1, 4, 5)]
    return shares == ["0.05", "0.19", "0.24"], f"{', '.join(shares)} %."


@claim(
    HERE, PAGE, "dL/dz in layer 1 is 0.68 to 1.3 times that of layer 20; dL/dW 1.2 to 2.1 times", seeds=5,
    spread="over seeds, a factor of 2", vary=why_relu.GRADIENTS,
)  # fmt: skip
def he_keeps_gradients(seeds, depth=20, width=64, samples=32):
    """He's weights: dL/dz and dL/dW, layer 1 over the last; each between 1/3 and 4 for each seed."""
    of_z, of_weights = (why_relu.ratios(relu, "he", of, seeds, depth, width, samples) for of in "zW")
    both = np.concatenate([of_z, of_weights])
    said = (
        f"dL/dz {of_z.min():.2f} to {of_z.max():.2f}, dL/dW {of_weights.min():.2f} to {of_weights.max():.2f}."
    )
    return bool(both.min() > 1 / 3 and both.max() < 4), said


again(why_relu.half_zeros, PAGE, "half of the activations before training")


@claim(
    HERE, PAGE, "after 15 epochs with a penalty of 0.02 it was 83.8 %", seeds=20,
    spread="± 0.7 points over seeds", vary=why_relu.TRAINING,
)  # fmt: skip
def zeros_with_a_penalty(seeds, batch=32, epochs=15, width=64):
    """Zeros after training with penalty 0.02 and lr 0.2: within a point of 83.8 %."""
    _, zeros, _ = why_relu.zeros_and_accuracy(0.02, 0.2, seeds, batch, epochs, width)
    return bool(abs(zeros.mean() - 83.8) < 1), f"{zeros.mean():.1f} ± {zeros.std(ddof=1):.1f} % zeros."


@claim(HERE, PAGE, "units that are 0 can be left out", seeds=5, vary={"width": (16, 256)})
def zeros_can_be_left_out(seeds, width=64):
    """Outputs with all units of layer 2 and with those that are on, added exactly: the same to the bit."""
    net, data, same = MLP((64, width, width, 10)), digits(), []
    for seed in seeds:
        p = net.initial([np.random.default_rng(seed)])
        for a in net.forward(p, data.x_test[:20])["a2"][0]:
            sums = [[fsum(a[on] * w[on]) for w in p["W3"][0].T] for on in (a >= 0, a > 0)]
            same.append(sums[0] == sums[1])
    return all(same), f"{sum(same)} of {len(same)} outputs are identical."


again(piecewise_linear.bend_of_a_unit, PAGE, "one layer bends once for each unit")
again(piecewise_linear.pieces_of_tents, PAGE, "tents inside each other make 128 pieces from 14 units")


@claim(
    HERE, PAGE,
    "dL/dz in layer 1 is 2.6e-08 to 4.7e-08 times that of layer 20; dL/dW 2.4e-07 to 4.7e-07 times", seeds=5,
    spread="over seeds, a factor of 2", vary=why_relu.GRADIENTS,
)  # fmt: skip
def pytorch_loses_gradients(seeds, depth=20, width=64, samples=32):
    """PyTorch's default, layer 1 over the last, for each seed: within a factor of 3 of what is quoted."""
    of_z, of_weights = (why_relu.ratios(relu, "pytorch", of, seeds, depth, width, samples) for of in "zW")
    said = (
        f"dL/dz {of_z.min():.1e} to {of_z.max():.1e}, dL/dW {of_weights.min():.1e} to {of_weights.max():.1e}."
    )
    quoted = ((of_z, 2.6e-8, 4.7e-8), (of_weights, 2.4e-7, 4.7e-7))
    return all(low / 3 < found.min() and found.max() < 3 * high for found, low, high in quoted), said


again(
    why_relu.glorot_leaves_all_weights_alike, PAGE, "with Glorot's weights dL/dW is small in all layers alike"
)


@claim(
    HERE, PAGE, "about a thousandth of that with He's", seeds=5,
    spread="mean over seeds, from layer to layer", vary=why_relu.GRADIENTS,
)  # fmt: skip
def glorot_beside_he(seeds, depth=20, width=64, samples=32):
    """dL/dW with Glorot's weights over that with He's, in each layer: 1/2000 to 1/500."""
    data, sizes = digits(), {}
    for init in ("glorot", "he"):
        net = MLP((64, *[width] * depth, 10), relu, init)
        found = gradient_sizes(net, data.x_train[:samples], data.t_train[:samples], seeds, "W")
        sizes[init] = np.exp(np.log(found).mean(axis=0))
    part = sizes["glorot"] / sizes["he"]
    return bool(part.min() > 1 / 2000 and part.max() < 1 / 500), f"{part.min():.2g} to {part.max():.2g}."


again(
    dying_relu.dead_at_high_rates, PAGE, "81.4 % never on after training with lr = 1 in mini-batches of eight"
)


@claim(
    HERE, PAGE, "88.2 % with an initial bias of -1.5", seeds=10, spread="3.1 points over the seeds",
    vary=dying_relu.BATCHES | dying_relu.WIDTHS,
)  # fmt: skip
def dead_by_a_bias(seeds, batch=8, epochs=3, width=64):
    """Never-on units after training with lr = 0.1 and a bias of -1.5: within 5 points of 88.2 %."""
    net = dying_relu.net_of(width=width, bias=-1.5)
    found = dying_relu.dead(dying_relu.train(seeds, net, lr=0.1, batch=batch, epochs=epochs))
    return bool(abs(found - 88.2) < 5), f"{found:.1f} % never on."


@claim(
    HERE, PAGE, "with lr = 0.5 it was 33.7 % in batches of 8, and 3.5 % in batches of 32", seeds=10,
    spread="10.6 and 2.1 points over the seeds", vary={"large": (16, 64), "width": (32, 128)},
)  # fmt: skip
def lethal_for_small_batches(seeds, large=32, width=64):
    """Never-on units after about 530 steps with lr = 0.5: 25 to 45 % in batches of 8, else below 6 %."""
    found = []
    for batch in (8, large):
        how = {"lr": 0.5, "batch": batch, "epochs": 3 * batch // 8}
        found.append(dying_relu.dead(dying_relu.train(seeds, dying_relu.net_of(width=width), **how)))
    return 25 < found[0] < 45 and found[
        1
    ] < 6, f"never on: {found[0]:.1f} %, in batches of {large} {found[1]:.1f} %"


@claim(
    HERE, PAGE, "a share of 0.99 of all networks (one input, biases 0) is constant before training", seeds=4,
    spread="standard error 0.0003", vary={"width": (3,), "layers": (10, 40)},
)  # fmt: skip
def narrow_and_deep(seeds, width=2, layers=20):
    """Share of 20,000 networks a seed that is constant: more than 0.985, less than 1."""
    shares = [born_dead_probability(width, layers, rng=np.random.default_rng(seed))[0] for seed in seeds]
    return 0.985 < np.mean(shares) < 1, f"{np.mean(shares):.4f}."


again(derivative.wrong_mask, PAGE, "the mask a >= 0 opens all gates, 100.00 % of them")


# ---- which activation when?

again(he_keeps_gradients, WHICH, "dL/dz keeps its size (0.68 to 1.3 over 20 layers)")
again(alternatives.no_rival_ahead, WHICH, "no rival was seen to be ahead of ReLU")


again(
    alternatives.identity_by_epoch, WHICH,
    "was ahead by 2.19 points after one epoch, and after ten no longer (-1.28)",
)  # fmt: skip
again(
    alternatives.ahead_in_large_batches, WHICH,
    "ELU 2.75 points ahead, SELU 3.61, but Identity 3.22, too",
)  # fmt: skip
again(
    dying_relu.cures_of_long_steps, WHICH,
    "clipping 94.1 %, BatchNorm 93.2 %, lr = 0.1 instead 95.5 %, sigmoid 95.7 %",
)  # fmt: skip
again(dying_relu.slope_not_bound, WHICH, "of eight other activations only sigmoid, by its small slope")
again(
    dying_relu.no_cures_of_long_steps, WHICH,
    "tanh 9.9 %, Leaky ReLU 0.01 15.0 % (one of ten networks diverged), ELU 10.3 %, GELU 11.0 %, SiLU 41.3 %",
)  # fmt: skip


@claim(
    HERE, WHICH, "PReLU and Leaky ReLU 0.1: all ten networks diverged", seeds=10,
    vary={"batch": (32,), "epochs": (1,)},
)  # fmt: skip
def tilts_diverge(seeds, batch=8, epochs=3):
    """Networks that are no longer finite after training with lr = 1: all of them."""
    lost = {}
    for f in (prelu, dying_relu.LEAKY_01):
        run = dying_relu.train(seeds, dying_relu.net_of(f), lr=1.0, batch=batch, epochs=epochs)
        lost[f.title] = int(run.diverged.sum())
    return set(lost.values()) == {len(seeds)}, f"diverged of {len(seeds)}: {dying_relu.listed(lost, 0)}"


again(
    dying_relu.batch_norm_needs_a_batch, WHICH,
    "at lr = 2 BatchNorm has 13.8 % in batches of 8, and 97.8 % in batches of 32",
)  # fmt: skip
again(
    dying_relu.cures_of_a_bias, WHICH,
    "bias 0 instead 95.5 %, BatchNorm 98.6 %, ELU 94.0 %, tanh 93.2 %, PReLU 91.8 %, sigmoid 87.1 %",
)  # fmt: skip
again(
    dying_relu.leaky_does_not_climb, WHICH, "Leaky ReLU 0.01 10.5 %",
    "with its usual slope Leaky ReLU is no cure in the row above",
)  # fmt: skip
again(
    alternatives.larger_slopes_return_sooner,
    WHICH,
    "Leaky ReLU with a fixed slope; the larger it is, the sooner",
)


@claim(HERE, WHICH, "slope at z = -10: PReLU 0.25 as it starts, Leaky ReLU 0.01, ELU 4.5e-05, GELU -7.6e-22")
def slopes_far_left():
    """The four derivatives at -10, to two digits."""
    found = [f"{ACTIVATIONS[name].derivative(-10):.2g}" for name in ("prelu", "leaky_relu", "elu", "gelu")]
    return found == ["0.25", "0.01", "4.5e-05", "-7.6e-22"], f"{', '.join(found)}."


@claim(
    HERE, WHICH, "Leaky ReLU with slope 0.25 was back in 16 steps, ELU in 25, Leaky ReLU with its usual "
    "slope in 503, and PReLU, GELU, SiLU and Mish not in 1000", vary={"lr": (0.01, 0.1), "start": (0.3, 1.0)},
)  # fmt: skip
def ways_back(lr=0.05, start=0.5):
    """Steps until a unit is back after a step with lr = `start`."""
    tried = [leaky_relu.with_parameters(negative_slope=0.25)]
    tried += [ACTIVATIONS[name] for name in ("elu", "leaky_relu", "prelu", "gelu", "silu", "mish")]
    steps = [alternatives.way_back(f, start, lr)[0] for f in tried]
    return steps == [16, 25, 503, None, None, None, None], f"{steps}."


again(alternatives.prelu_turns_negative, WHICH, "the slope that PReLU learned had turned negative, -0.448")
again(
    alternatives.without_jumps, WHICH, "Softplus or ELU with α = 1; GELU, SiLU or Mish if a dip does no harm"
)


@claim(
    HERE,
    WHICH,
    "slope at z = -3: Softplus 0.047, ELU 0.05, and pointing the wrong way GELU -0.012, SiLU -0.088",
)
def slopes_at_minus_3():
    """The four derivatives at -3, to two digits."""
    found = [f"{ACTIVATIONS[name].derivative(-3):.2g}" for name in ("softplus", "elu", "gelu", "silu")]
    return found == ["0.047", "0.05", "-0.012", "-0.088"], f"{', '.join(found)}."


again(
    alternatives.selu_returns, WHICH,
    "size kept by itself in a deep stack of wide, untrained layers",
)  # fmt: skip


@claim(
    HERE, WHICH, "the gain it needs is 0.869 where z has spread 0.5, and 1.154 where it has 2", seeds=10,
    spread="standard error over the seeds",
)  # fmt: skip
def gains_of_selu(seeds, count=200_000):
    """Spread over the root of the mean of SELU(z)², over random normal z: four standard errors at most."""
    held, said = [], []
    for spread, wanted in ((0.5, 0.869), (2, 1.154)):
        z = (np.random.default_rng(seed).normal(0, spread, count) for seed in seeds)
        found = np.array([spread / np.sqrt(np.mean(ACTIVATIONS["selu"](values) ** 2)) for values in z])
        error = found.std(ddof=1) / len(found) ** 0.5
        held.append(abs(found.mean() - wanted) < 4 * error + 0.0005)
        said.append(f"{found.mean():.4f} ± {error:.4f}")
    return all(held), f"{', '.join(said)}."


again(why_relu.many_zeros_for_less_than_a_point, WHICH, "95 % interval -0.3 to 0.8")
again(zeros_with_a_penalty, WHICH, "83.8 % zeros after 15 epochs")


@claim(
    HERE, WHICH, "Leaky ReLU, GELU, tanh and sigmoid have 0.0 % (before training)", seeds=10,
    vary={"width": (16, 256)},
)  # fmt: skip
def others_have_no_zeros(seeds, width=64):
    """Zeros among the activations of untrained networks with four other activations."""
    shares = {}
    for name in ("leaky_relu", "gelu", "tanh", "sigmoid"):
        net = MLP((64, width, width, 10), ACTIVATIONS[name])
        trace = net.forward(net.initial([np.random.default_rng(s) for s in seeds]), digits().x_train)
        shares[name] = 100 * max(np.mean(trace[f"a{k}"] == 0) for k in net.hidden)
    return max(shares.values()) < 0.05, f"zeros, %: {dying_relu.listed(shares, 2)}"


again(why_relu.operations, WHICH, "1 operation per number; sigmoid 4, tanh and GELU 5")


@claim(HERE, WHICH, "Mish can be written with one exponential")
def mish_with_one_exponential():
    """z n / (n + 2) with n = e^z (e^z + 2), against Mish, from -20 to 20."""
    z = np.linspace(-20, 20, 4001)
    e = np.exp(z)
    n = e * (e + 2)
    off = np.abs(z * n / (n + 2) / np.where(z == 0, 1, ACTIVATIONS["mish"](z)) - (z != 0)).max()
    return bool(off < 1e-12), f"Largest relative difference {off:.0e}."


QUOTED = {
    2: {("tanh", "glorot"): 20, ("relu", "he"): 37, ("sigmoid", "glorot4"): 43, ("sigmoid", "glorot"): 130},
    5: {("tanh", "glorot"): 37, ("relu", "he"): 84, ("sigmoid", "glorot4"): 186},
}


def race(layers, seeds, batch, width, goal):
    """Whether each mean number of steps is within a fifth of the one quoted, and which they are."""
    found = {
        " ".join(who): why_relu.steps_to_goal(*who, layers, seeds, batch, width, goal).mean()
        for who in QUOTED[layers]
    }
    near = [abs(a / b - 1) < 0.2 for a, b in zip(found.values(), QUOTED[layers].values(), strict=True)]
    return all(near), f"steps: {dying_relu.listed(found, 0)}"


@claim(
    HERE, WHICH, "two layers: tanh 20, ReLU 37, sigmoid (4 × Glorot) 43, sigmoid (Glorot) 130", seeds=20,
    spread="± 6 to 17 steps over seeds", vary=why_relu.RACE,
)  # fmt: skip
def race_of_two_layers(seeds, batch=32, width=32, goal=0.25):
    """Mean steps to the goal, two layers: within a fifth of what is quoted."""
    return race(2, seeds, batch, width, goal)


@claim(
    HERE, WHICH, "five layers: tanh 37, ReLU 84, sigmoid (4 × Glorot) 186", seeds=20,
    spread="± 6 to 33 steps over seeds", vary=why_relu.RACE,
)  # fmt: skip
def race_of_five_layers(seeds, batch=32, width=32, goal=0.25):
    """Mean steps to the goal, five layers: within a fifth of what is quoted."""
    return race(5, seeds, batch, width, goal)


again(
    why_relu.deep_sigmoid_with_glorots_weights, WHICH,
    "with Glorot's sigmoid reached the goal in none of 20 networks within 440 steps",
)  # fmt: skip


# ---- the patient


def of_biases(p):
    return {name: value for name, value in p.items() if name[0] == "b"}


def patient(seed, repaired, lr=0.1, epochs=10, batch=32):
    """Trained with some faults repaired: per cent of test images, answers, parameters before and after."""
    data, rng = digits(), np.random.default_rng(seed)
    p = (healthy.my_initial if "weights" in repaired else ill.initial)(rng)
    p |= of_biases((healthy.my_initial if "biases" in repaired else ill.initial)(np.random.default_rng(0)))
    backward = healthy.my_backward if "mask" in repaired else ill.backward
    before, steps = dict(p), len(data.t_train) // batch
    with np.errstate(all="ignore"):
        for _ in range(epochs):
            for part in np.split(rng.permutation(len(data.t_train))[: steps * batch], steps):
                grads = backward(p, data.x_train[part], data.t_train[part])
                p = {name: p[name] - lr * grads[name] for name in p}
        answers = healthy.forward(p, data.x_test)["z4"].argmax(axis=1)
    return 100 * np.mean(answers == data.t_test), len(np.unique(answers)), before, p


def silent(p):
    """Never-on units on the training images, in each of the three hidden layers."""
    with np.errstate(all="ignore"):
        trace = healthy.forward(p, digits().x_train)
    return [int((unit_states(trace[f"z{k}"]) == NEVER_ON).sum()) for k in (1, 2, 3)]


TREATMENT = {"epochs": (3, 30), "batch": (8, 64), "lr": (0.03, 0.2)}


def treated(seeds, repaired, **how):
    """Per cent of the test images and numbers of answers, for each seed."""
    found = [patient(seed, repaired, **how)[:2] for seed in seeds]
    return np.array([share for share, _ in found]), np.array([answers for _, answers in found])


@claim(
    HERE, AFTER, "Small weights keep the network at one answer for every image, 8 % of them right, "
    "whatever else you repair", seeds=10, spread="none over seeds", vary=TREATMENT,
)  # fmt: skip
def small_weights_stay(seeds, lr=0.1, epochs=10, batch=32):
    """Answers and accuracy with small weights, and biases or mask or both repaired: one answer each time."""
    ways = [(), ("biases",), ("mask",), ("biases", "mask")]
    found = [treated(seeds, way, lr=lr, epochs=epochs, batch=batch) for way in ways]
    most, best = max(answers.max() for _, answers in found), max(shares.max() for shares, _ in found)
    return bool(most == 1 and best < 12), f"At most {most} answer(s), {best:.0f} % right."


@claim(
    HERE, AFTER, "Biases of -1, with good weights, leave most units never on, and the last hidden layer "
    "silent on every training image", seeds=20, spread="75 to 86 % of the units over seeds",
)  # fmt: skip
def silent_by_biases(seeds):
    """Never-on units in the three layers before training."""
    found = []
    for seed in seeds:
        biases = of_biases(ill.initial(np.random.default_rng(0)))
        found.append(silent(healthy.my_initial(np.random.default_rng(seed)) | biases))
    found = np.array(found)
    share = found.sum(axis=1) / 96
    said = f"{share.min():.0%} to {share.max():.0%} never on; layer 3 silent in {np.sum(found[:, 2] == 32)}"
    return bool(share.min() > 0.5 and (found[:, 2] == 32).all()), f"{said} of {len(found)}."


def wrong_mask_alone(seeds, lr=0.1, epochs=10, batch=32):
    """Accuracy with the wrong mask alone: above 80 % for 9 in 10 networks, and not apart from no fault."""
    how = {"lr": lr, "epochs": epochs, "batch": batch}
    wrong, answers = treated(seeds, ("weights", "biases"), **how)
    right, _ = treated(seeds, ("weights", "biases", "mask"), **how)
    learned = wrong[answers > 1]
    said = f"Wrong mask: {len(learned)} of {len(wrong)} learn"
    said += f", {learned.min():.0f} to {learned.max():.0f} %" if len(learned) else ""
    return bool(np.mean(wrong > 80) > 0.9 and wrong.max() > right.min()), (
        f"{said}; no fault: {right.min():.0f} to {right.max():.0f} %."
    )


for cell, words, vary in (
    (AFTER, "39 of the forty networks still came to recognise 85 to 97 % of the test images", {}),
    (SUMMARY, "The accuracy of one network does not find a wrong mask", TREATMENT),
):
    claim(HERE, cell, words, seeds=40, spread="12 points over seeds", vary=vary)(wrong_mask_alone)


def trap(seeds, lr=0.1, epochs=10, batch=32):
    """Weights repaired: 3 in 4 networks learn (median above 85 %), others overflow. Mask too: at chance."""
    how = {"lr": lr, "epochs": epochs, "batch": batch}
    runs = [patient(seed, ("weights",), **how) for seed in seeds]
    one, answers = (np.array([run[n] for run in runs]) for n in (0, 1))
    lost = sum(not np.isfinite(p["W4"]).all() for *_, p in runs)
    two, answers_of_two = treated(seeds, ("weights", "mask"), **how)
    learned = one[answers > 1]
    holds = len(learned) > 0.75 * len(one) and np.median(learned) > 85 and len(learned) + lost == len(one)
    holds = holds and answers_of_two.max() == 1 and two.max() < 12
    said = f"Weights: {len(learned)} of {len(one)} learn, {lost} overflow"
    said += f", {learned.min():.0f} to {learned.max():.0f} %" if len(learned) else ""
    return bool(holds), f"{said}; mask as well: {two.min():.0f} to {two.max():.0f} %."


for cell, words, vary in (
    (AFTER, "34 of the forty networks reach 78 to 97 %", {}),
    (AFTER, "With the mask as well it is 8 % in all forty", {}),
    (SUMMARY, "two faults can hide each other", TREATMENT),
):
    claim(HERE, cell, words, seeds=40, spread="78 to 97 %, or chance", vary=vary)(trap)


@claim(
    HERE, AFTER, "the wrong gradient passes closed gates, so it moves the silent units too, and the right "
    "one reaches no weight at all while the last hidden layer is silent", seeds=20, vary=TREATMENT,
)  # fmt: skip
def who_moves_silent_units(seeds, lr=0.1, epochs=10, batch=32):
    """Good weights, biases -1: do weights change, and what of layer 3 is silent at the end?"""
    moved, left = {}, {}
    for name, repaired in (("wrong", ("weights",)), ("right", ("weights", "mask"))):
        runs = [patient(seed, repaired, lr=lr, epochs=epochs, batch=batch)[2:] for seed in seeds]
        moved[name] = [
            any(not np.array_equal(before[name], after[name]) for name in before if name[0] == "W")
            for before, after in runs
        ]
        left[name] = np.mean([silent(after)[2] for _, after in runs])
    holds = all(moved["wrong"]) and not any(moved["right"]) and left["wrong"] < left["right"] == 32
    return (
        holds,
        f"Moved: {sum(moved['wrong'])} and {sum(moved['right'])}; silent of 32: {dying_relu.listed(left)}.",
    )


@claim(
    HERE, SIZES, "Over twenty seeds the healthy network's lie between 0.13 and 1.7", seeds=20,
    spread="0.13 to 1.7 over seeds",
)  # fmt: skip
def sizes_of_z(seeds):
    """Mean of z² in the hidden layers with He's weights: between 0.1 and 2 for each seed."""
    found = []
    for seed in seeds:
        trace = healthy.forward(healthy.my_initial(np.random.default_rng(seed)), digits().x_train)
        found.append([np.mean(trace[f"z{k}"] ** 2) for k in (1, 2, 3)])
    return bool(np.min(found) > 0.1 and np.max(found) < 2), f"{np.min(found):.2f} to {np.max(found):.2f}."


@claim(HERE, EXPECTED, "Expect about 97 %", seeds=40, spread="91 to 99 % over seeds", vary=TREATMENT)
def repaired_patient(seeds, lr=0.1, epochs=10, batch=32):
    """Accuracy with all three faults out: median above 95 %, and above 90 % for nine networks in ten."""
    shares, _ = treated(seeds, healthy.FAULTS, lr=lr, epochs=epochs, batch=batch)
    said = f"Median {np.median(shares):.0f} %, {shares.min():.0f} to {shares.max():.0f} %."
    return bool(np.median(shares) > 95 and np.mean(shares > 90) > 0.9), said


# ---- the summary


@claim(HERE, SUMMARY, "what ReLU is, its uses and risks, and which lesson measured them")
def one_page():
    """Rows of the first table: each links to a lesson; uses, risks, and what ReLU is."""
    (page,) = [cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.id == PAGE]
    rows = [line for line in page.splitlines() if line.startswith("| **")]
    linked = [row for row in rows if re.search(r"\[\d\]\(\w+\.ipynb\) \|$", row)]
    uses, risks = (sum(kind in row for row in rows) for kind in ("**Good for**", "**Risk:**"))
    return len(linked) == len(
        rows
    ) == 12 and uses == risks == 4, f"{len(linked)} rows, {uses} uses, {risks} risks."


@claim(
    HERE, SUMMARY, "Take ReLU with He's weights and biases of 0 to begin with", seeds=10,
    spread="1.4 points over the seeds", vary=dying_relu.BATCHES | dying_relu.WIDTHS,
)  # fmt: skip
def a_good_beginning(seeds, batch=8, epochs=3, width=64, lr=0.1):
    """Accuracy of two hidden layers after training from there: above 90 %."""
    found = dying_relu.accuracy(
        dying_relu.train(seeds, dying_relu.net_of(width=width), lr=lr, batch=batch, epochs=epochs)
    )
    return found > 90, f"{found:.1f} % of the training images."


@claim(
    HERE, SUMMARY, "choose a remedy by the cause", seeds=10, spread="1.5 points over the seeds",
    vary=dying_relu.BATCHES,
)  # fmt: skip
def remedies_by_cause(seeds, batch=8, epochs=3):
    """Clipping against lr = 1 (works) and against a bias of -1.5 (not); a bias of 0 against lr = 1 (not)."""
    how = {"batch": batch, "epochs": epochs}
    found = {
        "clipping, lr 1": dying_relu.train(seeds, dying_relu.net_of(), lr=1.0, clip=1.0, **how),
        "clipping, bias -1.5": dying_relu.train(seeds, dying_relu.net_of(bias=-1.5), lr=0.1, clip=1.0, **how),
        "bias 0, lr 1": dying_relu.train(seeds, dying_relu.net_of(), lr=1.0, **how),
    }
    found = {name: dying_relu.accuracy(run) for name, run in found.items()}
    works, *others = found.values()
    return works > dying_relu.CURED and max(
        others
    ) < dying_relu.SICK, f"accuracy, %: {dying_relu.listed(found)}"


again(alternatives.no_rival_ahead, SUMMARY, "and another activation for a reason")
again(dying_relu.batch_norm_needs_a_batch, SUMMARY, "What was measured holds under its condition: batch size")

AGREES = {
    "dropped": {"3"},
    "linear": {"0 and 0", "1 and 1"},
    "exact_zeros": {"about a thousand", "about half"},
    "secants": {"both tend to 0.5"},
    "mask": {"half of them"},
    "vanishing": {"both about as large"},
    "gates_and_weights": {"about 1"},
    "initialisations": {"6 times", "100 times"},
    "half_the_time": {"320", "fewer than 320"},
    "too_sparse": {"more than 90 %"},
    "always_on": {"something else, because ReLU bends"},
    "silent_or_dead": {"the same half"},
    "for_ever": {"in none"},
    "failed": {"it is down to guessing", "a fifth lower"},
    "other_causes": {"none: nothing has been trained"},
    "leaky_goes_negative": {"many with ReLU, none with Leaky ReLU", "few with both"},
    "larger_slope": {"better than with slope 0.01"},
    "maximum": {"-1.5"},
    "halved": {"its variance"},
    "lowest": {"at 0"},
    "depth_or_width": {"14"},
}
"""For each question the answers that would speak for its statement; with other seeds see its own claim."""


@claim(HERE, SUMMARY, f"None of the {len(QUESTIONS)} statements holds as it stands")
def none_holds():
    """How many experiments end with an answer that speaks for the statement."""
    for_it = []
    for question in QUESTIONS:
        name = question.__name__
        if not AGREES[name] <= set(question.kind.reasons) or question.experiment()[0] in AGREES[name]:
            for_it.append(name)
    return not for_it and len(QUESTIONS) == len(AGREES), f"{len(QUESTIONS)} experiments, for: {for_it or 0}."


@claim(
    HERE, SUMMARY, "examined with the size of z, the count of units, and central differences", seeds=10,
)  # fmt: skip
def three_instruments(seeds):
    """Each instrument on a network with one fault and on a healthy one: does it tell them apart?"""
    data, found = digits(), []
    x, t = data.x_train[:40], data.t_train[:40]
    for seed in seeds:
        p, broken = (draw(np.random.default_rng(seed)) for draw in (healthy.my_initial, ill.initial))
        small = broken | of_biases(p)
        sizes = [np.mean(healthy.forward(each, data.x_train)["z3"] ** 2) for each in (small, p)]
        counts = [sum(silent(each)) for each in (p | of_biases(broken), p)]
        losses = []
        for h in (1e-6, -1e-6):
            moved = p["W1"].copy()
            moved[20, 3] += h
            outputs = healthy.forward(p | {"W1": moved}, x)["z4"]
            losses.append(healthy.loss_and_gradient(outputs, t)[0])
        slope = (losses[0] - losses[1]) / 2e-6
        off = [abs(way(p, x, t)["W1"][20, 3] - slope) for way in (ill.backward, healthy.my_backward)]
        found.append((sizes[0] < 0.01 < sizes[1], counts[0] > 48 > counts[1], off[0] > 1e-5 > off[1]))
    by_size, by_count, by_gradient = np.sum(found, axis=0)
    return bool(np.all(found)), f"Told apart of {len(found)}: {by_size} by size, {by_count}, {by_gradient}."


# ---- the cheat sheet

on_the_sheet(definition.element_by_element, "Each number on its own.")
on_the_sheet(definition.not_linear, "f(-1) + f(1) = 1, and f(0) = 0.")
on_the_sheet(derivative.subgradients, "Subgradients at 0: from 0 to 1")
on_the_sheet(derivative.gate, "A gate for gradients: z > 0.")
on_the_sheet(definition.neuron, "Kink at x = -b/w.")


@claim(
    "sheet", "", "any continuous curve on a closed,", seeds=5, spread="largest over the seeds",
    vary={"rough": (0.3, 0.9)},
)  # fmt: skip
def follows_a_rough_curve(seeds, rough=0.5):
    """Random curves on [0, 1] without a second derivative: error of 8, 64, 512 units, over the height."""
    t, errors = np.linspace(0, 1, 2**12 + 1), []
    for seed in seeds:
        shift = np.random.default_rng(seed).uniform(0, 1, 30)
        y = sum(2 ** (-rough * n) * np.abs((2**n * t + s) % 1 - 0.5) for n, s in enumerate(shift))
        row = []
        for units in (8, 64, 512):
            knots = slice(None, None, 2**12 // units)
            row.append(np.abs(piecewise_linear.zigzag(t, t[knots], y[knots]) - y).max() / np.ptp(y))
        errors.append(row)
    worst = np.max(errors, axis=0)
    return bool(np.all(np.diff(errors) < 0)), f"{', '.join(f'{error:.3f}' for error in worst)} of the height."


on_the_sheet(piecewise_linear.out_of_reach, "bounded interval.")
on_the_sheet(
    why_relu.factors_of_relu, "it times n · Var[w] · 1/2 (half the gates", "Gradients before training"
)
on_the_sheet(he_keeps_gradients, "With He's: 1.", "He's weights: variance 2/n.")
on_the_sheet(dying_relu.quiz_silent, "Dead: z <= 0 on every sample of")
on_the_sheet(dying_relu.quiz_always_on, "Only mixed ones bend.")


@claim(
    "sheet", "", "Smaller lr, clipping,", seeds=10, spread="1.4 points over the seeds",
    vary={"lr": (0.7, 2.0), "epochs": (12,)},
)  # fmt: skip
def against_large_steps(seeds, lr=1.0, epochs=3):
    """Accuracy with a large lr and clipping at 1 (batches of 8) or BatchNorm (32); lr = 0.1 instead."""
    net, normed = dying_relu.net_of(), dying_relu.net_of(batch_norm=True)
    found = {
        "clipping": dying_relu.train(seeds, net, lr=lr, clip=1.0, epochs=epochs),
        "BatchNorm": dying_relu.train(seeds, normed, lr=lr, batch=32, epochs=epochs),
        "lr = 0.1": dying_relu.train(seeds, net, lr=0.1, epochs=epochs),
    }
    found = {name: dying_relu.accuracy(run) for name, run in found.items()}
    return min(found.values()) > dying_relu.CURED, f"accuracy, %: {dying_relu.listed(found)}"


on_the_sheet(dying_relu.cures_of_long_steps, "Steps too large?")
on_the_sheet(dying_relu.batch_norm_needs_a_batch, "BatchNorm (lr = 2: batches of 32).")
on_the_sheet(dying_relu.cures_of_a_bias, "Biases 0, BatchNorm")


@claim("sheet", "", "wider layers.", seeds=4, spread="standard error 0.003", vary={"layers": (5, 50)})
def wider_is_safer(seeds, layers=20):
    """Share of networks born dead at widths 2, 4, 8 and 16: from 4 on each less than half of the last."""
    shares = [
        np.mean([born_dead_probability(width, layers, 4000, np.random.default_rng(s))[0] for s in seeds])
        for width in (2, 4, 8, 16)
    ]
    halves = all(after < before / 2 for before, after in pairwise(shares[1:]))
    return bool(shares[0] > shares[1] and halves), f"{', '.join(f'{share:.3f}' for share in shares)}."


on_the_sheet(derivative.wrong_mask, "Take the mask z > 0, never a >= 0.")
on_the_sheet(derivative.central_differences, "where no z is close to 0.")
on_the_sheet(alternatives.larger_slopes_return_sooner, "Leaky ReLU; the larger its slope, the")
on_the_sheet(alternatives.prelu_turns_negative, "sooner. PReLU may turn its")
