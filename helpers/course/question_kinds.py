"""What can be guessed on a prediction card: one of a few choices, a number, the heights of a line.

Each kind has these methods, where `result` is what the experiment returned, its sentence last:

    controls(press)           the widgets to guess with, which call `press(attempt)`, and a function
                              `reveal(attempt, *result)` for what else is seen after a guess
    judge(attempt, *result)   whether it is right, how it came out in a sentence, and the reasons
    offer()                   what can be guessed, as lines
    outcome(*result)          the same with what came out, for tests
    answer(*result)           what came out and why, for readers without a kernel
"""

from dataclasses import dataclass

import ipywidgets as widgets
import numpy as np
from matplotlib.figure import Figure

from helpers.figures import Explorer, slider, style


@dataclass(frozen=True)
class Choices:
    """What a card with buttons knows: the choices and their reasons."""

    reasons: dict[str, str]

    def controls(self, press):
        """A button for each choice; the pressed one is marked."""
        buttons = [button(choice, lambda choice=choice: press(choice)) for choice in self.reasons]

        def reveal(attempt, right, found):
            buttons[list(self.reasons).index(attempt)].icon = "check" if attempt == right else "times"

        return [widgets.HBox(buttons, layout=widgets.Layout(flex_flow="row wrap"))], reveal

    def judge(self, attempt, right, found):
        """Whether a choice is right, and the reasons for it; if it is wrong, those for the right one too."""
        self._check(right)
        self._check(attempt)
        if attempt == right:
            return True, "", [f"“{right}”: {self.reasons[right]}"]
        why = [f"“{choice}”: {self.reasons[choice]}" for choice in (attempt, right)]
        return False, f"It came out: “{right}”.", why

    def outcome(self, right, found):
        """One line for each choice, the one that came out with a cross."""
        self._check(right)
        return [f"[{'x' if choice == right else ' '}] {choice}" for choice in self.reasons]

    def answer(self, right, found):
        """The choice that came out and its reason."""
        self._check(right)
        return [f"“{right}”: {self.reasons[right]}"]

    def offer(self):
        """The choices."""
        return [f"– {choice}" for choice in self.reasons]

    def _check(self, choice):
        for name in (choice, *getattr(choice, "names", ())):  # also those that could have come out
            if name not in self.reasons:
                raise ValueError(f"the choices are {', '.join(self.reasons)}; got {name!r}")


@dataclass(frozen=True)
class Number:
    """What a card with one slider knows: its limits, its unit and how far off a guess may be."""

    low: float
    high: float
    step: float
    within: float
    start: float
    unit: str
    why: tuple[str, ...]

    def controls(self, press):
        """A slider and a button."""
        label = f"my guess in {self.unit}" if self.unit else "my guess"
        control = slider(label, self.start, self.low, self.high, self.step)
        done = button("this is my guess", lambda: press(control.reading()))
        return [control, done], lambda attempt, *result: None

    def judge(self, attempt, value, found):
        """Whether a guess is near enough, and by how much it is off."""
        off, right = attempt - value, bool(abs(attempt - value) <= self.within + 1e-9)
        side = "too high" if off > 0 else "too low"
        distance = f"{self.say(abs(off))} {side}" if f"{abs(off):.2g}" != "0" else "exactly that"
        near = f"; within {self.say(self.within)} counts as right" if off else ""
        return (
            right,
            f"You said {self.say(attempt)}, it is {self.say(value)}: {distance}{near}.",
            self.why,
        )

    def say(self, value):
        """A number of three digits, with its unit."""
        return f"{float(f'{value:.3g}'):,.12g} {self.unit}".strip()

    def outcome(self, value, found):
        """The limits of the slider, and the number with a cross."""
        return [self._limits(), f"[x] {self.say(value)}"]

    def answer(self, value, found):
        """The number and the reason."""
        return [f"It is {self.say(value)}.", *self.why]

    def offer(self):
        """The limits of the slider."""
        return [self._limits()]

    def _limits(self):
        limits = f"a number from {self.say(self.low)} to {self.say(self.high)}"
        return f"Your guess: {limits}; within {self.say(self.within)} counts as right."


@dataclass(frozen=True)
class Line:
    """What a card with a line to draw knows: the places of its sliders and how far off the line may be."""

    places: tuple[float, ...]
    low: float
    high: float
    step: float
    within: float
    start: float
    labels: tuple[str, str]
    why: tuple[str, ...]

    def controls(self, press):
        """An explorer whose sliders set the heights of a line, and a button that lays the curve over it."""
        fig, line, curve = self._panel()
        truth = []

        def draw(**heights):
            line.set_ydata(list(heights.values()))
            if not truth:
                return "Set the heights of the line, then press “this is my line”."
            curve.set_data(*truth)
            return f"Furthest apart {self._furthest(list(heights.values()), *truth)[1]}."

        sliders = {
            f"at_{place:g}": slider(
                f"{self.labels[1]} at {place:g}", self.start, self.low, self.high, self.step
            )
            for place in self.places
        }
        explorer = Explorer(fig, draw, [curve, line], **sliders)

        def reveal(attempt, x, y, found):
            truth[:] = x, y
            explorer.set()

        done = button("this is my line", lambda: press(list(explorer.state.values())))
        return [explorer, done], reveal

    def _panel(self):
        fig = Figure(figsize=(8, 2.6), layout="constrained")
        ax = fig.subplots()
        room = 0.08 * (self.high - self.low)
        ax.set(xlabel=self.labels[0], ylabel=self.labels[1], ylim=(self.low - room, self.high + room))
        (line,) = ax.plot(
            self.places, np.zeros(len(self.places)), "o--", color=style.GUIDE, label="your line"
        )
        (curve,) = ax.plot([], [], color=style.FUNCTION, label="measured")
        ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2)  # above: a line may go anywhere
        return fig, line, curve

    def judge(self, attempt, x, y, found):
        """Whether the line is near enough at its places, and where it is furthest off."""
        off, where = self._furthest(attempt, x, y)
        counts = f"within {self.within:g} everywhere counts as right"
        return bool(off <= self.within + 1e-9), f"Furthest apart {where}; {counts}.", self.why

    def _furthest(self, heights, x, y):
        """The largest distance of line and curve at the places, and where it is, in words."""
        truth = self.truth(x, y)
        off = np.abs(np.subtract(heights, truth))
        n = int(np.argmax(off))
        return off[n], f"at {self.places[n]:g}: you drew {heights[n]:.3g}, measured is {truth[n]:.3g}"

    def outcome(self, x, y, found):
        """The height of the curve at each place."""
        return [f"[x] {', '.join(self._heights(x, y))}"]

    def answer(self, x, y, found):
        """The same in words, and the reason."""
        return [f"The curve: {', '.join(self._heights(x, y))}.", *self.why]

    def _heights(self, x, y):
        return [
            f"{height:.3g} at {place:g}" for place, height in zip(self.places, self.truth(x, y), strict=True)
        ]

    def truth(self, x, y):
        """The height of the curve at each place; x is NaN where the pen is lifted."""
        seen = ~np.isnan(x)
        return np.interp(self.places, np.asarray(x)[seen], np.asarray(y)[seen]) + 0.0

    def offer(self):
        """What is to be drawn."""
        places = ", ".join(f"{place:g}" for place in self.places)
        return [f"Your line: from {self.low:g} to {self.high:g}, at {places}."]


def button(text, press):
    """A button as wide as its text; `press` takes nothing."""
    made = widgets.Button(description=text, layout=widgets.Layout(width="auto", align_self="flex-start"))
    made.on_click(lambda _: press())
    return made
