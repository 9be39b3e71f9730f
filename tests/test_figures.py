"""A picture is compared by its facts: what a reader would see changed fails the notebook, noise does not."""

import base64
import io
import subprocess
import sys
from html import unescape
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from PIL import Image

from helpers import figures, style
from helpers.activations import ACTIVATIONS, relu
from helpers.describe import describe, digest
from helpers.figures import bundle, show, two_panel

SANITIZE = Path(__file__).parent / "nbval_sanitize.cfg"

# One cell of a notebook, and for each kind of change the text to replace. Every change must be found.
FIGURE = """
import matplotlib.pyplot as plt
import numpy as np
from helpers.figures import show

x = np.linspace(-5, 5, 100)
fig, (left, middle, right) = plt.subplots(1, 3, figsize=(9, 3))
left.plot(x, 1.000 * np.sin(x), label="a curve")
left.plot(x, np.cos(x), label="another")
left.set(xlabel="Input (x)", ylabel="Output", title="Curves", ylim=(-2, 2))
left.legend()
middle.scatter([1, 2, 3], [1.00, 4, 2])
middle.bar([1, 2], [3.00, 5])
middle.text(1, 4, "a note")
right.imshow(np.array([[1.00, 2], [3, 4]]))
show(fig, "Two curves, a scatter over bars, and an image.")
"""
CHANGES = {
    "nothing": ("", ""),
    "a curve's values by 0.1 %": ("1.000 * np.sin", "1.001 * np.sin"),
    "a curve missing": ('left.plot(x, np.cos(x), label="another")', ""),
    "a label of a curve": ('"another"', '"other"'),
    "a label of an axis": ('"Input (x)"', '"Input"'),
    "a title": ('"Curves"', '"Curve"'),
    "a limit": ("(-2, 2)", "(-2, 2.1)"),
    "the sentence": ("Two curves", "Three curves"),
    "a point of the scatter": ("[1.00, 4, 2]", "[1.01, 4, 2]"),
    "a bar's height": ("[3.00, 5]", "[3.01, 5]"),
    "a value of the image": ("[1.00, 2]", "[1.01, 2]"),
    "a note moved": ("text(1, 4", "text(1, 3.9"),
    "the words of a note": ("a note", "a word"),
    "the colour of a curve": ("np.cos(x), label", 'np.cos(x), "r", label'),
    "the line style": ("np.cos(x), label", 'np.cos(x), "--", label'),
    "a curve hidden": ('label="another"', 'label="another", visible=False'),
    "the legend gone": ("left.legend()", ""),
    "the order of two points": ("[1, 2, 3], [1.00, 4, 2]", "[2, 1, 3], [4, 1.00, 2]"),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Which cells nbval fails when each cell's source is changed after its output was stored."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(FIGURE) for _ in CHANGES])
    NotebookClient(notebook, kernel_name="python3").execute()
    for cell, (name, (old, new)) in zip(notebook.cells, CHANGES.items(), strict=True):
        changed = FIGURE.replace(old, new) if old else FIGURE
        assert name == "nothing" or changed != FIGURE, name
        cell.source = changed
    path = tmp_path_factory.mktemp("changed") / "changed.ipynb"
    nbformat.write(notebook, path)
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-rA", "-o", "addopts="]
    command += ["-p", "no:cacheprovider", f"--nbval-sanitize-with={SANITIZE}", str(path)]
    report = subprocess.run(command, capture_output=True, text=True, cwd=path.parent).stdout
    return [f"PASSED changed.ipynb::Cell {n}" in report.replace("::ipynb", "") for n in range(len(CHANGES))]


@pytest.mark.parametrize("change", CHANGES)
def test_nbval_sees_every_change_and_nothing_else(outcomes, change):
    assert outcomes[list(CHANGES).index(change)] == (change == "nothing")


def facts(values, **options):
    fig, ax = plt.subplots()
    ax.plot(np.arange(len(values)), values, **options)
    text = describe(fig)
    plt.close(fig)
    return text


def test_last_bits_do_not_change_the_facts():
    x = np.linspace(-5, 5, 100)
    noise = np.random.default_rng(0).uniform(-4e-16, 4e-16, 100)
    for values in (x, np.sin(x), 1e-8 * x, 1e8 * x, np.round(x, 2), relu(x), np.tanh(5 * x)):
        assert digest(values) == digest(values * (1 + noise))
    assert digest(np.zeros(100)) == digest(noise)


def test_digest_tells_apart_what_differs():
    x = np.linspace(-5, 6, 100)
    different = [x, 1.001 * x, x + 0.01, -x, x[:-1], x[::-1], 1000 * x, np.where(x > 4.9, np.nan, x)]
    different += [np.where(x > 4.9, np.inf, x), np.where(x > 4.9, -np.inf, x), x.reshape(10, 10), []]
    assert len({digest(values) for values in different}) == len(different)
    assert digest([1e-9, 1e-3, 1], log=True) != digest([2e-9, 1e-3, 1], log=True)
    assert digest([1e-9, 1e-3, 1]) == digest([2e-9, 1e-3, 1])


def test_facts_of_other_things_a_figure_may_hold():
    fig, (one, two) = plt.subplots(1, 2)
    fig.suptitle("All together")
    one.fill_between([0, 1, 2], [1, 2, 1])
    one.set_yscale("log")
    one.vlines([1, 2], 0.1, 1)
    one.add_patch(plt.Circle((1, 1), 0.5))
    two.set_xticks([0, 1], ["first", "second"])
    two.pcolormesh(np.array([[1.0, 2], [3, 4]]))
    two.invert_yaxis()
    two.annotate("here", (0.5, 0.5), (0.2, 0.2), arrowprops={"arrowstyle": "->"})
    two.table([["cell"]])
    text = describe(fig)
    plt.close(fig)
    assert "title 'All together'" in text
    assert "ticks ['first', 'second']" in text
    for fact in ("area unlabelled", " log", "segments", "Circle", "inverted", "text 'here'", "Table"):
        assert fact in text
    assert "values 1 to 4" in text


def test_ordinary_figures_do_not_stop_describe():
    fig, (one, two) = plt.subplots(1, 2)
    one.bar(["a", "b"], [1, 2])
    one.annotate("top", ("b", 2))
    one.plot([0, 1], [0, 1], color=("red", 0.5))
    two.bar([], [])
    text = describe(fig)
    plt.close(fig)
    assert "ticks ['a', 'b']" in text
    assert "text 'top' at 1, 2" in text
    assert "#ff000080" in text


def test_marker_alpha_and_width_are_facts():
    looks = ({}, {"marker": "o"}, {"marker": "s"}, {"marker": "o", "markerfacecolor": "w"}, {"alpha": 0.5})
    looks += ({"linewidth": 1}, {"linestyle": "None", "marker": "o"})
    assert len({facts([1, 2], **look) for look in looks}) == len(looks)


@pytest.fixture
def figure():
    style.use()
    fig, ax = plt.subplots()
    ax.plot([0, 1], [0, 1])
    yield fig
    plt.close(fig)


def test_bundle_has_the_sentence_in_every_form(figure):
    sentence = 'A line <climbs> & says "hello".'
    parts = bundle(figure, f"  {sentence}\n ")
    assert parts["text/plain"].startswith(sentence + "\nfigure 9.6 x 4.4 in\npanel 1")
    html = unescape(parts["text/html"])
    assert f'alt="{sentence}"' in html
    assert f"<figcaption>{sentence}</figcaption>" in html
    assert "<climbs>" not in parts["text/html"]


def test_the_picture_alone_carries_the_sentence_below_it(figure):
    short, long = (picture(bundle(figure, text)) for text in ("Short.", "Long and longer. " * 20))
    plain = figures.pixels(figure, 144)
    assert plain.shape[1] == short.shape[1] == long.shape[1]
    assert plain.shape[0] < short.shape[0] < long.shape[0]
    assert (short[plain.shape[0] :] < 128).any()


def picture(parts):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(parts["image/png"]))).convert("RGB"))


