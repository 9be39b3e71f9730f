"""Questions on lesson 1: what ReLU does to numbers, and whether it is linear."""

import numpy as np

from helpers.activations import relu
from helpers.course.predictions import question


@question(
    statement="ReLU drops the negative numbers.",
    ask="Five numbers, two of them negative, go through ReLU. How many come out?",
    choices={
        "3": "that is what z[z > 0] gives, which picks out numbers and loses the places of the others.",
        "5": "each number keeps its place; a negative one is replaced by 0, not dropped.",
        "it depends on their order": "ReLU treats each number on its own; the order plays no part.",
    },
    lesson="01_definition",
    section=2,
)
def dropped():
    z = np.array([1.5, -2.0, 3.0, -0.5, 2.0])
    return str(relu(z).size), f"relu({z.tolist()}) = {relu(z).tolist()}."


@question(
    statement="ReLU consists of straight pieces, so it is linear.",
    ask="What are f(-1) + f(1), and f(-1 + 1)?",
    choices={
        "0 and 0": "f(-1) = 0 and f(1) = 1, so the sum is 1. The two 1's would cancel if ReLU were linear.",
        "1 and 1": "-1 + 1 is 0, and f(0) = 0.",
        "1 and 0": "a linear function would give the same number twice. The kink makes the difference.",
    },
    lesson="01_definition",
    section=3,
)
def linear():
    apart, together = relu(-1) + relu(1), relu(-1 + 1)
    return f"{apart:g} and {together:g}", f"f(-1) + f(1) = {apart:g}, f(-1 + 1) = {together:g}."
