"""What training ten seeds at once is worth: `python tests/benchmarks/training_speed.py`.

One epoch of the network of the lesson on dying units (64-64-64-10, ReLU, mini-batches of 8 digits), for ten
seeds: all at once; one after the other in the same code; and one after the other with scikit-learn's
MLPClassifier and with PyTorch (eager), where that is installed. One thread each. Ratios of medians of runs
taken in turns; times alone mean little on a busy machine. Then the networks that are born dead, and memory.
"""

import resource
import statistics
import sys
import warnings
from timeit import timeit

import numpy as np
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from helpers.data import digits
from helpers.dying import born_dead_probability
from helpers.networks import MLP, Descent, descend

DATA, SEEDS, BATCH, LR = digits(), range(10), 8, 0.1


def ours(seeds):
    for _ in descend(MLP(), DATA.x_train, DATA.t_train, Descent(lr=LR, batch=BATCH, epochs=1), seeds):
        pass


def one_after_the_other():
    for seed in SEEDS:
        ours([seed])


def scikit_learn():
    for seed in SEEDS:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it says that one epoch is not enough
            MLPClassifier(
                (64, 64), solver="sgd", batch_size=BATCH, learning_rate_init=LR, momentum=0, alpha=0,
                max_iter=1, random_state=seed,
            ).fit(DATA.x_train, DATA.t_train)  # fmt: skip


def pytorch(torch):
    x, t = torch.tensor(DATA.x_train), torch.tensor(DATA.t_train)
    loss_of = torch.nn.CrossEntropyLoss()
    for seed in SEEDS:
        torch.manual_seed(seed)
        layers = [torch.nn.Linear(64, 64), torch.nn.ReLU(), torch.nn.Linear(64, 64), torch.nn.ReLU()]
        net = torch.nn.Sequential(*layers, torch.nn.Linear(64, 10)).double()
        optimizer = torch.optim.SGD(net.parameters(), lr=LR)
        for part in torch.randperm(len(x))[: len(x) // BATCH * BATCH].split(BATCH):
            optimizer.zero_grad()
            loss_of(net(x[part]), t[part]).backward()
            optimizer.step()


def main(rounds=5):
    rivals = {"one after the other": (one_after_the_other, 3), "scikit-learn": (scikit_learn, 1)}
    try:
        import torch

        torch.set_num_threads(1)
        rivals[f"PyTorch {torch.__version__}"] = (lambda: pytorch(torch), 1)
    except ModuleNotFoundError:
        print("PyTorch is not installed: left out.")
    with threadpool_limits(1):
        times = {name: [] for name in ["ten at once", *rivals]}
        for _ in range(rounds):
            times["ten at once"].append(timeit(lambda: ours(SEEDS), number=1))
            for name, (run, _) in rivals.items():
                times[name].append(timeit(run, number=1))
    base = statistics.median(times["ten at once"])
    print(f"an epoch of ten seeds at once: {1000 * base:.0f} ms")
    for name, (_, wanted) in rivals.items():
        ratio = statistics.median(times[name]) / base
        print(f"    {name:22} {ratio:6.1f} times as long  (wanted: at least {wanted})")
    rng = np.random.default_rng(0)
    seconds = timeit(
        lambda: [born_dead_probability(n, 50, 20_000, rng) for n in (2, 3, 4, 5, 6, 8)], number=1
    )
    print(f"born dead, 20,000 networks of 50 layers for six widths: {seconds:.1f} s  (wanted: under 5)")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 2**20)
    print(f"most memory used: {peak:.0f} MB  (wanted: under 500)")


if __name__ == "__main__":
    main()
