"""Lesson 7: its explorers, exercises, predictions and quiz."""

from helpers.lessons.piecewise_linear import exercises, explorers, predictions, quiz

__all__ = ["exercises", "explorers", "predictions", "quiz"]
