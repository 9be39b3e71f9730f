"""The sliders of the lessons: each function builds one figure, says how it moves and names its controls."""

from helpers.explore import lesson_01, lesson_02, lesson_03, lesson_04, lesson_05, lesson_06, lesson_07

EXPLORERS = {
    "input": lesson_01.explore_input,
    "neuron": lesson_01.explore_neuron,
    "secant": lesson_02.explore_secant,
    "gate": lesson_02.explore_gate,
    "two_panel": lesson_03.explore_two_panel,
    "depth": lesson_04.explore_depth,
    "sparsity": lesson_04.explore_sparsity,
    "one_step": lesson_05.explore_one_step,
    "states": lesson_05.explore_states,
    "born_dead": lesson_05.explore_born_dead,
    "dying_lab": lesson_05.explore_lab,
    "pair": lesson_06.explore_pair,
    "kinks": lesson_07.explore_kinks,
    "tent": lesson_07.explore_tent,
    "regions": lesson_07.explore_regions,
    "fit": lesson_07.explore_fit,
}
"""Name -> function without arguments that builds the explorer."""
