"""Question on lesson 7: what depth can do."""

from helpers.course.predictions import question
from helpers.pieces import bends, tents


@question(
    statement="Fourteen units can bend a curve fourteen times at most, in one layer or in seven.",
    ask="Seven tents inside each other, two units in each of seven layers. How many bends does the output "
    "have between 0 and 1?",
    choices={
        "14": "that is the most that one layer of 14 units can make.",
        "49": "the layers do not just add or pair up: every tent draws the whole curve before it twice.",
        "127": "each tent doubles the number of pieces: 128 pieces, 127 bends between them.",
    },
    lesson="07_piecewise_linear",
    section=4,
)
def depth_or_width():
    inside = [place for place in bends(tents(7)) if 0 < place < 1]
    return str(len(inside)), f"Counted in exact fractions: {len(inside)} bends."
