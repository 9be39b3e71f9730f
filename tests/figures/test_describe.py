"""Every change of a figure is seen in its facts, or the figure is refused; noise in the last bits is not."""

import pickle
from operator import methodcaller

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib import patches, transforms
from matplotlib.artist import ArtistInspector
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import LogNorm, PowerNorm
from matplotlib.figure import Figure
from matplotlib.legend_handler import HandlerBase
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.ticker import AutoLocator, Formatter, Locator, MultipleLocator

from helpers.activations import relu
from helpers.figures import style
from helpers.figures.artist_properties import (
    NO_EFFECT,
    TOLD,
    Undescribed,
    Usual,
    digest,
    numbers,
    same,
    samples,
    span,
    summary,
)
from helpers.figures.describe import describe
from helpers.figures.picture import pixels


@pytest.fixture(autouse=True)
def house_style():
    style.use()
    yield
    plt.close("all")


def facts(values, **options):
    fig, ax = plt.subplots()
    ax.plot(np.arange(len(values)), values, **options)
    return describe(fig)


# ---- noise


def test_last_bits_do_not_change_the_facts():
    x = np.linspace(-5, 5, 100)
    noise = np.random.default_rng(0).uniform(-4e-16, 4e-16, 100)
    for values in (x, np.sin(x), 1e-8 * x, 1e8 * x, np.round(x, 2), relu(x), np.tanh(5 * x)):
        assert digest(values) == digest(values * (1 + noise))
    assert digest(np.zeros(100)) == digest(noise)


def test_digest_tells_apart_what_differs():
    x = np.linspace(-5, 6, 100)
    different = [x, 1.001 * x, x + 0.01, -x, x[:-1], x[::-1], 1000 * x, np.where(x > 4.9, np.nan, x)]
    different += [np.where(x > 4.9, np.inf, x), np.where(x > 4.9, -np.inf, x), x.reshape(10, 10), []]
    assert len({digest(values) for values in different}) == len(different)
    assert digest(np.ma.masked_greater(x, 4.9)) == digest(np.where(x > 4.9, np.nan, x))
    assert digest([1e-9, 1e-3, 1], log=True) != digest([2e-9, 1e-3, 1], log=True)
    assert digest([1e-9, 1e-3, 1]) == digest([2e-9, 1e-3, 1])


def test_the_first_the_middle_and_the_last_point_say_what_changed():
    x = np.array([0, 1, 2, 3, 4.0])
    assert "5 points, x 0 to 4, y 0 to 16, (0, 0) (2, 4) (4, 16) " in facts(x**2)
    assert "line unlabelled: 3 points, (0, 0) (1, 7) (2, nan) " in facts([0, 7, np.nan])
    assert samples([]) == []
    assert samples([0.123456]) == ["0.1235"]
    assert samples([1e-7, 2e-7]) == ["1e-07", "2e-07"]
    assert samples(np.reshape([1.0, 2, 3, 4, 5, 6], (2, 3))) == samples([1, 4, 6]) == ["1", "4", "6"]
    assert samples(np.ma.masked_equal([1, 2, 3], 1)) == ["nan", "2", "3"]
    assert samples([1e-7, 1e-4, -1e-7, np.inf, 1]) == ["0", "0", "1"]
    assert samples([1e-7, 1, -1e-7], tiny=True) == ["1e-07", "1", "-1e-07"]


WRITTEN = st.builds(
    lambda digits, power: np.array([float(f"{value}e{power}") for value in digits]),
    st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=9),
    st.integers(-18, 12),
)


