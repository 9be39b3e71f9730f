"""Lesson 6: its explorers, exercises and quiz."""

from helpers.lessons.alternatives import exercises, explorers, quiz

__all__ = ["exercises", "explorers", "quiz"]
