"""Every formula against an independent oracle: mpmath at 400 digits, Hypothesis for the properties."""

import warnings

import mpmath as mp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from helpers import activations
from helpers.activations import ACTIVATIONS, Activation, leaky_relu, register, relu

mp.mp.dps = 400
SELU_ALPHA = mp.mpf("1.6732632423543772848170429916717")
SELU_SCALE = mp.mpf("1.0507009873554804934193349852946")


def positive_part(z):
    return z if z > 0 else mp.mpf(0)


def sigmoid(z):
    return 1 / (1 + mp.exp(-z))


def softplus(z):
    return mp.log1p(mp.exp(z))


def mish_slope(z):
    t = mp.tanh(softplus(z))
    return t + z * (1 - t * t) * sigmoid(z)


def tanh_form(z):
    """(t, its slope) of the tanh form of GELU, which is z / 2 * (1 + t)."""
    t = mp.tanh(mp.sqrt(2 / mp.pi) * (z + mp.mpf("0.044715") * z**3))
    return t, (1 - t * t) * mp.sqrt(2 / mp.pi) * (1 + 3 * mp.mpf("0.044715") * z**2)


# Textbook formulas, written without regard to rounding: (function, derivative).
EXACT = {
    "identity": (lambda z: z, lambda z: mp.mpf(1)),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "tanh": (mp.tanh, lambda z: mp.sech(z) ** 2),
    "relu": (positive_part, lambda z: mp.mpf(z > 0)),
    "leaky_relu": (lambda z: z if z > 0 else z * mp.mpf(0.01), lambda z: mp.mpf(1 if z > 0 else 0.01)),
    "prelu": (lambda z: z if z > 0 else z / 4, lambda z: mp.mpf(1 if z > 0 else 0.25)),
    "elu": (lambda z: z if z > 0 else mp.expm1(z), lambda z: mp.mpf(1) if z > 0 else mp.exp(z)),
    "selu": (
        lambda z: SELU_SCALE * (z if z > 0 else SELU_ALPHA * mp.expm1(z)),
        lambda z: SELU_SCALE * (1 if z > 0 else SELU_ALPHA * mp.exp(z)),
    ),
    "gelu": (lambda z: z * mp.ncdf(z), lambda z: mp.ncdf(z) + z * mp.npdf(z)),
    "silu": (
        lambda z: z * sigmoid(z),
        lambda z: sigmoid(z) * (1 + z * (1 - sigmoid(z))),
    ),
    "gelu_tanh": (
        lambda z: z / 2 * (1 + tanh_form(z)[0]),
        lambda z: (1 + tanh_form(z)[0] + z * tanh_form(z)[1]) / 2,
    ),
    "swish": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) * (1 + z * (1 - sigmoid(z)))),
    "softplus": (softplus, sigmoid),
    "mish": (lambda z: z * mp.tanh(softplus(z)), mish_slope),
    "relu6": (lambda z: min(positive_part(z), mp.mpf(6)), lambda z: mp.mpf(0 < z < 6)),
    "squared_relu": (lambda z: positive_part(z) ** 2, lambda z: 2 * positive_part(z)),
}

WITH_ZERO = {"identity", "tanh", "relu", "leaky_relu", "prelu", "elu", "selu", "gelu", "silu", "mish"}


def grid():
    rng = np.random.default_rng(0)
    tiny = np.logspace(-300, 0, 61)
    tails = np.concatenate([np.linspace(30, 45, 31), np.linspace(700, 760, 61)])
    z = np.concatenate([np.linspace(-1000, 1000, 201), rng.uniform(-12, 12, 200), tiny, -tiny, tails, -tails])
    return np.concatenate([z, [0.0, 6.0, np.nextafter(6, 0), np.nextafter(6, 7)]])


@pytest.mark.parametrize("which", ["function", "derivative"])
@pytest.mark.parametrize("name", EXACT)
def test_relative_error_is_at_most_1e12(name, which):
    z = grid()
    oracle = EXACT[name][which == "derivative"]
    computed = ACTIVATIONS[name](z) if which == "function" else ACTIVATIONS[name].derivative(z)
    for value, got in zip(z, computed, strict=True):
        exact = oracle(mp.mpf(float(value)))
        allowed = max(abs(exact), mp.mpf("1e-290")) * mp.mpf("1e-12")  # ndtr has fewer digits below 1e-290
        assert abs(mp.mpf(float(got)) - exact) <= allowed, (
            f"z = {value!r}: {got!r}, exact {mp.nstr(exact, 17)}"
        )


