"""Explorers of lesson 5: units that die one by one, a single step, a layer, born dead, and the lab."""

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers import dying
from helpers.activations import elu, gelu, leaky_relu, prelu, relu, silu
from helpers.course import explorer_parts
from helpers.course.state_pictures import LOOKS, Raster, Shares, areas, rectangles
from helpers.data import digits
from helpers.dying import (
    ALWAYS_ON,
    MIXED,
    NEVER_ON,
    ONE_UNIT_T,
    ONE_UNIT_X,
    born_dead_bounds,
    born_dead_probability,
    unit_states,
    watch,
)
from helpers.figures import style
from helpers.figures.controls import choice, slider, stops
from helpers.figures.explorer import Explorer
from helpers.lessons.dying_relu.pictures import INK, mosaic
from helpers.networks import MLP, Descent, descend

__all__ = ["born_dead", "dying_lab", "dying_units", "one_step", "states"]


@lru_cache(maxsize=8)
def _film(lr):
    """One network of seed 0 every 15 steps: weights and fates of layer 1, dead units, accuracy."""
    data, net, frames = digits(), MLP(), []
    for step, p in descend(net, data.x_train, data.t_train, Descent(lr=lr), seeds=[0], every=15):
        trace = net.forward(p, data.x_train)
        dead = [unit_states(trace[f"z{k}"][0]) == NEVER_ON for k in net.hidden]
        accuracy = (trace["z3"][0].argmax(-1) == data.t_train).mean()
        frames.append((step, mosaic(p["W1"][0].T), dead[0], dead[1], accuracy))
    return [np.array(each) for each in zip(*frames, strict=True)]


def dying_units():
    """Lesson 5: the 64 units of layer 1 as images of their weights, while a network learns to read digits."""
    fig = Figure(figsize=(10, 4.6), layout="constrained")
    left, right = fig.subplots(1, 2, width_ratios=[1.15, 1])
    left.set(xticks=[], yticks=[], title="The 64 units of layer 1")
    left.set(xlabel="blue: wants ink; red: wants none; grey: dead")
    left.grid(visible=False)
    left.spines[:].set_visible(False)
    image = left.imshow(np.zeros((71, 71)), **INK)
    veil = PathPatch(Path(np.empty((0, 2))), facecolor=LOOKS[NEVER_ON]["facecolor"], alpha=0.85, linewidth=0)
    left.add_patch(veil)
    (first,) = right.plot([], [], color=style.POINT, label="layer 1")
    (second,) = right.plot([], [], ":", color=style.INACTIVE, label="layer 2")
    right.set(xlim=(0, 530), ylim=(0, 64), xlabel="Step", ylabel="Dead units of 64")
    right.legend(loc="upper left")
    column, row = np.tile(9 * np.arange(8), 8), np.repeat(9 * np.arange(8), 8)

    def draw(step, lr):
        steps, boards, dead_1, dead_2, accuracy = _film(lr)
        n = list(steps).index(step)
        image.set_data(boards[n])
        x, y = column[dead_1[n]] - 0.5, row[dead_1[n]] - 0.5
        veil.set_path(rectangles(x, x + 8, y, y + 8))
        first.set_data(steps[: n + 1], dead_1[: n + 1].sum(1))
        second.set_data(steps[: n + 1], dead_2[: n + 1].sum(1))
        return (
            f"Step {step:.0f}, lr = {lr:g}: {dead_1[n].sum()} of the 64 units of layer 1 are dead, and "
            f"{dead_2[n].sum()} of layer 2. The network gets {accuracy[n]:.0%} of the training images right."
        )

    scenes = {name: {"lr": lr, "step": 525} for name, lr in (("a good rate", 0.1), ("far too high", 1.0))}
    step = slider("step", 525, 0, 525, 15, play=True)
    lr = choice("learning rate lr", [0.1, 0.3, 0.5, 1.0], 0.5)
    return Explorer(fig, draw, [image, veil, first, second], scenes=scenes, step=step, lr=lr)


