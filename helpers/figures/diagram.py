"""A small network as a diagram: circles for units, lines for weights, numbers for what goes through them."""

from itertools import pairwise

import numpy as np

from . import style


class Network:
    """A network of a few units, drawn in the panel `ax`; empty until `show` has been called.

    sizes: units of each layer, inputs first, such as (2, 3, 1). labels: the name of each layer, written above
    it. digits: decimals of the numbers. Everything shrinks with the room that a unit has: numbers are legible
    from the back of a room where it is an inch or more, so with up to four units in a panel of four inches.

    It stands still in a figure,

        fig, ax = plt.subplots()
        Network(ax, (2, 3, 1), ["x", "a", "y"]).show(weights, forward=[x, a, y])
        show(fig, "Two inputs, three units and one output.")

    and moves in an explorer, whose `draw` calls `show` and whose moving artists are `network.artists`: lines
    (of layer, unit before, unit after), units, and the texts inside and below them, layer after layer.
    """

    def __init__(self, ax, sizes, labels=None, digits=1):
        self.sizes, self.digits = tuple(sizes), digits
        labels = [""] * len(self.sizes) if labels is None else labels
        if len(labels) != len(self.sizes):
            raise ValueError(f"{len(self.sizes)} layers need {len(self.sizes)} labels; got {len(labels)}.")
        most = max(self.sizes)
        self.places = [
            [(layer, (size - 1) / 2 - unit) for unit in range(size)] for layer, size in enumerate(self.sizes)
        ]
        room = 72 * ax.figure.get_size_inches()[1] * ax.get_position(original=True).height / (most + 0.3)
        across, font = min(50.0, 0.56 * room), min(15.0, 0.21 * room)
        ax.set(xlim=(-0.3, len(self.sizes) - 0.7), ylim=(-most / 2 - 0.15, most / 2 + 0.15))
        ax.set_axis_off()
        for layer, label in enumerate(labels):
            ax.text(layer, most / 2 + 0.1, label, ha="center", va="bottom", fontsize=font + 1)
        self.lines = [
            [[ax.plot(*np.transpose([a, b]), zorder=1)[0] for b in after] for a in before]
            for before, after in pairwise(self.places)
        ]
        self.units, self.inside, self.below = [], [], []
        for x, y in (place for layer in self.places for place in layer):
            self.units += ax.plot(x, y, "o", color="black", markersize=across)
            self.inside.append(ax.text(x, y, "", ha="center", va="center", fontsize=font))
            self.below.append(
                ax.annotate(
                    "", (x, y), (0, -across / 2 - 2), textcoords="offset points", ha="center", va="top",
                    fontsize=font, color=style.DERIVATIVE, bbox=_PLATE,
                )
            )  # fmt: skip

    @property
    def artists(self) -> list:
        """All that `show` changes, bottom to top."""
        lines = [line for layer in self.lines for row in layer for line in row]
        return [*lines, *self.units, *self.inside, *self.below]

    def show(self, weights, forward=None, backward=None, closed=None):
        """Draw the network with these numbers.

        weights: for each layer but the first an array (units before, units after). A line is as thick as its
        weight is large, solid and blue for a positive one, dashed and purple for a negative one.
        forward: for each layer an array (units,), written into the circles; None for a layer without numbers.
        backward: the same, written below the circles. closed: the same with True for each unit through which
        nothing goes: it is grey, its lines are dotted.
        ValueError if an array has another shape.
        """
        units = [(size,) for size in self.sizes]
        weights = self._fitting("weights", weights, list(pairwise(self.sizes)), np.zeros)
        forward, backward = (
            self._fitting("forward", forward, units),
            self._fitting("backward", backward, units),
        )
        closed = self._fitting("closed", closed, units, np.zeros)
        largest = max((np.abs(W).max() for W in weights), default=0) or 1
        for layer, W in enumerate(weights):
            for (i, j), w in np.ndenumerate(W):
                shut = closed[layer][i] or closed[layer + 1][j] or w == 0
                _dress(self.lines[layer][i][j], w, abs(w) / largest, shut)
        for n, shut in enumerate(np.concatenate(closed)):
            self.units[n].set(
                markeredgewidth=1 if shut else 2.5, markerfacecolor="#dddddd" if shut else "white"
            )
        for texts, numbers in ((self.inside, forward), (self.below, backward)):
            for n, words in enumerate(self._words(numbers)):
                texts[n].set(text=words, visible=words != "")

    def _fitting(self, name, parts, shapes, missing=lambda shape: None):
        """The parts as arrays; of one that is not there what `missing` gives for its shape."""
        parts = [None] * len(shapes) if parts is None else list(parts)
        arrays = [None if part is None else np.asarray(part) for part in parts]
        got = [None if part is None else part.shape for part in arrays]
        if len(got) != len(shapes) or any(g not in (None, shapes[n]) for n, g in enumerate(got)):
            raise ValueError(f"{name} has one array for each of the shapes {shapes}; got {got}.")
        return [missing(shapes[n]) if part is None else part for n, part in enumerate(arrays)]

    def _words(self, numbers):
        for n, part in enumerate(numbers):
            for value in [None] * self.sizes[n] if part is None else part:
                yield "" if value is None else f"{round(float(value), self.digits) + 0.0:.{self.digits}f}"


_PLATE = {"boxstyle": "square,pad=0.05", "facecolor": "white", "edgecolor": "none"}


def _dress(line, weight, share, shut):
    """A line as thick as its weight is large; its sign is told by colour and by style."""
    if shut:
        line.set(color=style.INACTIVE, linestyle=":", linewidth=1.5)
    elif weight > 0:
        line.set(color=style.FUNCTION, linestyle="-", linewidth=1 + 5 * share)
    else:
        line.set(color=style.GUIDE, linestyle="--", linewidth=1 + 5 * share)
