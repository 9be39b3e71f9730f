"""Lesson 3: its explorers, exercises and predictions."""

from helpers.lessons.two_panel_plot import exercises, explorers, predictions

__all__ = ["exercises", "explorers", "predictions"]
