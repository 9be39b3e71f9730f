"""How fast a slider is, in a real browser: the explorer beside the same figure driven by `interact`.

The third is the least that a slider can do: a number that follows it.

    python tests/benchmarks/slider_latency.py [STEPS]

Measures all one after the other in one run and prints ratios; times alone mean little on a busy machine.
A step is one arrow key on the slider. It is timed from the key event to the first frame that shows the new
picture. Needs Chromium.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))
from browser.lab import Lab, Notebook, browser, chromium
from refresh import KERNEL

EXPLORER = """
from helpers.figures import style
from helpers.explore import EXPLORERS
style.use()
EXPLORERS["two_panel"]()
"""
TWIN = """
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import FloatSlider, interact
from helpers.figures import style
from helpers.activations import relu
from helpers.course.curves import two_panel
style.use()

def picture(x):
    fig = two_panel(relu, np.linspace(-5, 5, 101))
    left, right = fig.axes
    near = np.array([x - 1.5, x + 1.5])
    left.plot(near, relu(x) + relu.derivative(x) * (near - x), "--", color=style.GUIDE)
    left.plot(x, relu(x), "o", color=style.POINT)
    right.plot(x, relu.derivative(x), "o", color=style.POINT)
    plt.show()

interact(picture, x=FloatSlider(value=1, min=-5, max=5, step=0.1));
"""
CELL = ".jp-Cell:has(.jp-OutputArea-output .noUi-handle)"
ECHO = """
import ipywidgets as widgets

