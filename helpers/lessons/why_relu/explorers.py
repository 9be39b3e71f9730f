"""Explorers of lesson 4: a gradient on its way back, its size by layer, zeros among the activations."""

from functools import lru_cache

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, ListedColormap
from matplotlib.figure import Figure

from helpers.activations import ACTIVATIONS
from helpers.course import explorer_parts
from helpers.data import digits
from helpers.dying import NEVER_ON, unit_states
from helpers.figures import style
from helpers.figures.controls import choice, slider, stops
from helpers.figures.explorer import Explorer
from helpers.gradients import gradient_sizes, predicted_sizes
from helpers.networks import MLP, Descent, descend, loss_gradients

__all__ = ["depth", "fading", "sparsity"]

INITS = {"pytorch": "PyTorch's default", "glorot": "Glorot", "he": "He"}
ON = ListedColormap(["white", style.FUNCTION], "on")
FADING = LinearSegmentedColormap.from_list("fading", ["white", style.DERIVATIVE])
NOTHING = -8
"""The power of ten that is drawn white: so much less than the gradient in the last layer, or less."""


@lru_cache(16)
def _way_back(name, init):
    """dL/dz of one image in 20 hidden layers of 64 units, untrained, seed 0: shape (20 layers, 64 units)."""
    net, data = MLP((64, *[64] * 20, 10), ACTIVATIONS[name], init), digits()
    parameters = net.initial([np.random.default_rng(0)])
    grads = loss_gradients(net, parameters, data.x_train[:1], data.t_train[:1])
    return np.stack([grads[f"z{k}"][0, 0] for k in net.hidden])


def fading():
    """Lesson 4: dL/dz of one image on its way back through 20 hidden layers, for three initialisations.

    Each layer is a tile of 16 x 4 units; layers that the gradient has not reached are empty.
    """
    fig = Figure(figsize=(9.2, 4.8), layout="constrained")
    strips = [
        _Strip(ax, title) for ax, title in zip(fig.subplots(3, 1, sharex=True), INITS.values(), strict=True)
    ]
    strips[0].ax.set_title("One of eight shades paler: ten times less. Blank: nothing, or a closed gate")
    strips[-1].ax.set(xlabel="Hidden layer", xticks=(1, 5, 10, 15, 20))

    def draw(activation, layer):
        layer = round(layer)
        left = [
            strip.show(_way_back(activation, init), layer) for strip, init in zip(strips, INITS, strict=True)
        ]
        told = ", ".join(f"{title} {share:.2g}" for title, share in zip(INITS.values(), left, strict=True))
        return f"{ACTIVATIONS[activation].title}, size of dL/dz in layer {layer} / layer 20: {told}."

    scenes = {
        "at the last layer": {"activation": "relu", "layer": 20},
        "half way": {"activation": "relu", "layer": 10},
        "tanh": {"activation": "tanh", "layer": 1},
        "sigmoid": {"activation": "sigmoid", "layer": 1},
    }
    offered = [(ACTIVATIONS[name].title, name) for name in ("relu", "tanh", "sigmoid")]
    controls = {
        "activation": choice("activation", offered, "relu"),
        "layer": stops("back to layer", range(20, 0, -1), 1, play=True),
    }
    moving = [artist for strip in strips for artist in (strip.image, strip.text)]
    return Explorer(fig, draw, moving, scenes=scenes, **controls)


class _Strip:
    """The layers of a network as tiles in a row; `show` fills them down to a layer and tells what is left."""

    def __init__(self, ax, title):
        self.ax = ax
        place = {"extent": (0.6, 20.4, 16, 0), "aspect": "auto", "interpolation": "nearest"}
        self.image = ax.imshow([[NOTHING]], cmap=FADING, vmin=NOTHING, vmax=0.5, **place)
        self.text = ax.text(20.8, 8, "", va="center", fontsize=13)
        ax.set(xlim=(0.4, 23.8), yticks=[], ylabel=title.replace(" ", "\n"))
        ax.grid(visible=False)

    def show(self, grads, layer):
        sizes = np.linalg.norm(grads, axis=1)
        with np.errstate(divide="ignore"):
            powers = np.log10(np.abs(grads) / sizes[-1] * 8)  # 8: the root of 64 units
        tiles = np.full((16, 20, 5), NOTHING, float)
        tiles[:, layer - 1 :, :4] = powers[layer - 1 :].reshape(-1, 16, 4).swapaxes(0, 1)
        self.image.set_data(np.clip(tiles.reshape(16, 100)[:, :99], NOTHING, 0.5))
        left = sizes[layer - 1] / sizes[-1]
        self.text.set_text(f"layer {layer}:\n{left:.2g}")
        return left


