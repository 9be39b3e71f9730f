"""What the tests of the lessons share."""

import pytest

from helpers.explore import EXPLORERS


@pytest.fixture(scope="module")
def shared():
    """Explorers that have been built: to build one takes longer than most tests."""
    built = {}
    yield built
    for explorer in built.values():
        explorer.close()


@pytest.fixture
def explore(shared):
    """Gives explorers by name, each as it starts; a second one of a name is built for this test alone."""
    given, alone = set(), []

    def give(name):
        if name in given:
            alone.append(EXPLORERS[name]())
            return alone[-1]
        given.add(name)
        if name not in shared:
            shared[name] = EXPLORERS[name]()
        shared[name].set(**shared[name].scenes["start"])
        return shared[name]

    yield give
    for explorer in alone:
        explorer.close()
