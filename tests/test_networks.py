"""Networks: every gradient against finite differences, every seed against a run of its own."""

import re
import warnings

import numpy as np
import pytest
from processors import here_and_on_an_old_one
from test_activations import LEARNED_SWISH
from threadpoolctl import threadpool_info, threadpool_limits

from helpers.activations import ACTIVATIONS, Activation, leaky_relu, relu
from helpers.networks import (
    GAINS,
    MLP,
    Descent,
    _batches,
    check_data,
    descend,
    one_thread,
    settle,
    softmax_cross_entropy,
)

SMALL = MLP((4, 5, 3, 3))


def rngs(*seeds):
    return [np.random.default_rng(seed) for seed in seeds]


def train(net, x, t, how, seeds):
    """The last parameters; descend changes them in place."""
    for _, parameters in descend(net, x, t, how, seeds):  # noqa: B007
        pass
    return parameters


@pytest.fixture
def samples():
    rng = np.random.default_rng(7)
    return rng.normal(size=(12, 4)), rng.integers(0, 3, 12)


# ---- forward and backward


def test_forward_is_the_textbook_formula(samples):
    x, _ = samples
    p = SMALL.initial(rngs(1, 2))
    trace = SMALL.forward(p, x)
    for s in range(2):
        z1 = x @ p["W1"][s] + p["b1"][s]
        z2 = np.maximum(z1, 0) @ p["W2"][s] + p["b2"][s]
        outputs = np.maximum(z2, 0) @ p["W3"][s] + p["b3"][s]
        for name, value in (("z1", z1), ("z2", z2), ("z3", outputs), ("a2", np.maximum(z2, 0))):
            np.testing.assert_allclose(trace[name][s], value, rtol=1e-12)


def test_softmax_cross_entropy_by_hand():
    outputs = np.log([[[1.0, 2.0, 1.0], [3.0, 1.0, 1.0]]])
    loss, grad = softmax_cross_entropy(outputs, np.array([1, 0]))
    np.testing.assert_allclose(loss, [-(np.log(0.5) + np.log(0.6)) / 2])
    np.testing.assert_allclose(grad, [[[0.125, -0.25, 0.125], [-0.2, 0.1, 0.1]]])
    loss, grad = softmax_cross_entropy(np.array([[[1000.0, -1000.0]]]), np.array([1]))
    assert loss == 2000
    assert grad.tolist() == [[[1, -1]]]
    loss, _ = softmax_cross_entropy(np.array([[[0.0, 1.0], [2000.0, 2001.0]]]), np.array([0, 0]))
    np.testing.assert_allclose(loss, np.log1p(np.e))  # each sample by itself


NETS = {
    **{name: MLP((4, 5, 3, 3), activation=f) for name, f in ACTIVATIONS.items()},
    "leaky 0.3": MLP((4, 5, 3), activation=leaky_relu.with_parameters(negative_slope=0.3)),
    "batch norm": MLP((4, 5, 3, 3), batch_norm=True),
    "batch norm and prelu": MLP((4, 5, 3, 3), activation=ACTIVATIONS["prelu"], batch_norm=True),
    "an own activation that learns": MLP((4, 5, 3, 3), Activation("own", "", "", "", **LEARNED_SWISH)),
    "deep": MLP((4, 3, 3, 3, 3, 3)),
    "no hidden layer": MLP((4, 3)),
    "pytorch": MLP((4, 5, 3), init="pytorch"),
}


