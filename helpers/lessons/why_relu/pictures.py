"""Pictures of lesson 4: what its cells measured, drawn; numbers in, a figure out."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, ListedColormap

from helpers.activations import relu
from helpers.course.state_pictures import Shares
from helpers.figures import style

ON = ListedColormap(["white", style.FUNCTION], "on")
ACTIVE = LinearSegmentedColormap.from_list("active", ["#cfe3f1", style.FUNCTION, "#00304d"])
"""Colours of an activation that is not 0; where it is 0, the white paper is seen."""


def cost(product, took, names):
    """Bars of milliseconds: product and took are {type of number: of the matrix product, of each name}."""
    fig, axes = plt.subplots(1, len(took), figsize=(9, 3.2), sharey=True, layout="constrained")
    for ax, kind in zip(axes, took, strict=True):
        ax.barh(names, product[kind], color=style.INACTIVE, alpha=0.5)
        ax.barh(names, took[kind], left=product[kind], color=style.FUNCTION)
        for y, ms in enumerate(took[kind]):
            ax.text(product[kind] + ms, y, f" {ms:.2f}", va="center")
        ax.set(title=kind.__name__, xlabel="ms", xlim=(0, 1.25 * (product[kind] + max(took[kind]))))
    axes[0].invert_yaxis()
    return fig


def slopes(z, functions):
    """The slopes of activations; beside each name, what twenty of its largest slopes multiply to."""
    fig, ax = plt.subplots(figsize=(8, 2.7), layout="constrained")
    for f, line in zip(functions, ("--", ":", "-"), strict=True):
        heights = f.derivative(z)
        label = f"{f.title}: (largest slope)²⁰ = {heights.max() ** 20:.2g}"
        heights = np.where((f is relu) & (z == 0), np.nan, heights)  # a jump has no line across
        ax.plot(z, heights, line, color=style.DERIVATIVE, label=label)
    ax.set(xlabel="z", ylabel="Slope", xlim=(z[0], z[-1]))
    ax.legend(loc="upper left")
    return fig


def steps_back(sizes, titles, layers=6):
    """Size of the gradient after the weights and after the gates of each layer, on its way back.

    sizes: initialisation -> two arrays, one number for each layer. titles: initialisation -> its name.
    """
    fig, ax = plt.subplots(figsize=(8, 3.3), layout="constrained")
    for (init, (weighted, of_z)), line in zip(sizes.items(), (":", "--", "-"), strict=True):
        after_gates = of_z[::-1][:layers] / of_z[-1]
        after_weights = weighted[-2::-1][: layers - 1] / of_z[-1]
        way = np.empty(2 * layers - 1)
        way[0::2], way[1::2] = after_gates, after_weights
        at = len(of_z) - np.arange(2 * layers - 1) / 2
        ax.plot(at, way, line, color=style.DERIVATIVE, label=titles[init])
        ax.plot(at[1::2], after_weights, "o", color=style.DERIVATIVE, markerfacecolor="white", zorder=3)
        ax.plot(at[0::2], after_gates, "o", color=style.DERIVATIVE, zorder=3)
    ax.set(yscale="log", xlabel="Hidden layer, and back is to the right", xticks=at[0::2])
    ax.set(ylabel="Size / that of the last layer", xlim=(at[0] + 0.2, at[-1] - 0.2))
    ax.legend(loc="lower left")
    return fig


def zeros(z, functions):
    """White where an activation is 0; z: pre-activations (images, units)."""
    fig, axes = plt.subplots(1, len(functions), figsize=(9, 4), sharey=True, layout="constrained")
    for ax, f in zip(axes, functions, strict=True):
        ax.imshow((f(z) != 0).T, cmap=ON, vmin=0, vmax=1, interpolation="nearest")
        ax.set(title=f.title, xlabel="Training image")
        ax.grid(visible=False)
    axes[0].set_ylabel("Unit of layer 1")
    return fig


def courses(zeros):
    """Zeros through training; zeros: name -> (epochs, networks) in per cent, drawn as mean ± s."""
    fig, ax = plt.subplots(figsize=(8.4, 3), layout="constrained")
    for (name, each), line in zip(zeros.items(), ("-", ":", "--"), strict=True):
        mean, spread = np.mean(each, axis=1), np.std(each, axis=1, ddof=1)
        ax.plot(mean, line, color=style.FUNCTION)
        ax.fill_between(
            range(len(mean)), mean - spread, mean + spread, color=style.FUNCTION, alpha=0.15, linewidth=0
        )
        ax.text(len(mean) - 0.8, mean[-1], name, va="center")
    ax.set(xlabel="Epoch", ylabel="Activations that are 0 (%)", ylim=(0, 100), xlim=(0, 19.5))
    ax.set_xticks(range(0, 16, 5))
    return fig


def images(rows):
    """Rows of small images; rows: name -> (images, 64). The first row is grey, the others are blue."""
    count = len(next(iter(rows.values())))
    fig, axes = plt.subplots(len(rows), count, figsize=(9, 1.2 * len(rows)), layout="constrained")
    for row, (name, each) in zip(axes, rows.items(), strict=True):
        look = {"cmap": "gray_r" if name == next(iter(rows)) else ACTIVE, "vmin": 0, "vmax": np.max(each)}
        for ax, values in zip(row, each, strict=True):
            ax.imshow(np.where(values == 0, np.nan, values).reshape(8, 8), **look)
            ax.set(xticks=[], yticks=[])
            ax.grid(visible=False)
        row[0].set_ylabel(name)
    return fig


def promises(functions, z, d):
    """What the slope at z promises for z + d, and what happens there."""
    fig, axes = plt.subplots(1, len(functions), figsize=(9, 3.2), layout="constrained")
    everywhere, two = np.linspace(-3, z + d, 281), np.array([z, z + d])
    for ax, f in zip(axes, functions, strict=True):
        happens, promised = f(two), f(two)[0] + f.derivative(two)[0] * np.array([0, d])
        ax.plot(everywhere, f(everywhere), color=style.FUNCTION)
        ax.plot(two, promised, "--", color=style.GUIDE)
        ax.plot(two, happens, "o", color=style.POINT)
        ax.set(title=f.title, xlabel="z", ylim=(-0.3, 4.3))
        told = f"promised {promised[1] - promised[0]:.2f}\nhappens {happens[1] - happens[0]:.2f}"
        ax.text(0.05, 0.95, told, va="top", transform=ax.transAxes)
    return fig


def race(steps, most):
    """A lane for each runner: a dot where a network arrives, a band from mean - s to mean + s.

    steps: (name, layers) -> (networks,), infinite for those that need more than `most` steps.
    """
    fig, axes = plt.subplots(1, 2, figsize=(9, 3.3), sharey=True, layout="constrained")
    lanes = list(dict.fromkeys(name for name, _ in steps))
    for (name, layers), arrived in steps.items():
        ax, lane = axes[int(layers == 5)], lanes.index(name)
        if np.isinf(arrived).all():
            ax.text(most / 2, lane, f"none within {most} steps", ha="center", va="center")
            continue
        mean, s = arrived.mean(), arrived.std(ddof=1)
        ax.barh(lane, 2 * s, left=mean - s, height=0.8, color=style.FUNCTION, alpha=0.25)
        ax.plot([mean, mean], [lane - 0.4, lane + 0.4], color=style.FUNCTION)
        places = lane + np.linspace(-0.3, 0.3, len(arrived))
        ax.plot(arrived, places, ".", color=style.FUNCTION, markersize=5)
        ax.set(title=f"{layers} hidden layers", xlabel="Step", xlim=(0, most if layers == 5 else most / 2))
    axes[0].set(yticks=range(len(lanes)), yticklabels=lanes, ylim=(len(lanes) - 0.5, -0.5))
    return fig


def made_of(comes_in, of_z, of_weights):
    """The sizes of a, dL/dz and dL/dW in each layer."""
    fig, ax = plt.subplots(figsize=(8.4, 3), layout="constrained")
    layers = range(1, len(of_z) + 1)
    for values, colour, line, name in (
        (comes_in, style.FUNCTION, "--", "incoming a"),
        (of_z, style.DERIVATIVE, "--", "dL/dz"),
        (of_weights, style.DERIVATIVE, "-", "dL/dW"),
    ):
        ax.plot(layers, values, line, color=colour)
        ax.text(len(of_z) + 0.3, values[-1], name, va="center", color=colour)
    ax.set(yscale="log", xlim=(0.5, 25.5), xticks=(1, 5, 10, 15, 20), xlabel="Hidden layer", ylabel="Size")
    return fig


def states(shares, titles):
    """Never on, mixed, always on, in per cent of the units of each layer; shares: initialisation -> three."""
    fig, axes = plt.subplots(1, len(shares), figsize=(9.4, 3.4), sharey=True, layout="constrained")
    for ax, (init, three) in zip(axes, shares.items(), strict=True):
        Shares(ax).show(range(1, len(three[0]) + 1), np.array(three) / 100)
        ax.set(xlabel=f"Hidden layer ({titles[init]})", xlim=(1, 20), xticks=(1, 5, 10, 15, 20))
    return fig
