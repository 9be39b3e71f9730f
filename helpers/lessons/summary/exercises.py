"""Exercises of lesson 8: a network that does not learn, with three faults to find and to repair."""

from itertools import pairwise

import numpy as np

from helpers.course.checks import Unanswered, Wrong, answered, copied, exercise, unchanged
from helpers.data import digits
from helpers.dying import count_units

SIZES = (64, 32, 32, 32, 10)
FAULTS = ("weights", "biases", "mask")
PARTS = {
    "data": "the images are as in lesson 5: grey values from 0 to 1, and every digit is there.",
    "weights": "follow the size of z from layer to layer (lesson 6).",
    "biases": "count the units that are on for no image before any training (lesson 5).",
    "forward": "forward is right: z = a W + b, then ReLU, and the outputs stay linear.",
    "loss": "the loss is right: its gradient is the shares, minus 1 at the right digit.",
    "mask": "compare what `backward` returns with central differences (lesson 2).",
    "step": "the step is right: against the gradient, with an lr of 0.1 that trains well in lesson 5.",
}


@exercise(FAULTS, "Weights far too small, hidden biases of -1, and a mask that closes no gate.")
def diagnosis(answer):
    named = answer.split(",") if isinstance(answer, str) else list(answer)
    if any(part is None or part is ... for part in named):
        raise Unanswered
    named = [part.strip().lower() if isinstance(part, str) else part for part in named]
    if "backward" in named:
        return f"there is a fault in `backward`; which of the parts is it? They are {', '.join(PARTS)}."
    if unknown := [part for part in named if part not in PARTS]:
        return f"{unknown[0]!r} is none of the parts; they are {', '.join(PARTS)}."
    for part in named:
        if part not in FAULTS:
            return PARTS[part]
    missing = [part for part in FAULTS if part not in named]
    if missing:
        found = len(FAULTS) - len(missing)
        return f"{found} of three found. For the next one, {PARTS[missing[0]]}"
    return None


def my_initial(rng):
    W = [rng.normal(0, np.sqrt(2 / n), size=(n, m)) for n, m in pairwise(SIZES)]
    b = [np.zeros(m) for m in SIZES[1:]]
    return W, b


def forward(W, b, x):
    z, a = [], [x]
    for k in range(4):
        z.append(a[k] @ W[k] + b[k])
        a.append(np.maximum(z[k], 0))
    return z, a


