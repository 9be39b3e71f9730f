"""Exercises of lesson 8: a network that does not learn, with three faults to find and to repair."""

from itertools import pairwise

import numpy as np

from helpers.course.checks import Unanswered, Wrong, answered, copied, exercise, unchanged
from helpers.data import digits
from helpers.dying import count_units

SIZES = (64, 32, 32, 32, 10)
SHAPES = {f"W{k}": pair for k, pair in enumerate(pairwise(SIZES), start=1)}
SHAPES |= {f"b{k}": (m,) for k, m in enumerate(SIZES[1:], start=1)}
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
    p = {}
    for k, (n, m) in enumerate(pairwise(SIZES), start=1):
        p[f"W{k}"], p[f"b{k}"] = rng.normal(0, np.sqrt(2 / n), size=(n, m)), np.zeros(m)
    return p


def forward(p, x):
    trace = {"a0": x}
    for k in (1, 2, 3, 4):
        trace[f"z{k}"] = trace[f"a{k - 1}"] @ p[f"W{k}"] + p[f"b{k}"]
        trace[f"a{k}"] = np.maximum(trace[f"z{k}"], 0)
    return trace


def loss_and_gradient(outputs, t):
    shares = np.exp(outputs - outputs.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return -np.log(shares[np.arange(len(t)), t]).mean(), (shares - np.eye(10)[t]) / len(t)


def my_backward(p, x, t):
    trace, grads = forward(p, x), {}
    _, dL_dz = loss_and_gradient(trace["z4"], t)
    for k in (4, 3, 2, 1):
        grads[f"W{k}"], grads[f"b{k}"] = trace[f"a{k - 1}"].T @ dL_dz, dL_dz.sum(axis=0)
        if k > 1:
            dL_dz = (dL_dz @ p[f"W{k}"].T) * (trace[f"z{k - 1}"] > 0)
    return grads


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
        healthy = my_initial(np.random.default_rng(0))
        x, t = digits().x_train, digits().t_train
        gradients = _result("my_backward", backward, healthy, x[:40], t[:40])
    except TypeError as error:
        if "positional argument" in str(error):
            raise Wrong(f"{form} my_initial takes rng, and my_backward p, x and t.") from None
        raise
    except ValueError as error:
        if "broadcast" in str(error):
            raise Wrong("arrays of different layers meet; in front of W2 stands z1.") from None
        raise
    if start is gradients is ...:
        raise Unanswered
    state = dict.fromkeys(FAULTS, "my_initial still has the dots.")
    state["mask"] = "my_backward still has the dots."
    if start is not ...:
        given = _parameters(start, "my_initial(rng)")
        state |= {"weights": _fault_in_weights(given), "biases": _fault_in_biases(given, healthy, x)}
    if gradients is not ...:
        given = _parameters(gradients, "my_backward(p, x, t)")
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
        raise Wrong(f"{name} changed an array it was given; it should only read p, x and t.")
    return result if result is ... else answered(result, name)


def _parameters(given, what):
    """What a function returned as a dict of float arrays; Wrong for anything else."""
    shapes = ", ".join(f"{name} {shape}" for name, shape in SHAPES.items())
    form = f"{what} returns a dict of arrays: {shapes}."
    if not isinstance(given, dict) or set(given) != set(SHAPES):
        raise Wrong(form)
    try:
        arrays = {name: np.asarray(given[name], dtype=float) for name in SHAPES}
    except (TypeError, ValueError):
        raise Wrong(form) from None
    if any(part.shape != SHAPES[name] for name, part in arrays.items()):
        raise Wrong(form)
    if not all(np.isfinite(part).all() for part in arrays.values()):
        raise Wrong(f"{what} returns NaN or infinity.")
    return arrays


def _fault_in_weights(p):
    W = [p[f"W{k}"] for k in (1, 2, 3, 4)]
    if any(np.ptp(w) == 0 for w in W):
        return "all weights of a layer are equal, so all its units do and learn the same."
    for k, w in enumerate(W, start=1):
        n, square = len(w), np.mean(w**2)
        if not 0.8 <= n * square <= 4:
            slip = np.isclose(np.sqrt(square), 2 / n, rtol=0.1)
            return f"layer {k} has n · Var[w] = {n * square:.2g}, and for ReLU it should be about 2." + (
                " (rng.normal takes the standard deviation, the root of the variance.)" if slip else ""
            )
        if abs(w.mean()) > 0.3 * np.sqrt(square):
            return f"the weights of layer {k} should scatter around 0; their mean is {w.mean():.2g}."
        if len(np.unique(w, axis=1).T) < w.shape[1]:
            return f"units of layer {k} have the same weights; they would learn the same."
    return None


def _fault_in_biases(p, healthy, x):
    trace = forward(healthy | {name: value for name, value in p.items() if name[0] == "b"}, x)
    counts = [count_units(trace[f"z{k}"]) for k in (1, 2, 3)]
    never_on, _, always_on = np.sum(counts, axis=0) / sum(SIZES[1:-1])
    for share, what in ((always_on, "always on"), (never_on, "never on")):
        if share > 0.2:
            return f"with good weights and these biases {share:.0%} of the hidden units are {what}."
    return None


def _fault_in_gradients(given, p, x, t):
    right = my_backward(p, x, t)
    off = {
        name: float(np.abs(given[name] - right[name]).max() / np.abs(right[name]).max()) for name in SHAPES
    }
    wrong = [name for name in SHAPES if off[name] > 1e-6]
    if not wrong:
        return None
    for last in ("W4", "b4"):
        if last in wrong:
            wrong_before = f"the gradient of {last} is wrong, and no mask comes before it."
            raise Wrong(f"{wrong_before} (That of b4 is a sum over the images.)")
    worst = max(off, key=off.get)
    said = f"on 40 images the gradients of {', '.join(wrong)} are wrong"
    return f"{said}, {worst} by {off[worst]:.0%} of its largest entry."
