"""A question of the quiz: a statement one hears, a prediction, and the experiment that decides."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

QUESTIONS: list["Question"] = []


@dataclass(frozen=True)
class Question:
    """`experiment()` returns the choice that came out, and a sentence with what was measured.

    statement: what one hears; it does not hold as it stands. ask: what the experiment measures. choices:
    choice -> what to say to a person who takes it. lesson, section: where to read it up. shows: helping
    functions whose code is shown with that of the experiment.
    """

    statement: str
    ask: str
    choices: dict[str, str]
    lesson: str
    section: int
    experiment: Callable[[], tuple[str, str]]
    shows: tuple = ()

    @property
    def where(self) -> str:
        """The place to return to, in words."""
        return f"lesson {int(self.lesson[:2])}, section {self.section}"

    @property
    def code(self) -> str:
        """The lines of the experiment, after the helping functions that it shows."""
        source = inspect.getsource(inspect.unwrap(self.experiment))
        first = ast.parse(source).body[0].body[0].lineno
        lines = "".join(source.splitlines(keepends=True)[first - 1 :])
        return "\n\n".join([*map(inspect.getsource, self.shows), textwrap.dedent(lines)])

    def comment(self, choice) -> str:
        """What to say to a choice: right or not, and why. ValueError for what is no choice."""
        if choice not in self.choices:
            raise ValueError(f"The choices are {', '.join(self.choices)}; got {choice!r}.")
        return f"{'Right' if self.is_right(choice) else 'Not so'}: {self.choices[choice]}"

    def is_right(self, choice) -> bool:
        """Whether the choice is what the experiment gives."""
        right, _ = self.experiment()
        return choice == right


def question(**parts):
    """Decorator: the function below it is the experiment of a question made of `parts`; it runs once."""

    def add(experiment):
        QUESTIONS.append(Question(experiment=cache(experiment), **parts))
        return experiment

    return add


def closest(value, choices) -> str:
    """The choice whose number, in `choices`, is closest to the value."""
    return min(choices, key=lambda choice: abs(choices[choice] - value))
