"""Compare finished pages with the live explorers: `python tests/site/compare.py FOLDER [STATES]`.

Takes states at random from each explorer of each page, sets the live explorer to them, and compares picture
and sentence. Prints what differs and exits with 1 if something does.
"""

import base64
import gzip
import json
import re
import sys
from pathlib import Path

import numpy as np

from helpers.explore import EXPLORERS
from helpers.figures import style
from helpers.site.record import Model, smaller

sys.path.insert(0, str(Path(__file__).parent.parent))
from shown import named


def recordings(text) -> dict:
    """Name -> what the player unpacks, of each explorer of a page."""
    found = re.findall(r'<script type="application/octet-stream" data-states="(\w+)">([^<]*)</script>', text)
    return {name: unpacked(packed) for name, packed in found}


def unpacked(packed) -> dict:
    """What the player makes of packed states; frames as (number of a still, moving part, sentence)."""
    head, *frames = gzip.decompress(base64.b64decode(packed)).decode().split("\x1e")
    parts = [frame.split("\x1f") for frame in frames]
    return json.loads(head) | {
        "frames": [[int(still), moving, sentence] for still, moving, sentence in parts]
    }


def differences(name, recording, rng, count) -> list[str]:
    """What differs between a page and the live explorer in some of its states; each still is compared."""
    style.use()
    explorer = EXPLORERS[name]()
    model, found = Model(explorer), []
    stills = [recording["frames"][shown][0] for shown in recording["shows"]]
    chosen = {stills.index(still) for still in range(len(recording["stills"]))}
    chosen |= set(rng.integers(len(stills), size=count).tolist())
    for n in sorted(chosen):
        vector = map(int, recording["states"][n].split(","))
        texts = [texts[number] for texts, number in zip(recording["texts"], vector, strict=True)]
        state = model.state(
            [each.texts.index(text) for each, text in zip(model.controls, texts, strict=True)]
        )
        picture, moving, sentence = next(explorer.film([state], name))
        still, shown_moving, shown_sentence = recording["frames"][recording["shows"][n]]
        for what, live, shown in (
            ("sentence", sentence, shown_sentence),
            ("moving part", named(moving), named(shown_moving)),
            ("still", list(smaller(picture)), recording["stills"][still]),
        ):
            if live != shown:
                found.append(f"{name} at {state}: the page has another {what}: {shown[:80]} for {live[:80]}")
    return found


def main(folder, count=20):
    rng, found, compared = np.random.default_rng(), [], 0
    for path in sorted(Path(folder).glob("*.html")):
        for name, recording in recordings(path.read_text(encoding="utf-8")).items():
            found += differences(name, recording, rng, int(count))
            compared += 1
            print(f"{path.name}: {name}, {len(recording['states'])} states", flush=True)
    print(*found, sep="\n")
    print(f"{compared} explorers compared, {len(found)} differences")
    return int(bool(found) or not compared)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
