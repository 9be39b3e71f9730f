"""All explorers on a projector: one screen, large letters, the dark theme, keys, a kernel that ends."""

import colorsys
import io
import os

import nbformat
import numpy as np
import pytest
from browser import lab as harness
from PIL import Image
from refresh import KERNEL

from helpers.explore import EXPLORERS
from helpers.figures import style

required = os.environ.get("RELU_BROWSER_REQUIRED")
pytestmark = pytest.mark.skipif(
    not harness.chromium() and not required, reason="no Chromium on this machine: no explorer was measured"
)
COLOURS = [style.FUNCTION, style.DERIVATIVE, style.POINT, style.GUIDE, style.DATA, style.INACTIVE]
SETUP = f"""
from matplotlib.figure import Figure
from helpers.explore import EXPLORERS
from helpers.figures import show, style
style.use()
fig = Figure(figsize=(6, 1), layout="none")
fig.add_axes((0, 0, 1, 1)).bar(range(6), 1, color={COLOURS})
fig.axes[0].set(xlim=(-1, 6), xticks=[], yticks=[], ylabel="")
fig.axes[0].grid(False)
show(fig, "A bar in each colour.")
"""
PRESENTER = "fig = Figure()\nstyle.use(presenter=True)\nfig.subplots()\nshow(fig, 'Empty axes.')"
SLOW = """
import time
from helpers.figures import Explorer, slider
style.use()
fig, drawn = Figure(figsize=(8, 3), layout="constrained"), []
(dot,) = fig.subplots().plot([], [], "o")

def draw(x):
    time.sleep(0.3)
    drawn.append(x)
    return f"Drawing {len(drawn)} is at {x:.0f}."

Explorer(fig, draw, [dot], x=slider("x", 0, 0, 1000, 1))
"""
CELLS = [f"EXPLORERS[{name!r}]()" for name in EXPLORERS]
MEASURE = """async explorer => {
    const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const all = (what, where = explorer) => [...where.querySelectorAll(what)].filter(e => e.offsetParent);
    const box = e => e.getBoundingClientRect();
    const page = document.querySelector('.jp-WindowedPanel-outer');
    const found = [];
    for (const scene of all('.explorer-scenes button')) {
        scene.click();
        for (let n = 0; n < 2; n++) {
            await kernel.requestCommInfo({});
            await new Promise(requestAnimationFrame);
        }
        const picture = explorer.querySelector('img'), drawn = explorer.querySelector('svg[viewBox]');
        const parts = [...explorer.querySelector('.explorer-body').children, picture, drawn,
            ...all('p'), ...all('.explorer-scenes, button, .widget-readout, .widget-hslider')];
        const names = all('.widget-label, button, .widget-readout');
        found.push({
            scene: scene.innerText,
            room: page.clientHeight - Math.max(...parts.map(e => box(e).bottom)) + box(explorer).top,
            inside: parts.every(e => box(e).left >= box(explorer).left - 1
                && box(e).right <= Math.min(box(explorer).right + 1, page.clientWidth + box(page).left)),
            below: box(explorer.querySelector('.explorer-stage')).top
                - box(explorer.querySelector('.explorer-board')).bottom,
            narrowest: Math.min(...all('.noUi-target').map(e => box(e).width), Infinity),
            cut: names.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText),
            picture: [box(picture).width, box(picture).height],
            point: box(picture).width / drawn.viewBox.baseVal.width,
            letters: Math.min(...[...names, ...all('p')].map(e => parseFloat(getComputedStyle(e).fontSize))),
        });
    }
    return found;
}"""
TEXTS = """explorer => [...explorer.querySelectorAll('p, kbd, summary, button, .widget-label')]
    .filter(e => e.offsetParent && e.innerText.trim()).map(e => {
        let behind = e, plate;
        while (/^rgba.* 0\\)$/.test(plate = getComputedStyle(behind).backgroundColor))
            behind = behind.parentElement;
        return [e.innerText, getComputedStyle(e).color, plate];
    })"""


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explorers")
    cells = [nbformat.v4.new_code_cell(each) for each in (SETUP, *CELLS, PRESENTER, *CELLS, SLOW)]
    nbformat.write(
        nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), folder / "all.ipynb"
    )
    lab = harness.Lab(folder, root=folder)
    try:
        with harness.browser() as opened:
            notebook = harness.Notebook(
                lab, opened.new_page(viewport={"width": 1280, "height": 720}), "all.ipynb"
            )
            notebook.run_all()
            yield notebook
            notebook.close()
    finally:
        lab.close()


