"""One room for each lesson, named as its notebook is: its explorers, predictions, exercises, questions.

EXPLORERS, EXERCISES and QUESTIONS collect them by name, in the order of the lessons.
"""

from importlib import import_module

from helpers.course.checks import Exercise
from helpers.course.predictions import predictions_of

NAMES = ("definition", "derivative", "two_panel_plot", "why_relu", "dying_relu", "alternatives")
NAMES += ("piecewise_linear", "summary")
ROOMS = tuple(import_module(f"{__name__}.{name}") for name in NAMES)

EXPLORERS = {name: getattr(room.explorers, name) for room in ROOMS[:-1] for name in room.explorers.__all__}
"""Name -> function without arguments that builds the explorer; the last lesson has none."""

EXERCISES = {
    name: made for room in ROOMS for name, made in vars(room.exercises).items() if isinstance(made, Exercise)
}

QUESTIONS = [made for room in ROOMS if hasattr(room, "quiz") for made in predictions_of(room.quiz)]

__all__ = ["EXERCISES", "EXPLORERS", "NAMES", "QUESTIONS", "ROOMS"]
