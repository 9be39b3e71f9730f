"""How an exercise is checked: a right answer gets its reason, a wrong one a helpful sentence."""

import inspect
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from helpers.activations import Activation


@dataclass(frozen=True)
class Verdict:
    """What a check finds: whether the answer is right, and the sentence that says why."""

    right: bool
    sentence: str

    def __str__(self):
        return textwrap.fill(self.sentence, 100)


STUB = Verdict(False, "Not answered yet: replace the dots.")


@dataclass(frozen=True)
class Exercise:
    """A reference answer, and what to say to a learner's: praise, or the mistake in it.

    `find_mistake(answer)` returns a sentence, or None for a right answer; it may raise Unanswered or Wrong.
    """

    answer: Any
    praise: str
    find_mistake: Callable[[Any], str | None]

    def check(self, answer):
        """Print one sentence about an answer. Never raises, whatever the answer is or does."""
        print(self.verdict(answer))

    def verdict(self, answer) -> Verdict:
        """What `check` prints, and whether the answer is right."""
        if answer is None or answer is ...:
            return STUB
        try:
            mistake = self.find_mistake(answer)
        except Unanswered:
            return STUB
        except Wrong as wrong:
            mistake = str(wrong)
        except (Exception, SystemExit) as error:
            mistake = f"your answer stopped with {_words(error)}"
        return Verdict(False, f"Not yet: {mistake}") if mistake else Verdict(True, f"Right. {self.praise}")

    def show_answer(self):
        """Print the reference answer: the code of a function, or a value and its reason."""
        answer, *why = self.reference()
        print(answer, *(textwrap.fill(reason, 100) for reason in why), sep="\n")

    def reference(self) -> list[str]:
        """The reference answer as text: the code of its functions, or its value and the reason for it."""
        several = isinstance(self.answer, tuple) and all(map(callable, self.answer))
        functions = self.answer if several else (self.answer,)
        if not all(map(callable, functions)):
            return [str(self.answer), self.praise]
        return ["\n\n".join(map(inspect.getsource, functions)).strip()]


def exercise(answer, praise):
    """Decorator: the function below it finds the mistake in an answer; its name is that of the exercise."""
    return partial(Exercise, answer, praise)


def _words(error) -> str:
    try:
        return f"{type(error).__name__}: {error}".encode(errors="replace").decode()
    except Exception:  # an error that cannot say what it is
        return type(error).__name__


class Unanswered(Exception):
    """The answer still is the stub."""


class Wrong(Exception):
    """The answer has the wrong form; the message says what form it should have."""


ONE_NUMBER = (
    "`if`, `and`, `not`, `min`, `max` and the functions of `math` take one number, not an array; np.where, "
    "&, ~, np.minimum, np.maximum and NumPy's functions work element by element."
)


def call(function, *arguments, on_if=ONE_NUMBER, over="ignore"):
    """Result of the learner's function as a float array.

    Raises Unanswered for the stub, Wrong for what is no function, returns nothing, or changes the arrays it
    is given. on_if: what to say to a function that uses `if` or `max` on a whole array. over: what NumPy
    does when a number overflows.
    """
    if not callable(function):
        raise Wrong(f"the answer must be a function, not {type(function).__name__}.")
    given = copied(arguments)
    try:
        with np.errstate(all="ignore", over=over):
            result = answered(function(*given))
    except (TypeError, ValueError) as error:
        if re.search("truth value of an array|only .* arrays can be converted", str(error)):
            raise Wrong(on_if) from None
        if "boolean subtract" in str(error):
            raise Wrong("True and False cannot be subtracted; use & for and, | for or, ~ for not.") from None
        raise
    if not unchanged(arguments, given):
        raise Wrong("your function changed the array it was given; return a new one instead.")
    if np.asarray(result).dtype.kind not in "biuf":
        raise Wrong("the function should return real numbers (write np.nan for a gap, not None).")
    return np.asarray(result, dtype=float)


def copied(arguments):
    """Arrays, alone or in lists and dicts, for a learner's function to do with as it likes."""
    if isinstance(arguments, dict):
        return {name: copied(argument) for name, argument in arguments.items()}
    if isinstance(arguments, list | tuple):
        return [copied(argument) for argument in arguments]
    return arguments.copy() if isinstance(arguments, np.ndarray) else arguments


def unchanged(before, after) -> bool:
    """Whether arrays, alone or in lists and dicts, still hold the numbers they held."""
    if isinstance(before, dict):
        return before.keys() == after.keys() and unchanged([*before.values()], [after[n] for n in before])
    if isinstance(before, list | tuple):
        return len(before) == len(after) and all(map(unchanged, before, after))
    return not isinstance(before, np.ndarray) or np.array_equal(before, after, equal_nan=True)


def answered(result, name="the function"):
    """The result of a learner's function. Raises Unanswered for the dots, Wrong for None."""
    if result is ...:
        raise Unanswered
    if result is None:
        raise Wrong(f"{name} returned None. Does its last line begin with `return`? (print only shows it.)")
    return result


def uses(function, *names) -> str | None:
    """The first of the names that the learner's function uses, if any; a ready-made one uses them all."""
    if isinstance(getattr(function, "__self__", function), Activation):
        return names[0]
    mentioned, codes = set(), [getattr(function, "__code__", None)]
    while codes:
        if inspect.iscode(code := codes.pop()):
            mentioned |= set(code.co_names)
            codes += code.co_consts  # a comprehension inside it is code of its own
    return next((name for name in names if name in mentioned), None)


def same(left, right, within=None) -> bool:
    """Equal shapes and, but for rounding (or `within` a distance), equal values; NaN equals NaN."""
    left, right = np.asarray(left), np.asarray(right)
    rtol, atol = (1e-9, 1e-12) if within is None else (0, within)
    return left.shape == right.shape and bool(np.allclose(left, right, rtol, atol, equal_nan=True))


def slip(found, slips, within=None) -> str | None:
    """The sentence of the first of the typical slips, pairs (wrong, sentence), that was found."""
    return next((sentence for wrong, sentence in slips if same(found, wrong, within)), None)


def numbers(answer, names) -> list[float]:
    """The learner's numbers, one for each name. Raises Unanswered or Wrong if they are not."""
    if isinstance(answer, str) and len(names) > 1:
        raise Wrong(f"write {len(names)} numbers ({', '.join(names)}) in brackets, without quotes.")
    values = np.atleast_1d(np.asarray(answer, dtype=object)).ravel()
    if any(value is None or value is ... for value in values):
        raise Unanswered
    if len(values) != len(names):
        raise Wrong(f"{len(names)} wanted ({', '.join(names)}), {len(values)} given.")
    try:
        found = [float(value) for value in values]
    except (TypeError, ValueError):
        found = [np.nan]
    if not np.all(np.isfinite(found)):
        raise Wrong(f"{', '.join(names)}: give ordinary numbers, without quotes; got {answer!r}.")
    return found
