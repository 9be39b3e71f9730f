"""Lesson 3: its explorers and exercises."""

from helpers.lessons.two_panel_plot import exercises, explorers

__all__ = ["exercises", "explorers"]