@pytest.mark.parametrize("l1", [0.0, 0.3])
@pytest.mark.parametrize("name", NETS)
def test_every_gradient_agrees_with_finite_differences(name, l1, samples):
    net, (x, t) = NETS[name], samples
    p = net.initial(rngs(3, 4))
    rng = np.random.default_rng(0)
    p = {key: value + rng.normal(0, 0.3, value.shape) for key, value in p.items()}

    def loss():
        trace = net.forward(p, x)
        penalty = sum(np.abs(trace[f"a{k}"]).sum((-1, -2)) / len(x) for k in net.hidden)
        return softmax_cross_entropy(trace[f"z{net.layers}"], t)[0] + l1 * penalty

    trace = net.forward(p, x)
    assert all(np.abs(trace[f"z{k}"]).min() > 1e-5 for k in net.hidden)  # no step crosses a kink
    grads = net.backward(p, trace, softmax_cross_entropy(trace[f"z{net.layers}"], t)[1], l1)
    assert set(grads) == set(p) | {f"z{k}" for k in range(1, net.layers + 1)}
    for key, value in p.items():
        for place in np.ndindex(value.shape[1:]):
            before = value[(slice(None), *place)].copy()
            slopes = []
            for h in (1e-6, -1e-6):
                value[(slice(None), *place)] = before + h
                slopes.append(loss())
            value[(slice(None), *place)] = before
            measured = (slopes[0] - slopes[1]) / 2e-6
            np.testing.assert_allclose(grads[key][(slice(None), *place)], measured, atol=1e-7, err_msg=key)


def test_gradient_of_a_pre_activation_is_that_of_its_bias_summed(samples):
    x, t = samples
    p = SMALL.initial(rngs(5))
    trace = SMALL.forward(p, x)
    grads = SMALL.backward(p, trace, softmax_cross_entropy(trace["z3"], t)[1])
    for k in (1, 2, 3):
        np.testing.assert_allclose(grads[f"z{k}"].sum(-2, keepdims=True), grads[f"b{k}"])


def test_without_a_penalty_there_is_none(samples):
    x, t = samples
    p = SMALL.initial(rngs(5))
    trace = SMALL.forward(p, x)
    grad = softmax_cross_entropy(trace["z3"], t)[1]
    np.testing.assert_array_equal(
        SMALL.backward(p, trace, grad)["W1"], SMALL.backward(p, trace, grad, 0.0)["W1"]
    )


def test_a_prelu_network_has_slopes_to_learn_and_no_hidden_layer_is_allowed():
    p = MLP((4, 5, 3, 3), activation=ACTIVATIONS["prelu"]).initial(rngs(1, 2))
    assert {name for name in p if name[0] == "f"} == {"f1.negative_slope", "f2.negative_slope"}
    assert p["f1.negative_slope"].tolist() == [[[0.25] * 5]] * 2
    assert set(MLP((4, 3)).initial(rngs(1))) == {"W1", "b1"}


def test_batch_norm_of_a_constant_divides_by_the_root_of_a_hundred_thousandth():
    net = MLP((2, 3, 2), batch_norm=True)
    trace = net.forward(net.initial(rngs(1)), np.ones((4, 2)))
    np.testing.assert_allclose(trace["std1"], np.sqrt(1e-5))


def test_batch_norm_standardises_and_cancels_the_bias(samples):
    x, _ = samples
    net = MLP((4, 5, 3), batch_norm=True)
    p = net.initial(rngs(1))
    trace = net.forward(p, x)
    np.testing.assert_allclose(trace["z1"].mean(-2), 0, atol=1e-12)
    np.testing.assert_allclose(trace["z1"].std(-2), 1, atol=1e-4)
    shifted = {**p, "b1": p["b1"] - 7}
    np.testing.assert_allclose(net.forward(shifted, x)["z1"], trace["z1"], atol=1e-9)


