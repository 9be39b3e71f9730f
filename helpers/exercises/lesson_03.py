"""Exercises of lesson 3: the false slope in the picture, and a curve that is broken at its jump."""

import numpy as np

from helpers.exercises.checking import call, exercise, numbers, same


@exercise("width", 10 / 99, "100 points leave 99 gaps, each 10/99 wide; the slanted piece fills one.")
def find_mistake_in_width(answer):
    (width,) = numbers(answer, ["the width"])
    if same(width, 0.1):
        return "100 points have only 99 gaps between them. Give three decimals."
    if same(width, 10 / 101):
        return "100 points have fewer gaps than points, not more."
    if abs(width - 5 / 99) < 1e-4:
        return "that is the distance from 0 to the next point; the piece reaches as far to the left."
    if same(width, 0):
        return "a true jump has no width, but this line runs from the last point left of 0 to the next one."
    if abs(width - 10 / 99) > 5e-4:
        return f"it should be one gap between two points, 10 divided by their number; yours is {width:g}."
    return None


def broken_slope():
    x = np.array([-5.0, 0.0, np.nan, 0.0, 5.0])
    return x, np.array([0.0, 0.0, np.nan, 1.0, 1.0])


@exercise("broken_line", broken_slope, "A NaN lifts the pen: no piece of the line crosses the jump.")
def find_mistake_in_broken_line(answer):
    try:
        pair = call(answer)
    except ValueError as error:
        if "NaN to integer" in str(error):
            return "an array of whole numbers cannot hold NaN; write 1.0 and 0.0."
        if "inhomogeneous" in str(error):
            return "return two arrays of one length: x and y."
        raise
    if pair.ndim != 2 or len(pair) != 2:
        return "return two arrays of one length: x and y."
    x, y = pair
    if not np.isnan(pair).any():
        return "no NaN yet, so the line is drawn through the jump; put a NaN between the two pieces."
    drawn = np.isfinite(x) & np.isfinite(y)
    if drawn.any() and set(x[drawn]) <= {0, 1} and np.abs(y[drawn]).max() > 1:
        return "x and y are exchanged; return x first."
    pieces = drawn[:-1] & drawn[1:]
    if np.any(pieces & (y[:-1] != y[1:])):
        return "one piece of the line still climbs; the slope is 0 or 1 and nothing between."
    if np.any(drawn & (x < 0) & (y != 0)) or np.any(drawn & (x > 0) & (y != 1)):
        return "left of 0 the slope is 0, and right of 0 it is 1."
    if not (np.any(drawn & (x < 0)) and np.any(drawn & (x > 0))):
        return "both pieces should be there, one left and one right of 0."
    if not np.all(np.isin(y[drawn], (0, 1))):
        return "the slope is 0 or 1 and nothing between."
    inside = x[drawn]
    if not (same(inside.min(), -5) and same(inside.max(), 5)):
        return f"the line should reach from -5 to 5; yours reaches from {inside.min():g} to {inside.max():g}."
    ends = [x[drawn & (y == 0)].max(), x[drawn & (y == 1)].min()]
    if max(abs(end) for end in ends) > 1e-6:
        return f"both pieces should reach x = 0; yours end at {ends[0]:.3g} and start at {ends[1]:.3g}."
    drawn_length = np.abs(np.diff(x))[pieces].sum()
    if drawn_length < 9.8:
        return f"the line should be drawn from -5 to 5; yours draws only {drawn_length:.3g} of these 10."
    return None