@lru_cache(256)
def _sizes(name, init, depth, of):
    """Gradient sizes over that of the last layer: measured (5 seeds, layers), predicted (layers,)."""
    net = MLP((64, *[64] * depth, 10), ACTIVATIONS[name], init)
    x, t = digits().x_train[:32], digits().t_train[:32]
    measured = gradient_sizes(net, x, t, of=of)
    return measured / measured[:, -1:], predicted_sizes(net, x, of)


def depth():
    """Lesson 4: sizes of dL/dz and of dL/dW in each layer, for an activation, an initialisation, a depth.

    Untrained networks of width 64, 5 seeds, the loss on 32 digits; a step takes up to a tenth of a second.
    """
    fig, axes = _depth_panels()
    panels = {of: _DepthPanel(ax) for of, ax in zip("zW", axes, strict=True)}
    labels = ["measured, 5 seeds", "predicted for wide layers"]
    shown = [panels["z"].lines[0], panels["z"].theory]
    axes[0].legend(shown, labels, loc="lower right", bbox_to_anchor=(1, 0.13))

    def draw(activation, init, depth):
        depth = round(depth)
        of_z, of_weights = (panel.show(*_sizes(activation, init, depth, of)) for of, panel in panels.items())
        return (
            f"{ACTIVATIONS[activation].title}, {INITS[init]}, {depth} hidden layers; "
            f"layer 1 / layer {depth}: dL/dz {of_z}, dL/dW {of_weights}."
        )

    scenes = {
        "ReLU, Glorot": {"activation": "relu", "init": "glorot", "depth": 20},
        "ReLU, He": {"activation": "relu", "init": "he", "depth": 20},
        "tanh, Glorot": {"activation": "tanh", "init": "glorot", "depth": 20},
        "sigmoid": {"activation": "sigmoid", "init": "glorot", "depth": 20},
        "no activation": {"activation": "identity", "init": "pytorch", "depth": 20},
    }
    offered = [(ACTIVATIONS[name].title, name) for name in ("relu", "tanh", "sigmoid", "identity")]
    controls = {
        "activation": choice("activation", offered, "relu"),
        "init": choice("initialisation", [(title, name) for name, title in INITS.items()], "pytorch"),
        "depth": slider("hidden layers", 20, 2, 60, 1, play=True),
    }
    moving = [artist for panel in panels.values() for artist in (*panel.lines, panel.theory, panel.ends)]
    return Explorer(fig, draw, moving, scenes=scenes, **controls)


class _DepthPanel:
    """Five measured lines, a predicted one, and a dot at layer 1; `show` moves them and tells where it is."""

    def __init__(self, ax):
        self.lines = [ax.plot([], [], color=style.DERIVATIVE, alpha=0.6)[0] for _ in range(5)]
        self.theory, self.ends = explorer_parts.guide(ax), explorer_parts.dot(ax)

    def show(self, measured, predicted):
        layers, first = np.arange(1, len(predicted) + 1), measured[:, 0]
        for line, sizes in zip(self.lines, measured, strict=True):
            line.set_data(layers, sizes)
        self.theory.set_data(layers, predicted)
        typical = np.exp(np.log(first).mean())
        self.ends.set_data([1], [typical])
        spread = f"{first.min():.2g} to {first.max():.2g}"
        return f"{typical:.2g} (5 seeds: {spread}; predicted {predicted[0]:.2g})"


