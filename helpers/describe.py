"""What a figure shows, as text: facts read from its artists, the same with every matplotlib.

A fact names what a reader sees (labels, limits, ranges, colours) and ends in a digest of the rounded data,
so that comparing the text compares the picture.
"""

import hashlib

import numpy as np
from matplotlib import collections as mc
from matplotlib.category import StrCategoryLocator
from matplotlib.colors import to_hex, to_rgba_array
from matplotlib.container import BarContainer
from matplotlib.ticker import FixedLocator, ScalarFormatter


def describe(fig) -> str:
    """Facts of a matplotlib figure, one line per artist, in drawing order."""
    width, height = fig.get_size_inches()
    lines = [f"figure {width:g} x {height:g} in"]
    if fig.get_suptitle():
        lines.append(f"title {fig.get_suptitle()!r}")
    own_texts = [text for text in fig.texts if text is not getattr(fig, "_suptitle", None)]
    lines += [_text(text) for text in own_texts if text.get_visible() and text.get_text()]
    visible = [ax for ax in fig.axes if ax.get_visible()]
    for number, ax in enumerate(visible, start=1):
        lines.append(_axes(number, ax))
        lines += ["  " + fact for fact in _artists(ax)]
    return "\n".join(lines)


def digest(values, log=False) -> str:
    """Eight hexadecimal digits that change when values change by more than about 1e-5 of the largest one.

    Differences in the last bits of a float change nothing: values are rounded, and the rounding edges lie
    at numbers that no one writes down. `log` rounds the logarithms instead, for a logarithmic axis.
    """
    values = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)
    shape = values.shape
    if log:
        values = np.log10(np.where(values > 0, values, np.nan))
    values = np.where(np.abs(values) < 1e-12, 0, values)
    finite = values[np.isfinite(values)]
    largest = np.abs(finite).max() if finite.size else 0
    unit = 10.0 ** (np.floor(np.log10(largest) + 0.0314159) - 5) if largest else 1.0
    kinds = np.where(np.isnan(values), 9, np.where(np.isinf(values), np.sign(values), 0)).astype(np.int8)
    steps = np.floor(np.where(np.isfinite(values), values, 0) / unit + 0.314159).astype(np.int64)
    content = f"{shape} {unit:g}".encode() + kinds.astype("<i8").tobytes() + steps.astype("<i8").tobytes()
    return hashlib.sha256(content).hexdigest()[:8]


def _number(value) -> str:
    return f"{0.0 if abs(value) < 1e-12 else float(value):.4g}"


def _span(values) -> str:
    finite = np.asarray(values, dtype=float)
    finite = finite[np.isfinite(finite)]
    return f"{_number(finite.min())} to {_number(finite.max())}" if finite.size else "nothing"


def _name(artist) -> str:
    label = str(artist.get_label() or "")
    return "unlabelled" if not label or label.startswith("_") else repr(label)


def _colour(colour) -> str:
    if isinstance(colour, str) and colour == "none":
        return "none"
    colours = to_rgba_array(colour)
    names = list(dict.fromkeys(to_hex(c, keep_alpha=True) for c in colours))
    return " ".join(names) if len(names) <= 3 else f"{len(names)} colours {digest(colours)}"


def _axes(number, ax) -> str:
    sides = []
    for name, axis in (("x", ax.xaxis), ("y", ax.yaxis)):
        low, high = axis.get_view_interval()
        side = f"{name} {axis.label.get_text()!r} {_number(low)} to {_number(high)}"
        if ax.xaxis_inverted() if name == "x" else ax.yaxis_inverted():
            side += " inverted"
        if axis.get_scale() != "linear":
            side += f" {axis.get_scale()}"
        if isinstance(axis.get_major_locator(), FixedLocator | StrCategoryLocator):
            side += f" ticks {_ticks(axis)}"
        sides.append(side)
    legend = ax.get_legend()
    entries = [text.get_text() for text in legend.get_texts()] if legend else []
    shown = f"; legend {entries}" if entries else ""
    return f"panel {number} {ax.get_title()!r}: {'; '.join(sides)}{shown}"


def _ticks(axis) -> list[str]:
    """Ticks that somebody chose; those that matplotlib chooses differ between its versions."""
    places = axis.get_major_locator()()
    formatter = axis.get_major_formatter()
    if isinstance(formatter, ScalarFormatter):
        return [_number(place) for place in places]
    return list(formatter.format_ticks(places))