SHOWN = '<svg viewBox="0 0 9 9" style="width: 200px"><text y="5" font-size="3">{:.1f}</text></svg>'
x, number = widgets.FloatSlider(value=1, min=-5, max=5, step=0.1), widgets.HTML(SHOWN.format(1))
x.observe(lambda change: setattr(number, "value", SHOWN.format(change.new)), "value")
widgets.VBox([x, number])
"""
WATCH = """(selector) => {
    const output = document.querySelector(selector);
    const figures = () => [...output.querySelectorAll('img, svg[viewBox]')].filter(
        e => e.getBoundingClientRect().height > 100 && (e.tagName !== 'IMG' || e.naturalWidth > 0));
    const height = () => output.getBoundingClientRect().height;
    const bench = window.bench = {key: null, painted: null, blank: 0, collapsed: 0, frames: 0,
                                  count: figures().length, height: height()};
    const paint = () => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => { bench.painted ??= performance.now(); };
        channel.port2.postMessage(0);
    });
    addEventListener('keydown', e => { bench.key = e.timeStamp; bench.painted = null; }, true);
    new MutationObserver(changes => {
        for (const change of changes) for (const node of change.addedNodes) {
            if (!(node instanceof Element) || bench.key === null) continue;
            const images = node.matches('img') ? [node] : [...node.querySelectorAll('img')];
            if (images.length) images[0].decode().then(paint);
            else if (node.matches('svg[viewBox]') || node.querySelector('svg[viewBox]')) paint();
        }
    }).observe(output, {childList: true, subtree: true});
    const look = () => {
        bench.frames++;
        if (figures().length < bench.count) bench.blank++;
        if (height() < 0.9 * bench.height) bench.collapsed++;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""


def measure(lab, opened, folder, name, source, steps):
    """Numbers of one slider: a dictionary of medians and counts."""
    cell = nbformat.v4.new_code_cell(source)
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": KERNEL})
    nbformat.write(notebook, folder / f"{name}.ipynb")
    received = []
    page = opened.new_page(viewport={"width": 1400, "height": 1000})
    page.on("websocket", lambda ws: ws.on("framereceived", lambda data: received.append(len(data))))
    notebook = Notebook(lab, page, f"{name}.ipynb")
    notebook.run_all()
    page.wait_for_timeout(1500)
    notebook.sliders().first.focus()
    page.evaluate(WATCH, CELL)
    keys = ["ArrowRight"] * 30 + ["ArrowLeft"] * 60 + ["ArrowRight"] * 60
    for key in keys[:5]:
        step(page, key)
    received.clear()
    page.evaluate("() => { bench.blank = bench.collapsed = bench.frames = 0 }")
    kernel = kernel_of(lab)
    before = sum(kernel.cpu_times()[:2])
    times = [step(page, key) for key in keys[5 : 5 + steps]]
    cpu = (sum(kernel.cpu_times()[:2]) - before) / steps
    bench = page.evaluate("() => bench")
    result = {
        "ms": statistics.median(times), "late": statistics.quantiles(times, n=20)[-1], "times": times,
        "cpu": 1000 * cpu, "bytes": sum(received) / steps,
        "blank": bench["blank"], "collapsed": bench["collapsed"], "frames": bench["frames"],
        "last": last_picture_is_right(page),
    }  # fmt: skip
    notebook.close()
    page.close()
    return result


def step(page, key):
    """Milliseconds from the key to the painted picture."""
    page.keyboard.press(key)
    page.wait_for_function("() => bench.painted !== null", timeout=10_000, polling=5)
    spent = page.evaluate("() => bench.painted - bench.key")
    page.wait_for_timeout(150)
    return spent


def kernel_of(lab):
    children = psutil.Process(lab.process.pid).children(recursive=True)
    return next(p for p in children if any("ipykernel" in word for word in p.cmdline()))


def last_picture_is_right(page):
    """After 2 s of 60 keys a second: is the picture the one that a slow approach gives?"""
    session = page.context.new_cdp_session(page)
    start = time.perf_counter()
    for n in range(120):
        key, code = ("ArrowLeft", 37) if (n // 40) % 2 == 0 else ("ArrowRight", 39)
        event = {"type": "rawKeyDown", "key": key, "code": key, "windowsVirtualKeyCode": code}
        session.send("Input.dispatchKeyEvent", event)
        time.sleep(max(0, start + (n + 1) / 60 - time.perf_counter()))
    page.wait_for_timeout(3000)
    seen = [screen(page)]
    for key in ("ArrowRight", "ArrowLeft"):
        step(page, key)
        page.wait_for_timeout(500)
        seen.append(screen(page))
    return seen[0] == seen[2] != seen[1]


def screen(page):
    return page.locator(".jp-OutputArea-output:has(.noUi-handle)").first.screenshot()


def main(steps=40):
    if not chromium():
        raise SystemExit("No Chromium or Chrome was found; this benchmark needs one.")
    with tempfile.TemporaryDirectory() as name, browser() as opened:
        folder = Path(name)
        lab = Lab(folder, root=folder)
        try:
            twin = measure(lab, opened, folder, "twin", TWIN, steps)
            ours = measure(lab, opened, folder, "explorer", EXPLORER, steps)
            echo = measure(lab, opened, folder, "echo", ECHO, steps)
        finally:
            lab.close()
    print(f"{steps} steps each{'':21}interact  explorer     ratio   wanted")
    for key, what, wanted in (
        ("ms", "key press to painted picture, ms", 0.3),
        ("cpu", "processor time of the kernel, ms", 1 / 15),
        ("bytes", "bytes received", 1 / 10),
    ):
        ratio = ours[key] / twin[key]
        print(f"{what:34} {twin[key]:9.1f} {ours[key]:9.1f} {ratio:9.3f} <= {wanted:.3f}")
    for key, what in (("blank", "frames without a picture"), ("collapsed", "frames with a collapsed output")):
        print(f"{what:34} {twin[key]:9} {ours[key]:9} {'':9} 0 of {ours['frames']}")
    print(f"{'key to picture, 95 %, ms':34} {twin['late']:9.1f} {ours['late']:9.1f} {'':9} <= 45")
    print(f"a number that follows its slider: median {echo['ms']:.1f} ms, 95 % {echo['late']:.1f} ms")
    for key, what in (("ms", "median"), ("late", "95 %")):
        print(f"{f'explorer, {what}, beside its median':34} {'':19} {ours[key] / echo['ms']:9.3f} <= 1.300")
    print(f"{'last picture right after a drag':34} {twin['last']!s:>9} {ours['last']!s:>9} {'':9} True")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
