"""What a figure shows, as text: facts read from its artists, the same with every matplotlib.

A fact names what a reader sees (labels, limits, ranges, colours) and ends in a digest of the rounded data,
so that comparing the text compares the picture. Nothing is left out in silence: a kind of artist that is not
in artists.KINDS is refused, and each property of an artist is told, or is what a fresh artist has, or
is refused.
"""

import numpy as np
from matplotlib import ticker
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.category import StrCategoryFormatter, StrCategoryLocator
from matplotlib.container import BarContainer
from matplotlib.layout_engine import ConstrainedLayoutEngine, PlaceHolderLayoutEngine

from .artist_properties import (
    Usual,
    check_clip,
    colour,
    look,
    number,
    numbers,
    placed,
    refusal,
    same,
    say,
    words_of,
)
from .artists import bars, fact

MOVING = (ConstrainedLayoutEngine, PlaceHolderLayoutEngine)  # they move the titles of a figure


def describe(fig) -> str:
    """Facts of a matplotlib figure, one line per artist, in drawing order.

    Raises properties.Undescribed for what it cannot tell, so that no change of a figure goes unseen.
    """
    usual = Usual()
    width, height = fig.get_size_inches()
    lines = [f"figure {width:g} x {height:g} in{_face(fig.patch, usual.figure.patch)}"]
    if not fig.get_visible():
        return f"{lines[0]}, hidden"
    titles = {name: getattr(fig, f"_{name}") for name in ("suptitle", "supxlabel", "supylabel")}
    titles = {name: text for name, text in titles.items() if text is not None and text.get_text()}
    for name, text in titles.items():
        moves = text._autopos and isinstance(fig.get_layout_engine(), MOVING)
        sides = (0, 1) if not moves else (1,) if name == "supylabel" else (0,)
        lines.append(f"{name} {placed(text, getattr(usual, name), sides)}")
    elsewhere = {id(artist) for artist in (fig.patch, *fig.axes, *titles.values())}
    own = [artist for artist in fig.get_children() if id(artist) not in elsewhere and artist.get_visible()]
    lines += [fact(artist, fig, usual) for artist in own]
    insets = {id(inset) for ax in fig.axes for inset in ax.child_axes}
    panels = [ax for ax in fig.axes if ax.get_visible() and id(ax) not in insets]
    for count, ax in enumerate(panels, start=1):
        lines += _panel(f"panel {count}{_place(ax)}", ax, usual)
    return "\n".join(filter(str.strip, lines))


def _panel(name, ax, usual) -> list[str]:
    """The lines of a panel: its axes, its artists, its insets."""
    if type(ax) is not Axes:
        raise refusal(ax, "this kind of panel")
    facts = [f"{name} {_frame(ax, usual)}"]
    of_bars = [container for container in ax.containers if isinstance(container, BarContainer)]
    in_bars = {id(patch) for container in of_bars for patch in container.patches}
    facts += [
        "  " + fact(artist, ax, usual) for artist in [*ax.lines, *ax.collections] if artist.get_visible()
    ]
    facts += ["  " + bars(container, ax, usual) for container in of_bars]
    rest = [*ax.patches, *ax.images, *ax.texts, *ax.artists, *ax.tables, *filter(None, [ax.get_legend()])]
    rest = [artist for artist in rest if artist.get_visible() and id(artist) not in in_bars]
    facts += ["  " + fact(artist, ax, usual) for artist in rest]
    for inset in filter(Artist.get_visible, ax.child_axes):
        bounds = getattr(inset.get_axes_locator(), "_bounds", None)
        if bounds is None:
            raise refusal(inset, "its place")
        facts += ["  " + fact for fact in _panel(f"inset at {numbers(bounds)}", inset, usual)]
    return facts


def _face(patch, usual) -> str:
    """The background of a figure or of a panel, if it is not as usual."""
    told = look(patch, usual)
    if colour(patch.get_facecolor()) != colour(usual.get_facecolor()):
        told += f", face {colour(patch.get_facecolor())}"
    return told if patch.get_visible() == usual.get_visible() else ", no face"


def _place(ax) -> str:
    """Where a panel stands: its cells in the grid of panels, or its place in the figure."""
    spec = ax.get_subplotspec()
    if spec is None or not ax.get_in_layout():
        return f" at {numbers(ax.get_position(original=True).bounds)}"
    grid, (rows, columns, first, last) = spec.get_gridspec(), spec.get_geometry()
    if rows * columns == 1:
        return ""
    cells = f"{first + 1}" if first == last else f"{first + 1}-{last + 1}"
    ratios = {"heights": grid.get_height_ratios(), "widths": grid.get_width_ratios()}
    told = [f", {name} {numbers(ratio)}" for name, ratio in ratios.items() if len(set(ratio)) > 1]
    return f" ({cells} of {rows} x {columns}{''.join(told)})"


def _frame(ax, usual) -> str:
    """Titles, axes and spines of a panel."""
    sides = {"": ("title", ax.title), " left": ("_left_title", ax._left_title)}
    sides |= {" right": ("_right_title", ax._right_title)}
    fixed = (0,) if ax._autotitlepos else (0, 1)
    titles = [
        placed(title, getattr(usual.axes, name), fixed) + side
        for side, (name, title) in sides.items()
        if title.get_text()
    ]
    words = " ".join(titles or ["''"])
    if not ax.axison:
        return f"{words}: no axes{look(ax, usual.axes)}"
    sides = [_axis(axis, name, usual) for axis, name in ((ax.xaxis, "x"), (ax.yaxis, "y"))]
    sides += filter(None, (_spine(spine, usual.axes.spines[name], name) for name, spine in ax.spines.items()))
    return f"{words}: {'; '.join(sides)}{look(ax, usual.axes)}{_face(ax.patch, usual.axes.patch)}"


