"""What explorers, checks and experiments say is what is recorded, word for word; no kernel is needed.

`python tests/test_recorded.py` records all of it anew, in the recorded.txt of each room: read what changed.
"""

import base64
import hashlib
import inspect
import re
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pictures
import pytest
from cases import LESSONS
from course import test_cards
from figures.test_describe import MAKERS, REFUSED, VERSIONS
from ipywidgets import Label, Widget
from matplotlib.figure import Figure
from shown import forms

from helpers.activations import ACTIVATIONS, BUILT_IN
from helpers.course import cheat_sheet, predictions
from helpers.course.curves import two_panel
from helpers.course.quiz import Quiz
from helpers.course.state_pictures import Raster, Shares
from helpers.explore import EXPLORERS
from helpers.figures import Network, style
from helpers.figures.artist_properties import Undescribed
from helpers.figures.describe import describe
from helpers.lessons import EXERCISES, QUESTIONS, ROOMS

HERE = Path(__file__).parent


def in_one_line(told):
    return re.sub(r"\s*\n\s*", " / ", told)


def scenes(name):
    """The controls of an explorer; for each scene, and for each state of which the lesson speaks (ANSWERS),
    the state, the sentence and a digest of the picture.
    """
    style.use()
    explorer = EXPLORERS[name]()
    start = explorer.state
    spoken_of = [state for lesson in LESSONS for each, state, _ in lesson.ANSWERS if each == name]
    said = [f"{name}: {look(control)}" for control in explorer.controls.values()]
    said += [f"{name}: meanwhile {explorer._working}"] if explorer._working else []
    engine = explorer._layout
    said += [f"{name}: layout {engine if engine == 'none' else type(engine).__name__}"]
    states = [*explorer.scenes.items(), *(("a state", start | state) for state in spoken_of)]
    for scene, state in states:
        explorer.set(**state)
        at, sentence, facts = explorer.describe().split("\n", 2)
        digest = hashlib.sha256(facts.encode()).hexdigest()[:12]
        said.append(f"{name}, {scene}: {at.removeprefix('explorer at ')}. {sentence} Facts {digest}")
    explorer.close()
    return said


def look(control):
    """Label, limits and options of a control and of what is in it."""
    names = ("description", "min", "max", "step", "readout_format", "continuous_update", "_options_labels")
    own = [f"{key} {getattr(control, key)}" for key in names if hasattr(control, key)]
    own += [f"plays every {control.player.interval:g} s"] if getattr(control, "player", None) else []
    inside = [look(child) for child in getattr(control, "children", ()) if isinstance(child, Widget)]
    return ", ".join(own + [f"[{text}]" for text in inside])


def verdicts(name):
    """What the check of an exercise says to the wrong answers of the tests, and to the first right one."""
    wrong = [answer for lesson in LESSONS for answer, _ in lesson.WRONG.get(name, [])]
    right = [answer for lesson in LESSONS for answer in lesson.RIGHT.get(name, [])][:1]
    said = [EXERCISES[name].verdict(answer).sentence for answer in wrong + right]
    said = [f"{name}: {sentence}".replace("\n", " ") for sentence in said]
    return [re.sub(r"(stopped with \w+): .*", r"\1", text) for text in said]  # the rest is Python's


def experiments(name):
    """What the experiment of a question finds."""
    return [f"{name}: {' | '.join(EXPERIMENTS[name]())}"]


