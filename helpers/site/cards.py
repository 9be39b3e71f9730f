"""Cards, quiz, score and exercises as a page shows them: each answer with what is said to it, recorded.

This is the only module of the site that knows how helpers.course asks.
"""

import json
import re
from html import escape

import numpy as np

from helpers.course.board import Quiz, _answered, _asked
from helpers.course.cards import Card, Score
from helpers.course.checks import answer_parts
from helpers.course.kinds import Choices, Line, Number
from helpers.figures.controls import slider
from helpers.figures.explorer import fragment
from helpers.figures.picture import data_uri, pixels
from helpers.site.record import one

ASKS = (Card, Quiz, Score)
"""What `html` turns into a part of a page."""


def html(name, shown, alone=False) -> str:
    """A card, a quiz or a score as a part of a page; `name` is unique on it.

    alone: the page comes without the others, to which answers of the quiz refer.
    """
    if isinstance(shown, Score):
        for prediction in shown.predictions:
            prediction.right = None  # of the guesses that were recorded before
        return _score("guesses", shown.sentence(), "first guesses", "section")
    if isinstance(shown, Quiz):
        return _quiz(shown, r"\2" if alone else r'<a href="\1.html">\2</a>')
    return _card(name, shown.prediction)


def exercise(made, download) -> str:
    """The reference answer of an exercise, folded away, and where to do it: `download` is HTML."""
    answer = "\n\n".join(answer_parts(made.answer)).strip()
    folded = f"<details><summary>The reference answer</summary><pre>{escape(answer)}</pre></details>"
    told = f"<p>To have your own answer checked, run the notebook: {download}.</p>"
    return f'<div class="exercise">{told}{folded}</div>'


def _card(name, prediction):
    kind = prediction.kind
    controls, replies = {Choices: _choices, Number: _number, Line: _line}[type(kind)](name, prediction)
    attributes = f'class="asks" data-group="guesses" data-where="{escape(str(prediction.section))}"'
    asked = f"<p><strong>Predict first.</strong> {escape(prediction.ask)}</p>"
    return _with_replies(attributes, asked + controls, "Guess, and see.", replies)


def _with_replies(attributes, asked, first, replies):
    """replies: what the player needs. Texts that many answers share are kept once."""
    data = json.dumps(replies, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f"<section {attributes}>{asked}"
        f'<div class="reply" role="status" aria-live="polite"><p>{first}</p></div>'
        f'<script type="application/json">{data}</script></section>'
    )


def _reply(prediction, attempt):
    """(whether it is right, what the card says)."""
    right, *_ = prediction.kind.judge(attempt, *prediction.experiment())
    return bool(right), prediction.take(attempt)


def _shared(replies):
    """The replies with their common end kept once: {"replies": [[right, begin], ...], "end": end}."""
    texts = [text for _, text in replies]
    end = texts[0]
    while not all(text.endswith(end) for text in texts):
        end = end[end.index("<", 1) if "<" in end[1:] else len(end) :]
    return {"replies": [[right, text[: len(text) - len(end)]] for right, text in replies], "end": end}


def _choices(name, prediction):
    choices = list(prediction.kind.reasons)
    return _answers(choices), _shared([_reply(prediction, choice) for choice in choices])


def _answers(choices):
    buttons = "".join(
        f'<button type="button" data-answer="{n}" aria-pressed="false">{escape(choice)}</button>'
        for n, choice in enumerate(choices)
    )
    return f'<div class="answers" role="group" aria-label="answers">{buttons}</div>'


def _number(name, prediction):
    kind = prediction.kind
    label = f"my guess in {kind.unit}" if kind.unit else "my guess"
    control = one("guess", slider(label, kind.start, kind.low, kind.high, kind.step))
    start = min(range(len(control.values)), key=lambda n: abs(control.values[n] - kind.start))
    replies = _shared([_reply(prediction, value) for value in control.values])
    press = '<button type="button" data-guess>this is my guess</button>'
    return _slider(control, start) + press, replies | {"texts": control.texts}


