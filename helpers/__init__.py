"""Shared code of the ReLU lessons: what more than one notebook needs."""
