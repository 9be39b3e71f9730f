"""Builds the site: records, writes sources, runs Sphinx, and puts the pages in place if all went well."""

import io
import os
import re
import shutil
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from helpers.site import font, pages, single

STATIC = Path(__file__).parent / "static"
TITLE = "The ReLU notebooks"
LONG = ("dying_lab", "Quiz", "pair", "folds", "two_panel")
"""What takes longest is recorded first, so that no processor core is left alone with it at the end."""
SETTINGS = {
    "project": TITLE,
    "html_title": TITLE,
    "author": "",
    "language": "en",
    "extensions": ["myst_nb", "helpers.site.extension"],
    "nb_execution_mode": "off",
    "nb_render_markdown_format": "myst",
    "myst_enable_extensions": ["dollarmath"],
    "html_math_renderer": "mathml",
    "html_theme": "sphinx_book_theme",
    "html_css_files": ["site.css"],
    "html_js_files": [("player.js", {"defer": "defer"})],
    "html_favicon": str(STATIC / "favicon.svg"),
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_show_sphinx": False,
    "html_show_copyright": False,
    "html_use_index": False,
    "html_permalinks": False,
    "html_context": {"default_mode": "auto"},
    "nb_code_prompt_show": "Show what this lesson imports",
    "nb_code_prompt_hide": "Hide what this lesson imports",
    "html_theme_options": {
        "use_download_button": False,
        "use_fullscreen_button": False,
        "show_toc_level": 1,
        "home_page_in_toc": True,
        "navbar_persistent": [],
    },
}
ALONE = {
    "html_sidebars": {"**": []},
    "html_theme_options": SETTINGS["html_theme_options"]
    | {
        "show_prev_next": False,
        "article_header_start": [],
        "article_header_end": [],
        "secondary_sidebar_items": [],
    },
}


def site(folder, address="", hub="", tell=print):
    """Build all pages into a folder; an earlier site there is replaced, and only if everything went well.

    address: where the site will be, for links that need it. hub: where a notebook opens, with {name} in it.
    FileExistsError if the folder holds something else. RuntimeError if a state cannot be drawn or Sphinx
    finds something wrong.
    """
    folder = Path(folder).absolute()
    if folder.exists() and any(folder.iterdir()) and not (folder / "_static" / STATIC_MARK).exists():
        raise FileExistsError(
            f"{folder} holds something that is no site of this command; give another folder."
        )
    begun, lessons = time.monotonic(), pages.lessons()
    parts = _record(lessons, tell)
    recorded = time.monotonic()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        source, static, made = _places(scratch)
        extra = Path(scratch) / "extra"
        (extra / "notebooks").mkdir(parents=True)
        for name, lesson in lessons.items():
            (extra / "notebooks" / f"{name}.ipynb").write_text(
                pages.without_outputs(lesson), encoding="utf-8"
            )
            pages.write(
                pages.page(lesson, parts[name], _download(f"notebooks/{name}.ipynb", name, hub), False),
                source / f"{name}.ipynb",
            )
        (source / "index.md").write_text(pages.start(lessons), encoding="utf-8")
        (source / "sheet.md").write_text(pages.sheet(lessons), encoding="utf-8")
        (static / "sheet.svg").write_text(parts["sheet"], encoding="utf-8")
        shutil.copy(pages.PROJECT / ".github" / "lesson.png", static / "share.png")
        (extra / ".nojekyll").touch()
        about = {name: pages.described(lesson) for name, lesson in lessons.items()}
        _sphinx(
            source,
            made,
            {"html_extra_path": [str(extra)], "address": address.rstrip("/"), "descriptions": about},
        )
        _swap(made, folder, Path(scratch) / "before")
    _tell_sizes(folder, tell)
    tell(
        f"Recorded in {recorded - begun:.0f} s, pages in {time.monotonic() - recorded:.0f} s: "
        f"{folder / 'index.html'}"
    )


STATIC_MARK = "player.js"


