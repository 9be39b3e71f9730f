"""Every explorer at every extreme, in every scene and at random: it draws, says so, and moves its picture."""

import asyncio
import gc
import inspect
import itertools
import math
import re
import types
from html import unescape
from pathlib import Path

import ipywidgets as widgets
import matplotlib.pyplot as plt
import numpy as np
import pytest
from cases import LESSONS
from shown import alive, forms, named

from helpers.activations import ACTIVATIONS, Activation, register
from helpers.explore import EXPLORERS
from helpers.figures import controls, style
from helpers.figures.controls import (
    Bank,
    Freed,
    Player,
    Slider,
    Stops,
    choice,
    family,
    progress,
    slider,
    stops,
)
from helpers.figures.explorer import Explorer, fragment

style.use()
SANITIZE = Path(controls.__file__).parent / "nbval.cfg"


def extremes(control):
    if isinstance(control, Bank):
        low, _, high = (tuple(row) for row in zip(*map(extremes, control.rows[0]), strict=True))
        return [(low,) * len(control.rows), control.value, (high,) * len(control.rows)]
    if isinstance(control, Slider):
        return [control.min, control.value, control.max]
    offered = [value for _, value in control._options_full]
    return [offered[0], control.value, offered[-1]] if isinstance(control, Stops) else offered


def random_state(explorer, rng):
    def one(control):
        if isinstance(control, Bank):
            return tuple(tuple(map(one, row)) for row in control.rows)
        if isinstance(control, Slider):
            steps = round((control.max - control.min) / control.step)
            return min(control.min + control.step * rng.integers(0, steps + 1), control.max)
        options = [value for _, value in control._options_full]
        return options[rng.integers(len(options))]

    return {name: one(control) for name, control in explorer.controls.items()}


def seen(explorer):
    """What a person sees of the explorer: its two layers, the picture and what moves over it."""
    picture, overlay, *_ = (part.value for part in family(explorer) if isinstance(part, widgets.HTML))
    return picture, overlay


def assert_good(explorer):
    picture, overlay = seen(explorer)
    overlay = re.sub(r"data:image/png;base64,[A-Za-z0-9+/=\s]*", "", overlay)  # may spell any word
    assert explorer.caption.endswith(".")
    assert not re.search(r"\bnan\b|\binf\b|-0\.0+\b", explorer.caption), explorer.caption
    assert "alert" not in overlay
    assert picture.startswith('<img src="data:image/png')
    assert "nan" not in overlay


def combinations(explorer):
    """Every combination of extremes; where they are many or a step takes its time, each extreme and some."""
    sides = {name: extremes(control) for name, control in explorer.controls.items()}
    if not explorer._working and math.prod(map(len, sides.values())) < 500:
        return [dict(zip(sides, values, strict=True)) for values in itertools.product(*sides.values())]
    rng = np.random.default_rng(0)
    alone = [explorer.state | {name: value} for name, values in sides.items() for value in values]
    return alone + [
        {name: values[rng.integers(len(values))] for name, values in sides.items()} for _ in range(10)
    ]


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_control_at_its_extremes(explore, name):
    explorer = explore(name)
    for state in combinations(explorer):
        explorer.set(**state)
        assert_good(explorer)


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_scene(explore, name):
    explorer = explore(name)
    (picture, overlay), caption = seen(explorer), explorer.caption
    captions = set()
    for scene, state in explorer.scenes.items():
        explorer.set(**explorer.scenes["start"])
        explorer.set(**state)
        assert {key: explorer.state[key] for key in state} == state, scene
        assert_good(explorer)
        captions.add(explorer.caption)
    assert len(captions) >= len(explorer.scenes) - 1  # a scene may be where the explorer starts
    explorer.set(**explorer.scenes["start"])
    assert (seen(explorer)[0], explorer.caption) == (picture, caption)
    assert named(seen(explorer)[1]) == named(overlay)


@pytest.mark.parametrize("name", EXPLORERS)
def test_random_states_do_not_depend_on_the_way_there(explore, name):
    rng = np.random.default_rng(0)
    one, other = explore(name), explore(name)
    for _ in range(3 if one._working else 10):
        state = random_state(one, rng)
        one.set(**random_state(one, rng))
        one.set(**state)
        for control, value in reversed(state.items()):
            other.controls[control].value = value
        assert_good(one)
        assert one.describe() == other.describe()


