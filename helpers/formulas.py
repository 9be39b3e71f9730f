"""The formulas behind the activations, in plain NumPy: pairs `name(z)` and `name_gradient(z)`.

Each takes a float array and gives one of the same shape. They are written so that nothing overflows and
small results keep all their digits; the textbook form of each stands in helpers.activations as LaTeX.
"""

import numpy as np
from scipy.special import expit, log_expit, ndtr

RELU_SLOPE_AT_0 = 0.0
"""ReLU'(0). ReLU has no derivative at 0; any value in [0, 1] is a subgradient. PyTorch and JAX use 0."""
FAR = 1000.0
"""So far from 0 sigmoid and the normal distribution are 0 or 1; further out inf times 0 would be NaN."""


def identity(z):
    return np.positive(z)


def identity_gradient(z):
    return np.ones_like(z)


def sigmoid(z):
    return expit(z)


def sigmoid_gradient(z):
    return expit(z) * expit(-z)


def tanh(z):
    return np.tanh(z)


def tanh_gradient(z):
    return 1 / np.cosh(z) ** 2


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
    return scale * np.where(z > 0, 1, alpha * np.exp(np.minimum(z, 0)))


SELU = {"alpha": 1.6732632423543772848, "scale": 1.0507009873554804934}
"""Klambauer et al. (2017), equation 14: the constants that keep mean 0 and variance 1."""


def selu(z):
    return elu(z, **SELU)


def selu_gradient(z):
    return elu_gradient(z, **SELU)


def softplus(z):
    return -log_expit(-z)


def _gated_gradient(zy, y):
    """sigmoid(y) + zy * sigmoid'(y): the slope of z * sigmoid(y), where zy is z times the slope of y."""
    return expit(y) * (1 + zy * expit(-y))


def silu(z):
    z = np.maximum(z, -FAR)
    return z * expit(z)


def silu_gradient(z):
    z = np.clip(z, -FAR, FAR)
    return _gated_gradient(z, z)


def swish(z, beta):
    if beta == 0:
        return z / 2
    z = np.maximum(z, -1e300)
    return z * expit(beta * z)


def swish_gradient(z, beta):
    return silu_gradient(beta * np.clip(z, -1e300, 1e300))


def mish(z):
    z = np.maximum(z, -FAR)
    return z * np.tanh(softplus(z))


def mish_gradient(z):
    z = np.clip(z, -FAR, FAR)
    t = np.tanh(softplus(z))
    return t + z * expit(z) * (1 - t * t)


def gelu(z):
    z = np.maximum(z, -FAR)
    return z * ndtr(z)


def gelu_gradient(z):
    z = np.clip(z, -FAR, FAR)
    return ndtr(z) + z * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)


def _gelu_tanh_parts(z):
    """(y, z * dy/dz) with tanh form of GELU = z * sigmoid(y), because (1 + tanh(u)) / 2 = sigmoid(2 u)."""
    twice = np.sqrt(8 / np.pi)
    cubed = 0.044715 * z * z
    return twice * z * (1 + cubed), twice * z * (1 + 3 * cubed)


def gelu_tanh(z):
    z = np.maximum(z, -FAR)
    return z * expit(_gelu_tanh_parts(z)[0])


def gelu_tanh_gradient(z):
    y, zy = _gelu_tanh_parts(np.clip(z, -FAR, FAR))
    return _gated_gradient(zy, y)


def relu6(z):
    return np.clip(z, 0, 6)


def relu6_gradient(z):
    return np.heaviside(z, RELU_SLOPE_AT_0) * np.heaviside(6 - z, 0)


def squared_relu(z):
    return relu(z) ** 2


def squared_relu_gradient(z):
    return 2 * relu(z)