@settings(max_examples=200, deadline=None)
@given(WRITTEN, st.integers(0, 2**32 - 1), st.sampled_from([np.asarray, np.sin, np.exp2, np.cumsum, relu]))
@example(np.array([1e-12]), 2, np.asarray)
@example(np.array([1e-5, 1]), 2, np.asarray)
@example(np.array([1 + 1e-10]), 0, np.asarray)
def test_noise_changes_no_word(values, seed, function):
    """Neither of the numbers that somebody writes nor of what is computed from them."""
    values = function(np.where(function is np.exp2, values % 10, values))
    noise = np.random.default_rng(seed).uniform(-1e-15, 1e-15, values.size)
    noisy = values * (1 + noise)
    assert span(noisy) == span(values)
    assert numbers(noisy) == numbers(values)
    beside_the_largest = values + noise * np.abs(values).max()
    for other in (noisy, beside_the_largest):
        assert summary(other).partition(" (")[2] == summary(values).partition(" (")[2]
    if (values > 0).all():
        assert digest(noisy, log=True) == digest(values, log=True)


@pytest.mark.parametrize("value", [0.12345, 0.5, 1234.5, 0.33335, 1e-3, 7.77775e8, -2.00005])
def test_noise_flips_no_number_and_no_colour(value):
    """Limits with a fifth digit 5 and colours of one half are no rounding edges."""
    told = set()
    for noisy in (value * (1 - 3e-16), value, value * (1 + 3e-16)):
        fig, ax = plt.subplots()
        ax.set_xlim(min(noisy, 0) - (value < 0), max(noisy, 0))
        if 0 <= value <= 1:
            ax.plot([0, 1], [0, 1], color=(noisy, noisy, noisy, noisy))
        ax.text(noisy, noisy, "here", fontsize=abs(noisy))
        told.add(describe(fig))
    assert len(told) == 1


# ---- what is told


def test_facts_of_other_things_a_figure_may_hold():
    fig, (one, two) = plt.subplots(1, 2)
    fig.suptitle("All together")
    one.fill_between([0, 1, 2], [1, 2, 1])
    one.set_yscale("log")
    one.vlines([1, 2], 0.1, 1, color="r")
    one.add_patch(plt.Circle((1, 1), 0.5))
    two.set_xticks([0, 1], ["first", "second"])
    two.pcolormesh(np.array([[1.0, 2], [3, 4]]))
    two.invert_yaxis()
    two.annotate("here", (0.5, 0.5), (0.2, 0.2), arrowprops={"arrowstyle": "->"})
    text = describe(fig)
    assert "title 'All together'" in text
    assert "ticks ['first', 'second']" in text
    for fact in ("area unlabelled", " log", "segments", "Circle", "inverted", "text 'here'", "arrow CurveB"):
        assert fact in text
    assert "values 1 to 4 (1 3 4)" in text
    (segments,) = (line for line in text.split("\n") if line.startswith("  segments"))
    assert segments.count("#ff0000ff") == 1


def test_ordinary_figures_do_not_stop_describe():
    fig, (one, two) = plt.subplots(1, 2)
    one.bar(["a", "b"], [1, 2])
    one.annotate("top", ("b", 2))
    one.plot([0, 1], [0, 1], color=("red", 0.5))
    two.bar([], [])
    text = describe(fig)
    assert "ticks ['a', 'b']" in text
    assert "text 'top' at 1, 2" in text
    assert "#ff000080" in text


def test_up_to_twelve_colours_are_told_one_by_one():
    for count, told in ((12, "#0a0a0aff #0b0b0bff"), (13, "13 colours ")):
        fig, ax = plt.subplots()
        greys = [f"#{shade:02x}{shade:02x}{shade:02x}" for shade in range(count)]
        ax.scatter(range(count), range(count), c=greys, linewidths=[1, 2])
        assert told in describe(fig)
        assert ", linewidth (1 2)" in describe(fig)


def test_drawing_a_figure_changes_none_of_its_facts():
    for layout in ("tight", "constrained"):
        fig, ax = plt.subplots(layout=layout)
        ax.set(title="pushed up by the ticks", xlabel="x", ylabel="y", yticks=[1000, 2000])
        ax.xaxis.tick_top()
        ax.legend(ax.plot([1000, 2000]), ["a curve"])
        for add in (fig.suptitle, fig.supxlabel, fig.supylabel):
            add("of all")
        before = describe(fig)
        pixels(fig, 72)
        assert describe(fig) == before