@pytest.mark.parametrize("name", EXPLORERS)
def test_each_slider_moves_the_picture(explore, name):
    explorer = explore(name)
    for control in family(explorer):
        if isinstance(control, Slider | Stops):
            explorer.set(**explorer.scenes["start"])
            positions, pictures = extremes(control), {}
            if isinstance(control, Slider):
                positions = np.linspace(control.min, control.max, 7)
            for position in positions:
                control.value = position
                pictures[control.reading()] = re.sub(r"<p .*", "", seen(explorer)[1])
            assert len(set(pictures.values())) == len(pictures) > 1, control.description


@pytest.mark.parametrize("name", EXPLORERS)
def test_controls_have_visible_names_and_the_sentence_is_announced(explore, name):
    explorer = explore(name)
    for control in explorer.controls.values():
        assert control.description
    assert 'aria-live="polite" aria-atomic="true"' in seen(explorer)[1]
    of_players = [part for each in family(explorer) if isinstance(each, Player) for part in family(each)]
    buttons = [w for w in family(explorer) if isinstance(w, widgets.Button) and w not in of_players]
    assert [button.description for button in buttons] == list(explorer.scenes)


@pytest.mark.parametrize("name", EXPLORERS)
def test_without_a_kernel_the_starting_picture_and_sentence_remain(explore, name):
    explorer = explore(name)
    parts = forms(explorer)
    assert parts["text/plain"].splitlines()[1] == explorer.caption
    assert f"<figcaption>{explorer.caption}" in unescape(parts["text/html"])
    assert parts["image/png"]
    assert "application/vnd.jupyter.widget-view+json" in parts


# State of an explorer, and the sentence that a lesson's text or answer relies on.
ANSWERS = [answer for lesson in LESSONS for answer in lesson.ANSWERS]


@pytest.mark.parametrize("name", dict.fromkeys(name for name, *_ in ANSWERS))
def test_captions_are_what_the_lessons_answers_say(explore, name):
    explorer = explore(name)
    for state, caption in [answer for each, *answer in ANSWERS if each == name]:
        assert explorer.at(**state).caption == caption


def moving(explorer):
    """The data of the artists that move, in drawing order."""
    return [a.get_xydata().tolist() if hasattr(a, "get_xydata") else a.get_height() for a in explorer._moving]


def test_the_moving_artists_are_where_the_formulas_put_them(explore):
    explorer = explore("input")
    explorer.set(x=0.5)
    assert moving(explorer) == [[[0.5, 0], [0.5, 0.5], [0, 0.5]], [[0.5, 0.5]]]
    explorer = explore("neuron")
    explorer.set(w=2.0, b=-3.0)
    assert moving(explorer) == [[[-5, -13], [1.5, 0], [5, 7]], [[-5, 0], [1.5, 0], [5, 7]], [[1.5, 0]]]
    explorer.set(w=0.5, b=-3.0)
    assert moving(explorer) == [[[-5, -5.5], [5, -0.5]], [[-5, 0], [5, 0]], []]
    explorer = explore("secant")
    explorer.set(side="central", x=0.0, h=1.0)
    assert moving(explorer) == [[[-2.5, -0.75], [2.5, 1.75]], [[-1, 0], [1, 1]], [[0, 0]], [[0, 0.5]]]
    explorer = explore("gate")
    explorer.set(z=2.0, grad=-1.5)
    assert moving(explorer) == [-1.5, 1, -1.5, [[2, 2]]]
    explorer = explore("two_panel")
    explorer.set(activation="squared_relu", x=2.0)
    assert moving(explorer) == [[[0.5, -2], [3.5, 10]], [[2, 4]], [[2, 4]]]
    explorer.set(activation="relu6", x=6.0)
    assert moving(explorer) == [[], [[6, 6]], [[6, 0]]]


