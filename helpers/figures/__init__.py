"""Figures that describe themselves and sliders that follow the hand, for any subject.

The folder can be copied into another project: it needs NumPy, matplotlib, ipywidgets and Pillow, and nothing
of this one.
"""

from . import style
from .controls import choice, progress, slider, stops
from .describe import describe
from .diagram import Network
from .explorer import Explorer
from .picture import show
from .table import table

__all__ = [
    "Explorer",
    "Network",
    "choice",
    "describe",
    "progress",
    "show",
    "slider",
    "stops",
    "style",
    "table",
]
