"""Lesson 7: its explorers, exercises and quiz."""

from helpers.lessons.piecewise_linear import exercises, explorers, quiz

__all__ = ["exercises", "explorers", "quiz"]
