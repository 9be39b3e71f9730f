"""Stored outputs change only where a person would see a change, whatever machine refreshes them.

That every lesson gives what is stored, text and pictures, is asked where nbval runs it (tests/conftest.py).
So refreshing a lesson that passes there leaves its file as it is.
"""

import base64
import io
from functools import partial

import nbformat
import numpy as np
import pictures
import pytest
import refresh
from PIL import Image

from helpers.figures.picture import png

FIGURE = """
import matplotlib.pyplot as plt
import numpy as np
from helpers.figures import style
from helpers.figures import show

style.use()
x = np.linspace(-3, 3, 100)
fig, (left, right) = plt.subplots(1, 2)
left.plot(x, 1.00 * np.sin(x), color="#0072B2", linewidth=2.5, label="sine")
left.legend(loc="upper left")
right.bar([1, 2], [3, 5], hatch="//", edgecolor="white")
right.text(1, 4.00, "a note")
show(fig, "A sine beside two bars.")
"""
CHANGES = {
    "a formula": ("1.00 * np.sin", "1.03 * np.sin"),
    "a style": ('color="#0072B2"', 'color="#3388CC"'),
    "a width": ("linewidth=2.5", "linewidth=2.7"),
    "a label": ('label="sine"', 'label="sinus"'),
    "a place": ("right.text(1, 4.00", "right.text(1, 4.06"),
    "a texture": ('hatch="//"', 'hatch="///"'),
}


@pytest.mark.parametrize("path", sorted(refresh.NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_stored_notebook_has_the_form_that_refreshing_gives_it(path):
    stored = path.read_text(encoding="utf-8")
    assert nbformat.writes(refresh.tidy(nbformat.reads(stored, as_version=4))) + "\n" == stored


def write(path, *cells):
    nbformat.write(nbformat.v4.new_notebook(cells=list(cells)), path)


def code(source, **more):
    return nbformat.v4.new_code_cell(source, **more)


@pytest.fixture(scope="module")
def figure(tmp_path_factory):
    """A notebook with a cell for the figure as it is and one for each change; their outputs, by name."""
    path = tmp_path_factory.mktemp("changes") / "lesson.ipynb"
    sources = {"as it is": FIGURE}
    for name, (old, new) in CHANGES.items():
        assert FIGURE.count(old) == 1
        sources[name] = FIGURE.replace(old, new)
    write(path, *map(code, sources.values()))
    cells = refresh.run(path).cells
    return {name: cell.outputs[0] for name, cell in zip(sources, cells, strict=True)}


@pytest.fixture
def one_matplotlib(monkeypatch):
    """Pixels are compared, with any matplotlib: both pictures are drawn by the same one."""
    monkeypatch.setattr(pictures, "look_alike", partial(pictures.look_alike, same_matplotlib=True))


@pytest.mark.usefixtures("one_matplotlib")
@pytest.mark.parametrize("change", CHANGES)
def test_what_a_person_sees_changed_is_refreshed(figure, change):
    before, after = figure["as it is"], figure[change]
    assert not pictures.seen_the_same(before, after)
    assert pictures.first_difference([before], [after])


@pytest.mark.parametrize("change", CHANGES)
def test_the_pixels_alone_tell_every_change(figure, change):
    """So a picture would be refreshed even if its words had not changed."""
    for old, new in zip(
        pictures.pictures(figure["as it is"]), pictures.pictures(figure[change]), strict=True
    ):
        assert not pictures.look_alike(old, new, same_matplotlib=True)


def noisy(output, pixels, by):
    """A copy of an output, some pixels of its pictures changed by `by` of 255."""
    copy = nbformat.from_dict(output)
    rng = np.random.default_rng(0)
    for file in pictures.pictures(output):
        rows = np.array(Image.open(io.BytesIO(file)).convert("RGB"))
        y, x = (rng.integers(side, size=pixels) for side in rows.shape[:2])
        rows[y, x] = np.where(rows[y, x] < 128, rows[y, x] + by, rows[y, x] - by)
        old, new = (base64.b64encode(each).decode() for each in (file, png(rows, fast=True)))
        for kind in ("text/html", "image/png"):
            copy.data[kind] = copy.data[kind].replace(old, new)
    return copy


@pytest.mark.usefixtures("one_matplotlib")
@pytest.mark.parametrize(("pixels", "by", "alike"), [(3, 14, True), (3, 90, False), (3000, 4, False)])
def test_three_noisy_pixels_are_not_refreshed(figure, pixels, by, alike):
    before = figure["as it is"]
    assert pictures.seen_the_same(before, noisy(before, pixels, by)) == alike


def test_with_another_matplotlib_size_and_ink_are_compared(figure):
    (plain, _), (note, _) = (pictures.pictures(figure[name]) for name in ("as it is", "a place"))
    assert pictures.look_alike(plain, note, same_matplotlib=False)
    rows = np.array(Image.open(io.BytesIO(plain)).convert("RGB"))
    moved = png(np.roll(rows, 3, axis=0), fast=True)
    assert pictures.look_alike(plain, moved, same_matplotlib=False), "margins differ by 3 pixels"
    blank = np.full_like(rows, 255)
    for other in (blank, blank[:-1]):
        assert not pictures.look_alike(plain, png(other, fast=True), same_matplotlib=False)


def test_refresh_keeps_the_stored_pair_of_pictures_when_only_pixels_nobody_sees_differ(tmp_path, figure):
    path = tmp_path / "lesson.ipynb"
    cell = code(FIGURE, execution_count=1)
    cell.outputs = [noisy(figure["as it is"], 3, 14)]
    write(path, cell)
    before = path.read_text(encoding="utf-8")
    refresh.main([str(path)])
    kept = nbformat.read(path, as_version=4).cells[0].outputs[0]
    assert kept.data == cell.outputs[0].data
    cell.outputs = [noisy(figure["a style"], 0, 0)]
    write(path, cell)
    refresh.main([str(path)])
    renewed = nbformat.read(path, as_version=4).cells[0].outputs[0]
    assert renewed.data == figure["as it is"].data
    assert before != path.read_text(encoding="utf-8")


def test_refresh_runs_cells_drops_what_changes_and_keeps_timings(tmp_path, capsys):
    timing = code("import time; print(time.perf_counter())", metadata={"tags": ["nbval-ignore-output"]})
    timing.outputs = [nbformat.v4.new_output("stream", text="1 s\n")]
    path = tmp_path / "lesson.ipynb"
    slider = "from ipywidgets import IntSlider; IntSlider()"
    write(path, code("print(6 * 7)", metadata={"collapsed": True}), timing, code(slider))
    refresh.main([str(path)])
    refresh.main([str(path)])
    assert capsys.readouterr().out.split("\n")[:2] == ["lesson.ipynb: refreshed", "lesson.ipynb: unchanged"]
    first, second, third = nbformat.read(path, as_version=4).cells
    assert first.outputs[0].text == "42\n"
    assert "collapsed" not in first.metadata
    assert second.outputs[0].text == "1 s\n"
    assert set(third.outputs[0].data) == {"text/plain"}