@pytest.mark.parametrize("init", GAINS)
def test_initial_variances(init):
    p = MLP((400, 100, 50, 10), init=init, bias=-0.25).initial(rngs(*range(20)))
    scale = {"he": 2 / 400, "glorot": 2 / 500, "lecun": 1 / 400, "pytorch": 1 / 3 / 400}
    scale = (scale | {"glorot4": 4**2 * scale["glorot"]})[init]
    assert p["W1"].var() == pytest.approx(scale, rel=0.01)
    assert p["W3"].var() == pytest.approx(1 / 50, rel=0.03)
    assert p["W1"].mean() == pytest.approx(0, abs=5 * np.sqrt(scale / p["W1"].size))
    assert p["W3"].mean() == pytest.approx(0, abs=5 * np.sqrt(1 / 50 / p["W3"].size))
    assert np.all(p["b3"] == 0)
    if init == "pytorch":
        assert np.abs(p["b1"] + 0.25).max() <= 1 / 20
        assert p["b1"].var() == pytest.approx(scale, rel=0.1)
    else:
        assert np.all(p["b1"] == -0.25)


# ---- training


def test_a_seed_trains_the_same_network_alone_and_among_others(samples):
    x, t = samples
    for net in (SMALL, MLP((4, 5, 3), activation=ACTIVATIONS["prelu"], batch_norm=True)):
        how = Descent(lr=0.3, batch=5, epochs=4, clip=1.0, l1=0.01)
        together = train(net, x, t, how, (3, 1, 2))
        for place, seed in enumerate((3, 1, 2)):
            alone = train(net, x, t, how, [seed])
            for key, value in alone.items():
                np.testing.assert_array_equal(together[key][place], value[0], err_msg=key)


def plain_training(net, x, t, how, seed):
    """The same training in other words: one network, one formula after the other, steps not rounded."""
    rng = np.random.default_rng(seed)
    p = net.initial([rng])
    steps = len(x) // how.batch
    for number in range(how.epochs * steps):
        if number % steps == 0:
            order = rng.permutation(len(x))
        part = order[(number % steps) * how.batch :][: how.batch]
        trace = net.forward(p, x[part])
        grads = net.backward(p, trace, softmax_cross_entropy(trace[f"z{net.layers}"], t[part])[1], how.l1)
        norm = np.sqrt(sum(np.sum(grads[key] ** 2) for key in p))
        lr = how.lr(number) if callable(how.lr) else how.lr
        for key in p:
            p[key] = p[key] - lr * grads[key] * min(1, how.clip / norm)
    return p


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"clip": 0.2},
        {"l1": 0.1},
        {"lr": lambda step: 0.7 if step < 2 else 0.05},
    ],
    ids=["plain", "clip", "l1", "lr of the step"],
)
def test_training_follows_its_formulas(more, samples):
    x, t = samples
    how = Descent(**{"lr": 0.05, "batch": 5, "epochs": 3} | more)
    got, wanted = train(SMALL, x, t, how, [9]), plain_training(SMALL, x, t, how, 9)
    for key, value in wanted.items():
        np.testing.assert_allclose(got[key], value, atol=2e-5, err_msg=key)
    if more:
        without = train(SMALL, x, t, Descent(lr=0.05, batch=5, epochs=3), [9])
        assert max(np.abs(got[key] - without[key]).max() for key in got) > 2e-4


def test_parameters_come_at_step_0_and_after_each_epoch_or_so_many_steps(samples):
    x, t = samples
    how = Descent(batch=5, epochs=3)
    assert [step for step, _ in descend(SMALL, x, t, how, [0])] == [0, 2, 4, 6]
    assert [step for step, _ in descend(SMALL, x, t, how, [0], every=4)] == [0, 4]
    assert [step for step, _ in descend(SMALL, x, t, Descent(batch=99, epochs=2), [0])] == [0, 1, 2]


def test_pre_activations_are_those_of_forward_for_all_networks_and_for_one(samples):
    x, _ = samples
    for batch_norm in (False, True):
        net = MLP((4, 5, 3, 3), batch_norm=batch_norm)
        parameters = net.initial(rngs(0, 1))
        trace = net.forward(parameters, x)
        of_all = list(net.pre_activations(parameters, x))
        of_one = list(net.pre_activations({name: p[1] for name, p in parameters.items()}, x))
        assert [len(of_all), len(of_one)] == [3, 3]
        for k, (z, alone) in enumerate(zip(of_all, of_one, strict=True), start=1):
            np.testing.assert_array_equal(z, trace[f"z{k}"])
            np.testing.assert_array_equal(alone, trace[f"z{k}"][1])