def one_step():
    """Lesson 5: one gradient step of the unit relu(w x + b), for any learning rate."""
    fig, (left, right) = explorer_parts.row(2, height=3.7)
    x = np.array([0.0, 4.5])
    left.plot(x, relu(x), ":", color=style.INACTIVE, label="before the step")
    left.plot(ONE_UNIT_X, ONE_UNIT_T, "x", color=style.DATA, markeredgewidth=3, label="targets")
    (after,) = left.plot([], [], color=style.FUNCTION, label="after the step")
    left.set(xlabel="Input (x)", ylabel="Activation (a)", title="What the unit answers", ylim=(-0.4, 4.6))
    left.legend(loc="upper left")
    right.fill_between(left.get_xlim(), -9, 0, color=style.INACTIVE, alpha=0.2, linewidth=0)
    right.text(0.15, -4.6, "z <= 0: the unit is silent", fontsize=12)
    right.set(xlabel="Input (x)", ylabel="Pre-activation (z)", title="z at the four points", ylim=(-5, 4.6))
    right.set_xlim(left.get_xlim())
    (line,) = right.plot([], [], "--", color=style.GUIDE)
    (dots,) = right.plot([], [], "o", color=style.POINT)

    def draw(lr):
        w, b = dying.one_step(lr)
        after.set_data(_with_kink(x, w, b))
        z = np.round(w * ONE_UNIT_X + b, 9)  # a z of 1e-17 is a 0 that lost its way
        line.set_data(x, w * x + b)
        dots.set_data(ONE_UNIT_X, z)
        loss = np.mean((relu(z) - ONE_UNIT_T) ** 2) / 2
        on = int((z > 0).sum())
        if on == 0:
            fate = "z <= 0 on all four points: the unit is dead, its gradient is 0 from now on"
        else:
            fate = f"z > 0 on {on} of the four points: the unit is alive"
        return f"lr = {lr:.2f}: w = {w:z.2f}, b = {b:z.2f}; {fate}. Loss {loss:.4f}."

    scenes = {"just alive": {"lr": 0.24}, "just dead": {"lr": 0.25}, "far gone": {"lr": 0.6}}
    lr = slider("learning rate lr", 0.1, 0, 0.6, 0.01, play=True)
    return Explorer(fig, draw, [after, line, dots], scenes=scenes, lr=lr)


def _with_kink(x, w, b):
    kink = -b / w if w else x[0]
    x = np.sort([*x, kink]) if x[0] < kink < x[1] else x
    return x, relu(w * x + b)


@lru_cache(maxsize=1)
def _first_layer():
    """Pre-activations without bias of the 64 units of an untrained first layer, sorted by their largest."""
    z = MLP().forward(MLP().initial([np.random.default_rng(0)]), digits().x_train)["z1"][0]
    z = z[:, np.argsort(z.max(0))]
    return z.min(0), z.max(0)


def states():
    """Lesson 5: the 64 units of an untrained layer on the digits, and a bias added to all of them."""
    fig, (ax,) = explorer_parts.row(1, height=3.8)
    lowest, highest = _first_layer()
    unit = np.arange(len(lowest))
    ax.set(xlim=(-1, 64), ylim=(-7.5, 7.5), xlabel="Unit, sorted by its largest z")
    ax.set(ylabel="z on 1,437 images", title="Smallest to largest z of each unit")
    bars = areas(ax)
    ax.legend(handles=list(bars.values()), loc="upper left", ncols=3)

    def draw(b):
        low, high = lowest + b, highest + b
        state = unit_states(np.stack([low, high]))
        for s, area in bars.items():
            is_it = state == s
            area.set_path(rectangles(unit[is_it] - 0.4, unit[is_it] + 0.4, low[is_it], high[is_it]))
        counts = np.bincount(state, minlength=3)
        return (
            f"Bias {b:.1f}: {counts[NEVER_ON]} units never on, {counts[MIXED]} mixed, "
            f"{counts[ALWAYS_ON]} always on; together {counts.sum()}."
        )

    scenes = {"many dead": {"b": -1.0}, "all dead": {"b": -3.0}, "all always on": {"b": 3.0}}
    return Explorer(fig, draw, list(bars.values()), scenes=scenes, b=slider("bias b", 0.0, -4, 4, 0.1))


