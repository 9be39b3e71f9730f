"""What an explorer shows in each of the states that a page offers, drawn by the explorer itself.

A state is a vector: for each control the number of its value, counted from 0. Small explorers are recorded
whole; of large ones the states on the ways that a person takes, which helpers.site.ways lists.
"""

import base64
import gzip
import io
import json
import re
from dataclasses import dataclass, replace
from html import escape

import numpy as np
from PIL import Image

from helpers.figures.controls import Bank, Choice, Slider
from helpers.figures.picture import data_uri
from helpers.site import ways


@dataclass(frozen=True)
class Control:
    """A row of buttons (`choice`) or a slider over `values`, which a person reads as `texts`.

    play: seconds a step, if it has buttons to run by itself. row: for a slider of a bank, (number of the
    control that chooses the row, value of that for which it is seen).
    """

    name: str
    label: str
    values: list
    texts: list[str]
    choice: bool = False
    play: float | None = None
    row: tuple[int, int] | None = None

    def closest(self, value) -> int:
        """The number of the value that is closest to this one."""
        return min(range(len(self.values)), key=lambda n: abs(self.values[n] - value))

    def slider(self, number, more="") -> str:
        """A slider at the value of this number, with name and text, as HTML; `more`: further attributes."""
        text, last = escape(self.texts[number]), len(self.values) - 1
        return (
            f'<label><span class="label">{escape(self.label)}</span><input type="range" min="0" max="{last}" '
            f'value="{number}" autocomplete="off"{more} aria-valuetext="{text}">'
            f"<output>{text}</output></label>"
        )


@dataclass(frozen=True)
class Recording:
    """What a page needs of an explorer: its controls, where it starts, its scenes, its frames.

    scenes: name -> vector, None where the scene leaves a control as it is. states: vector -> number of a
    frame. frames: (number of a still, moving part as SVG, sentence). stills: (address of a picture, its
    alternative text).
    missing: a sentence if not every state is there, otherwise empty.
    """

    controls: list[Control]
    start: tuple[int, ...]
    scenes: dict[str, tuple[int | None, ...]]
    states: dict[tuple[int, ...], int]
    frames: list[tuple[int, str, str]]
    stills: list[tuple[str, str]]
    missing: str

    def packed(self) -> str:
        """What the player unpacks, as text; the same bytes for the same recording.

        A head in JSON and the frames, each after a record separator, its parts between unit separators: a
        browser takes that apart ten times as fast as JSON with all the quotes of SVG. All in gzip, in base64.
        """
        parts = {
            "texts": [control.texts for control in self.controls],
            "rows": [control.row for control in self.controls],
            "stills": self.stills,
            "states": [",".join(map(str, vector)) for vector in self.states],
            "shows": list(self.states.values()),
        }
        head = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        frames = [f"\x1e{still}\x1f{moving}\x1f{sentence}" for still, moving, sentence in self.frames]
        text = head + "".join(frames)
        return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


class Model:
    """An explorer as vectors: its controls one by one, those of a bank too."""

    def __init__(self, explorer):
        self.explorer, self.controls, self.places = explorer, [], {}
        for name, control in explorer.controls.items():
            self.places[name] = len(self.controls)
            self.controls += (
                _of_bank(self.places, control) if isinstance(control, Bank) else [one(name, control)]
            )

    def vector(self, state) -> tuple:
        """The vector of a state; None for each control that the state does not name."""
        found = [None] * len(self.controls)
        for name, value in state.items():
            bank = isinstance(self.explorer.controls[name], Bank)
            for n, each in enumerate(np.concatenate(value).tolist() if bank else [value], self.places[name]):
                found[n] = self.controls[n].values.index(each)
        return tuple(found)

    def state(self, vector) -> dict:
        """The state of a vector, as the explorer takes it."""
        values = [control.values[n] for control, n in zip(self.controls, vector, strict=True)]
        state = {}
        for name, control in self.explorer.controls.items():
            place = self.places[name]
            if isinstance(control, Bank):
                columns = len(control.rows[0])
                flat = values[place : place + columns * len(control.rows)]
                state[name] = tuple(tuple(flat[n : n + columns]) for n in range(0, len(flat), columns))
            else:
                state[name] = values[place]
        return state


def one(name, control) -> Control:
    """A control as the page has it."""
    if isinstance(control, Slider):
        count = round((control.max - control.min) / control.step)
        values = [round(min(control.min + n * control.step, control.max), 9) + 0.0 for n in range(count + 1)]
        texts = [format(value, control.readout_format) for value in values]
        return Control(name, control.description, values, texts)
    texts, values = map(list, zip(*control._options_full, strict=True))
    player = getattr(control, "player", None)
    return Control(
        name, control.description, values, texts, isinstance(control, Choice), player and player.interval
    )


def _of_bank(places, bank) -> list[Control]:
    """The sliders of a bank, row by row; the control before it chooses the row that is seen."""
    chooser = len(places) - 2  # the control before it
    return [
        replace(one(f"{slider.description} {number + 1}", slider), row=(chooser, number))
        for number, row in enumerate(bank.rows)
        for slider in row
    ]


def record(name, explorer) -> Recording:
    """Draw all states that a page offers of the explorer, which starts there as it is now.

    Raises RuntimeError, with the state, if one cannot be drawn.
    """
    model = Model(explorer)
    start = model.vector(explorer.state)
    scenes = {scene: model.vector(state) for scene, state in explorer.scenes.items()}
    way, missing = ways.of(name)
    wholes = [_over(start, scene) for scene in scenes.values()]
    vectors = [*dict.fromkeys([*way(model, [_over(start, scenes["start"]), *wholes]), *wholes, start])]
    as_drawn = {vector: ways.same(name, model, vector) for vector in vectors}
    stills, frames, drawn = {}, {}, {}
    for vector, (still, moving, sentence) in _drawn(name, model, list(dict.fromkeys(as_drawn.values()))):
        frame = stills.setdefault(still, len(stills)), moving, sentence
        drawn[vector] = frames.setdefault(frame, len(frames))
    offered = [sorted({vector[n] for vector in vectors}) for n in range(len(model.controls))]
    there = [{old: new for new, old in enumerate(numbers)} | {None: None} for numbers in offered]

    def renumbered(vector):
        return tuple(numbers[n] for numbers, n in zip(there, vector, strict=True))

    controls = [
        replace(
            control,
            values=[control.values[n] for n in numbers],
            texts=[control.texts[n] for n in numbers],
        )
        for control, numbers in zip(model.controls, offered, strict=True)
    ]
    return Recording(
        controls,
        renumbered(start),
        {scene: renumbered(vector) for scene, vector in scenes.items()},
        {renumbered(vector): drawn[same] for vector, same in as_drawn.items()},
        list(frames),
        [smaller(still) for still in stills],
        missing,
    )


def _over(start, scene):
    """The vector after a scene is pressed at the start."""
    return tuple(old if new is None else new for old, new in zip(start, scene, strict=True))


def _drawn(name, model, vectors):
    """Pairs (vector, what the explorer shows there)."""
    film = model.explorer.film(map(model.state, vectors), name)
    for vector in vectors:
        try:
            yield vector, next(film)
        except Exception as error:
            told = f"{type(error).__name__}: {error}"
            raise RuntimeError(f"{name} cannot be drawn at {model.state(vector)}: {told}") from error


def smaller(still) -> tuple[str, str]:
    """Address and alternative text of a still picture, stored in 256 colours, which lines on white need."""
    data, alt = re.fullmatch(r'<img src="data:image/png;base64,(.*?)" alt="(.*?)".*', still, re.S).groups()
    pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))
    return data_uri(pixels), alt
