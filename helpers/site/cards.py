"""Cards, quiz, score and exercises as a page shows them: each answer with what is said to it, recorded.

This is the only module of the site that knows how helpers.course asks.
"""

import json
import re
from html import escape
from itertools import product

from helpers.course.cards import Card
from helpers.course.question_kinds import Choices, Line, Number
from helpers.course.quiz import Quiz
from helpers.figures.explorer import fragment
from helpers.figures.picture import data_uri, pixels
from helpers.site.record import one


def html(name, shown, alone=False) -> str:
    """A card, a quiz or a score as a part of a page; `name` is unique on it.

    alone: the page comes without the others, to which answers of the quiz refer. RuntimeError, with what the
    card says, if an experiment stops.
    """
    if isinstance(shown, Card):
        return _card(name, shown, "guesses")
    group, cards = "guesses", ""
    if isinstance(shown, Quiz):
        place = r"\2" if alone else r'<a href="\1.html">\2</a>'
        group, cards = "quiz", "".join(map(_question, range(len(shown.predictions)), shown.predictions))
        cards = re.sub(r'<a href=\\"(\w+)\.ipynb\\".*?>(.*?)</a>', place.replace('"', r'\\"'), cards)
    for prediction in shown.predictions:
        prediction.forget()  # the guesses that were recorded
    said = f"<strong>{escape(shown.sentence())}</strong>"
    return f'{cards}<p class="score" role="status" data-score="{group}">{said}</p>'


def exercise(made, download) -> str:
    """The reference answer of an exercise, folded away, and where to do it: `download` is HTML."""
    answer, *why = made.reference()
    shown = f"<pre>{escape(answer)}</pre>" + "".join(f"<p>{escape(reason)}</p>" for reason in why)
    folded = f"<details><summary>The reference answer</summary>{shown}</details>"
    told = f"<p>To have your own answer checked, run the notebook: {download}.</p>"
    return f'<div class="exercise">{told}{folded}</div>'


def _question(number, prediction):
    """A question of the quiz, counted from 0."""
    return _card(f"question-{number}", prediction(), "quiz")


def _card(name, card, group):
    kind, prediction = card.prediction.kind, card.prediction
    controls, replies = {Choices: _choices, Number: _number, Line: _line}[type(kind)](name, card)
    asked = re.sub(r"<style>.*?</style>", "", card.children[0].value, flags=re.S)
    lesson = f"lesson {int(prediction.lesson[:2])}, " if prediction.lesson else ""
    about = f'data-group="{group}" data-lesson="{lesson}" data-section="{prediction.section}"'
    data = json.dumps(replies, ensure_ascii=False, separators=(",", ":")).replace("</script", "<\\/script")
    return (
        f'<section class="asks" {about}>{asked}{controls}'
        '<div class="reply" role="status" aria-live="polite"><p>Guess, and see.</p></div>'
        f'<script type="application/json">{data}</script></section>'
    )


def _reply(card, attempt):
    """(whether it is right, what the card says)."""
    card.prediction.forget()
    card.guess(attempt)
    said = card.said.value
    if card.prediction.right is None:
        raise RuntimeError(re.sub("<.*?>", "", said))
    return card.prediction.right, said.replace('<div role="status" aria-live="polite">', "<div>", 1)


def _shared(replies):
    """The replies with their common end kept once: {"replies": [[right, begin], ...], "end": end}."""
    texts = [text for _, text in replies]
    end = texts[0]
    while not all(text.endswith(end) for text in texts):
        end = end[end.index("<", 1) if "<" in end[1:] else len(end) :]
    return {"replies": [[right, text[: len(text) - len(end)]] for right, text in replies], "end": end}


def _choices(name, card):
    choices = list(card.prediction.kind.reasons)
    buttons = "".join(
        f'<button type="button" data-answer="{n}" aria-pressed="false">{escape(choice)}</button>'
        for n, choice in enumerate(choices)
    )
    answers = f'<div class="answers" role="group" aria-label="answers">{buttons}</div>'
    return answers, _shared([_reply(card, choice) for choice in choices])


def _number(name, card):
    _, moved, press, _ = card.children
    control = one("guess", moved)
    replies = _shared([_reply(card, value) for value in control.values])
    return _slider(card, control) + _press(press), replies | {"texts": control.texts}


def _slider(card, control):
    """A slider where the card has it at first."""
    return f'<div class="control">{control.slider(control.closest(card.prediction.kind.start))}</div>'


def _press(button):
    return f'<button type="button" data-guess>{escape(button.description)}</button>'


def _line(name, card):
    """Sliders for the heights of a line that the player draws; the one furthest off has the word."""
    kind, result = card.prediction.kind, card.prediction.experiment()
    fig, line, curve = kind._panel()
    fig.set_dpi(72)
    _, explorer, press, _ = card.children
    controls = [one(*named) for named in explorer.controls.items()]
    levels, texts = controls[0].values, controls[0].texts  # those of all
    still, places, heights, truth = _picture(name, kind, levels, fig, line, curve, result)
    at = kind.truth(*result[:2])
    replies, far = [], []
    for n, value in product(range(len(at)), levels):
        replies.append(_reply(card, [*at[:n], value, *at[n + 1 :]]))
        far.append(round(abs(value - at[n]), 12))
    sliders = "".join(_slider(card, control) for control in controls)
    drawn = {"x": places, "y": heights, "far": far, "truth": truth, "texts": texts}
    return sliders + still + _press(press), _shared(replies) | drawn


def _picture(name, kind, levels, fig, line, curve, result):
    """The panel as HTML, where its places and levels are in it, and the curve that is laid over it."""
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
