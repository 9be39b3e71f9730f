"""The gradient on its way back: predicted sizes against closed forms, measured sizes against both."""

import mpmath
import numpy as np
import pytest

from helpers.activations import ACTIVATIONS, identity, leaky_relu, relu, sigmoid, tanh
from helpers.gradients import gradient_sizes, predicted_sizes
from helpers.measures import normal_mean
from helpers.networks import GAINS, MLP, initial_variances, softmax_cross_entropy

RNG = np.random.default_rng(0)
X, T = RNG.normal(size=(32, 64)), RNG.integers(0, 10, 32)


def deep(activation, init, layers, width=64, **more):
    return MLP((64, *[width] * layers, 10), activation, init, **more)


def test_means_under_a_normal_distribution_equal_closed_forms():
    kinks = relu.kinks
    assert normal_mean(relu.derivative, kinks=kinks) == pytest.approx(1 / 2, rel=1e-12)
    assert normal_mean(relu, variance=4.0, kinks=kinks) == pytest.approx(2 / np.sqrt(2 * np.pi), rel=1e-12)
    for variance in (1e-30, 0.3, 100.0):
        mean_square = normal_mean(lambda z: relu(z) ** 2, variance=variance, kinks=kinks)
        assert mean_square == pytest.approx(variance / 2, rel=1e-12)
    assert normal_mean(np.square, mean=3.0, variance=4.0) == pytest.approx(13, rel=1e-12)
    assert normal_mean(np.exp, variance=2.0) == pytest.approx(np.e, rel=1e-9)
    assert normal_mean(relu.derivative, mean=-0.3, kinks=kinks) == pytest.approx(0.382088577811, rel=1e-10)
    assert normal_mean(tanh, mean=0.5, variance=0.0) == np.tanh(0.5)


@pytest.mark.parametrize("std", [0.1, 1, 3, 10])
@pytest.mark.parametrize("f", [sigmoid, tanh])
def test_means_of_smooth_functions_equal_a_high_precision_integral(f, std):
    exact = {"sigmoid": lambda z: 1 / (1 + mpmath.exp(-z)), "tanh": mpmath.tanh}[f.name]
    points = mpmath.linspace(-10 * std, 10 * std, 41)
    wanted = mpmath.quad(lambda z: exact(z) ** 2 * mpmath.npdf(z, 0, std), points, maxdegree=4)
    assert normal_mean(lambda z: f(z) ** 2, variance=std**2) == pytest.approx(float(wanted), abs=1e-9)


@pytest.mark.parametrize(
    ("init", "factor"),
    [("he", 1), ("glorot", 1 / 2), ("glorot4", 8), ("lecun", 1 / 2), ("pytorch", 1 / 6)],
)
def test_relu_multiplies_the_mean_square_by_n_times_variance_over_two(init, factor):
    predicted = predicted_sizes(deep(relu, init, 30), X)
    np.testing.assert_allclose(predicted, factor ** (np.arange(29, -1, -1) / 2), rtol=1e-10)


def test_other_piecewise_linear_functions_and_other_widths_have_closed_forms_too():
    for gain, init in ((1, "lecun"), (2, "he")):
        np.testing.assert_allclose(predicted_sizes(deep(identity, init, 5), X)[0], gain**2, rtol=1e-10)
    leaky = leaky_relu.with_parameters(negative_slope=0.5)
    np.testing.assert_allclose(predicted_sizes(deep(leaky, "he", 3), X)[0], 1.25, rtol=1e-10)
    narrowing = MLP((64, 90, 30, 10), relu, "glorot")
    np.testing.assert_allclose(predicted_sizes(narrowing, X), [np.sqrt(90 * 2 / 120 / 2), 1], rtol=1e-10)
    assert predicted_sizes(deep(relu, "he", 1), X).tolist() == [1]
    shifted = predicted_sizes(deep(relu, "he", 2, bias=100.0), X)
    np.testing.assert_allclose(shifted, [np.sqrt(2), 1], rtol=1e-10)  # every gate is open


@pytest.mark.parametrize("init", ["he", "glorot", "glorot4", "lecun"])
def test_what_relu_takes_from_the_activations_it_gives_to_no_layer_before_another(init):
    """Without biases the activations shrink forward as dL/dz does backward: dL/dW is alike in all layers."""
    np.testing.assert_allclose(predicted_sizes(deep(relu, init, 30), X, of="W"), 1, rtol=1e-9)
    narrowing = MLP((64, 90, 30, 10), relu, "glorot")  # a0: 64, a1: 64 * 2 / 154 / 2 * 90, for mean square 1
    of_z, of_weights = (predicted_sizes(narrowing, np.ones((1, 64)), of) for of in "zW")
    np.testing.assert_allclose(of_weights / of_z, [np.sqrt(64 / (64 * 90 / 154)), 1], rtol=1e-10)


