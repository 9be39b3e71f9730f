"""How long the dying lab takes to answer: `python tests/benchmarks/lab_step.py`.

Moves the lab of lesson 5 to every activation and shape, with and without BatchNorm, at two biases; nothing is
remembered from before. Prints the slowest answers and the median, in seconds of this machine.
"""

import time
from itertools import product

from helpers.lessons.dying_relu.explorers import LAB_ACTIVATIONS, LAB_SHAPES, dying_lab, lab_run

GOAL = 0.5


def main():
    """The command; see the top of this module."""
    lab, taken = dying_lab(), {}
    lab.set(seed=1)
    for state in product(LAB_ACTIVATIONS, (False, True), LAB_SHAPES, (0.0, -1.5)):
        lab_run.cache_clear()
        start = time.perf_counter()
        lab.set(**dict(zip(("activation", "batch_norm", "shape", "bias"), state, strict=True)))
        taken[state] = time.perf_counter() - start
    ranked = sorted(taken, key=taken.get, reverse=True)
    print(f"{len(taken)} states; median {sorted(taken.values())[len(taken) // 2]:.2f} s; the slowest:")
    for activation, batch_norm, shape, bias in ranked[:3]:
        seconds = taken[activation, batch_norm, shape, bias]
        print(f"  {seconds:.2f} s: {activation}, BatchNorm {batch_norm}, {shape}, bias {bias}")
    print(f"within {GOAL} s: {sum(t <= GOAL for t in taken.values())} of {len(taken)}")


if __name__ == "__main__":
    main()
