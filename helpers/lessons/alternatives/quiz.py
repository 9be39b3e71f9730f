"""Questions on lesson 6: the alternatives, their formulas and their numbers."""

from helpers.activations import ACTIVATIONS, leaky_relu, relu
from helpers.course.predictions import closest, named, question
from helpers.lessons.dying_relu.quiz import off_the_straight_line
from helpers.measures import dip, moments
from helpers.networks import MLP


@question(
    statement="Leaky ReLU is the better ReLU, the more so the larger its slope.",
    ask="Two hidden layers of Leaky ReLU with slope 1. What is such a network?",
    choices={
        "better than with slope 0.01": "with slope 1 there is no kink left: nothing bends.",
        "one linear layer, in effect": "max(z, z) is z. On the way from 0.01 to 1 the network bends less and "
        "less. And in the race of lesson 6 the slope 0.01 and learned slopes were not seen to be ahead of "
        "ReLU (ten seeds, half intervals of 0.3 and 0.8 points).",
        "the same as with ReLU": "ReLU has slope 0 on the left; here it is 1.",
    },
    lesson="06_alternatives",
    section=7,
    shows=(off_the_straight_line,),
)
def larger_slope():
    leaks = {slope: leaky_relu.with_parameters(negative_slope=slope) for slope in (0.01, 0.5, 1.0)}
    bends = {slope: off_the_straight_line(MLP(activation=leaky)) for slope, leaky in leaks.items()}
    choices = {True: "one linear layer, in effect", False: "better than with slope 0.01"}
    found = ", ".join(f"slope {slope:g}: {bend:.3f}" for slope, bend in bends.items())
    return named(choices, bends[1.0] < 1e-9), f"Distance from the straight line between two answers, {found}."


@question(
    statement="max(slope * z, z) is Leaky ReLU, for any slope.",
    ask="The slope is 1.5. What does max(1.5 z, z) give at z = -1?",
    choices={
        "-1.5": "that is what a slope of 1.5 should give. But of -1.5 and -1 the larger one is -1.",
        "-1": "above a slope of 1 the maximum takes the other branch. np.where(z > 0, z, slope * z) is "
        "right for every slope.",
        "0": "neither of the two is 0.",
    },
    lesson="06_alternatives",
    section=6,
)
def maximum():
    popular = max(1.5 * -1, -1)
    wanted = float(leaky_relu.with_parameters(negative_slope=1.5)(-1.0))
    return f"{popular:g}", f"max(1.5 · -1, -1) = {popular:g}; Leaky ReLU of slope 1.5 gives {wanted:g}."


@question(
    statement="Var[relu(z)] is half of Var[z], and He's factor of 2 makes up for that.",
    ask="z is normal with mean 0 and variance 1. Which number of a = relu(z) is one half?",
    choices={
        "the mean of its squares": "the next layer's variance is n · Var[w] times this, the second moment; "
        "He's factor of 2 makes up for this half.",
        "its mean": "the mean is 1/√(2π), about 0.4.",
        "its variance": "the variance leaves out the mean; the next layer gets all of a, mean included.",
    },
    lesson="06_alternatives",
    section=5,
)
def halved():
    mean, second = moments(relu)
    numbers = {"its mean": mean, "its variance": second - mean**2, "the mean of its squares": second}
    found = f"Mean {mean:.3f}, variance {second - mean**2:.3f}, mean of the squares {second:.3f}."
    return closest(0.5, numbers), found


@question(
    statement="GELU is ReLU with a rounded corner, lowest at 0.",
    ask="Where is the lowest point of GELU?",
    choices={
        "at 0": "it is 0 there, and below 0 a little further left.",
        "near -0.75, and below 0": "it dips. Left of the bottom its slope is negative, and what raises a "
        "there is a smaller z.",
        "it has none": "far left its gate closes, and the curve comes back up to 0.",
    },
    lesson="06_alternatives",
    section=3,
)
def lowest():
    z, value = dip(ACTIVATIONS["gelu"])
    choice = closest(z, {"at 0": 0, "near -0.75, and below 0": -0.75})
    return choice, f"GELU({z:.3f}) = {value:.3f}."
