"""Units that no longer answer: counted on a data set, watched through training, and born that way."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from scipy.special import stdtrit

from helpers import arguments
from helpers.networks import MLP, Parameters, check_data, descend, one_thread, softmax_cross_entropy


class State(IntEnum):
    """What a unit is on a data set: z <= 0 on every sample, neither, z > 0 on every sample, or z is NaN."""

    NEVER_ON = 0
    MIXED = 1
    ALWAYS_ON = 2
    LOST = 3

    @property
    def label(self) -> str:
        """The state in words, such as "never on"."""
        return self.name.lower().replace("_", " ")


NEVER_ON, MIXED, ALWAYS_ON, LOST = State


def unit_states(z) -> np.ndarray:
    """For pre-activations of shape (..., samples, units), the state of each unit, shape (..., units)."""
    states = np.full(z.shape[:-2] + z.shape[-1:], MIXED, np.uint8)
    highest = z.max(-2)
    states[highest <= 0] = NEVER_ON
    states[z.min(-2) > 0] = ALWAYS_ON
    states[np.isnan(highest)] = LOST
    return states


def count_units(z) -> tuple[int, int, int]:
    """How many units are (never on, mixed, always on): the three numbers add up to the units.

    z: pre-activations of shape (samples, units). Raises ValueError for another shape, no samples, or NaN.
    """
    z = np.asarray(z)
    if z.ndim != 2 or len(z) == 0:
        raise ValueError(f"z holds pre-activations of shape (samples, units); got {z.shape}.")
    if z.dtype.kind not in "biuf" or np.isnan(z).any():
        raise ValueError("z holds real numbers; got NaN or something that is no number.")
    never_on, mixed, always_on, _ = np.bincount(unit_states(z), minlength=4).tolist()
    return never_on, mixed, always_on


@dataclass(frozen=True)
class History:
    """What became of the networks of a training: everything at each moment that was measured.

    steps: (moments,) steps done. states: hidden layer -> (moments, seeds, units). loss and accuracy:
    (moments, seeds), on the data trained with. parameters: the last ones.
    """

    steps: np.ndarray
    states: dict[int, np.ndarray]
    loss: np.ndarray
    accuracy: np.ndarray
    parameters: Parameters

    def share(self, state=NEVER_ON, layer=None) -> np.ndarray:
        """Share of the units in a state, (moments, seeds); of all hidden layers, or of one."""
        layers = self.states.values() if layer is None else [self.states[layer]]
        return (np.concatenate(list(layers), axis=-1) == state).mean(-1)

    def deaths(self, layer) -> int:
        """How often a unit of the layer was alive at one moment and dead at the next, all seeds together."""
        dead = self.states[layer] == NEVER_ON
        return int((~dead[:-1] & dead[1:]).sum())

    def revivals(self, layer) -> int:
        """How often a unit of the layer was dead at one moment and alive at the next, all seeds together."""
        dead = self.states[layer] == NEVER_ON
        return int((dead[:-1] & ~dead[1:]).sum())

    @property
    def diverged(self) -> np.ndarray:
        """For each seed, whether its numbers are no longer finite."""
        return ~np.isfinite(self.loss[-1])


def watch(net: MLP, x, t, how=None, seeds=range(10), every=None) -> History:
    """Train one network for each seed and look at every unit again and again, on all of `x`.

    Arguments and errors: as for helpers.networks.descend.
    """
    x, t = check_data(net, x, t)
    steps, losses, accuracies = [], [], []
    states = {k: [] for k in net.hidden}
    with np.errstate(all="ignore"):
        for step, parameters in descend(net, x, t, how, seeds, every):
            seen = [_look(net, parameters, seed, x, t) for seed in range(len(seeds))]
            steps.append(step)
            losses.append([loss for _, loss, _ in seen])
            accuracies.append([accuracy for _, _, accuracy in seen])
            for k in net.hidden:
                states[k].append([layers[k - 1] for layers, _, _ in seen])
    by_layer = {k: np.array(each) for k, each in states.items()}
    return History(np.array(steps), by_layer, np.array(losses), np.array(accuracies), parameters)


@one_thread
def _look(net, parameters, seed, x, t):
    """States of the units by layer, loss and accuracy of one network; alone it fits a processor's cache."""
    *hidden, outputs = net.pre_activations({name: p[seed] for name, p in parameters.items()}, x)
    loss, _ = softmax_cross_entropy(outputs, t)
    return [unit_states(z) for z in hidden], loss, (outputs.argmax(-1) == t).mean()


