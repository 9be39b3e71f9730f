"""The same computation here and as on a processor of 2008: sums then come in another order."""

import os
import subprocess
import sys

try:
    from numpy._core._multiarray_umath import __cpu_dispatch__ as instructions
except ImportError:  # before NumPy 2
    from numpy.core._multiarray_umath import __cpu_dispatch__ as instructions

OLD = {"OPENBLAS_CORETYPE": "Nehalem", "NPY_DISABLE_CPU_FEATURES": " ".join(instructions)}


def here_and_on_an_old_one(script) -> list[str]:
    """What the script prints here, and what it prints there."""
    printed = []
    for env in ({}, OLD):
        run = [sys.executable, "-W", "ignore", "-c", script]
        result = subprocess.run(run, env=os.environ | env, capture_output=True, text=True, check=True)
        printed.append(result.stdout)
    return printed
