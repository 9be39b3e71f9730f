"""Cards are what their lesson stores, one test for each: for tests/mutation.py, by its name.

In the ordinary run nbval compares the same.
"""

import nbformat
import pytest
from refresh import NOTEBOOKS

from helpers.course.cards import as_text
from helpers.course.predictions import predictions_of
from helpers.figures import style
from helpers.lessons import NAMES, ROOMS

CARDS = [each for room in ROOMS for each in predictions_of(room.predictions)]


def texts_of(lesson):
    """The texts that a lesson stores."""
    path = NOTEBOOKS / f"{NAMES.index(lesson) + 1:02}_{lesson}.ipynb"
    for cell in nbformat.read(path, as_version=4).cells:
        yield from (output.get("data", {}).get("text/plain", "") for output in cell.get("outputs", []))


def room_of(made):
    return made.__module__.split(".")[2]


@pytest.mark.parametrize("card", CARDS, ids=lambda card: f"{room_of(card)}-{card.__name__}")
def test_a_card_is_the_one_stored_in_its_lesson(card):
    style.use()
    assert as_text(card) in texts_of(room_of(card))
