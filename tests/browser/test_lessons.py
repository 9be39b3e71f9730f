"""The lessons in a real browser: opened in JupyterLab, run, and moved by keyboard, as a person would."""

import os
import re

import nbformat
import pytest
from browser import lab as harness

from helpers.lessons import QUESTIONS

required = os.environ.get("RELU_BROWSER_REQUIRED")
pytestmark = pytest.mark.skipif(
    not harness.chromium() and not required, reason="no Chromium on this machine: the lessons were not opened"
)
SCENES = "button:not(.widget-toggle-button):not(.player button)"
NOTEBOOKS = harness.PROJECT / "notebooks"
LESSONS = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
LONG = ("04_why_relu.ipynb", "05_dying_relu.ipynb", "06_alternatives.ipynb", "07_piecewise_linear.ipynb")
LIVE = re.compile(r"(explorers|predictions|quiz)\.|score\(")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    started = harness.Lab(tmp_path_factory.mktemp("lab"))
    yield started
    started.close()


@pytest.fixture(scope="module")
def page():
    with harness.browser() as chromium:
        yield chromium.new_page(viewport={"width": 1366, "height": 900})


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, lab, page):
    """The lesson, opened and run from top to bottom.

    The calculations of the long ones are left out: nbval runs them and compares them with what is stored, and
    that is what the page shows of them. So of these lessons all that is live runs here.
    """
    opened = harness.Notebook(lab, page, f"notebooks/{request.param}")
    opened.stored = page.locator(".jp-Notebook figure img").count()
    opened.asked = page.get_by_text("Would you like to").count()
    if request.param in LONG:
        opened.run(*live_cells(NOTEBOOKS / request.param))
    else:
        opened.run_all()
    yield opened
    opened.close()


def live_cells(path):
    """Numbers of the first cell of code, and of those that show an explorer, a card, a score, the quiz."""
    cells = nbformat.read(path, as_version=4).cells
    first, *others = (number for number, cell in enumerate(cells) if cell.cell_type == "code")
    return [first, *(number for number in others if LIVE.match(cells[number].source))]


def explorers(lesson):
    """Each live explorer, as the element that holds its controls and its picture."""
    found = lesson.page.locator(".jp-Notebook .explorer:not(.prediction-card *)")
    return [found.nth(n) for n in range(found.count())]


def picture(explorer):
    return explorer.locator("svg[viewBox]").inner_html()


def sentence(explorer):
    return explorer.locator("[role=status]").inner_text()


def changes(explorer, action, what=picture):
    before = what(explorer)
    action()
    for _ in range(500):
        if what(explorer) != before:
            return True
        explorer.page.wait_for_timeout(20)
    return False


def test_before_it_runs_the_reader_sees_the_stored_pictures_and_no_questions(lesson):
    assert lesson.stored >= 1
    assert lesson.asked == 0


def test_running_it_gives_no_error_and_nothing_in_the_console(lesson):
    assert lesson.errors() == []
    assert lesson.console == []


def test_every_picture_has_alt_text_a_width_and_a_caption(lesson):
    images = lesson.page.locator(".jp-Notebook .jp-OutputArea-output img").evaluate_all(
        """images => images.map(e => ({alt: e.alt, natural: e.complete && e.naturalWidth,
            wide: e.getBoundingClientRect().width,
            room: e.closest('.jp-Cell').getBoundingClientRect().width}))"""
    )
    assert len(images) >= 1
    for image in images:
        assert len(image["alt"]) > 20
        assert image["natural"] > 500
        assert 0 < image["wide"] <= image["room"]
    captions = lesson.page.locator(".jp-Notebook figcaption, .jp-Notebook p[role=status][aria-live=polite]")
    assert captions.count() == len(images)


def test_every_slider_moves_its_picture_by_keyboard(lesson):
    moved = 0
    for explorer in explorers(lesson):
        handles = explorer.locator(".noUi-handle:visible")
        for n in range(handles.count()):
            handles.nth(n).focus()
            leftmost = handles.nth(n).evaluate("e => e.ariaValueNow === e.ariaValueMin")
            key = "ArrowRight" if leftmost else "ArrowLeft"
            assert changes(explorer, lambda key=key: lesson.page.keyboard.press(key)), f"slider {n}"
            label = handles.nth(n).locator("xpath=ancestor::*[contains(@class, 'widget-slider')][1]//label")
            assert label.inner_text().strip()
            moved += 1
    assert moved == lesson.sliders().count()
    assert moved or not explorers(lesson)
    assert lesson.errors() == []


def at_rest(explorer):
    """The sentence once it stays: a player that is stopped may have one step under way."""
    before, now = None, sentence(explorer)
    while now != before and explorer.locator(".player").count():
        explorer.page.wait_for_timeout(100)
        before, now = now, sentence(explorer)
    return now