def test_settle_rounds_to_a_millionth_and_relative_to_large_steps():
    step = np.array([[[1e-9, 2.0**-20, 0.75 * 2.0**-20, -0.3]]])
    settle(step)
    assert step.tolist() == [[[0, 2.0**-20, 2.0**-20, -314573 * 2.0**-20]]]
    step = np.array([[[1000.0 + 2.0**-30, 0.123456789]], [[0, 0.123456789]]])
    settle(step)
    coarse, fine = (round(0.123456789 * 2**digits) / 2**digits for digits in (10, 20))
    assert step.tolist() == [[[1000.0, coarse]], [[0, fine]]]
    step = np.array([[[1000.0], [0.123456789]]])
    settle(step)
    assert step.tolist() == [[[1000.0], [coarse]]]
    for largest, digits in ((-1.5, 19), (1.0, 19), (-0.75, 20), (0.99, 20)):  # also where none is above 1
        step = np.array([[[largest, largest / 1.5, 0.123456789]]])
        settle(step)
        assert step[0, 0, 2] == round(0.123456789 * 2**digits) / 2**digits


def threads():
    return {each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"}


def test_inside_one_thread_there_is_one_and_afterwards_there_are_as_many_as_before():
    inner = one_thread(threads)
    outer = one_thread(lambda: (inner(), threads()))
    failing = one_thread(lambda: 1 / 0)
    with threadpool_limits(2, user_api="blas"):
        assert outer() == ({1}, {1})
        assert threads() == {2}
        with pytest.raises(ZeroDivisionError):
            failing()
        assert (threads(), inner()) == ({2}, {1})


def test_between_two_looks_the_caller_has_all_threads(samples):
    with threadpool_limits(2, user_api="blas"):
        assert [threads() for _ in descend(SMALL, *samples, Descent(batch=4, epochs=2))] == [{2}] * 3


def test_steps_after_the_last_look_are_done_as_well(samples):
    how = Descent(batch=4, epochs=1)
    steps = len(samples[0]) // 4
    looks = list(descend(SMALL, *samples, how, [0], every=steps - 1))
    assert [step for step, _ in looks] == [0, steps - 1]
    np.testing.assert_array_equal(looks[-1][1]["W1"], train(SMALL, *samples, how, [0])["W1"])


def test_samples_that_do_not_fill_a_batch_wait_for_the_next_epoch():
    batches = _batches(rngs(0, 1), 7, 4)
    shown = [next(batches) for _ in range(3)]
    assert [each.shape for each in shown] == [(2, 4)] * 3
    for seed in (0, 1):
        rng = np.random.default_rng(seed)
        assert [each[seed].tolist() for each in shown] == [rng.permutation(7)[:4].tolist() for _ in range(3)]


def test_a_network_that_diverges_does_so_without_a_warning(samples):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        p = train(SMALL, *samples, Descent(lr=1e200, epochs=9), [0])
    assert not np.isfinite(p["W1"]).all()


OTHER_PROCESSOR = """
import hashlib
import numpy as np
from helpers.activations import ACTIVATIONS
from helpers.data import digits
from helpers.networks import MLP, Descent, descend
data = digits()
for net, lr in ((MLP(), 0.5), (MLP(activation=ACTIVATIONS["gelu"]), 0.1), (MLP(batch_norm=True), 0.3)):
    for step, parameters in descend(net, data.x_train, data.t_train, Descent(lr=lr, epochs=2), range(4)):
        pass
    print(hashlib.sha256(b"".join(parameters[key].tobytes() for key in sorted(parameters))).hexdigest())
"""


def test_training_gives_the_same_bits_on_a_processor_with_other_instructions():
    here, there = here_and_on_an_old_one(OTHER_PROCESSOR)
    assert re.fullmatch(r"([0-9a-f]{64}\n){3}", here)
    assert here == there


# ---- what is refused


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: MLP((64,)), r"at least two whole numbers from 1 on; got \(64,\)"),
        (lambda: MLP((64, 0, 10)), "whole numbers from 1 on"),
        (lambda: MLP((64, 2.5, 10)), "whole numbers from 1 on"),
        (lambda: MLP(init="best"), "init is one of he, glorot, glorot4, lecun, pytorch; got 'best'"),
        (lambda: MLP(bias=np.nan), "bias is a finite number; got nan"),
        (lambda: MLP(bias=True), "bias is a finite number; got True"),
        (lambda: Descent(lr=0), "lr is a positive finite number; got 0"),
        (lambda: Descent(lr=-0.1), "lr is a positive finite number; got -0.1"),
        (lambda: Descent(lr=np.inf), "lr is a positive finite number; got inf"),
        (lambda: Descent(lr=np.nan), "lr is a positive finite number; got nan"),
        (lambda: Descent(lr="0.1"), "lr is a positive finite number; got '0.1'"),
        (lambda: Descent(lr=True), "lr is a positive finite number; got True"),
        (lambda: Descent(clip=0), "clip is a positive"),
        (lambda: Descent(clip=np.nan), "clip is a positive"),
        (
            lambda: [*descend(SMALL, np.eye(4), np.arange(4) % 3, Descent(lr=lambda step: 1 - step))],
            "lr at step 1 is a positive finite number; got 0",
        ),
        (lambda: Descent(l1=-1), "l1 is at least 0; got -1"),
        (lambda: Descent(l1=np.inf), "l1 is a finite number; got inf"),
        (lambda: Descent(batch=0), "batch is a whole number from 1 on; got 0"),
        (lambda: Descent(epochs=1.5), "epochs is a whole number from 1 on; got 1.5"),
    ],
)
def test_numbers_that_make_no_sense_are_refused_with_a_sentence(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_an_unknown_activation_is_refused():
    with pytest.raises(TypeError, match=r"activation is one of helpers.activations; got 'relu'"):
        MLP(activation="relu")


def test_data_that_do_not_fit_are_refused_before_anything_is_trained(samples):
    x, t = samples
    bad = x.copy()
    bad[2, 1] = np.nan
    for data, message in (
        ((x[:, :3], t), r"x has shape \(samples, 4\) for this network; got \(12, 3\)"),
        ((x[0], t), r"got \(4,\)"),
        ((x[:0], t[:0]), r"got \(0, 4\)"),
        ((bad, t), r"^x holds finite real numbers; got NaN, inf or something else\.$"),
        ((x, t[:5]), "one whole number from 0 to 2 for each of 12 samples"),
        ((x, t + 1), "from 0 to 2"),
        ((x, t - 1), "from 0 to 2"),
        ((x, t + 0.5), "whole number"),
    ):
        with pytest.raises(ValueError, match=message):
            check_data(SMALL, *data)
        with pytest.raises(ValueError, match=message):
            next(descend(SMALL, *data))
    with pytest.raises(ValueError, match="from 0 to 1 for each"):
        check_data(MLP((4, 5, 3, 2)), x, np.full(12, 2))
    assert check_data(SMALL, x, t)[0] is x


def test_relu_networks_use_the_convention_at_0():
    net = MLP((1, 1, 2), activation=relu)
    p = {name: np.zeros_like(value) for name, value in net.initial(rngs(0)).items()}
    p["W2"] += 1.0
    trace = net.forward(p, np.ones((1, 1)))
    assert net.backward(p, trace, np.array([[[1.0, 0.0]]]))["z1"].tolist() == [[[0.0]]]
