"""Cards and pictures are what their lesson stores, one test for each: for tests/mutation.py, by its name.

In the ordinary run nbval compares the same.
"""

import matplotlib.pyplot as plt
import nbformat
import pytest
from refresh import NOTEBOOKS

from helpers.course.cards import as_text
from helpers.course.predictions import predictions_of
from helpers.figures import style
from helpers.figures.describe import describe
from helpers.lessons import NAMES, ROOMS

WITH_PICTURES = [name for name, room in zip(NAMES, ROOMS, strict=True) if hasattr(room, "pictures")]
CARDS = [each for room in ROOMS for each in predictions_of(room.predictions)]


def code_of(lesson):
    """The cells of code of a lesson, each with the texts that it stores."""
    path = NOTEBOOKS / f"{NAMES.index(lesson) + 1:02}_{lesson}.ipynb"
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            yield cell.source, [output.get("data", {}).get("text/plain", "") for output in cell.outputs]


def room_of(made):
    return made.__module__.split(".")[2]


@pytest.mark.parametrize("card", CARDS, ids=lambda card: f"{room_of(card)}-{card.__name__}")
def test_a_card_is_the_one_stored_in_its_lesson(card):
    style.use()
    assert as_text(card) in [text for _, texts in code_of(room_of(card)) for text in texts]


@pytest.mark.parametrize(
    "lesson", [room.__name__.split(".")[-1] for room in ROOMS if hasattr(room, "pictures")]
)
def test_pictures_are_those_stored_in_their_lesson(lesson):
    """The cells one after the other, without cards, explorers, checks and timings."""
    names, shown = {}, []
    for source, texts in code_of(lesson):
        if source.startswith(("predictions.", "explorers.", "score(", "exercises.")) or "timeit" in source:
            continue
        exec(source, names)
        names["show"] = lambda fig, words: shown.append(describe(fig))
        if "pictures." in source:
            assert texts[-1].endswith("\n" + shown[-1]), source
        plt.close("all")
    assert shown
