"""A presenter's figures: the same facts, larger letters and lines, and nothing else changed."""

import re

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from helpers.explore import EXPLORERS
from helpers.figures import Explorer, show, slider, style


@pytest.fixture(autouse=True)
def _usual_look_again(monkeypatch):
    monkeypatch.delenv("FIGURES_PRESENTER", raising=False)
    yield
    style.use()


def figure():
    fig = Figure(figsize=(10, 4), layout="constrained")
    fig.subplots().plot([0, 1], label="a line")
    fig.axes[0].set_title("A title", fontsize=9)
    return fig


def smallest(fig):
    return min(text.get_fontsize() for text in fig.findobj(Text))


@pytest.mark.parametrize(("said", "variable", "presenting"), [
    (None, None, False), (None, "1", True), (None, "0", False), (False, "1", False), (True, None, True),
])  # fmt: skip
def test_one_switch_or_one_variable_makes_a_presenter(monkeypatch, said, variable, presenting):
    if variable:
        monkeypatch.setenv("FIGURES_PRESENTER", variable)
    style.use(said) if said is not None else style.use()
    assert style.presenting is presenting


def test_what_is_no_switch_is_refused():
    with pytest.raises(TypeError, match=r"^presenter is True, False or None; got 'yes'\.$"):
        style.use("yes")


def test_a_presenters_figure_is_shown_larger_and_but_for_sizes_says_the_same(monkeypatch):
    shown = []
    monkeypatch.setattr("helpers.figures.picture.display", lambda data, raw: shown.append(data))
    for presenter in (False, True):
        style.use(presenter)
        fig = figure()
        show(fig, "A line.")
        assert (smallest(fig) >= 12) == presenter
    facts = [re.sub(r"figure .* in\n|, fontsize \d+", "", each["text/plain"]) for each in shown]
    assert facts[0] == facts[1] != ""
    widths = [int(re.search(r'width="(\d+)"', each["text/html"])[1]) for each in shown]
    assert widths == [960, 1344]
    assert fig.get_size_inches().tolist() == [8, 3.2]  # so that letters and lines are 1.75 times as large


def test_a_presenters_explorer_is_marked_for_its_page():
    for presenter in (False, True):
        style.use(presenter)
        explorer = Explorer(figure(), lambda x: "Drawn.", [], x=slider("x", 1, 0, 2, 1))
        assert ("presenter" in explorer._dom_classes) == presenter
        assert f"min({1344 if presenter else 960}px" in explorer.children[1].children[1].layout.max_width
        explorer.close()


@pytest.mark.parametrize("name", EXPLORERS)
def test_no_letter_of_a_presenters_explorer_is_small(name):
    style.use(presenter=True)
    explorer = EXPLORERS[name]()
    assert smallest(explorer._figure) >= 12
    explorer.close()