def test_the_oracle_covers_the_collection():
    assert set(EXACT) == set(activations.BUILT_IN) == set(ACTIVATIONS)


# At a kink, the value PyTorch's backward pass gives.
AT_KINKS = {
    "relu": {0: 0}, "leaky_relu": {0: 0.01}, "prelu": {0: 0.25}, "elu": {0: 1},
    "selu": {0: 1.7580993408473766}, "relu6": {0: 0, 6: 0}, "squared_relu": {0: 0},
}  # fmt: skip


@pytest.mark.parametrize(("name", "slopes"), AT_KINKS.items())
def test_slope_at_a_kink_is_pytorchs(name, slopes):
    assert {z: ACTIVATIONS[name].derivative(z) for z in slopes} == slopes


def test_elu_with_another_alpha_takes_alpha_at_0():
    assert ACTIVATIONS["elu"].with_parameters(alpha=0.5).derivative(0) == 0.5


LIMITS = {
    "identity": (-np.inf, np.inf, 1, 1), "sigmoid": (0, 1, 0, 0), "tanh": (-1, 1, 0, 0),
    "relu": (0, np.inf, 0, 1), "leaky_relu": (-np.inf, np.inf, 0.01, 1), "prelu": (-np.inf, np.inf, 0.25, 1),
    "elu": (-1, np.inf, 0, 1), "selu": (-1.7580993408473766, np.inf, 0, 1.0507009873554805),
    "gelu": (0, np.inf, 0, 1), "silu": (0, np.inf, 0, 1), "softplus": (0, np.inf, 0, 1),
    "mish": (0, np.inf, 0, 1), "relu6": (0, 6, 0, 0), "squared_relu": (0, np.inf, 0, np.inf),
    "gelu_tanh": (0, np.inf, 0, 1), "swish": (0, np.inf, 0, 1),
}  # fmt: skip


@pytest.mark.parametrize(("name", "limits"), LIMITS.items())
def test_limits_at_infinity_and_nan(name, limits):
    f = ACTIVATIONS[name]
    ends = np.array([-np.inf, np.inf])
    np.testing.assert_allclose([*f(ends), *f.derivative(ends)], limits, rtol=1e-15)
    assert np.isnan(f(np.nan))
    assert np.isnan(f.derivative(np.nan))


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("name", EXACT)
def test_no_floating_point_warning_anywhere(name, dtype):
    z = np.concatenate([np.linspace(-1000, 1000, 4001), [np.inf, -np.inf, np.nan, 0.0, -0.0, 1e4, -1e4]])
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.simplefilter("error")
        f = ACTIVATIONS[name]
        for result in (f(z.astype(dtype)), f.derivative(z.astype(dtype))):
            assert result.dtype == dtype
            assert np.isnan(result).sum() == 1  # the NaN that went in


@pytest.mark.parametrize("name", EXACT)
def test_float32_and_float16_are_as_good_as_their_dtype(name):
    z = np.linspace(-8, 8, 1001)
    f = ACTIVATIONS[name]
    for dtype, tolerance in ((np.float32, 2e-6), (np.float16, 2e-3)):
        rounded = z.astype(dtype)
        np.testing.assert_allclose(f(rounded), f(rounded.astype(float)), rtol=tolerance, atol=tolerance)
        slopes = f.derivative(rounded.astype(float))
        np.testing.assert_allclose(f.derivative(rounded), slopes, rtol=tolerance, atol=tolerance)


@given(z=arrays(np.float64, array_shapes(min_dims=0, max_dims=4), elements=st.floats(-1e3, 1e3)))
def test_any_shape_keeps_its_shape(z):
    for f in ACTIVATIONS.values():
        assert np.shape(f(z)) == np.shape(f.derivative(z)) == z.shape


def test_scalars_lists_integers_and_empty_arrays():
    assert relu(3) == 3.0
    assert np.ndim(relu(-2.5)) == 0
    np.testing.assert_array_equal(relu([[-1, 2], [3, -4]]), [[0, 2], [3, 0]])
    assert relu(np.array([0, 5], dtype=np.uint8)).dtype == np.float64
    assert relu(np.empty((0, 3))).shape == (0, 3)
    assert relu(np.longdouble(2)).dtype == np.longdouble


