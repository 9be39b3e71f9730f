"""How many students a machine carries: a JupyterHub of our own, a class that logs in and moves its sliders.

    python tests/benchmarks/class_on_a_hub.py --students 20 [--lesson 05_dying_relu] [--browsers 1]

Starts the hub as `.jupyterlab/jupyterhub_config.py` has it, on 127.0.0.1 and in a folder of its own. Each
student logs in, has the lessons pulled as they are committed, opens one, runs all its cells, and moves the
first slider of its first explorer: a step each half second, all together, then a drag of sixty values a
second. All but `--browsers` of them speak the protocol without a browser: a Chromium on the same machine
takes as much of it as several students do, and in class it runs on theirs.
Needs tests/benchmarks/hub.txt and configurable-http-proxy; .jupyterlab/HUB.md says how to get them.
"""

import argparse
import asyncio
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import httpx
import nbformat
import numpy as np
import psutil
from front import Front
from playwright.async_api import TimeoutError as NotPainted
from playwright.async_api import async_playwright
from slider_latency import WATCH

sys.path.insert(0, str(Path(__file__).parent.parent))
from browser.lab import FLAGS, PROJECT, chromium

HUB = """
load_subconfig({config!r})
c.JupyterHub.bind_url, c.JupyterHub.hub_bind_url = "http://127.0.0.1:{0}", "http://127.0.0.1:{1}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{2}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.Spawner.cmd = [{python!r}, "-m", "jupyterhub.singleuser"]
c.Spawner.args += ["--allow-root", "--LabApp.expose_app_in_browser=True"]
c.JupyterHub.concurrent_spawn_limit = {students}
"""


