"""What every notebook has in common: its anatomy, complete outputs, and nothing that ties it to a machine."""

import ast
import re
import statistics
from itertools import pairwise

import nbformat
import pytest
from nbconvert import HTMLExporter
from refresh import KERNEL, NOTEBOOKS, WIDGET_VIEW

CHECK = r"^exercises\.(\w+)\.check\("
PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
EACH = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def load(path):
    return nbformat.read(path, as_version=4)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def lines(cell):
    return [line for line in cell.source.splitlines() if line.strip()]


def prose(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def test_there_are_notebooks_and_no_other_files():
    assert [path.name[:2] for path in PATHS] == [f"{n:02d}" for n in range(1, len(PATHS) + 1)]
    others = [p for p in NOTEBOOKS.iterdir() if p not in PATHS and p.name != ".ipynb_checkpoints"]
    assert not others


@EACH
def test_first_cell_says_what_when_and_for_whom(path):
    first = prose(load(path))[0]
    assert first.startswith("# ")
    for heading in ("**What you'll do.**", "**What you'll learn.**", "**What you'll need.**", "minutes"):
        assert heading in first
    assert 3 <= len(re.findall(r"^- ", first, re.M)) <= 5


@EACH
def test_last_cell_sums_up(path):
    last = prose(load(path))[-1]
    for heading in ("## Summary", "**Fine print.**", "**Further reading.**"):
        assert heading in last


@EACH
def test_setup_is_imports_alone_and_the_text_above_helps_when_helpers_is_missing(path):
    notebook = load(path)
    *imported, style = ast.parse(code(notebook)[0].source).body
    assert all(isinstance(line, ast.Import | ast.ImportFrom) for line in imported)
    assert len(lines(code(notebook)[0])) <= 10
    assert ast.unparse(style) == "style.use()"
    assert "`python -m pip install -r requirements.txt` once in the project folder" in prose(notebook)[0]
    for cell in code(load(path))[1:]:
        assert "helpers" not in cell.source
    for cell in code(load(path)):
        assert not re.search(r"^\s*[%!]|https?://|\bpip\b(?! install -r req)", cell.source, re.M)


@EACH
def test_a_sentence_stands_between_code_cells_and_cells_are_short(path):
    notebook = load(path)
    kinds = [cell.cell_type for cell in notebook.cells]
    assert ("code", "code") not in list(pairwise(kinds))
    lengths = [len(lines(cell)) for cell in code(notebook)]
    assert max(lengths) <= 20
    assert statistics.median(lengths) <= 6


@EACH
def test_every_code_cell_ran_in_order_without_error_or_warning(path):
    cells = code(load(path))
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr"


@EACH
def test_figures_and_explorers_are_stored_for_readers_without_a_kernel(path):
    for cell in code(load(path)):
        if re.search(r"^\s*show\(|^explorers\.", cell.source, re.M):
            (output,) = cell.outputs
            assert set(output.data) == {"text/plain", "text/html", "image/png"}
            alt, caption = re.search(
                r'alt="([^"]+)".*<figcaption>(.+)</figcaption>', output.data["text/html"]
            ).groups()
            assert alt == caption
        else:
            assert not any("image/png" in output.get("data", {}) for output in cell.outputs)


@EACH
def test_a_page_made_by_nbconvert_shows_every_picture_with_its_sentence(path):
    page, _ = HTMLExporter().from_filename(str(path))
    figures = len(re.findall(r'"image/png"', path.read_text(encoding="utf-8")))
    images = re.findall(r"<img [^>]+>", page)
    assert len(images) == figures > 0
    assert all('alt="' in image and 'src="data:image/png;base64,' in image for image in images)
    assert page.count("<figcaption>") == figures


@EACH
def test_each_explorer_has_a_prediction_before_and_an_answer_after(path):
    cells = load(path).cells
    found = [n for n, cell in enumerate(cells) if cell.cell_type == "code" and "explorers." in cell.source]
    assert found or any(cell.source.endswith("\nQuiz()") for cell in cells)  # asks and answers by itself
    for n in found:
        assert "**Predict first.**" in cells[n - 1].source
        assert cells[n + 1].source.startswith("<details><summary><b>Answer")


@EACH
def test_only_timings_are_not_compared(path):
    for cell in code(load(path)):
        tags = cell.metadata.get("tags", [])
        assert set(tags) <= {"nbval-ignore-output"}
        assert not tags or "timeit" in cell.source
        assert "NBVAL" not in cell.source


@EACH
def test_metadata_holds_nothing_that_changes(path):
    notebook = load(path)
    assert notebook.metadata == {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"tags"}
        for output in cell.get("outputs", []):
            assert WIDGET_VIEW not in output.get("data", {})
    assert path.stat().st_size < 1_000_000
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


@EACH
def test_random_numbers_come_from_a_local_seeded_generator(path):
    for cell in code(load(path)):
        for call in re.findall(r"np\.random\.(\w+)\(([^)]*)\)", cell.source):
            assert call == ("default_rng", "0")


@EACH
def test_links_lead_somewhere(path):
    for text in prose(load(path)):
        for target in re.findall(r"\]\(([^)]+)\)", text):
            assert (path.parent / target).is_file(), target


@EACH
def test_every_exercise_has_a_check_and_an_expectation(path):
    notebook = load(path)
    checked = [name for cell in code(notebook) for name in re.findall(CHECK, cell.source, re.M)]
    asked = [text for text in prose(notebook) if text.startswith("**Exercise") or "\n**Exercise" in text]
    assert 2 <= len(checked) == len(asked) <= 3
    for cell in code(notebook):
        if ".check(" in cell.source:
            assert cell.outputs[0].text == "Not answered yet: replace the dots.\n"


def test_all_exercises_are_asked_in_the_lesson_they_belong_to():
    from helpers.lessons import EXERCISES

    asked = {
        name: path.stem[3:]
        for path in PATHS
        for cell in code(load(path))
        for name in re.findall(CHECK, cell.source, re.M)
    }
    home = {name: task.find_mistake.__module__.split(".")[2] for name, task in EXERCISES.items()}
    assert asked == home


@EACH
def test_names_are_those_of_the_notation(path):
    """Gradients of z are asked of z: no cell of a lesson calls a derivative on an activation `a`."""
    for cell in code(load(path)):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "derivative":
                assert ast.unparse(node.args[0]) != "a"
