"""Lesson 6: its explorers, exercises, pictures, predictions and quiz."""

from helpers.lessons.alternatives import exercises, explorers, pictures, predictions, quiz

__all__ = ["exercises", "explorers", "pictures", "predictions", "quiz"]