def stuck_units(net: MLP, parameters, x) -> np.ndarray:
    """Share of the hidden units, one number a seed, whose slope |f'(z)| is below 0.001 on every sample.

    For ReLU these are the dead ones; other activations can be as good as dead without z <= 0 meaning much.
    """
    stuck = []
    for k, z in zip(net.hidden, net.pre_activations(parameters, x), strict=False):  # without the outputs
        slope = net.activation.derivative(z, **net.learned(parameters, k))
        stuck.append(np.abs(slope).max(-2) < 1e-3)
    return np.concatenate(stuck, axis=-1).mean(-1)


def interval(values) -> tuple[float, float, float]:
    """Mean of a few measured numbers, and the two ends of its 95 % interval by the t of Student (1908).

    The mean of very many such numbers lies in 95 % of such intervals, if the numbers are about normal. For
    numbers measured with the same seeds, give their differences, seed by seed.
    Raises ValueError for fewer than two numbers, or numbers that are not finite.
    """
    values = np.asarray(values, dtype=float)
    if values.ndim != 1 or len(values) < 2 or not np.isfinite(values).all():
        raise ValueError(f"values are at least two finite numbers in a row; got {values!r}.")
    mean = values.mean()
    error = values.std(ddof=1) / np.sqrt(len(values))
    reach = stdtrit(len(values) - 1, 0.975) * error
    return float(mean), float(mean - reach), float(mean + reach)


# ---- one unit, by hand


ONE_UNIT_X = np.array([1.0, 2.0, 3.0, 4.0])
ONE_UNIT_T = 0.5 * ONE_UNIT_X


def one_step(lr, w=1.0, b=0.0) -> tuple[float, float]:
    """w and b of the unit relu(w x + b) after one step on half the mean squared error of the four points."""
    z = w * ONE_UNIT_X + b
    grad_z = (np.maximum(z, 0) - ONE_UNIT_T) * (z > 0) / len(z)
    return float(w - lr * (grad_z @ ONE_UNIT_X)), float(b - lr * grad_z.sum())


# ---- born dead


def born_dead_probability(width, hidden_layers, nets=20_000, rng=None):
    """Probability that a ReLU network is constant before any training, and the standard error of it.

    Networks as in Lu, Shin, Su and Karniadakis (2020), arXiv:1903.06733: one input, `hidden_layers` layers of
    `width` units, biases 0, weights symmetric around 0 (here normal; their size changes nothing).
    Such a network is linear on each side of 0, so it is constant exactly if all units of its last hidden
    layer are silent at x = -1 and at x = +1.
    The estimate is a share of `nets` networks; the standard error is that of (dead + 1) / (nets + 2), so it
    is never 0. Raises ValueError for sizes that are not whole numbers from 1 on.
    """
    arguments.whole("width", width)
    arguments.whole("hidden_layers", hidden_layers)
    arguments.whole("nets", nets)
    rng = np.random.default_rng(rng)
    x = np.array([[-1.0], [1.0]])
    a = np.maximum(x * rng.normal(size=(nets, 1, width)), 0)
    for _ in range(hidden_layers - 1):
        a = a[a.any(axis=(1, 2))]  # the others are dead and stay it
        a = np.maximum(a @ rng.normal(size=(len(a), width, width)), 0)
        a /= np.maximum(a.max(axis=(1, 2), keepdims=True), 1e-300)  # only the signs matter
    dead = nets - int(a.any(axis=(1, 2)).sum())
    smoothed = (dead + 1) / (nets + 2)
    return dead / nets, float(np.sqrt(smoothed * (1 - smoothed) / nets))


def born_dead_bounds(width, hidden_layers) -> tuple[float, float]:
    """Lower and upper bound of that probability for inputs of both signs (Lu et al. 2020, arXiv:1903.06733).

    Lower: exact for a chain that is in one of three states after each layer: both signs alive and apart,
    only one alive (or both on one unit), none. Upper: each layer silences a living input with probability
    2**-width, and equal to it if all inputs have one sign.
    """
    arguments.whole("width", width)
    arguments.whole("hidden_layers", hidden_layers)
    survives = 1 - 2.0**-width
    both = 1 - 2.0 ** (1 - width) - (width - 1) * 4.0**-width
    share = (1 - 2.0 ** (1 - width)) * survives / (1 + (width - 1) * 2.0**-width)
    n = hidden_layers - 1
    return 1 - survives**n + share * (both**n - survives**n), 1 - survives**hidden_layers
