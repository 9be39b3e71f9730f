"""Prediction cards: a learner commits to a guess, then the experiment runs and says how it came out.

A lesson keeps its cards in `helpers/lessons/ROOM/predictions.py`, each a decorator above an experiment:

    @prediction(
        ask="The secant through -1 and 1: which slope does it have?",
        choices={"0": "that is the slope on the left alone.", "0.5": "it rises by 1 over a step of 2."},
        section=1,
    )
    def across_the_kink():
        slope = (relu(1.0) - relu(-1.0)) / 2
        return str(slope), f"(1 - 0) / 2 = {slope}."

The lesson shows a card with `predictions.across_the_kink()` and, at its end, `score(predictions)`.
What was guessed is kept in the kernel and nowhere else.
"""

import inspect
import re
import textwrap
from functools import cache, partial, update_wrapper
from html import escape

import ipywidgets as widgets

from helpers.course.guesses import Choices, Line, Number
from helpers.figures.controls import Freed


def prediction(ask, choices, section):
    """Decorator: the experiment below it decides between a few choices.

    ask: the question. choices: choice -> why it is right or wrong. section: where the lesson tells it.
    The experiment takes nothing and returns the choice that came out and a sentence with what was measured.
    """
    return partial(Prediction, Choices(choices), ask, section)


def guess(ask, low, high, step, within, section, start=None, unit="", why=""):
    """Decorator: the experiment below it gives a number that the learner guesses with a slider.

    low, high, step, start: of the slider, which starts in the middle if nothing is said. within: how far off
    a guess may be. unit: written behind the number. why: a sentence on the reason, if there is one.
    The experiment returns the number and a sentence with what was measured.

        @guess(ask="How many of 100 random numbers are below 0?", low=0, high=99, step=1, within=5, section=2)
        def negatives():
            count = np.count_nonzero(np.random.default_rng(0).normal(size=100) < 0)
            return count, f"{count} of 100 are negative."
    """
    middle = low + round((high - low) / 2 / step) * step
    start = middle if start is None else start
    return partial(Prediction, Number(low, high, step, within, start, unit, why), ask, section)


def sketch(ask, places, low, high, step, within, section, start=0.0, labels=("x", "y"), why=""):
    """Decorator: the experiment below it gives a curve that the learner draws with a few sliders.

    places: for which x there is a slider, from left to right. low, high, step, start: of each slider. within:
    how far off the line may be at these places. labels: of the axes. why: as for `guess`.
    The experiment returns x and y of the curve, arrays of shape (points,) with x rising, and a sentence with
    what was measured.

        @sketch(ask="Draw |x|.", places=[-2, 0, 2], low=0, high=3, step=0.5, within=0.5, section=1)
        def modulus():
            x = np.linspace(-2, 2, 101)
            return x, relu(x) + relu(-x), "|x| = relu(x) + relu(-x)."
    """
    return partial(Prediction, Line(tuple(places), low, high, step, within, start, labels, why), ask, section)


class Prediction:
    """A question with its experiment; calling it gives its card. Made by the decorators of this module.

    right: whether the first guess was right; None before it.
    """

    def __init__(self, kind, ask, section, experiment):
        self.kind, self.ask, self.section, self.experiment = kind, ask, section, cache(experiment)
        self.right, self.card, self.watchers = None, None, []
        update_wrapper(self, experiment)

    def __call__(self):
        """The card. There is one at a time: an earlier one is taken from the page."""
        if self.card:
            self.card.close()
        self.card = Card(self)
        return self.card

    def take(self, attempt) -> str:
        """What the card says to a guess, as HTML; the first one counts. Raises what the experiment raises."""
        result = self.experiment()
        right, verdict, why = self.kind.judge(attempt, *result)
        if self.right is None:
            self.right = right
            for tell in self.watchers:
                tell()
        lines = [f"Measured: {result[-1]}", *why]
        return (
            _line(f"{'Right.' if right else 'Not so.'} {verdict}", bold=True)
            + "".join(map(_line, lines))
            + f"<details><summary>The experiment</summary><pre>{escape(self.code())}</pre></details>"
        )

    def code(self) -> str:
        """The experiment as it is written, without its question; nothing where Python has no source of it."""
        try:
            source = textwrap.dedent(inspect.getsource(inspect.unwrap(self.experiment)))
        except OSError:
            return ""
        begin = re.search(r"^def ", source, re.M)
        return source[begin.start() if begin else 0 :]

    def as_text(self) -> str:
        """The question, what can be guessed, what came out and what was measured."""
        try:
            result = self.experiment()
            said = [*self.kind.outcome(*result), result[-1]]
        except Exception as error:
            said = [_stopped(error)]
        return "\n  ".join([f"Predict first: {self.ask}", *said])

    def as_html(self) -> str:
        """The question and, folded away, the answer, for readers without a kernel."""
        try:
            result = self.experiment()
            said = [*self.kind.answer(*result), f"Measured: {result[-1]}"]
        except Exception as error:
            said = [_stopped(error)]
        asked = _asked(self.ask) + "".join(map(_line, self.kind.offer()))
        return f"{asked}<details><summary>Answer</summary>{''.join(map(_line, said))}</details>"


