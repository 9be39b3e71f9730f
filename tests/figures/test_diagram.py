"""A network as a diagram: numbers stand where they belong, closed units look closed, all is described."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers.figures import Explorer, Network, describe, slider, style

WEIGHTS = [np.array([[1.0, -2, 0.5], [0, 1, 1]]), np.array([[4.0], [-1], [2]])]


@pytest.fixture
def ax():
    style.use()
    fig, ax = plt.subplots(figsize=(6, 4))
    yield ax
    plt.close(fig)


def lines(network):
    """Style, colour and width of each line, by unit before, layer by layer."""
    return [
        [(line.get_linestyle(), line.get_color(), line.get_linewidth()) for line in row]
        for layer in network.lines
        for row in layer
    ]


def test_lines_tell_size_and_sign_of_their_weights(ax):
    network = Network(ax, (2, 3, 1))
    network.show([-W for W in WEIGHTS])
    network.show(WEIGHTS)
    plus, minus, nothing = ("-", style.FUNCTION), ("--", style.GUIDE), (":", style.INACTIVE, 1.5)
    assert lines(network) == [
        [(*plus, 2.25), (*minus, 3.5), (*plus, 1.625)],
        [nothing, (*plus, 2.25), (*plus, 2.25)],
        [(*plus, 6)],
        [(*minus, 2.25)],
        [(*plus, 3.5)],
    ]
    assert [line.get_xydata().tolist() for line in network.lines[1][0]] == [[[1, 1], [2, 0]]]


def test_numbers_stand_in_and_under_the_units_and_go_away_again(ax):
    network = Network(ax, (2, 3, 1), ["x", "a", "y"], digits=2)
    network.show(WEIGHTS, [[1, -0.001], None, [3]], [None, [0.5, 0, -1], None])
    assert [text.get_text() for text in network.inside] == ["1.00", "0.00", "", "", "", "3.00"]
    assert [text.get_text() for text in network.below] == ["", "", "0.50", "0.00", "-1.00", ""]
    places = [text.get_position() for text in network.inside]
    assert places == [(0, 0.5), (0, -0.5), (1, 1), (1, 0), (1, -1), (2, 0)]
    np.testing.assert_allclose([ax.get_xlim(), ax.get_ylim()], [(-0.3, 2.3), (-1.65, 1.65)])
    assert [text.get_text() for text in ax.texts if text not in network.artists] == ["x", "a", "y"]
    network.show(WEIGHTS)
    assert {text.get_text() for text in network.inside + network.below} == {""}


def test_a_closed_unit_is_grey_and_so_are_its_lines(ax):
    network = Network(ax, (2, 3, 1))
    network.show(WEIGHTS, closed=[None, [False, True, False], None])
    faces = [unit.get_markerfacecolor() for unit in network.units]
    assert faces == ["white"] * 3 + ["#dddddd"] + ["white"] * 2
    grey = [[style_ == ":" for style_, *_ in row] for row in lines(network)]
    assert grey == [[False, True, False], [True, True, False], [False], [True], [False]]


def test_it_is_described_and_every_number_changes_the_description(ax):
    network, told = Network(ax, (2, 3, 1), ["x", "a", "y"]), []
    for more in (
        {}, {"forward": [[1, 2], None, None]}, {"forward": [[1, 3], None, None]},
        {"backward": [None, None, [1]]}, {"closed": [None, [True, False, False], None]},
    ):  # fmt: skip
        network.show(WEIGHTS, **more)
        told.append(describe(ax.figure))
    network.show([2 * WEIGHTS[0], WEIGHTS[1]])
    assert len({*told, describe(ax.figure)}) == len(told) + 1


def test_it_moves_in_an_explorer(ax):
    network = Network(ax, (1, 1))

    def draw(w):
        network.show([[[w]]], [[1], [w]])
        return f"1 times {w:.1f} is {w:.1f}."

    explorer = Explorer(ax.figure, draw, network.artists, w=slider("w", 1.5, -2, 2, 0.5))
    before = explorer._overlay.value, explorer._picture.value
    assert ">1.5<" in before[0]
    explorer.set(w=-2.0)
    assert ">-2.0<" in explorer._overlay.value
    assert "nan" not in explorer._overlay.value
    assert explorer._picture.value == before[1]
    explorer.close()


def test_units_shrink_with_their_room(ax):
    small, large = Network(ax, (1, 8)), Network(ax, (1, 2))
    assert small.units[0].get_markersize() < large.units[0].get_markersize() <= 50
    assert small.inside[0].get_fontsize() < large.inside[0].get_fontsize() <= 15


def test_what_does_not_fit_is_refused_with_the_shapes(ax):
    network = Network(ax, (2, 1))
    with pytest.raises(
        ValueError, match=r"^weights has one array for each of the shapes \[\(2, 1\)\]; got \[\(1, 2\)\]"
    ):
        network.show([[[1, 2]]])
    for name in ("forward", "backward", "closed"):
        with pytest.raises(ValueError, match=rf"^{name} has .* \[\(2,\), \(1,\)\]; got \[\(2,\)\]\.$"):
            network.show([[[1], [2]]], **{name: [[1, 2]]})
    with pytest.raises(ValueError, match=r"^2 layers need 2 labels; got 1\.$"):
        Network(ax, (2, 1), ["x"])
