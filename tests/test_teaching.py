"""TEACHING.md: what its plans name exists, where they say; minutes add up; right answers are right."""

import inspect
import re
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import nbformat
import numpy as np
import pytest

from helpers import dying, gradients, measures, pieces
from helpers.activations import ACTIVATIONS, relu
from helpers.course import question_kinds
from helpers.data import digits
from helpers.figures.controls import family
from helpers.lessons import EXERCISES, QUESTIONS, ROOMS
from helpers.networks import MLP

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "TEACHING.md").read_text(encoding="utf-8")
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NUMBERS = range(1, len(LESSONS) + 1)
NAMED = r"`(explorers|predictions|exercises)\.(\w+)`"
SECTIONS = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)+)", PAGE, re.M))


def section(start):
    (text,) = (text for title, text in SECTIONS.items() if title.startswith(start))
    return text


def table(text):
    """The rows of the one table in a text, each a list of its cells."""
    rows = [line.strip("| ") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"\|", row)] for row in rows[2:]]


def plan(number):
    return table(section(f"Lesson {number}:"))


def reserve(text):
    """The minutes that a plan keeps for questions."""
    return int(re.search(r"^Reserve: (\d) minutes", text, re.M)[1])


@cache
def lesson(number):
    return nbformat.read(LESSONS[number - 1], as_version=4)


@cache
def places(number):
    """Where each card, explorer and exercise of a lesson stands: top, §1 and so on, Exercises."""
    place, found = "top", {"": {"top"}}
    for cell in lesson(number).cells:
        if cell.cell_type == "markdown":
            for heading in re.findall(r"^## (\d+|Exercises)", cell.source, re.M):
                place = f"§{heading}" if heading.isdigit() else heading
                found[""].add(place)
        alone = re.fullmatch(
            r"((?:explorers|predictions)\.\w+)\(\)(?:\.at\(.*\))?", cell.source
        )  # needs no other cell
        checked = re.search(r"^(exercises\.\w+)\.check\(", cell.source, re.M)
        for name in filter(None, (alone, checked)):
            found.setdefault(name[1], set()).add(place)
    return found


@cache
def words(number):
    """All that a lesson says: its cells, their texts, and what its cards and checks say."""
    said = [inspect.getsource(ROOMS[number - 1].exercises)]
    for cell in lesson(number).cells:
        said.append(cell.source)
        for output in cell.get("outputs", []):
            said.append(output.get("text", "") or output.get("data", {}).get("text/plain", ""))
    for card in vars(ROOMS[number - 1].predictions).values():
        if isinstance(getattr(card, "kind", None), question_kinds.Choices):
            said += card.kind.reasons.values()
    return "\n".join(said)


@cache
def explorer(number, name):
    """The scenes of an explorer, the descriptions of its controls, and what says where each can go."""
    made = getattr(ROOMS[number - 1].explorers, name)()
    controls = {each.description for each in family(made) if getattr(each, "description", "")}
    controls |= {"play"} if any(getattr(each, "player", None) for each in family(made)) else set()
    scenes = set(made.scenes)
    takes = {each.description: each.takes for each in family(made) if hasattr(each, "takes")}
    made.close()
    return scenes, controls - scenes, takes


def test_there_is_a_plan_for_each_lesson_with_its_title_and_link():
    titles = [title for title in SECTIONS if title.startswith("Lesson ")]
    for number, title in zip(NUMBERS, titles, strict=True):
        short, link = re.fullmatch(rf"Lesson {number}: \[(.+)\]\((.+)\)", title).groups()
        assert ROOT / link == LESSONS[number - 1]
        assert lesson(number).cells[0].source.startswith(f"# {short}")


@pytest.mark.parametrize("number", NUMBERS)
def test_the_minutes_of_a_plan_and_its_reserve_add_up_to_45(number):
    spare = reserve(section(f"Lesson {number}:"))
    assert spare >= 2
    assert sum(int(row[0]) for row in plan(number)) + spare == 45


def test_the_minutes_of_the_talk_and_its_reserve_add_up_to_20():
    spare = reserve(section("A talk of 20 minutes"))
    assert spare >= 2
    assert sum(int(row[0]) for row in table(section("A talk of 20 minutes"))) + spare == 20


def names_of(screen, place="top"):
    """(place, kind, name) of each card, explorer and exercise on the screen, in its order."""
    for token in re.finditer(rf"\btop\b|§\d+|\bExercises\b|{NAMED}", screen):
        if token[1]:
            yield place, token[1], token[2]
        else:
            place = token[0]


