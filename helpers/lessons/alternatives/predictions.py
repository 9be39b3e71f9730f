"""Predictions of lesson 6: what its left sides, gains and races do, guessed before they are seen."""

import numpy as np

from helpers.activations import ACTIVATIONS, Activation, register, relu
from helpers.course.predictions import guess, named, prediction, sketch
from helpers.data import digits
from helpers.dying import interval, one_step
from helpers.lessons.alternatives.explorers import LEAKIER, activation_of, way_back
from helpers.measures import dip, gain
from helpers.networks import MLP, Descent, descend

TEN = ("leaky_relu", "prelu", "elu", "selu", "softplus", "gelu", "silu", "mish", "relu6", "squared_relu")


@sketch(
    ask="GELU is z times a gate that opens gradually: 0 far left, 1/2 at z = 0, 1 far right. Draw it.",
    places=[-4, -2, -1, 0, 1],
    low=-1,
    high=1,
    step=0.05,
    within=0.1,
    section=1,
    labels=("z", "GELU"),
    why="Left of 0 the gate is a little open and z is negative, so the product is negative. Far left the "
    "gate closes, and the product returns to 0.",
)
def gradual_gate():
    z, gelu = np.linspace(-4, 1, 501), ACTIVATIONS["gelu"]
    bottom, value = dip(gelu)
    return z, gelu(z), f"GELU is lowest at z = {bottom:.3f}: {value:.3f}."


@prediction(
    ask="ReLU's slope can be read off its output: a > 0 means 1. At z = -0.5 GELU gives a = -0.154. Can its "
    "slope be read off that?",
    choices={
        "yes: each a has its slope": "so it is for a function that only rises. GELU falls first.",
        "its sign at least": "one of the two z with this a is where GELU falls, the other where it rises.",
        "no, not even its sign": "two z give this a, one on each side of the dip's bottom. A backward pass "
        "has to keep z.",
    },
    section=1,
)
def slope_from_output():
    gelu = ACTIVATIONS["gelu"]
    z = np.linspace(-5, dip(gelu)[0], 100_001)
    other = z[np.argmin(np.abs(gelu(z) - gelu(-0.5)))]
    slopes = gelu.derivative(other), gelu.derivative(-0.5)
    choices = {True: "its sign at least", False: "no, not even its sign"}
    found = f"GELU({other:.3f}) = GELU(-0.5) = {gelu(-0.5):.3f}, slopes {slopes[0]:.3f} and {slopes[1]:.3f}."
    return named(choices, slopes[0] * slopes[1] > 0), found


@prediction(
    ask="A Leaky ReLU of slope 0.1 comes with the derivative of one of slope 0.01. What does register do?",
    choices={
        "it is accepted": "the derivative is not believed: it is compared with central differences.",
        "it is accepted with a warning": "a network with a wrong gradient trains, only badly. Nobody would "
        "find that warning.",
        "it is refused, with the place and both numbers": "central differences (lesson 2) find the slip.",
    },
    section=2,
)
def wrong_derivative():
    leaky = lambda z: np.where(z > 0, z, 0.1 * z)  # noqa: E731
    slip = Activation("slip", "Slip", "", "", leaky, lambda z: np.where(z > 0, 1.0, 0.01), kinks=(0,))
    try:
        register(slip)
    except ValueError as refusal:
        return "it is refused, with the place and both numbers", str(refusal)
    return "it is accepted", "no refusal."


@prediction(
    ask="Whose slope rises above 1 somewhere?",
    choices={
        "nobody's: on the right they are z": "on the right most are near z, but near is not equal.",
        "SELU's and Squared ReLU's alone": "theirs do. But right of 0 the gradual gates fall behind the line "
        "z, and to come up to it again they have to climb faster.",
        "also GELU's, SiLU's and Mish's": "right of 0 they lag behind z, because the gate is not quite open, "
        "and further right they catch up.",
    },
    section=3,
)
def above_one():
    z = np.linspace(-6, 6, 2401)
    most = {ACTIVATIONS[name].title: ACTIVATIONS[name].derivative(z).max() for name in TEN}
    above = {title: slope for title, slope in most.items() if slope > 1 + 1e-9}
    found = ", ".join(f"{title} {slope:.2f}" for title, slope in above.items())
    choices = {
        0: "nobody's: on the right they are z",
        2: "SELU's and Squared ReLU's alone",
        5: "also GELU's, SiLU's and Mish's",
    }
    return named(choices, len(above)), f"Largest slopes from z = -6 to 6: {found}; of the others 1 at most."


