"""Which states of an explorer a page offers: all of them, or those on the ways that a person takes.

A way is a function of the model and of the bases, the vectors of the scenes, that gives vectors. Each stands
here with the sentence that tells the reader what is not there.
"""

from itertools import product
from math import prod

from helpers.activations import ACTIVATIONS

WHOLE = 15_000
"""So many states are recorded at most where no way is listed."""


def of(name):
    """(way, sentence) of an explorer."""
    return WAYS.get(name, (whole, ""))


def whole(model, bases):
    """Every state. ValueError if there are too many."""
    sizes = [len(control.values) for control in model.controls]
    if (count := prod(sizes)) > WHOLE:
        raise ValueError(
            f"{count:,} states are too many to record; list the ways a person takes in {__name__}."
        )
    return product(*map(range, sizes))


def around(model, base, *names, every=1):
    """The base with the controls of these names at all their values; of the last one at every so many."""
    steps = [1] * (len(names) - 1) + [every]
    numbers = {
        index(model, name): range(0, len(at(model, name).values), step)
        for name, step in zip(names, steps, strict=True)
    }
    for chosen in product(*numbers.values()):
        moved = dict(zip(numbers, chosen, strict=True))
        yield tuple(moved.get(n, number) for n, number in enumerate(base))


def index(model, name) -> int:
    """Which control has the name."""
    return [control.name for control in model.controls].index(name)


def at(model, name):
    """The control of that name."""
    return model.controls[index(model, name)]


def lab(model, bases):
    """From each scene every control moved on its own, and of all of them every network."""
    for base in bases:
        for control in model.controls:
            for vector in around(model, base, control.name):
                yield from around(model, vector, "seed")


def pair(model, bases):
    """Any two activations with their usual parameters, and one parameter moved from there."""
    for first, second in product(range(len(at(model, "first").values)), repeat=2):
        base = (first, _usual(model, "first", first), second, _usual(model, "second", second))
        yield from around(model, base, "first_parameter")
        yield from around(model, base, "second_parameter")
    for base in bases:
        yield from around(model, base, "first_parameter")
        yield from around(model, base, "second_parameter")


def _usual(model, which, number):
    """The number of the value that is closest to the usual parameter of an activation; 0 without one."""
    usual = next(iter(ACTIVATIONS[at(model, which).values[number]].parameters.values()), 0)
    return at(model, f"{which}_parameter").closest(usual)


def kinks(model, bases):
    """From the start and from each scene one slider of one unit moved; the target and the bias as well."""
    for base in bases:
        yield from around(model, base, "target", "unit")
        yield from around(model, base, "bias")
    for n, base in enumerate(bases):
        units = range(6) if n == 0 else [base[index(model, "unit")]]
        for unit in units:
            chosen = list(base)
            chosen[index(model, "unit")] = unit
            for name in ("place", "slope w", "weight v"):
                yield from around(model, chosen, f"{name} {unit + 1}")


def folds(model, bases):
    """Angle or place of the cut moved, for any number of folds."""
    for base in bases:
        yield from around(model, base, "count", "angle")
        yield from around(model, base, "count", "place", every=5)


def regions(model, bases):
    """Three of the ten seeds."""
    for seed in (0, 4, 7):
        base = list(bases[0])
        base[index(model, "seed")] = seed
        yield from around(model, base, "width", "depth")


ONE = "when another one is moved, the one before goes back to where the scene has it"
WAYS = {
    "dying_lab": (
        lab,
        "On this page the lab has the trainings of its scenes, and of each scene with one control moved; "
        f"{ONE}. All combinations are in the notebook.",
    ),
    "pair": (
        pair,
        "On this page one of the two parameters can be moved away from its usual value; when the other one "
        "is moved, the first goes back. All combinations are in the notebook.",
    ),
    "kinks": (
        kinks,
        "On this page one slider can be moved from the start or from a scene; "
        f"{ONE}. All combinations are in the notebook.",
    ),
    "folds": (
        folds,
        "On this page the angle or the place of the cut can be moved from the start or from a scene; "
        f"{ONE}. All combinations are in the notebook.",
    ),
    "regions": (regions, "On this page there are three of the ten seeds that the notebook has."),
}


def same(name, model, vector):
    """A vector that is drawn as `vector` is: a parameter that an activation does not have changes nothing."""
    if name != "pair":
        return vector
    first, first_parameter, second, second_parameter = vector
    has = [
        bool(ACTIVATIONS[at(model, which).values[n]].parameters)
        for which, n in (("first", first), ("second", second))
    ]
    return first, first_parameter * has[0], second, second_parameter * has[1]
