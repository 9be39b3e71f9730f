"""Are the tests sharp? Changes one thing at a time in `helpers`: some test of that module should fail.

    python tests/mutation.py [MODULE ...] [--whole] [--keep FOLDER]

needs `pip install mutmut`, which makes the changes (its settings: pyproject.toml), and an hour; a weekly job
runs it. Of each module a fixed sample of the changes is tried, `--whole` tries all. Printed are the changes
that no test noticed. tests/survivors.txt lists those that may live, each with its reason; a new one, or less
than 95 % killed, makes the run fail. What stands outside of functions is not changed, docstrings neither.
"""

import argparse
import ast
import difflib
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copy, copytree, ignore_patterns

from helpers.lessons import NAMES

ROOT = Path(__file__).parent.parent
SURVIVORS = ROOT / "tests" / "survivors.txt"
ENOUGH = 95  # percent
MATHEMATICS = {"formulas", "activations", "arguments", "measures", "networks", "dying", "gradients", "pieces"}
SAMPLE, OF_MATHEMATICS = 40, 100  # changes of a module or folder

RECORDED = "tests/test_recorded.py"
SLOW = (
    "every_control",
    "every_scene",
    "random_states",
    "each_slider",
    "without_a_kernel",
    "identifiers",
    "controls_have",
    "two_of_a_kind",
    "the_code_of",  # it reads the source
)


def of_lessons(module) -> list[str]:
    """This module of every lesson that has it."""
    paths = (f"lessons/{room}/{module}" for room in NAMES)
    return [path for path in paths if (ROOT / "helpers" / f"{path}.py").exists()]


# Modules of helpers, and their quick tests.
GROUPS = [
    (["formulas", "activations"], ["tests/test_activations.py"]),
    (["arguments"], ["tests/test_arguments.py"]),
    (["measures"], ["tests/test_measures.py", "tests/test_gradients.py"]),
    (["networks"], ["tests/test_networks.py", "tests/test_gradients.py"]),
    (["dying"], ["tests/test_dying.py"]),
    (["gradients"], ["tests/test_gradients.py"]),
    (["pieces"], ["tests/test_pieces.py"]),
    (
        ["figures/artist_properties", "figures/artists", "figures/describe"],
        ["tests/figures/test_describe.py", RECORDED, "-k(test_describe or facts) and not what_changes"],
    ),
    (
        ["figures/picture", "course/curves"],
        [
            "tests/figures/test_picture.py",
            RECORDED,
            "-ktest_picture or panels or picture",
            "--deselect=tests/figures/test_picture.py::test_nbval",  # half a minute
        ],
    ),
    (["course/state_pictures"], ["tests/course/test_state_pictures.py", RECORDED, "-kstate or scenes"]),
    (["course/cheat_sheet"], ["tests/lessons/test_summary.py", RECORDED, "-kcheat_sheet"]),
    (
        ["course/quiz", *of_lessons("quiz")],
        [
            "tests/course/test_quiz.py",
            RECORDED,
            "-ktest_quiz or quiz or experiments or layouts",
            "--deselect=tests/course/test_quiz.py::test_the_code",  # they read the source
            "--deselect=tests/test_recorded.py::test_the_quiz",
        ],
    ),
    (
        ["course/checks", *of_lessons("exercises")],
        ["tests/lessons/test_exercises.py", RECORDED, "-ktest_exercises or verdicts"],
    ),
    (
        ["course/question_kinds", "course/predictions", "course/cards"],
        ["tests/course/test_cards.py", RECORDED, "-ktest_cards or pages"],
    ),
    (of_lessons("predictions"), ["tests/lessons/as_stored.py"]),
    (of_lessons("pictures"), [RECORDED, "-kdrawings"]),
    (["figures/diagram"], ["tests/figures/test_diagram.py", RECORDED, "-ktest_diagram or diagrams"]),
    (["figures/table"], ["tests/figures/test_table.py"]),
    (["handout"], ["tests/test_handout.py"]),
    (["class_check"], ["tests/test_class_check.py", "-knot without_any_package"]),  # mutmut is a package
    (["data"], ["tests/test_data.py"]),
    (["site/record", "site/ways"], ["tests/site/test_record.py"]),
    (["site/pages", "site/font", "site/extension"], ["tests/site/test_sources.py"]),
    (["site/single"], ["tests/site/test_single.py"]),
    (["lessons/dying_relu/runs"], ["tests/lessons/dying_relu"]),
    (
        ["lessons/summary/treatments"],
        ["tests/lessons/test_summary.py", "-ktrained_at_once or instruments or treatments"],
    ),
    (
        ["figures/controls", "figures/explorer", "course/explorer_parts", *of_lessons("explorers")],
        [
            "tests/lessons/test_explorers.py",
            "tests/lessons/test_why_relu.py",
            RECORDED,
            "-ktest_explorers or test_why_relu or scenes or explorer or layouts",
            *(f"--deselect=tests/lessons/test_explorers.py::test_{slow}" for slow in SLOW),
        ],
    ),
]
MODULES = [name for names, _ in GROUPS for name in names]
# Left out: style, which is what the other tests read; and of the site what only tests in a browser see.