def test_marker_alpha_and_width_are_facts():
    looks = ({}, {"marker": "o"}, {"marker": "s"}, {"marker": "o", "markerfacecolor": "w"}, {"alpha": 0.5})
    looks += ({"linewidth": 1}, {"linestyle": "None", "marker": "o"}, {"drawstyle": "steps-mid"})
    looks += ({"linestyle": "--"}, {"linestyle": (0, (3, 1))}, {"zorder": 7}, {"markevery": 2, "marker": "o"})
    assert len({facts([1, 2], **look) for look in looks}) == len(looks)
    assert len({facts([1, 2], marker=none) for none in ("None", "none", "", " ", None)}) == 1


MAKERS = {  # kind -> how to make one in the panel `ax`
    "figure": lambda ax: ax.figure,
    "panel": lambda ax: ax,
    "x-axis": lambda ax: ax.xaxis,
    "y-axis": lambda ax: ax.yaxis,
    "spine": lambda ax: ax.spines["left"],
    "line": lambda ax: ax.plot([1, 2], [1, 2], "o-", label="a line")[0],
    "endless line": lambda ax: ax.axline((0, 1), slope=2),
    "endless line through two points": lambda ax: ax.axline((0, 1), (1, 2)),
    "scatter": lambda ax: ax.scatter([1, 2], [2, 3]),
    "segments": lambda ax: ax.vlines([1, 2], 0, 1),
    "area": lambda ax: ax.fill_between([1, 2], [1, 2]),
    "mesh": lambda ax: ax.pcolormesh([[1.0, 2], [3, 4]]),
    "bar": lambda ax: ax.bar([1, 2], [1, 2], hatch="//")[1],
    "image": lambda ax: ax.imshow([[1.0, 2], [3, 4]]),
    "circle": lambda ax: ax.add_patch(plt.Circle((1, 1), 0.5)),
    "arrow": lambda ax: ax.add_patch(patches.FancyArrowPatch((0, 0), (1, 1))),
    "text": lambda ax: ax.text(1, 1, "a text\nof two lines"),
    "note": lambda ax: ax.annotate("a note", (1, 1), (2, 2), arrowprops={"arrowstyle": "->"}),
    "arrow of a note": lambda ax: MAKERS["note"](ax).arrow_patch,
    "box": lambda ax: ax.text(2, 2, "boxed", bbox={"facecolor": "w"}).get_bbox_patch(),
    "legend": lambda ax: ax.legend(ax.plot([1]), ["name"], title="the legend"),
    "text in a legend": lambda ax: MAKERS["legend"](ax).get_texts()[0],
    "title": lambda ax: ax.set_title("a title"),
    "left title": lambda ax: ax.set_title("left", loc="left"),
    "label": lambda ax: ax.set_xlabel("a label"),
    "suptitle": lambda ax: ax.figure.suptitle("of all"),
    "text in the figure": lambda ax: ax.figure.text(0.5, 0.5, "in the middle"),
    "legend of the figure": lambda ax: ax.figure.legend(ax.plot([1]), ["name"], loc="upper left"),
    "inset": lambda ax: ax.inset_axes([0.5, 0.5, 0.2, 0.2]),
    "line in an inset": lambda ax: MAKERS["inset"](ax).plot([1, 2])[0],
}


def make(kind):
    fig = Figure(figsize=(6, 4))
    return fig, MAKERS[kind](fig.add_subplot())


