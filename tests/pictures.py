"""Whether two stored pictures look the same to a person.

The bytes of a picture differ between processors and systems: NumPy has other code for each family of
processors, and a last digit moves a few pixels of a curve by a shade. A learner cannot see that, and nobody
should have to look at it in a pull request. So pictures are compared by their pixels:

- drawn by the recorded matplotlib, they look the same if none of their pixels differs by more than MOST and
  no more than SHARE of them by more than FAINT;
- another matplotlib has other letters and other margins: then the sizes are compared, and how much is drawn
  in each BLOCK of the picture.
"""

import base64
import io
import re
from itertools import chain
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image

FAINT, MOST, SHARE = 2, 32, 2e-5  # measured over three families of processors: 3 pixels, by at most 14
BLOCK, BLOCKS_APART = 48, 40
URI = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]*)")
RECORDED = re.search(
    r"^matplotlib==(\S+)$", (Path(__file__).parent / "versions.txt").read_text(encoding="utf-8"), re.M
)[1]


def differences(stored, new) -> np.ndarray | None:
    """How far two PNG files are apart in each pixel, of 255; None if their sizes differ."""
    stored, new = (
        np.asarray(Image.open(io.BytesIO(file)).convert("RGB"), dtype=np.int16) for file in (stored, new)
    )
    return None if stored.shape != new.shape else np.abs(stored - new).max(axis=-1)


def look_alike(stored, new, same_matplotlib=matplotlib.__version__ == RECORDED) -> bool:
    """Whether a person sees no difference between two PNG files."""
    apart = differences(stored, new)
    if apart is None:
        return False
    if not same_matplotlib:
        old, fresh = map(_ink, (stored, new))
        return bool(np.abs(old - fresh).max() <= BLOCKS_APART)
    return bool(apart.max() <= MOST and np.mean(apart > FAINT) <= SHARE)


def _ink(file) -> np.ndarray:
    """How light each block of a PNG file is, of 255."""
    return np.asarray(Image.open(io.BytesIO(file)).convert("L").reduce(BLOCK), dtype=np.int16)


def pictures(output) -> list[bytes]:
    """The PNG files in an output of a cell, those inside its HTML included."""
    data = output.get("data", {})
    found = URI.findall(data.get("text/html", ""))
    return [base64.b64decode(code) for code in (*found, *filter(None, [data.get("image/png")]))]


def words(output) -> dict:
    """An output without its pictures and without what changes from run to run."""
    kept = {key: value for key, value in output.items() if key not in ("data", "execution_count", "metadata")}
    parts = {
        kind: URI.sub("", text) if isinstance(text, str) else text
        for kind, text in output.get("data", {}).items()
    }
    return kept | {
        kind: text for kind, text in parts.items() if kind != "image/png" and "widget-view" not in kind
    }


def seen_the_same(stored, new) -> bool:
    """Whether a person sees no difference between two outputs: equal words, and pictures that look alike."""
    return words(stored) == words(new) and not first_difference([stored], [new])


def first_difference(stored, new) -> str:
    """What a person sees differently in the pictures of two lists of outputs with equal words, or nothing."""
    before, after = (list(chain.from_iterable(map(pictures, outputs))) for outputs in (stored, new))
    if len(before) != len(after):
        return f"{len(before)} pictures are stored and {len(after)} were drawn."
    for number, (old, fresh) in enumerate(zip(before, after, strict=True), start=1):
        if old != fresh and not look_alike(old, fresh):
            apart = differences(old, fresh)
            how = (
                "its size"
                if apart is None
                else f"{np.sum(apart > FAINT)} pixels, by up to {apart.max()} of 255"
            )
            return f"Picture {number} differs in {how}. See for yourself: python tests/refresh.py, git diff."
    return ""
