"""Tests draw without a screen, and import their neighbours (refresh, browser.lab) by plain name."""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("agg")
sys.path.insert(0, str(Path(__file__).parent))


SLOW = (
    "test_lessons.py",
    "test_refresh.py",
    "05_dying_relu.ipynb",
    "test_explorers.py",
    "06_alternatives.ipynb",
)


def pytest_collection_modifyitems(items):
    """The files that take longest come first, so that no processor core is left alone with them at the end."""
    items.sort(key=lambda item: SLOW.index(item.path.name) if item.path.name in SLOW else len(SLOW))