def loss_and_gradient(outputs, t):
    shares = np.exp(outputs - outputs.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return -np.log(shares[np.arange(len(t)), t]).mean(), (shares - np.eye(10)[t]) / len(t)


def my_backward(W, b, x, t):
    z, a = forward(W, b, x)
    _, dL_dz = loss_and_gradient(z[3], t)
    dL_dW, dL_db = [None] * 4, [None] * 4
    for k in (3, 2, 1, 0):
        dL_dW[k], dL_db[k] = a[k].T @ dL_dz, dL_dz.sum(axis=0)
        if k > 0:
            dL_dz = (dL_dz @ W[k].T) * (z[k - 1] > 0)
    return dL_dW, dL_db


@exercise(
    (my_initial, my_backward), "All three faults are out. Now train it: `train(my_initial, my_backward)`."
)
def patient(answer):
    form = "give the two functions, (my_initial, my_backward)."
    try:
        initial, backward = answer
    except (TypeError, ValueError):
        raise Wrong(form) from None
    if initial is None or backward is None:
        raise Unanswered
    if not (callable(initial) and callable(backward)):
        raise Wrong(form)
    try:
        start = _result("my_initial", initial, np.random.default_rng(0))
        W, b = healthy = my_initial(np.random.default_rng(0))
        x, t = digits().x_train, digits().t_train
        gradients = _result("my_backward", backward, W, b, x[:40], t[:40])
    except TypeError as error:
        if "positional argument" in str(error):
            raise Wrong(f"{form} my_initial takes rng, and my_backward W, b, x and t.") from None
        raise
    except ValueError as error:
        if "broadcast" in str(error):
            raise Wrong("arrays of different layers meet; behind a[k] stands z[k - 1].") from None
        raise
    if start is gradients is ...:
        raise Unanswered
    state = dict.fromkeys(FAULTS, "my_initial still has the dots.")
    state["mask"] = "my_backward still has the dots."
    if start is not ...:
        W_given, b_given = _parameters(start, "my_initial(rng) returns W and b")
        state |= {"weights": _fault_in_weights(W_given), "biases": _fault_in_biases(b_given, W, x)}
    if gradients is not ...:
        given = _parameters(gradients, "my_backward(W, b, x, t) returns dL_dW and dL_db")
        state["mask"] = _fault_in_gradients(given, healthy, x[:40], t[:40])
    repaired = [part for part, fault in state.items() if not fault]
    faults = [f"{part}: {fault}" for part, fault in state.items() if fault]
    if not faults:
        return None
    return f"repaired: {', '.join(repaired) or 'none of three'}. Still there is the fault in the {faults[0]}"


def _result(name, function, *arguments):
    """What the learner's function returns, or ... if it still has the dots. Wrong if it changes its input."""
    given = copied(arguments)
    with np.errstate(all="ignore"):
        result = function(*given)
    if not unchanged(arguments, given):
        raise Wrong(f"{name} changed an array it was given; it should only read x, t, W and b.")
    return result if result is ... else answered(result, name)


def _parameters(pair, what):
    """Four matrices and four rows of numbers, as float arrays; Wrong for anything else."""
    form = f"{what}: two lists of four arrays, of shapes {', '.join(map(str, pairwise(SIZES)))} and "
    form += f"{', '.join(f'({m},)' for m in SIZES[1:])}."
    try:
        first, second = ([np.asarray(part, dtype=float) for part in parts] for parts in pair)
    except (TypeError, ValueError):
        raise Wrong(form) from None
    if [part.shape for part in first] != list(pairwise(SIZES)):
        raise Wrong(form)
    if [part.shape for part in second] != [(m,) for m in SIZES[1:]]:
        raise Wrong(form)
    if not all(np.isfinite(part).all() for part in (*first, *second)):
        raise Wrong(f"{what}; yours hold NaN or infinity.")
    return first, second


def _fault_in_weights(W):
    if any(np.ptp(w) == 0 for w in W):
        return "all weights of a layer are equal, so all its units do and learn the same."
    for k, w in enumerate(W):
        n, square = len(w), np.mean(w**2)
        if not 0.8 <= n * square <= 4:
            slip = np.isclose(np.sqrt(square), 2 / n, rtol=0.1)
            return f"layer {k + 1} has n · Var[w] = {n * square:.2g}, and for ReLU it should be about 2." + (
                " (rng.normal takes the standard deviation, the root of the variance.)" if slip else ""
            )
        if abs(w.mean()) > 0.3 * np.sqrt(square):
            return f"the weights of layer {k + 1} should scatter around 0; their mean is {w.mean():.2g}."
        if len(np.unique(w, axis=1).T) < w.shape[1]:
            return f"units of layer {k + 1} have the same weights; they would learn the same."
    return None


def _fault_in_biases(b, W, x):
    z, _ = forward(W, b, x)
    never_on, _, always_on = np.sum([count_units(layer) for layer in z[:3]], axis=0) / sum(SIZES[1:-1])
    for share, what in ((always_on, "always on"), (never_on, "never on")):
        if share > 0.2:
            return f"with good weights and these biases {share:.0%} of the hidden units are {what}."
    return None


def _fault_in_gradients(given, parameters, x, t):
    right = my_backward(*parameters, x, t)
    off = {
        f"{kind}[{k}]": float(np.abs(given[n][k] - right[n][k]).max() / np.abs(right[n][k]).max())
        for n, kind in enumerate(("dL_dW", "dL_db"))
        for k in range(4)
    }
    wrong = [name for name, distance in off.items() if distance > 1e-6]
    if not wrong:
        return None
    for last in ("dL_dW[3]", "dL_db[3]"):
        if last in wrong:
            raise Wrong(f"{last} is wrong, and no mask comes before it. (dL_db is the sum over the images.)")
    worst = max(off, key=off.get)
    return f"on 40 images {', '.join(wrong)} are wrong, {worst} by {off[worst]:.0%} of its largest entry."
