"""Live figures: a matplotlib figure that follows its controls, with nothing but matplotlib and ipywidgets.

The part of the figure that stays is drawn once, as a picture. A step draws only the artists that move, with
matplotlib's own SVG renderer, and lays the fragment of one or two kilobytes over the picture. Nothing is
ever taken away before its successor is there, so nothing flickers, and a step costs a few milliseconds.
"""

import inspect
import io
import sys
from html import escape
from pathlib import Path

import ipywidgets as widgets
import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.backends.backend_svg import RendererSVG

from . import style
from .controls import Freed
from .describe import describe
from .picture import as_sentence, bundle, data_uri, pixels


class Explorer(Freed, widgets.VBox):
    """Controls beside a figure that follows them, and one sentence under it that says what is seen.

    fig: a matplotlib figure. The explorer takes it over: it is not shown by anything else any more.
    draw(**values): moves the artists of `moving` to the values of all controls and returns the sentence.
    moving: the artists that `draw` changes, bottom to top. Everything else is drawn once.
    still(**values): optional; changes the other artists. It is called with the controls that it names, and
        only when one of those changes.
    scenes: name -> {control: value}, shown as buttons; "start" is always among them.
    working: for a `draw` that takes its time, the sentence that is shown meanwhile.
    controls: name -> widget made by `slider`, `stops` or `choice` of controls.

    Under the figure stand the keys for its scenes and, folded, the code of the function that builds it.
    explorer.css says how all this stands on a page, explorer.js what the keys do.

    An exception in `draw` or `still` is shown in place of the sentence and raised.
    """

    def __init__(self, fig, draw, moving, still=None, scenes=None, working="", **controls):
        self.controls, self.caption = controls, ""
        self._working, self._drawn = working, ""
        self._width = style.fit_to_page(fig)
        self._figure, self._draw, self._moving, self._still = fig, draw, list(moving), still
        self._still_names = list(inspect.signature(still).parameters) if still else []
        self._layout = fig.get_layout_engine() or "none"
        self._stale = set()
        self._silent, self._salt = False, f"explorer {id(self)}"
        self.scenes = {"start": self.state, **(scenes or {})}
        for state in self.scenes.values():
            self._check(state)
        self._picture, self._overlay = (widgets.HTML(layout=_one_cell()) for _ in range(2))
        buttons = [self._button(name) for name in self.scenes]
        stage = widgets.GridBox([self._picture, self._overlay], layout=_stage(fig, self._width))
        stage.add_class("explorer-stage")
        row = widgets.HBox([widgets.Label("scenes"), *buttons])
        row.add_class("explorer-scenes")
        board = widgets.Box([_with_player(control) for control in controls.values()])
        board.add_class("explorer-board")
        body = widgets.Box([board, stage])
        body.add_class("explorer-body")
        self._code = _folded_code(draw)
        plays = any(getattr(control, "player", None) for control in controls.values())
        self._keys = f"<p class='keys'>{_KEYS}{_PLAY_KEY if plays else ''}</p>"
        super().__init__([row, body, widgets.HTML(_PAGE + self.foot)])
        self.add_class("explorer")
        if style.presenting:
            self.add_class("presenter")
        plt.close(fig)
        fig.set_dpi(72)  # one unit of the fragment is one point
        for name, control in controls.items():
            control.observe(lambda change, name=name: self._changed(name), names="value")
        self._redraw(set(controls))

    @property
    def state(self) -> dict:
        """The value of each control, by name."""
        return {name: control.reading() for name, control in self.controls.items()}

    @property
    def foot(self) -> str:
        """What stands under it, as HTML: its keys and, folded, the function that builds it."""
        return self._keys + self._code

    def set(self, **state):
        """Move several controls at once and draw once. ValueError, and nothing moves, if one does not go."""
        self._check(state)
        for control in self.controls.values():
            if getattr(control, "player", None):
                control.player.pause()
        before = self.state
        self._silent = True
        for name, value in state.items():
            self.controls[name].value = value
        self._silent = False
        self._redraw({name for name, value in self.state.items() if value != before[name]})

    def at(self, scene="start", **state):
        """The explorer itself, moved to a scene and to the values of `state`: how a lesson wants it to begin.

            explorers.secant().at("across 0", h=1.0)

        The stored picture shows it so. ValueError for what is no scene.
        """
        if scene not in self.scenes:
            raise ValueError(f"The scenes are {', '.join(self.scenes)}; got {scene!r}.")
        self.set(**{**self.scenes[scene], **state})
        return self

    def film(self, states, salt):
        """For each of `states`, what a page without a kernel shows: (still picture, moving part, sentence).

        The first two are HTML, the second lies over the first. `salt` keeps the identifiers of explorers on
        one page apart; the same salt gives the same bytes.
        """
        self._salt = salt
        for state in states:
            self.set(**state)
            yield self._picture.value, self._drawn, self.caption

    def _check(self, state):
        if unknown := sorted(set(state) - set(self.controls)):
            raise ValueError(f"The controls are {', '.join(self.controls)}; got {', '.join(unknown)}.")
        for name, value in state.items():
            control = self.controls[name]
            if not control.takes(value):
                stays = f"It stays at {control.reading()}."
                raise ValueError(f"{control.description} {control.offer}; got {value!r}. {stays}")

    # ---- one step

    def _changed(self, name):
        if not self._silent:
            self._redraw({name})

    def _redraw(self, names):
        try:
            state = self.state
            if self._working and self._drawn:
                self._overlay.value = self._drawn + _busy(self._working)
            self._stale |= names & set(self._still_names)
            if self._stale:
                self._still(**{name: state[name] for name in self._still_names})
            self.caption = as_sentence(self._draw(**state))
            if not self._picture.value or self._stale:
                self._picture.value = self._still_html()
            self._stale = set()
            self._drawn = fragment(self._figure, self._moving, self._salt)
            self._overlay.value = self._drawn + _said(self.caption)
        except Exception as error:
            self.caption = f"This picture could not be drawn: {type(error).__name__}: {error}"
            self._overlay.value = _alarm(self.caption)
            raise

    def _still_html(self):
        shown = [artist.get_visible() for artist in self._moving]
        try:
            for artist in self._moving:
                artist.set_visible(False)
            self._figure.set_layout_engine(self._layout)
            picture = data_uri(pixels(self._figure, 192), fast=True)
        finally:
            self._figure.set_layout_engine("none")  # moving artists must not push the panels about
            for artist, visible in zip(self._moving, shown, strict=True):
                artist.set_visible(visible)
        panels = [ax.get_title() or ax.get_ylabel() for ax in self._figure.axes]
        alt = escape(f"Panels without their moving parts: {'; '.join(panels)}.")
        return f'<img src="{picture}" alt="{alt}" style="width: 100%; display: block">'

    # ---- for readers without a kernel, and for tests

    def describe(self) -> str:
        """The state, the sentence and the facts of the figure: all that a person sees now, as text."""
        values = ", ".join(f"{name} = {value}" for name, value in self.state.items())
        return f"explorer at {values}\n{self.caption}\n{describe(self._figure)}"

    def _repr_mimebundle_(self, **kwargs):
        live = super()._repr_mimebundle_(**kwargs)
        still = bundle(self._figure, self.caption, self.describe(), self._width)
        return {**live, **still, "text/html": still["text/html"] + self._code}

    def __repr__(self):
        return f"<explorer {self.state}>"

    def _button(self, name):
        button = widgets.Button(description=name, layout=widgets.Layout(width="auto"))
        button.on_click(lambda _: self.set(**self.scenes[name]))
        return button


