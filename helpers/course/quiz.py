"""The quiz as it is played: one card at a time, by mouse or keyboard, and the score stays here."""

import ipywidgets as widgets

from helpers.course.cards import Card, Score, as_html, as_text, folded_code
from helpers.course.question_kinds import button


class Quiz(Score):
    """Predictions, shown one at a time, and the score of all of them.

    The first guess counts; others may be tried to read what is wrong with them. A reader without a kernel
    sees all questions as a list, the answers folded away.
    """

    def __init__(self, predictions):
        self.number, self.head, self.stage = 0, widgets.HTML(), widgets.VBox()
        super().__init__(predictions)
        back = button("previous question", lambda: self.turn_to(self.number - 1))
        on = button("next question", lambda: self.turn_to(self.number + 1))
        row = widgets.HBox([back, on, button("start again", self.restart)])
        row.layout.flex_flow = "row wrap"
        self.children = [self.head, self.stage, row, *self.children]
        self.turn_to(0)

    def turn_to(self, number):
        """Show the card of a question, counted from 0; beyond the ends it starts from the other end."""
        self.number = number % len(self.predictions)
        prediction = self.predictions[self.number]
        for card in self.stage.children:
            card.close()
        self.stage.children = [Card(prediction)]
        if prediction.right is not None:
            self.stage.children[0].guess(prediction.first)
        self.show()

    def restart(self):
        """Forget all guesses and begin with the first question."""
        for each in self.predictions:
            each.forget()
        self.turn_to(0)

    def show(self):
        """Say how it stands now, and mark each question."""
        marks = " ".join({None: "·", True: "✓", False: "✗"}[each.right] for each in self.predictions)
        self.head.value = (
            f"<b>Question {self.number + 1} of {len(self.predictions)}</b> &nbsp; "
            f'<span aria-hidden="true" style="font-family: monospace">{marks}</span>'
        )
        super().show()

    def _repr_mimebundle_(self, **kwargs):
        texts = [f"{n}. {as_text(each)}" for n, each in enumerate(self.predictions, start=1)]
        items = [f"<li>{as_html(each)}{folded_code(each)}</li>" for each in self.predictions]
        stored = {
            "text/plain": "\n".join(text.replace("\n", "\n ") for text in texts),
            "text/html": f"<ol>{''.join(items)}</ol>",
        }
        return {**super()._repr_mimebundle_(**kwargs), **stored}

    def __repr__(self):
        return f"<quiz, question {self.number + 1}, {self.sentence()}>"
