"""Lesson 2: its explorers, exercises and quiz."""

from helpers.lessons.derivative import exercises, explorers, quiz

__all__ = ["exercises", "explorers", "quiz"]
