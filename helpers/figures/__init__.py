"""Figures that describe themselves and sliders that follow the hand, for any subject.

The folder can be copied into another project: it needs NumPy, matplotlib, ipywidgets and Pillow, and nothing
of this one.
"""

from . import style
from .controls import choice, progress, slider, stops
from .describe import describe
from .explorer import Explorer
from .picture import show

__all__ = ["Explorer", "choice", "describe", "progress", "show", "slider", "stops", "style"]
