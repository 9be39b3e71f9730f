"""Lesson 2: its explorers, exercises, predictions and quiz."""

from helpers.lessons.derivative import exercises, explorers, predictions, quiz

__all__ = ["exercises", "explorers", "predictions", "quiz"]