CUT = patches.Circle((0, 0), 1, transform=transforms.IdentityTransform())
MOVED = transforms.Affine2D().translate(1, 0)
VALUES = {  # property -> values of which one at least is not the present one
    "zorder": [99], "offset_position": ["right"],
    "adjustable": ["datalim"], "agg_filter": [lambda image, dpi: (image, 0, 0)],
    "alignment": ["right"], "alpha": [0.3], "anchor": ["N"], "angle": [30],
    "anncoords": ["axes fraction"], "annotation_clip": [True], "antialiased": [False],
    "array": [np.array([[5.0, 6], [7, 8]])], "arrowstyle": ["-|>"], "aspect": [2.0, "auto"],
    "axisbelow": [True],    "backgroundcolor": ["r"], "bbox": [{"facecolor": "r"}],
    "bbox_to_anchor": [(0.2, 0.3)],
    "bounds": [(1, 2)], "box_aspect": [0.7], "boxstyle": ["round"], "capstyle": ["round", "butt"],
    "center": [(3, 3)], "clim": [(0, 9)], "clip_box": [transforms.Bbox([[0, 0], [9, 9]])],
    "clip_on": [True, False],
    "clip_path": [CUT], "cmap": ["Reds"],
    "closed": [False], "color": ["r"], "colors": ["r"], "connectionstyle": ["arc3,rad=0.3"],
    "dash_capstyle": ["round"], "dash_joinstyle": ["bevel"], "dashes": [[5, 1]], "data": [([1, 3], [1, 2])],
    "drawstyle": ["steps"], "edgecolor": ["g"], "edgegapcolor": ["g"], "extent": [(0, 1, 0, 1)],
    "facecolor": ["y"], "figheight": [7], "figwidth": [7], "fill": [False], "fillstyle": ["left"],
    "filternorm": [False], "filterrad": [1.0], "fontfamily": ["serif"], "fontfeatures": [["liga=0"]],
    "fontproperties": [{"size": 30}], "fontsize": [31], "fontstretch": ["condensed"],
    "fontstyle": ["italic"], "fontvariant": ["small-caps"], "fontweight": ["bold"], "frame_on": [False],
    "frameon": [False], "gapcolor": ["r"], "hatch": ["xx", "||"], "hatch_linewidth": [3],
    "hatchcolor": ["m"], "height": [0.3], "horizontalalignment": ["right", "center"],
    "interpolation": ["bilinear"], "interpolation_stage": ["rgba"], "inverted": [True],
    "joinstyle": ["bevel"], "label": ["another"], "label_coords": [(0.5, 0.5)],
    "label_position": ["top", "right"], "label_text": ["another"], "language": ["de"], "linespacing": [3],
    "linestyle": [":"], "linewidth": [5], "loc": ["lower left"], "marker": ["s"], "markeredgecolor": ["m"],
    "markeredgewidth": [4], "markerfacecolor": ["m"], "markerfacecoloralt": ["m"], "markersize": [17],
    "markevery": [2], "math_fontfamily": ["stix"], "minor_locator": [MultipleLocator(0.3)],
    "major_locator": [MultipleLocator(0.3)], "multialignment": ["right"], "mutation_aspect": [2],
    "mutation_scale": [40], "ncols": [2], "norm": [PowerNorm(2)], "offsets": [[(5, 5)]],
    "parse_math": [False], "path_effects": [[withStroke()]],
    "position": [(3, 3)], "positions": [((0, 0), (2, 2))],
    "radius": [0.9], "remove_overlapping_locs": [False], "resample": [False], "rotation": [30],
    "rotation_mode": ["anchor"], "segments": [[[(0, 0), (5, 5)]]], "size_inches": [(3, 3)], "sizes": [[77]],
    "sketch_params": [3], "slope": [3], "snap": [True, False], "solid_capstyle": ["round"],
    "solid_joinstyle": ["bevel"], "text": ["other"], "tick_params": [{"labelsize": 30}],
    "ticklabels": [["p"]], "ticks": [[1]], "title": ["another"], "transform": [MOVED],
    "transform_rotates_text": [True], "usetex": [True], "verticalalignment": ["top", "bottom"],
    "verts": [[[(0, 0), (5, 5)]]], "view_interval": [(-3, 3)], "visible": [False], "width": [0.3],
    "wrap": [True], "x": [0.1], "xbound": [(-3, 3)], "xdata": [[1, 7]], "xinverted": [True],
    "xlabel": ["another"], "xlim": [(-3, 3)], "xscale": ["symlog"], "xticklabels": [["p"]], "xticks": [[1]],
    "xy": [(0.1, 0.1)], "xy1": [(5, 5)], "xy2": [(5, 5)], "y": [0.1], "ybound": [(-3, 3)],
    "ydata": [[1, 7]], "yinverted": [True], "ylabel": ["another"], "ylim": [(-3, 3)], "yscale": ["symlog"],
    "yticklabels": [["p"]], "yticks": [[1]],
}  # fmt: skip
OWN_VALUES = {("spine", "position"): [("data", 0.1)], ("panel", "position"): [[0.1, 0.1, 0.3, 0.3]]}
UNTRIED = {  # cannot be set to something else in this figure, or is what another property sets
    "axes_locator", "layout_engine", "constrained_layout", "constrained_layout_pads", "tight_layout", "dpi",
    "major_formatter", "minor_formatter", "offset_transform", "paths", "patchA", "patchB", "subplotspec",
    "verts_and_codes", "urls", "patch_arc", "patch_circle", "facecolors", "edgecolors",
}  # fmt: skip


