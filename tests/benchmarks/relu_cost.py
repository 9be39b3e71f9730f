"""What `relu` costs beside `np.maximum`, on a million numbers: `python tests/benchmarks/relu_cost.py`.

Prints the median ratio of many runs taken in turns; the aim is at most 1.1.
"""

import statistics
from timeit import timeit

import numpy as np

from helpers.activations import ACTIVATIONS, relu


def ratio(one, other, rounds):
    """Median of time of `one` over time of `other`, taken in turns so that noise meets both."""
    return statistics.median(timeit(one, number=1) / timeit(other, number=1) for _ in range(rounds))


def report(dtype):
    z = np.random.default_rng(0).normal(size=1_000_000).astype(dtype)
    cost = ratio(lambda: relu(z), lambda: np.maximum(z, 0), rounds=500)
    print(f"{z.dtype}: relu / np.maximum = {cost:.3f}  (wanted: at most 1.1)")
    for name, f in ACTIVATIONS.items():
        print(f"    {name:13} {ratio(lambda f=f: f(z), lambda: relu(z), rounds=20):6.1f} times relu")


if __name__ == "__main__":
    report(np.float64)
    report(np.float32)
