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


def words(text):
    """How many words a person reads: no tags, no formulas, no code, no addresses."""
    hidden = r"</?[a-z][^>]*>|\$\$.*?\$\$|\$[^$]*\$|```.*?```|`[^`]*`|\]\([^)]*\)"
    return len(re.findall(r"[^\W\d_][\w'’-]*", re.sub(hidden, " ", text, flags=re.S)))


def has_picture(cell):
    return any("image/png" in output.get("data", {}) for output in cell.get("outputs", []))


@EACH
def test_the_first_screen_asks_a_question_and_says_what_is_needed_and_how_long(path):
    """A title, a question, two lines; what one learns is folded; then something to see."""
    first = load(path).cells[0].source
    title, question, *rest = first.split("\n\n")
    assert title.startswith("# ")
    assert question.endswith("?")
    told, _, folded = "\n\n".join(rest).partition("<details>")
    assert re.search(r"^\*\*\d+ minutes\*\*, fast lane \(sections marked ◆\) \d+\. You need: ", told, re.M)
    assert words(question + told) <= 90
    assert 3 <= len(re.findall(r"^- ", folded, re.M)) <= 5


@EACH
def test_the_first_picture_comes_at_once_and_there_are_many(path):
    notebook = load(path)
    assert any(map(has_picture, notebook.cells[:4]))
    pictures = sum(map(has_picture, notebook.cells))
    assert sum(map(words, prose(notebook))) <= 300 * pictures


def test_the_lessons_stay_short():
    assert sum(words(text) for path in PATHS for text in prose(load(path))) <= 18_000


@EACH
def test_the_fast_lane_is_marked_and_comes_before_what_is_for_the_curious(path):
    headings = [h for text in prose(load(path)) for h in re.findall(r"^## (.+)$", text, re.M)]
    numbered = [h for h in headings if re.match(r"\d+\. ", h)]
    assert [int(h.split(".")[0]) for h in numbered] == list(range(1, len(numbered) + 1))
    marked = [h.endswith(" ◆") for h in numbered]
    assert sum(marked) >= 2
    assert not any(" ◆" in h for h in headings if h not in numbered)
    assert all(h.split(". ", 1)[1].startswith("For the curious: ") for h in numbered if not h.endswith(" ◆"))


@EACH
def test_no_table_is_padded_by_hand(path):
    """Columns are the work of `table`: no width or side in what is printed."""
    for cell in code(load(path)):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.FormattedValue) and node.format_spec:
                parts = [part for part in node.format_spec.values if isinstance(part, ast.Constant)]
                spec = "".join(part.value for part in parts)
                assert not re.match(r".?[<>^]|\d", spec), f"{cell.source}\n{spec}"


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
    assert "`python -m pip install -r requirements.txt`" in prose(notebook)[0]
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
def test_every_prediction_is_a_card_and_their_score_comes_last(path):
    cells = load(path).cells
    assert not re.search(r"\*\*Predict", "\n".join(cell.source for cell in cells))
    cards = [n for n, cell in enumerate(cells) if re.match(r"predictions\.\w+\(", cell.source)]
    score = [n for n, cell in enumerate(cells) if re.search(r"^score\(predictions\)", cell.source, re.M)]
    assert len(cards) >= 3
    assert len(score) == 1
    assert score[0] > cards[-1]
    explored = [n for n, cell in enumerate(cells) if re.search(r"^explorers\.", cell.source, re.M)]
    assert all(set(cards) & {n - 2, n - 1} for n in explored[1:]), "a guess comes before each explorer"


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
        assert set(cell.metadata) <= {"tags", "slideshow"}
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
