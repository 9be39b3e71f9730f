"""An explorer as a page shows it: its controls, its picture, its sentence, and the states for the player."""

from html import escape

from helpers.site.record import Recording


def html(name, recording: Recording, foot) -> str:
    """The explorer at its start, without its states.

    foot: its keys and its folded code, as HTML. Picture and sentence stand there without the player, too.
    """
    still, moving, sentence = recording.frames[recording.states[recording.start]]
    source, alt = recording.stills[still]
    missing = f'<p class="missing">{escape(recording.missing)}</p>' if recording.missing else ""
    return (
        f'<figure class="explorer" data-explorer="{name}" data-start="{_joined(recording.start)}">'
        f'<div class="controls">{"".join(map(_control, *_numbered(recording)))}</div>{_scenes(recording)}'
        f'<div class="stage"><img class="dark-light" src="{source}" alt="{alt}">'
        f'<div class="moving">{moving}</div></div>'
        f'<p class="sentence" role="status" aria-live="polite" aria-atomic="true">{escape(sentence)}</p>'
        f"{missing}{foot}</figure>"
    )


def states(name, recording: Recording) -> str:
    """The states for the player, once on a page for all explorers of that name."""
    return f'<script type="application/octet-stream" data-states="{name}">{recording.packed()}</script>'


def _joined(vector):
    return ",".join("" if number is None else str(number) for number in vector)


def _numbered(recording):
    controls = recording.controls
    return range(len(controls)), controls, recording.start, [recording.start] * len(controls)


def _control(number, control, value, start):
    row = control.row
    hidden = " hidden" if row and start[row[0]] != row[1] else ""
    shown = f' data-row="{row[0]},{row[1]}"{hidden}' if row else ""
    inside = _buttons(number, control, value) if control.choice else _range(number, control, value)
    return f'<div class="control"{shown}>{inside}</div>'


def _range(number, control, value):
    last = len(control.values) - 1
    play = (
        f'<button type="button" data-play="{number}" data-seconds="{control.play:g}" data-last="{last}" '
        f'aria-label="play: {escape(control.label)}">play</button>'
        f'<button type="button" data-stop="{number}" '
        f'aria-label="rewind: {escape(control.label)}">rewind</button>'
        if control.play
        else ""
    )
    return control.slider(value, f' data-control="{number}"') + play


def _buttons(number, control, value):
    label = escape(control.label)
    buttons = "".join(
        f'<button type="button" data-control="{number}" data-value="{n}" '
        f'aria-pressed="{str(n == value).lower()}">{escape(text)}</button>'
        for n, text in enumerate(control.texts)
    )
    return f'<div role="group" aria-label="{label}"><span class="label">{label}</span>{buttons}</div>'


def _scenes(recording):
    buttons = "".join(
        f'<button type="button" data-scene="{_joined(vector)}">{escape(scene)}</button>'
        for scene, vector in recording.scenes.items()
    )
    label = '<span class="label">scenes</span>'
    return f'<div class="scenes" role="group" aria-label="scenes">{label}{buttons}</div>'