@pytest.mark.parametrize("kind", MAKERS)
def test_what_changes_the_picture_changes_the_facts_or_is_refused(kind, monkeypatch):
    """Tried with every property that matplotlib lets one set on an artist of this kind."""
    usual, original = Usual(), make(kind)
    made = pickle.dumps(original)  # a copy takes less time; it goes by addresses, so the original must stay
    monkeypatch.setitem(describe.__globals__, "Usual", lambda: usual)
    fig, artist = pickle.loads(made)
    before, names = describe(fig), set(ArtistInspector(type(artist)).get_setters())
    assert names - set(VALUES) - UNTRIED <= set(NO_EFFECT.split()), "a property without a value to try"
    drawn, unseen = pixels(fig, 72), []
    for name in sorted(names & set(VALUES)):
        for value in OWN_VALUES.get((kind, name), VALUES[name]):
            fig, artist = pickle.loads(made)
            try:
                setter = getattr(artist, f"set_{name}")
                setter(**value) if name == "tick_params" else setter(value)
            except (TypeError, ValueError, AttributeError, RuntimeError):
                continue  # not a value for this kind of artist
            try:
                if describe(fig) == before and not np.array_equal(pixels(fig, 72), drawn):
                    unseen.append((name, value))
            except Undescribed:
                continue
    assert not unseen, unseen


def refused(change, match):
    fig, ax = plt.subplots()
    change(ax)
    with pytest.raises(Undescribed, match=match) as error:
        describe(fig)
    assert "cannot be put into words" in str(error.value)


class Odd(Locator, Formatter):
    def __call__(self, *_):
        return [0.5]


class InWords(HandlerBase):
    def create_artists(self, *_):
        return [Text(0, 0, "a sample")]


