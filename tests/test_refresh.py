"""Refreshing stored outputs a second time changes no byte, and keeps timings as they are."""

import platform
import re
from pathlib import Path

import matplotlib
import nbformat
import pytest
import refresh

PINNED = re.search(r"^matplotlib==(\S+)$", (Path(__file__).parent / "versions.txt").read_text(), re.M)[1]


@pytest.mark.skipif(
    matplotlib.__version__ != PINNED or platform.system() != "Linux",
    reason="bytes of pictures are the same only with the recorded matplotlib, on Linux",
)
@pytest.mark.parametrize("path", sorted(refresh.NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_refresh_leaves_the_working_tree_clean(path):
    assert nbformat.writes(refresh.run(path)) + "\n" == path.read_text(encoding="utf-8")


def test_refresh_runs_cells_drops_what_changes_and_keeps_timings(tmp_path, capsys):
    new_cell, new_output = nbformat.v4.new_code_cell, nbformat.v4.new_output
    timing = new_cell("import time; print(time.perf_counter())", metadata={"tags": ["nbval-ignore-output"]})
    timing.outputs = [new_output("stream", text="1 s\n")]
    slider = "from ipywidgets import IntSlider; IntSlider()"
    cells = [new_cell("print(6 * 7)", metadata={"collapsed": True}), timing, new_cell(slider)]
    path = tmp_path / "lesson.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    refresh.main([str(path)])
    refresh.main([str(path)])
    assert capsys.readouterr().out.split("\n")[:2] == ["lesson.ipynb: refreshed", "lesson.ipynb: unchanged"]
    first, second, third = nbformat.read(path, as_version=4).cells
    assert first.outputs[0].text == "42\n"
    assert "collapsed" not in first.metadata
    assert second.outputs[0].text == "1 s\n"
    assert set(third.outputs[0].data) == {"text/plain"}
