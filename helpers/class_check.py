"""Before class: `python -m helpers.class_check` opens every explorer and says what works, and how fast.

A line for each thing that is looked at, and at the end a sentence: ready, or what is missing and what to do
about it; then the command fails. It looks at the packages and their versions, the memory, the notebooks, the
settings of JupyterLab, a kernel, and every explorer: each is opened, its sliders are moved and its scenes are
pressed, while Python may reach no other machine. The times are those of Python on this machine, without the
browser.
"""

import json
import os
import platform
import re
import subprocess
import sys
import time
import tomllib
from contextlib import contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
INSTALL = "run `python -m pip install -r requirements.txt` in the project folder"
PATIENCE = 0.5
"""Seconds for the sliders of one explorer; each moves at least once."""

# Each check below yields pairs: whether all is well, and a sentence.


def packages():
    """Python, the project, and each package that pyproject.toml names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    least = project["requires-python"].removeprefix(">=")
    yield _new_enough("Python", platform.python_version(), least, "install a newer Python")
    for name, least in [(project["name"], ""), *(need.split(">=") for need in project["dependencies"])]:
        try:
            yield _new_enough(name, metadata.version(name), least, INSTALL)
        except metadata.PackageNotFoundError:
            yield False, f"{name} is not installed: {INSTALL}."


def _new_enough(name, version, least, cure):
    if _numbers(version) >= _numbers(least):
        return True, f"{name} {version}"
    return False, f"{name} {version} is too old, {least} or newer is needed: {cure}."


def _numbers(version):
    return [int(part) for part in re.findall(r"\d+", version)[:3]]


def machine():
    """What there is to compute with."""
    free = free_memory()
    told = "not known, this system does not tell" if free is None else f"{free / 1e9:.1f} GB"
    yield True, f"processor cores: {os.cpu_count()}; free memory: {told}"
    yield True, "Chromium is not needed: any browser shows the lessons, only the tests drive one"


def free_memory(table=Path("/proc/meminfo")) -> int | None:
    """Bytes that programs could still take; None where the system keeps no such table."""
    try:
        found = re.search(r"^MemAvailable: +(\d+) kB$", table.read_text(encoding="utf-8"), re.M)
    except OSError:
        return None
    return int(found[1]) * 1024 if found else None


def folder():
    """The notebooks and the settings of JupyterLab."""
    lessons = sorted((ROOT / "notebooks").glob("*.ipynb"))
    if lessons:
        yield True, f"{len(lessons)} notebooks, from {lessons[0].name} to {lessons[-1].name}"
    else:
        yield False, f"there are no notebooks in {ROOT / 'notebooks'}: get the whole project once more."
    settings = ROOT / ".jupyterlab"
    try:
        compile((settings / "config.py").read_text(encoding="utf-8"), "config.py", "exec")
        json.loads((settings / "overrides.json").read_text(encoding="utf-8"))
        yield True, "the settings of JupyterLab are found"
    except (OSError, SyntaxError, ValueError) as error:
        yield False, f"the settings of JupyterLab in {settings} cannot be read: {_words(error)}."


def kernel():
    """A kernel starts, and finds the project."""
    from jupyter_client.kernelspec import NoSuchKernel
    from jupyter_client.manager import start_new_kernel

    begun, cure = time.perf_counter(), f"{INSTALL}, or look at `jupyter kernelspec list`"
    try:
        manager, client = start_new_kernel(30, "python3", stderr=subprocess.DEVNULL)
    except NoSuchKernel:
        yield False, f"JupyterLab has no kernel named python3: {cure}."
        return
    except Exception as error:  # whatever keeps a kernel from starting
        yield False, f"the kernel python3 does not start ({_words(error)}): {cure}."
        return
    try:
        reply = client.execute_interactive("import helpers.explore", timeout=60, output_hook=lambda _: None)
    except TimeoutError:
        yield False, "the kernel python3 has not answered for a minute: close other programs and try again."
        return
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    told = reply["content"]
    if told["status"] == "ok":
        yield True, f"a kernel starts and knows the explorers after {time.perf_counter() - begun:.1f} s"
    else:
        error = f"{told['ename']}: {told['evalue']}"
        yield False, f"the kernel python3 does not find the project ({error}): {cure}."


def explorers():
    """Every explorer, opened and moved without the network."""
    with offline() as asked:
        try:
            from helpers.explore import EXPLORERS
        except Exception as error:  # a package that is there and cannot be loaded
            yield False, f"the explorers cannot be imported ({_words(error)}): {INSTALL}."
            return
        width = max(map(len, EXPLORERS))
        for name, build in EXPLORERS.items():
            try:
                yield True, f"{name:{width}} {tried(build)}"
            except Exception as error:  # whatever an explorer may raise
                yield False, f"the explorer {name} is broken: {_words(error)}."
    if asked:
        yield False, f"an explorer asked for the network: {', '.join(sorted(set(asked)))}."
    else:
        yield True, f"none of the {len(EXPLORERS)} explorers needed the network, which was blocked meanwhile"


def tried(build) -> str:
    """What opening an explorer, moving its sliders and pressing its buttons and scenes took, in words."""
    from helpers.figures.controls import Choice, Slider, Stops, family

    begun = time.perf_counter()
    explorer = build()
    opened = time.perf_counter() - begun
    try:
        parts = list(family(explorer))
        sliders = [each for each in parts if isinstance(each, Slider | Stops)]
        moves, until = [], time.perf_counter() + PATIENCE
        for quarter in (4, 0, 3, 1, 2):
            for each in sliders:
                if quarter == 4 or time.perf_counter() < until:
                    moves.append(_moved(each, quarter))
        presses = [_moved(each, quarter) for each in parts if isinstance(each, Choice) for quarter in (4, 0)]
        for scene, state in explorer.scenes.items():
            presses.append((_timed(lambda state=state: explorer.set(**state)), f"scene “{scene}”"))
    finally:
        explorer.close()
    slowest, where = max(moves + presses)
    typical = median(took for took, _ in moves)
    return f"opens in {opened:.1f} s, sliders answer in {typical:3.0f} ms (slowest {slowest:.0f} ms: {where})"


def _moved(control, quarter):
    """The milliseconds that moving a control takes, by quarters of its way, and where it is then."""
    if hasattr(control, "index"):
        place = round((len(control.options) - 1) * quarter / 4)
        took = _timed(lambda: setattr(control, "index", place))
        return took, f"{control.description} = {control.label}"
    place = control.min + (control.max - control.min) * quarter / 4
    took = _timed(lambda: setattr(control, "value", place))
    return took, f"{control.description} = {control.reading():g}"


def _timed(work):
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


_asked: list[str] | None = None  # whom Python wanted to reach while it may not; None while it may


@contextmanager
def offline():
    """Inside it Python reaches no other machine; gives the list of those it wanted to reach."""
    global _asked
    _hook()
    _asked = asked = []
    try:
        yield asked
    finally:
        _asked = None


@cache
def _hook():
    sys.addaudithook(_watch)  # Python tells it of every connection, from whatever package


def _watch(event, arguments):
    if _asked is None or event not in _CONNECTING:
        return
    host = arguments[_CONNECTING[event]]
    host = host[0] if isinstance(host, tuple) else host if event.startswith("socket.get") else None
    if host and not re.fullmatch(r"127\..*|::1|localhost", str(host)):
        _asked.append(str(host))
        raise OSError(f"the network is blocked, and {host} was asked for")


_CONNECTING = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1}  # event -> where the address is
_CONNECTING |= {"socket.getaddrinfo": 0, "socket.gethostbyname": 0}


def _words(error):
    return f"{type(error).__name__}: {error}".rstrip(".")


def main():
    """The command; see the top of this module."""
    begun, broken = time.perf_counter(), []
    for check in (packages, machine, folder, kernel, explorers):
        if broken and check is kernel:
            break  # what is missing would be named once more
        for well, sentence in check():
            print(f"{'ok' if well else 'NO':4}{sentence}", flush=True)
            broken += [] if well else [sentence]
    if broken:
        sys.exit("\n".join(["Not ready for class:", *(f"- {sentence}" for sentence in broken)]))
    print(f"Ready for class. This took {time.perf_counter() - begun:.0f} s.")


if __name__ == "__main__":
    main()