def one_file(name, folder, hub="", tell=print):
    """Build one lesson as one file with everything inside, FOLDER/NAME.html."""
    begun, folder = time.monotonic(), Path(folder).absolute()
    lesson = pages.lessons([name])[name]
    parts = _record({name: lesson}, tell, alone=True)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".building-") as scratch:
        source, _, made = _places(scratch)
        notebook = single.data("application/x-ipynb+json", pages.without_outputs(lesson).encode())
        pages.write(
            pages.page(lesson, parts[name], _download(notebook, name, hub), True), source / f"{name}.ipynb"
        )
        title, text = pages.described(lesson)
        _sphinx(
            source,
            made,
            ALONE | {"root_doc": name, "html_title": title, "descriptions": {name: (title, text)}},
        )
        whole = Path(scratch) / f"{name}.html"
        whole.write_text(single.inline(made / f"{name}.html"), encoding="utf-8")
        os.replace(whole, folder / f"{name}.html")
    size = (folder / f"{name}.html").stat().st_size
    tell(f"{folder / f'{name}.html'}: {size / 1e6:.1f} MB, {time.monotonic() - begun:.0f} s")


def _places(scratch):
    """Folders for sources, for files beside the pages, and for the pages."""
    source, static, made = (Path(scratch) / name for name in ("source", "static", "site"))
    source.mkdir()
    static.mkdir()
    (static / "dejavu.woff").write_bytes(font.dejavu())
    return source, static, made


def _record(lessons, tell, alone=False):
    """Lesson -> cell -> what `pages.recorded` gives, with as many processes as there are cores."""
    jobs = [
        (name, cell, *job) for name, lesson in lessons.items() for cell, job in pages.jobs(lesson).items()
    ]
    jobs.sort(key=lambda job: not any(word in job[3] for word in LONG))
    parts = {name: {} for name in lessons}
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        waiting = {
            pool.submit(pages.recorded, setup, line, alone): (name, cell, line)
            for name, cell, setup, line in jobs
        }
        if not alone:
            waiting[pool.submit(pages.cheat_sheet)] = ("sheet", "", "the cheat sheet")
        try:
            for count, done in enumerate(as_completed(waiting), start=1):
                name, cell, line = waiting[done]
                if name == "sheet":
                    parts["sheet"] = done.result()
                else:
                    parts[name][cell] = done.result()
                tell(f"[{count:3} of {len(waiting)}] {name} {line}")
        except Exception:
            pool.shutdown(cancel_futures=True)
            raise
    return parts


def _download(address, name, hub):
    at_hub = f', or <a href="{hub.format(name=name)}">open it without installing anything</a>' if hub else ""
    return f'<a href="{address}" download="{name}.ipynb">download it</a>{at_hub}'


def _sphinx(source, made, more):
    """Run Sphinx; RuntimeError with what it warns of, if there is something."""
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError

    warnings = io.StringIO()
    doctrees = made.parent / "doctrees"
    more = {"html_static_path": [str(STATIC), str(made.parent / "static")]} | more
    try:
        app = Sphinx(source, None, made, doctrees, "html", SETTINGS | more, status=None, warning=warnings)
        app.build()
    except SphinxError as error:
        raise RuntimeError(f"Sphinx stopped: {error}") from error
    told = re.sub(r"\x1b\[[\d;]*m", "", warnings.getvalue()).strip()
    if app.statuscode or told:
        raise RuntimeError(f"Sphinx is not content:\n{told}")
    (made / ".buildinfo").unlink(missing_ok=True)


def _swap(made, folder, before):
    """Put the pages made in the place of the folder; what was there is deleted with `before`."""
    if folder.exists():
        folder.rename(before)
    made.rename(folder)


def _tell_sizes(folder, tell):
    files = [path for path in folder.rglob("*") if path.is_file()]
    for path in sorted(folder.glob("*.html")):
        tell(f"{path.name:28}{path.stat().st_size / 1e6:6.1f} MB")
    tell(f"{len(files)} files{sum(path.stat().st_size for path in files) / 1e6:23.1f} MB")
