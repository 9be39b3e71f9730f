"""How long an installation takes and how large it is: `python tests/benchmarks/install.py`, with the network.

Makes a fresh environment, installs what a learner needs (requirements.txt) and then what the tests need
(tests/requirements.txt), and prints seconds and megabytes after each. Seconds hang on the network and on what
pip has in its cache.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BIN = "Scripts" if sys.platform == "win32" else "bin"


def megabytes(folder) -> float:
    """Size of all files in a folder, in blocks of 4 kB as a disk holds them, in units of 2**20 bytes."""
    sizes = [
        path.stat().st_size for path in Path(folder).rglob("*") if path.is_file() and not path.is_symlink()
    ]
    return sum(-(-size // 4096) * 4096 for size in sizes) / 2**20


def main():
    """The command; see the top of this module."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        for what, file in (("a learner", "requirements.txt"), ("the tests, too", "tests/requirements.txt")):
            command = [str(Path(folder) / BIN / "python"), "-m", "pip", "install", "-q", "-r", file]
            subprocess.run(command, check=True, cwd=ROOT)
            print(
                f"for {what}: {megabytes(folder):.0f} MB, {time.perf_counter() - start:.0f} s since the start"
            )


if __name__ == "__main__":
    main()
