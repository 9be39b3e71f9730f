"""Each kind of artist in words: one line with its label, its ranges, its look, and digests of its data.

`usual` is properties.Usual, `owner` the panel or the figure that an artist lies in.
"""

import numpy as np
from matplotlib import collections as mc
from matplotlib import patches as mp
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.lines import AxLine, Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.text import Annotation, Text
from matplotlib.transforms import IdentityTransform

from .artist_properties import (
    check_clip,
    colour,
    digest,
    look,
    name_of,
    number,
    numbers,
    placed,
    refusal,
    same,
    samples,
    say,
    shades,
    shape_of,
    span,
    summary,
    words_of,
)  # fmt: skip


def fact(artist, owner, usual) -> str:
    """The line of an artist; owner: the panel or the figure it lies in."""
    kind = next((cls for cls in type(artist).__mro__ if cls in KINDS), None)
    if kind is None or not type(artist).__module__.startswith("matplotlib."):
        raise refusal(artist, "this kind of artist")
    check_clip(artist, owner)
    return KINDS[kind](artist, owner, usual)


def _where(artist, owner, transform) -> str:
    """In which coordinates an artist lies, if not in those of the data (or of the figure)."""
    if isinstance(owner, Figure):
        known = {"": owner.transFigure}
    else:
        known = {"": owner.transData, ", in axes": owner.transAxes, ", in figure": owner.figure.transFigure}
        known |= {
            ", x data": owner.get_xaxis_transform("grid"),
            ", y data": owner.get_yaxis_transform("grid"),
        }
    for equal in (lambda each: transform is each, lambda each: transform == each):
        if words := [words for words, each in known.items() if equal(each)]:
            return words[0]
    raise refusal(artist, "its coordinates, a transform of its own,")


def _data(points, owner, where="") -> str:
    """The first, the middle and the last point; digests of x and of y, of logarithms on such an axis."""
    scales = ["linear", "linear"]
    if not isinstance(owner, Figure) and where in ("", ", x data", ", y data"):
        scales = [owner.get_xscale(), owner.get_yscale()]
    columns = list(zip(points, scales, strict=True))
    shown = zip(*(samples(part, scale != "linear") for part, scale in columns), strict=True)
    digests = (digest(part, scale == "log") for part, scale in columns)
    return " ".join([*(f"({x}, {y})" for x, y in shown), *digests])


def _points(points, owner, where) -> str:
    """How many points there are, the ranges of x and of y if samples do not show all, and their data."""
    x, y = points
    ranges = f"x {span(x)}, y {span(y)}, " if len(x) > 3 else ""
    return f"{len(x)} points, {ranges}{_data(points, owner, where)}"


def _joined(paths, usual) -> str:
    """How many pieces paths have and how their points are joined, if it is not as in the codes `usual`."""
    every = [[Path.MOVETO, *[Path.LINETO] * (len(p) - 1)] if p.codes is None else p.codes for p in paths]
    codes = np.array([code for each in every for code in each])
    if np.array_equal(codes, usual):
        return ""
    return f"in {np.count_nonzero(codes == Path.MOVETO)} pieces, joined {digest(codes)}, "


def _polygon(points) -> list:
    """The codes of one closed polygon."""
    return [Path.MOVETO, *[Path.LINETO] * (points - 2), Path.CLOSEPOLY] if points else []


def _line(line, owner, usual):
    points = [np.ma.filled(np.ma.asarray(v, dtype=float), np.nan) for v in line.get_data(orig=False)]
    where = _where(line, owner, line.get_transform())
    told = _points(points, owner, where)
    return f"line {name_of(line)}: {told}, {_stroke(line, usual)}{where}"


def _stroke(line, usual, told=()) -> str:
    """How a line is drawn."""
    style, marker = "no line", line.get_marker()
    if line.get_linestyle() != "None":
        style = f"{line.get_linestyle()} {number(line.get_linewidth())}"
        fresh = Line2D([], [], linestyle=line.get_linestyle())
        if not same(line._unscaled_dash_pattern, fresh._unscaled_dash_pattern):
            style += f" dashes {numbers(line._unscaled_dash_pattern[1] or ())}"
    marked = ""
    if marker not in ("None", "none", "", " ", None):
        marked = f", marker {say(line, 'marker', marker)}"
        marked += "" if line.get_fillstyle() == "none" else f" {colour(line.get_markerfacecolor())}"
    alpha = "" if line.get_alpha() is None else f", alpha {number(line.get_alpha())}"
    told = {*told, *(() if marked else ("markeredgecolor", "markeredgewidth", "markersize"))}
    return f"{style} {colour(line.get_color())}{marked}{alpha}{look(line, usual.line(line), told)}"


