"""The cheat sheet: ReLU on one page, in the shape of a sheet of A4 paper on its side."""

import numpy as np
from matplotlib.figure import Figure

from helpers.activations import relu
from helpers.course.curves import draw_derivative, draw_function
from helpers.course.state_pictures import LOOKS, Shares
from helpers.data import digits
from helpers.dying import ALWAYS_ON, MIXED, NEVER_ON, unit_states
from helpers.figures import style
from helpers.gradients import gradient_sizes
from helpers.networks import MLP

INITS = {"he": ("-", "He, 2/n"), "glorot": ("--", "Glorot, 1/n"), "pytorch": (":", "PyTorch, 1/(3n)")}
SMALL = {"markersize": 5, "linewidth": 1, "markerfacecolor": "white"}


def one_page() -> Figure:
    """A figure of six panels with a line of text under each: what to remember of every lesson.

    What is measured is measured when it is called: gradients and unit states of untrained networks.
    """
    fig = Figure(figsize=(11, 7.8), layout="constrained")
    fig.get_layout_engine().set(w_pad=0.15, h_pad=0.15)
    fig.suptitle("ReLU on one page:   f(x) = max(0, x)", fontsize=18, fontweight="bold")
    panels = fig.subplots(2, 3).flat
    for ax, (draw, title, note) in zip(panels, PANELS, strict=True):
        draw(ax)
        ax.set_title(title, fontweight="bold")
        ax.text(0.5, -0.28, note, fontsize=12, ha="center", va="top", transform=ax.transAxes)
    return fig


def _function(ax):
    draw_function(ax, relu, np.linspace(-3, 3, 61))
    ax.set(xlabel="Input (x)", ylabel="Output f(x)")


def _slope(ax):
    draw_derivative(ax, relu, np.linspace(-3, 3, 61))
    ax.set(xlabel="Pre-activation (z)", ylabel="Slope f'(z)", yticks=(0, 1))


def _neuron(ax):
    x, w, b = np.array([-1.0, 0.75, 3.0]), 2.0, -1.5
    ax.plot(x, w * x + b, ":", color=style.INACTIVE, label="z = w x + b")
    ax.plot(x, relu(w * x + b), color=style.FUNCTION, label="a = relu(z)")
    ax.plot(-b / w, 0, "o", color=style.POINT)
    ax.annotate("-b/w", (-b / w, 0), (1.1, -1.4), fontsize=13)
    ax.set(xlabel="Input (x)", ylabel="z and a", ylim=(-3, 5))
    ax.legend(loc="upper left")


def _gradients(ax):
    data = digits()
    for init, (look, label) in INITS.items():
        net = MLP((64, *[64] * 20, 10), relu, init)
        for of, more in (("z", {"label": label}), ("W", {"marker": "o", "markevery": 3, **SMALL})):
            sizes = gradient_sizes(net, data.x_train[:32], data.t_train[:32], of=of)
            typical = np.exp(np.log(sizes / sizes[:, -1:]).mean(axis=0))
            ax.plot(range(1, 21), typical, look, color=style.DERIVATIVE, **more)
    ax.plot([], [], color=style.DERIVATIVE, marker="o", label="dL/dW (others: dL/dz)", **SMALL)
    ax.set(yscale="log", xlabel="Hidden layer", ylabel="Size (last layer: 1)", xticks=(1, 10, 20))
    ax.set(ylim=(1e-19, 1e4), yticks=(1e-8, 1e-4, 1))
    ax.text(1, 40, "flat: He's two, Glorot's dL/dW", fontsize=10)
    ax.legend(loc="lower right", fontsize=10)


def _states(ax):
    biases, x = np.linspace(-2, 2, 17), digits().x_train
    shares = []
    for bias in biases:
        net = MLP(bias=float(bias))
        trace = net.forward(net.initial([np.random.default_rng(seed) for seed in range(5)]), x)
        states = np.stack([unit_states(trace[f"z{k}"]) for k in net.hidden])
        shares.append([np.mean(states == state) for state in LOOKS])
    Shares(ax, legend=False).show(biases, np.array(shares).T)
    ax.set(xlabel="Initial bias", xlim=(-2, 2), xticks=range(-2, 3))
    for x, y, state in ((-1.85, 45, NEVER_ON), (-0.3, 45, MIXED), (0.5, 87, ALWAYS_ON)):
        ax.text(x, y, state.label, fontsize=12, bbox={"facecolor": "white", "linewidth": 0, "pad": 2})


def _choice(ax):
    ax.axis("off")
    look, y = {"fontsize": 12, "va": "top", "transform": ax.transAxes}, 0.99
    for symptom, remedy in REMEDIES:
        ax.text(-0.08, y, symptom, fontweight="bold", **look)
        ax.text(-0.08, y - 0.09, remedy, linespacing=1.1, **look)
        y -= 0.25 + 0.09 * remedy.count("\n")


PANELS = (
    (_function, "What it does", "Each number on its own. Not linear:\nf(-1) + f(1) = 1, and f(0) = 0."),
    (_slope, "Its slope", "Subgradients at 0: from 0 to 1; we\ntake 0. A gate for gradients: z > 0."),
    (
        _neuron,
        "A neuron",
        "Kink at x = -b/w. Many bends follow\nany continuous curve on a closed,\nbounded interval.",
    ),
    (
        _gradients,
        "Gradients before training",
        "Mean square of dL/dz: each layer takes\nit times n · Var[w] · 1/2 (half the gates\n"
        "are open). With He's: 1. Size: as its root.",
    ),
    (_states, "Units before training", "Dead: z <= 0 on every sample of\na data set. Only mixed ones bend."),
    (_choice, "When it goes wrong", ""),
)
REMEDIES = (
    (
        "Units die in training",
        "Steps too large? Smaller lr, clipping,\nBatchNorm (lr = 2: batches of 32).",
    ),
    ("Units are dead from the start", "Biases 0, BatchNorm, wider layers."),
    ("dL/dz vanishes with depth", "He's weights: variance 2/n."),
    ("A gradient check fails", "Take the mask z > 0, never a >= 0.\nCheck where no z is close to 0."),
    (
        "Units must be able to return",
        "Leaky ReLU; the larger its slope, the\nsooner. PReLU may turn its\nslope negative.",
    ),
)
