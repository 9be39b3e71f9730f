"""Lesson 5: its explorers, exercises and quiz."""

from helpers.lessons.dying_relu import exercises, explorers, quiz

__all__ = ["exercises", "explorers", "quiz"]
