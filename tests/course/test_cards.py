"""Prediction cards: the first guess counts, the experiment answers, and without a kernel all is there."""

import re
import types

import ipywidgets as widgets
import numpy as np
import pytest
from shown import alive, forms

from helpers.course.predictions import Prediction, closest, guess, named, prediction, question, score, sketch
from helpers.figures import style
from helpers.figures.controls import Slider, family

RUNS = []


def cards(more=False):
    """A fresh module of predictions, one of each kind; more: one of the quiz and one that stops as well."""
    module = types.ModuleType("predictions")

    @prediction(
        ask="The secant through -1 and 1: which slope?",
        choices={
            "0": "that is the left side.",
            "0.5": "it rises by 1 over 2.",
            "<none>": "it has two points.",
        },
        section=1,
    )
    def secant():
        RUNS.append("secant")
        slope = (1 - 0) / 2
        return str(slope), f"(1 - 0) / 2 = {slope}."

    @guess(ask="How many?", low=0, high=100, step=1, within=5, section=3, unit="%", why="Half of them.")
    def share():
        return 47.123, "47.123 % are negative."

    @sketch(
        ask="Draw |x|.",
        places=[-2, 0, 2],
        low=0,
        high=3,
        step=0.5,
        within=0.5,
        section=3,
        labels=("x", "|x|"),
    )
    def modulus():
        return np.array([-2, 0, 2.0]), np.array([2, 0, 2.0]), "|x| at 2 is 2."

    @question(
        statement="It is <always> so.",
        ask="How often?",
        choices={"1": "it is once.", "2": "it is twice."},
        lesson="05_dying_relu",
        section=2,
        shows=(press,),
    )
    def often():
        return "2", "2 of 3."

    @prediction(ask="Does it run?", choices={"yes": "it does.", "no": "it does not."}, section=12)
    def stopped():
        raise RuntimeError("no <digits>")

    for each in (secant, share, modulus, often, stopped)[: None if more else 3]:
        setattr(module, each.__name__, each)
    return module


GUESSES = {  # what tests/test_recorded.py guesses on them
    "secant": ["0", "0.5", "2"],
    "share": [47.123, 3, 42.123, 47.2],
    "modulus": [[1.5, 0, 2], [2, 0, 2], [0, 0, 0]],
    "often": ["1", "2"],
    "stopped": ["yes"],
}


@pytest.fixture
def lesson():
    RUNS.clear()
    made = cards()
    yield made
    for each in vars(made).values():
        if isinstance(each, Prediction) and each.card:
            each.card.close()


def press(card, text):
    (button,) = (w for w in family(card) if isinstance(w, widgets.Button) and w.description == text)
    button.click()
    return button


def said(card):
    """What the card says, without tags; the folded code apart."""
    told = card.said.value.split("<details>")[0]
    return re.sub(r"<[^>]+>", "|", told).strip("|").replace("||", "|")


def test_a_wrong_choice_gets_what_came_out_what_was_measured_and_both_reasons(lesson):
    card = lesson.secant()
    assert said(card) == "Guess, and see."
    assert press(card, "0").icon == "times"
    text = said(card)
    assert "Not so. It came out: “0.5”." in text
    assert "Measured: (1 - 0) / 2 = 0.5." in text
    assert "“0”: that is the left side." in text
    assert "“0.5”: it rises by 1 over 2." in text
    assert "two points" not in text
    assert 'role="status" aria-live="polite"' in card.said.value
    assert (
        "<pre>def secant():\n    RUNS.append(&quot;secant&quot;)\n    slope = (1 - 0) / 2\n"
        in card.said.value
    )
    assert press(card, "0.5").icon == "check"
    assert said(card).startswith("Right.|")
    assert "left side" not in said(card)
    assert lesson.secant.right is False  # the first guess counts
    assert RUNS == ["secant"]


def test_the_first_guess_counts_also_after_the_card_is_shown_again(lesson):
    press(lesson.secant(), "0.5")
    press(lesson.secant(), "0")
    assert lesson.secant.right is True


@pytest.mark.parametrize(("value", "right", "words"), [
    (42, False, "You said 42 %, it is 47.1 %: 5.12 % too low; within 5 % counts as right."),
    (52, True, "You said 52 %, it is 47.1 %: 4.88 % too high; within 5 % counts as right."),
    (50, True, "You said 50 %, it is 47.1 %: 2.88 % too high"),
])  # fmt: skip
def test_a_number_is_answered_by_how_far_off_it_is(lesson, value, right, words):
    card = lesson.share()
    (control,) = (w for w in family(card) if isinstance(w, Slider))
    assert (control.description, control.min, control.value, control.max) == ("my guess in %", 0, 50, 100)
    control.value = value
    press(card, "this is my guess")
    assert words in said(card)
    assert said(card).startswith("Right." if right else "Not so.")
    assert "Measured: 47.123 % are negative." in said(card)
    assert "Half of them." in said(card)
    assert lesson.share.right is right


