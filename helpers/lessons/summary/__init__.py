"""Lesson 8: its exercises."""

from helpers.lessons.summary import exercises

__all__ = ["exercises"]
