"""Lesson 5: its explorers, exercises, predictions, pictures, trainings and quiz."""

from helpers.lessons.dying_relu import exercises, explorers, pictures, predictions, quiz
from helpers.lessons.dying_relu.runs import one_bad_step, trained

__all__ = ["exercises", "explorers", "one_bad_step", "pictures", "predictions", "quiz", "trained"]
