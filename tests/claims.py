"""Claims of the lessons, and how each is measured again: one function each, in tests/lessons/ROOM/claims.py.

A claim names the cell it stands in and quotes its words. Its function measures it with the seeds it is given
and returns whether the words hold, and the numbers that say so. Its keyword arguments with their defaults are
the condition under which the lesson measured (batch size, epochs, width ...); `vary` lists other values, to
learn how far the claim reaches. A function without `seeds` is exact, or draws no random numbers.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module

from helpers.lessons import ROOMS


@dataclass(frozen=True)
class Claim:
    """`measure(seeds, **condition)` returns whether `words` hold, and in a sentence what was measured.

    lesson: name of the notebook. cell: id of the cell with the words. seeds: the lesson's own (0 if it needs
    none). spread: over what, and how large. vary: name of a condition -> values to try instead.
    """

    lesson: str
    cell: str
    words: str
    measure: Callable
    seeds: int = 0
    spread: str = ""
    vary: dict = field(default_factory=dict)

    @property
    def what(self) -> str:
        """What is measured, in a sentence."""
        return " ".join((self.measure.__doc__ or "").split())

    @property
    def condition(self) -> dict:
        """The condition of the lesson, by name."""
        parameters = inspect.signature(self.measure).parameters.values()
        return {p.name: p.default for p in parameters if p.default is not p.empty}


CLAIMS: list[Claim] = []


def claim(lesson, cell, words, **more):
    """Decorator: the function below it measures the claim that cell `cell` of `lesson` makes in `words`."""

    def add(measure):
        CLAIMS.append(Claim(lesson, cell, words, measure, **more))
        return measure

    return add


def all_claims() -> list[Claim]:
    """Every claim of tests/lessons/ROOM/claims.py, lesson after lesson."""
    for room in ROOMS:
        import_module(room.__name__.removeprefix("helpers.") + ".claims")
    return CLAIMS
