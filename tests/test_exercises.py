"""Every check accepts right answers, names the mistake in typical wrong ones, and never raises."""

import sys

import numpy as np
import pytest

from helpers.activations import relu
from helpers.exercises import EXERCISES, check, show_answer
from helpers.exercises.checking import verdict

STUB = "Not answered yet: replace the dots."


def stub(*args): ...  # replace the dots


def hinge(x):
    return np.maximum(x, 0)


def in_place(x):
    x[x < 0] = 0
    return x


def in_one_branch(x):
    if x > 0:
        return x
    return 0


# Exercise -> other right answers.
RIGHT = {
    "my_relu": [
        relu,
        lambda x: np.clip(x, 0, None),
        lambda x: np.where(x > 0, x, np.where(np.isnan(x), x, 0)),
        np.vectorize(lambda x: x if x > 0 or x != x else 0.0, otypes=[float]),
    ],
    "bend": [[1.5, -3], np.array([1.5, -3.0]), ("1.5", "-3")],
    "clip01": [
        lambda x: relu(1 - relu(1 - x)),
        lambda x: 1 - relu(1 - relu(x)),
        lambda x: np.clip(x, 0, 1),
    ],
    "my_slope": [
        lambda z: z > 0,
        lambda z: (z >= 0).astype(int),
        lambda z: np.heaviside(z, 0.5),
        lambda z: (np.sign(z) + 1) / 2,
        lambda z: [1.0 if value > 0 else 0.3 if value == 0 else 0.0 for value in z],
    ],
    "backward": [
        lambda grad_a, z: np.where(z > 0, grad_a, 0),
        lambda grad_a, z: grad_a * (z >= 0),
        lambda grad_a, z: grad_a * np.heaviside(z, 0.5),
        lambda grad_a, z: grad_a * (relu(z) > 0),
    ],
    "by_hand": [[0, 8], (0.0, 8.0), np.array([-0.0, 8])],
    "width": [0.10101, 10 / 99, "0.101", np.float64(0.1010)],
    "broken_line": [
        lambda: ([-5, 0, 0, 0, 5], [0, 0, np.nan, 1, 1]),
        lambda: (
            np.r_[np.linspace(-5, 0, 50), np.nan, np.linspace(0, 5, 50)],
            np.r_[np.zeros(50), np.nan, np.ones(50)],
        ),
        lambda: ([-5, -0.05, np.nan, 0.05, 5], [0, 0, np.nan, 1, 1]),
    ],
}

