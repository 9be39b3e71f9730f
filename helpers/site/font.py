"""The font of the pictures, for texts that move in them and for formulas, on devices that do not have it."""

import io
from pathlib import Path

import matplotlib
from fontTools import subset
from fontTools.ttLib import TTFont

LETTERS = [*range(0x20, 0x17F), *range(0x370, 0x400), *range(0x2000, 0x2C00), *range(0x1D400, 0x1D800)]
"""Latin, Greek, signs and arrows, letters of formulas."""

SCRIPTS = {
    "SubscriptShiftDown": 0.25,
    "SubscriptTopMax": 0.34,
    "SubscriptBaselineDropMin": 0.2,
    "SuperscriptShiftUp": 0.36,
    "SuperscriptShiftUpCramped": 0.29,
    "SuperscriptBottomMin": 0.11,
    "SuperscriptBaselineDropMax": 0.25,
    "FractionNumeratorShiftUp": 0.39,
    "FractionNumeratorDisplayStyleShiftUp": 0.68,
    "FractionDenominatorShiftDown": 0.35,
    "FractionDenominatorDisplayStyleShiftDown": 0.69,
    "StackTopShiftUp": 0.44,
    "StackTopDisplayStyleShiftUp": 0.68,
    "StackBottomShiftDown": 0.35,
    "StackBottomDisplayStyleShiftDown": 0.69,
}
"""Where subscripts, superscripts and fractions stand, in units of the font's size (MATH table of OpenType).

DejaVu Sans has 0 in all of these places; those here are near the ones of TeX's Latin Modern.
"""


def dejavu() -> bytes:
    """DejaVu Sans as matplotlib brings it, without other alphabets, as WOFF; the same bytes each time."""
    path = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options(hinting=False, layout_features=["*"])
    options.drop_tables += ["FFTM"]  # times of its making
    picked = subset.Subsetter(options)
    picked.populate(unicodes=LETTERS)
    picked.subset(font)
    for name, value in SCRIPTS.items():
        constant = getattr(font["MATH"].table.MathConstants, name)
        constant.Value = round(value * font["head"].unitsPerEm)
    font["MATH"].table.MathConstants.ScriptPercentScaleDown = 72
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