# Added to conftest.py: a test that reads what an earlier one has computed would not count as a test of it.
FORGET = """

@pytest.hookimpl
def pytest_runtest_setup(item):
    import functools
    import gc

    if not hasattr(item.config, "caches"):
        wrappers = [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper)]
        item.config.caches = [each for each in wrappers if str(each.__module__).startswith("helpers")]
    for cache in item.config.caches:
        cache.cache_clear()
"""


def undecorated(source) -> str:
    """The same module with `@decorator` above a function written as `f = decorator(f)` below it.

    mutmut leaves functions with decorators alone; like this it changes them as well.
    """
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        for part in getattr(node, "body", []) if isinstance(node, ast.Module | ast.ClassDef) else []:
            if isinstance(part, ast.FunctionDef) and part.decorator_list:
                call = part.name
                for decorator in reversed(part.decorator_list):
                    call = f"({ast.get_source_segment(source, decorator)})({call})"
                lines[part.end_lineno - 1] += f"\n{' ' * part.col_offset}{part.name} = {call}"
                first = part.decorator_list[0].lineno
                lines[first - 1 : part.lineno - 1] = [""] * (part.lineno - first)
    return "\n".join(lines) + "\n"


def prepare(folder, modules, tests):
    """A copy of the project in which mutmut changes these modules and runs these tests."""
    for part in ("helpers", "tests", "notebooks", ".jupyterlab"):
        copytree(ROOT / part, folder / part, ignore=ignore_patterns("__pycache__", ".*", "browser"))
    for path in modules:
        (folder / path).write_text(undecorated((ROOT / path).read_text(encoding="utf-8")), encoding="utf-8")
    with (folder / "tests" / "conftest.py").open("a", encoding="utf-8") as conftest:
        conftest.write(FORGET)
    copy(ROOT / "README.md", folder)
    settings = (
        f"only_mutate = {json.dumps([path.as_posix() for path in modules])}\n"
        f"pytest_add_cli_args_test_selection = {json.dumps(tests)}\n"
    )
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    text = text.replace("[tool.mutmut]\n", "[tool.mutmut]\n" + settings)
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")


def described(path) -> dict[str, str]:
    """Name of a change -> what it does, in one line; in the folder in which mutmut works."""
    from mutmut.mutation.file_mutation import mutate_file_contents

    mutated = mutate_file_contents(str(path), path.read_text(encoding="utf-8"))
    lines = mutated.code.splitlines()
    module = path.with_suffix("").as_posix().replace("/", ".")

    def function(name):
        span = mutated.line_span_by_function_name[name]
        text = re.sub(r"\bx[_ǁ](\w+ǁ)?(\w+)__mutmut_\w+", r"\2", "\n".join(lines[span.start - 1 : span.end]))
        return [line.strip() for line in text.splitlines()]

    found = {}
    for name in mutated.mutant_names:
        of = name.partition("__mutmut_")[0]
        old, new = [], []
        for kind, a, b, c, d in difflib.SequenceMatcher(
            None, before := function(f"{of}__mutmut_orig"), after := function(name), autojunk=False
        ).get_opcodes():
            if kind != "equal":
                old, new = old + before[a:b], new + after[c:d]
        place = of.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
        found[f"{module}.{name}"] = (
            f"{module.removeprefix('helpers.')}.{place}: {' '.join(old)}  ->  {' '.join(new)}"
        )
    return found


