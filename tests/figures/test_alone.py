"""The folder helpers/figures serves another subject: copied into an empty project, it makes a pendulum swing.

The lines are those that the README shows, so they are tried here.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = re.search(r"```python\n(.*?)```", README, re.S)[1]


def test_a_pendulum_in_fifteen_lines_runs_under_nbval_in_an_empty_project(tmp_path, monkeypatch):
    assert len([line for line in LINES.splitlines() if line.strip()]) <= 15
    shutil.copytree(
        ROOT / "helpers" / "figures", tmp_path / "figures", ignore=shutil.ignore_patterns("__py*")
    )
    path = tmp_path / "pendulum.ipynb"
    cells = [
        nbformat.v4.new_code_cell(LINES),
        nbformat.v4.new_code_cell("import sys; 'helpers' in sys.modules"),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    client = NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    shown, alone = (cell.outputs[0].data for cell in notebook.cells)
    assert alone["text/plain"] == "False"
    assert "one swing takes 2.01 s" in shown["text/plain"]
    assert "application/vnd.jupyter.widget-view+json" in shown
    nbformat.write(notebook, path)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    command += ["--nbval-sanitize-with=figures/nbval.cfg", "-c", os.devnull, "--rootdir=.", "pendulum.ipynb"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "2 passed" in run.stdout, run.stdout
    path.write_text(path.read_text(encoding="utf-8").replace("cos(", "sin("), encoding="utf-8")
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "1 failed" in run.stdout, run.stdout