@pytest.mark.parametrize("number", NUMBERS)
def test_what_a_plan_names_stands_where_it_says(number):
    for *_, screen in plan(number):
        assert re.match(r"top|§\d+|Exercises", screen), screen
        for place in re.findall(r"top|§\d+|Exercises", screen):
            assert place in places(number)[""], screen
        for place, kind, name in names_of(screen):
            assert place in places(number).get(f"{kind}.{name}", ()), (place, name)


def test_a_plan_goes_down_the_page():
    """Except for a return to the explorer at the top."""
    for number in NUMBERS:
        starts = [re.match(r"top|§\d+|Exercises", row[-1])[0] for row in plan(number)]
        order = [
            {"top": 0, "Exercises": 99}.get(start) or int(start.strip("topExercis§") or 0) for start in starts
        ]
        if number != 8:  # section 5 of lesson 8 comes after its exercises
            assert all(a <= b for a, b in pairwise(order)), number


def presses(screen):
    """Pairs (explorer, what is pressed there) of a cell."""
    for name, pressed in re.findall(r"`explorers\.(\w+)`([^`;]*)", screen):
        for quoted in re.findall(r"“(.+?)”|(?<!\*)\*([^*]+)\*", pressed):
            yield name, quoted


@pytest.mark.parametrize("number", NUMBERS)
def test_scenes_and_controls_of_a_plan_exist(number):
    for *_, screen in plan(number):
        check_presses(number, screen)


def check_presses(number, screen):
    seen = list(presses(screen))
    assert len(seen) == len(re.findall(r"“|(?<!\*)\*[^*]+\*", screen)), "each belongs to an explorer"
    for name, (scene, control) in seen:
        scenes, controls, takes = explorer(number, name)
        assert not scene or scene in scenes, (name, scene)
        assert not control or control in controls, (name, control)
        for value in re.findall(rf"\*{re.escape(control)}\* (?:from \S+ )?to (-?[\d.]+)", screen):
            assert takes[control](float(value)), (name, control, value)


def cards_of(number, screen):
    """The cards that a cell names."""
    named = [name for _, kind, name in names_of(screen) if kind == "predictions"]
    return [getattr(ROOMS[number - 1].predictions, name) for name in named]


def came_out(number, ask):
    """What a lesson stores as the outcome of the experiment that answers a question."""
    stored = words(number)
    return re.search(r"\[x\] (.+)", stored[stored.index(f"{ask}\n") :])[1]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_right_answer_stands_beside_each_question(number):
    """In bold: of a choice its text, quoted; of a number or a line its numbers, as near as the card asks."""
    for _, do, ask, _, screen in plan(number):
        bold = " ".join(re.findall(r"\*\*(.+?)\*\*", ask))
        assert bool(bold) == ("?" in ask), ask
        said = [float(each) for each in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?(?!\w)", bold)]
        right = [came_out(number, each.ask) for each in QUESTIONS if f"“{each.statement}”" in do]
        for card in cards_of(number, screen):
            found = came_out(number, card.ask)
            if isinstance(card.kind, question_kinds.Choices):
                right.append(found)
                continue
            heights = [float(each.split(" ")[0]) for each in found.split(", ")]
            for value in (min(heights), max(heights)):
                assert any(abs(value - each) <= card.kind.within for each in said), (value, ask)
        assert sorted(re.findall(r"“(.+?)”", ask)) == sorted(right)
        assert sorted(re.findall(r"“(.+?)”", bold)) == sorted(right)


@pytest.mark.parametrize("number", NUMBERS)
def test_quoted_answers_are_wrong_choices_of_the_card(number):
    """The stored text of a card marks the choice that came out with a cross."""
    for _, do, _, answers, screen in plan(number):
        choices = {
            choice
            for card in cards_of(number, screen)
            if isinstance(card.kind, question_kinds.Choices)
            for choice in card.kind.reasons
        }
        quoted = set(re.findall(r"“(.+?)”", answers))
        if choices:
            assert quoted, screen
            assert quoted <= choices, quoted - choices
            for choice in quoted:
                assert f"[ ] {choice}\n" in words(number)
        else:
            assert not quoted, "there is no card with choices in this row"
        for statement in re.findall(r"“(.+?)”", do):
            assert statement in {question.statement for question in QUESTIONS}


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_of_a_plan_stand_in_the_lesson(number):
    asked = re.findall(r"^- (\*.+)", section(f"Lesson {number}:"), re.M)
    assert 2 <= len(asked) <= 3
    for cells in ([" ".join(cells) for _, *cells, _ in plan(number)], asked):
        for found in re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?:/\d+)?(?!\w)", " ".join(cells)):
            assert re.search(rf"(?<![\w.]){re.escape(found)}(?![\w.]*\d)", words(number)), found


