"""How the gradient of a loss shrinks or grows on its way back through the layers: measured and predicted."""

import numpy as np

from helpers.measures import normal_mean
from helpers.networks import MLP, initial_variances, softmax_cross_entropy


def gradient_sizes(net: MLP, x, t, seeds=range(5)) -> np.ndarray:
    """Size (Euclidean norm) of dL/dz in each hidden layer of untrained networks, (seeds, hidden layers).

    L is the loss on the samples x, (samples, inputs), with the right answers t, (samples,).
    """
    parameters = net.initial([np.random.default_rng(seed) for seed in seeds])
    trace = net.forward(parameters, x)
    _, grad = softmax_cross_entropy(trace[f"z{net.layers}"], t)
    grads = net.backward(parameters, trace, grad)
    return np.stack([np.linalg.norm(grads[f"z{k}"], axis=(-2, -1)) for k in net.hidden], axis=-1)


def predicted_sizes(net: MLP, x) -> np.ndarray:
    """What `gradient_sizes` gives for very wide networks, divided by its last entry; shape (hidden layers,).

    Going back from hidden layer k + 1 to k multiplies the mean square of the gradient by the units of layer
    k, the variance of the weights above it, and the mean of f'(z)**2 (Schoenholz et al. 2016,
    arXiv:1611.01232). z is taken as normal; its variance follows from layer to layer in the same way.
    Raises ValueError for a network with batch normalisation.
    """
    if net.batch_norm:
        raise ValueError("predicted_sizes is for networks without batch normalisation.")
    f, mean_square = net.activation, np.mean(np.square(x))
    by_weights, by_slopes = [], []
    for inputs, units in zip(net.sizes[:-2], net.sizes[1:-1], strict=True):
        of_weights, of_biases = initial_variances(net.init, inputs, units)
        z = {"mean": net.bias, "variance": inputs * of_weights * mean_square + of_biases, "kinks": f.kinks}
        by_weights.append(inputs * of_weights)
        by_slopes.append(normal_mean(lambda z: f.derivative(z) ** 2, **z))
        mean_square = normal_mean(lambda z: f(z) ** 2, **z)
    steps = np.log(by_weights[1:]) + np.log(by_slopes[:-1])
    return np.exp(np.append(np.cumsum(steps[::-1])[::-1], 0) / 2)
