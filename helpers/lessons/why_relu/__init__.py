"""Lesson 4: its explorers, exercises, pictures, predictions and quiz."""

from helpers.lessons.why_relu import exercises, explorers, pictures, predictions, quiz

__all__ = ["exercises", "explorers", "pictures", "predictions", "quiz"]
