"""How a figure is drawn and shown: a picture that carries its own sentence and its own facts."""

import base64
import io
import textwrap
from html import escape

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from . import style
from .describe import describe


def show(fig, sentence):
    """Display a matplotlib figure with one sentence that says what it shows, and close the figure.

    The sentence is the visible caption and the alternative text. The text form of the output is the
    sentence and the facts of describe, so that comparing notebook outputs compares the picture.
    Raises TypeError for what is not a figure, ValueError for a sentence that is missing, Undescribed for
    a figure with something in it that the facts cannot tell.
    """
    if not isinstance(fig, Figure):
        raise TypeError(f"show takes a matplotlib figure and a sentence; got {type(fig).__name__}.")
    try:
        display(bundle(fig, sentence, width=style.fit_to_page(fig)), raw=True)
    finally:
        plt.close(fig)


def bundle(fig, sentence, text=None, width=None) -> dict[str, str]:
    """The figure for every reader: HTML with caption and alt text, a PNG that holds both, plain facts.

    width: of the picture on the page in pixels, as wide as the figure if nothing is said.
    """
    sentence = as_sentence(sentence)
    rendered = pixels(fig, 144)
    width = width or round(fig.get_size_inches()[0] * 96)
    return {
        "text/plain": text or f"{sentence}\n{describe(fig)}",
        "text/html": (
            f'<figure style="margin: 0"><img src="{data_uri(rendered)}" alt="{escape(sentence)}" '
            f'width="{width}"><figcaption>{escape(sentence)}</figcaption></figure>'
        ),
        "image/png": base64.b64encode(png(_with_caption(rendered, sentence))).decode(),
    }


def as_sentence(sentence) -> str:
    """The sentence, stripped; TypeError or ValueError if there is none."""
    if not isinstance(sentence, str):
        raise TypeError(f"A figure needs a sentence that says what it shows; got {type(sentence).__name__}.")
    if not sentence.strip():
        raise ValueError("A figure needs a sentence that says what it shows; got an empty one.")
    return " ".join(sentence.split())


def pixels(fig, dpi) -> np.ndarray:
    """The figure drawn at `dpi`, as (height, width, 3) bytes; the figure keeps its own dpi and canvas."""
    before, canvas = fig.dpi, fig.canvas
    try:
        fig.dpi = dpi
        drawn = FigureCanvasAgg(fig)
        drawn.draw()
        return np.asarray(drawn.buffer_rgba())[..., :3].copy()
    finally:
        fig.dpi = before
        fig.set_canvas(canvas)


def png(rendered, fast=False) -> bytes:
    """Picture bytes without time or program name. Small: 256 colours are enough to store lines on white, and
    an octree finds them in a tenth of the time that a median cut takes. Fast: all colours, for a picture that
    a person waits for.
    """
    file = io.BytesIO()
    picture = Image.fromarray(rendered)
    if fast:
        picture.save(file, "PNG", compress_level=1)
    else:
        few = picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        shades = np.reshape(few.getpalette(), (-1, 3))
        shades[(shades >= 250).all(axis=1)] = 255  # what is nearly white is told as one shade with white
        few.putpalette(shades.ravel().tolist())
        few.save(file, "PNG", optimize=True)
    return file.getvalue()


def data_uri(rendered, fast=False) -> str:
    """The picture as the address of an <img>, nothing to fetch."""
    return "data:image/png;base64," + base64.b64encode(png(rendered, fast)).decode()


def _with_caption(rendered, sentence) -> np.ndarray:
    """The picture with the sentence written under it, for readers that keep only the picture."""
    width = rendered.shape[1]
    lines = textwrap.wrap(sentence, max(20, width // 13))
    strip = Figure(figsize=(width / 144, 0.1 + 0.22 * len(lines)), facecolor="white")
    strip.text(0.01, 0.98, "\n".join(lines), fontsize=11, va="top", linespacing=1.3, parse_math=False)
    return np.vstack([rendered, pixels(strip, 144)[:, :width]])
