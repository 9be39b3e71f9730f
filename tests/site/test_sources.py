"""The sources of the pages: what stands on the start page, what a lesson loses, which links lead nowhere."""

import io
import re
import types
from pathlib import Path

import matplotlib
import pytest
from docutils.nodes import SkipNode
from fontTools.ttLib import TTFont
from links import missing

from helpers.explore import EXPLORERS as explorers
from helpers.site import cards, extension, pages
from helpers.site.extension import apart, mathml
from helpers.site.font import dejavu
from helpers.site.record import record


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


def test_the_font_has_no_hints_and_no_times_but_all_forms_of_its_letters():
    font = TTFont(io.BytesIO(dejavu()))
    assert not {"fpgm", "prep", "cvt ", "FFTM"} & set(font.keys())
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"aalt", "case", "ccmp", "dlig", "liga", "locl", "salt"} <= features
    assert font["MATH"].table.MathConstants.ScriptPercentScaleDown == 72
    source = TTFont(Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf"))
    assert font["head"].modified == source["head"].modified


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


class App:
    """Stands in for Sphinx: what it is told, and what was written into a page."""

    def __init__(self):
        self.told, self.body = [], []
        self.config = types.SimpleNamespace(html_title="All & sundry", descriptions={}, address="")

    def __getattr__(self, name):
        return lambda *arguments: self.told.append((name, *arguments))


def test_sphinx_is_told_of_formulas_and_descriptions():
    app = App()
    assert extension.setup(app) == {"parallel_read_safe": True, "parallel_write_safe": True}
    values, (_, kind, (inline, none), (block, nothing)), (_, event, describe) = app.told[:2], *app.told[2:]
    assert values == [
        ("add_config_value", "descriptions", {}, "html"),
        ("add_config_value", "address", "", "html"),
    ]
    assert (kind, none, nothing, event) == ("mathml", None, None, "html-page-context")
    for write in (inline, block):
        with pytest.raises(SkipNode):
            write(app, types.SimpleNamespace(astext=lambda: r"a \qquad b"))
    a, b, block_a, block_b = (
        mathml(part, **more) for more in ({}, {"display": "block"}) for part in ("a ", " b")
    )
    assert a != block_a
    assert app.body == [a + b, f'<div class="formula">{block_a + block_b}</div>']
    context = {}
    describe(app, "some", "page.html", context, None)
    of_site = '<meta name="description" content="All &amp; sundry">'
    assert context["metatags"].splitlines() == [
        of_site,
        '<meta property="og:type" content="website">',
        '<meta property="og:title" content="All &amp; sundry">',
        '<meta property="og:description" content="All &amp; sundry">',
        '<meta property="og:site_name" content="All &amp; sundry">',
    ]
    app.config.descriptions["some"], app.config.address = (
        ("A <title>", "What it says."),
        "https://example.org",
    )
    context = {"metatags": "<meta>\n"}
    describe(app, "some", "page.html", context, None)
    assert context["metatags"].splitlines() == [
        "<meta>",
        '<meta name="description" content="What it says.">',
        '<meta property="og:type" content="website">',
        '<meta property="og:title" content="A &lt;title&gt;">',
        '<meta property="og:description" content="What it says.">',
        '<meta property="og:site_name" content="All &amp; sundry">',
        '<meta property="og:url" content="https://example.org/some.html">',
        '<meta property="og:image" content="https://example.org/_static/share.png">',
    ]


def test_what_is_recorded_of_a_card_and_of_an_explorer_is_what_the_lesson_shows(lessons):
    jobs = dict(pages.jobs(lessons["03_two_panel_plot"]).values())
    (setup,) = jobs
    card = "predictions.between()"
    names = {}
    exec(setup, names)
    made = cards.html("between", eval(card, names), alone=False)
    assert pages.recorded(setup, card, alone=False) == (made, "", "")
    shown, name, states = pages.recorded(setup, "explorers.points()", False)
    assert name == "points"
    assert shown.startswith('<figure class="explorer" data-explorer="points"')
    packed = re.fullmatch(
        r'<script type="application/octet-stream" data-states="points">([^<]+)</script>', states
    )
    assert packed[1] == record("points", explorers["points"]()).packed()
    with pytest.raises(RuntimeError, match=r"^predictions\.none\(\) stopped with AttributeError: "):
        pages.recorded(setup, "predictions.none()", False)


def test_headings_go_down_a_level_only_where_a_lesson_has_several_titles(lessons):
    for lesson in lessons.values():
        made = pages.page(lesson, {}, "", False)
        before, after = (
            [line for cell in each.cells if cell.cell_type == "markdown" for line in cell.source.splitlines()]
            for each in (lesson, made)
        )
        sections = [sum(line.startswith("## ") for line in lines) for lines in (before, after)]
        titles = sum(line.startswith("# ") for line in before)
        assert sections[1] == (sections[0] if titles == 1 else titles - 1)


def test_the_start_page_counts_the_lessons_and_lists_them(lessons):
    start = pages.start(lessons)
    assert "in 8\nlessons and about 11 hours" in start
    listed = start.split(":hidden:\n\n")[1].splitlines()
    assert listed[0] == "1. Meet ReLU <01_definition>"
    assert [line.split("<")[-1] for line in listed[:-1]] == [*(f"{name}>" for name in lessons), "sheet"]


def test_the_cheat_sheet_and_a_notebook_have_the_same_bytes_each_time(tmp_path):
    sheet = pages.cheat_sheet()
    assert sheet.startswith("<?xml")
    assert "<dc:date>" not in sheet
    assert "<dc:creator>" not in sheet
    pages.write({"b": "→", "a": [1]}, tmp_path / "a.ipynb")
    assert (tmp_path / "a.ipynb").read_text(encoding="utf-8") == '{\n "a": [\n  1\n ],\n "b": "→"\n}'


def test_links_that_lead_nowhere_are_found(tmp_path):
    (tmp_path / "a.html").write_text(
        '<a href="b.html#here">1</a><a href="b.html#there">2</a><img src="c.png">'
    )
    (tmp_path / "b.html").write_text(
        '<p id="here"><a href="https://example.org/x">3</a><a href="#">4</a></p>'
    )
    assert missing(tmp_path) == (["a.html: b.html#there", "a.html: c.png"], ["https://example.org/x"])
