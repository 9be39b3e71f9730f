"""The explorers of all lessons by name, for those who know them by this address."""

from helpers.lessons import EXPLORERS

__all__ = ["EXPLORERS"]