def facts(kind):
    """The facts of figures with something of each kind in them, or why one is refused."""
    style.use()
    figures = {name: (lambda ax, make=make: make(ax),) for name, make in MAKERS.items()}
    figures["versions"] = [lambda ax, d=draw, v=v: d(ax, v) for draw, versions in VERSIONS for v in versions]
    figures["refused"] = [change for change, _ in REFUSED]
    figures["states"] = [
        lambda ax: Raster(ax).show([10, 30], [np.array([[0, 1], [2, 1]])]),
        lambda ax: Raster(ax).show([10, 30, 40], [np.array([[0, 1], [2, 1], [1, 0]])] * 2),
        lambda ax: Raster(ax).show([10], [np.array([[0, 1]])]),
        lambda ax: Shares(ax).show([1, 3], [[0.25, 0.5], [0.5, 0.5], [0.25, 0]]),
        lambda ax: Shares(ax, legend=False).show([1, 3], [[0.25, 0.5], [0.5, 0.5], [0.25, 0]]),
    ]
    weights = [np.array([[1.0, -2, 0.5], [0, 1, 1]]), np.array([[0.5], [-1], [2]])]
    shown = [[1, -0.001], None, [3]], [None, [0.5, 0, -1], None], [None, [False, True, False], None]
    figures["diagrams"] = [
        lambda ax: Network(ax, (2, 3, 1), ["x", "a", "y"], digits=2).show(weights, *shown),
        lambda ax: Network(ax, (2, 12)).show([None], [[1.25, 2], None]),
        lambda ax: Network(ax, (3,)).show([], [[1, 2, 3]]),
    ]
    said = []
    for change in figures[kind]:
        fig, ax = plt.subplots()
        change(ax)
        try:
            told = describe(fig)
        except Undescribed as error:
            told = str(error)
        plt.close(fig)
        said.append(f"{kind}: " + in_one_line(told))
    return said


def drawings(name):
    """The facts of a picture of a lesson, drawn from made-up numbers."""
    style.use()
    _, ax = plt.subplots()
    made = DRAWINGS[name][0](ax)
    fig = made if isinstance(made, Figure) else ax.figure
    engine = type(fig.get_layout_engine()).__name__
    told = f"{engine}, {describe(fig)}"
    plt.close("all")
    return [f"{name}: " + in_one_line(told)]


def panels(name):
    """The facts of the two panels of an activation."""
    style.use()
    fig = two_panel(ACTIVATIONS[name])
    told = describe(fig)
    plt.close(fig)
    return [f"{name}: " + in_one_line(told)]


def layouts(name):
    """The boxes and controls of an explorer or of the quiz, and how wide each of them is."""
    style.use()
    made = Quiz(QUESTIONS) if name == "quiz" else EXPLORERS[name]()
    said = [f"{name}: {line}" for line in boxes(made)]
    made.close()
    return said


def boxes(widget, depth=0):
    """A widget and what is in it, a line each: its kind, label, icon, help and classes, and its layout."""
    layout = widget.layout.get_state().items()
    chosen = {key: value for key, value in sorted(layout) if value is not None and key[0] != "_"}
    told = [getattr(widget, key, "") for key in ("icon", "tooltip")] + list(widget._dom_classes)
    told += [widget.value] if isinstance(widget, Label) else []
    label = getattr(widget, "description", "")
    yield " ".join([f"{'.' * depth}{type(widget).__name__} {label!r} {chosen}", *filter(None, told)])
    for child in getattr(widget, "children", ()):
        yield from boxes(child, depth + 1)


def pages(name):
    """A card as it looks, what it says to guesses, and what a reader without a kernel is given."""
    style.use()
    module = test_cards.cards(more=True)
    made = getattr(module, name)
    card, score = made(), predictions.score(module)
    said = [*boxes(card), card.children[0].value, card.said.value]
    for attempt in test_cards.GUESSES[name]:
        card.guess(attempt)
        said.append(f"guess {attempt} {card.said.value}")
    said += [repr(card), repr(score), score.said.value]
    for shown in (card, score):
        page = forms(shown)
        said += [f"{kind} {page[kind]}" for kind in ("text/plain", "text/html")]
        shown.close()
    return [f"{name}: " + text.replace("\n", "\\n") for text in said]


def room(made):
    """The folder of the lesson in which a function is written."""
    return f"lessons/{made.__module__.split('.')[2]}"


