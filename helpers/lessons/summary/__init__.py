"""Lesson 8: its exercises, pictures, predictions and treatments."""

from helpers.lessons.summary import exercises, pictures, predictions, treatments

__all__ = ["exercises", "pictures", "predictions", "treatments"]
