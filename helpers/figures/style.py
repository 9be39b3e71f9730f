"""One look for every figure. Colours are Okabe and Ito's, which colour-blind readers can tell apart;
a colour means one thing in all lessons, and the line style says it again.
"""

import os

import matplotlib as mpl
from matplotlib.text import Text

FUNCTION = "#0072B2"  # blue, solid: a function, an activation
DERIVATIVE = "#D55E00"  # vermilion, solid: a slope, a gradient
POINT = "#000000"  # black, a dot: where the sliders are now
GUIDE = "#CC79A7"  # purple, dashed: a tangent, a secant, a helping line
DATA = "#009E73"  # green, crosses: data and targets
INACTIVE = "#767676"  # grey, dotted: what is switched off


presenting = False
"""Whether figures are made for a projector; `use` sets it."""


def use(presenter=None):
    """Set the look for all figures made afterwards: white, opaque, legible from the back of a room.

    presenter: True for a projector: letters, lines and controls a good half larger. If nothing is said, it is
    what the environment variable FIGURES_PRESENTER says, 1 or nothing. TypeError for what is neither.
    """
    global presenting
    if presenter is None:
        presenter = os.environ.get("FIGURES_PRESENTER", "") == "1"
    if not isinstance(presenter, bool):
        raise TypeError(f"presenter is True, False or None; got {presenter!r}.")
    presenting = presenter
    mpl.rcParams.update(mpl.rcParamsDefault | {"backend": mpl.rcParams["backend"]})
    mpl.rcParams.update(
        {
            "figure.figsize": (9.6, 4.4),
            "figure.autolayout": True,
            "figure.facecolor": "white",
            "axes.facecolor": "white",
            "savefig.facecolor": "white",
            "axes.grid": True,
            "grid.alpha": 0.3,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "font.size": 13,
            "axes.titlesize": 14,
            "legend.fontsize": 12,
            "lines.linewidth": 2.5,
            "lines.markersize": 9,
        }
    )


def fit_to_page(fig) -> int:
    """Make a figure ready to be shown and return how wide, in pixels: a presenter's gets a smaller sheet with
    larger letters and is shown larger, others stay as they are.
    """
    width, height = fig.get_size_inches()
    if not presenting:
        return round(width * 96)
    fig.set_size_inches(0.8 * width, 0.8 * height)
    for text in fig.findobj(Text):
        text.set_fontsize(12)
    return round(width * 96 * 1.4)
