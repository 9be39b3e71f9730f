"""Run every notebook and store its outputs: `python tests/refresh.py [NOTEBOOK ...]`.

Writes what a reader without a kernel should see and nothing that differs between two runs or two machines: an
output in which a person would see no difference keeps the picture that is stored (tests/pictures.py says what
that means). So refreshing changes a notebook only where its lesson changed. Cells tagged nbval-ignore-output
(timings) keep the output they have.
"""

import copy
import re
import sys
from pathlib import Path

import nbformat
import pictures
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"  # names a widget that is gone with the kernel
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def run(path):
    """The notebook of `path`, executed in its own folder, without what changes from run to run."""
    notebook = nbformat.read(path, as_version=4)
    stored = {cell.id: copy.deepcopy(cell.get("outputs", [])) for cell in notebook.cells}
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", coalesce_streams=True)
    client.resources = {"metadata": {"path": str(NOTEBOOKS)}}
    client.execute()
    for cell in notebook.cells:
        before = stored[cell.id]
        if before and _is_timing(cell):
            cell.outputs = before
        elif len(before) == len(cell.get("outputs", [])):
            for old, new in zip(before, cell.get("outputs", []), strict=True):
                if pictures.pictures(old) and pictures.seen_the_same(old, new):
                    new.data = old.data
    return tidy(notebook)


def tidy(notebook):
    """The notebook with its slides and without what nobody needs: widgets, time stamps, editors' settings."""
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for cell in notebook.cells:
        kept = {key: value for key, value in cell.metadata.items() if key == "tags"}
        cell.metadata = {**kept, "slideshow": {"slide_type": _slide(cell)}}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)
    return notebook


def _slide(cell):
    """What a cell is in a slide show: headings begin a slide, pictures and exercises one below it."""
    if cell.cell_type == "markdown" and re.match("#+ ", cell.source):
        return "slide"
    if cell.cell_type == "markdown" and cell.source.startswith("**Exercise"):
        return "subslide"
    if any("image/png" in output.get("data", {}) for output in cell.get("outputs", [])):
        return "subslide"
    return "skip" if "style.use()" in cell.source else "fragment"


def _is_timing(cell):
    return "nbval-ignore-output" in cell.metadata.get("tags", [])


def main(names):
    for path in [Path(name) for name in names] or sorted(NOTEBOOKS.glob("*.ipynb")):
        before = path.read_text(encoding="utf-8")
        after = nbformat.writes(run(path)) + "\n"
        if after != before:
            path.write_text(after, encoding="utf-8", newline="\n")
        print(f"{path.name}: {'unchanged' if after == before else 'refreshed'}")


if __name__ == "__main__":
    main(sys.argv[1:])