@pytest.mark.parametrize(
    ("low", "high", "step", "start", "expected"),
    [(0, 10, 1, None, 5), (4, 10, 1, None, 7), (1, 2, 0.3, None, 1.6), (4, 10, 1, 9, 9), (-1, 9, 1, 0, 0)],
)
def test_a_number_starts_in_the_middle_or_where_it_is_said(low, high, step, start, expected):
    @guess(ask="How many?", low=low, high=high, step=step, within=1, section=1, start=start)
    def five():
        return 5, "5."

    (control, _), reveal = five.kind.controls(print)
    assert (control.description, control.value) == ("my guess", pytest.approx(expected))
    assert (five.kind.unit, five.kind.why, reveal(5, 5, "5.")) == ("", (), None)
    assert five.kind.say(5) == "5"


def test_a_line_starts_where_it_is_said_and_may_have_a_reason():
    about = {"places": [0], "low": 0, "high": 1, "step": 0.5, "within": 0.5, "section": 1}
    plain, told = (
        sketch(ask="Draw.", **about)(print),
        sketch(ask="Draw.", start=0.5, why="So.", **about)(print),
    )
    assert (plain.kind.start, plain.kind.labels, plain.kind.why) == (0, ("x", "y"), ())
    assert (told.kind.start, told.kind.why) == (0.5, ("So.",))


def test_a_card_whose_experiment_has_no_def_shows_all_of_its_source():
    made = prediction(ask="A?", choices={"1": "it is."}, section=1)(lambda: ("1", "1."))
    assert made.code().startswith("made = prediction(")


def test_closest_is_the_choice_with_the_nearest_number():
    assert closest(0.2, {"none": 0, "half": 0.5}) == "none"
    assert closest(0.3, {"none": 0, "half": 0.5}) == "half"
    assert closest(-3, {"much": 3, "none": 0}) == "none"
    assert closest([4, 5], {"first": np.array([4, 0]), "both": np.array([2, 6])}) == "both"


def test_a_name_that_is_no_choice_is_noticed_also_when_another_one_came_out():
    assert named({1: "one", 2: "two"}, 2) == "two"
    assert named({1: "one", 2: "two"}, 3, otherwise="many") == "many"
    assert named({1: "one"}, 1).names == ("one",)
    assert named({1: "one"}, 1, otherwise="many").names == ("one", "many")
    assert closest(1.2, {"one": 1, "two": 2}).names == ("one", "two")
    with pytest.raises(KeyError):
        named({1: "one"}, 2)
    for names in ({1: "yes", 2: "No"}, {2: "NO", 1: "yes"}):
        made = prediction(ask="A?", choices={"yes": "it is.", "no": "it is not."}, section=1)(
            lambda names=names: (named(names, 1), "1.")
        )
        with pytest.raises(ValueError, match=r"^the choices are yes, no; got 'N[oO]'$"):
            made.take("yes")
        assert made.right is None


def test_a_line_is_answered_by_the_curve_laid_over_it(lesson):
    card = lesson.modulus()
    (explorer,) = (w for w in family(card) if hasattr(w, "scenes"))
    curve, line = explorer._moving
    names = [w.description for w in explorer.controls.values()]
    assert names == ["|x| at -2", "|x| at 0", "|x| at 2"]
    explorer.set(**{"at_-2": 1.5, "at_2": 0.5})
    assert line.get_xydata().tolist() == [[-2, 1.5], [0, 0], [2, 0.5]]
    assert len(curve.get_xdata()) == 0
    assert "press “this is my line”" in explorer.caption
    press(card, "this is my line")
    assert "Not so. Furthest apart at 2: you drew 0.5, measured is 2; within 0.5 everywhere" in said(card)
    assert curve.get_xydata().tolist() == [[-2, 2], [0, 0], [2, 2]]
    assert explorer.caption == "Furthest apart at 2: you drew 0.5, measured is 2."
    explorer.set(at_2=2.0)
    press(card, "this is my line")
    assert said(card).startswith("Right. Furthest apart at -2: you drew 1.5, measured is 2")
    assert lesson.modulus.right is False


def test_the_panel_of_a_line_leaves_room_and_its_legend_stands_above(lesson):
    fig, line, curve = lesson.modulus.kind._panel()
    (ax,) = fig.axes
    assert (fig.get_size_inches().tolist(), type(fig.get_layout_engine()).__name__) == (
        [8, 2.6],
        "ConstrainedLayoutEngine",
    )
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("x", "|x|")
    assert ax.get_ylim() == pytest.approx((-0.24, 3.24))
    assert line.get_xydata().tolist() == [[-2, 0], [0, 0], [2, 0]]
    assert (line.get_marker(), line.get_linestyle(), line.get_color()) == ("o", "--", style.GUIDE)
    assert (curve.get_xydata().tolist(), curve.get_color()) == ([], style.FUNCTION)
    legend = ax.get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["your line", "measured"]
    above = legend.get_bbox_to_anchor().transformed(ax.transAxes.inverted())
    assert (above.x0, above.y0) == pytest.approx((0, 1))
    assert (legend._ncols, legend._loc) == (2, legend.codes["lower left"])