def _slider(control, start):
    text = escape(control.texts[start])
    return (
        f'<div class="control"><label><span class="label">{escape(control.label)}</span>'
        f'<input type="range" min="0" max="{len(control.values) - 1}" value="{start}" '
        f'autocomplete="off" aria-valuetext="{text}">'
        f"<output>{text}</output></label></div>"
    )


def _line(name, prediction):
    """Sliders for the heights of a line that the player draws; the one furthest off has the word."""
    kind, result = prediction.kind, prediction.experiment()
    fig, line, curve = kind._panel()
    fig.set_dpi(72)
    still, places, heights, truth = _picture(name, kind, fig, line, curve, result)
    at = np.interp(kind.places, *result[:2]) + 0.0
    controls, replies, far = [], [], []
    for n, place in enumerate(kind.places):
        control = one(
            f"{place:g}", slider(f"{kind.labels[1]} at {place:g}", kind.start, kind.low, kind.high, kind.step)
        )
        for value in control.values:
            replies.append(_reply(prediction, [*at[:n], value, *at[n + 1 :]]))
            far.append(round(abs(value - at[n]), 12))
        controls.append(control)
    start = min(range(len(controls[0].values)), key=lambda n: abs(controls[0].values[n] - kind.start))
    sliders = "".join(_slider(control, start) for control in controls)
    line = {"x": places, "y": heights, "far": far, "truth": truth, "texts": controls[0].texts}
    press = '<button type="button" data-guess>this is my line</button>'
    return sliders + still + press, _shared(replies) | line


def _picture(name, kind, fig, line, curve, result):
    """The panel as HTML, where its places and heights are in it, and the curve that is laid over it."""
    moving = [line, curve]
    for artist in moving:
        artist.set_visible(False)
    still = data_uri(pixels(fig, 144))
    fig.set_layout_engine("none")
    for artist in moving:
        artist.set_visible(True)
    curve.set_data(*result[:2])
    width, height = fig.bbox.size
    ax = fig.axes[0]
    steps = round((kind.high - kind.low) / kind.step)
    levels = [min(kind.low + n * kind.step, kind.high) for n in range(steps + 1)]
    x = [round(float(ax.transData.transform((place, 0))[0]), 2) for place in kind.places]
    y = [round(float(height - ax.transData.transform((0, level))[1]), 2) for level in levels]
    alt = escape(f"{kind.labels[1]} over {kind.labels[0]}: the line that you draw.")
    paths = '<path class="drawn"/><path class="dots"/>'
    stage = (
        f'<div class="stage"><img class="dark-light" src="{still}" alt="{alt}">'
        f'<div class="moving truth"></div><div class="moving">'
        f'<svg viewBox="0 0 {width:g} {height:g}" aria-hidden="true">{paths}</svg></div></div>'
    )
    return stage, x, y, fragment(fig, [curve], name)


def _quiz(quiz, place):
    """place: what becomes of a link, whose page is \\1 and whose text is \\2."""

    cards = []
    for n, question in enumerate(quiz.questions, start=1):
        replies = []
        for choice in question.choices:
            said = _answered(question, question.comment(choice))
            said = re.sub(r'<a href="(\w+)\.ipynb"[^>]*>(.*?)</a>', place, said)
            replies.append([bool(question.is_right(choice)), said])
        attributes = f'class="asks" data-group="quiz" data-where="{escape(question.where)}"'
        head = f"<p>Question {n} of {len(quiz.questions)}</p>{_asked(question)}{_answers(question.choices)}"
        cards.append(_with_replies(attributes, head, "Predict, then press an answer.", _shared(replies)))
    nothing = f"No answers yet: there are {len(cards)} questions."
    score = _score("quiz", nothing, "first answers", "")
    return f"{''.join(cards)}{score}"


def _score(group, nothing, what, place):
    return (
        f'<p class="score" role="status" data-score="{group}" data-what="{what}" data-place="{place}">'
        f"<strong>{escape(nothing)}</strong></p>"
    )
