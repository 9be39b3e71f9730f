"""Exercises of lesson 4: the share of an activation in a layer's work, a gain, zeros for a bias."""

from helpers.course.checks import exercise, numbers, same, slip


@exercise(
    (0.498, 1.961),
    "50 of 10,050 operations and 200 of 10,200: in both cases the matrix product is nearly everything.",
)
def operations(answer):
    shares = numbers(answer, ["per cent for ReLU", "per cent for sigmoid"])
    alone = "you divided by the operations of the product alone; those of the activation count too. "
    alone += "(Or you rounded: give three decimals.)"
    additions = "each unit has 100 multiplications and also 100 additions, the last one of the bias. "
    additions += "(Or you exchanged 100 inputs and 50 neurons.)"
    slips = [
        ((0.00498, 0.01961), "these are shares; multiply them by 100 for per cent."),
        ((1.961, 0.498), "exchange them: ReLU first, then sigmoid."),
        ((0.5, 2), alone),
        ((0.5, 1.970), "the bias is added too: 100 multiplications and 100 additions for each unit."),
        ((0.990, 3.846), additions),
        ((20, 50), "each of the 50 units has its own 100 multiplications and 100 additions."),
    ]
    if said := slip(shares, slips, within=0.0005):
        return said
    if not same(shares, (50 / 100.5, 200 / 102), within=0.003):
        return (
            "the product takes 50 times (100 + 100) operations, ReLU 50 and sigmoid 200; "
            f"yours are {shares[0]:g} and {shares[1]:g} per cent."
        )
    return None


@exercise(1.265, "The mean of f'(z)² is (1 + 0.25)/2 = 0.625, and g² = 1/0.625 = 1.6 makes up for it.")
def gain(answer):
    (g,) = numbers(answer, ["g"])
    if g <= 0:
        return f"a standard deviation is positive; got g = {g:g}."
    averaged = "you averaged the slopes, 0.75; sizes go with the mean of the *squared* slopes."
    slips = [
        (2**0.5, "that is the gain of ReLU, whose slope on the left is 0; here it is 0.5."),
        (1.6, "that is g², which is n times the variance; a standard deviation is its square root."),
        ((4 / 3) ** 0.5, averaged),
        (4 / 3, averaged),
        (0.625**0.5, "turned round: the smaller the slopes, the larger the weights must be."),
        (0.625, "that is the mean of the squared slopes; which g² makes up for it?"),
    ]
    if said := slip(g, slips, within=0.004):
        return said
    if not same(g, 1.6**0.5, within=0.01):
        return (
            f"with g = {g:g} each layer multiplies the mean square of the gradient by g² times 0.625 = "
            f"{g * g * 0.625:.3g}; it should be 1."
        )
    return None


@exercise(0.69, "A zero needs z <= 1, that is half a standard deviation above the mean or less.")
def zero_share(answer):
    (share,) = numbers(answer, ["the share of zeros"])
    if 1 < share <= 100:
        return "give a share between 0 and 1, not per cent."
    of_variance = "that would be right for *variance* 2; here 2 is the standard deviation. "
    of_variance += "(If you used erf: it takes z/√2.)"
    slips = [
        (0.3085, "that is the share of positive ones; a zero comes where z + b <= 0."),
        (0.8413, "that would be right for standard deviation 1; here it is 2."),
        (0.7602, of_variance),
        (0.5, "that would be right without a bias; b = -1 moves every pre-activation to the left."),
    ]
    if said := slip(share, slips, within=0.01):
        return said
    if not same(share, 0.6915, within=0.0085):
        return f"draw z many times, add -1, and count how many are at most 0; yours is {share:g}."
    return None