class Hub:
    """A JupyterHub in `scratch`. `url` is where its proxy listens."""

    def __init__(self, scratch, students):
        probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
        ports = [probe.getsockname()[1] for probe in probes]
        for probe in probes:
            probe.close()
        names = {"config": str(PROJECT / ".jupyterlab" / "jupyterhub_config.py"), "python": sys.executable}
        config = scratch / "class_config.py"
        config.write_text(HUB.format(*ports, proxy=proxy(), students=students, **names))
        self.url, self.password, self.root = f"http://127.0.0.1:{ports[0]}", secrets.token_hex(8), scratch
        # the environment of a student's server is the hub's
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        own = {"CLASS_PASSWORD": self.password, "CLASS_FOLDER": str(scratch / "class"), "PATH": path}
        self.log = (scratch / "hub.log").open("w")
        command = [sys.executable, "-m", "jupyterhub", "-f", str(config)]
        out = {"stdout": self.log, "stderr": subprocess.STDOUT}
        self.process = subprocess.Popen(command, env=os.environ | own, cwd=scratch, **out)

    async def ready(self):
        async with httpx.AsyncClient() as client:
            for _ in range(600):
                try:
                    if (await client.get(f"{self.url}/hub/login")).status_code == 200:
                        return
                except httpx.TransportError:
                    if self.process.poll() is not None:
                        break
                await asyncio.sleep(0.1)
        raise RuntimeError("The hub did not start:\n" + (self.root / "hub.log").read_text()[-2000:])

    def processes(self, student):
        """The server of a student and its kernels."""
        for process in psutil.Process(self.process.pid).children(recursive=True):
            serves = "jupyterhub.singleuser" in " ".join(process.cmdline())
            if serves and process.environ().get("JUPYTERHUB_USER") == student:
                return process, process.children(recursive=True)
        raise LookupError(f"{student} has no server")

    def close(self):
        """End the hub, its proxy and all servers."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
        for process in family:  # servers outlive their hub if it was not asked to end them
            try:
                process.terminate()
            except psutil.NoSuchProcess:
                continue
        for process in psutil.wait_procs(family, 20)[1]:
            process.kill()
        self.log.close()


class Student:
    """Someone who logs in and works. `times` has milliseconds from a hand's move to its picture."""

    def __init__(self, hub, name, lesson):
        self.hub, self.name, self.lesson, self.errors = hub, name, lesson, []
        self.base = f"{hub.url}/user/{name}"
        self.client = httpx.AsyncClient(follow_redirects=True, timeout=180)
        self.steps, self.drags, self.lost, self.late = [], [], 0, []

    async def start(self):
        """Log in, wait for a server, have the lessons pulled; seconds that it took."""
        begun = time.perf_counter()
        await self.client.get(f"{self.hub.url}/hub/login")
        form = {"username": self.name, "password": self.hub.password, "_xsrf": self._xsrf()}
        page = await self.client.post(f"{self.hub.url}/hub/login?next=/hub/spawn", data=form)
        while "/git-pull" not in str(page.url):
            if page.status_code >= 400 or time.perf_counter() - begun > 180:
                raise RuntimeError(f"no server: {page.status_code} at {page.url}")
            await asyncio.sleep(0.5)
            page = await self.client.get(f"{self.base}/")
        query = page.url.copy_with(path=f"/user/{self.name}/git-pull/api")
        async with self.client.stream("GET", query, headers=self._headers()) as lines:
            told = [line async for line in lines.aiter_lines()]
        if not any('"finished"' in line for line in told):
            raise RuntimeError(f"no lessons: {told[-3:]}")
        return time.perf_counter() - begun

    async def run_all(self):
        """Open the lesson and run its cells; seconds of the first cell and of all."""
        path = f"relu/notebooks/{self.lesson}.ipynb"
        body = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        made = await self.client.post(f"{self.base}/api/sessions", json=body, headers=self._headers())
        made.raise_for_status()
        kernel = f"{self.base}/api/kernels/{made.json()['kernel']['id']}/channels"
        self.front = await Front.connect(kernel.replace("http", "ws", 1), self._headers(cookies=True))
        page = await self.client.get(f"{self.base}/api/contents/{path}")
        cells = nbformat.from_dict(page.json()["content"]).cells
        begun, seconds = time.perf_counter(), []
        for cell in cells:
            if cell.cell_type == "code":
                await self.front.run(cell.source)
                seconds.append(time.perf_counter() - begun)
        if self.front.errors:
            raise RuntimeError(self.front.errors[0])
        self.slider, self.overlay = next(self.front.explorers())
        return seconds[0], seconds[-1]

    async def press(self, steps, gate):
        """One step of the slider each half second, as a key does."""
        states = self._states()
        await gate.wait()
        await asyncio.sleep(secrets.randbelow(500) / 1000)
        for n in range(steps):
            begun = time.perf_counter()
            self.steps.append(await self._picture(states[n % len(states)], begun))
            await asyncio.sleep(max(0, begun + 0.5 - time.perf_counter()))

    async def drag(self, seconds, gate):
        """Sixty values a second; the newest is sent as soon as the kernel is idle, as ipywidgets does."""
        states, now = self._states(), None
        await gate.wait()
        begun = time.perf_counter()
        while (n := int(60 * (time.perf_counter() - begun))) < 60 * seconds:
            if states[n % len(states)] == now:  # not moved on, or on the way back at the same place
                await asyncio.sleep(0.001)
                continue
            now = states[n % len(states)]
            self.drags.append(await self._picture(now, begun + n / 60))
        last = next(state for state in states if state != now)
        self.late.append(await self._picture(last, begun + seconds))  # where the hand lets go
        dragged = self.front.models[self.overlay]["value"]
        for state in (now, last):
            await self._picture(state, time.perf_counter())
        self.lost += self.front.models[self.overlay]["value"] != dragged

    async def _picture(self, state, begun):
        request = self.front.move(self.slider, **state)
        try:
            at = await self.front.answer(request, f"picture of {self.overlay}", timeout=20)
            await self.front.answer(request, "idle", timeout=20)
        except TimeoutError:
            self.lost += 1
            return float("nan")
        return 1000 * (at - begun)

    def _states(self):
        """Values of the slider, up and down its range."""
        model = self.front.models[self.slider]
        if model["_model_name"] == "SelectionSliderModel":
            places = range(len(model["_options_labels"]))
            return [{"index": n} for n in (*places, *reversed(places[1:-1]))]
        places = np.arange(model["min"], model["max"] + model["step"] / 2, model["step"])
        return [{"value": float(value)} for value in (*places, *places[-2:0:-1])]

    def _xsrf(self):
        """The token of the longest path, as a browser sends it."""
        cookies = [each for each in self.client.cookies.jar if each.name == "_xsrf"]
        return max(cookies, key=lambda each: len(each.path)).value

    def _headers(self, cookies=False):
        jar = self.client.cookies.jar
        names = [f"{each.name}={each.value}" for each in jar if each.path.startswith(f"/user/{self.name}")]
        return {"X-XSRFToken": self._xsrf()} | ({"Cookie": "; ".join(names)} if cookies else {})

    async def close(self):
        if hasattr(self, "front"):
            self.front.close()
        await self.client.aclose()


