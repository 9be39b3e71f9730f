"""The controls of an explorer: ipywidgets that say what they take."""

import asyncio
import time
from numbers import Real
from typing import ClassVar

import ipywidgets as widgets
import numpy as np
from IPython import get_ipython
from IPython.display import display
from traitlets import Any, observe


class Slider(widgets.FloatSlider):
    """A slider over the numbers from `min` to `max`."""

    @property
    def offer(self) -> str:
        """What it takes, in words."""
        return f"goes from {self.min:g} to {self.max:g}"

    def takes(self, value) -> bool:
        """Whether it can be set to the value. ipywidgets would bend what is out of range."""
        return isinstance(value, Real) and self.min <= value <= self.max  # NaN is not

    def reading(self) -> float:
        """The value in whole steps: the front end counts in steps and adds rounding errors."""
        steps = round((self.value - self.min) / self.step)
        return round(min(self.min + steps * self.step, self.max), 9) + 0.0


class _Offered:
    """One of the values that are offered."""

    @property
    def offer(self) -> str:
        """What it takes, in words."""
        return f"is one of {', '.join(map(str, self._options_labels))}"

    def takes(self, value) -> bool:
        """Whether the value is offered."""
        return value in [each for _, each in self._options_full]

    def reading(self):
        """The value that is chosen."""
        return self._options_full[self.index][1]


class Choice(_Offered, widgets.ToggleButtons):
    """A row of buttons of which one is down."""


class Stops(_Offered, widgets.SelectionSlider):
    """A slider that stops only at the values it offers, such as 0.1, 0.2, 0.5, 1."""

    player = None
    """The Player that moves it, if it has one."""


class Player(widgets.HBox):
    """Two buttons that let a slider of `stops` run by itself: play, which then says pause, and rewind.

    The next step is taken `interval` seconds after the last one, but not before all that follows the slider
    has been drawn: a slow figure plays slower and nothing piles up. A hand on the slider pauses it.

    The steps are taken in the kernel and not by `widgets.Play`: its buttons have no names to be read out, and
    a step that is on its way when the person presses a scene would undo the scene.
    """

    def __init__(self, slider):
        last = len(slider.options) - 1
        self.slider, self.interval = slider, min(max(6 / last, 0.05), 0.6)
        self._task, self._own_step = None, False
        auto = {"layout": widgets.Layout(width="auto"), "tooltip": f"the slider {slider.description}"}
        self._play = widgets.Button(description="play", icon="play", **auto)
        self._stop = widgets.Button(description="rewind", icon="fast-backward", **auto)
        super().__init__([self._play, self._stop])
        self.add_class("player")
        self._play.on_click(lambda _: self.pause() if self._task else self.play())
        self._stop.on_click(lambda _: self.stop())
        slider.observe(lambda _: self._own_step or self.pause(), "index")

    def play(self):
        """Move on from here, or from the first stop if this is the last one."""
        self.pause()
        self._play.description, self._play.icon = "pause", "pause"
        self._task = asyncio.ensure_future(self._run())
        self._task.add_done_callback(lambda done: done is self._task and self.pause())

    def pause(self):
        """Stay where it is."""
        if self._task:
            self._task.cancel()
        self._task, self._play.description, self._play.icon = None, "play", "play"

    def stop(self):
        """Go back to the first stop and stay there."""
        self.pause()
        self.slider.index = 0

    def close(self):
        """Free the buttons; nothing moves any more."""
        self.pause()
        super().close()

    async def _run(self):
        begun = time.monotonic()
        while self._step():
            spent = time.monotonic() - begun
            await asyncio.sleep(max(self.interval - spent, self.interval / 10))  # a press is heard meanwhile
            begun = time.monotonic()

    def _step(self) -> bool:
        """Move one stop on; whether there is another one after it."""
        count = len(self.slider.options)
        self._own_step = True
        try:
            self.slider.index = (self.slider.index + 1) % count
        finally:
            self._own_step = False
        return self.slider.index < count - 1


