"""Lesson 2: other right answers, wrong answers with words of the sentence that names the mistake, and
states of explorers with the sentence that the lesson relies on.
"""

import numpy as np

from helpers.activations import relu

RIGHT = {
    "my_slope": [
        lambda z: z > 0,
        lambda z: (z >= 0).astype(int),
        lambda z: np.heaviside(z, 0.5),
        lambda z: (np.sign(z) + 1) / 2,
        lambda z: [1.0 if value > 0 else 0.3 if value == 0 else 0.0 for value in z],
    ],
    "backward": [
        lambda grad_a, z: np.where(z > 0, grad_a, 0),
        lambda grad_a, z: grad_a * (z >= 0),
        lambda grad_a, z: grad_a * np.heaviside(z, 0.5),
        lambda grad_a, z: grad_a * (relu(z) > 0),
    ],
    "by_hand": [[0, 8], (0.0, 8.0), np.array([-0.0, 8])],
}

WRONG = {
    "my_slope": [
        (relu, "this is ReLU itself"),
        (np.sign, "left of 0 the curve is flat"),
        (lambda z: z < 0, "the two sides are exchanged"),
        (lambda z: np.heaviside(z, 2), "at 0 any value from 0 to 1 will do; yours is 2"),
        (lambda z: relu(z) / z, "yours is nan"),
        (lambda z: 1 if z > 0 else 0, "compare the whole array at once"),
        (lambda z: z[z > 0], "7 numbers went in and 3 came out"),
        (lambda z: (relu(z + 0.1) - relu(z - 0.1)) / 0.2, "at z = -0.001 the slope is 0"),
        (lambda z: 0.5 + 0 * z, "at z = -3 the slope is 0, and yours is 0.5"),
        (lambda z: (z > 0) & (z < 2), "at z = 3 the slope is 1, and yours is 0"),
        (lambda z: np.gradient(relu(z), z), "the slope at one z depends on no other z"),
        (relu.derivative, "now without `relu.derivative`"),
        (lambda z: relu.derivative(z), "now without `relu.derivative`"),
    ],
    "backward": [
        (lambda grad_a, z: grad_a * (relu(z) >= 0), "every gate is open"),
        (lambda grad_a, z: grad_a, "every gate is open"),
        (lambda grad_a, z: z * (grad_a > 0), "grad_a and z are exchanged"),
        (lambda grad_a, z: -grad_a * (z > 0), "the sign is turned round"),
        (lambda grad_a, z: grad_a if z > 0 else 0, "compare the whole array at once"),
        (lambda grad_a, z: grad_a * relu(z), "you multiplied by the activation"),
        (lambda grad_a, z: relu(grad_a), "you rectified the gradient"),
        (lambda grad_a, z: relu(grad_a) * (z > 0), "negative gradients pass an open gate too"),
        (lambda grad_a, z: z > 0, "multiply the incoming gradient by it"),
        (lambda grad_a, z: grad_a * (z < 0), "yours is open where it is negative"),
        (lambda grad_a, z: (grad_a * (z > 0))[z > 0], "it drops nothing"),
        (lambda grad_a, z: grad_a @ (z > 0), "multiply element by element, with *"),
        (lambda grad_a, z: np.outer(grad_a, z > 0), "multiply element by element, with *"),
        (lambda grad_a, z: grad_a * z, "for z = -3 and dL/da = 2 it gives -6 instead of 0"),
        (lambda grad_a, z: grad_a * np.heaviside(z, 2), "anything from 0 to 1; yours is outside"),
        (lambda grad_a, z: grad_a * np.heaviside(z, -1), "anything from 0 to 1; yours is outside"),
    ],
    "by_hand": [
        ((8, 0), "exchange them"),
        ((-12, 8), "before the gates"),
        ((0, -8), "mind the sign"),
        ((0, 4), "multiplied by the outgoing weight"),
        ((0, 2), "multiplied by dL/dy"),
        ((0, 24), "do not multiply by a2"),
        ((-12, 0), "z1 = -1 is negative"),
        ((0, 6), "yours is 6"),
        ((0, 8, 0), "2 wanted (dL/dz1, dL/dz2), 3 given"),
    ],
}

ANSWERS = [
    (
        "secant", {"side": "both", "x": 0.0, "h": 0.05},
        "Secants at x = 0.00 with step h = 0.05: slope 0.00 to the left, 1.00 to the right, 1.00 apart.",
    ),
    (
        "secant", {"side": "both", "x": 0.5, "h": 0.5},
        "Secants at x = 0.50 with step h = 0.50: slope 1.00 to the left, 1.00 to the right, 0.00 apart.",
    ),
    (
        "secant", {"side": "central", "x": 0.2, "h": 0.5},
        "Central secant at x = 0.20 with step h = 0.50: (f(0.70) - f(-0.30)) / 1.00 = 0.70. "
        "The kink lies between the two ends.",
    ),
    (
        "secant", {"side": "central", "x": 0.2, "h": 0.2},
        "Central secant at x = 0.20 with step h = 0.20: (f(0.40) - f(0.00)) / 0.40 = 1.00.",
    ),
    (
        "secant", {"side": "left", "x": 0.0, "h": 0.05},
        "Left secant at x = 0.00 with step h = 0.05: (f(0.00) - f(-0.05)) / 0.05 = 0.00.",
    ),
    (
        "touching", {"s": 1.0, "x": 0.0},
        "The line with slope 1.00 that touches ReLU at x = 0.00 is nowhere above ReLU: 1.00 is a subgradient "
        "at 0.00.",
    ),
    (
        "touching", {"s": 1.2, "x": 0.0},
        "The line with slope 1.20 that touches ReLU at x = 0.00 is above ReLU, by 0.50 at 2.50: 1.20 is no "
        "subgradient at 0.00.",
    ),
    (
        "touching", {"s": 0.1, "x": -0.5},
        "The line with slope 0.10 that touches ReLU at x = -0.50 is above ReLU, by 0.05 at 0.00: 0.10 is no "
        "subgradient at -0.50.",
    ),
    ("network", {"stage": "dL/dy"}, "Backward: dL/dy = y - t = -2."),
    ("network", {"stage": "dL/da"}, "Backward: dL/da = dL/dy × v = (-1, -6)."),
    ("network", {"stage": "dL/dz"}, "Backward, through the gates at z = (2, -1): dL/dz = (-1, 0)."),
    (
        "network", {"stage": "dL/dW", "x1": 1.0, "x2": -1.0},
        "Backward: dL/dW, on the lines, is dL/dz times x, with the rows (0, 0) and (9, -9).",
    ),
    (
        "gate", {"z": -1.0, "grad": -2.0},
        "z <= 0: the gate is closed, f'(-1.0) = 0, and dL/dz = -2.0 × 0 = 0.0.",
    ),
    ("gate", {"z": 0.0, "grad": 1.0}, "z <= 0: the gate is closed, f'(0.0) = 0, and dL/dz = 1.0 × 0 = 0.0."),
    ("gate", {"z": 3.0, "grad": -0.5}, "z > 0: the gate is open, f'(3.0) = 1, and dL/dz = -0.5 × 1 = -0.5."),
]  # fmt: skip
