"""The font of the pictures, for texts that move in them and for formulas, on devices that do not have it."""

import io
from pathlib import Path

import matplotlib
from fontTools import subset
from fontTools.ttLib import TTFont

LETTERS = [*range(0x20, 0x17F), *range(0x370, 0x400), *range(0x2000, 0x2C00), *range(0x1D400, 0x1D800)]
"""Latin, Greek, signs and arrows, letters of formulas."""


def dejavu() -> bytes:
    """DejaVu Sans as matplotlib brings it, without other alphabets, as WOFF; the same bytes each time."""
    path = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options(hinting=False, layout_features=["*"])
    options.drop_tables += ["FFTM"]  # times of its making
    picked = subset.Subsetter(options)
    picked.populate(unicodes=LETTERS)
    picked.subset(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