# Exercise -> typical wrong answers, with words of the sentence that names the mistake.
WRONG = {
    "my_relu": [
        (lambda x: x * (x > 0), "f(-inf) should be 0; yours gives NaN"),
        (lambda x: (x + np.abs(x)) / 2, "-inf + inf have no value"),
        (lambda x: np.where(x > 0, x, 0), "it turns NaN into 0"),
        (lambda x: np.fmax(x, 0), "it turns NaN into 0"),
        (lambda x: np.nan_to_num(np.maximum(x, 0), posinf=np.inf), "it turns NaN into 0"),
        (lambda x: np.clip(x, 0, 1e300), "both should pass unchanged"),
        (lambda x: max(0, x), "np.maximum"),
        (in_one_branch, "np.maximum"),
        (lambda x: np.where(np.isfinite(x), np.maximum(x, 0), x), "f(-inf) should be 0; yours gives -inf"),
        (lambda x: np.maximum(x, 0) + 5j, "real numbers"),
        (lambda x: sys.exit(), "SystemExit"),
        (np.abs, "that is |x|"),
        (lambda x: np.minimum(x, 0), "keep the positive one"),
        (lambda x: x > 0, "that is the slope"),
        (lambda x: x[x > 0], "they are not dropped"),
        (in_place, "changed the array it was given"),
        (lambda x: np.maximum(x, 0.01 * x), "for -2 it gives -0.02 instead of 0"),
        (lambda x: np.maximum(x, 1), "for -2 it gives 1 instead of 0"),
        (lambda x: print(end=""), "Does its last line begin with `return`?"),
        (lambda: 0, "TypeError"),
        (lambda x: undefined, "NameError"),  # noqa: F821
        (3, "must be a function, not int"),
    ],
    "bend": [
        ((-3, 1.5), "wrong order"),
        ((1.5, 3), "mind the sign of b"),
        ((1, -2), "at x = 4 the output is 2, not 3"),
        ((3, -6), "at x = 4 the output is 6, not 3"),
        ((1.5, -2), "the kink is at x = -b/w = 1.33"),
        ((1, 0), "the kink is at x = -b/w = 0; it"),
        ((0, 3), "with w = 0"),
        ((-1.5, 3), "falls to the right"),
        (1.5, "2 wanted (w, b), 1 given"),
        ((1.5, None), STUB),
        ((1.5, "b"), "give ordinary numbers"),
        ((np.nan, 1), "w, b: give ordinary numbers; got (nan, 1)"),
    ],
    "clip01": [
        (relu, "still climbs beyond 1"),
        (lambda x: relu(x) - relu(x) - 1, "belongs inside the second ReLU"),
        (lambda x: relu(x) - relu(x - 1) - 1, "belongs inside the second ReLU"),
        (lambda x: relu(x) - relu(1 - x), "1 - x is turned round"),
        (lambda x: relu(x) - relu(x + 1), "for a start at +1 write relu(x - 1)"),
        (lambda x: relu(x) + relu(x - 1), "subtract the second unit"),
        (lambda x: relu(x - 1), "at x = 0.25 it should give 0.25, and yours gives 0"),
        (lambda x: 1.0, "it should give"),
        (lambda x: np.minimum(x, 1), "at x = -2 it should give 0, and yours gives -2"),
    ],
    "my_slope": [
        (relu, "this is ReLU itself"),
        (np.sign, "left of 0 the curve is flat"),
        (lambda z: z < 0, "the two sides are exchanged"),
        (lambda z: np.heaviside(z, 2), "at 0 any value from 0 to 1 will do; yours is 2"),
        (lambda z: relu(z) / z, "yours is nan"),
        (lambda z: 1 if z > 0 else 0, "compare the whole array at once"),
        (lambda z: z[z > 0], "7 numbers went in and 3 came out"),
        (lambda z: (relu(z + 0.1) - relu(z - 0.1)) / 0.2, "at z = -0.001 the slope is 0"),
        (lambda z: 0.5 + 0 * z, "at z = -3 the slope is 0, and yours is 0.5"),
    ],
    "backward": [
        (lambda grad_a, z: grad_a * (relu(z) >= 0), "every gate is open"),
        (lambda grad_a, z: grad_a, "every gate is open"),
        (lambda grad_a, z: z * (grad_a > 0), "grad_a and z are exchanged"),
        (lambda grad_a, z: -grad_a * (z > 0), "the sign is turned round"),
        (lambda grad_a, z: grad_a if z > 0 else 0, "compare the whole array at once"),
        (lambda grad_a, z: grad_a * relu(z), "you multiplied by the activation"),
        (lambda grad_a, z: relu(grad_a), "you rectified the gradient"),
        (lambda grad_a, z: relu(grad_a) * (z > 0), "negative gradients pass an open gate too"),
        (lambda grad_a, z: z > 0, "multiply the incoming gradient by it"),
        (lambda grad_a, z: grad_a * (z < 0), "yours is open where it is negative"),
        (lambda grad_a, z: (grad_a * (z > 0))[z > 0], "it drops nothing"),
        (lambda grad_a, z: grad_a * z, "for z = -3 and dL/da = 2 it gives -6 instead of 0"),
        (lambda grad_a, z: grad_a * np.heaviside(z, 2), "anything from 0 to 1; yours is outside"),
        (lambda grad_a, z: grad_a * np.heaviside(z, -1), "anything from 0 to 1; yours is outside"),
    ],
    "by_hand": [
        ((8, 0), "exchange them"),
        ((-12, 8), "before the gates"),
        ((0, -8), "mind the sign"),
        ((0, 4), "multiplied by the outgoing weight"),
        ((0, 2), "multiplied by dL/dy"),
        ((0, 24), "do not multiply by a2"),
        ((-12, 0), "z1 = -1 is negative"),
        ((0, 6), "yours is 6"),
        ((0, 8, 0), "2 wanted (dL/dz1, dL/dz2), 3 given"),
    ],
    "width": [
        (0.1, "only 99 gaps"),
        (10 / 101, "fewer gaps than points"),
        (5 / 99, "reaches as far to the left"),
        (0.0505, "reaches as far to the left"),
        (0, "a true jump has no width"),
        (1, "yours is 1"),
        (np.nan, "give ordinary numbers; got nan"),
        ((0.1, 0.2), "1 wanted (the width), 2 given"),
    ],
    "broken_line": [
        (lambda: ([-5, 0, 0, 5], [0, 0, 1, 1]), "no NaN yet"),
        (lambda: ([-5, np.nan, -1, 1, 5], [0, np.nan, 0, 1, 1]), "still climbs"),
        (lambda: ([-5, 0, np.nan, 0, 5], [1, 1, np.nan, 0, 0]), "left of 0 the slope is 0"),
        (lambda: ([-4, 0, np.nan, 0, 4], [0, 0, np.nan, 1, 1]), "yours reaches from -4 to 4"),
        (lambda: ([-5, -1, np.nan, 1, 5], [0, 0, np.nan, 1, 1]), "should meet the jump at 0"),
        (
            lambda: ([-5, np.nan, 0, np.nan, 0, np.nan, 5], [0, np.nan, 0, np.nan, 1, np.nan, 1]),
            "draws only 0",
        ),
        (lambda: ([-5, 0, 5], [0, np.nan]), "two arrays of one length"),
        (lambda: [1.0, 2.0], "two arrays of one length"),
        (lambda: ([np.nan, np.nan], [np.nan, np.nan]), "both pieces should be there"),
        (lambda: ([0, 0, np.nan, 0, 5], [0, 0, np.nan, 1, 1]), "both pieces should be there"),
    ],
}


