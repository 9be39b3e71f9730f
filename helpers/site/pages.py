"""The lessons as the sources of pages: cells that move or ask are replaced by what was recorded of them."""

import copy
import io
import json
import re
from html import escape
from pathlib import Path

import matplotlib
import nbformat

from helpers.course.cheat_sheet import one_page
from helpers.figures import Explorer, style
from helpers.handout import asked_in, student
from helpers.lessons import EXERCISES
from helpers.site import cards, figure
from helpers.site.record import record

PROJECT = Path(__file__).parent.parent.parent
NOTEBOOKS = PROJECT / "notebooks"
MOVES = re.compile(r"(?:(explorers|predictions)\.(\w+)|score|quiz\.\w+)\(.*\)")
"""The last line of a cell whose output a page replaces."""
ONLY_IN_A_NOTEBOOK = re.compile(r"(^| )(If Python does not find .*? folder\.|Stuck\?.*$)", re.M)


def lessons(names=None) -> dict[str, nbformat.NotebookNode]:
    """Name -> notebook: all of them, or those of these names. ValueError if one is no lesson."""
    found = {path.stem: nbformat.read(path, as_version=4) for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    if unknown := sorted(set(names or ()) - set(found)):
        raise ValueError(f"The lessons are {', '.join(found)}; got {', '.join(unknown)}.")
    return {name: found[name] for name in names or found}


def jobs(lesson) -> dict[str, tuple[str, str]]:
    """Cell -> (setup of the lesson, line) of the cells to be recorded."""
    code = [cell for cell in lesson.cells if cell.cell_type == "code"]
    lines = {cell.id: cell.source.split("\n")[-1] for cell in code}
    return {cell: (code[0].source, line) for cell, line in lines.items() if MOVES.fullmatch(line)}


def recorded(setup, line, alone) -> tuple[str, str, str]:
    """What the line of a lesson shows, as HTML, and the states for the player with their name, or nothing.

    setup: the code before it. alone: see `page`. Runs in a process of its own. Raises RuntimeError, with the
    line, if something in it fails.
    """
    matplotlib.use("agg")
    style.use()
    names = {}
    exec(setup, names)
    try:
        shown = eval(line, names)
        if not isinstance(shown, Explorer):
            return cards.html(MOVES.fullmatch(line)[2], shown, alone), "", ""
        name = MOVES.fullmatch(line)[2]
        recording = record(name, shown)
        return figure.html(name, recording, shown.foot), name, figure.states(name, recording)
    except Exception as error:
        raise RuntimeError(f"{line} stopped with {type(error).__name__}: {error}") from error


def page(lesson, parts, download, alone):
    """The lesson with its parts, what `recorded` gave for each cell, in place of the outputs of these cells.

    download: HTML that offers the notebook. alone: the page is to be read without the others.
    """
    lesson, there = copy.deepcopy(lesson), set()
    written = "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")
    titles = re.findall("^# ", written, re.M)
    for number, cell in enumerate(lesson.cells):
        if cell.cell_type == "markdown":
            cell.source = _text(cell.source, alone)
            if len(titles) > 1 and number > 0:  # a page has one title: its parts are one level deeper
                cell.source = re.sub("^#", "##", cell.source, flags=re.M)
            continue
        if number == 1:
            cell.metadata["tags"] = ["hide-input"]
        if asked := asked_in(cell):
            cell.outputs = [_html(cards.exercise(EXERCISES[asked[0]], download))]
        elif cell.id in parts:
            shown, name, states = parts[cell.id]
            cell.metadata["tags"] = ["remove-input"]
            cell.outputs = [_html(shown + ("" if name in there else states))]
            there.add(name)
        else:
            cell.outputs = [output for output in cell.outputs if not _progress(output)]
        cell.execution_count = None
    return lesson


def _text(source, alone):
    source = ONLY_IN_A_NOTEBOOK.sub("", source)
    return re.sub(r"\[([^\]]*)\]\(\d\d_\w+\.ipynb\)", r"\1", source) if alone else source