MAX_DEPTH, NETS = 30, 2000


@lru_cache(maxsize=256)
def _estimate(width, hidden_layers):
    return born_dead_probability(width, hidden_layers, NETS, np.random.default_rng([width, hidden_layers]))


def born_dead():
    """Lesson 5: the probability that a network is constant before training, by width and depth."""
    fig, (ax,) = explorer_parts.row(1, height=3.6)
    ax.set(
        xlim=(0.5, MAX_DEPTH + 0.5),
        ylim=(-3, 103),
        xlabel="Hidden layers",
        ylabel="Constant before training, %",
    )
    depths = np.arange(1, MAX_DEPTH + 1)
    (upper,) = ax.plot([], [], "--", color=style.GUIDE, linewidth=1.5, label="bounds of Lu et al. (2020)")
    (lower,) = ax.plot([], [], "--", color=style.GUIDE, linewidth=1.5)
    (dot,) = ax.plot([], [], "o", color=style.POINT, markersize=4, label=f"share of {NETS:,} networks")
    (bar,) = ax.plot([], [], color=style.POINT, label="± 2 standard errors")
    ax.legend(handles=[dot, bar, upper], loc="lower center", ncols=3, bbox_to_anchor=(0.5, 1))

    def draw(width, hidden_layers):
        bounds = 100 * np.array([born_dead_bounds(width, int(depth)) for depth in depths])
        lower.set_data(depths, bounds[:, 0])
        upper.set_data(depths, bounds[:, 1])
        p, error = _estimate(width, hidden_layers)
        dot.set_data([hidden_layers], [100 * p])
        bar.set_data([hidden_layers] * 2, [100 * max(p - 2 * error, 0), 100 * min(p + 2 * error, 1)])
        low, high = bounds[hidden_layers - 1]
        layers = f"{hidden_layers} hidden layer{'s' * (hidden_layers > 1)}"
        return (
            f"{layers} of width {width}: {100 * p:.1f} % of {NETS:,} networks are born dead "
            f"(standard error {100 * error:.1f}); the bounds are {low:.1f} % and {high:.1f} %."
        )

    scenes = {
        "one layer": {"width": 3, "hidden_layers": 1},
        "narrow": {"width": 2, "hidden_layers": 9},
        "twice as wide": {"width": 4, "hidden_layers": 9},
        "wide": {"width": 8, "hidden_layers": 30},
    }
    width = stops("width", list(range(1, 9)), 3)
    hidden_layers = stops("hidden layers", list(range(1, MAX_DEPTH + 1)), 5, play=True)
    moving = [lower, upper, bar, dot]
    return Explorer(fig, draw, moving, scenes=scenes, width=width, hidden_layers=hidden_layers)


LAB_ACTIVATIONS = {
    "ReLU": relu,
    "Leaky 0.01": leaky_relu,
    "Leaky 0.1": leaky_relu.with_parameters(negative_slope=0.1),
    "PReLU": prelu,
    "ELU": elu,
    "GELU": gelu,
    "SiLU": silu,
}
LAB_SHAPES = {
    f"{layers} layers of {units}": (64, *(units,) * layers, 10)
    for layers, units in ((2, 32), (2, 4), (10, 16), (10, 4))
}


FIRST_STEPS = [("same", 0.0), ("1", 1.0), ("2", 2.0), ("5", 5.0), ("8", 8.0)]
LAB_IMAGES = 480
NETWORKS = 10


@lru_cache(maxsize=128)
def lab_run(lr, bias, activation, batch_norm, shape, first_lr):
    """The training behind the lab: ten seeds, 240 steps of 8 of 480 images, seen seven times; a History."""
    data = digits()
    net = MLP(LAB_SHAPES[shape], LAB_ACTIVATIONS[activation], bias=bias, batch_norm=batch_norm)
    how = Descent(lr=lambda step: first_lr if first_lr and step == 0 else lr, epochs=4)
    x, t = data.x_train[:LAB_IMAGES], data.t_train[:LAB_IMAGES]
    return watch(net, x, t, how, seeds=range(NETWORKS), every=40)


