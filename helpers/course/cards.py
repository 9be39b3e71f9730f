"""A prediction as it is shown: its card, and the score of several; as text and as HTML without a kernel."""

from html import escape

import ipywidgets as widgets

from helpers.figures.controls import Freed


class Card(Freed, widgets.VBox):
    """The question, what to guess with, and what is said to a guess."""

    def __init__(self, prediction):
        self.prediction, self.said = prediction, widgets.HTML(_status(_line("Guess, and see.")))
        controls, self._reveal = prediction.kind.controls(self.guess)
        super().__init__([widgets.HTML(_STYLE + _asked(prediction)), *controls, self.said])
        self.add_class("prediction-card")

    def guess(self, attempt):
        """Say how an attempt came out; one sentence if the experiment stops."""
        try:
            verdict, *lines = self.prediction.take(attempt)
            self._reveal(attempt, *self.prediction.experiment())
            said = _line(verdict, bold=True) + _lines(self.prediction, lines)
            self.said.value = _status(said) + folded_code(self.prediction)
        except Exception as error:
            self.said.value = f'<div role="alert">{_line(_stopped(error), bold=True)}</div>'

    def _repr_mimebundle_(self, **kwargs):
        stored = {"text/plain": as_text(self.prediction), "text/html": as_html(self.prediction)}
        return {**super()._repr_mimebundle_(**kwargs), **stored}

    def __repr__(self):
        return f"<card {self.prediction.__name__}>"


class Score(Freed, widgets.VBox):
    """One line that follows the predictions. Stored is only that it does: guesses are not kept."""

    def __init__(self, predictions):
        self.predictions, self.said = list(predictions), widgets.HTML()
        super().__init__([self.said])
        self.show()
        for each in self.predictions:
            each.watchers.append(self.show)

    def close(self):
        """Free the line; the predictions no longer tell it anything."""
        for each in self.predictions:
            each.watchers = [watcher for watcher in each.watchers if watcher != self.show]
        super().close()

    def sentence(self) -> str:
        """The line."""
        guessed = [each for each in self.predictions if each.right is not None]
        open_, wrong = len(self.predictions) - len(guessed), [each for each in guessed if not each.right]
        if not guessed:
            return f"No guesses yet: there are {open_} cards to guess on."
        counted = f"{len(guessed) - len(wrong)} of {len(guessed)} first guesses right"
        left = f", {open_} not made yet" if open_ else ""
        again = f"; look again at {_places(wrong)}" if wrong else ""
        return f"{counted}{left}{again}."

    def show(self):
        """Say how it stands now."""
        self.said.value = _status(_line(self.sentence(), bold=True))

    def _repr_mimebundle_(self, **kwargs):
        told = f"The score of {len(self.predictions)} guesses: it is kept while the notebook runs."
        return {**super()._repr_mimebundle_(**kwargs), "text/plain": told, "text/html": _line(told)}

    def __repr__(self):
        return f"<score {self.sentence()}>"


def as_text(prediction) -> str:
    """The question, what can be guessed, what came out and what was measured."""
    told = _told(prediction, lambda *result: [*prediction.kind.outcome(*result), result[-1]])
    asked = [f"Predict first: {prediction.ask}"]
    if prediction.statement:
        asked = [f"“{prediction.statement}” ({_places([prediction])})", prediction.ask]
    return "\n  ".join([*asked, *told])


def as_html(prediction) -> str:
    """The question and, folded away, the answer, for readers without a kernel."""
    told = _told(prediction, lambda *result: [*prediction.kind.answer(*result), prediction.measured])
    offered = "".join(map(_line, prediction.kind.offer()))
    return _asked(prediction) + offered + _folded("Answer", _lines(prediction, told))


def folded_code(prediction) -> str:
    """The experiment, folded away, as HTML."""
    return _folded("The experiment", f"<pre>{escape(prediction.code())}</pre>")


_LINE = "margin: 0.3em 0; line-height: 1.4; font-size: 110%"
_STYLE = """<style>
.prediction-card { border: 1px solid var(--jp-border-color1, #bbb); padding: 0.3em 1em 0.6em;
    border-left: 6px solid var(--jp-brand-color1, #1976d2); margin: 0.3em 0; max-width: 960px }
.prediction-card .jupyter-button { white-space: normal; height: auto; min-height: 2.2em; max-width: 100%;
    padding: 0.35em 0.9em; line-height: 1.35; text-align: left; font-size: 110% }
.prediction-card .widget-html-content { white-space: normal }
</style>"""


def _line(sentence, bold=False):
    text = escape(sentence.strip())
    return f'<p style="{_LINE}">{f"<b>{text}</b>" if bold else text}</p>'


def _lines(prediction, sentences):
    """Sentences, and the place to return to if it is in another lesson."""
    look = "text-decoration: underline; color: var(--jp-content-link-color, #1565c0)"
    link = f'<a href="{prediction.lesson}.ipynb" target="_blank" style="{look}">{_places([prediction])}</a>'
    again = f'<p style="{_LINE}">Read it again: {link}.</p>' if prediction.lesson else ""
    return "".join(map(_line, sentences)) + again


def _asked(prediction):
    head = f"“{escape(prediction.statement)}”</b><br>" if prediction.statement else "Predict first.</b> "
    return f'<p style="{_LINE}"><b>{head}{escape(prediction.ask)}</p>'


def _places(predictions):
    """Where to return to, in words; the lesson is named for questions of the quiz."""
    sections = {}
    for each in predictions:
        sections.setdefault(each.lesson, set()).add(each.section)
    return "; ".join(
        f"{f'lesson {int(lesson[:2])}, ' if lesson else ''}section{'s' * (len(found) > 1)} "
        + ", ".join(map(str, sorted(found)))
        for lesson, found in sorted(sections.items())
    )


def _told(prediction, tell):
    """What `tell` says of the result; one line if the experiment stops."""
    try:
        return tell(*prediction.experiment())
    except Exception as error:
        return [_stopped(error)]


def _stopped(error):
    return f"The experiment of this card stopped with {type(error).__name__}: {error}"


def _status(html):
    return f'<div role="status" aria-live="polite">{html}</div>'


def _folded(title, html):
    return f"<details><summary>{title}</summary>{html}</details>"