DRAWINGS = {
    f"{name} of {lesson.__name__.split('.')[1]}": (draw, lesson.__name__.rpartition(".")[0].replace(".", "/"))
    for lesson in LESSONS
    for name, draw in getattr(lesson, "DRAWINGS", {}).items()
}
EXPERIMENTS = {question.__name__: question.experiment for question in QUESTIONS}
LAID_OUT = {name: room(EXPLORERS[name]) for name in ("two_panel", "kinks", "born_dead")} | {"quiz": "course"}
RECORDS = {  # what is said of which names, and the folder in which it is recorded
    "layouts": (layouts, LAID_OUT),
    "pages": (pages, dict.fromkeys(test_cards.GUESSES, "course")),
    "panels": (panels, dict.fromkeys(sorted(BUILT_IN), "course")),
    "facts": (facts, dict.fromkeys([*MAKERS, "versions", "refused", "states", "diagrams"], "figures")),
    "drawings": (drawings, {name: folder for name, (_, folder) in DRAWINGS.items()}),
    "scenes": (scenes, {name: room(build) for name, build in EXPLORERS.items()}),
    "verdicts": (verdicts, {name: room(task.find_mistake) for name, task in EXERCISES.items()}),
    "experiments": (experiments, {name: room(made) for name, made in EXPERIMENTS.items()}),
}
ANOTHER_MATPLOTLIB = pytest.mark.skipif(
    matplotlib.__version__ != pictures.RECORDED, reason="another matplotlib has other properties to tell"
)
ALL = [
    pytest.param(record, name, marks=ANOTHER_MATPLOTLIB if record in ("facts", "drawings") else ())
    for record, (_, names) in RECORDS.items()
    for name in names
]


@pytest.mark.parametrize(("record", "name"), ALL)
def test_what_is_said_is_what_is_recorded(record, name):
    say, folders = RECORDS[record]
    lines = (HERE / folders[name] / "recorded.txt").read_text(encoding="utf-8").splitlines()
    of_it = [line for line in lines if line.startswith((f"{record} {name}:", f"{record} {name},"))]
    assert [f"{record} {line}" for line in say(name)] == of_it


@pytest.mark.parametrize("room", [room for room in ROOMS if hasattr(room, "pictures")])
def test_every_picture_of_a_lesson_is_drawn_here(room):
    own = [each for each in vars(room.pictures).values() if inspect.isfunction(each)]
    public = {each.__name__ for each in own if each.__module__ == room.pictures.__name__}
    drawn = {name.partition(" of ")[0].partition(",")[0] for name in DRAWINGS}
    assert {name for name in public if name[0] != "_"} <= drawn


def outputs():
    """What every figure in the lessons stores."""
    for path in sorted((HERE.parent / "notebooks").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            yield from (output.get("data", {}) for output in cell.get("outputs", []))


def stored():
    """The text of every figure in the lessons."""
    return [data.get("text/plain", "") for data in outputs()]


@pytest.mark.parametrize("name", EXPLORERS)
def test_each_explorer_starts_as_stored_in_its_lesson(name):
    style.use()
    explorer = EXPLORERS[name]()
    assert explorer.describe() in stored()
    explorer.close()


def test_the_picture_and_the_page_of_an_explorer_are_those_stored_in_its_lesson():
    style.use()
    explorer = EXPLORERS["two_panel"]()
    told, page = explorer.describe(), forms(explorer)
    explorer.close()
    (data,) = (data for data in outputs() if data.get("text/plain") == told)
    assert pictures.look_alike(*(base64.b64decode(each["image/png"]) for each in (data, page)))
    pages = [pictures.URI.sub("", "".join(each["text/html"])) for each in (data, page)]
    assert len({page.split("<details>")[0] for page in pages}) == 1  # the code is shown, not compared


def test_the_quiz_without_a_kernel_is_the_one_stored_in_its_lesson():
    made = Quiz(QUESTIONS)
    page = forms(made)
    made.close()
    (data,) = (data for data in outputs() if data.get("text/plain") == page["text/plain"])
    assert "".join(data["text/html"]) == page["text/html"]


def test_the_cheat_sheet_is_the_one_stored_in_its_lesson():
    style.use()
    fig = cheat_sheet.one_page()
    assert any(text.endswith("\n" + describe(fig)) for text in stored())
    plt.close(fig)


if __name__ == "__main__":
    recorded = {}
    for record, (say, folders) in RECORDS.items():
        for name, folder in folders.items():
            recorded.setdefault(folder, []).extend(f"{record} {line}" for line in say(name))
    for folder, lines in recorded.items():
        (HERE / folder / "recorded.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
