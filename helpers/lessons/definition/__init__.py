"""Lesson 1: its explorers, exercises and quiz."""

from helpers.lessons.definition import exercises, explorers, quiz

__all__ = ["exercises", "explorers", "quiz"]
