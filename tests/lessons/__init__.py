"""The tests of the lessons, and a room for each lesson: its cases, its claims, what it says."""