def test_float32_is_computed_in_float32_unless_there_are_parameters():
    def f(**parameters):
        return Activation("f", "F", "", "", lambda z, **_: seen.append(z.dtype) or z, None, parameters)

    seen = []
    for dtype in (np.float64, np.float32, np.float16):
        f()(np.ones(2, dtype))
        f(p=1.0)(np.ones(2, dtype))
    assert seen == [np.float64, np.float64, np.float32, np.float64, np.float64, np.float64]


def test_the_input_is_never_changed_or_handed_back():
    z = np.array([-1.0, 2.0])
    for f in ACTIVATIONS.values():
        f(z)[...] = 7
        f.derivative(z)[...] = 7
        np.testing.assert_array_equal(z, [-1, 2])


@pytest.mark.parametrize("bad", ["1", None, 1j, np.array([1j]), [None, 1], ["a"], object(), [[1], [1, 2]]])
def test_what_is_not_a_real_number_is_refused_with_a_sentence(bad):
    for call in (relu, relu.derivative):
        with pytest.raises(TypeError, match=r"^relu takes .*; got .*\.$"):
            call(bad)
    with pytest.raises(TypeError, match=r"^relu takes rows of equal length; got a ragged list\.$"):
        relu([[1], [1, 2]])
    for bad, held in (("1", "str"), (["a"], "list of <U1")):
        with pytest.raises(TypeError, match=rf"got {held}\.$"):
            relu(bad)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("elu", {"alpha": -1}),
        ("elu", {"alpha": np.nan}),
        ("elu", {"alpha": "1"}),
        ("elu", {"alpha": True}),
        ("elu", {"alpha": 1j}),
        ("elu", {"alpha": 10**400}),
        ("leaky_relu", {"negative_slope": -0.1}),
        ("leaky_relu", {"negative_slope": np.inf}),
        ("prelu", {"negative_slope": None}),
        ("prelu", {"negative_slope": np.inf}),
    ],
)
def test_a_senseless_parameter_is_refused_with_a_sentence(name, change):
    with pytest.raises(ValueError, match=f"^{name}: {next(iter(change))} must be a finite number"):
        ACTIVATIONS[name].with_parameters(**change)


def test_prelu_grows_with_its_slope_as_the_negative_part_of_z():
    slopes = ACTIVATIONS["prelu"].derivative_for("negative_slope", [-2, 0, 3], negative_slope=np.full(3, 0.7))
    assert slopes.tolist() == [-2, 0, 0]


def test_the_sentence_says_how_small_a_parameter_may_be():
    with pytest.raises(
        ValueError, match=r"^elu: alpha must be a finite number that is at least 0; got -1\.$"
    ):
        ACTIVATIONS["elu"].with_parameters(alpha=-1)
    with pytest.raises(ValueError, match=r"^prelu: negative_slope must be a finite number; got None\.$"):
        ACTIVATIONS["prelu"].with_parameters(negative_slope=None)


def test_an_unknown_parameter_is_refused_with_the_ones_there_are():
    with pytest.raises(ValueError, match=r"^leaky_relu has negative_slope; got slope\.$"):
        leaky_relu.with_parameters(slope=0.2)
    with pytest.raises(ValueError, match=r"^relu has no parameters; got alpha\.$"):
        relu.with_parameters(alpha=1)
    with pytest.raises(ValueError, match=r"^f learns p, q, which is none of its parameters\.$"):
        Activation("f", "F", "", "", np.abs, np.sign, learned={"q": np.sign, "p": np.sign})
    two = Activation("two", "Two", "", "", lambda z, p, q: z, lambda z, p, q: 1, {"p": 1.0, "q": 2.0})
    with pytest.raises(ValueError, match=r"^two has p, q; got r, s\.$"):
        two.with_parameters(s=1, r=1, p=1)


@given(st.floats(-50, 50), st.floats(0, 3))
def test_parameters_change_the_function_and_its_slope(z, p):
    leaky, elu = leaky_relu.with_parameters(negative_slope=p), ACTIVATIONS["elu"].with_parameters(alpha=p)
    assert leaky(z) == (z if z > 0 else p * z)
    assert leaky.derivative(z) == (1 if z > 0 else p)
    assert elu(z) == pytest.approx(z if z > 0 else p * np.expm1(z), rel=1e-12, abs=1e-300)
    assert elu.derivative(z) == pytest.approx(1 if z > 0 else p * np.exp(z), rel=1e-12, abs=1e-300)
    assert ACTIVATIONS["prelu"].with_parameters(negative_slope=-p)(-1.0) == p