class Card(Freed, widgets.VBox):
    """A prediction as it is shown: the question, what to guess with, and what is said to a guess."""

    def __init__(self, prediction):
        self.prediction, self._said = prediction, widgets.HTML(_status(_line("Guess, and see.")))
        controls, self._reveal = prediction.kind.controls(self.guess)
        super().__init__([widgets.HTML(_STYLE + _asked(prediction.ask)), *controls, self._said])
        self.add_class("prediction-card")

    def guess(self, attempt):
        """Say how an attempt came out; one sentence if the experiment stops."""
        try:
            said = self.prediction.take(attempt)
            self._reveal(attempt, *self.prediction.experiment())
            self._said.value = _status(said)
        except Exception as error:
            self._said.value = f'<div role="alert">{_line(_stopped(error), bold=True)}</div>'

    def _repr_mimebundle_(self, **kwargs):
        live = super()._repr_mimebundle_(**kwargs)
        return {**live, "text/plain": self.prediction.as_text(), "text/html": self.prediction.as_html()}

    def __repr__(self):
        return f"<card {self.prediction.__name__}>"


def score(predictions):
    """How many first guesses were right, and where to look again. It changes with the cards.

    predictions: the module in which the cards of a lesson are.
    """
    return Score([each for each in vars(predictions).values() if isinstance(each, Prediction)])


class Score(Freed, widgets.VBox):
    """One line that follows the cards. Stored is only that it does: guesses are not kept."""

    def __init__(self, predictions):
        self.predictions, self._said = predictions, widgets.HTML()
        super().__init__([self._said])
        self._show()
        for each in predictions:
            each.watchers.append(self._show)

    def close(self):
        """Free the line; the cards no longer tell it anything."""
        for each in self.predictions:
            each.watchers = [watcher for watcher in each.watchers if watcher != self._show]
        super().close()

    def sentence(self) -> str:
        """The line."""
        guessed = [each for each in self.predictions if each.right is not None]
        open_, wrong = len(self.predictions) - len(guessed), [each for each in guessed if not each.right]
        if not guessed:
            return f"No guesses yet: there are {open_} cards to guess on."
        counted = f"{len(guessed) - len(wrong)} of {len(guessed)} first guesses right"
        left = f", {open_} not made yet" if open_ else ""
        sections = sorted({str(each.section) for each in wrong}, key=lambda section: (len(section), section))
        name = "section" if len(sections) == 1 else "sections"
        again = f"; look again at {name} {', '.join(sections)}" if sections else ""
        return f"{counted}{left}{again}."

    def _show(self):
        self._said.value = _status(_line(self.sentence(), bold=True))

    def _repr_mimebundle_(self, **kwargs):
        told = f"The score of {len(self.predictions)} guesses: it is kept while the notebook runs."
        return {**super()._repr_mimebundle_(**kwargs), "text/plain": told, "text/html": _line(told)}

    def __repr__(self):
        return f"<score {self.sentence()}>"


_LINE = "margin: 0.3em 0; line-height: 1.4; font-size: 110%"
_STYLE = """<style>
.prediction-card { border: 1px solid var(--jp-border-color1, #bbb); padding: 0.3em 1em 0.6em;
    border-left: 6px solid var(--jp-brand-color1, #1976d2); margin: 0.3em 0; max-width: 960px }
.prediction-card .jupyter-button { white-space: normal; height: auto; min-height: 2.2em; max-width: 100%;
    padding: 0.35em 0.9em; line-height: 1.35; text-align: left; font-size: 110% }
.prediction-card .widget-html-content { white-space: normal }
</style>"""


def _line(sentence, bold=False):
    text = escape(sentence.strip())
    return f'<p style="{_LINE}">{f"<b>{text}</b>" if bold else text}</p>'


def _asked(ask):
    return f'<p style="{_LINE}"><b>Predict first.</b> {escape(ask)}</p>'


def _status(html):
    return f'<div role="status" aria-live="polite">{html}</div>'


def _stopped(error):
    return f"The experiment of this card stopped with {type(error).__name__}: {error}"
