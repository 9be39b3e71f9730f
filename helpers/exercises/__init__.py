"""Exercises of the lessons: `check` says what is right or wrong, `show_answer` shows a solution."""

from importlib import import_module
from pathlib import Path

from helpers.exercises.checking import EXERCISES, check, show_answer

for path in sorted(Path(__file__).parent.glob("lesson_*.py")):
    import_module(f"{__name__}.{path.stem}")  # each lesson adds its exercises to EXERCISES

__all__ = ["EXERCISES", "check", "show_answer"]
