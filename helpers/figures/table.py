"""A table for every reader: HTML that takes the colours of the page, and text in aligned columns."""

import re
from html import escape
from numbers import Number

from IPython.display import display


def table(rows, head, caption="", formats=None):
    """Display a table.

    rows: one sequence of cells for each row; the first cell names the row. head: the names of the columns.
    formats: name of a column -> format of its numbers, such as ".2f"; other numbers are written as they are,
    words always. Numbers stand to the right, words to the left.
    Raises ValueError for a row that is shorter or longer than the head, or a format of no column.

        table([["ReLU", 0.5], ["GELU", 0.25]], ["activation", "mean"], "What is left.", {"mean": ".2f"})
    """
    display(bundle(rows, head, caption, formats), raw=True)


def bundle(rows, head, caption="", formats=None) -> dict[str, str]:
    """The table as HTML and as text."""
    head, rows = [str(name) for name in head], [list(row) for row in rows]
    formats = formats or {}
    if unknown := sorted(set(formats) - set(head)):
        raise ValueError(f"The columns are {', '.join(head)}; got a format for {', '.join(unknown)}.")
    for count, row in enumerate(rows, start=1):
        if len(row) != len(head):
            raise ValueError(f"A row has {len(head)} cells ({', '.join(head)}); row {count} has {len(row)}.")
    right = [bool(rows) and all(_is_number(row[n]) for row in rows) for n in range(len(head))]
    cells = [[_written(row[n], formats.get(name)) for n, name in enumerate(head)] for row in rows]
    return {
        "text/plain": _as_text(cells, head, caption, right),
        "text/html": _as_html(cells, head, caption, right),
    }


def _is_number(cell) -> bool:
    """Numbers, and text that is written like one; a dash stands for none."""
    if isinstance(cell, str):
        return re.fullmatch(r"[-+−]?\d[\d.,]*(e[-+]?\d+)?( ?[%×])?|[-–]", cell) is not None
    return isinstance(cell, Number) and not isinstance(cell, bool)


def _written(cell, form) -> str:
    return str(cell) if isinstance(cell, str) or not form else format(cell, form)


def _as_text(cells, head, caption, right) -> str:
    columns = range(len(head))
    widths = [max(len(row[n]) for row in (head, *cells)) for n in columns]
    lines = [
        "  ".join(f"{row[n]:{'>' if right[n] else '<'}{widths[n]}}" for n in columns).rstrip()
        for row in (head, ["-" * width for width in widths], *cells)
    ]
    return "\n".join([caption, *lines] if caption else lines)


_CELL = "padding: 0.25em 0.8em; vertical-align: top; font-weight: "
_RULE = "border-bottom: 1px solid currentColor; "


def _as_html(cells, head, caption, right) -> str:
    sides = [f"text-align: {'right' if to_right else 'left'}; {_CELL}" for to_right in right]
    names = "".join(
        f'<th scope="col" style="{_RULE}{sides[n]}bold">{escape(name)}</th>' for n, name in enumerate(head)
    )
    body = "".join(
        f'<tr><th scope="row" style="{sides[0]}normal">{escape(first)}</th>'
        + "".join(f'<td style="{sides[n]}normal">{escape(cell)}</td>' for n, cell in enumerate(rest, start=1))
        + "</tr>"
        for first, *rest in cells
    )
    told = f'<caption style="{_CAPTION}">{escape(caption)}</caption>' if caption else ""
    return f'<table style="{_TABLE}">{told}<thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>'


_TABLE = "border-collapse: collapse; margin: 0; font-size: 110%; line-height: 1.4; color: inherit"
_CAPTION = "caption-side: top; text-align: left; padding: 0 0 0.4em 0; color: inherit"