class Bank(widgets.VBox):
    """A row of sliders for each thing that `chooser` offers; those of the chosen one are seen.

    value: for each row the values of its sliders.
    """

    value = Any()

    def __init__(self, description, chooser, rows):
        self.description, self.rows, self._chooser = description, rows, chooser
        super().__init__([each for row in rows for each in row], layout=widgets.Layout(width="100%"))
        self.add_class("explorer-bank")
        for each in self.children:
            each.observe(self._read, "value")
        chooser.observe(self._choose, "value")
        self._read()
        self._choose()

    @property
    def offer(self) -> str:
        """What it takes, in words."""
        sliders = ", ".join(f"{each.description} {each.offer}" for each in self.rows[0])
        return f"has {len(self.rows)} rows in which {sliders}"

    def takes(self, value) -> bool:
        """Whether the value is rows of what the sliders take."""
        try:
            pairs = [zip(*pair, strict=True) for pair in zip(self.rows, value, strict=True)]
            return all(each.takes(number) for row in pairs for each, number in row)
        except (TypeError, ValueError):  # no rows, or of other lengths
            return False

    def reading(self):
        """The values of all sliders."""
        return tuple(tuple(each.reading() for each in row) for row in self.rows)

    def _read(self, change=None):
        self.value = self.reading()

    @observe("value")
    def _write(self, change):
        for row, values in zip(self.rows, change.new, strict=True):
            for each, value in zip(row, values, strict=True):
                each.value = value

    def _choose(self, change=None):
        for number, row in enumerate(self.rows):
            for each in row:
                each.layout.display = None if number == self._chooser.index else "none"


_WIDE = {"description_width": "9em"}


def slider(label, value, low, high, step, slow=False, play=False) -> Slider | Stops:
    """A slider as wide as its figure. `label` is what the person reads beside it.

    slow: what follows takes its time, so it follows when the person lets go, not on the way.
    play: it has buttons to run by itself from `low` to `high`, for what unfolds in time; `value` is then one
    of its steps.

        step = slider("step", 0, 0, 60, 1, play=True)
    """
    decimals = max(0, -int(np.floor(np.log10(step) + 1e-9)))
    if play:
        steps = [round(low + n * step, 9) + 0.0 for n in range(round((high - low) / step) + 1)]
        return stops(label, [(f"{each:.{decimals}f}", each) for each in steps], value, slow, play)
    return Slider(
        value=value, min=low, max=high, step=step, description=label, readout_format=f".{decimals}f",
        continuous_update=not slow, style=_WIDE, layout=widgets.Layout(width="100%"),
    )  # fmt: skip


def stops(label, options, value, slow=False, play=False) -> Stops:
    """A slider over `options`, values or pairs (text, value), from left to right. slow, play: see `slider`.

    epoch = stops("epoch", [0, 1, 2, 5, 10, 20], 0, play=True)
    """
    made = Stops(
        options=options, value=value, description=label, continuous_update=not slow,
        style=_WIDE, layout=widgets.Layout(width="100%"),
    )  # fmt: skip
    made.player = Player(made) if play else None
    return made


def choice(label, options, value) -> Choice:
    """A row of buttons, one for each of `options`: values, or pairs (text, value).

    Buttons and not a drop-down list: JupyterLab takes the arrow keys away from a list that has the focus.
    """
    style = {**_WIDE, "button_width": "auto"}
    return Choice(options=options, value=value, description=label, style=style, layout={"width": "auto"})


class Freed:
    """What boxes share that free all widgets in them when closed, and close when their cell runs again."""

    _open: ClassVar[list["Freed"]] = []

    def __init__(self, *children, **more):
        super().__init__(*children, **more)
        parent = getattr(get_ipython(), "parent_header", None) or {}
        self._cell = parent.get("metadata", {}).get("cellId")
        self._run = parent.get("header", {}).get("msg_id")
        for box in list(self._open):
            if box._cell == self._cell and box._run != self._run:  # that output is gone from the page
                box.close()
        if self._cell is not None:
            self._open.append(self)

    def close(self):
        """Free every widget of the box with its connection to the page."""
        self._open[:] = [box for box in self._open if box is not self]
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
