"""Claims of lesson 2, and of the quiz about it: the slope, the point 0, the gate, the mask."""

import numpy as np
from claims import claim

from helpers.activations import relu
from helpers.lessons.derivative import quiz

HERE, SUMMARY = "02_derivative", "02-48"


@claim(HERE, SUMMARY, "f'(x) is 1 for x > 0 and 0 for x < 0.", seeds=1)
def slopes_beside_the_kink(seeds):
    """Secants at 1,000 random x with steps that stay on one side of 0, and the ready-made derivative."""
    wrong = 0
    for seed in seeds:
        x = np.random.default_rng(seed).normal(size=1000)
        h = np.abs(x) / 2
        measured = (relu(x + h) - relu(x - h)) / (2 * h)
        wrong += np.count_nonzero((np.abs(measured - (x > 0)) > 1e-12) | (relu.derivative(x) != (x > 0)))
    return (
        wrong == 0,
        f"{wrong} of {1000 * len(list(seeds))} slopes are not 1 on the right and 0 on the left.",
    )


@claim(
    HERE, SUMMARY, "At 0 the left secants say 0 and the right ones 1, so there is no derivative at 0.",
    vary={"steps": ((1e-300, 1e-12, 1e6),)},
)  # fmt: skip
def secants_at_0(steps=(1.0, 0.1, 1e-3, 1e-6)):
    """Slopes of secants from 0 to both sides."""
    found = {((relu(0.0) - relu(-h)) / h, (relu(h) - relu(0.0)) / h) for h in steps}
    return found == {(0.0, 1.0)}, f"Left and right: {[tuple(map(float, pair)) for pair in found]}."


@claim(HERE, SUMMARY, "Every number in [0, 1] is a subgradient at 0; we take 0", vary={"reach": (1e-6, 1e6)})
def subgradients(reach=5.0):
    """Of the slopes -0.2, -0.1 ... 1.2: which lines through the kink nowhere rise above ReLU?"""
    x, slopes = np.linspace(-reach, reach, 1001), np.arange(-2, 13) / 10
    below = [s for s in slopes if np.all(s * x <= relu(x))]
    holds = below == [s for s in slopes if 0 <= s <= 1] and relu.derivative(0.0) == 0
    return (
        holds,
        f"Lines from slope {min(below):g} to {max(below):g} stay below; relu'(0) = {relu.derivative(0.0):g}.",
    )


@claim(
    HERE, SUMMARY, "From w = 0, with lr = 0.1, the model relu(w x) learns t = x with s = 0.5 or 1 and stays "
    "where it is with s = 0.",
    vary={"lr": (0.01, 0.3, 0.45), "factor": (2.0, -1.0), "steps": (1000,)},
)  # fmt: skip
def from_zero(lr=0.1, steps=100, factor=1.0):
    """w after training relu(w x) from w = 0 on x = 1, 2, 3 with t = factor * x, for three slopes at 0."""
    x, ends = np.array([1.0, 2.0, 3.0]), []
    for s in (0.0, 0.5, 1.0):
        w = 0.0
        for _ in range(steps):
            z = w * x
            w -= lr * np.mean((relu(z) - factor * x) * np.heaviside(z, s) * x)
        ends.append(w)
    holds = ends[0] == 0 and np.allclose(ends[1:], factor, atol=0.02)
    said = ", ".join(f"{w:.3f} (s = {s})" for w, s in zip(ends, (0, 0.5, 1), strict=True))
    return holds, f"w ends at {said}."


@claim(HERE, SUMMARY, "ReLU is a gate for gradients: dL/dz is dL/da where z > 0, and 0 elsewhere.", seeds=1)
def gate(seeds, h=1e-6):
    """The gradient of a random loss, through ReLU, against central differences of step h in each z."""
    worst = 0.0
    for seed in seeds:
        rng = np.random.default_rng(seed)
        z, grad_a = rng.normal(size=(2, 1000))
        z = z[np.abs(z) > h]
        grad_a = grad_a[: z.size]
        measured = grad_a * (relu(z + h) - relu(z - h)) / (2 * h)
        worst = max(worst, np.abs(measured - np.where(z > 0, grad_a, 0)).max())
    return worst < 1e-7, f"Largest difference to central differences: {worst:.0e}."


@claim(HERE, SUMMARY, "The mask a >= 0 opens every gate.", seeds=1, vary={"mean": (-3.0, 3.0)})
def wrong_mask(seeds, mean=0.0):
    """Share of gates that z > 0, a > 0 and a >= 0 open, for normally distributed z."""
    shares = []
    for seed in seeds:
        z = np.random.default_rng(seed).normal(mean, size=10_000)
        a = relu(z)
        shares.append([np.mean(mask) for mask in (z > 0, a > 0, a >= 0)])
    from_z, from_a, wrong = np.mean(shares, axis=0)
    return from_z == from_a < wrong == 1, f"z > 0 opens {from_z:.1%}, a > 0 {from_a:.1%}, a >= 0 {wrong:.1%}."


