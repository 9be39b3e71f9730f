"""What a widget gives to the page, and which widgets live."""

import ipywidgets as widgets
from IPython.core.formatters import DisplayFormatter


def forms(widget) -> dict:
    """The forms in which a notebook stores it: type -> text, HTML or picture."""
    forms, _ = DisplayFormatter().format(widget)
    return forms


def alive() -> set:
    """The ids of all widgets that are not closed."""
    return set(widgets.Widget.get_manager_state()["state"])
