"""The quiz of the summary: statements one hears, and the experiments that decide."""

from importlib import import_module
from pathlib import Path

from helpers.quiz.question import QUESTIONS

for path in sorted(Path(__file__).parent.glob("lesson_*.py")):
    import_module(f"{__name__}.{path.stem}")  # each lesson adds its questions to QUESTIONS

__all__ = ["QUESTIONS"]
