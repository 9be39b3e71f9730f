"""The formulas behind the activations, in plain NumPy: pairs `name(z)` and `name_gradient(z)`.

Each takes a float array and gives one of the same shape. They are written so that nothing overflows and
small results keep all their digits; the textbook form of each stands in helpers.activations as LaTeX.
"""

import numpy as np
from scipy.special import ndtr

RELU_SLOPE_AT_0 = 0.0
"""ReLU'(0). ReLU has no derivative at 0; any value in [0, 1] is a subgradient. PyTorch and JAX use 0."""


def identity(z):
    return np.positive(z)


def identity_gradient(z):
    return np.ones_like(z)


def sigmoid(z):
    n = np.exp(-np.abs(z))
    return np.where(z < 0, n, 1) / (1 + n)


def sigmoid_gradient(z):
    n = np.exp(-np.abs(z))
    return n / (1 + n) ** 2


def tanh(z):
    return np.tanh(z)


def tanh_gradient(z):
    n = np.exp(-2 * np.abs(z))
    return 4 * n / (1 + n) ** 2


def relu(z):
    return np.maximum(z, 0)


def relu_gradient(z):
    return np.heaviside(z, RELU_SLOPE_AT_0)


def leaky(z, negative_slope):
    if np.ndim(negative_slope) == 0 and negative_slope == 0:
        return relu(z)  # 0 * -inf would be NaN
    return np.where(z > 0, z, negative_slope * np.minimum(z, 0))


def leaky_gradient(z, negative_slope):
    return np.where(z > 0, 1, negative_slope)


def leaky_for_its_slope(z, negative_slope):
    return np.minimum(z, 0)


def elu(z, alpha, scale=1.0):
    return scale * np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))


def elu_gradient(z, alpha, scale=1.0):
    half = np.exp(np.minimum(z, 0) / 2)  # squared at the very end, so that a tiny result is rounded once
    return np.where(z > 0, scale, scale * alpha * half * half)


SELU = {"alpha": 1.6732632423543772848, "scale": 1.0507009873554804934}
"""Klambauer et al. (2017), equation 14: the constants that keep mean 0 and variance 1."""


def selu(z):
    return elu(z, **SELU)


def selu_gradient(z):
    return elu_gradient(z, **SELU)


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def _exp_halves(z):
    """(g, r) with g**2 / r**2 = exp(z), neither above 1. A product that ends in `* g` rounds once."""
    half = np.exp(-np.abs(z) / 2)
    return np.where(z < 0, half, 1), np.where(z < 0, 1, half)


def _times_sigmoid(z, y):
    """z * sigmoid(y) for finite z, rounded once."""
    g, r = _exp_halves(y)
    return z * g / (g * g + r * r) * g


def _times_sigmoid_gradient(zy, y):
    """sigmoid(y) + zy * sigmoid'(y): the slope of z * sigmoid(y), where zy is z times the slope of y."""
    g, r = _exp_halves(y)
    total = g * g + r * r
    return g * (1 + zy * (r * r / total)) / total * g


def silu(z):
    z = np.maximum(z, -1500)  # -inf * 0 would be NaN, and exp(-1500) is 0
    return _times_sigmoid(z, z)


def silu_gradient(z):
    z = np.clip(z, -1500, 1500)
    return _times_sigmoid_gradient(z, z)


def swish(z, beta):
    if beta == 0:
        return z / 2
    z = np.maximum(z, -1e300)
    return _times_sigmoid(z, beta * z)


def swish_gradient(z, beta):
    return silu_gradient(beta * np.clip(z, -1e300, 1e300))


def mish(z):
    z = np.maximum(z, -1500)
    g, r = _exp_halves(z)
    p, q = g * g, r * r
    return z * g * (p + 2 * q) / (p * p + 2 * p * q + 2 * q * q) * g


def mish_gradient(z):
    z = np.clip(z, -1500, 1500)
    g, r = _exp_halves(z)
    p, q = g * g, r * r
    total = p * p + 2 * p * q + 2 * q * q
    return g * (p + 2 * q + 4 * z * (p + q) * (q * q / total)) / total * g


def gelu(z):
    z = np.maximum(z, -50)  # -inf * 0 would be NaN, and ndtr(-50) is 0
    return z * ndtr(z)


def gelu_gradient(z):
    z = np.clip(z, -50, 50)
    return ndtr(z) + z * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)


def _gelu_tanh_parts(z):
    """(y, z * dy/dz) with tanh form of GELU = z * sigmoid(y), because (1 + tanh(u)) / 2 = sigmoid(2 u)."""
    twice, cubed = np.sqrt(8 / np.pi), 0.044715 * z * z
    return twice * z * (1 + cubed), twice * z * (1 + 3 * cubed)


def gelu_tanh(z):
    z = np.maximum(z, -50)
    return _times_sigmoid(z, _gelu_tanh_parts(z)[0])


def gelu_tanh_gradient(z):
    y, zy = _gelu_tanh_parts(np.clip(z, -50, 50))
    return _times_sigmoid_gradient(zy, y)


def relu6(z):
    return np.clip(z, 0, 6)


def relu6_gradient(z):
    return np.heaviside(z, RELU_SLOPE_AT_0) * np.heaviside(6 - z, 0)


def squared_relu(z):
    return relu(z) ** 2


def squared_relu_gradient(z):
    return 2 * relu(z)
