"""Trainings of lesson 5 that a card, a cell and a picture share: each is done once and then kept."""

from functools import lru_cache

from helpers.data import digits
from helpers.dying import History, watch
from helpers.networks import MLP, Descent


def trained(net=None, how=None, seeds=10, every=None) -> History:
    """What became of the networks of the seeds 0, 1, ... trained on the digits: `dying.watch`, done once.

    net: MLP(). how: Descent(). seeds: how many networks. every: steps between two looks at all units; if
    nothing is said, there is one look before the first step and one after the last.
    """
    return _watched(net or MLP(), how or Descent(), seeds, every)


@lru_cache(maxsize=128)
def _watched(net, how, seeds, every):
    data = digits()
    every = every or how.epochs * (len(data.t_train) // how.batch)
    return watch(net, data.x_train, data.t_train, how, range(seeds), every)


def one_bad_step(step) -> float:
    """A learning rate that is far too high in the first step, and good afterwards."""
    return 5.0 if step == 0 else 0.1