def _spine(spine, usual, name) -> str:
    if not spine.get_visible():
        return f"spine {name} hidden" if usual.get_visible() else ""
    check_clip(spine, spine.axes)
    if not any(
        spine.get_data_transform() == each for each in (spine.axes.transData, spine.get_spine_transform())
    ):
        raise refusal(spine, "its transform")
    told = "" if usual.get_visible() else " shown"
    if spine.get_position() != usual.get_position():
        told += f" at {spine.get_position()}"
    told += look(spine, usual, {"bounds"})
    if same(spine.get_bounds(), usual.get_bounds()) is False:
        told += f", from {numbers(spine.get_bounds())}"
    return f"spine {name}{told}" if told else ""


def _axis(axis, name, usual) -> str:
    if not axis.get_visible():
        return f"{name} hidden"
    fresh, scale = getattr(usual.axes, f"{name}axis"), axis.get_scale()
    low, high = axis.get_view_interval()
    check_clip(axis, axis.axes)
    if axis._autolabelpos:
        label = placed(axis.label, fresh.label, (0,) if name == "x" else (1,))
    else:
        label = f"{words_of(axis.label, fresh.label)} at {numbers(axis.label.get_position())}"
    side = f"{name} {label} {number(low)} to {number(high)}"
    side += " inverted" if low > high or axis.get_inverted() else ""
    if scale not in ("linear", "log", "symlog", "logit"):
        raise refusal(axis.axes, f"its {name}-scale {scale}")
    shape = vars(axis.get_transform())
    shape = "".join(
        f" {part} {number(shape[part])}" for part in ("base", "linthresh", "linscale") if part in shape
    )
    side += "" if scale == "linear" else f" {scale}{shape}"
    return side + _ticks(axis) + _tick_looks(axis, fresh) + look(axis, fresh)


AUTOMATIC = (ticker.AutoLocator, ticker.LogLocator, ticker.SymmetricalLogLocator, ticker.LogitLocator)
CHOSEN = (ticker.FixedLocator, StrCategoryLocator, ticker.MultipleLocator)
AUTOMATIC_NUMBERS = (ticker.ScalarFormatter, ticker.LogFormatter, ticker.LogitFormatter)
WRITTEN = (*AUTOMATIC_NUMBERS, ticker.FixedFormatter, ticker.FuncFormatter, ticker.NullFormatter)
WRITTEN += (ticker.StrMethodFormatter, ticker.PercentFormatter, ticker.FormatStrFormatter)
WRITTEN += (StrCategoryFormatter,)


def _ticks(axis) -> str:
    """Ticks that somebody chose; those that matplotlib chooses differ between its versions."""
    told = ""
    of_each = ((axis.get_major_locator(), axis.get_major_formatter(), " ticks"),)
    of_each += ((axis.get_minor_locator(), axis.get_minor_formatter(), " minor ticks"),)
    for locator, formatter, name in of_each:
        if not isinstance(formatter, WRITTEN):
            raise refusal(axis.axes, f"its{name}, {type(formatter).__name__},")
        minor_as_usual = isinstance(locator, ticker.NullLocator) == (axis.get_scale() == "linear")
        if isinstance(locator, ticker.NullLocator):
            told += "" if name == " minor ticks" and minor_as_usual else f"{name} none"
        elif isinstance(locator, CHOSEN):
            told += f"{name} {_labels(locator(), formatter)}"
        elif not isinstance(locator, AUTOMATIC) or (name == " minor ticks" and not minor_as_usual):
            raise refusal(axis.axes, f"its{name}, {type(locator).__name__},")
        elif isinstance(formatter, ticker.NullFormatter) and name == " ticks":
            told += f"{name} without numbers"
        elif not isinstance(formatter, (*AUTOMATIC_NUMBERS, ticker.NullFormatter)):
            raise refusal(axis.axes, f"its{name}, {type(formatter).__name__} where matplotlib chooses them,")
    return told


def _labels(places, formatter) -> list[str]:
    if isinstance(formatter, ticker.ScalarFormatter):
        return [number(place) for place in places]
    return [t.item() if isinstance(t, np.generic) else t for t in formatter.format_ticks(places)]


def _tick_looks(axis, usual) -> str:
    told = {}
    for which in ("major", "minor"):
        ours, theirs = (_by_side(axis, each.get_tick_params(which)) for each in (axis, usual))
        for name in sorted(set(ours) | set(theirs)):
            if not same(ours.get(name), theirs.get(name)):
                told.setdefault(f", {name} {say(axis.axes, name, ours.get(name))}", []).append(which)
    return "".join(words if len(when) == 2 else f"{words} ({when[0]})" for words, when in told.items())


def _by_side(axis, params):
    """Parameters of ticks under the names of their sides, which old matplotlib mixed up for x."""
    sides = {"left": "bottom", "right": "top"} if axis.axis_name == "x" else {}
    sides |= {f"label{old}": f"label{new}" for old, new in sides.items()}
    return {sides.get(name, name): value for name, value in params.items()}