REFUSED = [
    (lambda ax: ax.table([["cell"]]), "Table"),
    (lambda ax: ax.quiver([1], [2], [3], [4]), "Quiver"),
    (lambda ax: ax.secondary_xaxis("top"), "SecondaryAxis"),
    (lambda ax: ax.contourf(np.eye(3)), "ContourSet"),
    (lambda ax: ax.figure.add_subplot(projection="polar"), "PolarAxes"),
    (lambda ax: ax.plot([1], label="me", path_effects=[withStroke()]), "Line2D, 'me', and its path_ef"),
    (lambda ax: ax.plot([1], transform=MOVED + ax.transData), "its coordinates"),
    (lambda ax: ax.imshow(np.eye(2), norm=PowerNorm(2)), "its norm PowerNorm"),
    (lambda ax: ax.xaxis.set_major_locator(Odd()), "its ticks, Odd"),
    (lambda ax: ax.yaxis.set_major_formatter(Odd()), "its ticks, Odd"),
    (lambda ax: ax.set_xscale("function", functions=(np.abs, np.abs)), "its x-scale function"),
    (lambda ax: ax.annotate("x", (0, 0), xycoords=ax), "its coordinates"),
    (lambda ax: ax.add_artist(type("Mine", (Line2D,), {})([0], [0])), "Mine, .* this kind of artist"),
    (lambda ax: ax.figure.subfigures(1, 2), "SubFigure"),
    (lambda ax: ax.xaxis.set_minor_locator(AutoLocator()), "its minor ticks, AutoLocator"),
    (lambda ax: ax.xaxis.set_major_formatter("{x} s"), "ticks, StrMethodFormatter where matplotlib chooses"),
    (lambda ax: ax.axline((0, 0), slope=1).set_data([0, 2], [0, 1]), "AxLine, unlabelled, and its data"),
    (lambda ax: ax.scatter([1], [1]).set_transform(MOVED), "the transform of its markers"),
    (lambda ax: MAKERS["arrow of a note"](ax).set_transform(MOVED), "unlabelled, and its transform cannot"),
    (lambda ax: ax.legend(ax.plot([1]), "a", handler_map={Line2D: InWords()}), "this sample in a legend"),
    (lambda ax: ax.plot([1])[0].set_clip_path(CUT), "Line2D, unlabelled, and its clip path"),
    (lambda ax: ax.set_title("t").set(clip_on=True, clip_box=ax.bbox), "Text, unlabelled, and its clip path"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "match"), REFUSED)
def test_what_cannot_be_told_is_refused_by_name(change, match):
    refused(change, match)


COLUMN, ROW = Axes.get_xaxis_transform, Axes.get_yaxis_transform
CONSTRAINED = methodcaller("set_layout_engine", "constrained")


SQUARE = np.array([[0, 0], [0, 2], [2, 2], [2, 0], [1, 0], [0, 0]])
JOINED = ([1, 2, 2, 2, 2, 79], [1, 2, 1, 2, 1, 2], [1, 2, 2, 1, 2, 2], [1, 3, 3, 2, 2, 79])

