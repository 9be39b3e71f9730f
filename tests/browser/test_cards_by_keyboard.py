"""Cards and a slider that plays, in a real browser and by keyboard alone."""

import os
import re
import time

import nbformat
import pytest
from browser import lab as harness
from refresh import KERNEL

required = os.environ.get("RELU_BROWSER_REQUIRED")
pytestmark = pytest.mark.skipif(
    not harness.chromium() and not required, reason="no Chromium on this machine: the cards were not opened"
)
SETUP = """
import time
import types
import numpy as np
import matplotlib.pyplot as plt
from helpers.course.predictions import guess, prediction, score, sketch
from helpers.figures import Explorer, slider, style
style.use()

@prediction(ask="Which slope?", choices={"0": "left.", "0.5": "1 over 2.", WORDS: "no."}, section=1)
def secant():
    return "0.5", "(1 - 0) / 2 = 0.5."

@guess(ask="How many?", low=0, high=100, step=1, within=5, section=2, start=40)
def share():
    return 48, "48 of 100."

@sketch(ask="Draw |x|.", places=[-1, 0, 1], low=0, high=2, step=0.5, within=0.25, section=3)
def modulus():
    return [-1, 0, 1], [1, 0, 1], "|x| at 1 is 1."

fig, ax = plt.subplots(figsize=(7, 2))
(dot,) = ax.plot([], [], "o")
ax.set(xlim=(0, 60))

def draw(step):
    time.sleep(0.05)
    dot.set_data([step], [0])
    return f"Step {step:.0f}."
""".replace("WORDS", repr("it has none, because " + "the kink is in the way, " * 8 + "at 0"))
CELLS = [
    SETUP,
    "secant()",
    "share()",
    "modulus()",
    "score(types.SimpleNamespace(**globals()))",
    "step = slider('step', 0, 0, 60, 1, play=True)\n"
    "Explorer(fig, draw, [dot], scenes={'half': {'step': 30.0}}, step=step)",
]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cards")
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    nbformat.write(notebook, folder / "cards.ipynb")
    lab = harness.Lab(folder, root=folder)
    try:
        with harness.browser() as opened:
            page = opened.new_page(viewport={"width": 1280, "height": 720})
            notebook = harness.Notebook(lab, page, "cards.ipynb")
            notebook.run_all()
            yield page
            assert (notebook.errors(), notebook.console) == ([], [])
            notebook.close()
    finally:
        lab.close()


def cell(page, number):
    return page.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".jp-OutputArea")


def press(page, number, name, key="Enter"):
    cell(page, number).get_by_role("button", name=re.compile(rf"(^|\W){name}$")).focus()  # before it an icon
    page.keyboard.press(key)


def wait_for(what, words):
    """Wait until an element reads like the pattern; its text."""
    for _ in range(500):
        if re.search(words, text := what.inner_text()):
            return text
        what.page.wait_for_timeout(20)
    raise AssertionError(f"{words!r} did not come: {text!r}")


def said(page, number):
    return cell(page, number).locator("div[role=status][aria-live=polite]").last


def test_a_choice_is_made_with_tab_and_enter_and_long_ones_are_not_cut(page):
    buttons = cell(page, 1).get_by_role("button")
    for n in range(buttons.count()):
        assert buttons.nth(n).evaluate(
            "e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight"
        )
    assert buttons.last.bounding_box()["height"] > 1.5 * buttons.first.bounding_box()["height"]
    buttons.first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "Measured: (1 - 0) / 2 = 0.5." in wait_for(said(page, 1), "^Right")
    wait_for(said(page, 4), "^1 of 1 first guesses right, 2 not made yet")


def test_a_number_is_set_with_the_arrow_keys(page):
    cell(page, 2).locator(".noUi-handle").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    wait_for(cell(page, 2).locator(".widget-readout"), "50")
    page.wait_for_timeout(500)  # while the kernel is busy a slider keeps its last value back
    press(page, 2, "this is my guess", "Space")
    wait_for(said(page, 2), "^Right. You said 50, it is 48: 2 too high")
    wait_for(said(page, 4), "^2 of 2")


def test_a_line_is_drawn_with_the_arrow_keys_and_the_curve_laid_over_it(page):
    picture = cell(page, 3).locator(".widget-gridbox svg[viewBox]")
    cell(page, 3).locator(".noUi-handle").first.focus()
    before = picture.inner_html()
    page.keyboard.press("ArrowRight")
    for _ in range(200):
        if picture.inner_html() != before:
            break
        page.wait_for_timeout(20)
    drawn = picture.inner_html()
    assert drawn != before
    press(page, 3, "this is my line")
    wait_for(said(page, 3), "^Not so. Furthest apart at 1: you drew 0, measured is 1")
    wait_for(cell(page, 3).locator("p[role=status]").first, "^Furthest apart at 1")
    assert picture.inner_html() != drawn
    wait_for(said(page, 4), "^2 of 3 first guesses right; look again at section 3")


def test_play_reaches_the_end_without_a_backlog_and_pauses(page):
    sentence, shown = (cell(page, 5).locator(what) for what in ("p[role=status]", ".widget-readout"))
    press(page, 5, "play")
    begun, apart = time.monotonic(), []
    while sentence.inner_text() != "Step 60.":
        apart.append(abs(int(shown.inner_text()) - int(re.search(r"\d+", sentence.inner_text())[0])))
        page.wait_for_timeout(100)
        assert time.monotonic() - begun < 60
    assert max(apart) <= 2  # the picture keeps up with its slider
    wait_for(cell(page, 5), "play")
    press(page, 5, "play")
    wait_for(sentence, "Step [1-9].")
    press(page, 5, "pause", "Space")
    wait_for(cell(page, 5), "play")
    page.wait_for_timeout(300)
    paused = sentence.inner_text()
    assert int(re.search(r"\d+", paused)[0]) < 50
    page.wait_for_timeout(500)
    assert sentence.inner_text() == paused


def test_a_scene_and_rewind_end_the_play_where_they_lead(page):
    sentence, shown = (cell(page, 5).locator(what) for what in ("p[role=status]", ".widget-readout"))
    for name, end in (("half", "30"), ("rewind", "0"), ("half", "30")):
        press(page, 5, "play")
        page.wait_for_timeout(350)
        press(page, 5, name)
        wait_for(sentence, f"^Step {end}\\.")
        page.wait_for_timeout(400)
        assert (sentence.inner_text(), shown.inner_text()) == (f"Step {end}.", end)
