"""Lesson 1: its explorers, exercises, predictions, pictures and quiz."""

from helpers.lessons.definition import exercises, explorers, pictures, predictions, quiz

__all__ = ["exercises", "explorers", "pictures", "predictions", "quiz"]
