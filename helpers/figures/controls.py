"""The controls of an explorer: ipywidgets that refuse what makes no sense, and say why."""

from typing import ClassVar

import ipywidgets as widgets
import numpy as np
from IPython import get_ipython
from IPython.display import display
from traitlets import Any, TraitError, validate


class Refused(TraitError, ValueError):
    """A value that a control does not take; the message says what it takes, the old value stays."""


class _Careful:
    """What controls share: a refusal is told to the explorer, which shows it, and raised."""

    tell = staticmethod(lambda sentence: None)

    def _refuse(self, accepted, got):
        sentence = f"{self.description} {accepted}; got {got}. It stays at {self.reading()}."
        self.tell(sentence)
        raise Refused(sentence)


class Slider(_Careful, widgets.FloatSlider):
    """A slider that refuses what is out of range instead of bending it."""

    @validate("value")
    def _validate_value(self, proposal):
        value = proposal["value"]
        if not self.min <= value <= self.max:  # NaN too
            self._refuse(f"goes from {self.min:g} to {self.max:g}", f"{value:g}")
        return value

    def reading(self) -> float:
        """The value in whole steps: the front end counts in steps and adds rounding errors."""
        steps = round((self.value - self.min) / self.step)
        return round(min(self.min + steps * self.step, self.max), 9) + 0.0


class _Offered(_Careful):
    """One of the values that are offered; it says which they are when something else is asked for."""

    @validate("value")
    def _validate_value(self, proposal):
        if proposal["value"] not in [value for _, value in self._options_full]:
            offered = ", ".join(str(label) for label in self._options_labels)
            self._refuse(f"is one of {offered}", repr(proposal["value"]))
        return proposal["value"]

    def reading(self):
        return self.value


class Choice(_Offered, widgets.ToggleButtons):
    """A row of buttons of which one is down."""


class Stops(_Offered, widgets.SelectionSlider):
    """A slider that stops only at the values it offers, such as 0.1, 0.2, 0.5, 1."""


class Bank(_Careful, widgets.VBox):
    """The same few sliders for several things, one after the other: they show the one that is chosen.

    value: for each thing that `chooser` offers a row of numbers, one for each slider. It holds all of them,
    so what is chosen changes nothing but what the sliders show.
    sliders: made by `stops`. They count in whole numbers; a `slider` sends its value back with rounding
    errors, and by then another thing may be chosen.
    """

    value = Any()

    def __init__(self, description, chooser, sliders, rows):
        self.description, self.sliders = description, sliders
        self._chooser, self._count, self._showing = chooser, len(chooser.options), False
        super().__init__(sliders, layout=widgets.Layout(width="100%"))
        self.value = rows
        self._show()
        for each in (self, chooser):
            each.observe(self._show, "value")
        for each in sliders:
            each.tell = lambda sentence: self.tell(sentence)
            each.observe(self._take, "value")

    @validate("value")
    def _validate_value(self, proposal):
        offered = [[value for _, value in each._options_full] for each in self.sliders]
        try:
            rows = tuple(tuple(map(float, row)) for row in proposal["value"])
            fits = len(rows) == self._count and all(
                value in values for row in rows for value, values in zip(row, offered, strict=True)
            )
        except (TypeError, ValueError):
            fits = False
        if not fits:
            ends = zip(self.sliders, offered, strict=True)
            names = ", ".join(
                f"{each.description} from {low:g} to {high:g}" for each, (low, *_, high) in ends
            )
            self._refuse(f"are {self._count} rows of {names}", repr(proposal["value"]))
        return rows

    def reading(self):
        """All rows."""
        return self.value

    def _show(self, change=None):
        self._showing = True
        for each, value in zip(self.sliders, self.value[self._chooser.index], strict=True):
            each.value = value
        self._showing = False

    def _take(self, change):
        if not self._showing:
            rows = list(self.value)
            rows[self._chooser.index] = tuple(each.value for each in self.sliders)
            self.value = tuple(rows)


_WIDE = {"description_width": "9em"}


def slider(label, value, low, high, step, slow=False) -> Slider:
    """A slider as wide as its figure. `label` is what the person reads beside it.

    slow: what follows takes its time, so it follows when the person lets go, not on the way.
    """
    decimals = max(0, -int(np.floor(np.log10(step) + 1e-9)))
    return Slider(
        value=value, min=low, max=high, step=step, description=label, readout_format=f".{decimals}f",
        continuous_update=not slow, style=_WIDE, layout=widgets.Layout(width="100%"),
    )  # fmt: skip


def stops(label, options, value, slow=False) -> Stops:
    """A slider over `options`, values or pairs (text, value), from left to right. slow: as for `slider`."""
    return Stops(
        options=options, value=value, description=label, continuous_update=not slow,
        style=_WIDE, layout=widgets.Layout(width="100%"),
    )  # fmt: skip


def choice(label, options, value) -> Choice:
    """A row of buttons, one for each of `options`: values, or pairs (text, value).

    Buttons and not a drop-down list: JupyterLab takes the arrow keys away from a list that has the focus.
    """
    style = {**_WIDE, "button_width": "auto"}
    return Choice(options=options, value=value, description=label, style=style, layout={"width": "auto"})


class Freed:
    """What boxes share that free all widgets in them when closed, and close when their cell runs again."""

    _by_cell: ClassVar[dict[str, tuple[str, list["Freed"]]]] = {}

    def __init__(self, *children, **more):
        super().__init__(*children, **more)
        parent = getattr(get_ipython(), "parent_header", None) or {}
        cell, run = parent.get("metadata", {}).get("cellId"), parent.get("header", {}).get("msg_id")
        if cell is None:
            return
        last_run, made = self._by_cell.get(cell, (run, []))
        if last_run != run:  # that output is gone from the page
            for earlier in made:
                earlier.close()
            made = []
        self._by_cell[cell] = (run, [*made, self])

    def close(self):
        """Free every widget of the box with its connection to the page."""
        for widget in family(self):
            if widget is not self:
                widget.close()
        super().close()


def family(widget):
    """The widget, all widgets inside it, and their layouts and styles."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from family(child)
    yield from (part for part in (widget.layout, getattr(widget, "style", None)) if part is not None)


class _Progress(Freed, widgets.HBox):
    """A bar with a text beside it. Stored and compared is the text alone, so it must not change."""

    def __init__(self, text, steps):
        self.bar, self.text = widgets.IntProgress(max=steps), text
        super().__init__([self.bar, widgets.Label(text)])

    def __repr__(self):
        return self.text


def progress(items, text):
    """Iterate over `items` while a bar shows how far it is. `text` says what is being done."""
    items = list(items)
    shown = _Progress(text, len(items))
    display(shown)
    for item in items:
        yield item
        shown.bar.value += 1