def test_the_curves_of_a_pair_are_the_activations_and_their_gap_the_largest(explore):
    def lines(explorer):
        return [line.get_xydata().tolist() for line in explorer._moving if hasattr(line, "get_xydata")]

    explorer = explore("pair")
    explorer.set(first="prelu", first_parameter=0.5, second="squared_relu")
    gap, slope_gap, f, slope, limits, taken, g, *_ = (np.array(line) for line in lines(explorer))
    np.testing.assert_array_equal(f, np.column_stack([f[:, 0], np.where(f[:, 0] > 0, 1, 0.5) * f[:, 0]]))
    np.testing.assert_array_equal(g, np.column_stack([g[:, 0], np.maximum(g[:, 0], 0) ** 2]))
    assert gap.tolist() == [[5, 5], [5, 25]]
    assert slope_gap.tolist() == [[5, 1], [5, 10]]
    assert np.isnan(slope).any(axis=1).sum() == 1
    assert (limits.tolist(), taken.tolist()) == ([[0, 1]], [[0, 0.5]])
    explorer.set(first="relu6", second="relu6")
    gap, _, _, slope, *_ = (np.array(line) for line in lines(explorer))
    assert gap.tolist() == [[-5, 0], [-5, 0]]
    assert set(slope[np.isfinite(slope[:, 1]), 1]) == {0, 1}


def test_the_parts_of_the_kink_workbench_are_where_the_formulas_put_them(explore):
    explorer = explore("kinks").at("one unit")
    units = ((1.0, -2.0, 1.5), (-1.0, 1.0, -1.0), *explorer.state["units"][2:])
    explorer.set(units=units, unit=2, bias=0.5, target="|x|")
    *guides, raw, weighted, total, crosses, slope, dots = (
        *explorer._moving[:4], explorer._moving[4:10], explorer._moving[10:16],
        *explorer._moving[16:19], explorer._moving[19:],
    )  # fmt: skip
    x = raw[0].get_xdata()
    np.testing.assert_allclose(raw[0].get_ydata(), np.maximum(-2 * (x - 1), 0))
    np.testing.assert_allclose(weighted[0].get_ydata(), 1.5 * np.maximum(-2 * (x - 1), 0))
    np.testing.assert_allclose(weighted[1].get_ydata(), -np.maximum(x + 1, 0))
    np.testing.assert_allclose(total.get_ydata(), weighted[0].get_ydata() + weighted[1].get_ydata() + 0.5)
    np.testing.assert_allclose(crosses.get_ydata(), np.abs(crosses.get_xdata()))
    left, right, gap = slope.get_xydata().reshape(-1, 3, 2).swapaxes(0, 1)
    for start, stop, height in zip(left[:, 0], right[:, 0], left[:, 1], strict=True):
        middle = (start + stop) / 2
        assert height == pytest.approx((-3 if middle < 1 else 0) + (-1 if middle > -1 else 0))
    assert np.isnan(gap[:, 1]).all()
    assert [dot.get_xydata().tolist() for dot in dots] == [[[-1, 0]], [[-1, 0]], [[-1, 6.5]]]
    assert all(sorted(set(guide.get_xdata())) == [-1, 1] for guide in guides)
    assert [line.get_linewidth() for line in raw] == [1.5, 3.5, 1.5, 1.5, 1.5, 1.5]
    assert [line.get_linestyle() for line in raw] == ["-", "-", ":", ":", ":", ":"]


def test_the_still_part_follows_the_choice_and_only_the_choice(explore):
    explorer = explore("two_panel")
    still = seen(explorer)[0]
    explorer.controls["x"].value = -3.0
    assert seen(explorer)[0] == still
    explorer.controls["activation"].value = "tanh"
    assert seen(explorer)[0] != still
    assert "Tanh" in seen(explorer)[0]
    left = explorer._figure.axes[0]
    assert left.get_title() == "Tanh"
    explorer.controls["activation"].value = "relu"
    assert seen(explorer)[0] == still


def test_a_registered_activation_is_offered():
    before = dict(ACTIVATIONS)
    try:
        register(Activation("double", "Double", "2 z", "this test", lambda z: 2 * z, lambda z: 2 + 0 * z))
        explorer = EXPLORERS["two_panel"]()
        explorer.set(activation="double", x=2.0)
        assert explorer.caption == "Double at x = 2.0: output 4.000, slope 2.000."
        explorer.close()
        explorer = EXPLORERS["pair"]()
        explorer.set(first="relu", second="double")
        assert [t.get_text() for t in explorer._moving if hasattr(t, "get_text")] == ["ReLU"] * 2 + [
            "Double"
        ] * 2
        assert explorer.caption.startswith("ReLU and Double differ most at z = -5.00, by 10; their slopes")
        explorer.close()
    finally:
        ACTIVATIONS.clear()
        ACTIVATIONS.update(before)


