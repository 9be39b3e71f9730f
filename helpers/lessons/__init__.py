"""One room for each lesson, named as its notebook is: its explorers, its exercises, its questions.

EXPLORERS, EXERCISES and QUESTIONS collect them by name, in the order of the lessons.
"""
# ruff: noqa: I001 (imported in the order of the lessons, so that what they collect is in it)

from helpers.course.checks import EXERCISES, check, show_answer
from helpers.course.questions import QUESTIONS
from helpers.lessons import (
    definition,
    derivative,
    two_panel_plot,
    why_relu,
    dying_relu,
    alternatives,
    piecewise_linear,
    summary,
)

EXPLORERS = {
    "input": definition.explorers.explore_input,
    "neuron": definition.explorers.explore_neuron,
    "secant": derivative.explorers.explore_secant,
    "gate": derivative.explorers.explore_gate,
    "two_panel": two_panel_plot.explorers.explore_two_panel,
    "depth": why_relu.explorers.explore_depth,
    "sparsity": why_relu.explorers.explore_sparsity,
    "one_step": dying_relu.explorers.explore_one_step,
    "states": dying_relu.explorers.explore_states,
    "born_dead": dying_relu.explorers.explore_born_dead,
    "dying_lab": dying_relu.explorers.explore_lab,
    "pair": alternatives.explorers.explore_pair,
    "kinks": piecewise_linear.explorers.explore_kinks,
    "tent": piecewise_linear.explorers.explore_tent,
    "regions": piecewise_linear.explorers.explore_regions,
    "fit": piecewise_linear.explorers.explore_fit,
}
"""Name -> function without arguments that builds the explorer."""

__all__ = ["EXERCISES", "EXPLORERS", "QUESTIONS", "check", "show_answer", "summary"]