def _axline(line, owner, usual):
    through = [numbers(point) for point in (line.get_xy1(), line.get_xy2()) if point is not None]
    slope = "" if line.get_slope() is None else f", slope {number(line.get_slope())}"
    if not same(line.get_data(orig=False), ([0, 1], [0, 1])):
        raise refusal(line, "its data")
    stroke = _stroke(line, usual, {"slope", "xy1", "xy2"})
    where = _where(line, owner, Line2D.get_transform(line))
    return f"endless line {name_of(line)}: through {' and '.join(through)}{slope}, {stroke}{where}"


def _collection(c, owner, usual):
    kind = next(name for cls, name in COLLECTIONS.items() if isinstance(c, cls))
    points = np.concatenate([path.vertices for path in c.get_paths()] or [np.empty((0, 2))])
    sizes, where, other = "", c.get_transform(), c.get_offset_transform()
    if kind == "scatter":
        sizes = f", sizes {summary(c.get_sizes())}, shape {digest(points)}"
        points, where, other = np.ma.filled(c.get_offsets(), np.nan), other, where
        if not isinstance(other, IdentityTransform):
            raise refusal(c, "the transform of its markers")
    elif np.any(c.get_offsets()) or (kind == "area" and len(c.get_sizes())):
        raise refusal(c, "its offsets or sizes")
    joined = ""
    if kind == "mesh":
        points = np.reshape(c.get_coordinates(), (-1, 2))
    elif kind == "scatter":
        joined = _joined(c.get_paths(), MarkerStyle("o").get_path().codes)
    else:
        pairs = [Path.MOVETO, Path.LINETO] * (len(points) // 2)
        joined = _joined(c.get_paths(), pairs if kind == "segments" else _polygon(len(points)))
    where = _where(c, owner, where)
    colours = colour(c.get_facecolor() if len(c.get_facecolor()) else c.get_edgecolor())
    edges_as_faces = kind == "segments" or same(c.get_edgecolor(), c.get_facecolor())
    if c.get_array() is not None:
        edges_as_faces = same(c._original_edgecolor, "face")
        colours = f"values {summary(c.get_array())}, {shades(c)}"
    return (
        f"{kind} {name_of(c)}: {_points(points.T, owner, where)}{sizes}, {joined}"
        f"{colours}{look(c, usual.collection(c), ('edgecolor',) if edges_as_faces else ())}{where}"
    )


COLLECTIONS = {
    mc.PathCollection: "scatter",
    mc.LineCollection: "segments",
    mc.QuadMesh: "mesh",
    mc.PolyCollection: "area",
}


def bars(container, owner, usual) -> str:
    """The line of a set of bars."""
    for patch in container.patches:
        check_clip(patch, owner)
        if patch.get_angle() or _where(patch, owner, patch.get_data_transform()):
            raise refusal(patch, "its place")
    edges = [
        (p.get_x(), p.get_x() + p.get_width(), p.get_y(), p.get_y() + p.get_height())
        for p in container.patches
    ]
    left, right, bottom, top = np.array(edges).reshape(-1, 4).T
    across = container.orientation == "horizontal"
    heights = right - left if across else top - bottom
    shown = numbers(heights) if len(heights) <= 12 else summary(heights)
    looks = [_paint(patch, usual) for patch in container.patches]
    looks = " | ".join(looks[:1] if len(set(looks)) == 1 else looks)
    kind = "bars to the right" if across else "bars"
    ends = f"{_data((left, bottom), owner)} {_data((right, top), owner)}"
    return f"{kind} {name_of(container)}: {len(heights)}, heights {shown}, {looks}, {ends}"


def _paint(patch, usual) -> str:
    """How an area is painted."""
    if not patch.get_visible():
        return "hidden"
    return colour(patch.get_facecolor()) + look(patch, usual.patch)


def _patch(patch, owner, usual):
    path, kind = patch.get_path(), type(patch).__name__
    points = patch.get_patch_transform().transform(path.vertices)
    if kind == "Polygon" and _is_span(points):
        kind, points = "Rectangle", points[::-1]
    where = _where(patch, owner, patch.get_data_transform())
    told = _points(points.T, owner, where)
    free = isinstance(patch, mp.PathPatch | mp.StepPatch)  # the points of others are joined in one way
    joined = _joined([path], _polygon(len(points))) if free else ""
    return f"{kind} {name_of(patch)}: {told}, {joined}{_paint(patch, usual)}{where}"


def _is_span(points) -> bool:
    """A polygon as axhspan and axvspan draw it before matplotlib 3.9; since then they draw a rectangle."""
    if len(points) != 5:
        return False
    (left, bottom), (right, top) = points[0], points[2]
    return np.array_equal(points, [points[0], (left, top), points[2], (right, bottom), points[0]])


def _arrow(arrow, owner, usual):
    if arrow._posA_posB is None:
        raise refusal(arrow, "its path")
    ends = " to ".join(numbers(end) for end in arrow._posA_posB)
    where = _where(arrow, owner, arrow.get_transform())
    return f"arrow {name_of(arrow)}: {ends}, {_arrowed(arrow, usual)}{where}"


def _arrowed(arrow, usual) -> str:
    """How an arrow is drawn: its head, its bend, its colours."""
    words = []
    for style in (arrow.get_arrowstyle(), arrow.get_connectionstyle()):
        words += [f"{type(style).__name__}{shape_of(style)}"]
    words += [f"scale {number(arrow.get_mutation_scale())}", colour(arrow.get_facecolor())]
    if arrow.get_mutation_aspect() not in (None, 1):
        words += [f"aspect {number(arrow.get_mutation_aspect())}"]
    return ", ".join(words) + look(arrow, usual.patch)


def _image(image, owner, usual):
    data = np.ma.filled(np.ma.asarray(image.get_array(), dtype=float), np.nan)
    colours = shades(image) if data.ndim == 2 else "RGB"
    where = f", origin {image.origin}{_where(image, owner, image.get_transform())}"
    extent, told = numbers(image.get_extent()), look(image, usual.image)
    return f"image {data.shape}, {colours}, extent {extent}, values {summary(data)}{told}{where}"


def _text(text, owner, usual):
    if not text.get_text():
        return ""
    x, y = text.get_position()
    at = f"{number(text.convert_xunits(x))}, {number(text.convert_yunits(y))}"
    fresh = usual.text_of_figure if isinstance(owner, Figure) else usual.text
    return f"text {words_of(text, fresh)} at {at}{_where(text, owner, text.get_transform())}"


def _annotation(note, owner, usual):
    coordinates = [note.anncoords, note.xycoords]
    if not all(isinstance(each, str) for each in coordinates):
        raise refusal(note, "its coordinates")
    places = [(note.convert_xunits(x), note.convert_yunits(y)) for x, y in (note.xyann, note.xy)]
    at = [
        ", ".join(map(number, place)) + ("" if each == "data" else f" in {each}")
        for place, each in zip(places, coordinates, strict=True)
    ]
    arrow = ""
    if note.arrow_patch is not None and note.arrow_patch.get_visible():
        check_clip(note.arrow_patch, owner)
        if not isinstance(note.arrow_patch.get_data_transform(), IdentityTransform):
            raise refusal(note.arrow_patch, "its transform")
        arrow = f", arrow {_arrowed(note.arrow_patch, usual)}"
    told = words_of(note, usual.note, {"anncoords"})
    return f"text {told} at {at[0]}{f', for {at[1]}' if at[1] != at[0] or arrow else ''}{arrow}"


def _legend(legend, owner, usual):
    fresh = usual.legend
    entries = [
        f"{placed(text, fresh.get_texts()[0])} {_mark(handle, usual)}"
        for text, handle in zip(legend.get_texts(), legend.legend_handles, strict=True)
    ]
    title = legend.get_title()
    titled = f" {placed(title, fresh.get_title())}" if title.get_text() else ""
    whole = owner.transFigure if isinstance(owner, Figure) else owner.transAxes
    box = legend.get_bbox_to_anchor().transformed(whole.inverted())
    place = next((name for name, code in Legend.codes.items() if code == legend._loc), legend._loc)
    place = place if isinstance(place, str) else numbers(place)
    if not np.allclose(box.bounds, (0, 0, 1, 1)):
        place += f" of {numbers(np.round(box.bounds, 6))}"
    shape = "".join(
        f", {name.strip('_')} {say(legend, name, getattr(legend, name))}"
        for name in LEGEND_SHAPE.split()
        if not same(getattr(legend, name), getattr(fresh, name))
    )
    frame = look(legend.get_frame(), fresh.get_frame())
    told = look(legend, fresh, {"bbox_to_anchor", "loc", "ncols"})
    return f"legend{titled} [{', '.join(entries)}] {place}{shape}{frame}{told}"


LEGEND_SHAPE = """
_ncols _mode borderpad borderaxespad columnspacing handleheight handlelength handletextpad labelspacing
markerscale numpoints scatterpoints shadow
"""


def _mark(handle, usual) -> str:
    """The sample beside an entry of a legend."""
    if isinstance(handle, Line2D):
        return _stroke(handle, usual, {"markevery"})  # a legend sets its own
    if isinstance(handle, mp.Patch):
        return _paint(handle, usual)
    if isinstance(handle, mc.LineCollection):
        return colour(handle.get_color())
    if isinstance(handle, mc.Collection):
        return colour(handle.get_facecolor())
    raise refusal(handle, "this sample in a legend")


KINDS = {
    Line2D: _line,
    AxLine: _axline,
    mc.PathCollection: _collection,
    mc.LineCollection: _collection,
    mc.PolyCollection: _collection,
    mc.QuadMesh: _collection,
    mp.Patch: _patch,
    mp.FancyArrowPatch: _arrow,
    AxesImage: _image,
    Text: _text,
    Annotation: _annotation,
    Legend: _legend,
}
"""Kind of artist -> what tells it. A kind that is not here is refused."""
