"""The house itself: arrows between modules point one way, the README is true, nothing points outside."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import nbformat
import pytest
from importlinter.application import use_cases
from importlinter.configuration import configure

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")

MODULES = [path for path in (ROOT / "helpers").rglob("*.py") if path.name != "__init__.py"]


configure()


def test_rooms_use_each_other_one_way():
    """The contracts stand in pyproject.toml."""
    assert use_cases.lint_imports(config_filename=str(ROOT / "pyproject.toml")), (
        "run `lint-imports` to see why"
    )


def tracked():
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listing.splitlines() if (ROOT / name).is_file()]


def test_no_file_names_a_machine_or_a_place_to_download_from():
    words = [
        r"/home/\w",
        r"/root\b",
        r"/tmp/\w",
        r"C:\\Users",
        r"pypi\.",
        r"files\.pythonhosted",
        r"registry\.npmjs",
    ]
    words += [r"deb\.debian", r"--index-url", r"cdn\.", r"unpkg"]
    for path in tracked():
        if path.suffix in (".png", ".ico", ".npz") or path == Path(__file__):
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            text = re.sub(r'data:image/png;base64,[^\\"]*|"image/png": "[^"]*"', "", text)
        for word in words:
            assert not re.search(word, text), f"{path.name}: {word}"


@pytest.mark.skipif(
    version("ruff") != re.search(r"^ruff==(\S+)$", (ROOT / "tests/versions.txt").read_text(), re.M)[1],
    reason="versions of Ruff differ in how they format: only the recorded one is asked",
)
def test_style_of_code_and_notebooks():
    for command in (["check"], ["format", "--check"]):
        run = [sys.executable, "-m", "ruff", *command, "--quiet", str(ROOT)]
        result = subprocess.run(run, capture_output=True, text=True)
        assert result.returncode == 0, result.stdout + result.stderr


def imports(path):
    """The packages that a module imports, none of its own."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


def reasons(file):
    """The lines of a file that ask for a package: (package, its lowest version, why it is needed)."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return re.findall(r'^ *"?([\w-]+)>=([\d.]+)"?,? +# (\w.*)$', text, re.M)


def pinned(file):
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / file).read_text(encoding="utf-8").lower(), re.M))


def test_each_package_has_a_reason_a_lowest_version_and_is_pinned():
    files = "tests/requirements.txt", "helpers/site/requirements.txt"
    asked = [line for file in ("pyproject.toml", *files) for line in reasons(file)]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [f"{name}>={least}" for name, least, _ in reasons("pyproject.toml")] == project["dependencies"]
    for file in files:
        lines = re.findall(r"^[\w.-]+>=", (ROOT / file).read_text(encoding="utf-8"), re.M)
        assert len(lines) == len(reasons(file))
    oldest = pinned("tests/oldest.txt")
    assert {name for name, *_ in asked} == set(oldest)
    assert set(oldest) <= set(pinned("tests/versions.txt"))
    for name, least, _ in asked:
        assert oldest[name].startswith(least) or _version(oldest[name]) >= _version(least)


def test_what_a_learner_installs_is_what_helpers_and_lessons_import():
    """No more, so that it stays light, and no less, so that a lesson runs without the tests' packages."""
    names = {name for name, *_ in reasons("pyproject.toml")}
    of_module = {"PIL": "pillow", "nbformat": "nbval", "IPython": "ipywidgets", "traitlets": "ipywidgets"}
    of_module |= {"jupyter_client": "nbval"}
    modules = [path for path in MODULES if path.parent.name != "site"]
    used = {of_module.get(name, name) for path in modules for name in imports(path)} - {"helpers"}
    assert used - set(sys.stdlib_module_names) == names - {"jupyterlab", "nbval"} | {"nbval"}


def test_what_the_site_needs_is_what_its_modules_import():
    modules = [path for path in MODULES if path.parent.name == "site"]
    brings = {"docutils": "sphinx", "fontTools": "matplotlib", "PIL": "pillow", "nbformat": "nbval"}
    used = {brings.get(name, name) for path in modules for name in imports(path)} - set(
        sys.stdlib_module_names
    )
    named = set(re.findall(r'"(sphinx_book_theme|myst_nb)"', (ROOT / "helpers/site/build.py").read_text()))
    used = {name.replace("_", "-") for name in used | named}
    of_learners = {name for name, *_ in reasons("pyproject.toml")}
    assert used - of_learners - {"helpers"} == {name for name, *_ in reasons("helpers/site/requirements.txt")}


def _version(text):
    return [int(part) for part in re.findall(r"\d+", text)]


def test_readme_lists_every_notebook_with_its_title_and_minutes():
    rows = dict(re.findall(r"^\| \[(.+?)\]\(notebooks/(\S+?)\.ipynb\)", README, re.M))
    rows = {file: title for title, file in rows.items()}
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        first = nbformat.read(path, as_version=4).cells[0].source
        title, minutes = first.splitlines()[0].removeprefix("# "), re.search(r"(\d+) minutes", first)[1]
        assert rows[path.stem] == title
        assert re.search(rf"{path.stem}\.ipynb\).*\| {minutes} \|", README)


def test_readme_commands_are_one_line_each_and_name_files_that_exist():
    commands = re.findall(r"^(?:python3|py) -m venv .*$", README, re.M)
    assert len(commands) == 5
    for command in commands:
        assert "-m pip install" in command
        for name in re.findall(r"(?:-r |=)([\w./\\]+)|(notebooks\S+)", command):
            assert (ROOT / "".join(name).replace("\\", "/")).exists()


def test_readme_links_lead_somewhere():
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)|src=\"([^\"]+)\"", README):
        assert (ROOT / "".join(target)).exists(), target
