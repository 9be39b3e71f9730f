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

from helpers.activations import ACTIVATIONS
from helpers.course.curves import two_panel
from helpers.figures import picture as figures
from helpers.figures import show, style
from helpers.figures.picture import bundle

SANITIZE = Path(__file__).parents[2] / "helpers" / "figures" / "nbval.cfg"

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


@pytest.mark.parametrize(("presenter", "pixels_per_inch"), [(False, 96), (True, 134.4)])
def test_a_picture_is_shown_as_wide_as_its_figure_and_larger_by_a_presenter(
    figure, monkeypatch, presenter, pixels_per_inch
):
    shown = []
    monkeypatch.setattr(figures, "display", lambda data, raw: shown.append(data["text/html"]))
    style.use(presenter=presenter)
    figure.set_size_inches(7, 2)
    assert 'width="672"' in bundle(figure, "A line.")["text/html"]
    show(figure, "A line.")
    style.use()
    assert f'width="{round(7 * pixels_per_inch)}"' in shown[0]


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
    assert type(fig.get_layout_engine()).__name__ == "ConstrainedLayoutEngine"
    plt.close(fig)


def test_a_caption_is_the_sentence_broken_into_lines(monkeypatch):
    drawn, sentence = [], "A sentence that is long enough for three lines of a picture that is not wide."
    monkeypatch.setattr(figures, "pixels", lambda fig, dpi: drawn.append(fig) or np.zeros((1, 400, 3)))
    figures._with_caption(np.zeros((1, 400, 3)), sentence)
    lines = drawn[0].texts[0].get_text().split("\n")
    assert len(lines) == 3
    assert " ".join(lines) == sentence


def test_a_caption_takes_13_pixels_for_a_letter_and_a_strip_for_each_line():
    picture = np.full((10, 520, 3), 255, np.uint8)
    for letters, lines in ((39, 1), (41, 2), (130, 4)):
        words = " ".join(["a" * (letters // 2), "b" * (letters - letters // 2 - 1)])
        words = words if letters < 100 else " ".join(["c" * 30] * 4)
        height, width, _ = figures._with_caption(picture, words).shape
        assert (height - 10, width) == (pytest.approx(144 * (0.1 + 0.22 * lines), abs=1), 520)


def test_a_picture_that_a_person_waits_for_keeps_all_its_colours():
    rendered = np.random.default_rng(0).integers(0, 256, (40, 40, 3), np.uint8)
    for fast in (True, False):
        uri = figures.data_uri(rendered, fast=fast)
        seen = Image.open(io.BytesIO(base64.b64decode(uri.removeprefix("data:image/png;base64,"))))
        assert np.array_equal(seen.convert("RGB"), rendered) == fast