def test_a_curve_with_a_jump_lifts_the_pen_there_and_is_read_beside_it():
    about = {"places": [-1, 1], "low": -2, "high": 2, "step": 1, "within": 0.5, "section": 1}

    @sketch(ask="Draw the sign of x.", labels=("x", "sign"), **about)
    def sign():
        return np.array([-2, 0, np.nan, 0, 2]), np.array([-1, -1, 0, 1, 1]), "It jumps at 0."

    assert sign.kind.outcome(*sign.experiment()) == ["[x] -1 at -1, 1 at 1"]
    assert sign.kind.judge([-1, 0], *sign.experiment())[1].startswith("Furthest apart at 1: you drew 0, ")


def test_the_text_has_the_question_the_choices_and_what_came_out_whatever_was_guessed(lesson):
    expected = {
        "secant": "Predict first: The secant through -1 and 1: which slope?\n"
        "  [ ] 0\n  [x] 0.5\n  [ ] <none>\n  (1 - 0) / 2 = 0.5.",
        "share": "Predict first: How many?\n"
        "  Your guess: a number from 0 % to 100 %; within 5 % counts as right.\n"
        "  [x] 47.1 %\n  47.123 % are negative.",
        "modulus": "Predict first: Draw |x|.\n  [x] 2 at -2, 0 at 0, 2 at 2\n  |x| at 2 is 2.",
    }
    for name, text in expected.items():
        card = getattr(lesson, name)()
        assert forms(card)["text/plain"] == text
        card.guess({"secant": "0", "share": 3, "modulus": [0, 0, 0]}[name])
        assert forms(card)["text/plain"] == text


def test_readers_without_a_kernel_see_the_question_and_a_folded_answer(lesson):
    for name, asked, answer in (
        ("secant", "– &lt;none&gt;", "“0.5”: it rises by 1 over 2."),
        ("share", "a number from 0 % to 100 %", "It is 47.1 %."),
        ("modulus", "from 0 to 3, at -2, 0, 2.", "2 at -2, 0 at 0, 2 at 2."),
    ):
        page = forms(getattr(lesson, name)())["text/html"]
        before, after = page.split("<details><summary>Answer</summary>")
        assert "Predict first." in before
        assert asked in before
        assert answer in after
        assert answer not in before
        assert "Measured: " in after
        assert "<style" not in page


def test_an_experiment_that_stops_or_gives_no_choice_shows_a_sentence_and_counts_for_nothing():
    def stops():
        raise RuntimeError("no <digits>")

    ask = prediction(ask="A?", choices={"yes": "it does.", "no": "it does not."}, section=1)
    for experiment, words in (
        (stops, "The experiment of this card stopped with RuntimeError: no &lt;digits&gt;"),
        (lambda: ("maybe", "1."), "ValueError: the choices are yes, no; got 'maybe'"),
    ):
        made = ask(experiment)
        card = made()
        assert words.replace("&lt;", "<").replace("&gt;", ">") in forms(card)["text/plain"]
        assert words.replace("'", "&#x27;") in forms(card)["text/html"]
        press(card, "yes")
        assert words.replace("'", "&#x27;") in card.said.value
        assert 'role="alert"' in card.said.value
        assert made.right is None
        card.close()


def test_a_guess_that_is_no_choice_is_refused_and_not_counted(lesson):
    with pytest.raises(ValueError, match=r"^the choices are 0, 0\.5, <none>; got '2'$"):
        lesson.secant.take("2")
    assert (lesson.secant.first, lesson.secant.right) == (None, None)


def test_the_score_follows_the_cards_and_says_where_to_look_again(lesson):
    board = score(lesson)
    shown = lambda: re.sub(r"<[^>]+>", "", board.said.value)  # noqa: E731
    before = forms(board)
    assert shown() == "No guesses yet: there are 3 cards to guess on."
    press(lesson.secant(), "0.5")
    assert shown() == "1 of 1 first guesses right, 2 not made yet."
    lesson.share().guess(0)
    assert shown() == "1 of 2 first guesses right, 1 not made yet; look again at section 3."
    lesson.modulus().guess([0, 0, 0])
    assert shown() == "1 of 3 first guesses right; look again at section 3."
    lesson.secant.right = False
    assert board.sentence() == "0 of 3 first guesses right; look again at sections 1, 3."
    lesson.modulus.section = 11
    assert board.sentence().endswith("look again at sections 1, 3, 11.")
    assert "aria-live" in board.said.value
    for form in ("text/plain", "text/html"):
        assert forms(board)[form] == before[form]
        assert "The score of 3 guesses" in before[form]
    board.close()
    assert [each.watchers for each in board.predictions] == [[], [], []]


def test_a_card_shown_again_frees_the_one_before_and_closing_frees_all(lesson):
    before = alive()
    for name in ("secant", "share", "modulus"):
        first = getattr(lesson, name)()
        count = len(alive())
        second = getattr(lesson, name)()
        assert (first.comm, second.comm is None) == (None, False)
        assert len(alive()) == count
        second.close()
    assert alive() == before
