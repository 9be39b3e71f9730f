"""The line that lesson 3 draws through points of a jump: what `plot` draws, neither more nor less."""

import numpy as np
import pytest


@pytest.mark.parametrize("count", [4, 11, 100, 101, 1000])
def test_the_line_goes_through_the_points_and_fills_the_enlarged_panel(explore, count):
    explorer = explore("points")
    explorer.set(count=count)
    whole, enlarged = (line.get_xydata().T for line in explorer._moving)
    x = np.linspace(-5, 5, count)
    np.testing.assert_array_equal(whole, [x, np.where(x > 0, 1.0, 0.0)])
    seen = np.linspace(-0.3, 0.3, 601)
    assert enlarged[0].min() <= -0.3 < 0.3 <= enlarged[0].max()
    np.testing.assert_allclose(np.interp(seen, *enlarged), np.interp(seen, *whole), atol=1e-12)
