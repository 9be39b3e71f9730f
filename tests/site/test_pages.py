"""Finished pages, from disk and without a network; the whole site is visited by its workflow."""

import os
import re
import subprocess
import sys
from html import escape
from importlib.util import find_spec

import numpy as np
import pytest
from browser import lab as harness
from compare import differences, recordings

from helpers.site import pages
from helpers.site.__main__ import main

pytestmark = pytest.mark.skipif(
    not find_spec("sphinx") and not os.environ.get("RELU_SITE_REQUIRED"),
    reason="Sphinx is not installed (helpers/site/requirements.txt): no page was built",
)
BROWSER = pytest.mark.skipif(
    not harness.chromium() and not os.environ.get("RELU_BROWSER_REQUIRED"),
    reason="no Chromium on this machine: the pages were not visited",
)
NAME = "03_two_panel_plot"
"""The lesson that is built: its explorers have several stills, and one begins elsewhere."""


def build(folder, seed):
    """Build the lesson as one file, as a person would."""
    command = [sys.executable, "-m", "helpers.site", "--single", NAME, str(folder)]
    subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return build(tmp_path_factory.mktemp("site"), "0")


@pytest.fixture(scope="module")
def opened():
    with harness.browser() as browser:
        yield browser


def text(folder):
    return (folder / f"{NAME}.html").read_text(encoding="utf-8")


def test_states_of_the_page_are_those_of_the_live_explorer(folder):
    for explorer, recording in recordings(text(folder)).items():
        assert differences(explorer, recording, np.random.default_rng(0), 10) == []


def test_the_page_has_all_that_the_lesson_shows(folder):
    page, lesson = text(folder), pages.lessons([NAME])[NAME]
    lines = [line for _, line in pages.jobs(lesson).values()]
    for kind, mark in (("explorers.", '<figure class="explorer"'), ("predictions.", '<section class="asks"')):
        assert page.count(mark) == sum(line.startswith(kind) for line in lines) > 0
    exercises = [cell for cell in lesson.cells if ".check(" in cell.source]
    assert page.count("<summary>The reference answer</summary>") == len(exercises) > 0
    assert page.count("download=") == len(exercises)
    assert '<html lang="en"' in page
    assert "Skip to main content" in page
    title, told = pages.described(lesson)
    assert f"<title>{title}" in page
    assert f'<meta name="description" content="{escape(told)}"' in page
    assert '<meta property="og:title"' in page
    assert 'rel="icon"' in page


def test_everything_is_inside_the_file(folder):
    page = re.sub(r"<pre.*?</pre>|<script.*?</script>", "", text(folder), flags=re.S)
    outside = re.findall(r'\b(?:src|href)="(?!#|data:)([^"]*)"', page)
    assert outside == []
    assert len(text(folder)) < 8e6


def test_building_twice_gives_the_same_bytes(folder, tmp_path):
    again = build(tmp_path, "1")
    assert text(again) == text(folder)
    assert [path.name for path in again.iterdir()] == [f"{NAME}.html"]


@BROWSER
def test_a_visitor_without_a_network_finds_nothing_wrong(folder, opened):
    from visit import problems  # needs axe

    assert problems(opened, folder / f"{NAME}.html") == []


@BROWSER
def test_a_visitor_notices_what_is_wrong(folder, opened, tmp_path):
    from visit import problems

    page = re.sub(r'<section class="asks".*?</section>', "", text(folder), flags=re.S)
    first, end, rest = page.partition("</figure>")
    rest = re.sub(r'<figure class="explorer".*?</figure>', "", rest, flags=re.S)
    wrong = '<p style="color: #ccc">pale $$x$$</p><img width="9" src="http://127.0.0.1:9/x.png">'
    page = (first + end + rest).replace(' data-control="1" aria', " aria")
    page = page.replace('<figure class="explorer"', f'{wrong}<figure class="explorer"', 1)
    page = page.replace("</article>", '<p style="width: 2000px">wide</p></article>')
    (tmp_path / "broken.html").write_text(page, encoding="utf-8")
    found = " ".join(problems(opened, tmp_path / "broken.html", widths=[1440], schemes=["light"]))
    for sign in ("too wide", "color-contrast", "image-alt", "LaTeX $$", "asks for http", "console: F"):
        assert sign in found
    assert "two_panel: input x: nothing happens" in found


def test_a_state_that_fails_stops_the_build_and_leaves_the_folder_as_it_was(tmp_path, monkeypatch, capsys):
    from helpers.site import build

    def failing(lessons, tell, alone=False):
        raise RuntimeError("secant cannot be drawn at {'x': 1.0}: ValueError: no")

    site = tmp_path / "site"
    (site / "_static").mkdir(parents=True)
    (site / "_static" / "player.js").write_text("an earlier site")
    monkeypatch.setattr(build, "_record", failing)
    for more in ([], ["--single", "02_derivative"]):
        with pytest.raises(SystemExit, match="secant cannot be drawn at"):
            main([*more, str(site)])
    assert [path.name for path in tmp_path.rglob("*")] == ["site", "_static", "player.js"]


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(SystemExit, match="holds something that is no site"):
        main([str(tmp_path)])
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_what_is_no_lesson_is_refused_by_name(tmp_path):
    with pytest.raises(SystemExit, match=r"The lessons are 01_definition, .*; got 09_more"):
        main(["--single", "09_more", str(tmp_path)])
