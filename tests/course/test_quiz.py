"""The quiz: each experiment decides among the choices, each choice gets its reason, the score counts."""

import re
from importlib import import_module

import ipywidgets as widgets
import nbformat
import pytest
from refresh import NOTEBOOKS

from helpers.course.predictions import Question, closest
from helpers.course.quiz import Quiz, as_html, as_text
from helpers.figures.controls import family
from helpers.lessons import QUESTIONS

EACH = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.experiment.__name__)


@pytest.fixture
def quiz():
    made = Quiz()
    yield made
    made.close()


def press(quiz, text):
    """Press the visible button with this text."""
    (button,) = (b for b in family(quiz) if isinstance(b, widgets.Button) and b.description == text)
    assert button.layout.display != "none"
    button.click()


def page(quiz):
    """What a person reads of the quiz."""
    return "\n".join(part.value for part in family(quiz) if isinstance(part, widgets.HTML))


def test_there_are_21_statements_on_six_lessons_in_their_order():
    assert len({question.statement for question in QUESTIONS}) == 21
    lessons = [question.lesson for question in QUESTIONS]
    assert lessons == sorted(lessons)
    assert {lesson[:2] for lesson in lessons} == {"01", "02", "04", "05", "06", "07"}


@EACH
def test_the_experiment_finds_one_of_the_choices_and_says_what_it_measured(question):
    right, found = question.experiment()
    assert right in question.choices
    assert re.search(r"\d.*\.$", found)
    assert not re.search(r"nan|inf\b", found)
    assert question.comment(right) == f"Right: {question.choices[right]}"
    for wrong in set(question.choices) - {right}:
        assert question.comment(wrong) == f"Not so: {question.choices[wrong]}"


@EACH
def test_sentences_are_complete_and_choices_fit_a_button(question):
    assert len(set(question.choices.values())) == len(question.choices) >= 3
    for choice, reason in question.choices.items():
        assert len(choice) <= 45
        assert len(reason) > 15
        assert reason.endswith(".")
    assert question.statement.endswith(".")
    assert "?" in question.ask


@EACH
def test_the_place_to_return_to_exists(question):
    cells = nbformat.read(NOTEBOOKS / f"{question.lesson}.ipynb", as_version=4).cells
    headings = [line for cell in cells for line in cell.source.splitlines() if line.startswith("## ")]
    assert any(line.startswith(f"## {question.section}. ") for line in headings)


@EACH
def test_the_code_that_is_shown_is_the_code_that_runs(question):
    parts = [*question.shows, question.experiment]
    names = {name: made for part in parts for name, made in vars(import_module(part.__module__)).items()}
    for part in list(names.values()):  # what it needs of its lesson is shown with it
        if getattr(part, "__module__", "").startswith("helpers.lessons."):
            del names[part.__name__]
    exec("def shown():\n    " + question.code.replace("\n", "\n    "), names)
    assert names["shown"]() == question.experiment()


def test_the_right_answers_stand_at_different_places():
    places = [list(q.choices).index(q.experiment()[0]) for q in QUESTIONS]
    assert all(3 <= places.count(place) <= 11 for place in (0, 1, 2))


def test_the_first_answer_counts_and_others_may_be_tried(quiz):
    press(quiz, "3")
    assert "Not so: " in page(quiz)
    press(quiz, "5")
    assert "Right: " in page(quiz)
    assert (quiz.score, len(quiz.given)) == (0, 1)
    press(quiz, "next question")
    assert "Predict, then press an answer." in page(quiz)
    press(quiz, "1 and 0")
    assert (quiz.score, len(quiz.given)) == (1, 2)
    assert "1 of 2 first answers right" in page(quiz)
    assert "✗ ✓ ·" in page(quiz)
    quiz.restart()
    assert (quiz.score, quiz.number, quiz.given) == (0, 0, {})
    assert "no answers yet" in page(quiz)


def test_all_right_is_a_full_score_and_the_ends_meet(quiz):
    for number, question in enumerate(QUESTIONS):
        assert quiz.number == number
        press(quiz, question.experiment()[0])
        press(quiz, "next question")
    assert (quiz.score, quiz.number) == (21, 0)
    assert "You answered “5”. Right: " in page(quiz)
    assert "All questions answered. All of them right." in page(quiz)
    press(quiz, "previous question")
    assert quiz.number == 20


def test_at_the_end_the_wrong_ones_are_listed_with_the_place_to_return_to(quiz):
    for number, question in enumerate(QUESTIONS):
        assert "All questions answered" not in page(quiz)
        quiz.answer(
            next(c for c in question.choices if (c == question.experiment()[0]) == (number not in (0, 20)))
        )
        quiz.turn_to(number + 1)
    assert "Read again: 1 (lesson 1, section 2), 21 (lesson 7, section 4)." in page(quiz)


def test_an_answer_that_is_no_choice_is_refused_and_not_counted(quiz):
    with pytest.raises(ValueError, match=r"^The choices are 3, 5, it depends on their order; got '4'\.$"):
        quiz.answer("4")
    assert quiz.given == {}


def test_an_experiment_that_fails_is_not_hidden():
    def broken():
        raise RuntimeError("no digits")

    made = Quiz([Question("S.", "A?", {"1": "x.", "2": "y."}, "01_definition", 1, broken)])
    with pytest.raises(RuntimeError, match="no digits"):
        made.answer("1")
    press(made, "1")
    assert "This experiment stopped with RuntimeError: no digits" in page(made)
    assert made.given == {}
    made.close()


def test_readers_without_a_kernel_see_all_questions_and_the_text_holds_every_result(quiz):
    bundle = quiz._repr_mimebundle_()
    assert bundle["text/plain"] == as_text()
    assert bundle["text/plain"].count("[x]") == 21
    for question in QUESTIONS:
        assert question.experiment()[1] in bundle["text/plain"]
        assert f'<a href="{question.lesson}.ipynb"' in bundle["text/html"]
    assert as_html().count("<summary>Answer</summary>") == 21


def test_closest_is_the_choice_with_the_nearest_number():
    assert closest(0.2, {"none": 0, "half": 0.5}) == "none"
    assert closest(0.3, {"none": 0, "half": 0.5}) == "half"


def test_numbers_in_the_reasons():
    assert pytest.approx(25e6, rel=0.02) == 6**9.5
    assert pytest.approx(0.4, abs=0.01) == (1 / 6) ** 0.5
    assert pytest.approx(0.4, abs=0.01) == (2 * 3.14159265) ** -0.5