def press(lesson, button):
    button.focus()
    lesson.page.keyboard.press("Enter")
    lesson.settle()


def test_every_scene_works_by_keyboard(lesson):
    for explorer in explorers(lesson):
        said = {}
        buttons = explorer.locator(SCENES).all()
        for button in [*buttons, *buttons[:1]]:  # from anywhere to anywhere: tests/lessons/test_explorers.py
            press(lesson, button)
            now = at_rest(explorer)
            assert said.setdefault(button.inner_text(), now) == now
        assert len(set(said.values())) >= len(buttons) - 1  # a scene may be where the explorer starts
    assert lesson.errors() == []


def test_every_choice_works_by_keyboard(lesson):
    for explorer in explorers(lesson):
        buttons = explorer.locator("button.widget-toggle-button").all()
        for button in [*buttons[1:], *buttons[:1]]:
            if "mod-active" not in button.get_attribute("class"):
                assert changes(explorer, lambda button=button: press(lesson, button), sentence)
    assert lesson.errors() == []


def test_layers_of_an_explorer_lie_exactly_on_each_other(lesson):
    for explorer in explorers(lesson):
        still, overlay = (
            explorer.locator("img").bounding_box(),
            explorer.locator("svg[viewBox]").bounding_box(),
        )
        for side in ("x", "y", "width", "height"):
            assert abs(still[side] - overlay[side]) < 1, side


def test_after_a_fast_drag_the_last_picture_is_the_last_values(lesson):
    for explorer in explorers(lesson)[:1]:
        press(lesson, explorer.locator(SCENES).first)  # the scene "start"
        explorer.locator(".noUi-handle:visible").last.focus()
        lesson.page.keyboard.press("Home")
        lesson.settle()
        at_rest(explorer)

        def drag():
            for _ in range(50):
                lesson.page.keyboard.press("ArrowRight")

        assert changes(explorer, drag, sentence)
        after_drag, seen = None, (picture(explorer), sentence(explorer))
        while seen != after_drag:  # while the kernel is busy a slider keeps its last value back
            lesson.page.wait_for_timeout(500)
            lesson.settle()
            after_drag, seen = seen, (picture(explorer), sentence(explorer))
        left, right = (lambda key=key: lesson.page.keyboard.press(key) for key in ("ArrowLeft", "ArrowRight"))
        assert changes(explorer, left)  # it may be at its right end
        assert changes(explorer, right)
        assert (picture(explorer), sentence(explorer)) == after_drag


def quizzes(lesson):
    return lesson.page.locator(
        ".jp-Notebook .jupyter-widgets.widget-vbox:has(> div > button:text('start again'))"
    ).all()


def verdict(quiz):
    return quiz.locator(".prediction-card [role=status]").inner_text()


def answer(quiz, choice):
    return quiz.get_by_role("button", name=re.compile(rf"(^|\W){choice}$"))  # once pressed, before it an icon


def test_the_quiz_is_played_by_keyboard_and_leads_back_to_the_lesson(lesson):
    for quiz in quizzes(lesson):
        for choice in ("3", "5"):
            answer(quiz, choice).focus()
            assert changes(quiz, lambda: lesson.page.keyboard.press("Space"), verdict)
        assert verdict(quiz).startswith("Right.")
        assert "0 of 1 first guesses right" in quiz.inner_text()
        following = quiz.get_by_role("button", name="next question")
        press(lesson, following)
        assert f"Question 2 of {len(QUESTIONS)}" in quiz.inner_text()
        assert verdict(quiz) == "Guess, and see."
        assert following.evaluate("e => e === document.activeElement"), "the focus stays for the next press"
        press(lesson, quiz.get_by_role("button", name="previous question"))
        assert verdict(quiz).startswith("Not so."), "the first guess is shown again"
        press(lesson, answer(quiz, "5"))
        with lesson.page.expect_popup() as opened:
            quiz.get_by_role("link").click()
        opened.value.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        assert "01_definition" in opened.value.url
        opened.value.close()
    assert lesson.errors() == []


def test_running_an_explorers_cell_again_leaves_one_and_closes_the_other(lesson):
    count = "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel._comms.size"
    run = """() => jupyterapp.commands.execute('notebook:run-cell').then(() => 1)"""
    live = [*explorers(lesson), *quizzes(lesson)]
    live[0].locator("xpath=ancestor::*[contains(@class, 'jp-CodeCell')][1]").locator(
        ".jp-InputPrompt"
    ).click()
    sizes = []
    for _ in range(3):
        lesson.page.evaluate(run)
        lesson.settle()
        sizes.append(lesson.page.evaluate(count))
    assert sizes[0] == sizes[1] == sizes[2] > 10
    again = [*explorers(lesson), *quizzes(lesson)]
    assert len(again) == len(live) > 0
    assert again[0].locator("[role=status]").first.inner_text()
