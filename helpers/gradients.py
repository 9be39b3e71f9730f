"""How the gradient of a loss shrinks or grows on its way back through the layers: measured and predicted."""

from itertools import pairwise

import numpy as np

from helpers.measures import normal_mean
from helpers.networks import MLP, initial_variances, loss_gradients


def gradient_sizes(net: MLP, x, t, seeds=range(5), of="z") -> np.ndarray:
    """Size (Euclidean norm) of a gradient in each hidden layer of untrained networks, (seeds, hidden layers).

    of: "z" for dL/dz, what travels back; "W" for dL/dW, what a learning step takes. L is the loss on the
    samples x, (samples, inputs), with the right answers t, (samples,). Raises ValueError for another `of`.
    """
    _check(of)
    parameters = net.initial([np.random.default_rng(seed) for seed in seeds])
    grads = loss_gradients(net, parameters, x, t)
    return np.stack([np.linalg.norm(grads[f"{of}{k}"], axis=(-2, -1)) for k in net.hidden], axis=-1)


def predicted_sizes(net: MLP, x, of="z") -> np.ndarray:
    """What `gradient_sizes` gives for very wide networks, divided by its last entry; shape (hidden layers,).

    Going back from hidden layer k + 1 to k multiplies the squared size of dL/dz by the units of layer k, the
    variance of the weights above it, and the mean of f'(z)**2 (Schoenholz et al. 2016, arXiv:1611.01232).
    z is taken as normal, and as independent of the gradient that returns; its variance follows from layer to
    layer in the same way. The size of dL/dW is that of dL/dz times that of the activations that come in. This
    is so for one sample. For several it leaves out how alike they are: their gradients add up.
    Raises ValueError for a network with batch normalisation.
    """
    _check(of)
    if net.batch_norm:
        raise ValueError("predicted_sizes is for networks without batch normalisation.")
    f = net.activation
    mean_square = np.mean(np.square(x))
    by_weights, by_slopes, coming_in = [], [], []
    for inputs, units in pairwise(net.sizes[:-1]):
        of_weights, of_biases = initial_variances(net.init, inputs, units)
        z = {"mean": net.bias, "variance": inputs * of_weights * mean_square + of_biases, "kinks": f.kinks}
        by_weights.append(inputs * of_weights)
        by_slopes.append(normal_mean(lambda z: f.derivative(z) ** 2, **z))
        coming_in.append(inputs * mean_square)
        mean_square = normal_mean(lambda z: f(z) ** 2, **z)
    steps = np.log(by_weights[1:]) + np.log(by_slopes[:-1])
    if of == "W":
        steps = steps - np.diff(np.log(coming_in))
    return np.exp(np.append(np.cumsum(steps[::-1])[::-1], 0) / 2)


def _check(of):
    if of not in ("z", "W"):
        raise ValueError(f'of is "z" or "W"; got {of!r}.')
