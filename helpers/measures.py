"""Numbers that describe an activation: means under normal pre-activations, its gain, its dip."""

import numpy as np

from helpers import arguments
from helpers.activations import Activation

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(20)
_FAR = 14.0  # beyond it the normal density is below 1e-43


def normal_mean(function, mean=0.0, variance=1.0, kinks=()) -> float:
    """Mean of function(z) for normally distributed z, to about 12 digits.

    `function` takes and gives an array; it may bend sharply for |z| < 40 only. Gauss-Legendre quadrature on
    short pieces that end at the `kinks` of the function, so that no kink lies inside a piece and a jump
    costs no accuracy. Raises ValueError for a variance that is not a finite number from 0 on.
    """
    if not (arguments.is_finite(variance) and variance >= 0):
        raise ValueError(f"variance is a finite number, at least 0; got {variance!r}.")
    if variance == 0:
        return float(function(np.array([mean]))[0])
    std = np.sqrt(variance)
    of_the_function = np.concatenate([np.linspace(-40, 40, 161), kinks])
    places = (of_the_function - mean) / std
    edges = np.union1d(np.linspace(-_FAR, _FAR, 57), places[np.abs(places) < _FAR])
    middle = (edges[1:] + edges[:-1]) / 2
    half = (edges[1:] - edges[:-1]) / 2
    u = middle[:, None] + half[:, None] * _NODES
    share = half[:, None] * _WEIGHTS * np.exp(-u * u / 2) / np.sqrt(2 * np.pi)
    return float((function(mean + std * u) * share).sum())


def moments(f: Activation, scale=1.0) -> tuple[float, float]:
    """Mean of f(z), and mean of f(z) squared, for normal z with mean 0 and standard deviation `scale`.

    Raises ValueError unless scale is a positive finite number.
    """
    of_z = {"variance": arguments.positive("scale", scale) ** 2, "kinks": f.kinks}
    return normal_mean(f, **of_z), normal_mean(lambda z: f(z) ** 2, **of_z)


def gain(f: Activation) -> float:
    """What keeps the size of pre-activations from layer to layer when they are standard normal.

    Weights of standard deviation gain / sqrt(inputs) make the next pre-activations have variance
    gain**2 * mean(f(z)**2): this is 1 for gain = 1 / sqrt(second moment), sqrt(2) for ReLU (He et al. 2015).
    """
    return 1 / moments(f)[1] ** 0.5


def dip(f: Activation) -> tuple[float, float] | None:
    """(z, f(z)) where f stops falling and starts to rise, between -20 and 20; None if it nowhere does.

    Of several such points it is the lowest one.
    """
    z = np.linspace(-20.01, 20.02, 4004)
    slopes = f.derivative(z)
    z = z[slopes != 0]
    falling = slopes[slopes != 0] < 0
    turns = np.flatnonzero(falling[:-1] & ~falling[1:])
    found = [_turn(f, z[n], z[n + 1]) for n in turns]
    return min(((at, float(f(at))) for at in found), key=lambda point: point[1], default=None)


def _turn(f, low, high):
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if f.derivative(middle) < 0 else (low, middle)
    return float(high)