# ---- the mechanism itself, on a small explorer


def small(draw=None, still=None, **more):
    fig, ax = plt.subplots()
    (dot,) = ax.plot([], [], "o")

    def move(x, **_):
        dot.set_data([x], [x])
        return f"The dot is at {x:.1f}."

    controls = {"x": slider("place", 1.0, -5, 5, 0.1)} | more
    return Explorer(fig, draw or move, [dot], still=still, scenes={"far": {"x": 4.0}}, **controls)


@pytest.fixture
def explorer():
    explorer = small()
    yield explorer
    explorer.close()


def test_moving_by_code_redraws_and_by_scene_draws_once(explorer):
    before = seen(explorer)[1]
    explorer.controls["x"].value = 2.0
    assert explorer.caption == "The dot is at 2.0."
    assert explorer.caption in seen(explorer)[1]
    assert seen(explorer)[1] != before
    button = next(w for w in family(explorer) if getattr(w, "description", "") == "far")
    button.click()
    assert explorer.caption == "The dot is at 4.0."


def test_setting_two_controls_draws_once():
    drawn = []
    explorer = small(lambda x, y: drawn.append((x, y)) or "Drawn.", y=slider("height", 0.0, -5, 5, 0.1))
    explorer.set(x=2.0, y=3.0)
    explorer.close()
    assert drawn == [(1.0, 0.0), (2.0, 3.0)]


def test_still_is_called_only_with_what_it_names():
    called = []
    explorer = small(still=lambda kind: called.append(kind), kind=choice("kind", ["a", "b"], "a"))
    explorer.controls["x"].value = 2.0
    explorer.controls["kind"].value = "b"
    explorer.close()
    assert called == ["a", "b"]


@pytest.mark.parametrize("value", [99, -5.1, np.inf, -np.inf, np.nan, None, "1"])
def test_a_value_out_of_range_is_refused_with_a_sentence_and_nothing_is_lost(explorer, value):
    with pytest.raises(ValueError, match=r"^place goes from -5 to 5; got .*\. It stays at 1\.0\.$"):
        explorer.set(x=value)
    assert explorer.state == {"x": 1.0}
    assert explorer.caption == "The dot is at 1.0."
    explorer.controls["x"].value = 2.0
    assert explorer.caption == "The dot is at 2.0."


@pytest.mark.parametrize("make", [choice, stops])
def test_a_choice_that_is_not_offered_is_refused_with_a_sentence(make):
    explorer = small(kind=make("kind", ["a", "b"], "a"))
    with pytest.raises(ValueError, match=r"^kind is one of a, b; got 'c'\. It stays at a\.$"):
        explorer.set(x=3.0, kind="c")
    assert explorer.state == {"x": 1.0, "kind": "a"}
    explorer.close()


def test_none_is_refused_and_after_an_error_the_still_part_catches_up():
    def still(kind):
        if kind == "b":
            raise ZeroDivisionError

    explorer = small(still=still, kind=choice("kind", ["a", "b"], "a"))
    with pytest.raises(ValueError, match="kind is one of a, b; got None"):
        explorer.set(kind=None)
    assert explorer.state == {"x": 1.0, "kind": "a"}
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            explorer.set(x=explorer.state["x"] + 1, kind="b")
        assert "could not be drawn" in explorer.caption
    explorer.set(kind="a")
    assert explorer.caption == "The dot is at 3.0."
    explorer.close()


def test_while_it_works_it_says_so_and_the_picture_stays():
    shown = []

    def draw(x):
        shown.append(seen(explorer)[1] if x != 1 else "")
        return f"Done with {x:.1f}."

    explorer = small(draw, working="Training ten networks ...")
    before = seen(explorer)[1]
    explorer.controls["x"].value = 2.0
    assert re.sub(r"<p .*", "", shown[-1]) == re.sub(r"<p .*", "", before)
    assert "<progress></progress> Training ten networks ..." in shown[-1]
    assert "Done with" not in shown[-1]
    assert "progress" not in seen(explorer)[1]
    assert explorer.caption == "Done with 2.0."
    explorer.close()