def cases(table):
    return [
        pytest.param(name, answer, id=f"{name}-{n}") for name in table for n, answer in enumerate(table[name])
    ]


def test_every_exercise_has_cases():
    assert set(EXERCISES) == set(RIGHT) == set(WRONG)
    assert all(len(wrong) >= 3 for wrong in WRONG.values())


@pytest.mark.parametrize("name", EXERCISES)
def test_the_reference_answer_is_right_and_the_stub_is_unanswered(name):
    reference = EXERCISES[name].answer
    assert verdict(name, reference) == f"Right. {EXERCISES[name].praise}"
    for unanswered in (stub, None, ...) if callable(reference) else (None, ..., [None] * np.size(reference)):
        assert verdict(name, unanswered) == STUB


@pytest.mark.parametrize(("name", "answer"), cases(RIGHT))
def test_every_right_answer_is_accepted(name, answer):
    assert verdict(name, answer).startswith("Right. ")


@pytest.mark.parametrize(("name", "case"), cases(WRONG))
def test_every_wrong_answer_is_told_its_mistake(name, case):
    answer, words = case
    sentence = verdict(name, answer)
    assert words in sentence
    assert sentence == STUB or sentence.startswith("Not yet: ")


@pytest.mark.parametrize("name", [*EXERCISES, "no such exercise"])
@pytest.mark.parametrize(
    "answer", ["?", {}, [], object(), int, [[1], [1, 2]], lambda *_: 1 / 0, lambda *_: {}]
)
def test_nonsense_never_raises(name, answer, capsys):
    check(name, answer)
    said = capsys.readouterr().out
    assert said.startswith(("Not yet: ", "There is no exercise 'no such exercise'. There are: my_relu"))


def test_check_wraps_long_sentences(capsys):
    check("no such exercise", 1)
    check("my_relu", np.abs)
    assert all(len(line) <= 100 for line in capsys.readouterr().out.splitlines())


def test_show_answer_prints_code_or_the_value(capsys):
    for name, words in (
        ("my_relu", "np.maximum(x, 0)"),
        ("bend", "(1.5, -3.0)"),
        ("?", "There is no exercise"),
    ):
        show_answer(name)
        assert words in capsys.readouterr().out