@pytest.mark.parametrize("beta", [1e-3, 0.5, 1.702, 20.0])
def test_swish_with_any_beta_is_exact(beta):
    swish, b = ACTIVATIONS["swish"].with_parameters(beta=beta), mp.mpf(beta)
    for value in grid():
        z = mp.mpf(float(value))
        gate = sigmoid(b * z)
        for got, exact in (
            (swish(value), z * gate),
            (swish.derivative(value), gate * (1 + b * z * (1 - gate))),
        ):
            allowed = max(abs(exact), mp.mpf("1e-290")) * mp.mpf("1e-12")
            assert abs(mp.mpf(float(got)) - exact) <= allowed, f"z = {value!r}: {got!r}"


def test_swish_is_half_the_identity_at_beta_0_and_survives_huge_numbers():
    swish = ACTIVATIONS["swish"]
    half, steep = swish.with_parameters(beta=0), swish.with_parameters(beta=1e3)
    ends = np.array([-np.inf, -1e308, -3, 0, 5, 1e308, np.inf])
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.simplefilter("error")
        np.testing.assert_array_equal(half(ends), ends / 2)
        np.testing.assert_array_equal(half.derivative(ends), 0.5)
        np.testing.assert_array_equal(steep(ends), relu(ends))
        np.testing.assert_array_equal(steep.derivative(ends[[0, 1, 3, 5, 6]]), [0, 0, 0.5, 1, 1])


def test_a_slope_of_0_is_relu_even_at_minus_infinity():
    flat = leaky_relu.with_parameters(negative_slope=0)
    np.testing.assert_array_equal(flat([-np.inf, -1, 2]), [0, 0, 2])


def test_the_original_is_not_changed_by_with_parameters():
    leaky_relu.with_parameters(negative_slope=0.2)
    assert dict(leaky_relu.parameters) == {"negative_slope": 0.01}


def test_jumps_are_only_where_the_slope_jumps():
    jumps = {name: f.jumps() for name, f in ACTIVATIONS.items() if f.jumps()}
    assert set(jumps) == {"relu", "leaky_relu", "prelu", "selu", "relu6"}
    assert jumps["relu"] == [(0, 0, 0, 1)]
    assert jumps["relu6"] == [(0, 0, 0, 1), (6, 1, 0, 0)]
    assert ACTIVATIONS["elu"].with_parameters(alpha=0.5).jumps() == [(0, 0.5, 0.5, 1)]


@given(st.floats(-1e300, 1e300), st.floats(-1e300, 1e300), st.floats(0, 1))
def test_properties_of_relu(x, y, c):
    assert relu(x) >= 0
    assert relu(relu(x)) == relu(x)
    assert relu(x) <= relu(max(x, y))
    assert abs(relu(x) - relu(y)) <= abs(x - y)
    assert relu(x) - relu(-x) == x
    assert relu(x) + relu(-x) == abs(x)
    assert relu(2.0**-7 * x) == 2.0**-7 * relu(x)
    assert relu(c * x + (1 - c) * y) <= (c * relu(x) + (1 - c) * relu(y)) * (1 + 1e-12) + 1e-300


@pytest.fixture
def own():
    """Makes an activation of a teacher's, correct if not told otherwise; what is registered is forgotten."""
    before = dict(ACTIVATIONS)

    def make(name="shifted", **pieces):
        usual = {"function": lambda z: np.maximum(z, -1), "gradient": lambda z: np.heaviside(z + 1, 0)}
        pieces = usual | {"kinks": (-1,)} | pieces
        return Activation(name, "Shifted ReLU", r"\max(-1, z)", "this test", **pieces)

    yield make
    ACTIVATIONS.clear()
    ACTIVATIONS.update(before)


LEARNED_SWISH = {
    "function": lambda z, beta: z / (1 + np.exp(-beta * z)),
    "gradient": lambda z, beta: (1 + np.exp(-beta * z) * (1 + beta * z)) / (1 + np.exp(-beta * z)) ** 2,
    "parameters": {"beta": 1.5},
    "kinks": (),
    "learned": {"beta": lambda z, beta: z**2 * np.exp(-beta * z) / (1 + np.exp(-beta * z)) ** 2},
}