def test_picture_is_white_opaque_and_without_traces_of_the_machine(figure):
    data = base64.b64decode(bundle(figure, "A line.")["image/png"])
    image = Image.open(io.BytesIO(data))
    assert not image.info.get("transparency")
    assert not [key for key in image.info if key in ("Software", "Creation Time", "dpi")]
    assert picture(bundle(figure, "A line."))[0, 0].tolist() == [255, 255, 255]


def test_show_displays_once_and_closes(figure, monkeypatch):
    shown = []
    monkeypatch.setattr(figures, "display", lambda data, raw: shown.append((data, raw)))
    show(figure, "A line.")
    assert len(shown) == 1
    assert shown[0][1] is True
    assert not plt.fignum_exists(figure.number)


@pytest.mark.parametrize("sentence", ["", "  \n", None, 3])
def test_a_figure_without_a_sentence_is_refused(figure, sentence):
    with pytest.raises((TypeError, ValueError), match="needs a sentence that says what it shows; got"):
        show(figure, sentence)


def test_what_is_no_figure_is_refused():
    with pytest.raises(TypeError, match="show takes a matplotlib figure and a sentence; got list"):
        show([], "Nothing.")


def test_pixels_leave_the_figure_as_it_was(figure):
    before = figure.dpi, figure.canvas
    assert figures.pixels(figure, 50).shape == (220, 480, 3)
    assert (figure.dpi, figure.canvas) == before


def test_two_panel_draws_jumps_as_jumps():
    fig = two_panel(ACTIVATIONS["relu6"], np.linspace(-3, 9, 50))
    left, right = fig.axes
    corners = left.lines[0].get_xydata().tolist()
    assert [0, 0] in corners
    assert [6, 6] in corners
    curves = [line for line in right.lines if line.get_marker() == "None" and line.get_linewidth() > 1]
    assert [(line.get_xdata()[0], line.get_xdata()[-1]) for line in curves] == [(-3, 0), (0, 6), (6, 9)]
    assert [np.unique(line.get_ydata()).tolist() for line in curves] == [[0], [1], [0]]
    dots = [line for line in right.lines if line.get_marker() == "o"]
    open_dots = [d.get_xydata()[0].tolist() for d in dots if d.get_markerfacecolor() == "white"]
    filled = [d.get_xydata()[0].tolist() for d in dots if d.get_markerfacecolor() != "white"]
    assert open_dots == [[0, 1], [6, 1]]
    assert filled == [[0, 0], [6, 0]]
    plt.close(fig)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_two_panel_draws_function_and_slope_of_every_activation(name):
    fig = two_panel(ACTIVATIONS[name])
    left, right = fig.axes
    x, a = left.lines[0].get_data()
    np.testing.assert_array_equal(a, ACTIVATIONS[name](x))
    assert (x.min(), x.max()) == (-5, 5)
    pieces = [line for line in right.lines if line.get_marker() == "None" and line.get_linewidth() > 1]
    for line in pieces:
        x, slope = line.get_data()
        np.testing.assert_allclose(slope[1:-1], ACTIVATIONS[name].derivative(x[1:-1]))
    assert left.get_shared_x_axes().joined(left, right)
    plt.close(fig)
