"""Tests draw without a screen, and import their neighbours (refresh, browser.lab) by plain name."""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("agg")
sys.path.insert(0, str(Path(__file__).parent))


SLOW = ("test_lessons.py", "test_refresh.py", "05_dying_relu.ipynb", "test_explorers.py")


def pytest_collection_modifyitems(items):
    """The slow files come first, so that no processor core is left alone with one at the end."""
    items.sort(key=lambda item: SLOW.index(item.path.name) if item.path.name in SLOW else len(SLOW))