def dying_lab():
    """Lesson 5: train ten networks with any learning rate, bias, activation; watch loss and every unit."""
    fig = Figure(figsize=(10, 4.6), layout="constrained")
    axes = fig.subplot_mosaic([["loss", "raster"], ["shares", "raster"]], width_ratios=[1, 1.25])
    axes["loss"].set(yscale="log", xlim=(0, 240), ylim=(0.01, 99), xlabel="Step")
    axes["loss"].set_title("Loss (dotted: the other nine)")
    (others,) = axes["loss"].plot([], [], ":", color=style.INACTIVE, linewidth=1)
    (chosen,) = axes["loss"].plot([], [], color=style.FUNCTION)
    shares, raster = Shares(axes["shares"], legend=False), Raster(axes["raster"])
    axes["shares"].set(xlim=(0, 240), xlabel="Step", title="Units of all ten networks")
    axes["raster"].set_ylabel("Units of the chosen network")

    def draw(seed, **settings):
        run, seed = lab_run(**settings), int(seed)
        with np.errstate(invalid="ignore"):
            loss = np.where(np.isfinite(run.loss), np.maximum(run.loss, 1e-9), np.nan)
        rest = np.delete(loss, seed, axis=1)
        gaps = np.full((1, NETWORKS - 1), np.nan)
        others.set_data(np.tile([*run.steps, np.nan], NETWORKS - 1), np.vstack([rest, gaps]).T.ravel())
        chosen.set_data(run.steps, loss[:, seed])
        shares.show(run.steps, [run.share(state).mean(1) for state in LOOKS])
        raster.show(run.steps, [states[:, seed] for states in run.states.values()])
        return _lab_sentence(run, settings["activation"])

    healthy = {"lr": 0.1, "bias": 0.0, "activation": "ReLU", "batch_norm": False, "first_lr": 0.0}
    healthy["shape"] = "2 layers of 32"
    scenes = {
        "healthy": healthy,
        "one bad step": healthy | {"first_lr": 5.0},
        "too negative a bias": healthy | {"bias": -1.5},
        "deep and narrow": healthy | {"shape": "10 layers of 4"},
        "cured": healthy | {"bias": -1.5, "batch_norm": True},
        "alive, not trained": healthy | {"shape": "10 layers of 4", "batch_norm": True},
    }
    return Explorer(
        fig, draw, [*shares.artists, *raster.artists, others, chosen], scenes=scenes,
        working="Training ten networks ...",
        lr=stops("learning rate lr", [0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 2.0], 0.1, slow=True),
        first_lr=stops("lr of first step", FIRST_STEPS, 0.0, slow=True),
        bias=stops("initial bias", [-3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0], 0.0, slow=True),
        activation=choice("activation", list(LAB_ACTIVATIONS), "ReLU"),
        batch_norm=choice("BatchNorm", [("off", False), ("on", True)], False),
        shape=choice("hidden layers", list(LAB_SHAPES), "2 layers of 32"),
        seed=slider("network shown", 0, 0, NETWORKS - 1, 1, slow=True),
    )  # fmt: skip


def _spread(values):
    return f"{values.mean():.0f} ± {values.std(ddof=1 if len(values) > 1 else 0):.0f}"


def _lab_sentence(run, activation):
    kept = ~run.diverged
    lost = "" if kept.all() else f"{(~kept).sum()} of {NETWORKS} networks diverged (no finite numbers left). "
    if not kept.any():
        return lost + "Take a smaller learning rate."
    dead, accuracy = (100 * values[-1, kept] for values in (run.share(NEVER_ON), run.accuracy))
    before = 100 * run.share(NEVER_ON)[0].mean()
    mixed, always = (100 * run.share(state)[-1, kept].mean() for state in (MIXED, ALWAYS_ON))
    what = "dead (never on)" if activation == "ReLU" else "never on"
    return (
        f"{lost}After {run.steps[-1]} steps {_spread(dead)} % of the units are {what}, "
        f"{mixed:.0f} % mixed, {always:.0f} % always on; never on before training: {before:.0f} %. "
        f"Accuracy {_spread(accuracy)} %."
    )
