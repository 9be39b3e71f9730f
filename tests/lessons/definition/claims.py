"""Claims of lesson 1, and of the quiz about it: what ReLU does to numbers, and why it is not linear."""

import numpy as np
from claims import claim

from helpers.activations import relu
from helpers.lessons.definition import quiz

HERE, SUMMARY = "01_definition", "01-55"


@claim(HERE, SUMMARY, "On an array it works element by element and keeps the shape.", seeds=1)
def element_by_element(seeds, shape=(3, 4, 5)):
    """Random arrays through relu, and the same numbers one by one through max(0, x)."""
    held = []
    for seed in seeds:
        x = np.random.default_rng(seed).normal(size=shape)
        one_by_one = np.array([max(0, float(number)) for number in x.ravel()])
        held.append(relu(x).shape == x.shape and np.array_equal(relu(x).ravel(), one_by_one))
    return all(held), f"{sum(held)} of {len(held)} arrays of shape {shape} agree."


@claim(HERE, SUMMARY, "f(-1) + f(1) = 1 but f(0) = 0.")
def not_linear():
    """The two sides of f(p + q) = f(p) + f(q) for p = -1, q = 1."""
    apart, together = relu(-1) + relu(1), relu(-1 + 1)
    return (apart, together) == (1, 0), f"f(-1) + f(1) = {apart:g}, f(0) = {together:g}."


@claim(
    HERE, SUMMARY, "Linear layers with nothing between them collapse into one; with ReLU between them they "
    "need not.",
    seeds=20, vary={"width": (1, 2, 16), "biases": (True,)},
)  # fmt: skip
def collapse(seeds, width=8, biases=False):
    """Two random layers: is the mean of the answers to x and -x the answer to 0? Without and with ReLU."""
    with_relu, without = [], []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        W1, W2 = rng.normal(size=(width, 3)), rng.normal(size=(2, width))
        b1, b2 = (rng.normal(size=n) * biases for n in (width, 2))
        x = rng.normal(size=3)
        for f, found in ((relu, with_relu), (lambda z: z, without)):
            ends = [W2 @ f(W1 @ end + b1) + b2 for end in (x, -x)]
            found.append(np.abs(sum(ends) / 2 - (W2 @ f(b1) + b2)).max())
    apart = np.median(with_relu)
    said = f"Off by {max(without):.0e} at most without ReLU, {apart:.2f} with it."
    return max(without) < 1e-12 < apart, said


@claim(
    HERE, SUMMARY, "A neuron relu(w x + b) has its kink at x = -b/w, if w is not 0; on the side where w x "
    "+ b is positive its slope is w.",
    seeds=100, vary={"scale": (0.01, 100.0)},
)  # fmt: skip
def neuron(seeds, scale=1.0):
    """Slopes left and right of -b/w of random neurons."""
    off = []
    for seed in seeds:
        w, b = scale * np.random.default_rng(seed).normal(size=2)
        x = -b / w + np.array([-2.0, -1.0, 1.0, 2.0])
        a = relu(w * x + b)
        slopes = (a[1] - a[0], a[3] - a[2])
        wanted = (0, w) if w > 0 else (w, 0)
        off.append(np.abs(np.subtract(slopes, wanted)).max() / abs(w))
    return max(off) < 1e-6, f"Largest deviation from the slopes 0 and w: {max(off):.0e} of w."


@claim(
    HERE, SUMMARY, "ReLU is nonnegative, nondecreasing, unbounded above, idempotent, positively homogeneous, "
    "subadditive, convex, and 1-Lipschitz.",
    seeds=1, vary={"scale": (1e-300, 1e150)},
)  # fmt: skip
def eight_properties(seeds, scale=10.0):
    """Eight inequalities and equations on 10,000 random pairs p, q and factors c from 0 to 10, and c = 0."""
    broken = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        p, q = rng.normal(0, scale, size=(2, 10_000))
        c = np.append(0, rng.uniform(0, 10, size=9_999))
        found = {
            "nonnegative": relu(p) >= 0,
            "nondecreasing": relu(np.minimum(p, q)) <= relu(np.maximum(p, q)),
            "unbounded": relu(1e308) == 1e308,
            "idempotent": relu(relu(p)) == relu(p),
            "homogeneous": relu(c * p) == c * relu(p),
            "subadditive": relu(p + q) <= relu(p) + relu(q),
            "convex": relu((p + q) / 2) <= (relu(p) + relu(q)) / 2,
            "Lipschitz": np.abs(relu(p) - relu(q)) <= np.abs(p - q),
        }
        broken += [name for name, holds in found.items() if not np.all(holds)]
    return not broken, f"Eight properties, {len(list(seeds))} seeds: broken {broken or 'none'}."


WAYS = {
    "maximum": lambda x: np.maximum(x, 0),
    "clip": lambda x: np.clip(x, 0, None),
    "where": lambda x: np.where(x > 0, x, 0),
    "product": lambda x: x * (x > 0),
    "half sum": lambda x: (x + np.abs(x)) / 2,
}


@claim(
    HERE, SUMMARY, "`np.maximum(x, 0)` is right for NaN, infinities and large numbers; of the four "
    "alternatives tried, three are not.",
    vary={"dtype": (np.float32,)},
)  # fmt: skip
def five_ways(dtype=np.float64):
    """Five expressions on NaN, -inf, inf and almost the largest number of the type."""
    large = np.finfo(dtype).max * dtype(0.9)
    x, right = (np.array([np.nan, low, np.inf, large], dtype) for low in (-np.inf, 0))
    with np.errstate(all="ignore"):
        good = [name for name, way in WAYS.items() if np.array_equal(way(x), right, equal_nan=True)]
    return good == ["maximum", "clip"], f"Right in all four: {', '.join(good)}."


# ---- the quiz


@claim("08_summary", "08-06", "ReLU drops the negative numbers.", seeds=20)
def dropped(seeds, size=5):
    """How many of random numbers come out of ReLU."""
    sizes = {relu(np.random.default_rng(seed).normal(size=size)).size for seed in seeds}
    return quiz.dropped.experiment()[0] == "5" and sizes == {size}, f"{size} go in, {sizes} come out."


@claim("08_summary", "08-06", "ReLU consists of straight pieces, so it is linear.")
def linear():
    """f(-1) + f(1) and f(-1 + 1)."""
    choice, found = quiz.linear.experiment()
    return choice == "1 and 0", found
