"""The properties of an artist in words: numbers, colours, and each one that is not as usual.

Words are the same with every matplotlib and every processor: numbers are rounded, and the rounding edges lie
at numbers that no one writes down. What cannot be put into words is refused by name.
"""

import hashlib
from enum import Enum
from functools import lru_cache

import matplotlib as mpl
import numpy as np
from matplotlib import collections as mc
from matplotlib import patches as mp
from matplotlib.artist import ArtistInspector
from matplotlib.colors import Normalize, to_hex, to_rgba_array
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.text import Text


class Undescribed(ValueError):
    """Something in a figure that cannot be put into words; the message names it."""


def refusal(artist, what) -> Undescribed:
    """The error that names an artist and what of it cannot be told."""
    return Undescribed(
        f"The figure holds a {type(artist).__name__}, {name_of(artist)}, and {what} cannot be put "
        "into words, so a change of it would go unseen. Draw it in another way, or teach artists.py "
        "to tell it."
    )


# ---- numbers and colours

NOISE = 1.0314e-12
"""What is smaller is told as 0; like all edges, it is a number that no one writes down."""


def digest(values, log=False) -> str:
    """Eight hexadecimal digits that change when values change by more than about 1e-5 of the largest one.

    Differences in the last bits of a float change nothing: values are rounded, and the rounding edges lie
    at numbers that no one writes down. `log` rounds the logarithms instead, for a logarithmic axis.
    """
    values = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)
    shape = values.shape
    if log:
        values = np.log10(np.where(values > 0, values, np.nan))
    values = np.where(np.abs(values) < NOISE, 0, values)
    largest = np.abs(values[np.isfinite(values)]).max(initial=log)  # of logarithms near 0 noise is not small
    unit = 10.0 ** (np.floor(np.log10(largest) + 0.0314159) - 5) if largest else 1.0
    kinds = np.where(np.isnan(values), 9, np.where(np.isinf(values), np.sign(values), 0)).astype(np.int8)
    steps = np.floor(np.where(np.isfinite(values), values, 0) / unit + 0.314159).astype(np.int64)
    content = f"{shape} {unit:g}".encode() + kinds.astype("<i8").tobytes() + steps.astype("<i8").tobytes()
    return hashlib.sha256(content).hexdigest()[:8]


def number(value) -> str:
    """Four digits. A hair is added, so that no number that somebody writes lies on a rounding edge."""
    return f"{0.0 if abs(value) < NOISE else float(value) * (1 + 3e-8):.4g}"


def numbers(values) -> str:
    """Several numbers, four digits each."""
    return " ".join(map(number, values))


def span(values) -> str:
    """The smallest and the largest finite value."""
    finite = np.asarray(values, dtype=float)
    finite = finite[np.isfinite(finite)]
    return f"{number(finite.min())} to {number(finite.max())}" if finite.size else "nothing"


