"""The sources of the pages: what stands on the start page, what a lesson loses, which links lead nowhere."""

import io
import re

import pytest
from fontTools.ttLib import TTFont
from links import missing

from helpers.site import pages
from helpers.site.extension import apart, mathml
from helpers.site.font import dejavu


@pytest.fixture(scope="module")
def lessons():
    return pages.lessons()


def test_the_start_page_has_each_lesson_with_a_picture_and_its_minutes(lessons):
    start = pages.start(lessons)
    assert start.count("<li><img ") == len(lessons) == len(pages.table())
    for name, title, _, minutes in [(row[1], row[0], *row[2:]) for row in pages.table()]:
        assert f'<a href="{name}.html"' in start
        assert title.replace("'", "&#x27;") in start
        assert f"{minutes} minutes" in start
    assert pages.command() in start


def test_every_explorer_card_score_and_quiz_is_recorded(lessons):
    lines = [line for lesson in lessons.values() for _, line in pages.jobs(lesson).values()]
    code = [cell for lesson in lessons.values() for cell in lesson.cells if cell.cell_type == "code"]
    last = [cell.source.split("\n")[-1] for cell in code]
    assert lines == [
        line for line in last if line.startswith(("explorers.", "predictions.", "score(", "quiz."))
    ]
    assert len(lines) > 100


def test_a_page_has_neither_what_only_helps_in_a_notebook_nor_links_if_it_is_alone(lessons):
    for lesson in lessons.values():
        parts = {cell: ("<p>moves</p>", "", "") for cell in pages.jobs(lesson)}
        for alone in (False, True):
            made = pages.page(lesson, parts, "<a>notebook</a>", alone)
            text = "\n".join(cell.source for cell in made.cells if cell.cell_type == "markdown")
            assert "does not find `helpers`" not in text
            assert "show_answer()" not in text
            assert (".ipynb)" in text) != alone
            assert len(re.findall("^# ", text, re.M)) == 1
            html = [
                out.data["text/html"]
                for cell in made.cells
                for out in cell.get("outputs", [])
                if "data" in out and "text/html" in out.data
            ]
            assert html.count("<p>moves</p>") == len(parts)


def test_the_description_of_a_lesson_has_no_markup(lessons):
    for lesson in lessons.values():
        title, told = pages.described(lesson)
        assert lesson.cells[0].source.startswith(f"# {title}\n")
        assert len(told) > 40
        assert not set(told) & set("*_`[]$#")


def test_the_sheet_says_what_it_shows(lessons):
    assert 'alt="ReLU on one page' in pages.sheet(lessons)


def test_the_font_is_small_and_the_same_each_time():
    assert dejavu() == dejavu()
    assert len(dejavu()) < 200_000


def test_subscripts_stand_below_and_superscripts_above():
    constants = TTFont(io.BytesIO(dejavu()))["MATH"].table.MathConstants
    assert constants.SubscriptShiftDown.Value > 400  # of 2048 units
    assert constants.SuperscriptShiftUp.Value > 600


def test_a_formula_comes_apart_where_it_may_break():
    assert apart(r"a = 1, \qquad b") == ["a = 1, ", " b"]
    inside = r"\begin{cases} a \qquad b \end{cases}"
    assert apart(inside) == [inside]


def test_a_prime_stands_on_the_line():
    assert "<msup>" not in mathml("f'(z)")
    assert "<msup><mi>z</mi><mn>2</mn></msup>" in mathml("z^2")


def test_links_that_lead_nowhere_are_found(tmp_path):
    (tmp_path / "a.html").write_text(
        '<a href="b.html#here">1</a><a href="b.html#there">2</a><img src="c.png">'
    )
    (tmp_path / "b.html").write_text(
        '<p id="here"><a href="https://example.org/x">3</a><a href="#">4</a></p>'
    )
    assert missing(tmp_path) == (["a.html: b.html#there", "a.html: c.png"], ["https://example.org/x"])
