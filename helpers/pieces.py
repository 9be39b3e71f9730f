"""Functions made of straight pieces: built from bends, counted in ReLU networks, moved by training.

A network is what it is in helpers.networks: its parameters by name, W1 of shape (inputs, units), b1 of shape
(1, units), and so on, here without seeds. ReLU follows every layer but the last one. With fractions.Fraction
in arrays of dtype object `hinges` and `bends` are exact.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from helpers import arguments
from helpers.networks import MLP, Parameters, take_step


def shape_of(network: Parameters) -> MLP:
    """The MLP whose parameters these are: how many layers of how many units."""
    layers = sum(name.startswith("W") for name in network)
    units = [network[f"W{k}"].shape[-1] for k in range(1, layers + 1)]
    return MLP((network["W1"].shape[-2], *units))


def output(network: Parameters, x) -> np.ndarray:
    """What the network gives for `x` of shape (samples, inputs): shape (samples, outputs)."""
    net = shape_of(network)
    return net.forward(network, np.asarray(x))[f"z{net.layers}"]


def random_network(sizes, seed, bias=1.0) -> Parameters:
    """Parameters with weights from N(0, 2 / inputs) (He et al. 2015) and biases from N(0, bias**2).

    sizes: (inputs, hidden units ..., outputs), whole numbers from 1 on; ValueError for anything else.
    """
    net = MLP(tuple(sizes))
    rng = np.random.default_rng(seed)
    network = {}
    for k, (inputs, units) in enumerate(pairwise(net.sizes), start=1):
        network[f"W{k}"] = rng.normal(0, np.sqrt(2 / inputs), (inputs, units))
        network[f"b{k}"] = bias * rng.normal(size=(1, units))
    return network


# ---- one input: bends


def hinges(x, y) -> np.ndarray:
    """The weights v for which y[0] + sum of v[i] * relu(t - x[i]) goes through all points (x[i], y[i]).

    x, y: at least two numbers each, x ascending; there is one weight less than points. Each weight is the
    change of slope at its place. Raises ValueError for anything else.
    """
    x = np.asarray(x)
    y = np.asarray(y)
    if x.ndim != 1 or x.shape != y.shape or len(x) < 2 or not np.all(np.diff(x) > 0):
        raise ValueError("x and y are two lists of one length, at least 2, and x is ascending.")
    slopes = np.diff(y) / np.diff(x)
    return np.concatenate([slopes[:1], np.diff(slopes)])


def bends(network: Parameters) -> np.ndarray:
    """The places, ascending, where a network with one input and one output changes its slope.

    Exact: between two bends every pre-activation is a straight line s x + c, so a layer adds the zeros of
    these lines and nothing else. Bends that later layers undo are left out.
    Raises ValueError for more than one input or output.
    """
    net = shape_of(network)
    if net.sizes[0] != 1 or net.sizes[-1] != 1:
        raise ValueError("bends are those of a network with one input and one output.")
    exact = any(part.dtype == object for part in network.values())
    edges = np.array([])
    s = np.array(
        [[Fraction(1)]], object if exact else float
    )  # s x + c are the activations, a row for each piece
    c = np.array([[0]])
    for k in net.hidden:
        s = s @ network[f"W{k}"]
        c = c @ network[f"W{k}"] + network[f"b{k}"]
        zeros = np.divide(-c, s, out=np.full(s.shape, np.inf, s.dtype), where=s != 0)
        low = np.append(-np.inf, edges)[:, None]
        high = np.append(edges, np.inf)[:, None]
        finer = np.unique(np.append(edges, zeros[(low < zeros) & (zeros < high)]))
        piece = np.append(0, np.searchsorted(edges, finer, "right"))
        gate = s[piece] * _inside(finer)[:, None] + c[piece] > 0
        s = s[piece] * gate
        c = c[piece] * gate
        edges = finer
    slopes = (s @ network[f"W{net.layers}"])[:, 0]
    rounding = 0 if exact else 1e-12 * np.abs(slopes).max()
    return edges[np.abs(np.diff(slopes)) > rounding] + 0  # not -0.0


def _inside(edges):
    """A place inside each of the pieces between the edges, the outermost pieces included."""
    if not len(edges):
        return np.zeros(1, edges.dtype)
    return np.concatenate([edges[:1] - 1, (edges[1:] + edges[:-1]) / 2, edges[-1:] + 1])


def tent(x):
    """0 up to x = 0, slope 2 up to x = 1/2, slope -2 from there: on [0, 1] it rises to 1 and falls to 0."""
    return 2 * np.maximum(x, 0) - 2 * np.maximum(2 * x - 1, 0)


def tents(times) -> Parameters:
    """The network tent(tent(...)), `times` times: hidden layers of two units, in exact fractions."""
    arguments.whole("times", times)
    half = Fraction(1, 2)
    network = {}
    for k in range(1, times + 1):
        network[f"W{k}"] = np.array([[1, 1]] if k == 1 else [[2, 2], [-4, -4]])
        network[f"b{k}"] = np.array([[0, -half]])
    network[f"W{times + 1}"] = np.array([[2], [-4]])
    network[f"b{times + 1}"] = np.array([[0]])
    return network


# ---- two inputs: regions


def most_regions(units) -> int:
    """Into how many regions so many lines cut a plane at most (Zaslavsky 1975, for any dimension)."""
    return 1 + units + units * (units - 1) // 2


def count_regions(network: Parameters, half) -> int:
    """How many patterns of open gates a network with two inputs has in the square from -half to half.

    Exact but for rounding: the square is cut along the line z = 0 of one unit after the other. A pattern
    belongs to one convex polygon, on which every z is linear, so values at the corners are all one needs.
    Raises ValueError for another number of inputs.
    """
    net = shape_of(network)
    if net.sizes[0] != 2:
        raise ValueError("regions are those of a network with two inputs.")
    a = half * np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])  # corners, around each polygon
    polygon = np.zeros(4, int)  # which polygon a corner belongs to
    for k in net.hidden:
        z = a @ network[f"W{k}"] + network[f"b{k}"]
        for unit in range(z.shape[1]):
            z, polygon = _cut(z, polygon, unit)
        a = np.maximum(z, 0)
    return len(np.unique(polygon))


def _cut(z, polygon, unit):
    """Cut every polygon along the line where z of `unit` is 0; a corner or a side on it is no part."""
    last = np.append(polygon[1:] != polygon[:-1], True)
    first = np.append(True, last[:-1])
    following = np.arange(1, len(z) + 1)
    following[last] = np.flatnonzero(first)
    here = z[:, unit]
    here[np.abs(here) <= 1e-12 * np.abs(here).max()] = 0
    there = here[following]
    start = np.flatnonzero((here > 0) != (there > 0))
    share = (here[start] / (here[start] - there[start]))[:, None]
    new = z[start] + share * (z[following[start]] - z[start])
    new[:, unit] = 0
    z = np.insert(z, start + 1, new, axis=0)
    polygon = np.insert(polygon, start + 1, polygon[start])
    is_new = np.zeros(len(z), bool)
    is_new[start + 1 + np.arange(len(start))] = True
    here = z[:, unit]
    cut_off = np.isin(polygon, polygon[here < 0]) | ~np.isin(polygon, polygon[here > 0])
    above = is_new | (here > 0)
    below = (is_new | (here <= 0)) & cut_off
    polygon = np.append(2 * polygon[above], 2 * polygon[below] + 1)
    order = np.argsort(polygon, kind="stable")
    return np.append(z[above], z[below], axis=0)[order], np.unique(polygon[order], return_inverse=True)[1]


def region_map(network: Parameters, half, pixels) -> np.ma.MaskedArray:
    """How many gates are open, at pixels x pixels points of the square from -half to half, lowest x2 first.

    Neighbouring regions differ in one gate, so in this number. Masked where the pattern of open gates
    differs from that of the next point.
    """
    side = half * ((2 * np.arange(pixels) + 1) / pixels - 1)
    net = shape_of(network)
    trace = net.forward(network, np.stack(np.meshgrid(side, side), axis=-1))
    opened = np.zeros((pixels, pixels), int)
    border = np.zeros((pixels, pixels), bool)
    for k in net.hidden:
        gate = trace[f"z{k}"] > 0
        opened += gate.sum(-1)
        border[:-1] |= (gate[1:] != gate[:-1]).any(-1)
        border[:, :-1] |= (gate[:, 1:] != gate[:, :-1]).any(-1)
    return np.ma.array(opened, mask=border)


# ---- training: bends on the move


@dataclass(frozen=True)
class Fit:
    """Networks of one hidden layer on their way to a curve, at the moments that were asked for.

    steps: (moments,) steps done. bends: (moments, seeds, units), where each unit bends.
    error: (moments, seeds), root of the mean squared distance to the curve. parameters: of all networks, with
    moments and seeds as first axes.
    """

    steps: np.ndarray
    bends: np.ndarray
    error: np.ndarray
    parameters: Parameters

    def network(self, moment, seed) -> Parameters:
        """One network at one moment, both counted from 0."""
        return {name: value[moment, seed] for name, value in self.parameters.items()}


def fit_curve(x, t, units=12, lr=0.03, steps=(0, 5000), seeds=range(10)) -> Fit:
    """Fit relu networks with one input to the points (x, t) by gradient descent on the mean squared distance.

    x, t: finite numbers, as many of one as of the other. Weights start as in `MLP`, biases at 0, so that all
    units bend at x = 0. steps: the moments to keep, whole numbers from 0 on, ascending; the last one ends
    the training. Raises ValueError for data that do not fit together.
    """
    x = np.asarray(x, dtype=float)
    t = np.asarray(t, dtype=float)
    if x.ndim != 1 or x.shape != t.shape or not len(x) or not np.isfinite([x, t]).all():
        raise ValueError("x and t are two lists of finite numbers, of one length.")
    net = MLP((1, units, 1))
    parameters = net.initial([np.random.default_rng(seed) for seed in seeds])
    errors, kept = [], []
    for step in range(steps[-1] + 1):
        trace = net.forward(parameters, x[:, None])
        off = trace["z2"] - t[:, None]
        if step in steps:
            errors.append(np.sqrt((off**2).mean((-1, -2))))
            kept.append({name: value.copy() for name, value in parameters.items()})
        grads = net.backward(parameters, trace, 2 * off / len(x))
        take_step(parameters, grads, lr)
    parameters = {name: np.stack([moment[name] for moment in kept]) for name in parameters}
    w = parameters["W1"][..., 0, :]
    b = parameters["b1"][..., 0, :]
    return Fit(np.array(steps), -b / w + 0.0, np.stack(errors), parameters)