def test_a_registered_activation_is_in_the_collection_and_may_be_registered_again(own):
    assert register(own()).name == "shifted"
    register(own())
    assert ACTIVATIONS["shifted"]([-3, 2]).tolist() == [-1, 2]


def test_a_registered_activation_may_have_parameters_that_are_learned(own):
    swish = register(own(**LEARNED_SWISH))
    assert swish.derivative_for("beta", 2.0) == pytest.approx(4 * np.exp(3) / (1 + np.exp(3)) ** 2)
    assert np.isnan(swish.derivative_for("beta", np.nan))
    betas = np.array([[0.0], [3.0]])
    np.testing.assert_allclose(swish([1.0, 2.0], beta=betas)[0], [0.5, 1])
    np.testing.assert_allclose(swish.derivative([1.0, 2.0], beta=betas)[0], 0.5)
    np.testing.assert_allclose(swish.derivative_for("beta", [1.0, 2.0], beta=betas)[0], [0.25, 1])


@pytest.mark.parametrize(
    ("pieces", "sentence"),
    [
        ({"name": "relu"}, r"relu belongs to the collection"),
        ({"gradient": lambda z: 1.001 * (z > -1)}, r"wrong at z = -?\d.*: it gives 1\.001, .* is 1\.$"),
        ({"gradient": lambda z: np.heaviside(z + 0.9, 0)}, r"wrong at z = -0\.9"),
        ({"function": lambda z: np.where(z > 5, np.nan, np.maximum(z, -1))}, r"wrong at z = 5\.0"),
        ({"function": lambda z: np.max(z)}, r"must keep the shape \(2, 3\)"),
        ({"function": lambda z: np.array([max(v, -1) for v in z])}, r"must work on arrays of any shape"),
        ({"gradient": lambda z: 1 if z > -1 else 0}, r"must work on arrays of any shape"),
        (
            LEARNED_SWISH | {"learned": {"beta": lambda z, beta: z * (z > -5)}},
            r"derivative of shifted for beta is wrong at z = ",
        ),
    ],
)
def test_a_wrong_activation_is_not_registered(own, pieces, sentence):
    before = dict(ACTIVATIONS)
    with pytest.raises(ValueError, match=sentence):
        register(own(**pieces))
    assert before == ACTIVATIONS


def test_a_derivative_is_checked_from_minus_6_to_6_beside_the_kinks(own):
    beyond = {"gradient": lambda z: np.where(np.abs(z) > 6.5, 7, np.heaviside(z + 1, 0))}
    assert register(own(**beyond)).derivative(6.6) == 7
    for kink in (-0.03, 0.03):  # two of the places where it is checked
        pieces = {"function": lambda z, k=kink: np.abs(z - k), "gradient": lambda z, k=kink: np.sign(z - k)}
        assert register(own(**pieces, kinks=(kink,)))(kink) == 0


def test_a_registered_activation_may_have_parameters(own):
    pieces = {"function": lambda z, s: s * z, "gradient": lambda z, s: np.full_like(z, s)}
    steep = register(own(**pieces, parameters={"s": 3.0}, kinks=()))
    assert steep(2.0) == 6
    assert steep.with_parameters(s=4.0).derivative(2.0) == 4


def test_a_registered_function_may_be_careless_with_its_input_and_nan(own):
    def careless(z):
        z[z < -1] = -1
        return np.where(z > -1, z, -1)

    careful = register(own(function=careless))
    z = np.array([-3.0, np.nan, 2.0])
    np.testing.assert_array_equal(careful(z), [-1, np.nan, 2])
    np.testing.assert_array_equal(z, [-3, np.nan, 2])


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_parameters_beyond_the_range_of_a_short_dtype(dtype):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tiny, huge = (leaky_relu.with_parameters(negative_slope=s) for s in (1e-46, 1e39))
        np.testing.assert_array_equal(tiny(np.array([-np.inf, 0], dtype)), [-np.inf, 0])
        np.testing.assert_array_equal(huge(np.array([0, 1], dtype)), [0, 1])


def test_names_labels_and_sources_are_filled_in():
    for name, f in ACTIVATIONS.items():
        assert f.name == name
        assert f.title
        assert f.formula
        assert f.source
        assert name in repr(f)
    assert leaky_relu.label == "Leaky ReLU (negative slope 0.01)"
    assert relu.label == "ReLU"
    assert repr(leaky_relu) == "<activation leaky_relu{'negative_slope': 0.01}>"
    assert repr(relu) == "<activation relu>"
