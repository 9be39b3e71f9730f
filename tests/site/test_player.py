"""The player in a browser: it says what the live cards say, and shows what was recorded."""

import os
from pathlib import Path

import numpy as np
import pytest
from browser import lab as harness

from helpers.course.cards import Score
from helpers.course.predictions import predictions_of, score
from helpers.explore import EXPLORERS
from helpers.figures import style
from helpers.lessons import QUESTIONS
from helpers.lessons.derivative import predictions
from helpers.site import cards, figure
from helpers.site.record import record

pytestmark = pytest.mark.skipif(
    not harness.chromium() and not os.environ.get("RELU_BROWSER_REQUIRED"),
    reason="no Chromium on this machine: the player was not opened",
)
STATIC = Path(cards.__file__).parent / "static"
CARDS = {made.__name__: made for made in predictions_of(predictions)}
SKETCH = next(name for name, made in CARDS.items() if hasattr(made.kind, "places"))
NUMBERS = [name for name, made in CARDS.items() if hasattr(made.kind, "unit")]
CHOICES = [name for name, made in CARDS.items() if hasattr(made.kind, "reasons")]


@pytest.fixture(scope="module")
def recordings():
    style.use()
    return {name: record(name, EXPLORERS[name]()) for name in ("points", "gates")}


@pytest.fixture(scope="module")
def written(recordings):
    """A page of all cards of lesson 2, its score, and two explorers."""
    parts = [f'<div id="{name}">{cards.html(name, made())}</div>' for name, made in CARDS.items()]
    parts += [cards.html("", score(predictions))]
    for name, recording in recordings.items():
        parts += [figure.html(name, recording, ""), figure.states(name, recording)]
    script = (STATIC / "player.js").read_text(encoding="utf-8")
    return f"<html><body>{''.join(parts)}<script>{script}</script></body></html>"


@pytest.fixture(scope="module")
def opened(written):
    with harness.browser() as browser:
        yield browser


@pytest.fixture
def page(opened, written):
    """The page anew, nothing guessed yet, here and there."""
    for made in CARDS.values():
        made.forget()
    shown = opened.new_page()
    errors = []
    shown.on("pageerror", lambda error: errors.append(str(error)))
    shown.set_content(written)
    yield shown
    shown.close()
    assert errors == []


def said(name, attempt):
    """What the live card says to a guess."""
    card = CARDS[name]()
    card.guess(attempt)
    return card.said.value.replace('<div role="status" aria-live="polite">', "<div>")


def same_html(page, selector, expected):
    """Whether an element has this HTML, as the browser writes it."""
    return page.evaluate(
        "([selector, html]) => { const made = document.createElement('div'); made.innerHTML = html;"
        "return document.querySelector(selector).innerHTML === made.innerHTML }",
        [selector, expected],
    )


def move(page, selector, value):
    page.locator(selector).evaluate(
        "(e, v) => { e.value = v; e.dispatchEvent(new Event('input', {bubbles: true})) }", value
    )