def test_each_exercise_is_in_the_plan_of_its_lesson_and_due_in_its_week():
    weeks = table(section("A course of eight weeks"))
    for number, (week, linked, minutes, due) in zip(NUMBERS, weeks, strict=True):
        assert int(week) == number
        assert f"](notebooks/{LESSONS[number - 1].name})" in linked
        assert f"**{minutes} minutes**" in lesson(number).cells[0].source
        own = {name for name in EXERCISES if hasattr(ROOMS[number - 1].exercises, name)}
        assert {name for _, name in re.findall(NAMED, due)} == own
        assert {
            name for kind, name in re.findall(NAMED, section(f"Lesson {number}:")) if kind == "exercises"
        } == own


def test_sections_named_as_homework_exist():
    for number in NUMBERS:
        home = re.search(r"^Home: .*", section(f"Lesson {number}:"), re.M)[0]
        for numbers in re.findall(r"sections? ([\d and]+)", home):
            assert {f"§{each}" for each in re.findall(r"\d+", numbers)} <= places(number)[""], home


def test_the_talk_shows_explorers_and_scenes_that_exist():
    rows = table(section("A talk of 20 minutes"))
    assert "these seven explorers" in section("A talk")
    assert len(rows) == 7
    for *_, screen in rows:
        number, link = re.match(r"\[(\d)\]\((\S+)\)", screen).groups()
        assert ROOT / link == LESSONS[int(number) - 1]
        check_presses(int(number), screen)


def test_every_link_leads_somewhere_and_every_name_is_one_of_ours():
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", PAGE):
        assert (ROOT / target).exists(), target
    for module in re.findall(r"-m (helpers\.\w+)", PAGE):
        assert find_spec(module), module
    for kind, name in re.findall(NAMED, PAGE):
        assert name == "name" or any(hasattr(getattr(room, kind, None), name) for room in ROOMS), name


@pytest.mark.skipif(
    not find_spec("nbgrader"), reason="nbgrader is not installed: its commands were not looked up"
)
def test_the_commands_of_nbgrader_exist():
    from nbgrader.apps import NbGraderApp

    named = set(re.findall(r"`nbgrader (\w+)", PAGE))
    assert len(named) >= 8
    assert named <= set(NbGraderApp().subcommands)


EXAM = [
    lambda: (5 / 2, relu(2 * 4 - 5)),
    lambda: (relu(-3) + relu(5), relu(-3 + 5)),
    lambda: [s for s in (-0.5, 0, 0.25, 1, 2) if all(s * x <= relu(x) for x in np.linspace(-5, 5, 101))],
    lambda: np.array([-3, 4, 1]) * relu.derivative([2, -1, 0.5]),
    lambda: np.linspace(-5, 5, 51)[25:27],
    lambda: 1 / gradients.predicted_sizes(MLP((64, *[64] * 13, 10), relu, "glorot"), digits().x_train)[0],
    lambda: np.sum(np.polyval(dying.one_step(0.22), [1, 2, 3, 4]) > 0),
    lambda: 1 + np.argsort(dying.unit_states(np.array([[-1, 2, 0.5], [-2, 1, -3]]))),
    lambda: measures.gain(ACTIVATIONS["leaky_relu"].with_parameters(negative_slope=0.2)),
    lambda: (1 + sum(0 < place < 1 for place in pieces.bends(pieces.tents(6))), 2 * 6, 2 * 6 + 1),
]


def test_ten_answers_of_the_exam_are_what_helpers_compute():
    _, *questions = re.split(r"^\*\*(\d+)\.\*\*", section("Exam: ten questions"), flags=re.M)
    assert list(map(int, questions[::2])) == list(range(1, 11))
    for question, compute in zip(questions[1::2], EXAM, strict=True):
        asked, _, answer = question.partition("Answer:")
        assert asked.strip()
        bold = list(map(float, re.findall(r"\*\*(-?[\d.]+)\*\*", answer)))
        assert bold == np.round(np.ravel(compute()), 3).tolist(), question
