"""The check before class: it says what works, names what does not, and lets nothing reach the network."""

import socket
import subprocess
import sys
from importlib import metadata

import jupyter_client.manager
import pytest
from jupyter_client.kernelspec import NoSuchKernel
from matplotlib.figure import Figure

from helpers import class_check, explore
from helpers.figures import Explorer, slider

ELSEWHERE = "192.0.2.1"  # an address that belongs to nobody


def failures(check):
    return [sentence for well, sentence in check if not well]


def sample(draw):
    """Builds an explorer with one slider, from 0 to 4."""

    def build():
        fig = Figure()
        (line,) = fig.subplots().plot([0, 1], [0, 1])
        return Explorer(fig, draw, [line], scenes={"far": {"x": 3}}, x=slider("input x", 1, 0, 4, 1))

    return build


def fine(x):
    return "All is well."


def breaks_at_the_end(x):
    if x == 4:
        raise ZeroDivisionError("nothing to divide by")
    return "Not there yet."


def asks_the_network(x):
    if x == 3:
        socket.create_connection((ELSEWHERE, 80), timeout=1)
    return "At home."


def test_what_is_installed_here_is_named_with_its_version():
    said = dict(sentence.rsplit(" ", 1) for well, sentence in class_check.packages() if well)
    assert {"Python", "relu-notebooks", "numpy", "jupyterlab", "ipywidgets"} <= set(said)
    assert said["numpy"] == metadata.version("numpy")
    assert not failures(class_check.packages())


def test_a_missing_and_an_old_package_are_named_with_the_cure(monkeypatch):
    def version(name):
        if name == "scipy":
            raise metadata.PackageNotFoundError(name)
        return "1.9.9" if name == "numpy" else "99"

    monkeypatch.setattr(class_check.metadata, "version", version)
    old, missing = failures(class_check.packages())
    assert old.startswith("numpy 1.9.9 is too old, 1.26 or newer is needed: run `python -m pip install -r ")
    assert missing.startswith("scipy is not installed: run `python -m pip install -r requirements.txt` in ")


def test_an_old_python_is_named_with_another_cure(monkeypatch):
    monkeypatch.setattr(class_check.platform, "python_version", lambda: "3.9.1")
    assert failures(class_check.packages()) == [
        "Python 3.9.1 is too old, 3.11 or newer is needed: install a newer Python."
    ]


@pytest.mark.parametrize(
    ("version", "enough"), [("1.9", False), ("1.10", True), ("2.0.0rc1", True), ("1.10.1", True)]
)
def test_versions_are_compared_by_their_numbers(version, enough):
    assert class_check._new_enough("some", version, "1.10", "wait")[0] == enough


def test_the_free_memory_is_told_or_not_known(tmp_path, monkeypatch):
    table = tmp_path / "meminfo"
    table.write_text("MemTotal:       8000000 kB\nMemAvailable:    2000000 kB\n")
    assert class_check.free_memory(table) == 2_048_000_000
    table.write_text("MemTotal:       8000000 kB\n")
    assert class_check.free_memory(table) is None
    assert class_check.free_memory(tmp_path / "none") is None
    monkeypatch.setattr(class_check, "free_memory", lambda: None)
    assert "free memory: not known" in next(class_check.machine())[1]
    monkeypatch.setattr(class_check, "free_memory", lambda: 2_048_000_000)
    assert "free memory: 2.0 GB" in next(class_check.machine())[1]


def test_notebooks_and_settings_are_found_here_and_missed_elsewhere(tmp_path, monkeypatch):
    assert not failures(class_check.folder())
    monkeypatch.setattr(class_check, "ROOT", tmp_path)
    no_notebooks, no_settings = failures(class_check.folder())
    assert "there are no notebooks in" in no_notebooks
    assert "settings of JupyterLab in" in no_settings
    (tmp_path / ".jupyterlab").mkdir()
    (tmp_path / ".jupyterlab" / "config.py").write_text("c = get_config()")
    (tmp_path / ".jupyterlab" / "overrides.json").write_text("{")
    assert "JSONDecodeError" in failures(class_check.folder())[-1]


def test_a_kernel_starts_and_finds_the_project():
    ((well, sentence),) = class_check.kernel()
    assert well, sentence


class Client:
    """Stands in for a kernel and its client."""

    def __init__(self, reply):
        self.reply, self.stopped = reply, 0

    def execute_interactive(self, code, timeout, output_hook):
        assert (timeout, output_hook("printed")) == (60, None)
        if self.reply is None:
            raise TimeoutError
        return {"content": self.reply}

    def stop_channels(self):
        self.stopped += 1

    def shutdown_kernel(self, now):
        self.stopped += 1


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (
            {"status": "error", "ename": "ModuleNotFoundError", "evalue": "No helpers"},
            "the kernel python3 does not find the project (ModuleNotFoundError: No helpers): "
            f"{class_check.INSTALL}, or look at `jupyter kernelspec list`.",
        ),
        (
            None,
            "the kernel python3 has not answered for a minute: close other programs and try again.",
        ),
    ],
)
def test_a_kernel_that_does_not_answer_is_named_and_stopped(monkeypatch, reply, words):
    client = Client(reply)
    monkeypatch.setattr(jupyter_client.manager, "start_new_kernel", lambda *_, **__: (client, client))
    assert failures(class_check.kernel()) == [words]
    assert client.stopped == 2


