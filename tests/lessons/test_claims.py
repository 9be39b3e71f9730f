"""The claims that are measured again are the words that the lessons have, and no summary is without one.

What they measure is measured by `python tests/remeasure.py`; it takes too long for every run of the tests.
"""

import re
from pathlib import Path

import nbformat
import pytest
import remeasure
from claims import Claim, all_claims
from test_notebooks import PATHS

from helpers.course import cheat_sheet
from helpers.lessons import QUESTIONS

CLAIMS = all_claims()
QUIZ = "08-06"
CELLS = {
    (path.stem, cell.id): cell.source for path in PATHS for cell in nbformat.read(path, as_version=4).cells
}


def plain(text):
    """Words without emphasis and links, so that a claim quotes what a person reads."""
    return re.sub(r"\*|\[([^\]]*)\]\([^)]*\)", r"\1", text)


def texts(claim):
    if claim.lesson == "sheet":
        return Path(cheat_sheet.__file__).read_text(encoding="utf-8")
    if claim.cell == QUIZ:
        return "\n".join(question.statement for question in QUESTIONS)
    return CELLS[claim.lesson, claim.cell]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.lesson[:2]}-{claim.measure.__name__}")
def test_the_words_of_a_claim_stand_in_its_cell(claim):
    assert plain(claim.words) in plain(texts(claim))
    assert claim.what
    assert set(claim.vary) <= set(claim.condition)
    for name, values in claim.vary.items():
        assert claim.condition[name] not in values, "a varied condition is another than the lesson's"


def summaries():
    for (lesson, cell), source in CELLS.items():
        if "\n## Summary\n" in f"\n{source}":
            bullets = re.findall(r"^- (.*)", source.split("## Summary")[1], re.M)
            yield from (
                pytest.param(lesson, cell, text, id=f"{lesson[:2]}-{n}") for n, text in enumerate(bullets)
            )


@pytest.mark.parametrize(("lesson", "cell", "bullet"), [*summaries()])
def test_every_point_of_a_summary_has_a_claim(lesson, cell, bullet):
    assert any((c.lesson, c.cell) == (lesson, cell) and plain(c.words) in plain(bullet) for c in CLAIMS)


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_every_statement_of_the_quiz_has_a_claim(number):
    assert any(claim.cell == QUIZ and claim.words in QUESTIONS[number].statement for claim in CLAIMS)


def test_measuring_again_tells_what_breaks_where(monkeypatch, capsys):
    def measure(seeds, batch=8):
        """A number."""
        return seeds[
            0
        ] < 6000 and batch < 32, f"measured with {len(seeds)} seeds from {seeds[0]}, batch {batch}"

    claim = Claim("05_dying_relu", "05-93", "words", measure, seeds=3, vary={"batch": (16, 32)})
    monkeypatch.setattr(remeasure, "all_claims", lambda: [claim])
    monkeypatch.setattr(remeasure, "ProcessPoolExecutor", Here)
    assert remeasure.main([]) == 0
    said = capsys.readouterr().out
    assert "holds with other seeds: measured with 3 seeds from 5000, batch 8" in said
    assert "holds with batch = 16" in said
    assert "BREAKS with batch = 32" in said
    assert "Hold under their condition only: 1\n  05_dying_relu: words [batch = 32]" in said
    assert remeasure.main(["--first-seed", "7000", "--seeds-only"]) == 1
    assert remeasure.main(["04"]) == 0


class Here:
    """Does at once and in this process what a pool of processes would do."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def submit(self, function, *arguments):
        self.result = lambda: function(*arguments)
        return type("Done", (), {"result": staticmethod(self.result)})()