def test_random_biases_spread_the_pre_activations():
    slopes = normal_mean(lambda z: tanh.derivative(z) ** 2, variance=1 / 6)
    predicted = predicted_sizes(MLP((2, 2, 2, 10), tanh, "pytorch"), np.zeros((5, 2)))
    np.testing.assert_allclose(predicted, [np.sqrt(slopes / 3), 1], rtol=1e-10)


def test_sigmoid_settles_at_its_fixed_point():
    predicted = predicted_sizes(deep(sigmoid, "lecun", 40), X)
    assert predicted[9] / predicted[10] == pytest.approx(0.236052, abs=2e-6)
    assert predicted[20] / predicted[21] < 1 / 4


@pytest.mark.parametrize("init", GAINS)
@pytest.mark.parametrize("name", ["identity", "sigmoid", "tanh", "relu", "gelu", "elu"])
def test_measured_sizes_follow_the_prediction(name, init):
    net = deep(ACTIVATIONS[name], init, 12)
    for of, tolerance in (("z", 0.25), ("W", 0.5)):  # how alike the samples are is not in the second
        sizes = gradient_sizes(net, X, T, seeds=range(6), of=of)
        measured = np.log10(sizes / sizes[:, -1:]).mean(0)
        np.testing.assert_allclose(measured, np.log10(predicted_sizes(net, X, of)), atol=tolerance)


def test_for_one_sample_dl_dw_is_as_large_as_what_comes_in_times_dl_dz():
    net = MLP((64, 30, 40, 50, 10), tanh, "pytorch")
    parameters = net.initial([np.random.default_rng(3)])
    trace = net.forward(parameters, X[:1])
    of_z, of_weights = (gradient_sizes(net, X[:1], T[:1], seeds=[3], of=of)[0] for of in "zW")
    coming_in = [np.linalg.norm(trace[f"a{k}"]) for k in range(3)]
    np.testing.assert_allclose(of_weights, of_z * coming_in)


def test_a_size_is_the_norm_of_the_derivative_of_the_loss():
    net = MLP((3, 4, 5, 2), relu, "pytorch")
    x, t = X[:6, :3], T[:6] % 2
    parameters = net.initial([np.random.default_rng(7)])

    def loss(b1):
        return softmax_cross_entropy(net.forward(parameters | {"b1": b1}, x)["z3"], t)[0][0]

    trace = net.forward(parameters, x)
    grads = net.backward(parameters, trace, softmax_cross_entropy(trace["z3"], t)[1])
    step = 1e-6 * np.eye(4)[:, None, None, :]
    b = parameters["b1"]
    by_bias = [(loss(b + h) - loss(b - h)) / 2e-6 for h in step]
    np.testing.assert_allclose(grads["z1"].sum((0, 1)), by_bias, atol=1e-8)
    for of in ("z", "W"):
        sizes = gradient_sizes(net, x, t, [7], **({} if of == "z" else {"of": of}))
        np.testing.assert_allclose(sizes[0], [np.linalg.norm(grads[f"{of}{k}"]) for k in (1, 2)])


@pytest.mark.parametrize("init", GAINS)
def test_initial_variances_are_those_of_what_is_drawn(init):
    parameters = MLP((300, 100, 10), relu, init).initial([np.random.default_rng(0)])
    of_weights, of_biases = initial_variances(init, 300, 100)
    assert parameters["W1"].var() == pytest.approx(of_weights, rel=0.03)
    assert np.square(parameters["b1"]).mean() == pytest.approx(of_biases, rel=0.3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: normal_mean(relu, variance=-1.0), r"^variance is a finite number, at least 0; got -1\.0\.$"),
        (lambda: normal_mean(relu, variance=np.nan), "^variance is a finite number, at least 0; got nan"),
        (lambda: normal_mean(relu, variance=np.inf), "^variance is a finite number, at least 0; got inf"),
        (lambda: predicted_sizes(MLP(batch_norm=True), X), r"^predicted_sizes is for .* normalisation\.$"),
        (lambda: predicted_sizes(MLP(), X, "b"), r'^of is "z" or "W"; got \'b\'\.$'),
        (lambda: gradient_sizes(MLP(), X, T, of="b"), r'^of is "z" or "W"; got \'b\'\.$'),
    ],
)
def test_nonsense_is_refused_with_a_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()
