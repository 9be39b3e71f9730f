"""What is recorded of an explorer is what the live one shows; what cannot be drawn is named."""

import base64
from itertools import product

import numpy as np
import pytest
from compare import differences, named, unpacked
from matplotlib.figure import Figure

from helpers.activations import ACTIVATIONS
from helpers.explore import EXPLORERS
from helpers.figures import Explorer, choice, slider, stops, style
from helpers.site import ways
from helpers.site.record import Control, Model, one, record

SMALL = ("gates", "joining", "points")


@pytest.fixture(scope="module")
def recordings():
    style.use()
    return {name: record(name, EXPLORERS[name]()) for name in SMALL}


@pytest.mark.parametrize("name", SMALL)
def test_recorded_states_are_those_of_the_live_explorer(recordings, name):
    assert differences(name, unpacked(recordings[name].packed()), np.random.default_rng(0), 8) == []


@pytest.mark.parametrize("part", [1, 2])
def test_one_changed_state_is_noticed(recordings, part):
    recording = unpacked(recordings["points"].packed())
    recording["frames"][3][part] += " "
    found = differences("points", recording, np.random.default_rng(0), 200)
    assert len(found) == 1
    assert "points at {'count': 11}" in found[0]


def test_names_in_a_picture_are_compared_by_their_order():
    clipped = '<clipPath id="{0}"/><path clip-path="url(#{1})"/><path clip-path="url(#{0})" d="M0 0"/>'
    assert named(clipped.format("pa1", "pb2")) == named(clipped.format("pc3", "pd4"))
    assert named(clipped.format("pa1", "pb2")) != named(clipped.format("pc3", "pc3"))
    assert named(clipped.format("pa1", "pb2")) != named(clipped.format("pa1", "pb2").replace("M0", "M1"))


def test_the_same_recording_has_the_same_bytes(recordings):
    style.use()
    assert record("gates", EXPLORERS["gates"]()).packed() == recordings["gates"].packed()


def tilted(draw=None, **controls):
    """A line that tilts; `draw` may be another function."""
    fig = Figure()
    (line,) = fig.subplots().plot([0, 1], [0, 0])

    def tilt(w, sign):
        line.set_ydata([0, w if sign == "+" else -w])
        return f"{sign}{w:.1f}"

    usual = {"w": slider("slope", 1, 0, 2, 0.5), "sign": choice("sign", ["+", "-"], "+")}
    return Explorer(fig, draw or tilt, [line], scenes={"flat": {"w": 0.0}}, **(controls or usual))


def test_every_state_of_a_small_explorer_is_there_with_its_scenes():
    recording = record("tilted", tilted())
    assert [control.texts for control in recording.controls] == [
        ["0.0", "0.5", "1.0", "1.5", "2.0"],
        ["+", "-"],
    ]
    assert recording.start == (2, 0)
    assert recording.scenes == {"start": (2, 0), "flat": (0, None)}
    said = {vector: recording.frames[frame][2] for vector, frame in recording.states.items()}
    assert said == {(n, m): f"{'+-'[m]}{n / 2:.1f}" for n in range(5) for m in range(2)}
    assert len(recording.stills) == 1
    assert recording.missing == ""


def test_a_state_that_cannot_be_drawn_is_named():
    def draw(w):
        return f"1/{w - 1.5} = {1 / (w - 1.5):.1f}"

    with pytest.raises(RuntimeError, match=r"tilted cannot be drawn at \{'w': 1.5\}: ZeroDivisionError"):
        record("tilted", tilted(draw, w=slider("slope", 1, 0, 2, 0.5)))


def test_too_many_states_are_refused():
    with pytest.raises(ValueError, match="20,001 states are too many to record"):
        record("tilted", tilted(lambda w: "so", w=slider("slope", 1, 0, 2, 0.0001)))


def test_of_large_explorers_the_scenes_and_each_control_moved_from_there_are_offered():
    model = Model(EXPLORERS["kinks"]())
    scenes = [model.vector(state) for state in model.explorer.scenes.values()]
    offered = set(ways.kinks(model, scenes))
    assert set(scenes) <= offered
    moved = list(scenes[0])
    moved[ways.index(model, "weight v 4")] = 3
    assert tuple(moved) in offered
    assert all(
        0 <= n < len(control.values)
        for vector in offered
        for n, control in zip(vector, model.controls, strict=True)
    )


def everywhere(model, base, *free, only=None):
    """The vectors that are the base but for the controls of these names, which have all values, or `only`."""
    names = [control.name for control in model.controls]
    ranges = [
        [number] if name not in free else range(len(control.values)) if only is None else only[name]
        for name, number, control in zip(names, base, model.controls, strict=True)
    ]
    return set(product(*ranges))


def offered(name):
    """The model of an explorer, the vectors of its scenes, and what its way offers."""
    model = Model(EXPLORERS[name]())
    scenes = [model.vector(state) for state in model.explorer.scenes.values()]
    start = scenes[0]
    bases = [tuple(o if n is None else n for o, n in zip(start, scene, strict=True)) for scene in scenes]
    way, _ = ways.of(name)
    return model, bases, list(way(model, bases))