def test_slow_controls_follow_when_the_person_lets_go():
    assert slider("x", 0, 0, 1, 0.1).continuous_update
    assert not slider("x", 0, 0, 1, 0.1, slow=True).continuous_update
    assert stops("x", [1, 2], 1).continuous_update
    assert not stops("x", [1, 2], 1, slow=True).continuous_update


def test_progress_passes_everything_on_and_shows_a_text_that_does_not_change(monkeypatch):
    shown = []
    monkeypatch.setattr("helpers.figures.controls.display", shown.append)
    seen = []
    for item in progress("abc", "Training three networks"):
        seen.append((item, shown[0].bar.value, repr(shown[0])))
    assert seen == [(letter, n, "Training three networks") for n, letter in enumerate("abc")]
    assert (shown[0].bar.value, shown[0].bar.max) == (3, 3)
    assert [part.value for part in shown[0].children[1:]] == ["Training three networks"]
    shown[0].close()


def banked():
    unit = choice("unit", ["first", "second"], "first")
    places, weights = [n - 5.0 for n in range(11)], [0.5, 2.0, 5.0]
    rows = [
        [stops("place", places, place), stops("weight", weights, weight)]
        for place, weight in ((1.0, 2.0), (-1.0, 0.5))
    ]
    bank = Bank("units", unit, rows)
    drawn = []

    def draw(x, unit, units):
        drawn.append(units)
        return f"The {unit} of {units}."

    return small(draw, unit=unit, units=bank), bank, drawn


def test_a_bank_of_sliders_shows_the_chosen_row_and_keeps_the_others():
    explorer, bank, drawn = banked()
    (place, weight), (second_place, second_weight) = bank.rows
    shown = [[each.layout.display for each in row] for row in bank.rows]
    assert shown == [[None, None], ["none", "none"]]
    assert explorer.caption == "The first of ((1.0, 2.0), (-1.0, 0.5))."
    place.value = 3.0
    assert explorer.caption == "The first of ((3.0, 2.0), (-1.0, 0.5))."
    explorer.controls["unit"].value = "second"
    shown = [[each.layout.display for each in row] for row in bank.rows]
    assert shown == [["none", "none"], [None, None]]
    second_weight.value = 5.0
    assert explorer.caption == "The second of ((3.0, 2.0), (-1.0, 5.0))."
    explorer.set(units=[(0, 2), (4.0, 5.0)])
    assert (place.value, weight.value, second_place.value, second_weight.value) == (0, 2, 4, 5)
    explorer.set(unit="first")
    assert explorer.caption == "The first of ((0.0, 2.0), (4.0, 5.0))."
    assert len(drawn) == 6  # once at the beginning and once for each of five moves
    explorer.close()


@pytest.mark.parametrize(
    "rows",
    [((1.0, 2.0),), ((1.0, 2.0), (6.0, 0.5)), ((1.0, 2.0), (np.nan, 0.5)), "rows", 7, [[1.0], [1.0, 2.0]]],
)
def test_rows_that_do_not_fit_a_bank_are_refused_with_a_sentence(rows):
    explorer, *_ = banked()
    accepted = r"^units has 2 rows in which place is one of -5\.0, .*, weight is one of 0\.5, .*; got "
    with pytest.raises(ValueError, match=accepted):
        explorer.set(units=rows)
    assert explorer.state["units"] == ((1.0, 2.0), (-1.0, 0.5))
    explorer.close()


def test_an_unknown_control_is_refused_with_the_ones_there_are(explorer):
    with pytest.raises(ValueError, match=r"^The controls are x; got y, z\.$"):
        explorer.set(z=1, y=2)


def test_an_exception_in_drawing_is_seen_and_raised():
    def draw(x):
        if x > 2:
            raise ZeroDivisionError("no <root> here")
        return "Fine."

    explorer = small(draw)
    with pytest.raises(ZeroDivisionError):
        explorer.controls["x"].value = 3.0
    assert 'role="alert"' in seen(explorer)[1]
    assert "could not be drawn: ZeroDivisionError: no &lt;root&gt; here" in seen(explorer)[1]
    assert "could not be drawn" in explorer.caption
    explorer.controls["x"].value = 1.0
    assert explorer.caption == "Fine."
    assert "alert" not in seen(explorer)[1]
    explorer.close()


