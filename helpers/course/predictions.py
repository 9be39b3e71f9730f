"""Predictions: a learner commits to a guess, then the experiment runs and says how it came out.

A lesson keeps its own in `helpers/lessons/ROOM/predictions.py`, each a decorator above an experiment:

    @prediction(
        ask="The secant through -1 and 1: which slope does it have?",
        choices={"0": "that is the slope on the left alone.", "0.5": "it rises by 1 over a step of 2."},
        section=1,
    )
    def across_the_kink():
        slope = (relu(1.0) - relu(-1.0)) / 2
        return str(slope), f"(1 - 0) / 2 = {slope}."

The lesson shows it as a card with `predictions.across_the_kink()` and, at its end, `score(predictions)`.
`@question` makes one for the quiz, in `quiz.py` of the same room.
"""

import inspect
import re
import textwrap
from functools import cache, partial, update_wrapper

import numpy as np

from helpers.course.cards import Card, Score
from helpers.course.question_kinds import Choices, Line, Number


def prediction(ask, choices, section):
    """Decorator: the experiment below it decides between a few choices.

    ask: the question. choices: choice -> why it is right or wrong. section: where the lesson tells it.
    The experiment takes nothing and returns the choice that came out and a sentence with what was measured.
    """
    return partial(Prediction, Choices(choices), ask, section)


def question(statement, ask, choices, lesson, section, shows=()):
    """Decorator: as `prediction`, for the quiz, where any lesson may be asked for.

    statement: what one hears; it does not hold as it stands. ask: what the experiment measures. lesson: the
    name of the notebook to read it up. shows: helping functions whose code is shown with the experiment's.
    """
    more = {"statement": statement, "lesson": lesson, "shows": shows}
    return partial(Prediction, Choices(choices), ask, section, **more)


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
    kind = Number(low, high, step, within, start, unit, why=(why,) if why else ())
    return partial(Prediction, kind, ask, section)


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
    kind = Line(tuple(places), low, high, step, within, start, labels, why=(why,) if why else ())
    return partial(Prediction, kind, ask, section)


class Prediction:
    """A question with its experiment, which runs once; calling it gives its card. Made by the decorators.

    kind: what can be guessed, one of `guesses`. first, right: the first guess and whether it was right, None
    before it; they are kept in the kernel and nowhere else. watchers: called after the first guess.
    """

    def __init__(self, kind, ask, section, experiment, statement="", lesson="", shows=()):
        self.kind, self.ask, self.section, self.experiment = kind, ask, section, cache(experiment)
        self.statement, self.lesson, self.shows = statement, lesson, shows
        self.first, self.right, self.card, self.watchers = None, None, None, []
        update_wrapper(self, experiment)

    def __call__(self):
        """The card. There is one at a time: an earlier one is taken from the page."""
        if self.card:
            self.card.close()
        self.card = Card(self)
        return self.card

    def take(self, attempt) -> list[str]:
        """What is said to a guess, in lines; the first one counts. Raises what the experiment raises."""
        right, verdict, why = self.kind.judge(attempt, *self.experiment())
        if self.first is None:
            self.first, self.right = attempt, right
            for tell in self.watchers:
                tell()
        return [f"{'Right.' if right else 'Not so.'} {verdict}", self.measured, *why]

    def forget(self):
        """As if nothing had been guessed."""
        self.first = self.right = None

    @property
    def measured(self) -> str:
        """The sentence with what was measured. Raises what the experiment raises."""
        return f"Measured: {self.experiment()[-1]}"

    def code(self) -> str:
        """The experiment as it is written, without its question, after the helping functions that it shows.

        Nothing where Python has no source of it.
        """
        try:
            source = textwrap.dedent(inspect.getsource(inspect.unwrap(self.experiment)))
        except OSError:
            return ""
        begin = re.search(r"^def ", source, re.M)
        return "\n\n".join([*map(inspect.getsource, self.shows), source[begin.start() if begin else 0 :]])


def predictions_of(module) -> list[Prediction]:
    """The predictions that stand in a module, from top to bottom."""
    return [each for each in vars(module).values() if isinstance(each, Prediction)]


def score(module) -> Score:
    """How many first guesses were right, and where to look again. It changes with the cards of the module."""
    return Score(predictions_of(module))


class Named(str):
    """The choice that came out, and in `names` all that could have: a card compares them with its own."""

    def __new__(cls, choice, names):  # noqa: D102
        made = super().__new__(cls, choice)
        made.names = tuple(names)
        return made


def named(choices, outcome, otherwise=None) -> Named:
    """The choice of an outcome.

    choices: outcome -> choice. otherwise: the choice of all other outcomes; KeyError without it.
    """
    if otherwise is None:
        return Named(choices[outcome], choices.values())
    return Named(choices.get(outcome, otherwise), [*choices.values(), otherwise])


def closest(value, choices) -> Named:
    """The choice whose number in `choices`, or whose array of numbers in all, is closest to the value."""
    return Named(min(choices, key=lambda choice: np.abs(choices[choice] - value).sum()), choices)
