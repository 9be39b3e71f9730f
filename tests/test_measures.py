"""Moments, gains and dips against mpmath, and against what can be worked out by hand."""

import mpmath as mp
import numpy as np
import pytest
from test_activations import EXACT

from helpers.activations import ACTIVATIONS, Activation, leaky_relu, relu
from helpers.measures import dip, gain, moments, normal_mean

EVERY = [(name, 1) for name in EXACT] + [(name, scale) for name in ("gelu", "relu6") for scale in (0.5, 3)]


@pytest.mark.parametrize(("name", "scale"), EVERY)
def test_moments_are_exact_to_12_digits(name, scale):
    f, function = ACTIVATIONS[name], EXACT[name][0]
    with mp.workdps(20):
        edges = sorted({mp.mpf(edge) for edge in (*range(-12, 13, 3), *(k / scale for k in f.kinks))})
        mean, second = (
            mp.quad(lambda u, k=k: function(scale * u) ** k * mp.npdf(u), edges, maxdegree=5) for k in (1, 2)
        )
    got = moments(f, scale)
    assert abs(got[0] - mean) <= 1e-12 * mp.sqrt(second)
    assert got[1] == pytest.approx(float(second), rel=1e-12)


def test_moments_by_hand():
    assert moments(relu) == pytest.approx([1 / np.sqrt(2 * np.pi), 1 / 2], rel=1e-14)
    assert moments(relu, 5) == pytest.approx([5 / np.sqrt(2 * np.pi), 25 / 2], rel=1e-14)
    assert moments(ACTIVATIONS["squared_relu"]) == pytest.approx([1 / 2, 3 / 2], rel=1e-14)
    assert moments(ACTIVATIONS["gelu"])[0] == pytest.approx(1 / np.sqrt(4 * np.pi), rel=1e-14)
    assert moments(ACTIVATIONS["selu"]) == pytest.approx([0, 1], abs=1e-15)


def test_a_kink_anywhere_costs_no_digits():
    for kink in (0.123, -1.7, 0.5):
        hinge = Activation(
            "hinge", "Hinge", "", "", lambda z, k=kink: np.maximum(z - k, 0), lambda z, k=kink: z > k,
            kinks=(kink,),
        )  # fmt: skip
        mean = mp.npdf(kink) - kink * mp.ncdf(-kink)
        assert moments(hinge)[0] == pytest.approx(float(mean), rel=1e-13)
        mean = 0.7 * (mp.npdf(kink / 0.7) - kink / 0.7 * mp.ncdf(-kink / 0.7))
        assert moments(hinge, 0.7)[0] == pytest.approx(float(mean), rel=1e-13)


@pytest.mark.parametrize("scale", [0.01, 30, 300])
def test_moments_at_any_scale(scale):
    mean = scale**2 / np.sqrt(2 * np.pi * (1 + scale**2))
    assert moments(ACTIVATIONS["gelu"], scale)[0] == pytest.approx(mean, rel=1e-12)


@pytest.mark.parametrize("scale", [0, -1.0, np.nan, np.inf, "1", None, True, 1j])
def test_a_senseless_scale_is_refused_with_a_sentence(scale):
    with pytest.raises(ValueError, match=r"^scale is a positive finite number; got .*\.$"):
        moments(relu, scale)


def test_the_gain_comes_from_the_second_moment():
    assert gain(relu) == pytest.approx(np.sqrt(2), rel=1e-14)
    for slope in (0.0, 0.01, 0.5, 3.0):
        leaky = leaky_relu.with_parameters(negative_slope=slope)
        assert gain(leaky) == pytest.approx(np.sqrt(2 / (1 + slope**2)), rel=1e-13)
    assert gain(ACTIVATIONS["selu"]) == pytest.approx(1, rel=1e-14)


DIPS = {"gelu": -0.75, "gelu_tanh": -0.75, "silu": -1.3, "swish": -1.3, "mish": -1.2}


@pytest.mark.parametrize("name", EXACT)
def test_dips_are_where_the_derivative_vanishes(name):
    found = dip(ACTIVATIONS[name])
    if name not in DIPS:
        assert found is None
        return
    function, slope = EXACT[name]
    with mp.workdps(40):
        at = mp.findroot(slope, DIPS[name])
        assert found == pytest.approx((float(at), float(function(at))), rel=1e-12)


def test_dips_that_other_functions_may_have():
    def of(function, gradient):
        return dip(Activation("f", "f", "", "", function, gradient))

    assert of(np.abs, np.sign) == pytest.approx((0, 0), abs=1e-12)
    assert of(lambda z: np.abs(z - 0.3), lambda z: np.sign(z - 0.3)) == pytest.approx((0.3, 0), abs=1e-12)
    assert of(lambda z: np.maximum(np.abs(z) - 1, 0), lambda z: np.sign(z) * (np.abs(z) > 1))[1] == 0
    lowest = np.pi - np.arcsin(0.1) - 6 * np.pi  # of the three valleys between -20 and 0 the leftmost
    assert of(lambda z: np.cos(z) + z / 10, lambda z: 0.1 - np.sin(z))[0] == pytest.approx(lowest, rel=1e-9)
    lowest = np.pi + np.arcsin(0.1) + 4 * np.pi  # of the three valleys between 0 and 20 the rightmost
    assert of(lambda z: np.cos(z) - z / 10, lambda z: -0.1 - np.sin(z))[0] == pytest.approx(lowest, rel=1e-9)
    assert of(lambda z: -z, lambda z: -np.ones_like(z)) is None
    assert of(lambda z: np.maximum(-z, 0), lambda z: -1.0 * (z < 0)) is None  # falls and stays down


def test_dips_are_looked_for_between_minus_20_and_20_and_narrow_ones_are_found():
    def at(place):
        return dip(Activation("f", "f", "", "", lambda z: np.abs(z - place), lambda z: np.sign(z - place)))

    assert at(-19.9)[0] == pytest.approx(-19.9)
    assert at(19.9)[0] == pytest.approx(19.9)
    assert at(-20.5) is at(20.5) is None
    step = Activation(
        "step", "Step", "", "",
        lambda z: z - 2 * np.clip(z - 0.3, 0, 0.05), lambda z: np.where((z > 0.3) & (z < 0.35), -1.0, 1.0),
    )  # fmt: skip
    assert dip(step) == pytest.approx((0.35, 0.25))


def test_a_sharp_bend_in_the_middle_of_a_wide_distribution_costs_no_digits():
    swish = ACTIVATIONS["swish"].with_parameters(beta=20.0)
    with mp.workdps(25):
        edges = [-140, -20, -5, -1, -0.3, 0, 0.3, 1, 5, 20, 140]
        mean = mp.quad(lambda z: z / (1 + mp.exp(-20 * z)) * mp.npdf(z, 0, 10), edges, maxdegree=7)
    assert normal_mean(swish, variance=100.0) == pytest.approx(float(mean), rel=1e-12)


def test_a_swish_with_another_beta_has_its_dip_elsewhere():
    at, lowest = dip(ACTIVATIONS["swish"])
    for beta in (0.5, 4.0, 500.0):
        found = dip(ACTIVATIONS["swish"].with_parameters(beta=beta))
        assert found == pytest.approx((at / beta, lowest / beta), rel=1e-12)


def test_a_huge_variance_costs_no_memory():
    assert normal_mean(np.tanh, variance=1e40) == pytest.approx(0, abs=1e-12)
    assert normal_mean(relu, variance=1e40, kinks=relu.kinks) == pytest.approx(1e20 / np.sqrt(2 * np.pi))