def _beside(suffix):
    return Path(__file__).with_suffix(suffix).read_text(encoding="utf-8")


# A page runs no <script> of a widget; what it runs once a style is in the page is this attribute.
_PAGE = f'<style onload="{escape(_beside(".js"))}">{_beside(".css")}</style>'
_KEYS = "Keys after a click: <kbd>n</kbd> next scene, <kbd>p</kbd> previous scene, <kbd>s</kbd> start"
_PLAY_KEY = ", <kbd>g</kbd> play and pause"


def _said(sentence):
    return f'<p role="status" aria-live="polite" aria-atomic="true">{escape(sentence)}</p>'


def _busy(sentence):
    return f'<p role="status"><progress></progress> {escape(sentence)}</p>'


def _alarm(sentence):
    return f'<p role="alert">{escape(sentence)}</p>'


def _folded_code(draw) -> str:
    """The function in which `draw` was made, folded away; nothing if a notebook shows its code already."""
    module = getattr(draw, "__module__", None)
    builder = getattr(sys.modules.get(module), getattr(draw, "__qualname__", "").split(".")[0], None)
    if module == "__main__" or builder is draw or not inspect.isfunction(builder):
        return ""
    source = escape(inspect.getsource(builder))
    return (
        "<details><summary>The code of this explorer</summary>"
        f'<pre style="overflow-x: auto; line-height: 1.3">{source}</pre></details>'
    )


def _with_player(control):
    """A control, beside it the buttons that play it if it has any."""
    if not getattr(control, "player", None):
        return control
    return widgets.HBox([control, control.player], layout=widgets.Layout(flex_flow="row wrap"))


def _one_cell():
    return widgets.Layout(grid_area="1 / 1 / 2 / 2", margin="0", width="100%")


def _stage(fig, width):
    """As wide as the figure is made, and not higher than what the rest of an explorer leaves of a screen."""
    inches = fig.get_size_inches()
    fits = f"calc({inches[0] / inches[1]:.3f} * (100vh - var(--explorer-rest)))"
    return widgets.Layout(max_width=f"min({width}px, max(24em, {fits}))", grid_template_columns="100%")


def fragment(fig, artists, salt) -> str:
    """The artists of a figure of 72 dpi as one SVG element of the figure's shape, nothing else drawn.

    `salt` keeps the identifiers of one explorer apart from those of another on the same page.
    """
    width, height = fig.bbox.size
    out = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": salt, "svg.fonttype": "none"}):
        renderer = RendererSVG(width, height, out, image_dpi=72)
        head = len(out.getvalue())
        for artist in artists:
            artist.draw(renderer)
        renderer.finalize()
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" aria-hidden="true" stroke-linejoin="round" '
        f'style="width: 100%; display: block; pointer-events: none">{out.getvalue()[head:]}'
    )
