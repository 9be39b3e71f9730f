"""The quiz as it is played: one question at a time, by mouse or keyboard, and the score stays here."""

from html import escape
from itertools import zip_longest

import ipywidgets as widgets

from helpers.course.predictions import QUESTIONS
from helpers.figures.controls import Freed

_LINE = "margin: 0.4em 0; line-height: 1.4; font-size: 110%"


class Quiz(Freed, widgets.VBox):
    """All questions, one at a time: press an answer, and the experiment says whether it was right.

    The first answer to a question counts; others may be tried to read what is wrong with them. A reader
    without a kernel sees all questions as a list, the answers folded away.
    """

    def __init__(self, questions=QUESTIONS):
        self.questions, self.given, self.number = list(questions), {}, 0
        self._head, self._body = widgets.HTML(), widgets.HTML()
        most = max(len(question.choices) for question in questions)
        self._answers = [self._button("", self._answer) for _ in range(most)]
        self._back, self._on = (
            self._button(text, lambda _, step=step: self.turn_to(self.number + step))
            for text, step in (("previous question", -1), ("next question", 1))
        )
        again = self._button("start again", lambda _: self.restart())
        self._said = widgets.HTML()
        row = widgets.Layout(flex_flow="row wrap")
        super().__init__(
            [
                self._head,
                self._body,
                widgets.HBox(self._answers, layout=row),
                self._said,
                widgets.HBox([self._back, self._on, again], layout=row),
            ],
            layout=widgets.Layout(width="100%", max_width="960px"),
        )
        self._show()

    @property
    def score(self) -> int:
        """How many first answers were right."""
        return sum(self.questions[n].is_right(choice) for n, choice in self.given.items())

    def turn_to(self, number):
        """Show a question, counted from 0; beyond the ends it starts from the other end."""
        self.number = number % len(self.questions)
        self._show()

    def answer(self, choice):
        """Give an answer to the question that is shown. ValueError for what is no choice."""
        comment = self.questions[self.number].comment(choice)
        self.given.setdefault(self.number, choice)
        self._show(choice, comment)

    def restart(self):
        """Forget all answers and begin with the first question."""
        self.given = {}
        self.turn_to(0)

    def _answer(self, button):
        try:
            self.answer(button.description)
        except Exception as error:
            said = escape(f"This experiment stopped with {type(error).__name__}: {error}")
            self._said.value = f'<p role="alert" style="{_LINE}"><b>{said}</b></p>'
            raise

    def _button(self, text, press):
        button = widgets.Button(description=text, layout=widgets.Layout(width="auto"))
        button.on_click(press)
        return button

    def _show(self, choice=None, comment=""):
        question = self.questions[self.number]
        marks = " ".join(map(self._mark, range(len(self.questions))))
        self._head.value = (
            f'<p style="{_LINE}"><b>Question {self.number + 1} of {len(self.questions)}</b> &nbsp; '
            f"{self._score_in_words()} &nbsp; "
            f'<span aria-hidden="true" style="font-family: monospace">{marks}</span></p>{self._at_the_end()}'
        )
        self._body.value = _asked(question)
        for button, text in zip_longest(self._answers, question.choices, fillvalue=""):
            button.description, button.layout.display = text, None if text else "none"
            button.button_style = "info" if text and text == choice else ""
        if not comment and self.number in self.given:
            comment = f"You answered “{self.given[self.number]}”. {question.comment(self.given[self.number])}"
        self._said.value = (
            _answered(question, comment) if comment else _line("Predict, then press an answer.")
        )

    def _score_in_words(self):
        return f"{self.score} of {len(self.given)} first answers right" if self.given else "no answers yet"

    def _at_the_end(self):
        if len(self.given) < len(self.questions):
            return ""
        wrong = [n for n, choice in sorted(self.given.items()) if not self.questions[n].is_right(choice)]
        again = ", ".join(f"{n + 1} ({self.questions[n].where})" for n in wrong)
        return _line(f"All questions answered. {f'Read again: {again}.' if again else 'All of them right.'}")

    def _mark(self, n):
        if n not in self.given:
            return "·"
        return "✓" if self.questions[n].is_right(self.given[n]) else "✗"

    def _repr_mimebundle_(self, **kwargs):
        return {
            **super()._repr_mimebundle_(**kwargs),
            "text/html": as_html(self.questions),
            "text/plain": as_text(self.questions),
        }

    def __repr__(self):
        return f"<quiz, question {self.number + 1}, {self.score} of {len(self.given)} right>"


def as_text(questions=QUESTIONS) -> str:
    """All questions with their choices, which of them came out, and what was measured."""
    lines = []
    for n, question in enumerate(questions, start=1):
        right, found = question.experiment()
        lines += [f"{n}. “{question.statement}” ({question.where})", f"   {question.ask}"]
        lines += [f"   [{'x' if choice == right else ' '}] {choice}" for choice in question.choices]
        lines += [f"   {found}"]
    return "\n".join(lines)


def as_html(questions=QUESTIONS) -> str:
    """All questions as a list, each answer folded away, for readers without a kernel."""
    items = []
    for question in questions:
        right, _ = question.experiment()
        choices = "".join(f"<li>{escape(choice)}</li>" for choice in question.choices)
        answer = _answered(question, f"{right}: {question.choices[right]}")
        items.append(
            f"<li>{_asked(question)}<ul>{choices}</ul><details><summary>Answer</summary>{answer}</details></li>"
        )
    return f"<ol>{''.join(items)}</ol>"


def _asked(question):
    statement, ask = escape(question.statement), escape(question.ask)
    return f'<p style="{_LINE}"><b>“{statement}”</b></p><p style="{_LINE}">{ask}</p>'


def _line(sentence):
    return f'<p role="status" style="{_LINE}">{escape(sentence)}</p>'


def _answered(question, comment):
    _, found = question.experiment()
    look = "text-decoration: underline; color: var(--jp-content-link-color, #1565c0)"
    link = f'<a href="{question.lesson}.ipynb" target="_blank" style="{look}">{question.where}</a>'
    return (
        f'<div role="status" aria-live="polite"><p style="{_LINE}"><b>{escape(comment)}</b></p>'
        f'<p style="{_LINE}">Measured: {escape(found)} Read it again: {link}.</p></div>'
        f"<details><summary>The experiment</summary><pre>{escape(question.code)}</pre></details>"
    )