VERSIONS = [
    (lambda ax, c: ax.bar([1, 2], [1, 2], color=c), (["r", "g"], ["g", "r"], "r")),
    (lambda ax, h: ax.bar([1, 2], [1, 2], hatch=h), (["/", "x"], ["x", "/"], None)),
    (lambda ax, y: ax.bar([1, 2], [1e-9, y], log=True), (1, 1.001)),
    (lambda ax, y: ax.bar([1, 2], [y, 1], log=True), (1e-9, 2e-9)),
    (lambda ax, y: ax.barh([1, 2], [y, 1]), (1, 1.001)),
    (lambda ax, s: ax.axline((0, 0), slope=s), (1, 1.1)),
    (lambda ax, n: ax.imshow(np.eye(2), norm=n), (None, LogNorm(0.1, 1))),
    (lambda ax, o: ax.imshow(np.eye(2), origin=o), ("upper", "lower")),
    (lambda ax, g: ax.grid(visible=g, axis="x"), (False, True)),
    (lambda ax, s: ax.spines[s].set_visible(False), ("left", "bottom")),
    (lambda ax, s: ax.axis(s), ("on", "off")),
    (lambda ax, s: ax.annotate("n", (0, 0), (1, 1), arrowprops={"arrowstyle": s}), ("->", "-|>")),
    (lambda ax, c: ax.legend([ax.plot([1], c)[0]], ["name"]), "rb"),
    (lambda ax, t: ax.legend(ax.plot([1]), ["name"], title=t), (None, "title", "other")),
    (lambda ax, k: ax.legend(ax.plot([1]) * 2, "ab", **k), ({}, {"ncols": 2}, {"handlelength": 5})),
    (lambda ax, m: ax.scatter([1, 2], [1, 2], marker=m), "os^"),
    (lambda ax, s: ax.scatter([1, 2], [1, 2], s=s), ([10, 20], [20, 10])),
    (lambda ax, c: ax.scatter([1, 2], [1, 2], c=c), ([1, 2], [2, 1], ["r", "g"])),
    (lambda ax, t: ax.plot([0, 1], [0.2, 0.5], transform=getattr(ax, t)), ("transData", "transAxes")),
    (lambda ax, t: ax.plot([0, 1], [0, 1], transform=t(ax)), (COLUMN, ROW)),
    (lambda ax, t: ax.set_yscale("symlog", linthresh=t), (1, 2)),
    (lambda ax, k: ax.text(0, 0, "t", **k), ({}, {"color": "r"}, {"size": 20}, {"rotation": 5})),
    (lambda ax, t: ax.figure.legend(ax.plot([1]), [t]), ("one", "other")),
    (lambda ax, w: ax.inset_axes([0.1, 0.1, w, 0.3]), (0.3, 0.4)),
    (lambda ax, y: ax.inset_axes([0.1, 0.1, 0.5, 0.3]).plot([1, y]), (1, 2)),
    (lambda ax, s: ax.plot([0, 1], [0, 1], linestyle=s), ("--", (0, (3, 1)), (0, (3, 2)))),
    (lambda ax, c: ax.figure.set_facecolor(c), ("white", "grey")),
    (lambda ax, c: ax.figure.supxlabel(c), ("one", "other")),
    (lambda ax, f: ax.plot([1, 2], [1, 2], "o", fillstyle=f), ("full", "left", "none")),
    (lambda ax, t: ax.text(0, 0, t), ("", "t")),
    (lambda ax, v: ax.patch.set(**v), ({}, {"hatch": "x"}, {"visible": False})),
    (lambda ax, s: ax.set_title("t", loc=s), ("left", "center", "right")),
    (lambda ax, s: ax.spines["left"].set(**s), ({}, {"color": "r", "bounds": (0.2, 0.8)}, {"color": "r"})),
    (lambda ax, v: ax.spines["top"].set(visible=v, position=("data", 0.1)), (True, False)),
    (lambda ax, x: ax.yaxis.set_label_coords(x, 0.5), (-0.1, -0.2)),
    (lambda ax, k: ax.figure.suptitle("t", **k), ({}, {"y": 0.5}, {"x": 0.1, "color": "r"})),
    (lambda ax, side: ax.tick_params(axis="x", **{side: True}), ("top", "labeltop")),
    (lambda ax, side: ax.tick_params(axis="y", **{side: True}), ("right", "labelright")),
    (lambda ax, c: ax.annotate("n", (0, 0), (1, 1), textcoords=c), ("data", "axes fraction")),
    (lambda ax, c: ax.legend(ax.plot([1]), ["name"], edgecolor=c), ("r", "g")),
    (lambda ax, a: [ax.set_axis_off(), ax.set_aspect(a)], ("auto", 2)),
    (lambda ax, y: [ax.set_yscale("log"), ax.plot([0, 1], [y, 1], transform=ROW(ax))], (1e-9, 2e-9)),
    (lambda ax, x: [ax.set_xscale("log"), ax.plot([x, 1], [0, 1], transform=COLUMN(ax))], (1e-9, 2e-9)),
    (lambda ax, w: ax.vlines([1, 2], 0, 1, linewidths=w), ([1, 2], [2, 1])),
    (lambda ax, k: [CONSTRAINED(ax.figure), ax.figure.supylabel("t", **k)], ({}, {"y": 0.3})),
    (lambda ax, k: [CONSTRAINED(ax.figure), ax.figure.suptitle("t", **k)], ({}, {"x": 0.3})),
    (lambda ax, c: ax.add_patch(patches.PathPatch(Path(SQUARE, c))), (None, *JOINED)),
    (lambda ax, c: ax.scatter([1], [1], marker=Path(SQUARE, c)), (None, *JOINED)),
    (lambda ax, v: ax.add_collection(LineCollection(v)), ([SQUARE], np.split(SQUARE, [2, 4]))),
    (lambda ax, v: ax.add_collection(PolyCollection(v, closed=False)), ([SQUARE], np.split(SQUARE, [3]))),
    (lambda ax, c: ax.fill_between([1], [1]).set_verts_and_codes([SQUARE], [c]), JOINED),
]  # fmt: skip