def _depth_panels():
    fig = Figure(figsize=(9.2, 3.8), layout="constrained")
    axes = fig.subplots(1, 2, sharey=True)
    for ax, title in zip(axes, ("dL/dz, on its way back", "dL/dW, what a step takes"), strict=True):
        ax.set(yscale="log", xlim=(0, 61), ylim=(1e-53, 1e11), xlabel="Hidden layer (1: next to the input)")
        ax.set(title=title, yticks=[10.0**n for n in range(-50, 11, 10)])
        ax.axhline(1, color="black", alpha=0.3, linewidth=1)
        ax.axhline(2.0**-149, color=style.INACTIVE, linestyle=":", linewidth=1.5)
    look = {"ha": "right", "color": style.INACTIVE, "fontsize": 12}
    axes[1].text(60.5, 2.0**-147, "smaller numbers are 0 in 32 bits", **look)
    axes[0].set_ylabel("Size, relative to the last layer")
    return fig, axes


@lru_cache(64)
def _trained(bias, l1):
    """Three networks before and after training on the digits; percentages are averages over the three.

    Returns zeros (before or after, layer), units never on, test images recognised, and of the first network
    which units of layer 1 answer to which of 64 training images, (units, images).
    """
    net, data = MLP(bias=bias), digits()
    how = Descent(lr=0.2, batch=32, epochs=5, l1=l1)
    zeros = []
    for _, parameters in descend(net, data.x_train, data.t_train, how, range(3), every=220):
        trace = net.forward(parameters, data.x_train)
        zeros.append([100 * np.mean(trace[f"a{k}"] == 0) for k in net.hidden])
    never_on = 100 * np.mean([unit_states(trace[f"z{k}"]) == NEVER_ON for k in net.hidden])
    read = net.forward(parameters, data.x_test)[f"z{net.layers}"].argmax(-1)
    return np.array(zeros), never_on, 100 * np.mean(read == data.t_test), trace["a1"][0, :64].T > 0


def sparsity():
    """Lesson 4: zeros, units never on and accuracy after a short training, for a bias and an L1 penalty.

    The network 64-64-64-10, 3 seeds, 5 epochs; a step trains it anew.
    """
    fig = Figure(figsize=(9.2, 4), layout="constrained")
    left, right = fig.subplots(1, 2)
    image = left.imshow(np.zeros((64, 64)), cmap=ON, vmin=0, vmax=1)
    left.set(xlabel="Training image", ylabel="Unit of layer 1", title="Blue: on; blank: exactly 0")
    left.grid(False)
    names = ["test images\nrecognised", "units never on", "zeros, layer 2", "zeros, layer 1"]
    colours = [style.DATA, style.INACTIVE, style.FUNCTION, style.FUNCTION]
    bars = right.barh(range(4), [1] * 4, color=colours, height=0.6)
    right.set_yticks(range(4), names)
    right.set(xlim=(0, 100), xlabel="Per cent", title="After training (open dots: before)")
    right.grid(axis="y", alpha=0)
    (start,) = right.plot([], [], "o", color=style.POINT, markerfacecolor="white", clip_on=False)

    def draw(bias, l1):
        zeros, never_on, recognised, on = _trained(bias, l1)
        image.set_data(on)
        for bar, width in zip(bars, (recognised, never_on, *zeros[1, ::-1]), strict=True):
            bar.set_width(width)
        start.set_data(zeros[0], [3, 2])
        return (
            f"Initial bias {bias:g}, penalty {l1:g}: {zeros[0].mean():.1f} % zeros before training and "
            f"{zeros[1].mean():.1f} % after it; {never_on:.1f} % of the units are never on; "
            f"{recognised:.1f} % of the test images are recognised."
        )

    scenes = {
        "no penalty": {"bias": 0.0, "l1": 0.0},
        "many zeros": {"bias": 0.0, "l1": 0.03},
        "too many": {"bias": 0.0, "l1": 0.1},
        "positive bias": {"bias": 1.0, "l1": 0.0},
        "negative bias": {"bias": -0.5, "l1": 0.0},
        "silenced": {"bias": -1.0, "l1": 0.0},
    }
    controls = {
        "bias": slider("initial bias", 0.0, -1, 1, 0.25, slow=True),
        "l1": stops("L1 penalty", [0, 0.003, 0.01, 0.03, 0.1], 0.01, slow=True),
    }
    working = "Training three networks ..."
    return Explorer(fig, draw, [image, *bars, start], scenes=scenes, working=working, **controls)