@pytest.mark.parametrize("name", CHOICES)
def test_each_choice_gets_the_reply_of_the_live_card(page, name):
    for n, choice in enumerate(CARDS[name].kind.reasons):
        page.locator(f"#{name} [data-answer='{n}']").press("Enter")
        assert same_html(page, f"#{name} .reply", said(name, choice))


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_gets_the_reply_of_the_live_card(page, name):
    kind = CARDS[name].kind
    last = int(page.locator(f"#{name} input").get_attribute("max"))
    assert kind.low + last * kind.step == pytest.approx(kind.high)
    for n in {0, last // 3, last // 2, last}:
        move(page, f"#{name} input", n)
        page.locator(f"#{name} [data-guess]").press("Enter")
        assert same_html(page, f"#{name} .reply", said(name, round(kind.low + n * kind.step, 9)))


def test_a_line_gets_the_reply_of_the_live_card_and_is_drawn_where_the_sliders_are(page):
    kind, rng = CARDS[SKETCH].kind, np.random.default_rng(0)
    steps = round((kind.high - kind.low) / kind.step)
    for _ in range(8):
        numbers = rng.integers(steps + 1, size=len(kind.places)).tolist()
        for n, number in enumerate(numbers):
            page.locator(f"#{SKETCH} input").nth(n).evaluate(
                "(e, v) => { e.value = v; e.dispatchEvent(new Event('input', {bubbles: true})) }", number
            )
        page.locator(f"#{SKETCH} [data-guess]").press("Enter")
        heights = [round(kind.low + number * kind.step, 9) for number in numbers]
        assert same_html(page, f"#{SKETCH} .reply", said(SKETCH, heights))
        drawn = page.locator(f"#{SKETCH} .drawn").get_attribute("d")
        y = [float(point.split(",")[1]) for point in drawn[1:].split("L")]
        assert np.allclose(np.diff(y) * np.ptp(heights), -np.diff(heights) * np.ptp(y), atol=0.05 * np.ptp(y))
    assert page.locator(f"#{SKETCH} .truth path").count() > 0


def test_the_score_counts_first_guesses_as_the_live_one(page):
    live = score(predictions)
    line = page.locator("[data-score=guesses]")
    assert line.inner_text() == live.sentence()
    for name in CHOICES:
        for n, choice in enumerate(CARDS[name].kind.reasons):
            page.locator(f"#{name} [data-answer='{n}']").press("Enter")
            CARDS[name].take(choice)
            assert line.inner_text() == live.sentence()


def test_an_explorer_shows_what_was_recorded(page, recordings):
    recording = recordings["gates"]
    for n in (0, 17, 40):
        move(page, "[data-explorer=gates] input", n)
        page.wait_for_function(
            "() => document.querySelector('[data-explorer=gates] output').textContent != '1.4'"
        )
        _, moving, sentence = recording.frames[recording.states[n,]]
        assert page.locator("[data-explorer=gates] .sentence").inner_text() == sentence
        assert same_html(page, "[data-explorer=gates] .moving", moving)
        assert page.locator("[data-explorer=gates] output").inner_text() == recording.controls[0].texts[n]


def test_a_scene_moves_all_that_it_names(page, recordings):
    recording = recordings["gates"]
    for scene, vector in recording.scenes.items():
        page.get_by_role("button", name=scene, exact=True).last.press("Enter")
        text = recording.controls[0].texts[vector[0]]
        page.wait_for_function(
            "text => document.querySelector('[data-explorer=gates] output').textContent === text", arg=text
        )


def test_keys_press_the_scenes_and_the_play_button_of_the_picture_that_was_clicked(page, recordings):
    recording, figure = recordings["points"], page.locator("figure[data-explorer=points]")
    scenes = list(recording.scenes.values())
    figure.locator(".stage").click()

    def at(key):
        page.keyboard.press(key)
        page.wait_for_timeout(50)
        return [int(each.input_value()) for each in figure.locator("input").all()]

    def led_to(scene):
        moved = zip(recording.controls, scene, strict=True)
        return [number for control, number in moved if not control.choice]

    expected = [led_to(scenes[n % len(scenes)]) for n in (1, 2, 1, 0, -1)]
    assert [at("n"), at("n"), at("p"), at("s"), at("p")] == expected
    page.keyboard.press("g")
    assert figure.locator("[data-play]").inner_text() == "pause"
    page.keyboard.press("Control+g")
    assert figure.locator("[data-play]").inner_text() == "pause"
    page.keyboard.press("g")
    assert figure.locator("[data-play]").inner_text() == "play"


def test_play_goes_on_to_the_last_step_and_rewind_back_to_the_first(page, recordings):
    last = len(recordings["points"].controls[0].values) - 1
    play, slider = (
        page.locator("[data-explorer=points] [data-play]"),
        page.locator("[data-explorer=points] input"),
    )
    play.press("Enter")
    assert play.inner_text() == "pause"
    page.wait_for_function(
        "last => document.querySelector('[data-explorer=points] input').value == last", arg=last
    )
    assert play.inner_text() == "play"
    page.locator("[data-explorer=points] [data-stop]").press("Enter")
    assert slider.input_value() == "0"
    play.press("Enter")
    play.press("Enter")
    assert play.inner_text() == "play"


def test_what_was_not_recorded_gives_way_to_the_nearest_that_has_the_moved_control_where_it_is_wanted(page):
    vectors = [[0, 0, 0], [1, 0, 0], [2, 0, 0], [0, 1, 0], [0, 2, 0], [0, 2, 5]]

    def nearest(wanted, moved):
        return page.evaluate(
            "([vectors, wanted, moved]) => nearest(vectors, wanted, moved)", [vectors, wanted, moved]
        )

    assert nearest([2, 2, 0], 1) == [0, 2, 0]
    assert nearest([2, 2, 0], 0) == [2, 0, 0]
    assert nearest([2, 2, 4], 1) == [0, 2, 5]
    assert nearest([7, 0, 0], 0) == [2, 0, 0]


@pytest.mark.parametrize("made", [list(CARDS.values()), QUESTIONS], ids=["a lesson", "the quiz"])
def test_the_sentence_of_the_score_is_that_of_the_live_one(page, made):
    rng, live = np.random.default_rng(1), Score(made)
    for _ in range(20):
        for each in made:
            each.right = [None, True, False][rng.integers(3)]
        right = sum(each.right is True for each in made)
        wrong = [(each.lesson, str(each.section)) for each in made if each.right is False]
        wrong = [(f"lesson {int(lesson[:2])}, " if lesson else "", section) for lesson, section in wrong]
        if right + len(wrong):
            told = [right, len(made) - right - len(wrong), wrong]
            assert page.evaluate("told => score(...told)", told) == live.sentence()
    for each in made:
        each.forget()
