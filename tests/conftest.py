"""Tests draw without a screen, and import their neighbours (refresh, browser.lab) by plain name."""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("agg")
sys.path.insert(0, str(Path(__file__).parent))
