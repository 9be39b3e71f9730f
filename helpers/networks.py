"""A multilayer perceptron and its training by gradient descent, for many seeds at once.

Every array has the seeds as its first axis, so that one matrix product serves all networks: inputs and
activations (seeds, samples, units), weights (seeds, inputs, units), biases (seeds, 1, units). Layers are
numbered from 1; `z1` are the pre-activations of the first hidden layer, `a1 = f(z1)`, `a0` the inputs.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from itertools import pairwise

import numpy as np
from threadpoolctl import ThreadpoolController

from helpers import arguments
from helpers.activations import Activation, relu

GAINS = {"he": 2.0, "glorot": 1.0, "glorot4": 16.0, "lecun": 1.0, "pytorch": 1 / 3}
"""Variance of an initial weight, times the number of inputs (Glorot: of the mean of inputs and outputs).

Normal: "he" (He et al. 2015), "lecun" (LeCun et al. 1998), "glorot" (Glorot and Bengio 2010), "glorot4" (for
sigmoid, 4 times it; Theano tutorials). Uniform in +-1/sqrt(inputs), biases too: "pytorch" (torch.nn.Linear).
"""

Parameters = dict[str, np.ndarray]
_threads = ThreadpoolController()
_limited = False


def one_thread(function):
    """Decorates a function whose matrices are small: one thread is the faster way for them.

    Saying so takes longer than a small product, so it is said once and not again by the functions inside.
    """

    @wraps(function)
    def alone(*arguments, **more):
        global _limited
        if _limited:
            return function(*arguments, **more)
        with _threads.limit(limits=1, user_api="blas"):
            _limited = True
            try:
                return function(*arguments, **more)
            finally:
                _limited = False

    return alone


@dataclass(frozen=True)
class MLP:
    """A fully connected network: `sizes` are (inputs, hidden units ..., outputs).

    activation: of the hidden layers; the outputs are linear. What it learns, such as the slope of PReLU, is
    one value for each unit, named by layer: "f1.negative_slope".
    init: a name of GAINS, for the hidden layers; the output layer starts with variance 1 / inputs.
    bias: the initial bias of the hidden layers ("pytorch" draws biases and adds this to them).
    batch_norm: standardise each pre-activation over the batch, then scale and shift it by learned gamma
    and beta, before the activation (Ioffe and Szegedy 2015, arXiv:1502.03167). ValueError or TypeError else.
    """

    sizes: tuple[int, ...] = (64, 64, 64, 10)
    activation: Activation = relu
    init: str = "he"
    bias: float = 0.0
    batch_norm: bool = False

    def __post_init__(self):
        sizes = tuple(self.sizes)
        if len(sizes) < 2 or not all(map(arguments.is_whole, sizes)):
            raise ValueError(f"sizes are at least two whole numbers from 1 on; got {self.sizes!r}.")
        if not isinstance(self.activation, Activation):
            raise TypeError(f"activation is one of helpers.activations; got {self.activation!r}.")
        if self.init not in GAINS:
            raise ValueError(f"init is one of {', '.join(GAINS)}; got {self.init!r}.")
        arguments.finite("bias", self.bias)

    @property
    def layers(self) -> int:
        """Number of weight matrices; the hidden layers are 1 to layers - 1."""
        return len(self.sizes) - 1

    @property
    def hidden(self) -> range:
        """Numbers of the hidden layers."""
        return range(1, self.layers)

    def initial(self, rngs) -> Parameters:
        """Initial parameters, one network for each random generator of `rngs`."""
        parameters = {}
        for k, (inputs, units) in enumerate(pairwise(self.sizes), start=1):
            init = self.init if k in self.hidden else "lecun"
            drawn = [_draw(rng, init, inputs, units) for rng in rngs]
            parameters[f"W{k}"] = np.stack([W for W, _ in drawn])
            parameters[f"b{k}"] = np.stack([b for _, b in drawn]) + (self.bias if k in self.hidden else 0.0)
            if k in self.hidden and self.batch_norm:
                parameters[f"gamma{k}"] = np.ones_like(parameters[f"b{k}"])
                parameters[f"beta{k}"] = np.zeros_like(parameters[f"b{k}"])
            for name in self.activation.learned if k in self.hidden else ():
                value = self.activation.parameters[name]
                parameters[f"f{k}.{name}"] = np.full_like(parameters[f"b{k}"], value)
        return parameters

    @one_thread
    def forward(self, parameters, x) -> dict[str, np.ndarray]:
        """Everything computed on the way: z1, a1, ... and, as the last z, the outputs.

        x: (samples, inputs) or (seeds, samples, inputs); batch normalisation takes means and variances of it.
        """
        trace = {"a0": x}
        for k in range(1, self.layers + 1):
            self._layer(parameters, trace, k)
        return trace

    def pre_activations(self, parameters, x) -> Iterator[np.ndarray]:
        """z1, z2 ... one after the other, as in `forward`, but nothing is kept of a layer that is passed."""
        trace = {"a0": x}
        for k in range(1, self.layers + 1):
            self._layer(parameters, trace, k)
            yield trace[f"z{k}"]
            trace = {f"a{k}": trace.get(f"a{k}")}

    def _layer(self, parameters, trace, k):
        z = trace[f"a{k - 1}"] @ parameters[f"W{k}"]
        z += parameters[f"b{k}"]
        if k in self.hidden:
            if self.batch_norm:
                z = _standardise(parameters, trace, z, k)
            trace[f"a{k}"] = self.activation(z, **self.learned(parameters, k))
        trace[f"z{k}"] = z

    @one_thread
    def backward(self, parameters, trace, grad, l1=0.0) -> Parameters:
        """Gradients of a loss: for every parameter, and as "z1", "z2" ... for the pre-activations.

        grad: gradient with respect to the outputs, (seeds, samples, outputs). l1: weight of a penalty on
        the sum of |a| of the hidden layers, averaged over the samples.
        """
        grads = {}
        for k in range(self.layers, 0, -1):
            if k in self.hidden:
                z = trace[f"z{k}"]
                learned = self.learned(parameters, k)
                if l1:
                    grad = grad + l1 / z.shape[-2] * np.sign(trace[f"a{k}"])
                for name in learned:
                    slopes = self.activation.derivative_for(name, z, **learned)
                    grads[f"f{k}.{name}"] = (grad * slopes).sum(-2, keepdims=True)
                grad = grad * self.activation.derivative(z, **learned)
            grads[f"z{k}"] = grad
            if k in self.hidden and self.batch_norm:
                grad = _standardise_backward(parameters, trace, grad, k, grads)
            grads[f"W{k}"] = trace[f"a{k - 1}"].swapaxes(-1, -2) @ grad
            grads[f"b{k}"] = grad.sum(-2, keepdims=True)
            if k > 1:
                grad = grad @ parameters[f"W{k}"].swapaxes(-1, -2)
        return grads

    def learned(self, parameters, k) -> Parameters:
        """What the activation has learned in hidden layer k: keyword arguments for it and its derivative."""
        return {name: parameters[f"f{k}.{name}"] for name in self.activation.learned}


def initial_variances(init, inputs, units) -> tuple[float, float]:
    """Variance of an initial weight and of an initial bias of a hidden layer; init: a name of GAINS."""
    of_weights = GAINS[init] / ((inputs + units) / 2 if init.startswith("glorot") else inputs)
    return of_weights, of_weights if init == "pytorch" else 0.0


def _draw(rng, init, inputs, units):
    if init == "pytorch":
        edge = 1 / np.sqrt(inputs)
        return rng.uniform(-edge, edge, (inputs, units)), rng.uniform(-edge, edge, (1, units))
    of_weights, _ = initial_variances(init, inputs, units)
    return rng.normal(0, np.sqrt(of_weights), (inputs, units)), np.zeros((1, units))


def _standardise(parameters, trace, z, k):
    z -= _mean(z)
    trace[f"std{k}"] = np.sqrt(_mean(z * z) + 1e-5)
    z /= trace[f"std{k}"]
    trace[f"u{k}"] = z
    out = parameters[f"gamma{k}"] * z
    out += parameters[f"beta{k}"]
    return out


def _standardise_backward(parameters, trace, grad, k, grads):
    u = trace[f"u{k}"]
    grads[f"gamma{k}"] = (grad * u).sum(-2, keepdims=True)
    grads[f"beta{k}"] = grad.sum(-2, keepdims=True)
    mean_and_slope = (grads[f"beta{k}"] + u * grads[f"gamma{k}"]) / u.shape[-2]
    return (grad - mean_and_slope) * (parameters[f"gamma{k}"] / trace[f"std{k}"])


def _mean(z):
    """Mean over the samples; a third of the time of `z.mean` for small arrays."""
    return z.sum(-2, keepdims=True) / z.shape[-2]


def softmax_cross_entropy(outputs, t):
    """Loss of every network, shape (seeds,), averaged over the samples, and its gradient for the outputs.

    outputs: (seeds, samples, classes). t: whole numbers below classes, (samples,) or (seeds, samples).
    """
    shifted = outputs - outputs.max(-1, keepdims=True)
    exps = np.exp(shifted)
    total = exps.sum(-1, keepdims=True)
    one_hot = np.asarray(t)[..., None] == np.arange(outputs.shape[-1])
    loss = (np.log(total[..., 0]) - (shifted * one_hot).sum(-1)).mean(-1)
    return loss, (exps / total - one_hot) / outputs.shape[-2]


@dataclass(frozen=True)
class Descent:
    """Mini-batch gradient descent, w <- w - lr * gradient, and what may be added to it.

    lr: a number, or a function that gives it for a step; the first step has number 0.
    batch: samples in a step. epochs: how often each sample is used.
    clip: a gradient whose norm over all parameters of a network exceeds it is scaled down to it (inf: none).
    l1: weight of a penalty on activations (MLP.backward).
    Raises ValueError for numbers that make no sense, for those that lr gives when the step comes.
    """

    lr: float | Callable[[int], float] = 0.1
    batch: int = 8
    epochs: int = 3
    clip: float = np.inf
    l1: float = 0.0

    def __post_init__(self):
        if not callable(self.lr):
            arguments.positive("lr", self.lr)
        if self.clip != np.inf:
            arguments.positive("clip", self.clip)
        if arguments.finite("l1", self.l1) < 0:
            raise ValueError(f"l1 is at least 0; got {self.l1!r}.")
        arguments.whole("batch", self.batch)
        arguments.whole("epochs", self.epochs)

    def lr_at(self, step) -> float:
        """The learning rate of a step; the first one has number 0."""
        return arguments.positive(f"lr at step {step}", self.lr(step)) if callable(self.lr) else self.lr


def settle(step):
    """Round a step, in place, to multiples of about a millionth (2**-20, or of its largest part above 1).

    step: (seeds, ...); every seed has its own largest part.
    Processors differ in the last digits of a matrix product, and training can blow such a difference up to
    another result. Rounded steps are the same everywhere, and so is what they lead to.
    """
    grid = 1.5 * 2.0**32
    flat = step.reshape(-1)
    if not flat @ flat < 1:  # else no part is above 1, and a sum of squares takes less time than the largest
        largest = np.abs(step).max(axis=tuple(range(1, step.ndim)), keepdims=True)
        grid = np.ldexp(grid, np.maximum(np.frexp(largest)[1], 0))
    step += grid  # in this sum a float has no digits left below the grid
    step -= grid


def descend(net, x, t, how=None, seeds=range(10), every=None) -> Iterator[tuple[int, Parameters]]:
    """Train one network for each seed, all at once; yields (steps done, parameters) at step 0 and then after
    every `every` steps (default: each epoch). The parameters are changed in place by the next step.

    net: MLP. x: (samples, inputs). t: (samples,) whole numbers from 0. how: Descent. A seed decides the
    initial weights and the order of the samples, and its network does not depend on the other seeds.
    Samples that do not fill a last batch wait for the next epoch, which shuffles anew.
    Raises ValueError for data that are not finite or do not fit together, before anything is trained.
    """
    how = how or Descent()
    x, t = check_data(net, x, t)
    rngs = [np.random.default_rng(seed) for seed in seeds]
    parameters = net.initial(rngs)
    batch = min(how.batch, len(x))
    in_epoch = len(x) // batch
    every = every or in_epoch
    batches = _batches(rngs, len(x), batch)
    yield 0, parameters
    steps = range(how.epochs * in_epoch)
    for start in steps[::every]:
        _train(net, parameters, x, t, how, steps[start : start + every], batches)
        if start + every <= len(steps):
            yield start + every, parameters


def _batches(rngs, samples, batch):
    """Which samples each network takes in a step, (seeds, batch), epoch after epoch."""
    while True:
        orders = np.stack([rng.permutation(samples) for rng in rngs])
        for start in range(0, samples - batch + 1, batch):
            yield orders[:, start : start + batch]


@one_thread
def _train(net, parameters, x, t, how, steps, batches):
    """Change the parameters by these steps."""
    with np.errstate(all="ignore"):  # a network that diverges is reported by what measures it
        for step, chosen in zip(steps, batches, strict=False):
            take_step(parameters, _gradients(net, parameters, x[chosen], t[chosen], how), how.lr_at(step))


def loss_gradients(net: MLP, parameters, x, t, l1=0.0) -> dict[str, np.ndarray]:
    """Gradients of the cross-entropy of samples x with right answers t: forward, then `MLP.backward`."""
    trace = net.forward(parameters, x)
    _, grad = softmax_cross_entropy(trace[f"z{net.layers}"], t)
    return net.backward(parameters, trace, grad, l1)


def _gradients(net, parameters, x, t, how):
    grads = loss_gradients(net, parameters, x, t, how.l1)
    if np.isfinite(how.clip):
        squares = sum((grads[name] ** 2).sum((-1, -2), keepdims=True) for name in parameters)
        scale = np.minimum(1, how.clip / np.maximum(np.sqrt(squares), 1e-300))
        grads = {name: scale * grads[name] for name in parameters}
    return grads


def take_step(parameters, grads, lr):
    """Move the parameters, in place, against their gradients, which are used up."""
    for name, value in parameters.items():
        step = grads[name]
        step *= lr
        settle(step)
        value -= step


def check_data(net, x, t):
    """The samples as arrays. Raises ValueError if they do not fit the network or hold NaN or inf."""
    x = np.asarray(x)
    t = np.asarray(t)
    if x.ndim != 2 or x.shape[1] != net.sizes[0] or len(x) == 0:
        raise ValueError(f"x has shape (samples, {net.sizes[0]}) for this network; got {x.shape}.")
    if x.dtype.kind not in "biuf" or not np.isfinite(x).all():
        raise ValueError("x holds finite real numbers; got NaN, inf or something else.")
    whole = t.dtype.kind in "iu" and t.shape == x.shape[:1]
    if not whole or t.min() < 0 or t.max() >= net.sizes[-1]:
        raise ValueError(f"t is one whole number from 0 to {net.sizes[-1] - 1} for each of {len(x)} samples.")
    return x.astype(float, copy=False), t
