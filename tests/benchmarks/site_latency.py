"""How fast a slider is on a page, in a real browser: beside the same explorer in JupyterLab.

    python tests/benchmarks/site_latency.py [FOLDER [STEPS]]

FOLDER: a site that is built already; without it lesson 3 is built first. Measures both one after the other in
one run and prints their ratio: from the arrow key to the first frame with the new picture. Then of every
explorer of the folder how long its states take to unpack, once, and how much work a step is. Needs Chromium.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from slider_latency import EXPLORER, WATCH, measure, step

sys.path.insert(0, str(Path(__file__).parent.parent))
from browser.lab import Lab, browser, chromium

from helpers.site.build import one_file

UNPACK = """async (figure) => {
    const packed = document.querySelector(`[data-states="${figure.dataset.explorer}"]`).textContent;
    const start = performance.now();
    await unpack(packed);
    return performance.now() - start;
}"""
WORK = """(figure) => {
    const slider = figure.querySelector('input[data-control]'), spent = [];
    for (let n = 0; n < 40; n++) {
        slider.value = n % 2 ? slider.min : Number(slider.min) + 1 + n % (slider.max - slider.min);
        const start = performance.now();
        slider.dispatchEvent(new Event('input', {bubbles: true}));
        spent.push(performance.now() - start);
    }
    return spent;
}"""


def on_page(opened, path, steps):
    """Milliseconds of each step of the explorer of lesson 3 on its page."""
    page = opened.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(path.as_uri())
    figure = ready(page, page.locator("figure.explorer").first)
    figure.locator("input[type=range]").first.focus()
    page.evaluate(WATCH, "figure.explorer")
    keys = (["ArrowRight"] * 30 + ["ArrowLeft"] * 60 + ["ArrowRight"] * 60)[: steps + 5]
    times = [step(page, key) for key in keys][5:]
    page.close()
    return times


def ready(page, figure):
    """The explorer when its states are unpacked."""
    figure.scroll_into_view_if_needed()
    page.wait_for_function("figure => 'ready' in figure.dataset", arg=figure.element_handle())
    return figure


def all_explorers(opened, folder):
    """Print of each explorer how long unpacking takes and how much work a step is."""
    for path in sorted(folder.glob("*.html")):
        page = opened.new_page(viewport={"width": 1400, "height": 1000})
        page.goto(path.as_uri())
        for figure in page.locator("figure.explorer").all():
            ready(page, figure)
            unpack = statistics.median(figure.evaluate(UNPACK) for _ in range(3))
            work = statistics.median(figure.evaluate(WORK))
            name = figure.get_attribute("data-explorer")
            print(f"{path.stem:20} {name:12} unpacking {unpack:6.0f} ms <= 500, a step {work:5.2f} ms <= 2")
        page.close()


def main(folder=None, steps=60):
    """The command; see the top of this module."""
    if not chromium():
        raise SystemExit("No Chromium or Chrome was found; this benchmark needs one.")
    steps = int(steps)
    with tempfile.TemporaryDirectory() as name, browser() as opened:
        scratch = Path(name)
        if folder is None:
            one_file("03_two_panel_plot", scratch)
        folder = Path(folder or scratch).absolute()
        lab = Lab(scratch, root=scratch)
        try:
            live = measure(lab, opened, scratch, "explorer", EXPLORER, steps)["times"]
        finally:
            lab.close()
        page = on_page(opened, folder / "03_two_panel_plot.html", steps)
        print(f"key press to painted picture, {steps} steps    JupyterLab      page     ratio   wanted")
        for what, number in (("median, ms", 50), ("95th percentile, ms", 95)):
            there, here = (statistics.quantiles(times, n=100)[number - 1] for times in (live, page))
            print(f"{what:43} {there:10.1f} {here:9.1f} {here / there:9.3f} <= 0.500")
        all_explorers(opened, folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
