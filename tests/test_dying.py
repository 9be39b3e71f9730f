"""Dead units: counts that add up, the unit worked by hand, and networks that are born dead."""

from fractions import Fraction

import numpy as np
import pytest

from helpers.activations import ACTIVATIONS
from helpers.data import digits
from helpers.dying import (
    ALWAYS_ON,
    LOST,
    MIXED,
    NEVER_ON,
    ONE_UNIT_T,
    ONE_UNIT_X,
    History,
    State,
    born_dead_bounds,
    born_dead_probability,
    count_units,
    interval,
    one_step,
    stuck_units,
    unit_states,
    watch,
)
from helpers.networks import MLP, Descent

# ---- counting


def test_the_three_counts_by_hand():
    z = np.array([[-1.0, 0.0, 2.0, -1.0, 3.0], [-2.0, 0.0, 1.0, 1.0, 0.0]])
    assert unit_states(z).tolist() == [NEVER_ON, NEVER_ON, ALWAYS_ON, MIXED, MIXED]
    assert count_units(z) == (2, 2, 1)
    assert count_units(z[:1]) == (3, 0, 2)
    assert count_units(np.ones((3, 0))) == (0, 0, 0)


def test_a_state_is_a_number_with_a_name():
    assert [state.label for state in State] == ["never on", "mixed", "always on", "lost"]
    assert [*State] == [NEVER_ON, MIXED, ALWAYS_ON, LOST] == [0, 1, 2, 3]


def test_the_three_counts_add_up_to_the_units():
    rng = np.random.default_rng(0)
    for _ in range(200):
        samples, units = rng.integers(1, 6, 2)
        z = rng.integers(-2, 3, (samples, units))
        assert sum(count_units(z)) == units


def test_states_of_many_networks_and_of_lost_ones():
    z = np.array([[[-1.0, 1.0]], [[np.nan, 2.0]], [[np.inf, -np.inf]]])
    assert unit_states(z).tolist() == [[NEVER_ON, ALWAYS_ON], [LOST, ALWAYS_ON], [ALWAYS_ON, NEVER_ON]]


def test_deaths_and_revivals_are_counted_moment_by_moment():
    states = np.array([[[1, 0, 1]], [[0, 0, 1]], [[0, 1, 1]], [[1, 0, 2]]], np.uint8)
    history = History(np.arange(4), {1: states}, np.zeros((4, 1)), np.zeros((4, 1)), {})
    assert (history.deaths(1), history.revivals(1)) == (2, 2)
    assert history.share().ravel().tolist() == [1 / 3, 2 / 3, 1 / 3, 1 / 3]
    assert history.share(ALWAYS_ON, layer=1).ravel().tolist() == [0, 0, 0, 1 / 3]


@pytest.mark.parametrize(
    ("moments", "counted"),
    [([1, 0, 0, 1], (1, 1)), ([0, 1, 1, 0, 0], (1, 1)), ([1, 1, 1], (0, 0)), ([0, 0, 1, 1], (0, 1))],
)
def test_a_unit_dies_and_revives_only_when_it_changes(moments, counted):
    states = np.array(moments, np.uint8)[:, None, None]
    history = History(np.arange(len(moments)), {1: states}, np.zeros(1), np.zeros(1), {})
    assert (history.deaths(1), history.revivals(1)) == counted


# ---- an interval for a mean


def test_the_interval_is_that_of_a_table_of_students_t():
    for numbers, t in ((2, 12.706), (10, 2.262), (40, 2.023)):  # 95 %, from a printed table
        values = np.arange(numbers) ** 2.0
        mean, low, high = interval(values)
        error = np.sqrt(((values - mean) ** 2).sum() / (numbers - 1) / numbers)
        assert mean == pytest.approx(values.mean())
        assert (mean - low) / error == pytest.approx(t, abs=6e-4)
        assert (high - mean) / error == pytest.approx(t, abs=6e-4)


def test_the_interval_covers_the_true_mean_as_often_as_it_says():
    draws = np.random.default_rng(0).normal(3, 2, (4000, 4))
    covered = np.mean([low < 3 < high for _, low, high in map(interval, draws)])
    assert abs(covered - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 4000)


# ---- the unit worked by hand


