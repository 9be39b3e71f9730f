"""What is recorded of an explorer is what the live one shows; what cannot be drawn is named."""

import numpy as np
import pytest
from compare import differences, named, unpacked
from matplotlib.figure import Figure

from helpers.explore import EXPLORERS
from helpers.figures import Explorer, choice, slider, style
from helpers.site import ways
from helpers.site.record import Model, record

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