class Watcher(Student):
    """A student with a real browser: what is measured is what is painted."""

    def __init__(self, hub, name, lesson, browser):
        super().__init__(hub, name, lesson)
        self.browser = browser

    async def start(self):
        begun = time.perf_counter()
        self.page = await self.browser.new_page(viewport={"width": 1366, "height": 768})
        await self.page.goto(f"{self.hub.url}/hub/login")
        await self.page.fill("[name=username]", self.name)
        await self.page.fill("[name=password]", self.hub.password)
        await self.page.press("[name=password]", "Enter")
        await self.page.wait_for_url("**/lab/tree/relu/**", timeout=240_000)
        return time.perf_counter() - begun

    async def run_all(self):
        await self.page.goto(f"{self.base}/lab/tree/relu/notebooks/{self.lesson}.ipynb")
        await self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
        idle = (
            "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
        )
        await self.page.wait_for_function(idle, timeout=120_000)
        begun = time.perf_counter()
        run = "() => jupyterapp.commands.execute('notebook:run-all-cells').then(() => 1)"
        await self.page.evaluate(run)
        await self.page.wait_for_function(idle, timeout=600_000)
        await self.page.locator(".jp-Notebook .noUi-handle:visible:not(.prediction-card *)").first.focus()
        await self.page.evaluate(WATCH)
        return float("nan"), time.perf_counter() - begun

    async def press(self, steps, gate):
        await gate.wait()
        for n in range(steps):
            key = "ArrowLeft" if n % 20 < 10 else "ArrowRight"
            await self.page.keyboard.press(key)
            try:
                await self.page.wait_for_function("() => bench.painted !== null", timeout=20_000, polling=5)
                self.steps.append(await self.page.evaluate("() => bench.painted - bench.key"))
            except NotPainted:
                self.lost += 1
            await asyncio.sleep(0.5)

    async def close(self):
        await self.page.close()
        await super().close()


def proxy():
    """configurable-http-proxy, of this project's folder or of the machine."""
    local = PROJECT / "node_modules" / ".bin"
    return shutil.which("configurable-http-proxy", path=f"{local}{os.pathsep}{os.environ['PATH']}")


def missing():
    """What is not installed, as a sentence; nothing if all is there."""
    lacking = [name for name in ("jupyterhub", "nbgitpuller") if not find_spec(name)]
    if lacking:
        return f"{' and '.join(lacking)} missing: python -m pip install -r tests/benchmarks/hub.txt"
    if not proxy():
        return (
            "configurable-http-proxy missing: npm install --no-save --no-package-lock configurable-http-proxy"
        )
    return ""


def memory(process):
    """Megabytes: what is shared by several processes is counted in parts (Linux), or not at all."""
    info = process.memory_full_info()
    return getattr(info, "pss", info.uss) / 2**20


async def together(students, work):
    """What each student's work returns; whoever fails is out, and the sentence is kept."""
    results = await asyncio.gather(*(work(each) for each in students), return_exceptions=True)
    for student, result in zip(students, results, strict=True):
        if isinstance(result, BaseException):
            student.errors.append(f"{student.name}: {type(result).__name__}: {result}")
            print(f"   {student.errors[-1]}")
    alive = [(s, r) for s, r in zip(students, results, strict=True) if not isinstance(r, BaseException)]
    return [s for s, _ in alive], [r for _, r in alive]


