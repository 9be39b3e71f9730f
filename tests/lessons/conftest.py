"""What the tests of the lessons share."""

import pytest

from helpers.explore import EXPLORERS


@pytest.fixture
def explore():
    """Builds explorers by name and closes them after the test."""
    made = []

    def build(name):
        made.append(EXPLORERS[name]())
        return made[-1]

    yield build
    for explorer in made:
        explorer.close()