def explorer(notebook, name, presenter=False):
    number = 1 + list(EXPLORERS).index(name) + presenter * (len(EXPLORERS) + 1)
    return notebook.page.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".explorer")


def scenes(notebook, name, presenter=False, size=(1280, 720)):
    """What is measured of an explorer in each of its scenes, on a screen of `size`."""
    notebook.page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    return explorer(notebook, name, presenter).evaluate(MEASURE)


@pytest.mark.parametrize("name", EXPLORERS)
def test_controls_picture_and_sentence_fit_the_notebook_area_of_a_small_projector(notebook, name):
    for seen in scenes(notebook, name):
        assert seen["room"] >= 0, seen
        assert seen["inside"], seen
        assert seen["narrowest"] >= 200, seen
        assert seen["cut"] == [], seen
        assert seen["below"] < 0, seen  # the picture stands beside the controls
        assert seen["picture"][0] >= 800, seen


@pytest.mark.parametrize("name", EXPLORERS)
def test_a_presenters_letters_are_a_fortieth_of_a_large_screen_and_all_fits(notebook, name):
    for seen in scenes(notebook, name, presenter=True, size=(1920, 1080)):
        assert seen["room"] >= 0, seen
        assert seen["inside"], seen
        assert seen["narrowest"] >= 300, seen
        assert seen["cut"] == [], seen
        assert seen["letters"] >= 27, seen
        assert 12 * seen["point"] >= 27, seen  # the letters of the picture have 12 points


def test_on_a_narrow_page_the_controls_stand_above_the_picture(notebook):
    for seen in scenes(notebook, "secant", size=(700, 900)):
        assert seen["below"] >= 0
        assert seen["inside"]
        assert seen["narrowest"] >= 200


def channels(css):
    return [float(number) for number in css[css.index("(") + 1 : -1].split(",")][:3]


def contrast(one, other):
    """Of two colours as (red, green, blue) from 0 to 255, as WCAG defines it."""
    light = []
    for colour in (one, other):
        c = np.array(colour) / 255
        linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
        light.append(linear @ [0.2126, 0.7152, 0.0722] + 0.05)
    return max(light) / min(light)