def _html(html):
    return nbformat.v4.new_output("display_data", data={"text/html": html})


def _progress(output):
    """A bar that was shown while the cell ran; its text is all that is stored."""
    return output.output_type == "display_data" and set(output.data) == {"text/plain"}


def described(lesson) -> tuple[str, str]:
    """Title of a lesson, and the sentences under it without their markup."""
    title, text, *_ = lesson.cells[0].source.split("\n\n")
    return title.removeprefix("# "), re.sub(r"[*_`$]|\[|\]\([^)]*\)", "", text)


def table() -> list[tuple[str, str, str, str]]:
    """(name, title, what one can do afterwards, minutes) of each lesson, as README has it."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^\| \[(.*?)\]\(notebooks/(\w+)\.ipynb\) \| (.*?) \| (\d+) \|$", text, re.M)


def command() -> str:
    """The command of README that opens the lessons."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    return re.search(r"^python3 -m venv .*jupyter lab.*$", text, re.M)[0]


def first_picture(lesson) -> str:
    """The first picture of a lesson, an <img>."""
    return next(
        found[0]
        for cell in lesson.cells
        for output in cell.get("outputs", [])
        if (found := re.search(r"<img [^>]*>", output.get("data", {}).get("text/html", "")))
    )


def start(found) -> str:
    """The start page, as Markdown; `found` are all lessons."""
    places, names = [], []
    for title, name, able, minutes in table():
        address = re.search(r'src="([^"]*)"', first_picture(found[name]))[1]
        number = int(name[:2])
        places.append(
            f'<li><img class="dark-light" src="{address}" alt="">'
            f'<p><a href="{name}.html"><strong>{number}. {escape(title)}</strong></a></p>'
            f"<p>{minutes} minutes. Afterwards you can {escape(able)}.</p></li>"
        )
        names.append(f"{number}. {title.split(':')[0]} <{name}>")
    hours = round(sum(int(minutes) for *_, minutes in table()) / 60)
    return START.format(
        lessons="".join(places), count=len(places), hours=hours, command=command(), names="\n".join(names)
    )


START = """\
# The ReLU notebooks

One idea of deep learning, taught thoroughly: the **Rectified Linear Unit**, f(x) = max(0, x), in {count}
lessons and about {hours} hours. You know a little Python; nothing about deep learning is assumed. Guess on a
card, see what the experiment says, move a slider.

**On these pages everything moves without Python**: pictures, cards and quiz were recorded from the notebooks,
and nothing is fetched from the network. What you type yourself, the exercises and your own experiments, needs
the notebooks.

## The lessons

```{{raw}} html
<ol class="lessons">{lessons}</ol>
```

[ReLU on one page](sheet.md) is a sheet to print.

## To run them for real

You need Python 3.11 or newer. Clone or download the project and paste one line in its folder; it makes an
environment of its own and opens the first lesson in JupyterLab.

```
{command}
```

```{{toctree}}
:hidden:

{names}
sheet
```
"""

SHEET = """\
# ReLU on one page

```{{raw}} html
<p class="sheet"><img class="dark-light" src="_static/sheet.svg" alt="{alt}"></p>
```
"""


def sheet(found) -> str:
    """The page with the cheat sheet, as Markdown."""
    cell = next(cell for cell in found["08_summary"].cells if "cheat_sheet.one_page" in cell.source)
    alt = next(
        re.search('alt="(.*?)"', output.data["text/html"])[1] for output in cell.outputs if "data" in output
    )
    return SHEET.format(alt=alt)


def cheat_sheet() -> str:
    """The cheat sheet as SVG, the same bytes each time."""
    matplotlib.use("agg")
    style.use()
    out = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": "sheet"}):
        one_page().savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def write(lesson, path):
    """Store a notebook, the same bytes each time."""
    path.write_text(json.dumps(lesson, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")


def without_outputs(lesson) -> str:
    """The notebook that is handed out, as text."""
    return nbformat.writes(student(lesson))
