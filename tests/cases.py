"""What the tests try on each lesson's exercises and explorers: tests/lessons/ROOM/cases.py."""

from importlib import import_module

from helpers.lessons import ROOMS

LESSONS = [import_module(room.__name__.removeprefix("helpers.") + ".cases") for room in ROOMS]
