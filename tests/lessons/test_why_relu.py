"""Lesson 4: what its explorers draw is what the networks do, and the numbers of its exercises are right."""

import numpy as np
import pytest
from scipy.special import ndtr

from helpers.activations import ACTIVATIONS, leaky_relu
from helpers.data import digits
from helpers.dying import MIXED, count_units, unit_states
from helpers.gradients import gradient_sizes, predicted_sizes
from helpers.lessons import EXERCISES
from helpers.measures import normal_mean
from helpers.networks import GAINS, MLP, Descent, descend, initial_variances, softmax_cross_entropy


@pytest.mark.parametrize(("name", "init", "depth"), [("relu", "he", 7), ("tanh", "pytorch", 60)])
def test_depth_draws_measured_and_predicted_sizes_and_ends_at_1(explore, name, init, depth):
    explorer = explore("depth")
    explorer.set(activation=name, init=init, depth=depth)
    moving = [artist.get_xydata() for artist in explorer._moving]
    net = MLP((64, *[64] * depth, 10), ACTIVATIONS[name], init)
    x, t = digits().x_train[:32], digits().t_train[:32]
    for of, (*seeds, theory, dot) in (("z", moving[:7]), ("W", moving[7:])):
        sizes = gradient_sizes(net, x, t, of=of)
        assert len(seeds) == 5
        for line, measured in zip(seeds, sizes, strict=True):
            assert line[:, 0].tolist() == list(range(1, depth + 1))
            np.testing.assert_allclose(line[:, 1], measured / measured[-1])
        np.testing.assert_allclose(theory[:, 1], predicted_sizes(net, x, of))
        typical = np.exp(np.mean([np.log(line[0, 1]) for line in seeds]))
        np.testing.assert_allclose(dot, [[1, typical]])
        assert f"dL/d{of} {typical:.2g} (5 seeds: " in explorer.caption
    assert f"{depth} hidden layers; layer 1 / layer {depth}: " in explorer.caption


def test_every_depth_stays_inside_the_picture(explore):
    explorer = explore("depth")
    low, high = explorer._figure.axes[0].get_ylim()
    for name in ("relu", "tanh", "sigmoid", "identity"):
        for init in ("pytorch", "glorot", "he"):
            explorer.set(activation=name, init=init, depth=60)
            drawn = np.concatenate([artist.get_ydata() for artist in explorer._moving])
            assert low < drawn.min() <= drawn.max() < high


def test_fading_draws_the_gradient_of_each_unit_down_to_the_layer(explore):
    explorer, net, data = explore("fading"), MLP((64, *[64] * 20, 10), ACTIVATIONS["tanh"], "he"), digits()
    explorer.set(activation="tanh", layer=18)
    parameters = net.initial([np.random.default_rng(0)])
    trace = net.forward(parameters, data.x_train[:1])
    grads = net.backward(parameters, trace, softmax_cross_entropy(trace["z21"], data.t_train[:1])[1])
    sizes = gradient_sizes(net, data.x_train[:1], data.t_train[:1], seeds=[0])[0]
    image, text = explorer._moving[4:]
    drawn = image.get_array()
    for k in (18, 19, 20):
        expected = np.log10(np.abs(grads[f"z{k}"][0, 0]) / (sizes[19] / 8)).clip(-8, 0.5)
        np.testing.assert_allclose(drawn[:, 5 * (k - 1) : 5 * k - 1].ravel(), expected)
    assert (drawn[:, : 5 * 17] == -8).all()
    assert text.get_text() == f"layer 18:\n{sizes[17] / sizes[19]:.2g}"


def test_sparsity_draws_what_the_trained_networks_do(explore):
    explorer, data, net = explore("sparsity"), digits(), MLP(bias=0.5)
    explorer.set(bias=0.5, l1=0.01)
    how = Descent(lr=0.2, batch=32, epochs=5, l1=0.01)
    for step, parameters in descend(net, data.x_train, data.t_train, how, range(3)):
        trace = net.forward(parameters, data.x_train)
        if step == 0:
            before = [100 * np.mean(trace["a1"] <= 0), 100 * np.mean(trace["a2"] <= 0)]
    image, right_ones, never_on, second, first, start = explorer._moving
    assert np.array_equal(image.get_array(), trace["z1"][0, :64].T > 0)
    assert first.get_width() == pytest.approx(100 * np.mean(trace["z1"] <= 0))
    assert second.get_width() == pytest.approx(100 * np.mean(trace["z2"] <= 0))
    counts = [count_units(trace[z][seed])[0] for z in ("z1", "z2") for seed in range(3)]
    assert never_on.get_width() == pytest.approx(100 * np.mean(counts) / 64)
    told = net.forward(parameters, data.x_test)["z3"].argmax(-1)
    assert right_ones.get_width() == pytest.approx(100 * np.mean(told == data.t_test))
    assert start.get_xydata().tolist() == [[before[0], 3], [before[1], 2]]


def test_the_reference_answers_follow_from_their_definitions():
    product = 50 * (100 + 100)
    shares = [100 * n / (product + n) for n in (50, 4 * 50)]
    np.testing.assert_allclose(EXERCISES["operations"].answer, shares, atol=5e-4)
    steep = leaky_relu.with_parameters(negative_slope=0.5)
    mean_square = normal_mean(lambda z: steep.derivative(z) ** 2, kinks=steep.kinks)
    assert EXERCISES["gain"].answer == pytest.approx(mean_square**-0.5, abs=5e-4)
    assert EXERCISES["zero_share"].answer == pytest.approx(ndtr(0.5), abs=5e-3)


def test_the_race_gives_sigmoid_what_the_rule_of_the_lesson_asks_for():
    """n Var[w] times the largest mean of f'(z)**2 is 1: neither Glorot's nor He's weights do that."""
    largest = normal_mean(lambda z: ACTIVATIONS["sigmoid"].derivative(z) ** 2, variance=0.0)
    assert GAINS["glorot4"] * largest == pytest.approx(1)
    of_weights, of_biases = initial_variances("glorot4", 32, 32)
    assert (of_weights * 32 * largest, of_biases) == (pytest.approx(1), 0)


def test_without_biases_the_size_of_the_weights_moves_no_gate():
    """Glorot's weights give the counts of He's; PyTorch's biases make the difference."""
    data, states = digits(), {}
    for init in ("he", "glorot", "pytorch"):
        net = MLP((64, *[64] * 8, 10), init=init)
        _, start = next(descend(net, data.x_train, data.t_train, seeds=range(2)))
        trace = net.forward(start, data.x_train)
        states[init] = np.array([unit_states(trace[f"z{k}"]) for k in net.hidden])
    assert np.array_equal(states["he"], states["glorot"])
    assert (states["pytorch"][7] == MIXED).mean() < 0.1 < 0.5 < (states["he"][7] == MIXED).mean()
