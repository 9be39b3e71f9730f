"""What a widget gives to the page, and which widgets live."""

import re

import ipywidgets as widgets
from IPython.core.formatters import DisplayFormatter


def forms(widget) -> dict:
    """The forms in which a notebook stores it: type -> text, HTML or picture."""
    forms, _ = DisplayFormatter().format(widget)
    return forms


def alive() -> set:
    """The ids of all widgets that are not closed."""
    return set(widgets.Widget.get_manager_state()["state"])


def named(svg) -> str:
    """The same picture, its ids by order of appearance: matplotlib makes them of the last bits of a place."""
    ids = list(dict.fromkeys(re.findall(r'(?:\bid="|url\(#)(\w+)', svg)))
    return re.sub(r'(\bid="|url\(#)(\w+)', lambda found: f"{found[1]}{ids.index(found[2])}", svg)
