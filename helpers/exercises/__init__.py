"""Exercises of the lessons: `check` says what is right or wrong, `show_answer` shows a solution."""

from helpers.exercises import lesson_01, lesson_02, lesson_03, lesson_07
from helpers.exercises.checking import EXERCISES, check, show_answer

__all__ = ["EXERCISES", "check", "lesson_01", "lesson_02", "lesson_03", "lesson_07", "show_answer"]