def files(name) -> list[Path]:
    base = ROOT / "helpers" / name
    paths = sorted(base.glob("*.py")) if base.is_dir() else [base.with_suffix(".py")]
    return [path.relative_to(ROOT) for path in paths]


def tried(names, tests, whole, keep) -> dict[str, list]:
    """By module: each change in one line, and how it ended."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(keep or temporary) / "_".join(names).replace("/", ".")[:100]
        prepare(folder, [path for name in names for path in files(name)], tests)
        os.chdir(folder)
        try:
            return run(names, whole)
        finally:
            os.chdir(ROOT)


def run(names, whole) -> dict[str, list]:
    """Let mutmut work in the current folder."""
    from mutmut.configuration import reset_config
    from mutmut.stats import status_by_exit_code

    reset_config()
    chosen = {}
    for name in names:
        changes = {path: described(path) for path in files(name)}
        every = {number: line for found in changes.values() for number, line in found.items()}
        drawn = sorted(every, key=lambda number: hashlib.sha256(every[number].encode()).hexdigest())
        if not whole:
            drawn = drawn[: OF_MATHEMATICS if name in MATHEMATICS else SAMPLE]
        chosen |= {path: {n: found[n] for n in found if n in drawn} for path, found in changes.items()}
    command = [sys.executable, "-c", "from mutmut.__main__ import cli; cli()", "run", "--max-children", "2"]
    command += [number for found in chosen.values() for number in found]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    with Path("mutmut.log").open("w+", encoding="utf-8") as log:
        if subprocess.run(command, stdout=log, stderr=log, env=environment).returncode:
            log.seek(0)
            said = [line for line in log.read().splitlines() if "Running stats" not in line]
            raise RuntimeError("\n".join(["mutmut could not run:", *said[-40:]]))
    results = {}
    for path, found in chosen.items():
        if found:
            meta = json.loads((Path("mutants") / f"{path}.meta").read_text())
            codes = meta["exit_code_by_key"]
            results[path.with_suffix("").as_posix().removeprefix("helpers/")] = [
                (line, status_by_exit_code[codes[number]]) for number, line in found.items()
            ]
    return results


def allowed() -> dict[str, str]:
    """A change that may live -> the reason."""
    lines = SURVIVORS.read_text(encoding="utf-8").splitlines()
    return dict(line.rsplit("  # ", 1) for line in lines if "  ->  " in line)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=", ".join(MODULES))
    parser.add_argument("--whole", action="store_true", help="all changes, not a sample")
    parser.add_argument("--keep", type=Path, help="an empty folder in which to work and leave everything")
    options = parser.parse_args()
    if unknown := set(options.modules) - set(MODULES):
        parser.error(f"no such module: {', '.join(unknown)}; there are {', '.join(MODULES)}")
    known, total, dead, wrong = allowed(), 0, 0, []
    keep = options.keep and options.keep.resolve()
    for names, tests in GROUPS:
        asked = [name for name in names if name in (options.modules or MODULES)]
        try:
            ended = tried(asked, tests, options.whole, keep) if asked else {}
        except RuntimeError as error:  # the other groups go on
            print(error, flush=True)
            wrong.append(f"{', '.join(asked)} could not be tried.")
            continue
        for module, changes in ended.items():
            lived = [line for line, end in changes if end not in ("killed", "timeout", "segfault")]
            new = [line for line in lived if line not in known]
            print(counted(module, len(changes), len(lived)), *new, sep="\n", flush=True)
            wrong += [f"{module}: {len(new)} survivors are not in tests/survivors.txt."] if new else []
            total, dead = total + len(changes), dead + len(changes) - len(lived)
    print(counted("all", total, total - dead))
    if dead < ENOUGH / 100 * total:
        wrong.append(f"Less than {ENOUGH} % are killed.")
    sys.exit("\n".join(wrong) or 0)


def counted(what, changes, lived) -> str:
    percent = 100 * (changes - lived) / max(changes, 1)
    return f"{what:32} {changes:5} changes {changes - lived:5} killed {lived:4} lived {percent:6.1f} %"


if __name__ == "__main__":
    main()
