"""One look for every figure. Colours are Okabe and Ito's, which colour-blind readers can tell apart;
a colour means one thing in all lessons, and the line style says it again.
"""

import matplotlib as mpl

FUNCTION = "#0072B2"  # blue, solid: a function, an activation
DERIVATIVE = "#D55E00"  # vermilion, solid: a slope, a gradient
POINT = "#000000"  # black, a dot: where the sliders are now
GUIDE = "#CC79A7"  # purple, dashed: a tangent, a secant, a helping line
DATA = "#009E73"  # green, crosses: data and targets
INACTIVE = "#767676"  # grey, dotted: what is switched off


def use():
    """Set the look for all figures made afterwards: white, opaque, legible from the back of a room."""
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
