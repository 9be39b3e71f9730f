"""Exercises of lesson 7: weights for a given zigzag, pieces of a layer counted, max(x1, x2) as a network."""

import numpy as np

from helpers.activations import relu
from helpers.course.checks import Unanswered, Wrong, call, exercise, numbers, same, slip


@exercise(
    (2.0, -3.0, 1.0),
    "Each weight is the change of slope at its place: from 0 to 2, from 2 to -1, from -1 to 0.",
)
def zigzag(answer):
    v = numbers(answer, ["v of relu(x)", "of relu(x - 1)", "of relu(x - 3)"])
    slips = [
        ((2, -1, 0), "these are the slopes themselves; a weight is the change from one slope to the next."),
        ((-2, 3, -1), "the signs are turned round: a change is the new slope minus the old one."),
        ((2, -3, -1), "at x = 3 the slope goes from -1 to 0: up by 1, not down."),
        ((2, 3, 1), "at x = 1 the slope goes from 2 to -1: that change is negative."),
    ]
    if said := slip(v, slips):
        return said
    slopes = (0, 2, -1, 0)
    for n, place in enumerate((0, 1, 3)):
        before, after = slopes[n : n + 2]
        if not same(v[n], after - before):
            return f"at x = {place} the slope goes from {before} to {after}; your weight there is {v[n]:g}."
    return None


def pieces_of_a_layer(w, b, v):
    change = {}
    for w_i, b_i, v_i in zip(w, b, v, strict=True):
        if w_i != 0:
            place = -b_i / w_i
            change[place] = change.get(place, 0) + v_i * abs(w_i)
    return 1 + sum(total != 0 for total in change.values())


LAYERS = [  # w, b, v, pieces, what is special
    ([1, 1, 1], [0, -1, -2], [1, -2, 1], 4, "three units with three places"),
    ([1, -2, 3, 4], [2, 3, 0, 1], [1, -1, 2, 1], 5, "four units with four places"),
    ([1, 1, 1], [0, -1, -2], [1, 0, 1], 3, "a unit whose weight v is 0 bends nothing"),
    ([1, 0, 1], [0, 1, -2], [1, 5, 1], 3, "a unit with w = 0 has no bend at all"),
    ([1, 2], [-1, -2], [1, 1], 2, "two units that bend at one place make one bend"),
    ([1, -1], [0, 0], [1, 1], 2, "relu(x) + relu(-x) is |x|, with one bend"),
    ([1, -1], [0, 0], [1, -1], 1, "relu(x) - relu(-x) is x, straight: changes v |w| at one place can cancel"),
    ([1, -2], [0, 0], [2, -1], 1, "2 relu(x) - relu(-2x) is 2x: what adds up at one place is v |w|"),
    ([1, 2], [0, 0], [1, -1], 2, "relu(x) - relu(2x) bends at 0: what adds up at one place is v |w|"),
    ([10, 10], [-2, -7], [1, 1], 3, "one bend is at 0.2 and one at 0.7"),
]


def _slopes(w, b, v):
    """The different slopes of the pieces of a layer."""
    w, b, v = (np.array(part, dtype=float) for part in (w, b, v))
    places = np.unique(-b[w != 0] / w[w != 0])
    between = np.concatenate([[places[0] - 1], (places[1:] + places[:-1]) / 2, [places[-1] + 1]])
    return {float(sum(v * w * (w * x + b > 0))) for x in between}


@exercise(pieces_of_a_layer, "One piece more than places at which the changes v |w| do not add up to 0.")
def count_pieces(answer):
    found = []
    for w, b, v, *_ in LAYERS:
        got = call(answer, *(np.array(part, dtype=float) for part in (w, b, v)))
        if got.shape != ():
            return f"return one number, the number of pieces; yours has shape {got.shape}."
        found.append(float(got))
    most = "that is the most that so many units can make; some of them bend nothing, or share a place."
    slopes = "you counted different slopes; two pieces may have the same: the hat is flat at both ends."
    bends = "you counted the bends; between and beside n bends there are n + 1 pieces."
    slips = [
        ([pieces - 1 for *_, pieces, _ in LAYERS], bends),
        ([len(w) + 1 for w, *_ in LAYERS], most),
        ([len(_slopes(w, b, v)) for w, b, v, *_ in LAYERS], slopes),
    ]
    if said := slip(found, slips):
        return said
    for n, (w, b, v, pieces, why) in enumerate(LAYERS):
        if found[n] != pieces:
            return f"for w = {w}, b = {b}, v = {v} it gives {found[n]:g} instead of {pieces}: {why}."
    return None


@exercise(
    [[1, 0, 1], [-1, 0, -1], [-1, 1, 1]], "relu(x1) - relu(-x1) is x1, and relu(x2 - x1) is what x2 has more."
)
def max_network(answer):
    table = _table(answer)
    x1, x2 = np.meshgrid(np.arange(-4.0, 5), np.arange(-4.0, 5))
    got = sum(v * relu(w1 * x1 + w2 * x2) for w1, w2, v in table)
    right = np.maximum(x1, x2)
    if same(got, right):
        return None
    slips = [
        (np.minimum(x1, x2), "this is min(x1, x2), the smaller one."),
        (relu(right), "this is max(x1, x2, 0): right unless both are negative."),
        (
            relu(x1) + relu(x2 - x1),
            "relu(x1) loses x1 where it is negative; x1 itself is relu(x1) - relu(-x1).",
        ),
        (
            relu(x1 - x2) + relu(x2),
            "relu(x2) loses x2 where it is negative; x2 itself is relu(x2) - relu(-x2).",
        ),
        (np.abs(x1 - x2), "this is |x1 - x2|, how far they are apart."),
        (x1 + relu(x1 - x2), "relu(x1 - x2) is what x1 has more; add what x2 has more."),
        (relu(x2 - x1), "this is only what x2 has more than x1; x1 is missing."),
        (
            np.abs(x1) + relu(x2 - x1),
            "relu(x1) + relu(-x1) is |x1|; for x1 itself the second weight is negative.",
        ),
    ]
    if said := slip(got, slips):
        return said
    if same(sum(v * relu(w1 * x1 + w2 * x2) for v, w1, w2 in table), right):
        return "v comes last in each row: weight of x1, weight of x2, outgoing weight v."
    at = tuple(np.argwhere(~np.isclose(got, right))[0])
    return f"for x1 = {x1[at]:g}, x2 = {x2[at]:g} it gives {got[at]:g} instead of {right[at]:g}."


def _table(answer):
    """The answer as rows (weight of x1, weight of x2, outgoing weight)."""
    form = "give one row of three numbers for each unit: weight of x1, weight of x2, outgoing weight v."
    try:
        entries = np.asarray(answer)
        if any(entry is None or entry is ... for entry in entries.ravel()):
            raise Unanswered
        table = entries.astype(float)
    except (TypeError, ValueError):
        raise Wrong(form) from None
    if table.ndim != 2 or table.shape[1] != 3 or not np.all(np.isfinite(table)):
        raise Wrong(form)
    return table
