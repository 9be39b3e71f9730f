"""Whether each pinned package installs without a compiler: `python tests/wheels.py` (needs the network).

Asks pip, for each system and Python below, for a wheel of each line of tests/versions.txt whose marker fits
there; pure Python counts. What these packages need on that system must be pinned too, with a marker if it is
needed there only. Prints a line each, exits with 1 if something is missing.
"""

import json
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

VERSIONS = Path(__file__).parent / "versions.txt"
SYSTEMS = {  # sys_platform -> platform_system, platform tags of wheels from new to old
    "linux": ("Linux", ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"]),
    "darwin": ("Darwin", ["macosx_14_0_arm64", "macosx_12_0_arm64", "macosx_11_0_arm64"]),
    "win32": ("Windows", ["win_amd64"]),
}
PYTHONS = ("3.11", "3.14")


def environment(system, python) -> dict[str, str]:
    """What markers ask of a system."""
    of_system = {"sys_platform": system, "platform_system": SYSTEMS[system][0]}
    of_system |= {"os_name": "nt" if system == "win32" else "posix", "extra": ""}
    return of_system | {"python_version": python, "python_full_version": f"{python}.0"}


def pins(here) -> list[Requirement]:
    """The pinned packages for an environment."""
    lines = [line.split("#")[0].strip() for line in VERSIONS.read_text(encoding="utf-8").splitlines()]
    found = [Requirement(line) for line in lines if line]
    return [pin for pin in found if pin.marker is None or pin.marker.evaluate(here)]


def missing(system, python) -> tuple[list[str], list[str]]:
    """The pins that have no wheel, and the packages that are needed and not pinned."""
    here, without_wheel = environment(system, python), []
    wanted = {f"{pin.name}{pin.specifier}" for pin in pins(here)}
    while (found := ask(system, python, wanted)) and isinstance(found, str):
        named = [pin for pin in wanted if f"for {pin}\n" in f"{found}\n"]
        if not named:
            raise RuntimeError(found)
        without_wheel += named
        wanted -= set(named)
    needed = {
        canonicalize_name(need.name)
        for package in found
        for need in map(Requirement, package["metadata"].get("requires_dist", []))
        if need.marker is None or need.marker.evaluate(here)
    }
    return without_wheel, sorted(needed - {canonicalize_name(pin.name) for pin in pins(here)})


def ask(system, python, wanted) -> list[dict] | str:
    """What pip would install, or what it says if it cannot."""
    with tempfile.TemporaryDirectory() as folder:
        listed, report = Path(folder) / "pins.txt", Path(folder) / "report.json"
        listed.write_text("\n".join(sorted(wanted)))
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--dry-run",
            "--no-deps",
            "--ignore-installed",
            "-q",
        ]
        command += ["--only-binary=:all:", "--target", folder, "--python-version", python, "-r", str(listed)]
        command += [part for tag in SYSTEMS[system][1] for part in ("--platform", tag)]
        run = subprocess.run([*command, "--report", str(report)], capture_output=True, text=True)
        return run.stderr if run.returncode else json.loads(report.read_text())["install"]


def main():
    """The command; see the top of this module."""
    complete = True
    for system, python in product(SYSTEMS, PYTHONS):
        without_wheel, unpinned = missing(system, python)
        complete = complete and not without_wheel and not unpinned
        print(
            f"{system}, Python {python}: {len(pins(environment(system, python)))} pins; without a wheel:",
            end=" ",
        )
        print(f"{', '.join(without_wheel) or 'none'}; needed and not pinned: {', '.join(unpinned) or 'none'}")
    return int(not complete)


if __name__ == "__main__":
    sys.exit(main())
