"""Which numbers are refused, and in which words."""

import sys

import numpy as np
import pytest

from helpers import arguments

NO_NUMBERS = [True, False, np.True_, "1", None, 1j, np.complex128(1), [1], np.array([1.0, 2.0])]
NOT_FINITE = [np.nan, np.inf, -np.inf, np.float32("inf")]


@pytest.mark.parametrize(
    ("check", "words", "good", "bad"),
    [
        (
            arguments.finite,
            "a finite number",
            [0, -1.5, np.float32(2), np.int64(-3), sys.float_info.max],
            [10**400, -(10**400)],
        ),
        (arguments.positive, "a positive finite number", [5e-324, 1, np.float16(2)], [0, -1, -0.0, 10**400]),
        (arguments.whole, "a whole number from 1 on", [1, np.uint8(7), 10**9], [0, -1, 2.0, np.float64(3)]),
    ],
)
def test_only_numbers_that_make_sense_come_back(check, words, good, bad):
    for value in good:
        assert check("size", value) is value
    for value in [*bad, *NO_NUMBERS, *NOT_FINITE]:
        with pytest.raises(ValueError, match=f"^size is {words}; got ") as refused:
            check("size", value)
        assert str(refused.value).endswith(f"; got {value!r}.")