@pytest.mark.parametrize(
    ("error", "words"),
    [(NoSuchKernel("python3"), "no kernel named python3"), (RuntimeError("died"), "not start")],
)
def test_a_kernel_that_does_not_start_is_named(monkeypatch, error, words):
    def start(*_, **__):
        raise error

    monkeypatch.setattr(jupyter_client.manager, "start_new_kernel", start)
    (sentence,) = failures(class_check.kernel())
    assert words in sentence


def test_each_explorer_has_a_line_and_a_broken_one_is_named(monkeypatch):
    def never():
        raise ValueError("no figure")

    made = {"good": sample(fine), "never": never, "late": sample(breaks_at_the_end)}
    monkeypatch.setattr(explore, "EXPLORERS", made)
    said = list(class_check.explorers())
    assert [well for well, _ in said] == [True, False, False, True]
    assert said[0][1].startswith("good  opens in ")
    assert said[1][1] == "the explorer never is broken: ValueError: no figure."
    assert said[2][1] == "the explorer late is broken: ZeroDivisionError: nothing to divide by."


def test_explorers_that_cannot_be_imported_are_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "helpers.explore", None)
    (sentence,) = failures(class_check.explorers())
    assert sentence.startswith(
        "the explorers cannot be imported (ModuleNotFoundError: import of helpers.explore"
    )
    assert sentence.endswith("): run `python -m pip install -r requirements.txt` in the project folder.")


@pytest.mark.parametrize(("patience", "moves"), [(0, [1, 4, 1, 3]), (60, [1, 4, 0, 3, 1, 2, 1, 3])])
def test_each_slider_moves_once_and_while_there_is_time_four_times_more(monkeypatch, patience, moves):
    monkeypatch.setattr(class_check, "PATIENCE", patience)
    drawn = []
    class_check.tried(sample(lambda x: drawn.append(x) or "So."))
    assert drawn == moves  # then the scenes "start" and "far"


def test_times_are_milliseconds(monkeypatch):
    ticks = iter([5.0, 5.25])
    monkeypatch.setattr(class_check.time, "perf_counter", lambda: next(ticks))
    done = []
    assert class_check._timed(lambda: done.append("so")) == 250
    assert done == ["so"]


def test_the_slowest_place_is_told(monkeypatch):
    ticks = iter(range(100))
    monkeypatch.setattr(class_check, "_timed", lambda work: work() or {7: 500.0}.get(next(ticks), 2.0))
    # one slider at five places and the scenes "start" and "far" are seven looks; the eighth begins anew
    assert class_check.tried(sample(fine)).endswith("sliders answer in   2 ms (slowest 2 ms: scene “start”)")
    assert class_check.tried(sample(fine)).endswith("(slowest 500 ms: input x = 4)")


def test_an_explorer_that_asks_for_the_network_is_told(monkeypatch):
    monkeypatch.setattr(explore, "EXPLORERS", {"curious": sample(asks_the_network)})
    broken, asked = failures(class_check.explorers())
    assert broken.startswith("the explorer curious is broken: OSError: the network is blocked")
    assert asked == f"an explorer asked for the network: {ELSEWHERE}."


def test_offline_blocks_other_machines_and_not_this_one():
    with socket.create_server(("127.0.0.1", 0)) as server, class_check.offline() as asked:
        socket.create_connection(server.getsockname(), timeout=5).close()
        assert asked == []
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as packet:
            with pytest.raises(OSError, match="the network is blocked"):
                packet.sendto(b"hello", (ELSEWHERE, 9))
            with pytest.raises(OSError, match="the network is blocked"):
                packet.connect((ELSEWHERE, 9))
        with pytest.raises(OSError, match="the network is blocked"):
            socket.getaddrinfo("example.org", 80)
        assert asked == [ELSEWHERE, ELSEWHERE, "example.org"]
    assert socket.getaddrinfo(ELSEWHERE, 80)  # numbers need no network, and outside nothing is blocked


def test_the_command_says_ready_with_a_line_for_each_explorer(monkeypatch, capsys):
    monkeypatch.setattr(explore, "EXPLORERS", {name: explore.EXPLORERS[name] for name in ("secant", "kinks")})
    monkeypatch.setattr(class_check, "kernel", lambda: [(True, "a kernel")])
    class_check.main()
    said = capsys.readouterr().out
    assert "\nok  secant opens in " in said
    assert "\nok  kinks  opens in " in said
    assert "none of the 2 explorers needed the network" in said
    assert said.splitlines()[-1].startswith("Ready for class. This took ")


def test_the_command_fails_with_what_is_broken(monkeypatch, capsys):
    monkeypatch.setattr(explore, "EXPLORERS", {"late": sample(breaks_at_the_end)})
    monkeypatch.setattr(class_check, "kernel", lambda: [(True, "a kernel")])
    with pytest.raises(SystemExit) as stopped:
        class_check.main()
    assert stopped.value.code.splitlines() == [
        "Not ready for class:",
        "- the explorer late is broken: ZeroDivisionError: nothing to divide by.",
    ]
    assert "NO  the explorer late is broken" in capsys.readouterr().out


def test_without_any_package_the_command_names_them_all_and_stops():
    bare = [sys.executable, "-S", "-m", "helpers.class_check"]  # -S: without what is installed
    run = subprocess.run(bare, cwd=class_check.ROOT, env={}, capture_output=True, text=True)
    assert run.returncode == 1
    for name in ("numpy", "jupyterlab"):
        assert f"- {name} is not installed: run `python -m pip install" in run.stderr
    assert "Traceback" not in run.stderr
