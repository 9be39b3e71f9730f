"""The sliders of the lessons: each function builds one figure, says how it moves and names its controls."""

from helpers.explore import lesson_01, lesson_02, lesson_03, lesson_07

EXPLORERS = {
    "input": lesson_01.explore_input,
    "neuron": lesson_01.explore_neuron,
    "secant": lesson_02.explore_secant,
    "gate": lesson_02.explore_gate,
    "two_panel": lesson_03.explore_two_panel,
    "kinks": lesson_07.explore_kinks,
    "tent": lesson_07.explore_tent,
    "regions": lesson_07.explore_regions,
    "fit": lesson_07.explore_fit,
}
"""Name -> function without arguments that builds the explorer."""