@claim(
    HERE,
    SUMMARY,
    "Central differences confirm a gradient, except where the step carries some z across 0.",
    seeds=1,
)
def central_differences(seeds, h=0.1):
    """Central differences of ReLU with step h, at 1,000 random z: where are they right?"""
    far, near = [], []
    for seed in seeds:
        z = np.random.default_rng(seed).normal(size=1000)
        off = np.abs((relu(z + h) - relu(z - h)) / (2 * h) - relu.derivative(z))
        far.append(off[np.abs(z) >= h].max())
        near.append(off[np.abs(z) < h].min())
    said = f"Off by {max(far):.0e} at most beyond h, by {min(near):.4f} at least within."
    return max(far) < 1e-12 < min(near), said


# ---- in the text


@claim(
    HERE, "02-29", "Not one in 64 or 32 bits, a few dozen in 16.", seeds=1,
    spread="dozens in 16 bits: 28 to 44 in 4 seeds",
    vary={"terms": (5, 100)},
)  # fmt: skip
def zeros_by_precision(seeds, terms=20):
    """How many of a million sums of random products are exactly 0, in three precisions."""
    counts = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        inputs, weights = rng.normal(size=(1000, terms)), rng.normal(size=(terms, 1000))
        for number in (np.float64, np.float32, np.float16):
            z = np.zeros((1000, 1000), number)
            for k in range(terms):
                z += np.outer(inputs[:, k].astype(number), weights[k].astype(number))
            counts.append(int(np.count_nonzero(z == 0)))
    of_64, of_32, of_16 = counts[::3], counts[1::3], counts[2::3]
    holds = max(of_64) == max(of_32) == 0 and min(of_16) >= 12 and max(of_16) <= 100
    return holds, f"Exactly 0: {of_64} in 64 bits, {of_32} in 32, {of_16} in 16."


@claim(
    HERE,
    "02-31",
    "It must not start below 0 either, whatever s is: there every gate is closed, and w stays where it is.",
    vary={"start": (-1e-6, -5.0)},
)
def below_zero(start=-0.5):
    """w after 100 steps with lr = 0.1 from below 0, as in `from_zero`."""
    x, ends = np.array([1.0, 2.0, 3.0]), []
    for s in (0.0, 0.5, 1.0):
        w = start
        for _ in range(100):
            z = w * x
            w -= 0.1 * np.mean((relu(z) - x) * np.heaviside(z, s) * x)
        ends.append(w)
    return set(ends) == {start}, f"From w = {start:g} to {[*map(float, ends)]} with s = 0, 0.5, 1."


@claim(
    HERE, "02-33", "With s = 0 the backpropagated slope at 0 is **0**, although the function is the identity"
)
def identity_of_two_relus():
    """The chain rule for relu(x) - relu(-x) at 0, with s = 0 and with s = 0.5."""
    slopes = [np.heaviside(0.0, s) + np.heaviside(-0.0, s) for s in (0.0, 0.5)]
    return slopes == [
        0,
        1,
    ], f"Slope {slopes[0]:g} with s = 0, {slopes[1]:g} with s = 0.5; the function has slope 1."


# ---- the quiz


@claim(
    "08_summary", "08-06", "ReLU has no derivative at 0, so networks of it cannot be trained by gradients.",
    seeds=1,
    vary={"terms": (2, 200)},
)  # fmt: skip
def exact_zeros(seeds, terms=20):
    """How many of a million random pre-activations are exactly 0."""
    zeros = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        z = rng.normal(size=(1000, terms)) @ rng.normal(size=(terms, 1000))
        zeros.append(int(np.count_nonzero(z == 0)))
    choice, _ = quiz.exact_zeros.experiment()
    return choice == "none" and not any(zeros), f"Exactly 0: {zeros} of 1,000,000 each."


@claim("08_summary", "08-06", "A central difference at 0 gives 0.5, so the slope of ReLU at 0 is 0.5.")
def secants():
    """Slopes of the secants from 0 to the left and to the right."""
    choice, found = quiz.secants.experiment()
    return choice == "0 and 1, for every step", found


@claim(
    "08_summary", "08-06",
    "The mask for the backward pass can be taken from the activations: open where a >= 0.",
    seeds=1,
)  # fmt: skip
def mask(seeds):
    """Share of gates that the mask a >= 0 opens."""
    shares = [np.mean(relu(np.random.default_rng(seed).normal(size=10_000)) >= 0) for seed in seeds]
    return quiz.mask.experiment()[0] == "all of them" and set(shares) == {
        1.0
    }, f"a >= 0 opens {min(shares):.0%} of the gates."