def test_an_explorer_that_cannot_draw_or_says_nothing_fails_at_once():
    def broken(x):
        raise KeyError("x")

    with pytest.raises(KeyError):
        small(broken)
    with pytest.raises(TypeError, match="needs a sentence"):
        small(lambda x: None)


def test_values_are_whole_steps_and_0_is_really_0(explorer):
    readings = set()
    for step in range(101):
        explorer.controls["x"].value = -5 + step * 0.1  # with the rounding errors of the front end
        readings.add(explorer.state["x"])
    assert readings == {round(-5 + step / 10, 1) for step in range(101)}
    assert 0.0 in readings
    explorer.controls["x"].value = -1e-17
    assert str(explorer.state["x"]) == "0.0"
    made = slider("x", 0.0, -0.9, 0.9, 0.3)  # -0.9 + 3 * 0.3 is a little below 0
    assert str(made.reading()) == "0.0"
    made.close()


def test_two_of_a_kind_do_not_touch_each_other(explore):
    one, other = explore("neuron"), explore("neuron")
    before = seen(other), other.caption
    one.controls["w"].value = -2.0
    assert (seen(other), other.caption) == before
    ids = [set(re.findall(r'id="(\w+)"', seen(e)[1])) for e in (one, other)]
    assert not {i for i in ids[0] & ids[1] if not i.startswith(("line2d", "patch"))}


def test_identifiers_in_a_fragment_are_resolved_in_the_fragment(explore):
    for name in EXPLORERS:
        overlay = seen(explore(name))[1]
        wanted = set(re.findall(r"url\(#(\w+)\)|href=\"#(\w+)\"", overlay))
        assert {"".join(pair) for pair in wanted} <= set(re.findall(r'id="(\w+)"', overlay))
        assert overlay.count("<svg") == overlay.count("</svg>") == 1
        assert "<style" not in overlay
        assert "<metadata" not in overlay


def test_closing_leaks_neither_figures_nor_widgets_nor_comms():
    figures, before = set(plt.get_fignums()), alive()
    for name in EXPLORERS:
        EXPLORERS[name]().close()
    small().close()
    gc.collect()
    assert set(plt.get_fignums()) == figures
    assert alive() == before


def run_cell(monkeypatch, cell, message):
    header = {"metadata": {"cellId": cell} if cell else {}, "header": {"msg_id": message}}
    monkeypatch.setattr(controls, "get_ipython", lambda: types.SimpleNamespace(parent_header=header))
    return small()


def is_open(explorer):
    return explorer.model_id is not None if explorer.comm else False


def test_running_a_cell_again_frees_what_it_made_before(monkeypatch):
    first, twin = (run_cell(monkeypatch, "cell-1", "run-1") for _ in range(2))
    elsewhere = run_cell(monkeypatch, "cell-2", "run-2")
    nowhere = [run_cell(monkeypatch, None, "run-3") for _ in range(2)]
    again = run_cell(monkeypatch, "cell-1", "run-4")
    assert [is_open(e) for e in (first, twin, elsewhere, *nowhere, again)] == [False, False, *[True] * 4]
    for explorer in (elsewhere, *nowhere, again):
        explorer.close()
    assert Freed._open == []


def test_fragment_leaves_the_settings_of_matplotlib_alone(explorer):
    before = dict(plt.rcParams)
    text = fragment(explorer._figure, explorer._moving, "salt")
    assert dict(plt.rcParams) == before
    assert text.startswith('<svg viewBox="0 0 691.2 316.8"')
    assert text == fragment(explorer._figure, explorer._moving, "salt")


def test_a_scene_that_does_not_go_is_found_when_the_explorer_is_built():
    with pytest.raises(ValueError, match="kind is one of a, b; got 'far'"):
        Explorer(
            plt.figure(), lambda kind: "Drawn.", [], scenes={"far": {"kind": "far"}},
            kind=choice("kind", ["a", "b"], "a"),
        )  # fmt: skip


def test_an_explorer_is_stored_as_a_lesson_wants_it_to_begin(explorer):
    assert explorer.at("far") is explorer
    assert explorer.caption == "The dot is at 4.0."
    assert "The dot is at 4.0." in forms(explorer)["text/plain"]
    assert explorer.at("far", x=3.0).state == {"x": 3.0}
    assert explorer.at(x=2.0).at().state == {"x": 1.0}
    with pytest.raises(ValueError, match=r"^The scenes are start, far; got 'near'\.$"):
        explorer.at("near")