@pytest.mark.parametrize(("draw", "versions"), VERSIONS)
def test_versions_of_a_figure_are_told_apart(draw, versions):
    told = set()
    for version in versions:
        fig, ax = plt.subplots()
        draw(ax, version)
        told.add(describe(fig))
    assert len(told) == len(versions)


def test_the_place_of_a_panel_and_the_widths_of_columns_are_told():
    def of(**options):
        return describe(plt.subplots(1, 2, **options)[0])

    assert "panel 2 (2 of 1 x 2)" in of()
    assert "(1 of 1 x 2, widths 1 3)" in of(width_ratios=[1, 3])
    assert "(2-4 of 2 x 2)" in describe(plt.subplot_mosaic([["a", "b"], ["c", "b"]])[0])
    fig = plt.figure()
    fig.add_axes([0.1, 0.2, 0.3, 0.4])
    assert "panel 1 at 0.1 0.2 0.3 0.4" in describe(fig)


def test_a_span_is_told_alike_by_every_matplotlib():
    """Before matplotlib 3.9 axvspan draws a polygon."""

    def told(draw):
        fig, ax = plt.subplots()
        draw(ax)
        return describe(fig).split("\n")[-1]

    def polygon(*corners):
        return lambda ax: ax.add_patch(patches.Polygon(corners, transform=COLUMN(ax)))

    span = told(lambda ax: ax.axvspan(1, 3))
    assert "Rectangle unlabelled: 5 points, x 1 to 3, y 0 to 1, (1, 0) (3, 1) (1, 0)" in span
    assert told(polygon((1, 0), (1, 1), (3, 1), (3, 0))) == span
    assert "Polygon" in told(polygon((1, 0), (3, 0), (3, 1), (1, 1)))
    assert "Polygon" in told(polygon((1, 0), (1, 1), (3, 1)))


def test_the_style_of_the_day_is_what_is_usual():
    with mpl.rc_context({"axes.grid": False, "patch.linewidth": 3, "patch.antialiased": False}):
        fig, ax = plt.subplots()
        ax.bar([1, 2], [1, 2])
        ax.text(1, 1, "boxed", bbox={})
        for told in ("gridOn", "linewidth", "antialiased"):
            assert told not in describe(fig)
    for told in ("gridOn False", "antialiased False, linewidth 3"):
        assert told in describe(fig)


def test_strings_and_numbers_of_numpy_are_told_as_those_of_python():
    fig, ax = plt.subplots()
    ax.set_xticks([1, 2], np.array([4, 8]))
    assert "ticks [4, 8]" in describe(fig)
    ax.bar([1, 2], [1, 2], hatch=np.array(["//", "x"]))
    assert "hatch '//'" in describe(fig)


def test_any_two_values_of_a_property_are_compared():
    parts = [np.array([1.0, 2]), np.array([3.0])]  # of different lengths: nobody can say, so they differ
    assert same(parts, parts)
    assert not same(parts, [part.copy() for part in parts])
    assert not same(np.array([1, 2]), 3)
    assert same(np.array([1, 2]), (1.0, 2.0))


def test_every_family_that_tells_properties_in_its_own_words_is_known_to_matplotlib():
    for family, names in TOLD.items():
        known = set().union(
            *(ArtistInspector(cls).get_setters() for cls in [family, *family.__subclasses__()])
        )
        assert set(names.split()) <= known | {"sizes", "segments", "colors", "verts", "verts_and_codes"}
