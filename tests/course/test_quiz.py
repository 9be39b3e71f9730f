"""The quiz: each experiment decides among the choices, each choice gets its reason, the score counts."""

import re
from importlib import import_module

import ipywidgets as widgets
import nbformat
import pytest
from refresh import NOTEBOOKS
from shown import forms

from helpers.course import predictions
from helpers.course.quiz import Quiz
from helpers.figures.controls import family
from helpers.lessons import QUESTIONS

COUNT = len(QUESTIONS)
EACH = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.__name__)


@pytest.fixture
def quiz():
    made = Quiz(QUESTIONS)
    yield made
    made.restart()
    made.close()


def press(quiz, text):
    """Press the visible button with this text."""
    (button,) = (b for b in family(quiz) if isinstance(b, widgets.Button) and b.description == text)
    assert button.layout.display != "none"
    button.click()


def page(quiz):
    """What a person reads of the quiz."""
    return "\n".join(part.value for part in family(quiz) if isinstance(part, widgets.HTML))


def test_the_statements_differ_and_come_in_the_order_of_six_lessons():
    assert len({question.statement for question in QUESTIONS}) == COUNT > 20
    lessons = [question.lesson for question in QUESTIONS]
    assert lessons == sorted(lessons)
    assert {lesson[:2] for lesson in lessons} == {"01", "02", "04", "05", "06", "07"}


def test_the_prose_counts_them_right():
    """Where README, lesson 8 (title and summary) and the other pages say how many there are."""
    lesson = NOTEBOOKS / "08_summary.ipynb"
    pages = {path.name: path.read_text(encoding="utf-8") for path in NOTEBOOKS.parent.glob("*.md")}
    cells = nbformat.read(lesson, as_version=4).cells
    pages[lesson.name] = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    told = {name: re.findall(r"\b(\d+) (?:statements|experiments)\b", text) for name, text in pages.items()}
    assert len(told["README.md"]) == len(told[lesson.name]) == 2
    assert {count for counts in told.values() for count in counts} == {str(COUNT)}


@EACH
def test_the_experiment_finds_one_of_the_choices_and_says_what_it_measured(question):
    right, found = question.experiment()
    assert right in question.kind.reasons
    assert re.search(r"\d.*\.$", found)
    assert not re.search(r"nan|inf\b", found)
    for choice, reason in question.kind.reasons.items():
        verdict, measured, *why = question.take(choice)
        assert verdict == ("Right. " if choice == right else f"Not so. It came out: “{right}”.")
        assert measured == f"Measured: {found}"
        assert f"“{choice}”: {reason}" in why
    question.forget()


@EACH
def test_sentences_are_complete_and_choices_fit_a_button(question):
    assert len(set(question.kind.reasons.values())) == len(question.kind.reasons) >= 3
    for choice, reason in question.kind.reasons.items():
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
    exec(question.code(), names)
    assert names[question.__name__]() == question.experiment()


def test_the_right_answers_stand_at_different_places():
    places = [list(q.kind.reasons).index(q.experiment()[0]) for q in QUESTIONS]
    assert all(3 <= places.count(place) <= 11 for place in (0, 1, 2))


def test_the_first_answer_counts_and_others_may_be_tried(quiz):
    assert "No guesses yet" in page(quiz)
    press(quiz, "3")
    assert "Not so. " in page(quiz)
    press(quiz, "5")
    assert "<b>Right.</b>" in page(quiz)
    assert "0 of 1 first guesses right" in page(quiz)
    press(quiz, "next question")
    assert "Guess, and see." in page(quiz)
    press(quiz, "1 and 0")
    assert "1 of 2 first guesses right" in page(quiz)
    assert "✗ ✓ ·" in page(quiz)
    press(quiz, "start again")
    assert "Question 1 of " in page(quiz)
    assert "No guesses yet" in page(quiz)
    assert "Guess, and see." in page(quiz)


def test_all_right_is_a_full_score_and_the_ends_meet(quiz):
    for number, question in enumerate(QUESTIONS):
        assert quiz.number == number
        press(quiz, question.experiment()[0])
        press(quiz, "next question")
    assert quiz.number == 0
    assert "<b>Right.</b>" in page(quiz), "a question answered before shows what was said"
    assert quiz.sentence() == f"{COUNT} of {COUNT} first guesses right."
    press(quiz, "previous question")
    assert quiz.number == COUNT - 1


def test_the_wrong_ones_are_listed_with_the_place_to_return_to(quiz):
    for number, question in enumerate(QUESTIONS):
        wrong = number in (0, 1, COUNT - 1)
        choices = question.kind.reasons
        press(quiz, next(c for c in choices if (c == question.experiment()[0]) != wrong))
        quiz.turn_to(number + 1)
    assert "; look again at lesson 1, sections 2, 3; lesson 7, section 4." in page(quiz)


def test_the_cards_of_other_questions_are_freed(quiz):
    count = len(list(family(quiz)))
    first = quiz.stage.children[0]
    quiz.turn_to(2)
    assert first.comm is None
    quiz.turn_to(0)
    assert len(list(family(quiz))) == count


def test_an_experiment_that_fails_is_not_hidden():
    def broken():
        raise RuntimeError("no digits")

    parts = {"statement": "S.", "ask": "A?", "choices": {"1": "x.", "2": "y."}, "lesson": "01_definition"}
    made = Quiz([predictions.question(**parts, section=1)(broken)])
    press(made, "1")
    assert "stopped with RuntimeError: no digits" in page(made)
    assert "stopped with RuntimeError: no digits" in forms(made)["text/plain"]
    assert "No guesses yet" in page(made)
    made.close()


def test_readers_without_a_kernel_see_all_questions_and_the_text_holds_every_result(quiz):
    bundle = forms(quiz)
    assert bundle["text/plain"].count("[x]") == COUNT
    numbers = re.findall(r"^(\d+)\. “", bundle["text/plain"], re.M)
    assert numbers == [str(number) for number in range(1, COUNT + 1)]
    assert repr(quiz) == f"<quiz, question 1, No guesses yet: there are {COUNT} cards to guess on.>"
    for question in QUESTIONS:
        assert question.experiment()[1] in bundle["text/plain"]
        assert f'<a href="{question.lesson}.ipynb"' in bundle["text/html"]
    assert bundle["text/html"].count("<summary>Answer</summary>") == COUNT
    assert bundle["text/html"].count("<summary>The experiment</summary><pre>") == COUNT


def test_numbers_in_the_reasons():
    assert pytest.approx(25e6, rel=0.02) == 6**9.5
    assert pytest.approx(0.4, abs=0.01) == (1 / 6) ** 0.5
    assert pytest.approx(0.4, abs=0.01) == (2 * 3.14159265) ** -0.5