@prediction(
    ask="“ELU has its floor at -1 and no jump in its slope.” It has a parameter α. For which α is this true?",
    choices={
        "for every α": "the floor is at -α, and the slope arrives at 0 as α and leaves as 1.",
        "for α = 1 only": "only there the two slopes at 0 agree, and the floor is at -1.",
        "for α ≥ 1": "for α = 2 the floor is at -2 and the slope jumps down from 2 to 1.",
    },
    section=3,
)
def alpha():
    said, true = [], []
    for value in (0.5, 1.0, 2.0):
        elu = ACTIVATIONS["elu"].with_parameters(alpha=value)
        left, right = elu.derivative([-1e-9, 1e-9])
        true.append(np.isclose(elu(-40.0), -1) and np.isclose(left, right))
        said.append(
            f"α = {value:g}: floor {elu(-40.0):.1f}, slope {left:.1f} left of 0 and {right:.1f} right"
        )
    choices = {(1, 1, 1): "for every α", (0, 1, 0): "for α = 1 only", (0, 1, 1): "for α ≥ 1"}
    return named(choices, tuple(map(int, true))), f"{'; '.join(said)}."


@guess(
    ask="Swish is z times sigmoid(β z). Which β brings it closest to GELU?",
    low=0,
    high=4,
    step=0.05,
    within=0.2,
    section=3,
    start=1,
    why="At β = 0 the gate is one half everywhere and Swish is z/2; for large β it becomes ReLU's gate. GELU "
    "is between.",
)
def closest_to_gelu():
    z, gelu, swish = np.linspace(-5, 5, 1001), ACTIVATIONS["gelu"], ACTIVATIONS["swish"]
    betas = np.arange(401) / 100
    apart = [np.abs(gelu(z) - swish.with_parameters(beta=beta)(z)).max() for beta in betas]
    best = int(np.argmin(apart))
    return betas[best], f"At β = {betas[best]:.2f} they are at most {apart[best]:.4f} apart."


@prediction(
    ask="One step with lr = 0.5 has put all four z of a unit left of 0, from -1.5 to -4.1, where ReLU is "
    "flat. Which units come back within 1000 steps?",
    choices={
        "all but ReLU's": "not to be flat is not enough: the slope must point the right way.",
        "those with Leaky ReLU, ELU, Softplus; not GELU, SiLU, Mish": "left of the bottom of their dip the "
        "last three fall, so a larger a needs a smaller z.",
        "only that with Leaky ReLU": "ELU and Softplus are shallow there, but not too shallow.",
    },
    section=4,
)
def who_comes_back():
    back = []
    for name in ("relu", "leaky_relu", "elu", "softplus", "gelu", "silu", "mish"):
        *_, (z, f) = way_back(ACTIVATIONS[name], *one_step(0.5))
        back += [f.title] if z.max() > 0 else []
    choices = {
        6: "all but ReLU's",
        3: "those with Leaky ReLU, ELU, Softplus; not GELU, SiLU, Mish",
        1: "only that with Leaky ReLU",
    }
    found = f"{len(back)} of 7 came back: {', '.join(back)}; the others not in 1000 steps."
    return named(choices, len(back)), found


@prediction(
    ask="From the second start (after lr = 0.5) a Leaky ReLU with the fixed slope 0.25 is back in 16 steps. "
    "Now one that starts with 0.25 and learns its slope at the same rate. How long does it take?",
    choices={
        "less: it learns a larger slope": "a larger slope makes a more negative where z is negative, and the "
        "targets are positive.",
        "about as long": "the gradient of the slope is large where |z| is large: it does not stay near 0.25.",
        "it does not come back": "a smaller slope raises a at once, so it learns a negative one; and then a "
        "larger a wants a smaller z.",
    },
    section=4,
)
def learned_slope():
    fixed, learned = (list(way_back(activation_of(name), *one_step(0.5))) for name in (LEAKIER, "prelu"))
    z, f = learned[-1]
    choices = {(True, True): "less: it learns a larger slope", (True, False): "about as long"}
    came = z.max() > 0, len(learned) < len(fixed)
    choice = named(choices, came, otherwise="it does not come back")
    slope = f.parameters["negative_slope"]
    return choice, f"After {len(learned) - 1} steps its slope is {slope:.3f} and its largest z {z.max():.2f}."


@prediction(
    ask="GELU is nowhere above ReLU. ReLU's gain is √2, about 1.414. And GELU's?",
    choices={
        "smaller": "a smaller output needs larger weights, not smaller ones.",
        "also √2": "right of 0 GELU is a little below z, and the squares of the dip do not make up for that.",
        "larger": "the mean of its squares is smaller than ReLU's, and the gain makes up for it.",
    },
    section=5,
)
def gelus_gain():
    ours, of_relu = gain(ACTIVATIONS["gelu"]), gain(relu)
    choices = {-1: "smaller", 0: "also √2", 1: "larger"}
    return named(choices, np.sign(np.round(ours - of_relu, 6))), f"GELU {ours:.3f}, ReLU {of_relu:.3f}."


