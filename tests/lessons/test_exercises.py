"""Every check accepts right answers, names the mistake in typical wrong ones, and never raises."""

import copy

import numpy as np
import pytest
from cases import LESSONS

from helpers.course.checks import STUB, verdict
from helpers.lessons import EXERCISES, check, show_answer


def stub(*args):
    return ...  # replace the dots


RIGHT = {name: answers for lesson in LESSONS for name, answers in lesson.RIGHT.items()}
WRONG = {name: answers for lesson in LESSONS for name, answers in lesson.WRONG.items()}


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


def overwriting(function):
    """The function, but afterwards everything in the arrays it was given is lost."""

    def answer(*arguments):
        result = copy.deepcopy(function(*arguments))
        for part in arguments:
            for array in part if isinstance(part, list) else [part]:
                if isinstance(array, np.ndarray):
                    array[...] = -7
        return result

    return answer


@pytest.mark.parametrize("name", EXERCISES)
def test_a_right_answer_that_overwrites_its_input_is_told_so_and_does_no_harm(name):
    reference = EXERCISES[name].answer
    takes_arrays = not isinstance(reference, tuple) and callable(reference) and name != "broken_line"
    if takes_arrays:
        assert "changed the array it was given" in verdict(name, overwriting(reference))
    if name == "patient":
        initial, backward = reference
        assert "my_backward changed an array it was given" in verdict(name, (initial, overwriting(backward)))
    assert verdict(name, reference) == f"Right. {EXERCISES[name].praise}"


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
