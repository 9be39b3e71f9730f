"""What activations cost beside ReLU, and beside the matrix product of their layer:
`python tests/benchmarks/activation_cost.py`.

Prints median ratios of runs taken in turns, each with what is wanted of it: wide margins, because
processors differ. Nothing is wanted of tanh: with wide vector instructions NumPy's float32 tanh takes less
time than np.maximum, without them several times as much.
"""

import numpy as np
from relu_cost import ratio
from scipy.special import erf

WAYS = {
    "np.where": (lambda z: np.where(z > 0, z, 0), 1.5),
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), 1.2),
    "tanh": (np.tanh, None),
    "GELU": (lambda z: z * (1 + erf(z / 2**0.5)) / 2, 5),
}


def report(dtype, samples=256, units=1024):
    rng = np.random.default_rng(0)
    a = rng.normal(size=(samples, units)).astype(dtype)
    W = rng.normal(0, (2 / units) ** 0.5, (units, units)).astype(dtype)
    z = a @ W
    product = ratio(lambda: a @ W, lambda: np.maximum(z, 0), rounds=30)
    print(f"{z.dtype}, in units of np.maximum(z, 0) on {samples} x {units} numbers")
    print(f"    matrix product {product:7.1f}  (wanted: at least 5)")
    for name, (way, least) in WAYS.items():
        wanted = f"(wanted: at least {least})" if least else "(nothing is wanted)"
        print(f"    {name:14} {ratio(lambda way=way: way(z), lambda: np.maximum(z, 0), 50):7.1f}  {wanted}")


if __name__ == "__main__":
    report(np.float64)
    report(np.float32)