@prediction(
    ask="np.where(z > 0, z, np.exp(z) - 1) at z = 1000, and NumPy stops at overflows. What happens?",
    choices={
        "it gives 1000": "so it would without that order: the choice is right, but it is made afterwards.",
        "it stops: an overflow": "np.where chooses after both branches have been computed for all elements.",
        "it gives nan": "that comes out if one multiplies by 0 instead of choosing: 0 · ∞.",
    },
    section=6,
)
def both_branches():
    z = np.array([1000.0])
    try:
        with np.errstate(over="raise"):
            a = np.where(z > 0, z, np.exp(z) - 1)
    except FloatingPointError as error:
        return "it stops: an overflow", f"{error}."
    return "it gives nan" if np.isnan(a).any() else "it gives 1000", f"{a}."


@prediction(
    ask="A race on the digits: ReLU, ELU and Identity, one epoch, the same lr = 0.01, which looks fair. Who "
    "leads?",
    choices={
        "ReLU": "its own best rate is ten times as large: at 0.01 it has hardly begun.",
        "ELU": "it is ahead of ReLU at this rate, but somebody is ahead of both.",
        "Identity, no activation at all": "this race measures whom the rate suits, not who is better.",
    },
    section=7,
)
def one_rate_for_all():
    data, found = digits(), {}
    x, t = data.x_train, data.t_train
    for title, name in (
        ("ReLU", "relu"),
        ("ELU", "elu"),
        ("Identity, no activation at all", "identity"),
    ):
        net, how = MLP(activation=ACTIVATIONS[name]), Descent(lr=0.01, batch=8, epochs=1)
        *_, (_, parameters) = descend(net, x[:1137], t[:1137], how, seeds=range(10, 15))
        answers = net.forward(parameters, x[1137:])["z3"].argmax(axis=-1)
        found[title] = 100 * (answers == t[1137:]).mean()
    shares = ", ".join(f"{title.split(',')[0]} {share:.1f} %" for title, share in found.items())
    return max(found, key=found.get), f"{shares} of the held-out digits."


@prediction(
    ask="Ten seeds, a mean difference to ReLU of +0.1 points, 95 % interval from -1.2 to +1.4. What is seen?",
    choices={
        "it is 0.1 points better": "with ten other seeds it may as well come out 1 point worse.",
        "the two are equally good": "the interval holds 0, but also 1.4. Not seen does not mean not there.",
        "ten seeds do not tell": "a true difference of half the interval, 1.3 points, is missed about every "
        "second time.",
    },
    section=7,
)
def no_difference_seen():
    rng = np.random.default_rng(0)
    shown = {}
    for true in (0.1, 1.3, 3.0):
        gaps = rng.normal(true, 1.9, size=(2000, 10))
        shown[true] = np.mean([interval(row)[1] > 0 for row in gaps])
    choices = {True: "ten seeds do not tell", False: "it is 0.1 points better"}
    return named(choices, shown[0.1] < 0.1), (
        f"Of 2,000 such races with a true difference of 0.1 points {shown[0.1]:.0%} have an interval above "
        f"0; with 1.3 points {shown[1.3]:.0%}, with 3 points {shown[3.0]:.0%}."
    )


@prediction(
    ask="After three epochs the race did not tell Identity from ReLU. Train ten new networks of each for ten "
    "epochs: where is Identity?",
    choices={
        "behind ReLU": "it cannot bend, and what the bends are worth shows with time.",
        "still not told apart": "so it would be if bends were worth nothing on these digits.",
        "ahead of ReLU": "so it is after one epoch. When a race is stopped decides who wins it.",
    },
    section=8,
)
def after_ten_epochs():
    data, right = digits(), {}
    for name in ("relu", "identity"):
        net, how = MLP(activation=ACTIVATIONS[name]), Descent(lr=0.1, batch=8, epochs=10)
        *_, (_, parameters) = descend(net, data.x_train, data.t_train, how, seeds=range(100, 110))
        answers = net.forward(parameters, data.x_test)["z3"].argmax(axis=-1)
        right[name] = 100 * (answers == data.t_test).mean(axis=-1)
    mean, low, high = interval(right["identity"] - right["relu"])
    choices = {-1: "behind ReLU", 0: "still not told apart", 1: "ahead of ReLU"}
    choice = named(choices, int(low > 0) - int(high < 0))
    return choice, f"Identity minus ReLU: {mean:+.2f} points, 95 % interval {low:+.2f} to {high:+.2f}."
