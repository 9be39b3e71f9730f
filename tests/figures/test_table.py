"""A table is the same as HTML and as text: columns in line, names for readers, errors that name the row."""

import re
import sys
from html import unescape

import pytest

from helpers.figures import table
from helpers.figures.table import bundle

ROWS = [["ReLU", 0.5, "yes", 3], ["Leaky <ReLU>", 0.255, "no", 12]]
HEAD = ["activation", "mean", "exact 0", "n"]


def test_text_has_aligned_columns_under_the_caption():
    assert bundle(ROWS, HEAD, "What is left.", {"mean": ".2f"})["text/plain"].splitlines() == [
        "What is left.",
        "activation    mean  exact 0   n",
        "------------  ----  -------  --",
        "ReLU          0.50  yes       3",
        "Leaky <ReLU>  0.26  no       12",
    ]
    words = bundle([[5, "a"], [12, "bc"]], ["n", "word"])
    assert words["text/plain"] == " n  word\n--  ----\n 5  a\n12  bc"


def test_html_names_columns_and_rows_and_sets_numbers_to_the_right():
    html = bundle(ROWS, HEAD, "What is left.", {"mean": ".2f"})["text/html"]
    assert re.search(r"^<table [^>]*><caption [^>]*>What is left\.</caption><thead>", html)
    assert re.findall(r'<th scope="col" style="[^"]*text-align: (\w+)[^"]*">([^<]*)<', html) == [
        ("left", "activation"), ("right", "mean"), ("left", "exact 0"), ("right", "n"),
    ]  # fmt: skip
    assert [unescape(name) for name in re.findall(r'<th scope="row"[^>]*>([^<]*)<', html)] == [
        "ReLU",
        "Leaky <ReLU>",
    ]
    assert re.findall(r'<td style="text-align: (\w+)[^"]*">([^<]*)<', html) == [
        ("right", "0.50"), ("left", "yes"), ("right", "3"), ("right", "0.26"), ("left", "no"),
        ("right", "12"),
    ]  # fmt: skip
    cells = [*HEAD, "ReLU", "0.50", "yes", "3", "Leaky <ReLU>", "0.26", "no", "12"]
    assert unescape(re.sub("<[^>]*>", "", html)) == "What is left." + "".join(cells)
    assert not re.search(r"#[0-9a-f]{3}|rgb|white|black|background", html)  # the colours of the page


def test_numbers_written_by_the_caller_and_dashes_are_numbers_words_are_not():
    rows = [["a", "49.8 %", "1e-3", True], ["b", "–", "2", False]]
    html = bundle(rows, ["name", "share", "lr", "dead"])["text/html"]
    assert re.findall(r'scope="col" style="[^"]*text-align: (\w+)', html) == [
        "left",
        "right",
        "right",
        "left",
    ]
    assert "<caption" not in html


def test_ragged_rows_and_formats_of_no_column_are_named():
    with pytest.raises(ValueError, match=r"^A row has 2 cells \(a, b\); row 2 has 3\.$"):
        table([[1, 2], [1, 2, 3]], ["a", "b"])
    with pytest.raises(ValueError, match=r"^The columns are a, b; got a format for c\.$"):
        table([[1, 2]], ["a", "b"], formats={"c": ".1f"})


def test_it_is_displayed_once_in_both_forms(monkeypatch):
    shown = []
    monkeypatch.setattr(
        sys.modules["helpers.figures.table"], "display", lambda data, raw: shown.append((data, raw))
    )
    table(ROWS, HEAD, "What is left.", {"mean": ".2f"})
    table([], HEAD)
    assert shown == [(bundle(ROWS, HEAD, "What is left.", {"mean": ".2f"}), True), (bundle([], HEAD), True)]