def test_one_unit_dies_exactly_at_16_65():
    x = [Fraction(n) for n in (1, 2, 3, 4)]
    grad_w = sum((v - v / 2) * v for v in x) / 4
    grad_b = sum(v - v / 2 for v in x) / 4
    assert (grad_w, grad_b) == (Fraction(15, 4), Fraction(5, 4))
    assert max(v / (grad_w * v + grad_b) for v in x) == Fraction(16, 65)
    for lr in (0.0, 0.1, 0.24, 0.25, 0.3, 2.0):
        w, b = one_step(lr)
        assert w == pytest.approx(1 - 3.75 * lr)
        assert b == pytest.approx(-1.25 * lr)
        assert np.all(w * ONE_UNIT_X + b <= 0) == (lr > 16 / 65)


def test_the_dead_unit_is_stuck_at_its_loss():
    w, b = one_step(0.3)
    assert one_step(5.0, w, b) == (w, b)
    assert np.mean(ONE_UNIT_T**2) / 2 == 0.9375


# ---- on the digits


@pytest.fixture(scope="module")
def burnt():
    """Ten networks trained with a learning rate at which many units die."""
    data = digits()
    return watch(MLP(), data.x_train, data.t_train, Descent(lr=0.5, epochs=2), every=30)


def test_watch_measures_all_of_the_data(burnt):
    data = digits()
    assert burnt.steps.tolist() == list(range(0, 359, 30))
    assert burnt.loss.shape == burnt.accuracy.shape == (12, 10)
    assert burnt.states[1].shape == burnt.states[2].shape == (12, 10, 64)
    net = MLP()
    start = net.forward(net.initial([np.random.default_rng(seed) for seed in range(10)]), data.x_train)
    likely = start["z3"] - np.log(np.exp(start["z3"]).sum(axis=2, keepdims=True))
    np.testing.assert_allclose(burnt.loss[0], -likely[:, np.arange(1437), data.t_train].mean(axis=1))
    np.testing.assert_array_equal(burnt.accuracy[0], (likely.argmax(axis=2) == data.t_train).mean(axis=1))
    np.testing.assert_array_equal(burnt.states[2][0], unit_states(start["z2"]))
    trace = net.forward(burnt.parameters, data.x_train)
    # 358 steps were done, the last moment is step 330
    assert trace["z1"].shape == (10, 1437, 64)
    for seed in range(10):
        assert sum(count_units(trace["z1"][seed])) == 64


def test_first_layer_units_that_die_stay_dead_and_deeper_ones_may_revive(burnt):
    assert burnt.deaths(1) > 100
    assert burnt.revivals(1) == 0
    assert burnt.revivals(2) > 10


def test_weights_of_a_dead_first_layer_unit_are_frozen_to_the_bit():
    data, net = digits(), MLP()
    before = watch(net, data.x_train, data.t_train, Descent(lr=0.5, epochs=1))
    after = watch(net, data.x_train, data.t_train, Descent(lr=0.5, epochs=3))
    dead = before.states[1][-1] == NEVER_ON
    assert dead.sum() > 50
    for seed, unit in np.argwhere(dead):
        assert np.array_equal(before.parameters["W1"][seed, :, unit], after.parameters["W1"][seed, :, unit])
        assert before.parameters["b1"][seed, 0, unit] == after.parameters["b1"][seed, 0, unit]


def test_stuck_units_are_the_dead_ones_for_relu_and_the_flat_ones_for_others(burnt):
    data = digits()
    net = MLP()
    trace = net.forward(burnt.parameters, data.x_train)
    dead = np.concatenate([unit_states(trace[f"z{k}"]) == NEVER_ON for k in (1, 2)], -1).mean(-1)
    np.testing.assert_array_equal(stuck_units(net, burnt.parameters, data.x_train), dead)
    for name, stuck in (("leaky_relu", False), ("elu", True), ("gelu", True), ("identity", False)):
        f = MLP((2, 3, 2), activation=ACTIVATIONS[name])
        parameters = f.initial([np.random.default_rng(0)])
        parameters["b1"] -= 50
        share = stuck_units(f, parameters, np.random.default_rng(1).normal(size=(20, 2)))
        assert share.tolist() == [float(stuck)]
    learned = MLP((2, 3, 2), activation=ACTIVATIONS["prelu"])
    parameters = learned.initial([np.random.default_rng(0)])
    parameters["b1"] -= 50
    parameters["f1.negative_slope"][..., 0] = 0  # one of the three has learned to be flat
    assert stuck_units(learned, parameters, np.ones((20, 2))).tolist() == [1 / 3]


def test_a_network_that_diverges_is_reported_and_not_counted_as_dead():
    data = digits()
    net = MLP(activation=ACTIVATIONS["prelu"])
    history = watch(net, data.x_train, data.t_train, Descent(lr=5.0, epochs=1), seeds=range(3))
    assert history.diverged.all()
    assert (history.states[1][-1] == LOST).all()
    assert history.share(NEVER_ON)[-1].tolist() == [0, 0, 0]


