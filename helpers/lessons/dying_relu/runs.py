"""Trainings of lesson 5 that a card, a cell and a picture share: each is done once and then kept."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from helpers.data import digits
from helpers.dying import History, stuck_units, watch
from helpers.networks import MLP, Descent


@dataclass(frozen=True)
class Run(History):
    """What is kept of a training: all but the parameters, which would take most of a lesson's memory.

    flat: for each seed, the share of hidden units that are flat at the end (`dying.stuck_units`).
    """

    flat: np.ndarray


def trained(net=None, how=None, seeds=10, every=None) -> Run:
    """What became of the networks of the seeds 0, 1, ... trained on the digits: `dying.watch`, done once.

    net: MLP(). how: Descent(). seeds: how many networks. every: steps between two looks at all units; if
    nothing is said, there is one look before the first step and one after the last.
    """
    return _watched(net or MLP(), how or Descent(), seeds, every)


@lru_cache(maxsize=128)
def _watched(net, how, seeds, every):
    data = digits()
    every = every or how.epochs * (len(data.t_train) // how.batch)
    seen = watch(net, data.x_train, data.t_train, how, range(seeds), every)
    with np.errstate(all="ignore"):  # networks that diverged
        flat = stuck_units(net, seen.parameters, data.x_train)
    return Run(seen.steps, seen.states, seen.loss, seen.accuracy, {}, flat)


def one_bad_step(step) -> float:
    """A learning rate that is far too high in the first step, and good afterwards."""
    return 5.0 if step == 0 else 0.1
