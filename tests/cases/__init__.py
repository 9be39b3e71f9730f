"""What the tests try on each lesson's exercises and explorers, a module for each lesson."""

from importlib import import_module
from pathlib import Path

LESSONS = [import_module(f"cases.{path.stem}") for path in sorted(Path(__file__).parent.glob("lesson_*.py"))]