def samples(values, tiny=False) -> list[str]:
    """The first, the middle and the last value, four digits each: they show how values changed, a digest that
    they did. tiny: what is noise beside the largest value is shown as well, not as 0.
    """
    values = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan).ravel()
    edge = 0 if tiny else 1e7 * NOISE * np.abs(values[np.isfinite(values)]).max(initial=0)
    chosen = sorted({0, len(values) // 2, len(values) - 1}) if len(values) else []
    return [number(0 if abs(value) < edge else value) for value in values[chosen]]


def summary(values) -> str:
    """The range of some numbers, their samples and their digest."""
    return f"{span(values)} ({' '.join(samples(values))}) {digest(values)}"


def name_of(artist) -> str:
    """The label of an artist, if somebody gave it one."""
    label = str(artist.get_label() or "")
    return "unlabelled" if not label or label.startswith("_") else repr(label)


def colour(value) -> str:
    """Colours as hexadecimal names, in their order; if all are equal, one."""
    if value is None or (isinstance(value, str) and value in ("none", "auto", "face")):
        return str(value)
    steps = np.floor(np.reshape(to_rgba_array(value), (-1, 4)) * 255 + 0.514159)  # 0.5 is no rounding edge
    names = [to_hex(c, keep_alpha=True) for c in steps / 255]
    if not names:
        return "none"
    if len(set(names)) == 1:
        return names[0]
    return " ".join(names) if len(names) <= 12 else f"{len(set(names))} colours {digest(steps)}"


def shades(mapped) -> str:
    """How an artist turns numbers into colours."""
    mapped.autoscale_None()  # as drawing does
    cmap, norm = mapped.get_cmap(), type(mapped.norm)
    if norm is not Normalize and norm.__name__ not in ("LogNorm", "NoNorm"):
        raise refusal(mapped, f"its norm {norm.__name__}")
    colours = cmap([*range(cmap.N), -1, cmap.N, np.nan])
    low, high = mapped.get_clim()
    scale = "" if norm is Normalize else f" {norm.__name__}"
    return f"{cmap.name} {digest(colours)} {number(low)} to {number(high)}{scale}"


# ---- any property of any artist

NO_EFFECT = """
animated autoscale_on autoscalex_on autoscaley_on canvas converter data_interval draggable figure
forward_navigation_events gid in_layout mouseover navigate navigate_mode picker pickradius prop_cycle
rasterization_zorder rasterized ticks_position units url urls xmargin ymargin
"""
"""Properties that change nothing in the picture, or only through another one that is told."""
ELSEWHERE = """
axes_locator clip_box clip_path hatchcolor inverted label label_text major_formatter major_locator
minor_formatter minor_locator offset_transform offsets paths position subplotspec tick_params ticklabels ticks
title transform view_interval visible xbound xinverted xlabel xlim xscale xticklabels xticks ybound yinverted
ylabel ylim yscale yticklabels yticks
"""
"""Properties told by describe and artists: names, places, frames, ticks."""
TOLD = {
    Line2D: "alpha color dashes data linestyle linewidth marker markerfacecolor xdata ydata",
    Text: "backgroundcolor bbox fontproperties position text x y",
    mp.Patch: "color facecolor",
    mc.Collection: "array clim cmap color colors facecolor norm segments sizes verts verts_and_codes",
    AxesImage: "array clim cmap data extent norm",
}
"""Properties that the facts of a family tell in words of their own."""


@lru_cache(None)
def _properties(cls) -> tuple[str, ...]:
    cls = mp.Patch if issubclass(cls, mp.Patch) else cls  # what is a patch's own makes its outline
    told = next((told.split() for family, told in TOLD.items() if issubclass(cls, family)), ())
    return tuple(
        sorted(set(ArtistInspector(cls).get_setters()) - set(f"{NO_EFFECT}{ELSEWHERE}".split()) - set(told))
    )


def look(artist, usual, told=()) -> str:
    """Every property that can be set and is not as in `usual`, a fresh artist, each as `, name value`.

    told: properties to leave out. Raises Undescribed for a value that has no words.
    """
    words = []
    for name in _properties(type(artist)):
        if name not in told and not same(value := _get(artist, name), _get(usual, name)):
            words.append(f", {name} {say(artist, name, value)}")
    if hasattr(artist, "get_hatchcolor") and artist.get_hatch():
        hatch = colour(artist.get_hatchcolor())
        words += [f", hatchcolor {hatch}"] if hatch != colour(artist.get_edgecolor()) else []
    return "".join(words)


def _get(artist, name):
    for getter in (f"get_{name}", f"is_{name}"):
        if hasattr(artist, getter):
            return getattr(artist, getter)()
    if name == "fontstretch":
        return artist.get_stretch()
    return getattr(artist, f"_{name}", None)  # of a text, linespacing and multialignment


def same(value, usual) -> bool:
    """Whether two values of a property are equal, whatever they are."""
    try:
        return value is usual or bool(np.array_equal(value, usual)) or bool(value == usual)
    except (TypeError, ValueError):
        return False


def say(artist, name, value) -> str:
    """The value of a property in words. Raises Undescribed if there are none."""
    if "color" in name:
        return colour(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return repr(str(value))  # NumPy 2 shows the kind of its own strings
    if value is None or isinstance(value, bool | np.bool_):
        return str(value)
    if isinstance(value, int | float | np.number):
        return number(value)
    if isinstance(value, list | tuple | np.ndarray):
        if len(value) > 12 and all(isinstance(part, int | float | np.number) for part in value):
            return digest(value)
        return "(" + " ".join(say(artist, name, part) for part in value) + ")"
    raise refusal(artist, f"its {name}, {type(value).__name__},")


def check_clip(artist, owner):
    """Raises Undescribed for an artist that is cut by something else than the frame of its panel."""
    box = artist.get_clip_box()
    whole = box is None or np.allclose(box.extents, owner.bbox.extents)
    if artist.get_clip_on() and (artist.get_clip_path() is not None or not whole):
        raise refusal(artist, "its clip path")


# ---- texts


def shape_of(style) -> str:
    """The numbers of an arrow's or a box's shape."""
    return "".join(f" {k} {number(v)}" for k, v in sorted(vars(style).items()) if isinstance(v, int | float))


def words_of(text, usual, told=()) -> str:
    """A text and how it is written."""
    box, boxed = text.get_bbox_patch(), ""
    if box is not None and box.get_visible():
        style = box.get_boxstyle()
        shape = f"{type(style).__name__}{shape_of(style)} aspect {number(box.get_mutation_aspect())}"
        boxed = f", in a {shape} {colour(box.get_facecolor())}{look(box, mp.Patch())}"
    return repr(text.get_text()) + look(text, usual, told) + boxed


def placed(text, usual, sides=(0, 1)) -> str:
    """A text that has its place by what it is (a title, a label), its place only if somebody moved it.

    sides: which of its coordinates are fixed, 0 for x and 1 for y.
    """
    if not text.get_visible():
        return f"{text.get_text()!r} hidden"
    if type(text.get_transform()) is not type(usual.get_transform()):
        raise refusal(text, "its transform")
    if text.get_clip_on() and (text.get_clip_box() is not None or text.get_clip_path() is not None):
        raise refusal(text, "its clip path")
    ours, theirs = text.get_position(), usual.get_position()
    moved = any(number(ours[side]) != number(theirs[side]) for side in sides)
    return words_of(text, usual) + (f" at {numbers(ours)}" if moved else "")


# ---- what is usual


class Usual:
    """Fresh artists under the present rcParams, to compare with."""

    def __init__(self):
        self.figure = Figure()
        self.axes = self.figure.add_subplot()
        for name in ("suptitle", "supxlabel", "supylabel"):
            setattr(self, name, getattr(self.figure, name)("x"))
        self.axes.set(title="x", xlabel="x", ylabel="x")
        self.legend = self.axes.legend(handles=[Line2D([], [])], labels=["x"], title="x")
        self.text, self.note = self.axes.text(0, 0, "x"), self.axes.annotate("x", (0, 0))
        self.text_of_figure = self.figure.text(0, 0, "x")
        self.image, self.patch = AxesImage(self.axes, resample=mpl.rcParams["image.resample"]), mp.Patch()

    def line(self, line):
        """A fresh line; what follows the colour of a line by itself follows this one's."""
        return Line2D([], [], color=line.get_color(), marker=line.get_marker())

    def collection(self, collection):
        """A fresh scatter, set of segments, mesh or area."""
        if isinstance(collection, mc.QuadMesh):
            return mc.QuadMesh(np.zeros((2, 2, 2)))
        if isinstance(collection, mc.PathCollection):
            return mc.PathCollection([])
        return mc.LineCollection([]) if isinstance(collection, mc.LineCollection) else mc.PolyCollection([])
