"""The trainings that a card, a cell and a picture share are those of `watch`, done once and then kept."""

import numpy as np

from helpers.data import digits
from helpers.dying import stuck_units, watch
from helpers.lessons.dying_relu.runs import one_bad_step, trained
from helpers.networks import MLP, Descent


def test_a_training_is_that_of_watch_and_is_done_once():
    data, how = digits(), Descent(lr=0.5, epochs=1)
    run, known = trained(how=how, seeds=2), watch(MLP(), data.x_train, data.t_train, how, range(2), 179)
    assert run.steps.tolist() == known.steps.tolist() == [0, 179]
    np.testing.assert_array_equal(run.accuracy, known.accuracy)
    np.testing.assert_array_equal(run.flat, stuck_units(MLP(), known.parameters, data.x_train))
    assert run.flat.mean() > 0.1
    assert trained(MLP(), how, seeds=2) is run


def test_ten_networks_are_looked_at_before_and_after_unless_more_is_asked_for():
    small = MLP((64, 4, 10))
    run = trained(small)
    assert (run.accuracy.shape, run.steps.tolist()) == ((2, 10), [0, 3 * 179])
    assert run is trained(small, Descent())
    assert trained(small, Descent(epochs=1, batch=64), seeds=1, every=10).steps.tolist() == [0, 10, 20]


def test_only_the_first_step_is_bad():
    assert [one_bad_step(step) for step in range(3)] == [5, 0.1, 0.1]
