"""TEACHING.md: what its plans name exists, where they say; minutes add up; the exam's answers are right."""

import doctest
import inspect
import re
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from helpers.course import guesses
from helpers.figures.controls import family
from helpers.lessons import EXERCISES, QUESTIONS, ROOMS

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
        if isinstance(getattr(card, "kind", None), guesses.Choices):
            said += card.kind.reasons.values()
    return "\n".join(said)


@cache
def explorer(number, name):
    """The scenes of an explorer, and the descriptions of its controls."""
    made = getattr(ROOMS[number - 1].explorers, name)()
    controls = {each.description for each in family(made) if getattr(each, "description", "")}
    controls |= {"play"} if any(getattr(each, "player", None) for each in family(made)) else set()
    scenes = set(made.scenes)
    made.close()
    return scenes, controls - scenes


def test_there_is_a_plan_for_each_lesson_with_its_title_and_link():
    titles = [title for title in SECTIONS if title.startswith("Lesson ")]
    for number, title in zip(NUMBERS, titles, strict=True):
        short, link = re.fullmatch(rf"Lesson {number}: \[(.+)\]\((.+)\)", title).groups()
        assert ROOT / link == LESSONS[number - 1]
        assert lesson(number).cells[0].source.startswith(f"# {short}")


@pytest.mark.parametrize("number", NUMBERS)
def test_the_minutes_of_a_plan_add_up_to_45(number):
    assert sum(int(row[0]) for row in plan(number)) == 45


def test_the_minutes_of_the_talk_add_up_to_20():
    assert sum(int(row[0]) for row in table(section("A talk of 20 minutes"))) == 20


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
        scenes, controls = explorer(number, name)
        assert not scene or scene in scenes, (name, scene)
        assert not control or control in controls, (name, control)


@pytest.mark.parametrize("number", NUMBERS)
def test_quoted_answers_are_wrong_choices_of_the_card(number):
    """The stored text of a card marks the choice that came out with a cross."""
    for _, do, _, answers, screen in plan(number):
        cards = [
            getattr(ROOMS[number - 1].predictions, name)
            for _, kind, name in names_of(screen)
            if kind == "predictions"
        ]
        choices = {
            choice for card in cards if isinstance(card.kind, guesses.Choices) for choice in card.kind.reasons
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
    for _, *cells, _ in plan(number):
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


def test_ten_answers_of_the_exam_are_what_helpers_compute():
    exam = section("Exam: ten questions")
    questions = re.split(r"^\*\*(\d+)\.\*\*", exam, flags=re.M)
    assert list(map(int, questions[1::2])) == list(range(1, 11))
    names = {}
    run_doctest(questions[0], names)
    for number, question in zip(questions[1::2], questions[2::2], strict=True):
        asked, _, answer = question.partition("Answer:")
        code = re.findall(r"```python\n(.*?)\n```", question, re.S)
        assert asked.strip()
        assert len(code) == 1, number
        assert code[0].count(">>> ") == 1, number
        run_doctest(code[0], names)
        shown = re.findall(r"-?[\d.]+\d|-?\d", code[0].strip().splitlines()[-1])
        bold = re.findall(r"\*\*(-?[\d.]+)\*\*", answer)
        assert list(map(float, bold)) == list(map(float, shown)), number


def run_doctest(text, names):
    test = doctest.DocTestParser().get_doctest(text.replace("```", ""), names, "TEACHING.md", None, 0)
    said = []
    doctest.DocTestRunner(verbose=False).run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    assert not said, "".join(said)
