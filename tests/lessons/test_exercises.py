"""Every check accepts right answers, names the mistake in typical wrong ones, and never raises."""

import copy
import re

import numpy as np
import pytest
from cases import LESSONS

from helpers.course.checks import STUB, Verdict, exercise
from helpers.lessons import EXERCISES


def stub(*args):
    return ...  # replace the dots


RIGHT = {name: answers for lesson in LESSONS for name, answers in lesson.RIGHT.items()}
WRONG = {name: answers for lesson in LESSONS for name, answers in lesson.WRONG.items()}


def cases(table):
    return [
        pytest.param(name, answer, id=f"{name}-{n}") for name in table for n, answer in enumerate(table[name])
    ]


def plain(text):
    """Its words and numbers alone; the sentence to the letter stands in recorded.txt."""
    return " ".join(re.findall(r"\w+", text.lower()))


def test_every_exercise_has_cases():
    assert set(EXERCISES) == set(RIGHT) == set(WRONG)
    assert all(len(wrong) >= 3 for wrong in WRONG.values())


@pytest.mark.parametrize("name", EXERCISES)
def test_the_reference_answer_is_right_and_the_stub_is_unanswered(name):
    exercise, reference = EXERCISES[name], EXERCISES[name].answer
    assert exercise.verdict(reference) == Verdict(True, f"Right. {exercise.praise}")
    for unanswered in (stub, None, ...) if callable(reference) else (None, ..., [None] * np.size(reference)):
        assert exercise.verdict(unanswered) == STUB == Verdict(False, "Not answered yet: replace the dots.")


@pytest.mark.parametrize(("name", "answer"), cases(RIGHT))
def test_every_right_answer_is_accepted(name, answer):
    assert EXERCISES[name].verdict(answer).right


@pytest.mark.parametrize(("name", "case"), cases(WRONG))
def test_every_wrong_answer_is_told_its_mistake(name, case):
    answer, words = case
    verdict = EXERCISES[name].verdict(answer)
    assert verdict.right is False
    assert plain(words) in plain(verdict.sentence)
    assert verdict == STUB or verdict.sentence.startswith("Not yet: ")


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
    exercise, reference = EXERCISES[name], EXERCISES[name].answer
    takes_arrays = not isinstance(reference, tuple) and callable(reference) and name != "broken_line"
    if takes_arrays:
        assert "changed the array it was given" in exercise.verdict(overwriting(reference)).sentence
    if name == "patient":
        initial, backward = reference
        said = exercise.verdict((initial, overwriting(backward))).sentence
        assert "my_backward changed an array it was given" in said
    assert exercise.verdict(reference).right


NONSENSE = ["?", {}, [], object(), int, [[1], [1, 2]], lambda *_: 1 / 0, lambda *_: {}]


@pytest.mark.parametrize("name", EXERCISES)
def test_nonsense_never_raises(name, capsys):
    for answer in NONSENSE:
        EXERCISES[name].check(answer)
        assert capsys.readouterr().out.startswith("Not yet: "), answer


def test_check_prints_the_sentence_in_lines_of_a_hundred_letters(capsys):
    EXERCISES["softplus"].check(lambda z: np.log(1 + np.exp(z)))
    said = capsys.readouterr().out
    assert " ".join(said.split()) == EXERCISES["softplus"].verdict(lambda z: np.log(1 + np.exp(z))).sentence
    assert 90 < max(map(len, said.splitlines())) <= 100


def test_an_exercise_is_reached_by_its_name_in_its_lesson():
    from helpers.lessons.definition import exercises

    assert exercises.bend is EXERCISES["bend"]
    assert exercises.bend.answer == (1.5, -3.0)


def test_an_exercise_is_an_answer_praise_and_a_function_that_finds_the_mistake():
    made = exercise(4, "Two and two.")(lambda answer: None if answer == 4 else "count again.")
    assert made.answer == 4
    assert made.verdict(4) == Verdict(True, "Right. Two and two.")
    assert made.verdict(5) == Verdict(False, "Not yet: count again.")


def test_the_reference_answers_close_the_gate_at_0():
    z = np.array([-1.0, 0.0, 1.0])
    assert EXERCISES["my_slope"].answer(z).tolist() == [0, 0, 1]
    assert EXERCISES["backward"].answer(2 + z, z).tolist() == [0, 0, 3]


def test_show_answer_prints_code_or_the_value_and_its_reason(capsys):
    two = ("    return p\n\n\n", "def my_backward(p, x, t):")
    by_hand = "(0.0, 8.0)\nOnly the second gate is open: dL/dy = 4, times v = 2, times the slope 1.\n"
    for name, words in (("my_relu", ("np.maximum(x, 0)",)), ("by_hand", (by_hand,)), ("patient", two)):
        EXERCISES[name].show_answer()
        said = capsys.readouterr().out
        assert all(each in said for each in words)
        assert (EXERCISES[name].praise in said) == (name == "by_hand")
