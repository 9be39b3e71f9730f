"""Lessons to hand out: `python -m helpers.handout FOLDER` makes a student's and a teacher's version of every
lesson, and an assignment for nbgrader.

    FOLDER/student    the lessons without outputs, so that nobody reads what is to be predicted
    FOLDER/solution   the lessons with the reference answers filled in
    FOLDER/nbgrader   a course for nbgrader with one assignment, relu: the exercises of every lesson

All of them are made from the folder `notebooks` and from the reference answers in helpers.lessons.
"""

import argparse
import copy
import inspect
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import nbformat

from helpers.lessons import EXERCISES

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
PARTS = ("student", "solution", "nbgrader")
CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "relu"
c.ClearSolutions.code_stub = {"python": "# Your answer replaces the dots above."}
c.ExecutePreprocessor.timeout = 120
"""


def write(folder) -> list[str]:
    """Write all three versions into a folder, and say in sentences what was done.

    Raises FileExistsError, and writes nothing, if one of the three is there already.
    """
    folder = Path(folder)
    for part in PARTS:
        if (folder / part).exists():
            raise FileExistsError(f"{folder / part} is there already; give another folder, or remove it.")
    places = {"student": student, "solution": solution, "nbgrader/source/relu": assignment}
    lessons = {path.name: nbformat.read(path, as_version=4) for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    for place, version in places.items():
        made = {name: version(lesson) for name, lesson in lessons.items()}
        (folder / place).mkdir(parents=True)
        for name, notebook in made.items():
            nbformat.write(notebook, folder / place / name)
    (folder / "nbgrader" / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    return [f"{folder / part} is written." for part in PARTS] + [_release(folder / "nbgrader")]


def student(lesson):
    """The lesson without outputs."""
    lesson = copy.deepcopy(lesson)
    for cell in _code(lesson):
        cell.outputs, cell.execution_count = [], None
    return lesson


def solution(lesson):
    """The lesson with the reference answers, and what the checks say to them."""
    lesson = copy.deepcopy(lesson)
    for cell in _code(lesson):
        if asked := asked_in(cell):
            cell.source = "\n\n\n".join([answer_code(*asked), cell.source.split("\n")[-1]])
            said = EXERCISES[asked[0]].verdict(EXERCISES[asked[0]].answer)
            cell.outputs = [nbformat.v4.new_output("stream", text=f"{said}\n")]
    return lesson


def assignment(lesson):
    """The exercises of the lesson as nbgrader wants them: answers between marks, a graded cell after each."""
    lesson = student(lesson)
    first = next(n for n, cell in enumerate(lesson.cells) if re.search(r"^## Exercises", cell.source, re.M))
    last = max(n for n, cell in enumerate(lesson.cells) if asked_in(cell))
    head = (
        lesson.cells[0].source.splitlines()[0]
        + "\n\nThe exercises of this lesson; sections are those of the lesson."
    )
    cells = [nbformat.v4.new_markdown_cell(head, id="title"), _code(lesson)[0]]
    for cell in lesson.cells[first : last + 1]:
        cell.source = re.sub(r"^.*?(?=^## Exercises)", "", cell.source, flags=re.M | re.S)
        cell.source = re.sub(r"(^| )Stuck\?.*\n", "\n", cell.source, flags=re.M)
        cells += [cell, *_graded(cell)]
    lesson.cells = cells
    return lesson


def asked_in(cell):
    """(exercise, names of the answers) of a cell that ends with exercises.NAME.check(...), otherwise None."""
    last = cell.source.split("\n")[-1] if cell.cell_type == "code" else ""
    found = re.fullmatch(r"exercises\.(\w+)\.check\(\(?([\w, ]+)\)?\)", last)
    return found and (found[1], found[2].split(", "))


def answer_code(exercise, names) -> str:
    """Code that gives the names of a lesson the reference answers of an exercise."""
    answer = EXERCISES[exercise].answer
    parts = answer if len(names) > 1 else [answer]
    return "\n\n\n".join(_code_of(name, part) for name, part in zip(names, parts, strict=True))


def _code_of(name, part):
    if not callable(part):
        return f"{name} = {part!r}"
    return re.sub(r"^def \w+", f"def {name}", inspect.getsource(part)).rstrip()


def _graded(cell):
    if not (asked := asked_in(cell)):
        return []
    exercise, names = asked
    *stub, check = cell.source.split("\n")
    marked = ["", "### BEGIN SOLUTION", answer_code(exercise, names), "### END SOLUTION"]
    cell.source = "\n".join([*"\n".join(stub).rstrip().split("\n"), *marked, "", check])
    cell.metadata["nbgrader"] = _about(exercise, solution=True)
    given = names[0] if len(names) == 1 else f"({', '.join(names)})"
    code = f"verdict = exercises.{exercise}.verdict({given})\nassert verdict.right, verdict.sentence"
    test = nbformat.v4.new_code_cell(code, id=f"test-{exercise.replace('_', '-')}")
    test.metadata["nbgrader"] = _about(f"{exercise}_test", grade=True, locked=True, points=1)
    return [test]


def _about(grade_id, **more):
    about = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return about | {"grade_id": grade_id} | more


def _code(lesson):
    return [cell for cell in lesson.cells if cell.cell_type == "code"]


def _release(course):
    if not find_spec("nbgrader"):
        return (
            "nbgrader is not installed, so it has not generated the students' version of its assignment. "
            "Install it (`python -m pip install nbgrader`) and run this command again, with another folder."
        )
    nbgrader(course, "generate_assignment", "relu")
    return f"{course / 'release'} is generated by nbgrader."


def nbgrader(course, *arguments):
    """Run nbgrader in the folder of a course. RuntimeError, with the end of what it said, if it fails."""
    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    run = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course, env=os.environ | {"PATH": programs}, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    if run.returncode:
        raise RuntimeError(f"nbgrader stopped:\n{run.stderr[-2000:]}")


def main(arguments=None):
    """The command; see the top of this module."""
    parser = argparse.ArgumentParser("python -m helpers.handout", description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", help="where to write; made if it is not there")
    try:
        print(*write(parser.parse_args(arguments).folder), sep="\n")
    except (OSError, RuntimeError, subprocess.TimeoutExpired) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
