"""Straight pieces: everything counted again, in exact fractions or by brute force."""

from fractions import Fraction
from itertools import combinations, pairwise, product

import numpy as np
import pytest
from processors import here_and_on_an_old_one

from helpers import pieces
from helpers.networks import MLP

as_fractions = np.vectorize(Fraction, otypes=[object])


def exact(network):
    return {name: as_fractions(part) for name, part in network.items()}


def layers_of(network):
    """The same as pairs of W and b, each b without its first axis."""
    return [(network[f"W{k}"], network[f"b{k}"][0]) for k in range(1, len(network) // 2 + 1)]


def network_of(*layers):
    """A network of pairs of W and b, given as lists."""
    network = {}
    for k, (W, b) in enumerate(layers, start=1):
        network[f"W{k}"] = np.array(W, float)
        network[f"b{k}"] = np.array([b], float)
    return network


def random(*sizes, seed=0, bias=1.0):
    return pieces.random_network(sizes, seed, bias)


# ---- networks


def test_output_is_the_textbook_formula():
    network = network_of(([[1, -1]], [0, 2]), ([[3], [1]], [-1]))
    assert pieces.output(network, [[-1.0], [1.0], [3.0]]).tolist() == [[2.0], [3.0], [8.0]]


def test_random_networks_have_hes_variance_and_normal_biases():
    (W, b), (W2, b2) = layers_of(random(3, 2000, 50, bias=2.0))
    assert W.var() == pytest.approx(2 / 3, rel=0.05)
    assert W2.var() == pytest.approx(2 / 2000, rel=0.02)
    assert b.std() == pytest.approx(2, rel=0.05)
    for values in (W, W2, b):
        assert abs(values.mean()) < 5 * values.std() / np.sqrt(values.size)
    assert W2.shape == (2000, 50)
    assert b2.shape == (50,)
    assert all(np.all(b == 0) for _, b in layers_of(random(1, 4, 4, 1, bias=0)))


# ---- hinges


def test_hinges_go_through_every_point_exactly():
    x = as_fractions([-3, -1, 0, 2, 7])
    y = as_fractions([1, Fraction(1, 3), 5, -2, Fraction(1, 7)])
    v = pieces.hinges(x, y)
    assert len(v) == 4
    for place, height in zip(x, y, strict=True):
        units = sum(weight * max(place - start, 0) for weight, start in zip(v, x[:-1], strict=True))
        assert y[0] + units == height


@pytest.mark.parametrize(
    ("f", "most"), [(np.square, 2), (lambda x: np.sin(2 * np.pi * x), 4 * np.pi**2), (np.exp, np.e)]
)
def test_the_error_of_a_zigzag_keeps_the_bound(f, most):
    t = np.linspace(0, 1, 2**12 + 1)
    for N in (1, 3, 16, 50):
        x = np.linspace(0, 1, N + 1)
        y = f(x[0]) + np.maximum(t[:, None] - x[:-1], 0) @ pieces.hinges(x, f(x))
        assert np.abs(y - f(t)).max() <= most / (8 * N**2) * (1 + 1e-9)


# ---- bends


def bends_one_by_one(network):
    """The same in other words and exact: cut every piece at each zero of each unit, one after the other."""
    layers = layers_of(network)
    cuts = set()
    for depth in range(1, len(layers)):
        ends = [None, *sorted(cuts), None]
        for low, high in pairwise(ends):
            inside = place_between(low, high)
            slope, start = line_at(layers[:depth], inside)
            for s, c in zip(slope, start, strict=True):
                if s != 0 and (low is None or low < -c / s) and (high is None or -c / s < high):
                    cuts.add(-c / s)
    ends = [None, *sorted(cuts), None]
    slopes = [line_at(layers, place_between(low, high))[0][0] for low, high in pairwise(ends)]
    return [cut for cut, left, right in zip(sorted(cuts), slopes, slopes[1:], strict=False) if left != right]


def place_between(low, high):
    if low is None:
        return Fraction(0) if high is None else high - 1
    return low + 1 if high is None else (low + high) / 2


def line_at(layers, x):
    """Slope and constant of the last pre-activations around x."""
    slope, start = [Fraction(1)], [Fraction(0)]
    for number, (W, b) in enumerate(layers):
        if number:
            gates = [s * x + c > 0 for s, c in zip(slope, start, strict=True)]
            slope = [s * gate for s, gate in zip(slope, gates, strict=True)]
            start = [c * gate for c, gate in zip(start, gates, strict=True)]
        slope, start = (
            [sum(part * w for part, w in zip(parts, column, strict=True)) for column in W.T]
            for parts in (slope, start)
        )
        start = [c + bias for c, bias in zip(start, b, strict=True)]
    return slope, start


@pytest.mark.parametrize("hidden", [[1], [7], [4, 4], [3, 3, 3], [6, 2, 5]])
def test_bends_are_those_found_one_by_one_in_exact_fractions(hidden):
    for seed in range(4):
        network = random(1, *hidden, 1, seed=seed)
        wanted = bends_one_by_one(exact(network))
        assert pieces.bends(exact(network)).tolist() == wanted
        np.testing.assert_allclose(pieces.bends(network), [float(place) for place in wanted], rtol=1e-9)


@pytest.mark.parametrize("hidden", [[16] * 4, [8] * 8])
def test_rounding_neither_adds_nor_loses_a_bend(hidden):
    for seed in range(2):
        network = random(1, *hidden, 1, seed=seed)
        np.testing.assert_allclose(
            pieces.bends(network), pieces.bends(exact(network)).astype(float), rtol=1e-6, atol=1e-9
        )


def test_between_its_bends_a_network_is_straight_and_at_each_it_is_not():
    network = random(1, 12, 12, 1, seed=5)
    places = pieces.bends(network)
    x = np.linspace(places[0], places[-1], 5001)
    heights = pieces.output(network, places[:, None])[:, 0]
    np.testing.assert_allclose(
        np.interp(x, places, heights), pieces.output(network, x[:, None])[:, 0], atol=1e-9
    )
    assert np.abs(np.diff(np.diff(heights) / np.diff(places))).min() > 1e-6


def test_one_layer_bends_where_each_of_its_units_does():
    network = random(1, 9, 1)
    np.testing.assert_allclose(pieces.bends(network), np.sort(-network["b1"][0] / network["W1"][0]))


def test_what_bends_nothing_is_left_out():
    def layer(w, b, v):
        return network_of(([w], b), ([[each] for each in v], [0]))

    assert pieces.bends(layer([1, 1, 0], [0, -1, 1], [1, 0, 1])).tolist() == [0]  # weight 0, slope 0
    assert pieces.bends(layer([0, 0], [1, -1], [1, 1])).tolist() == []  # no unit bends
    assert pieces.bends(layer([1, -1], [0, 0], [1, -1])).tolist() == []  # relu(x) - relu(-x) is x
    assert pieces.bends(layer([1, -1], [0, 0], [1, 1])).tolist() == [0]
    silenced = layer([1, 1], [0, -1], [-1, -1]) | {"W3": np.ones((1, 1)), "b3": np.zeros((1, 1))}
    assert pieces.bends(silenced).tolist() == []  # relu of what is never positive
    undone = layer([0.1, 0.2, 0.3, 1], [0, 0, 0, -1], [1, 1, -1, 1])  # 0.1 + 0.2 - 0.3 is 6e-17
    assert pieces.bends(undone).tolist() == [1]
    assert pieces.bends(undone | {"W2": 1e-9 * undone["W2"]}).tolist() == [1]


def test_zero_biases_leave_one_bend_at_0():
    for seed in range(10):
        (place,) = pieces.bends(random(1, 16, 16, 16, 1, seed=seed, bias=0))
        assert str(float(place)) == "0.0"


# ---- tents


def as_floats(network):
    return {name: part.astype(float) for name, part in network.items()}


def test_the_tent_and_its_network_are_the_same_function_exactly():
    x = np.arange(-128, 257) / 128  # floats are exact here
    for k in (1, 2, 5):
        y = x
        for _ in range(k):
            y = pieces.tent(y)
        assert pieces.output(as_floats(pieces.tents(k)), x[:, None])[:, 0].tolist() == y.tolist()
    np.testing.assert_array_equal(
        pieces.tent(np.linspace(0, 1, 9)), [0, 0.25, 0.5, 0.75, 1, 0.75, 0.5, 0.25, 0]
    )


@pytest.mark.parametrize("k", range(1, 8))
def test_k_tents_have_two_to_the_k_pieces_from_two_k_units(k):
    network = pieces.tents(k)
    assert sum(len(b) for _, b in layers_of(network)[:-1]) == 2 * k
    inside = [place for place in pieces.bends(network) if 0 < place < 1]
    assert inside == [Fraction(n, 2**k) for n in range(1, 2**k)]
    assert all(isinstance(place, Fraction) for place in pieces.bends(network))
    ends = np.array([0, *inside, 1], float)
    heights = pieces.output(as_floats(network), ends[:, None])[:, 0]
    assert heights.tolist() == [n % 2 for n in range(2**k + 1)]
    assert len(inside) > 2 * k or k < 3


def test_x_squared_from_tents_has_the_error_of_yarotsky_exactly():
    x = np.arange(2**12 + 1) / 2**12
    square = y = x
    for m in range(1, 9):
        y = pieces.tent(y)
        square = square - y / 4**m
        assert np.abs(square - x**2).max() == 2.0 ** -(2 * m + 2)
        places = np.linspace(0, 1, 2**m + 1)
        np.testing.assert_array_equal(square, np.interp(x, places, places**2))


# ---- regions


def patterns_at(network, points):
    a, patterns = points, []
    for W, b in layers_of(network)[:-1]:
        z = a @ W + b
        patterns.append(z > 0)
        a = np.maximum(z, 0)
    return np.concatenate(patterns, axis=-1)


def test_most_regions_is_the_binomial_sum():
    assert [pieces.most_regions(n) for n in (0, 1, 2, 3, 5, 8, 10)] == [1, 2, 4, 7, 16, 37, 56]


@pytest.mark.parametrize("n", [2, 3, 6, 9])
def test_lines_make_as_many_regions_as_the_formula_says_in_a_square_that_holds_all_corners(n):
    network = random(2, n, 1, seed=n)
    W, b = layers_of(exact(network))[0]
    found, farthest = set(), 0
    for i, j in combinations(range(n), 2):  # exact: around each corner two gates take all combinations
        det = W[0, i] * W[1, j] - W[1, i] * W[0, j]
        corner = np.array([b[j] * W[1, i] - b[i] * W[1, j], b[i] * W[0, j] - b[j] * W[0, i]]) / det
        farthest = max(farthest, *map(abs, corner))
        z = corner @ W + b
        assert z[i] == z[j] == 0
        assert np.count_nonzero(z) == n - 2
        for z[i], z[j] in product((-1, 1), repeat=2):
            found.add(tuple(z > 0))
    assert len(found) == pieces.most_regions(n) == pieces.count_regions(network, 1.01 * float(farthest))


def regions_one_by_one(network, half):
    """The same in other words and exact: each polygon with its own linear function, cut unit by unit."""
    half = Fraction(half)
    cells = [([(-half, -half), (half, -half), (half, half), (-half, half)], np.eye(2, dtype=int), (0, 0))]
    for W, b in layers_of(network)[:-1]:
        after = []
        for corners, A, c in cells:
            A, c = A @ W, c @ W + b
            parts = [(corners, [])]
            for unit in range(len(b)):
                parts = [
                    (side, [*gates, gate])
                    for polygon, gates in parts
                    for gate, side in zip((1, 0), halves(polygon, A[:, unit], c[unit]), strict=True)
                    if side
                ]
            after += [(polygon, A * np.array(gates), c * np.array(gates)) for polygon, gates in parts]
        cells = after
    return len(cells)


def halves(polygon, w, b):
    """What of a polygon lies where w x + b > 0, and the rest; nothing for a part without area."""
    z = [w[0] * x + w[1] * y + b for x, y in polygon]
    sides = ([], [])
    for (p, at_p), (q, at_q) in pairwise([*zip(polygon, z, strict=True), (polygon[0], z[0])]):
        for side, sign in zip(sides, (1, -1), strict=True):
            if sign * at_p >= 0:
                side.append(p)
            if at_p * at_q < 0:
                share = at_p / (at_p - at_q)
                side.append(tuple(a + share * (b - a) for a, b in zip(p, q, strict=True)))
    above, below = (any(sign * value > 0 for value in z) for sign in (1, -1))
    return sides[0] if above else [], sides[1] if below or not above else []


@pytest.mark.parametrize("hidden", [[1], [8], [4, 4], [3, 3, 3], [5, 1, 4]])
def test_regions_of_a_square_are_those_cut_one_by_one_in_exact_fractions(hidden):
    for seed in range(5):
        network = random(2, *hidden, 1, seed=seed)
        assert pieces.count_regions(network, 2) == regions_one_by_one(exact(network), 2)


def test_regions_that_meet_in_a_corner_or_have_z_0_all_over_are_counted_once():
    """With biases of 0 all lines go through the origin, and where no gate is open every next z is 0."""
    quadrants = network_of((np.eye(2), [0, 0]), ([[1], [1]], [0]), ([[1]], [0]))
    assert pieces.count_regions(quadrants, 2) == 4
    for sizes in ((2, 5, 1), (2, 3, 3, 1), (2, 3, 3, 3, 1), (2, 6, 4, 1)):
        for seed in range(5):
            network = random(*sizes, seed=seed, bias=0)
            found = regions_one_by_one(exact(network), 2)
            for scale in (1e-8, 1, 1e8):
                assert pieces.count_regions(network | {"W1": scale * network["W1"]}, 2) == found


def test_deep_regions_are_not_fewer_than_a_grid_meets():
    network = random(2, 12, 12, 12, 12, 1, seed=3)
    side = np.linspace(-3, 3, 201)
    points = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    met = len(np.unique(np.packbits(patterns_at(network, points), axis=-1), axis=0))
    assert met <= pieces.count_regions(network, 3) <= 1.3 * met


def test_a_map_counts_open_gates_and_has_a_border_where_one_opens():
    network = random(2, 5, 5, 1, seed=4)
    n = 60
    drawn = pieces.region_map(network, 3, n)
    side = (np.arange(n) + 0.5) / n * 6 - 3
    points = np.stack(np.meshgrid(side, side), axis=-1)
    patterns = patterns_at(network, points)
    np.testing.assert_array_equal(drawn.data, patterns.sum(-1))
    for row, column in np.ndindex(n, n):
        beyond = [patterns[row + 1, column]] if row + 1 < n else []
        beyond += [patterns[row, column + 1]] if column + 1 < n else []
        assert drawn.mask[row, column] == any((patterns[row, column] != other).any() for other in beyond)


# ---- training

X = np.linspace(-3, 3, 31)
T = np.sin(np.pi * X / 3)


def test_fit_is_gradient_descent_on_the_mean_squared_distance():
    fit = pieces.fit_curve(X, T, units=5, lr=0.05, steps=(0, 1, 40), seeds=(3, 8))
    assert fit.steps.tolist() == [0, 1, 40]
    for place, seed in enumerate((3, 8)):
        rng = np.random.default_rng(seed)
        w, b = rng.normal(0, np.sqrt(2), 5), np.zeros(5)
        v, c = rng.normal(0, np.sqrt(1 / 5), 5), 0.0
        for step in range(41):
            z = np.outer(X, w) + b
            a = np.maximum(z, 0)
            off = a @ v + c - T
            if step in (0, 1, 40):
                moment = (0, 1, 40).index(step)
                assert fit.error[moment, place] == pytest.approx(np.sqrt(np.mean(off**2)), abs=1e-4)
                np.testing.assert_allclose(fit.bends[moment, place], -b / w, atol=1e-3)
                network = fit.network(moment, place)
                np.testing.assert_allclose(pieces.output(network, X[:, None])[:, 0], a @ v + c, atol=1e-3)
            dz = np.outer(2 * off / len(X), v) * (z > 0)
            v, c = v - 0.05 * (2 * off / len(X)) @ a, c - 0.05 * 2 * off.mean()
            w, b = w - 0.05 * X @ dz, b - 0.05 * dz.sum(0)


def test_a_fit_starts_like_an_mlp_with_all_bends_at_0():
    fit = pieces.fit_curve(X, T, units=4, steps=(0,), seeds=(0, 1))
    start = MLP((1, 4, 1)).initial([np.random.default_rng(seed) for seed in (0, 1)])
    for name, value in start.items():
        np.testing.assert_array_equal(fit.parameters[name][0], value)
    assert fit.bends.tolist() == [[[0.0] * 4] * 2]
    assert not np.signbit(fit.bends).any()


def test_a_seed_takes_the_same_way_alone_and_among_others():
    together = pieces.fit_curve(X, T, steps=(0, 60), seeds=(4, 5, 6))
    alone = pieces.fit_curve(X, T, steps=(60,), seeds=(5,))
    np.testing.assert_array_equal(together.bends[-1, 1], alone.bends[0, 0])


# ---- what is refused

REFUSED = [
    (pieces.random_network, "^sizes are at least two whole numbers from 1 on; got ", [
        ([3], 0), ([2, 0, 1], 0), ([2, 1.5, 1], 0), ([2, "3", 1], 0),
    ]),
    (pieces.hinges, r"^x and y are two lists of one length, at least 2, and x is ascending\.$", [
        ([1], [2]), ([[1, 2]], [[1, 2]]), ([1, 2], [1, 2, 3]), ([2, 1], [0, 0]), ([1, 1], [0, 2]),
    ]),
    (pieces.bends, r"^bends are those of a network with one input and one output\.$", [
        (random(2, 3, 1),), (random(1, 3, 2),),
    ]),
    (pieces.tents, "^times is a whole number from 1 on; got ", [(0,), (1.5,), (True,), ("2",)]),
    (pieces.count_regions, r"^regions are those of a network with two inputs\.$", [
        (random(1, 3, 1), 1), (random(3, 3, 1), 1),
    ]),
    (pieces.fit_curve, r"^x and t are two lists of finite numbers, of one length\.$", [
        ([[1.0]], [[1.0]]), ([1.0, 2.0], [1.0]), ([], []), ([np.nan], [1.0]), ([1.0], [np.inf]),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("function", "message", "nonsense"), REFUSED)
def test_nonsense_is_refused_with_a_sentence(function, message, nonsense):
    for arguments in nonsense:
        with pytest.raises(ValueError, match=message):
            function(*arguments)


OTHER_PROCESSOR = """
import hashlib
import numpy as np
from helpers import pieces
x = np.linspace(-3, 3, 61)
fit = pieces.fit_curve(x, np.sin(np.pi * x / 3), steps=(1500,), seeds=range(4))
print(hashlib.sha256(b"".join(fit.parameters[key].tobytes() for key in sorted(fit.parameters))).hexdigest())
"""


def test_a_fit_gives_the_same_bits_on_a_processor_with_other_instructions():
    here, there = here_and_on_an_old_one(OTHER_PROCESSOR)
    assert len(here) == 65
    assert here == there