def pixels(locator):
    return np.asarray(Image.open(io.BytesIO(locator.screenshot())).convert("RGB"), float)


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_texts_and_pictures_have_contrast_in_both_themes_and_colours_keep_their_hue(notebook, theme):
    notebook.page.set_viewport_size({"width": 1280, "height": 720})
    change = "theme => jupyterapp.commands.execute('apputils:change-theme', {theme}).then(() => 1)"
    ground = "getComputedStyle(document.body).getPropertyValue('--jp-layout-color0').trim()"
    notebook.page.evaluate(change, f"JupyterLab {theme}")
    try:
        notebook.page.wait_for_function(f"dark => ({ground} === '#111') === dark", arg=theme == "Dark")
        for name in ("secant", "dying_lab"):
            for text, colour, plate in explorer(notebook, name).evaluate(TEXTS):
                assert contrast(channels(colour), channels(plate)) >= 4.5, text
            drawn = pixels(explorer(notebook, name).locator(".explorer-stage img"))
            ground, ink = (drawn.reshape(-1, 3)[k] for k in (0, np.abs(drawn - drawn[0, 0]).sum(2).argmax()))
            assert contrast(ground, ink) >= 10
            assert (ground.max() < 40) == (theme == "Dark")
        bars = pixels(notebook.page.locator("figure img").first)
        ground = bars[len(bars) // 2, 4]
        seen = [bars[len(bars) // 2, round((n + 1) * bars.shape[1] / 7)] for n in range(6)]
        for name, colour in zip(COLOURS, seen, strict=True):
            made = [int(name[k : k + 2], 16) for k in (1, 3, 5)]
            assert contrast(colour, ground) >= min(contrast(made, [255] * 3), 4.5) - 0.4, name
            if max(made) - min(made) > 40:
                turn = abs(colorsys.rgb_to_hsv(*colour)[0] - colorsys.rgb_to_hsv(*made)[0])
                assert min(turn, 1 - turn) < 0.05, name
    finally:
        notebook.page.evaluate(change, "JupyterLab Light")


def test_keys_press_the_scenes_and_the_player_after_a_click_on_the_picture(notebook):
    notebook.page.set_viewport_size({"width": 1280, "height": 720})
    secant, page = explorer(notebook, "secant"), notebook.page
    secant.locator("button:text-is('start')").click()
    secant.locator(".explorer-stage").click(position={"x": 300, "y": 100})

    def after(key):
        page.keyboard.press(key)
        notebook.settle()
        return secant.locator("[role=status]").inner_text()

    first, second = "at x = 0.00 with step h = 2.00", "at x = 0.50 with step h = 2.00"
    start, last = "at x = 0.00 with step h = 1.00", "at x = 0.20 with step h = 0.50"
    for key, words in zip("nnpspn", (first, second, first, start, last, start), strict=True):
        assert words in after(key), key
    secant.locator(".noUi-handle").last.focus()
    assert first in after("n")
    player = secant.locator(".player button").first
    for word in ("pause", "play"):
        after("g")
        assert player.inner_text() == word
    assert page.locator(".jp-Notebook .jp-CodeCell").count() == 2 * len(CELLS) + 3
    assert notebook.errors() == notebook.console == []


def test_while_a_drawing_is_late_only_the_newest_value_is_drawn(notebook):
    page = notebook.page
    slow = page.locator(".jp-Notebook .jp-CodeCell").last.locator(".explorer")
    slow.scroll_into_view_if_needed()
    box = slow.locator(".noUi-handle").bounding_box()
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    for n in range(60):
        page.mouse.move(box["x"] + 8 + 3 * n, box["y"] + 8)
        page.wait_for_timeout(20)

    def drawing():
        return int(slow.locator("[role=status]").inner_text().split()[1])

    at_release = drawing()
    page.mouse.up()
    value = slow.locator(".widget-readout").inner_text()
    slow.get_by_text(f"is at {value}.").wait_for()
    assert int(value) > 500
    assert drawing() - at_release <= 3  # one that is under way, the newest, and one that was done meanwhile
    page.wait_for_timeout(1000)
    notebook.settle()
    assert f"is at {value}." in slow.locator("[role=status]").inner_text()
    assert drawing() < 30


END = {
    "restart": "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart().then(() => 1)",
    "shut down": "() => jupyterapp.shell.currentWidget.sessionContext.shutdown().then(() => 1)",
}


@pytest.mark.parametrize("way", END)
def test_when_its_kernel_is_gone_an_explorer_says_so_and_what_to_press(notebook, way):
    if way == "shut down":
        notebook.run(0, 1 + list(EXPLORERS).index("secant"))
    words = "e => getComputedStyle(e, '::before').content"
    secant = explorer(notebook, "secant")
    assert secant.evaluate(words) == "none"
    notebook.page.evaluate(END[way])
    for _ in range(200):
        if "stopped" in secant.evaluate(words):
            break
        notebook.page.wait_for_timeout(50)
    assert "Press Run, then Run All Cells." in secant.evaluate(words)
    assert secant.locator(".explorer-board").evaluate("e => getComputedStyle(e).pointerEvents") == "none"
    inside = secant.locator(".jupyter-widgets-disconnected").evaluate_all(f"all => all.map({words})")
    assert set(inside) <= {"none"}
