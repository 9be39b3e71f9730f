"""Exercises of lesson 3: the false slope in the picture, and a curve that is broken at its jumps."""

import numpy as np

from helpers.course.checks import call, exercise, numbers, slip


@exercise(10 / 99, "100 points leave 99 gaps, each 10/99 wide; the slanted piece fills one.")
def width(answer):
    (width,) = numbers(answer, ["the width"])
    slips = [
        (0.1, "100 points have only 99 gaps between them. Give three decimals."),
        (10 / 101, "100 points have fewer gaps than points, not more."),
        (0, "a true jump has no width, but this line runs from the last point left of 0 to the next one."),
    ]
    half = "that is the distance from 0 to the next point; the piece reaches as far to the left."
    if said := slip(width, slips) or slip(width, [(5 / 99, half)], within=1e-4):
        return said
    if abs(width - 10 / 99) > 5e-4:
        return f"it should be one gap between two points, 10 divided by their number; yours is {width:g}."
    return None


def slope_of_relu6():
    x = np.array([-3.0, 0.0, np.nan, 0.0, 6.0, np.nan, 6.0, 9.0])
    return x, np.array([0.0, 0.0, np.nan, 1.0, 1.0, np.nan, 0.0, 0.0])


@exercise(slope_of_relu6, "Each NaN lifts the pen: no piece of the line crosses a jump.")
def broken_line(answer):
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
    drawn = np.isfinite(x) & np.isfinite(y)
    if drawn.any() and set(x[drawn]) <= {0, 1} and np.abs(y[drawn]).max() > 1:
        return "x and y are exchanged; return x first."
    if not np.isnan(pair).any():
        return "no NaN yet, so the line is drawn through the jumps; put a NaN between two pieces."
    joined = drawn[:-1] & drawn[1:]
    if np.any(joined & (y[:-1] != y[1:])):
        return "one piece of the line still climbs or falls; the slope is 0 or 1 and nothing between."
    if np.any(joined & (y[:-1] == 1) & (np.maximum(x[:-1], x[1:]) > 6)):
        return "ReLU6 is flat from 6 on: there its slope is 0 again, so there is a second jump."
    places = np.r_[x[drawn], (x[:-1][joined] + x[1:][joined]) / 2]
    heights = np.r_[y[drawn], y[:-1][joined]]
    right = np.where((places > 0) & (places < 6), 1, 0)
    wrong = np.where(np.isin(places, (0, 6)), ~np.isin(heights, (0, 1)), heights != right)
    if wrong.any():
        at = int(np.argmax(wrong))
        return f"at x = {places[at]:g} the slope is {right[at]}, and the line is at {heights[at]:g}."
    reached = -3.0
    ends = np.sort(np.c_[x[:-1][joined], x[1:][joined]], axis=1)
    for start, end in ends[np.argsort(ends[:, 0])]:
        if start > reached + 1e-6:
            break
        reached = max(reached, end)
    if reached < 9 - 1e-6:
        return (
            f"each piece should reach its jumps, and all of them cover -3 to 9; yours ends at {reached:.3g}."
        )
    if np.any((x[drawn] < -3) | (x[drawn] > 9)):
        return "the line should go from -3 to 9 and not beyond."
    return None