async def at_once(students, work):
    """All begin in the same moment; those who came through."""
    gate = asyncio.Event()
    moving = asyncio.ensure_future(together(students, lambda each: work(each, gate)))
    await asyncio.sleep(0.5)
    gate.set()
    return (await moving)[0]


def spread(values, unit="ms"):
    values = np.array([value for value in values if value == value])
    if not len(values):
        return "nothing measured"
    middle, high = np.percentile(values, [50, 95])
    return f"median {middle:7.1f} {unit}   95 % {high:7.1f} {unit}   longest {values.max():7.1f} {unit}"


async def lesson_on(hub, everyone, steps):
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}; {psutil.cpu_count()} processors")
    await hub.ready()
    students, seconds = await together(everyone, lambda each: each.start())
    print(f"{len(students)} of {len(everyone)} logged in, with lessons: {spread(seconds, 's')}")
    students, ran = await together(students, lambda each: each.run_all())
    print(f"{len(students)} ran all cells: first cell {spread([first for first, _ in ran], 's')}")
    print(f"{'':20}all cells  {spread([whole for _, whole in ran], 's')}")
    if not students:
        return False
    sizes = [
        (memory(server), sum(map(memory, kernels))) for server, kernels in map(hub.processes, names(students))
    ]
    servers, kernels = zip(*sizes, strict=True)
    both = [sum(each) for each in sizes]
    for what, each in (("server", servers), ("kernel", kernels), ("both", both)):
        middle = statistics.median(each)
        print(f"memory a student, {what:7} median {middle:5.0f} MB   most {max(each):5.0f} MB")
    students = await at_once(students, lambda each, gate: each.press(steps, gate))
    plain = [each for each in students if not isinstance(each, Watcher)]
    print(f"a step each half second: {spread([ms for each in plain for ms in each.steps])}")
    if len(plain) < len(students):
        painted = [ms for each in students if isinstance(each, Watcher) for ms in each.steps]
        print(f"   painted in a browser: {spread(painted)}")
    students = await at_once(plain, lambda each, gate: each.drag(3, gate))
    print(f"a drag of three seconds: {spread([ms for each in students for ms in each.drags])}")
    print(f"the value where the hand let go: {spread([t for each in students for t in each.late])}")
    print(f"pictures lost or wrong: {sum(each.lost for each in everyone)}")
    errors = [error for each in everyone for error in each.errors]
    print(f"errors: {len(errors)}")
    print(f"load of the machine after: {os.getloadavg()[0]:.1f}")
    return not errors and not sum(each.lost for each in everyone)


def names(students):
    return [each.name for each in students]


async def main(args):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with async_playwright() as play:
            browsers = args.browsers if chromium() else 0
            opened = await play.chromium.launch(executable_path=chromium(), args=FLAGS) if browsers else None
            hub = Hub(Path(folder), args.students)
            everyone = [
                Watcher(hub, f"student{n:02}", args.lesson, opened)
                if n <= browsers
                else Student(hub, f"student{n:02}", args.lesson)
                for n in range(1, args.students + 1)
            ]
            try:
                return await lesson_on(hub, everyone, args.steps)
            finally:
                await asyncio.gather(*(each.close() for each in everyone), return_exceptions=True)
                if opened:
                    await opened.close()
                hub.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, required=True)
    parser.add_argument("--lesson", default="05_dying_relu", help="name of a notebook with an explorer")
    parser.add_argument("--browsers", type=int, default=1, help="students with a real browser (Chromium)")
    parser.add_argument("--steps", type=int, default=25)
    asked = parser.parse_args()
    if asked.students < 1 or asked.browsers < 0 or asked.steps < 1:
        parser.error("--students and --steps are at least 1, --browsers at least 0")
    lessons = sorted(path.stem for path in (PROJECT / "notebooks").glob("*.ipynb"))
    if asked.lesson not in lessons:
        parser.error(f"no lesson {asked.lesson}; one of {', '.join(lessons)}")
    if sentence := missing():
        raise SystemExit(sentence)
    sys.exit(not asyncio.run(main(asked)))