def test_the_code_of_an_explorer_is_folded_under_it_and_not_compared(explore):
    explorer = explore("secant")
    last, page = explorer.children[-1], forms(explorer)
    for shown in (last.value, page["text/html"]):
        code = unescape(
            re.search(r"<summary>The code of this explorer</summary><pre[^>]*>(.*)</pre>", shown, re.S)[1]
        )
        assert code == inspect.getsource(EXPLORERS["secant"])
    assert "def " not in page["text/plain"]
    pattern = re.findall("^regex: (.*)$", SANITIZE.read_text(), re.M)[1]
    assert re.sub(pattern, "</figure>", page["text/html"]) == page["text/html"].split("<details>")[0]
    explorer.controls["x"].value = 0.5
    assert explorer.children[-1] is last


def test_an_explorer_built_in_a_notebook_has_no_code_under_it(monkeypatch):
    def draw(x):
        return "Drawn."

    draw.__module__ = "__main__"
    explorer = small(draw)
    assert "<details>" not in forms(explorer)["text/html"]
    assert len(explorer.children) == 3
    explorer.close()
    explorer = Explorer(plt.figure(), alone, [], x=slider("x", 1, 0, 2, 1))
    assert len(explorer.children) == 3
    explorer.close()


def alone(x):
    return "Drawn outside of any function."


# ---- sliders that run by themselves


def playing(moves, options=range(5), value=0, draw=None):
    """The values that are drawn while a slider runs and `moves(explorer, player)`, a coroutine, goes on."""
    drawn = []

    def move(x, step):
        drawn.append(step)
        return f"Step {step}."

    explorer = small(draw or move, step=stops("step", options, value, play=True))
    player = explorer.controls["step"].player
    player.interval = 0.002

    async def run():
        await moves(explorer, player)
        assert player._task is None
        assert (player._play.description, player._play.icon) == ("play", "play")

    drawn.clear()
    try:
        asyncio.run(run())
    finally:
        explorer.close()
    return drawn


async def ended(player):
    while player._task:
        await asyncio.sleep(0.001)


def test_a_slider_plays_to_its_end_and_from_there_from_the_start():
    async def twice(explorer, player):
        player._play.click()
        assert player._play.description == "pause"
        await ended(player)
        assert explorer.caption == "Step 4."
        player._play.click()
        await ended(player)

    assert playing(twice, value=2) == [3, 4, 0, 1, 2, 3, 4]


@pytest.mark.parametrize("way", ["pause", "hand", "scene", "stop", "set"])
def test_a_hand_a_scene_and_both_buttons_pause_it(way):
    async def interrupted(explorer, player):
        player.play()
        await asyncio.sleep(0)
        assert explorer.state["step"] == 1
        {
            "pause": player._play.click,
            "hand": lambda: setattr(explorer.controls["step"], "index", 3),
            "scene": lambda: explorer._button("far").click(),
            "stop": player._stop.click,
            "set": lambda: explorer.set(step=1),
        }[way]()
        await asyncio.sleep(0.01)

    expected = {"pause": [1], "hand": [1, 3], "scene": [1, 1], "stop": [1, 0], "set": [1, 1]}
    assert playing(interrupted) == expected[way]


def test_a_picture_that_stops_stops_the_play_and_closing_does_too():
    def draw(x, step):
        if step == 2:
            raise ZeroDivisionError("no step 2")
        return f"Step {step}."

    async def breaks(explorer, player):
        player.play()
        await ended(player)
        assert "could not be drawn: ZeroDivisionError: no step 2" in explorer.caption

    async def closes(explorer, player):
        player.play()
        explorer.close()

    playing(breaks, draw=draw)
    playing(closes)


def test_a_slider_that_plays_stops_at_each_of_its_steps_and_takes_about_six_seconds():
    made = slider("at x", 0.4, -1, 1, 0.2, play=True)
    assert list(made.options) == [(f"{x:.1f}", x) for x in np.arange(-10, 11, 2) / 10]
    assert (made.value, made.player.interval) == (0.4, 0.6)
    assert stops("step", range(61), 0, play=True).player.interval == 0.1
    assert stops("step", [1, 2], 1).player is None
    assert {button.tooltip for button in made.player.children} == {"the slider at x"}
