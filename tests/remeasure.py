"""Measures every claim of the lessons again: `python tests/remeasure.py [LESSON ...]`.

Each claim of tests/lessons/*/claims.py is measured with seeds that no lesson used, and then with one of its
conditions varied at a time (batch size, epochs, width ...). Prints whether the words hold, and what was
measured. Under another condition a claim may break; where it does is printed once more at the end, and the
lesson has to name the condition. If a claim breaks with other seeds alone, the command exits with 1: then
the words claim too much.

LESSON: the beginning of a lesson's name, such as 05; all of them by default.
--first-seed: the first of the other seeds. --seeds-only: leave out the varied conditions.
"""

import argparse
import sys
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from claims import all_claims


def changes(claim, seeds_only):
    """What is measured of a claim: the conditions to change, {} for none of them."""
    varied = [{name: value} for name, values in claim.vary.items() for value in values]
    return [{}, *([] if seeds_only else varied)]


def measure(number, first_seed, change):
    """Whether a claim holds, what was measured, and the seconds it took."""
    claim = all_claims()[number]
    seeds = [range(first_seed, first_seed + claim.seeds)] if claim.seeds else []
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # networks that diverge are part of what is claimed
        holds, said = claim.measure(*seeds, **change)
    return bool(holds), said, time.perf_counter() - start


def main(arguments=None):
    """The command; see the top of this module."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("lessons", nargs="*", metavar="LESSON")
    parser.add_argument("--first-seed", type=int, default=5000)
    parser.add_argument("--seeds-only", action="store_true")
    options = parser.parse_args(arguments)
    chosen = [
        (number, claim, change)
        for number, claim in enumerate(all_claims())
        if not options.lessons or claim.lesson.startswith(tuple(options.lessons))
        for change in changes(claim, options.seeds_only)
    ]
    broken, conditional, last = [], [], None
    with ProcessPoolExecutor() as pool:
        results = [pool.submit(measure, number, options.first_seed, change) for number, _, change in chosen]
        for (number, claim, change), result in zip(chosen, results, strict=True):
            holds, said, seconds = result.result()
            if number != last:
                print(f"\n{claim.lesson} {claim.cell}: {claim.words}\n  {claim.what}", end="")
                print(f" Condition: {claim.condition or 'none'}; {claim.seeds or 'no'} seeds. {claim.spread}")
                last = number
            condition = ", ".join(f"{name} = {value}" for name, value in change.items())
            verdict = "holds" if holds else "BREAKS"
            print(f"  {verdict} with {condition or 'other seeds'}: {said} [{seconds:.1f} s]", flush=True)
            if not holds:
                (conditional if change else broken).append(f"{claim.lesson}: {claim.words} [{condition}]")
    print(f"\n{len({number for number, *_ in chosen})} claims, {len(chosen)} measurements.")
    print(f"Broken with other seeds: {len(broken)}", *broken, sep="\n  ")
    print(f"Hold under their condition only: {len(conditional)}", *conditional, sep="\n  ")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
