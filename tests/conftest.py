"""Tests draw without a screen, see pictures, and import their neighbours (refresh, pictures) by name."""

import sys
from pathlib import Path

import matplotlib
import pytest

matplotlib.use("agg")
sys.path.insert(0, str(Path(__file__).parent))

import pictures

SLOW = (
    "test_lessons.py",
    "test_pages.py",
    "test_handout.py",
    "05_dying_relu.ipynb",
    "test_explorers.py",
    "test_recorded.py",
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Several processes: each takes a file at a time, or of the browser tests one lesson."""
    from xdist.scheduler import LoadFileScheduling

    class ByFileOrLesson(LoadFileScheduling):
        def _split_scope(self, nodeid):
            file, _, test = nodeid.partition("::")
            return f"{file} {test.partition('[')[2]}" if test.endswith(".ipynb]") else file

    config.option.loadscopereorder = False  # not the file with the most tests first, but the order below
    return ByFileOrLesson(config, log)


def pytest_collection_modifyitems(items):
    """The slow files come first, so that no processor core is left alone with one at the end."""
    items.sort(key=lambda item: SLOW.index(item.path.name) if item.path.name in SLOW else len(SLOW))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """nbval compares the texts that a cell gives; here its pictures are compared as well."""
    yield
    given = getattr(item, "test_outputs", None)
    compared = given is not None and item.options["check"]
    if compared and (difference := pictures.first_difference(item.cell.outputs, given)):
        item.raise_cell_error("A picture looks different from the stored one", difference)