def test_the_lab_offers_each_control_moved_from_a_scene_and_every_network_of_it():
    model, bases, found = offered("dying_lab")
    names = [control.name for control in model.controls]
    assert set(found) == {
        vector for base in bases for name in names for vector in everywhere(model, base, name, "seed")
    }


def test_a_pair_offers_any_two_activations_and_one_parameter_moved():
    model, bases, found = offered("pair")
    values = [control.values for control in model.controls]
    usual = {}
    for n, name in enumerate(values[0]):
        (parameter,) = [*ACTIVATIONS[name].parameters.values(), 0][:1]
        usual[n] = min(range(len(values[1])), key=lambda number: abs(values[1][number] - parameter))
    pairs = [(n, usual[n], m, usual[m]) for n in usual for m in usual]
    parameters = ("first_parameter", "second_parameter")
    assert set(found) == {
        vector for base in pairs + bases for name in parameters for vector in everywhere(model, base, name)
    }


def test_kinks_offer_one_slider_moved_of_any_unit_at_the_start_and_of_the_chosen_one_in_a_scene():
    model, bases, found = offered("kinks")
    unit = [control.name for control in model.controls].index("unit")
    expected = set()
    for n, base in enumerate(bases):
        expected |= everywhere(model, base, "target", "unit") | everywhere(model, base, "bias")
        for number in range(6) if n == 0 else [base[unit]]:
            chosen = (*base[:unit], number, *base[unit + 1 :])
            for name in ("place", "slope w", "weight v"):
                expected |= everywhere(model, chosen, f"{name} {number + 1}")
    assert set(found) == expected


def test_folds_offer_every_angle_and_every_fifth_place():
    model, bases, found = offered("folds")
    counts, places = (range(len(ways.at(model, name).values)) for name in ("count", "place"))
    some = {"count": counts, "place": places[::5]}
    assert set(found) == {
        vector
        for base in bases
        for vector in everywhere(model, base, "count", "angle")
        | everywhere(model, base, "count", "place", only=some)
    }


def test_regions_are_offered_for_three_seeds():
    model, bases, found = offered("regions")
    names = [control.name for control in model.controls]
    free = {name: range(len(ways.at(model, name).values)) for name in ("width", "depth")}
    assert set(found) == everywhere(model, bases[0], *names, only=free | {"seed": (0, 4, 7)})


def test_only_what_a_way_offers_is_recorded_and_the_page_says_so(monkeypatch):
    monkeypatch.setitem(ways.WAYS, "tilted", (lambda model, bases: [(4, 1), (1, 0)], "Not all."))
    recording = record("tilted", tilted())
    assert recording.missing == "Not all."
    assert [control.values for control in recording.controls] == [[0, 0.5, 1, 2], ["+", "-"]]
    assert [control.texts for control in recording.controls] == [["0.0", "0.5", "1.0", "2.0"], ["+", "-"]]
    assert [control.choice for control in recording.controls] == [False, True]
    assert set(recording.states) == {(3, 1), (1, 0), (2, 0), (0, 0)}
    assert (recording.start, recording.scenes) == ((2, 0), {"start": (2, 0), "flat": (0, None)})
    assert ways.of("another") == (ways.whole, "")


def test_a_slider_of_a_page_has_its_name_and_its_text():
    control = Control("x", "a < b", [-1.0, 0.0, 2.0], ["-1", "<0>", "2"])
    assert control.slider(1, ' data-x="y"') == (
        '<label><span class="label">a &lt; b</span><input type="range" min="0" max="2" '
        'value="1" autocomplete="off" data-x="y" aria-valuetext="&lt;0&gt;">'
        "<output>&lt;0&gt;</output></label>"
    )
    assert [control.closest(value) for value in (-9, -0.4, 0.9, 1.1)] == [0, 1, 1, 2]


def test_controls_of_a_page_have_the_values_texts_and_play_of_the_live_ones():
    assert one("x", slider("slope", 0, -0.3, 0.3, 0.2)).values == [-0.3, -0.1, 0.1, 0.3]
    played = one("n", stops("number", [("one", 1), ("two", 2)], 1, play=True))
    assert (played.texts, played.values, played.choice, played.play) == (["one", "two"], [1, 2], False, 0.6)


def test_what_is_packed_has_no_time_of_its_making():
    packed = base64.b64decode(record("tilted", tilted()).packed())
    assert packed[4:8] == bytes(4)


def test_a_bank_is_a_slider_for_each_place_and_comes_back_as_it_was():
    model = Model(EXPLORERS["kinks"]())
    state = model.explorer.state
    assert model.state(model.vector(state)) == state
    assert [control.label for control in model.controls].count("slope w") == 6
    assert model.controls[ways.index(model, "slope w 3")].row == (ways.index(model, "unit"), 2)


def test_a_parameter_that_an_activation_does_not_have_is_drawn_once():
    model = Model(EXPLORERS["pair"]())
    relu, elu = (ways.at(model, "first").values.index(name) for name in ("relu", "elu"))
    assert ways.same("pair", model, (relu, 5, elu, 7)) == (relu, 0, elu, 7)
