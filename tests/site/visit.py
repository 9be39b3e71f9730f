"""Visit finished pages as a reader does, from disk, without a network: `python tests/site/visit.py FOLDER`.

Opens each page in Chromium, moves every slider and presses every button by keyboard, and looks for requests,
errors in the console, raw LaTeX, what runs over the edge on a phone, and what axe-core finds serious. Prints
the problems and exits with 1 if there are some.
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from axe_playwright_python.sync_playwright import Axe
from browser.lab import browser

WIDTHS = (390, 768, 1440)
LATEX = re.compile(r"\$\$|\\(?:frac|begin|text|cdot|max|mathrm|le|to)\b")


class Visit:
    """A page, opened from disk; `asked` are requests that would leave it, `errors` what the console says."""

    def __init__(self, opened, path, width=1440, scheme="light"):
        self.context = opened.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
        )
        self.page, self.asked, self.errors = self.context.new_page(), [], []
        self.page.on("request", self._request)
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(Path(path).absolute().as_uri())
        self.page.wait_for_load_state()

    def _request(self, request):
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.asked.append(request.url)

    def close(self):
        self.context.close()

    def latex(self) -> list[str]:
        """Formulas that are seen as they were typed."""
        seen = self.page.evaluate(
            "() => { const seen = document.querySelector('article, main, body').cloneNode(true);"
            "seen.querySelectorAll('pre, code, script').forEach(e => e.remove()); return seen.textContent }"
        )
        return LATEX.findall(seen)

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")

    def axe(self) -> list[str]:
        """What axe-core finds serious or critical, once no colour is on its way to another."""
        self.page.wait_for_function(
            "() => !document.getAnimations().some(one => one.playState === 'running')"
        )
        found = Axe().run(self.page, options={"preload": False}).response["violations"]
        return [
            f"{each['id']}: {each['nodes'][0]['html'][:160]} ({len(each['nodes'])} places)"
            for each in found
            if each["impact"] in ("serious", "critical")
        ]

    def keyboard(self) -> list[str]:
        """Sliders and buttons that do nothing by keyboard, or that do not show that they have the focus."""
        problems = []
        for explorer in self.page.locator("figure.explorer").all():
            problems += self._explorer(explorer)
        for card in self.page.locator("section.asks").all():
            problems += self._card(card)
        return problems

    def _explorer(self, explorer):
        name = explorer.get_attribute("data-explorer")
        explorer.scroll_into_view_if_needed()
        self.page.wait_for_function("figure => 'ready' in figure.dataset", arg=explorer.element_handle())
        problems = []

        def seen():
            return explorer.evaluate(_SEEN)

        scenes = [(self._press(button), seen())[1] for button in explorer.locator("[data-scene]").all()]
        if len(set(scenes)) < len(scenes) - 1:
            problems.append(f"{name}: some scenes look alike")
        for button in explorer.locator("button[data-control][aria-pressed=false]").all():
            if button.get_attribute("aria-pressed") == "false":
                problems += self._changes(f"{name}: {button.inner_text()}", button, "Enter", seen)
        self._press(explorer.locator("[data-scene]").first)
        for slider in explorer.locator("input[type=range]:visible").all():
            key = "ArrowLeft" if slider.evaluate("e => e.value === e.max") else "ArrowRight"
            problems += self._changes(f"{name}: {slider.evaluate(_LABEL)}", slider, key, seen)
        for button in explorer.locator("[data-play]").all():
            problems += self._changes(f"{name}: play", button, "Enter", seen)
            problems += self._changes(f"{name}: pause", button, "Enter", button.inner_text)
            stop = explorer.locator("[data-stop]").first
            self._press(stop)
            if explorer.locator(f"[data-control='{stop.get_attribute('data-stop')}']").input_value() != "0":
                problems.append(f"{name}: stop")
        return problems

    def _card(self, card):
        problems = []
        ask = card.locator("p").first.inner_text()[:60]
        for slider in card.locator("input[type=range]").all():
            key = "ArrowLeft" if slider.evaluate("e => e.value === e.max") else "ArrowRight"
            problems += self._changes(
                f"{ask}: slider", slider, key, lambda card=card: card.locator("output").all_inner_texts()
            )
        for button in card.locator("button").all():
            problems += self._changes(
                f"{ask}: {button.inner_text()}", button, "Enter", lambda card=card: card.inner_html()
            )
        if not card.locator(".reply").inner_text().strip():
            problems.append(f"{ask}: no reply")
        return problems

    def _press(self, button, key="Enter"):
        button.focus()
        self.page.keyboard.press(key)

    def _changes(self, name, control, key, seen):
        before, problems = seen(), []
        self._press(control, key)
        if control.evaluate(
            "e => e.matches(':focus-visible') && getComputedStyle(e).outlineStyle === 'none'"
        ):
            problems.append(f"{name}: its focus is not seen")
        for _ in range(100):
            if seen() != before:
                return problems
            self.page.wait_for_timeout(20)
        return [*problems, f"{name}: nothing happens"]


_SEEN = "figure => figure.querySelector('.moving').innerHTML + figure.querySelector('.sentence').textContent"
_LABEL = "input => input.parentElement.firstElementChild.textContent"


def problems(opened, path, widths=WIDTHS, schemes=("light", "dark")) -> list[str]:
    """Everything that is wrong with a page; its controls are moved in the widest window."""
    found = []
    for scheme in schemes:
        for width in widths:
            visit = Visit(opened, path, width, scheme)
            if visit.overflow() > 0:
                found.append(f"at {width} pixels it is {visit.overflow()} too wide")
            if width == widths[-1]:
                found += [f"{scheme}: {each}" for each in visit.axe()] + [
                    f"LaTeX {each}" for each in visit.latex()
                ]
                if scheme == "light":
                    found += visit.keyboard()
                    found += [f"{scheme}, after answers: {each}" for each in visit.axe()]
            found += [f"asks for {each}" for each in visit.asked] + [
                f"console: {each}" for each in visit.errors
            ]
            visit.close()
    return [f"{Path(path).name}: {each}" for each in dict.fromkeys(found)]


def main(folder):
    found, paths = [], sorted(Path(folder).glob("*.html"))
    with browser() as opened:
        for path in paths:
            of_page = problems(opened, path)
            print(*of_page or [f"{path.name}: nothing wrong"], sep="\n", flush=True)
            found += of_page
    return int(bool(found) or not paths)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