# ---- born dead


@pytest.mark.parametrize("hidden_layers", [1, 2, 3, 5, 8])
def test_width_1_has_an_exact_probability(hidden_layers):
    p, error = born_dead_probability(1, hidden_layers, rng=np.random.default_rng(0))
    assert abs(p - (1 - 2.0 ** -(hidden_layers - 1))) < 4 * error
    assert born_dead_bounds(1, hidden_layers)[0] == 1 - 2.0 ** -(hidden_layers - 1)


@pytest.mark.parametrize(("width", "hidden_layers"), [(1, 1), (2, 3), (2, 10), (3, 4), (5, 20)])
def test_the_upper_bound_is_the_probability_for_inputs_of_one_sign(width, hidden_layers):
    net = MLP((1, *[width] * hidden_layers, 1))
    parameters = net.initial([np.random.default_rng([width, seed]) for seed in range(2000)])
    dead = ~net.forward(parameters, np.array([[1.0]]))[f"a{hidden_layers}"].any(axis=(1, 2))
    upper = born_dead_bounds(width, hidden_layers)[1]
    assert upper == pytest.approx(1 - (1 - 2.0**-width) ** hidden_layers)
    assert abs(dead.mean() - upper) < 4 * np.sqrt(upper * (1 - upper) / 2000)


@pytest.mark.parametrize("width", [1, 2, 3, 4, 6])
@pytest.mark.parametrize("hidden_layers", [1, 2, 4, 12, 50])
def test_the_estimate_lies_within_the_bounds(width, hidden_layers):
    p, error = born_dead_probability(width, hidden_layers, rng=np.random.default_rng(2))
    lower, upper = born_dead_bounds(width, hidden_layers)
    assert lower - 4 * error < p < upper + 4 * error
    assert 0 < error < 0.004


def test_the_lower_bound_is_exact_for_two_layers_of_two():
    p, error = born_dead_probability(2, 2, rng=np.random.default_rng(3))
    assert born_dead_bounds(2, 2)[0] == 5 / 32
    assert abs(p - 5 / 32) < 4 * error


def test_the_standard_error_is_that_of_a_share_with_one_more_of_each():
    p, error = born_dead_probability(2, 2, nets=40, rng=np.random.default_rng(5))
    smoothed = (40 * p + 1) / 42
    assert error == pytest.approx(np.sqrt(smoothed * (1 - smoothed) / 40))


def test_the_exact_test_agrees_with_looking_at_a_grid():
    """A net that the two rays call dead is constant on a grid of inputs, and no other is."""
    net, x = MLP((1, 2, 2, 2, 1)), np.linspace(-3, 3, 101)[:, None]
    parameters = net.initial([np.random.default_rng(seed) for seed in range(500)])
    constant = np.ptp(net.forward(parameters, x)["z4"], axis=-2)[:, 0] == 0
    rays = net.forward(parameters, np.array([[-1.0], [1.0]]))["a3"].any(axis=(1, 2))
    assert np.array_equal(constant, ~rays)
    p, _ = born_dead_probability(2, 3, rng=np.random.default_rng(4))
    assert abs(constant.mean() - p) < 4 * np.sqrt(p * (1 - p) / 500)


# ---- what is refused


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: count_units(np.ones(3)),
            r"shape \(samples, units\); got \(3,\)\.$",
        ),
        (lambda: count_units(np.ones((2, 3, 4))), r"got \(2, 3, 4\)"),
        (lambda: count_units(np.ones((0, 3))), r"got \(0, 3\)"),
        (lambda: count_units([[1.0, np.nan]]), "got NaN"),
        (lambda: count_units([["a"]]), "^z holds real numbers; got NaN or something that is no number"),
        (lambda: interval([1.0]), "at least two"),
        (lambda: interval([[1.0, 2.0], [3.0, 4.0]]), "in a row"),
        (lambda: interval([1.0, np.nan]), "finite"),
        (lambda: born_dead_probability(0, 2), "^width is a whole number from 1 on; got 0"),
        (lambda: born_dead_probability(2, 2.0), "^hidden_layers is a whole number from 1 on; got 2.0"),
        (lambda: born_dead_probability(2, 2, 0), "^nets is a whole number from 1 on; got 0"),
        (lambda: born_dead_bounds("3", 2), "^width is a whole number from 1 on; got '3'"),
        (lambda: born_dead_bounds(2, True), "^hidden_layers is a whole number from 1 on; got True"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()
