"""Lesson 4: its explorers, exercises and quiz."""

from helpers.lessons.why_relu import exercises, explorers, quiz

__all__ = ["exercises", "explorers", "quiz"]
