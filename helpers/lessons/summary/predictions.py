"""Predictions of lesson 8: one remedy for two causes, and what becomes of the patient."""

import numpy as np

from helpers.course.predictions import guess, named, prediction
from helpers.lessons.summary import treatments


@prediction(
    ask="In one network units die because the steps are too large, in another one because biases are too "
    "negative. One remedy alone brings both above 90 % of the training images. Which?",
    choices={
        "clipping": "it shortens steps. A unit that is dead from the start has no gradient to shorten.",
        "ELU": "its slope on the left lets units come back from a bad start, but the steps stay too large.",
        "BatchNorm": "in each mini-batch it moves z to 0 and sets its spread, whatever drove z away.",
        "none of them": "there is one; but most remedies do help against one cause only.",
    },
    section=2,
)
def one_remedy():
    found = {
        remedy: [treatments.accuracy(remedy, cause) for cause in treatments.CAUSES]
        for remedy in treatments.REMEDIES
    }
    good = [remedy for remedy, shares in found.items() if min(shares) > 90]
    said = ", ".join(f"{remedy}: {one:.1f} and {two:.1f} %" for remedy, (one, two) in found.items())
    return ", ".join(good) or "none of them", f"{said}."


@guess(
    ask="The patient trains for ten epochs. Which share of the test images does it recognise then?",
    low=0, high=100, step=1, within=4, section=4, start=50, unit="%",
    why="It gives one and the same answer to every image, and that is right for about one digit in ten.",
)  # fmt: skip
def after_ten_epochs():
    (share,) = treatments.recognised(seeds=1)
    return share, f"{share:.0f} % of the 360 test images."


@prediction(
    ask="All hidden units of the patient are never on, before training and after each epoch. Does training "
    "change the weights of the first layer?",
    choices={
        "no": "no gradient passes a closed gate, if `backward` is right. But these weights did change.",
        "yes, a little": "behind closed gates they should stay as they are. Something lets gradients pass.",
        "yes, as much as in a healthy network": "there the largest change is over a thousand times larger.",
    },
    section=4,
)
def weights_behind_closed_gates():
    ill, well = (
        np.abs(run[-1]["W1"] - run[0]["W1"]).max()
        for run in (treatments.history(), treatments.history(*treatments.REPAIRS))
    )
    choices = {0: "no", 1: "yes, a little", 2: "yes, as much as in a healthy network"}
    told = f"the largest change of a weight is {ill:.1g}; in a healthy network it is {well:.2f}."
    return named(choices, int(ill > 0) + int(ill > well / 100)), told


@guess(
    ask="All is repaired, only the mask is still wrong. Which share of the test images does the median of "
    "forty networks (the middle one) recognise?",
    low=0, high=100, step=1, within=5, section=5, start=50, unit="%",
    why="A gradient is an arrow, with one number for each weight. Less than 90° away from the right one, "
    "small steps still go downhill.",
)  # fmt: skip
def wrong_mask_alone():
    middle = np.median(treatments.recognised("weights", "biases"))
    wrong, right = _first_step("weights", "biases"), _first_step(*treatments.REPAIRS)
    angle = np.degrees(np.arccos(wrong @ right / np.linalg.norm(wrong) / np.linalg.norm(right)))
    return middle, f"{middle:.0f} %. With seed 0 the first step is {angle:.0f}° away from the right one."


def _first_step(*repaired):
    run = treatments.steps(*repaired, seeds=1)
    before, after = (np.concatenate([value.ravel() for value in next(run).values()]) for _ in range(2))
    return after - before


@prediction(
    ask="The weights alone are repaired, and most of forty networks recognise more than 90 %. Now you repair "
    "the mask as well: one fault less. What do the forty networks recognise?",
    choices={
        "all about 97 %": "that is what they reach with the biases repaired, too.",
        "a little more than before": "the gradient is right now, and it is 0 where the gates are closed.",
        "all 8 %": "the last hidden layer is silent: the wrong gradient moved it, the right one does not.",
    },
    section=5,
)
def one_fault_less():
    before, after = treatments.recognised("weights"), treatments.recognised("weights", "mask")
    known = {8: "all 8 %", 97: "all about 97 %"}
    came = named(known, round(after.max()), otherwise="a little more than before")
    lost = treatments.overflowed("weights")
    told = f"before {_span(before[~lost])}, and in {lost.sum()} of the forty the numbers overflowed; now "
    return came, f"{told}{_span(after)}."


def _span(shares):
    """From the smallest to the largest share, or the one that all have."""
    low, high = f"{shares.min():.0f}", f"{shares.max():.0f}"
    return f"{low} %" if low == high else f"{low} to {high} %"