def _artists(ax) -> list[str]:
    logs = (ax.get_xscale() == "log", ax.get_yscale() == "log")
    bars = [container for container in ax.containers if isinstance(container, BarContainer)]
    in_bars = {id(patch) for container in bars for patch in container.patches}
    facts = [_line(line, logs) for line in ax.lines if line.get_visible()]
    facts += [_collection(c, logs) for c in ax.collections if c.get_visible()]
    facts += [_bars(container) for container in bars]
    facts += [_patch(p) for p in ax.patches if p.get_visible() and id(p) not in in_bars]
    facts += [_image(image) for image in ax.images if image.get_visible()]
    facts += [_text(text) for text in ax.texts if text.get_visible() and text.get_text()]
    facts += [f"{type(other).__name__} {_name(other)}" for other in [*ax.artists, *ax.tables]]
    return facts


def _line(line, logs) -> str:
    x, y = (np.ma.filled(np.ma.asarray(v, dtype=float), np.nan) for v in line.get_data(orig=False))
    style = (
        f"{line.get_linestyle()} {line.get_linewidth():g}" if line.get_linestyle() != "None" else "no line"
    )
    marker = "" if line.get_marker() in ("None", "", None) else f", marker {line.get_marker()!r}"
    if marker and line.get_fillstyle() != "none":
        marker += f" {_colour(line.get_markerfacecolor())}"
    alpha = "" if line.get_alpha() is None else f", alpha {line.get_alpha():g}"
    return (
        f"line {_name(line)}: {len(x)} points, x {_span(x)}, y {_span(y)}, "
        f"{style} {_colour(line.get_color())}{marker}{alpha}, {digest(x, logs[0])} {digest(y, logs[1])}"
    )


def _collection(c, logs) -> str:
    kinds = {mc.PathCollection: "scatter", mc.LineCollection: "segments", mc.PolyCollection: "area"}
    kind = next((name for cls, name in kinds.items() if isinstance(c, cls)), "collection")
    if kind == "scatter":
        points = np.ma.filled(c.get_offsets(), np.nan)
    else:
        points = np.concatenate([path.vertices for path in c.get_paths()] or [np.empty((0, 2))])
    colours = c.get_facecolor() if len(c.get_facecolor()) else c.get_edgecolor()
    values = "" if c.get_array() is None else f", values {_span(c.get_array())} {digest(c.get_array())}"
    sizes = f", sizes {_span(c.get_sizes())}" if kind == "scatter" else ""
    return (
        f"{kind} {_name(c)}: {len(points)} points, x {_span(points[:, 0])}, y {_span(points[:, 1])}{sizes}, "
        f"{_colour(colours)}{values}, {digest(points[:, 0], logs[0])} {digest(points[:, 1], logs[1])}"
    )


def _bars(container) -> str:
    boxes = np.array(
        [[p.get_x(), p.get_y(), p.get_width(), p.get_height()] for p in container.patches]
    ).reshape(-1, 4)
    colours = np.array([p.get_facecolor() for p in container.patches])
    heights = " ".join(_number(h) for h in boxes[:, 3]) if len(boxes) <= 12 else _span(boxes[:, 3])
    parts = " ".join(digest(column) for column in boxes.T)
    return f"bars {_name(container)}: {len(boxes)}, heights {heights}, {_colour(colours)}, {parts}"


def _patch(patch) -> str:
    points = patch.get_patch_transform().transform(patch.get_path().vertices)
    parts = " ".join(digest(column) for column in points.T)
    spans = f"x {_span(points[:, 0])}, y {_span(points[:, 1])}"
    return f"{type(patch).__name__} {_name(patch)}: {spans}, {_colour(patch.get_facecolor())}, {parts}"


def _image(image) -> str:
    data = np.ma.filled(np.ma.asarray(image.get_array(), dtype=float), np.nan)
    low, high = image.get_clim()
    colours = f"{image.get_cmap().name} {_number(low)} to {_number(high)}" if data.ndim == 2 else "RGB"
    extent = " ".join(_number(edge) for edge in image.get_extent())
    return f"image {data.shape}, {colours}, extent {extent}, values {_span(data)}, {digest(data)}"


def _text(text) -> str:
    x, y = text.xy if hasattr(text, "xy") else text.get_position()
    x, y = float(text.convert_xunits(x)), float(text.convert_yunits(y))
    return f"text {text.get_text()!r} at {_number(x)}, {_number(y)}"
