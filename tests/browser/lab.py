"""A JupyterLab and a Chromium of our own, driven as a person would: open, run all, press keys, look."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).parent.parent.parent
CONFIG = PROJECT / ".jupyterlab" / "config.py"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Path of a Chromium or Chrome on this machine, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Lab:
    """JupyterLab on 127.0.0.1 as the README starts it, with settings of its own in `scratch`."""

    def __init__(self, scratch, root=PROJECT):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url, self.token = f"http://127.0.0.1:{port}", secrets.token_hex(16)
        places = ("JUPYTERLAB_SETTINGS", "JUPYTERLAB_WORKSPACES", "JUPYTER_CONFIG", "JUPYTER_RUNTIME")
        own = {f"{name}_DIR": str(scratch / name.lower()) for name in places} | {
            "IPYTHONDIR": str(scratch / "ipython")
        }
        settings = scratch / "jupyterlab_settings" / "@jupyterlab" / "notebook-extension"
        settings.mkdir(parents=True)  # every cell on the page, also those that are scrolled out of sight
        (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
        settings = settings.parent / "docmanager-extension"
        settings.mkdir()
        (settings / "plugin.jupyterlab-settings").write_text('{"autosave": false}')
        self.log = (scratch / "lab.log").open("w")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyterlab", f"--config={CONFIG}", "--no-browser", "--allow-root"),
                *("--ip=127.0.0.1", f"--port={port}", f"--IdentityProvider.token={self.token}"),
                *(f"--ServerApp.root_dir={root}", "--expose-app-in-browser"),
            ],
            env=os.environ | own,
            cwd=root,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        for _ in range(600):
            try:
                self.api("api/status")
                return
            except urllib.error.URLError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.close()
        raise RuntimeError("JupyterLab did not start:\n" + (scratch / "lab.log").read_text()[-2000:])

    def api(self, path, method="GET"):
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(f"{self.url}/{path}", method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or "null")

    def close(self):
        self.process.terminate()
        self.process.wait(20)
        self.log.close()


@contextmanager
def browser():
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()


class Notebook:
    """A notebook of the lab in a browser page, opened beside nothing else. It is never saved."""

    def __init__(self, lab, page, path):
        self.lab, self.page, self.console = lab, page, []
        page.on("console", lambda m: self.console.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.console.append(str(error)))
        if page.url.startswith(lab.url):  # JupyterLab is there, and loading it again takes seconds
            page.evaluate(_OPEN, path)
        else:
            page.goto(f"{lab.url}/lab/tree/{path}?reset&token={lab.token}")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        self._wait("() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel != null")
        self._wait(_IDLE)
        page.evaluate("() => { jupyterapp.shell.collapseLeft(); jupyterapp.shell.collapseRight(); }")

    def run_all(self):
        self.page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells').then(() => 1)")
        self._wait(_IDLE, 120_000)
        self.settle()

    def run(self, *numbers):
        """Run some of the cells, counted from 0."""
        for number in numbers:
            self.page.evaluate(_RUN, number)
        self._wait(_IDLE)
        self.settle()

    def idle(self):
        self._wait(_IDLE)

    def settle(self):
        """Wait until the kernel has answered everything that was sent, and the page has painted it."""
        self.page.evaluate(_SETTLED)

    def errors(self) -> list[str]:
        """Error and stderr outputs, widgets that could not be shown, alarms of explorers."""
        return self.page.evaluate(_ERRORS)

    def sliders(self):
        """The sliders that are seen, without the one of a card on which a number is guessed."""
        return self.page.locator(".jp-Notebook .noUi-handle:visible:not(.prediction-card *)")

    def close(self):
        """End its kernel and take it from the page, in which the next one may be opened."""
        for session in self.lab.api("api/sessions"):
            self.lab.api(f"api/sessions/{session['id']}", "DELETE")
        self.page.evaluate("() => jupyterapp.shell.currentWidget.dispose()")

    def _wait(self, condition, timeout=60_000):
        self.page.wait_for_function(condition, timeout=timeout)


_OPEN = "path => jupyterapp.commands.execute('docmanager:open', { path }).then(() => 1)"
_IDLE = "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
_RUN = """number => {
    jupyterapp.shell.currentWidget.content.activeCellIndex = number;
    return jupyterapp.commands.execute('notebook:run-cell').then(() => 1);
}"""
_SETTLED = """async () => {
    for (let round = 0; round < 2; round++) {
        await jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestCommInfo({})
        for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
    }
}"""
# The kernel takes one request after the other, so its answer to this one comes last. The first round may be
# under way before a widget has sent what was pressed.
_ERRORS = """() => [...document.querySelectorAll(
    '[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"], ' +
    '.jupyter-widgets [role=alert], .jupyter-widgets-error-widget')].map(e => e.innerText)
    .concat([...document.querySelectorAll('.jp-OutputArea-output')].map(e => e.textContent)
        .filter(t => /Error (displaying|creating) widget|model not found/i.test(t)))"""
