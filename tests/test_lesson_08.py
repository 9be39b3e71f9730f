"""Lesson 8: its tables quote what the lessons measured; its patient is as ill, and as curable, as it says."""

import io
import re
import warnings

import nbformat
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from refresh import NOTEBOOKS

from helpers import style
from helpers.exercises import EXERCISES
from helpers.exercises.checking import verdict
from helpers.exercises.lesson_08 import SIZES, my_backward, my_initial
from helpers.sheet import cheat_sheet

CELLS = nbformat.read(NOTEBOOKS / "08_summary.ipynb", as_version=4).cells
ROWS = [
    line for cell in CELLS if cell.cell_type == "markdown"
    for line in cell.source.splitlines() if re.match(r"\|.*\.ipynb\)", line)
]  # fmt: skip
NUMBER = r"(?<![\w.])\d+(?:\.\d+)?(?:e[-+]\d+)?(?![\w.]*\d)"


def measured_in(lesson):
    """For each cell of code of a lesson, the numbers in it and in its output."""
    for cell in nbformat.read(NOTEBOOKS / lesson, as_version=4).cells:
        if cell.cell_type == "code":
            outputs = (o.get("text") or o.get("data", {}).get("text/plain", "") for o in cell.outputs)
            yield {float(number) for number in re.findall(NUMBER, "\n".join([cell.source, *outputs]))}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_every_number_of_the_tables_is_measured_in_the_lesson_it_links_to(row):
    """What stands between two semicolons comes from one cell."""
    *claims, links = row.strip("|").split("|")
    cells = [cell for lesson in re.findall(r"\((\w+\.ipynb)\)", links) for cell in measured_in(lesson)]
    for claim in re.split("[;|]", "|".join(claims)):
        numbers = {float(number) for number in re.findall(NUMBER, claim)}
        assert any(numbers <= found for found in cells), claim


def test_the_tables_have_their_rows():
    assert len(ROWS) == 12 + 10
    assert sum(len(re.findall(NUMBER, row)) for row in ROWS) > 40


@pytest.fixture(scope="module")
def patient():
    """The functions of the lesson, from its own cells."""
    names = {"np": np}
    exec("from itertools import pairwise\nfrom helpers.activations import relu", names)
    exec("from helpers.data import digits\nfrom helpers.dying import count_units", names)
    for cell in CELLS:
        if cell.cell_type == "code" and re.search(r"^def (?!my_)", cell.source, re.M):
            exec(cell.source, names)
    return names


def good_weights(rng):
    return my_initial(rng)[0], [*(np.full(n, -1.0) for n in SIZES[1:-1]), np.zeros(10)]


def good_biases(patient):
    return lambda rng: (patient["initial"](rng)[0], my_initial(rng)[1])


def recognised(patient, initial, backward, capsys):
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        patient["train"](initial, backward)
    share, answers = re.search(r"(\d+)%, .*: (\d+)", capsys.readouterr().out).groups()
    return int(share), int(answers)


def test_the_check_finds_each_fault_in_the_lessons_own_functions(patient):
    broken, repaired = (patient["initial"], patient["backward"]), EXERCISES["patient"].answer
    assert "repaired: none of three" in verdict("patient", broken)
    assert "repaired: mask. " in verdict("patient", (broken[0], repaired[1]))
    assert "repaired: weights, biases. " in verdict("patient", (repaired[0], broken[1]))
    assert "repaired: weights, mask. " in verdict("patient", (good_weights, repaired[1]))
    assert "repaired: biases, mask. " in verdict("patient", (good_biases(patient), repaired[1]))


def test_small_weights_alone_keep_the_patient_at_one_answer(patient, capsys):
    for initial in (patient["initial"], good_biases(patient)):
        for backward in (patient["backward"], my_backward):
            assert recognised(patient, initial, backward, capsys) == (8, 1)


def test_good_weights_with_the_negative_biases_leave_most_units_dead(patient, capsys):
    share, _ = recognised(patient, good_weights, my_backward, capsys)
    assert share < 20
    z, _ = patient["forward"](*good_weights(np.random.default_rng(0)), patient["data"].x_train)
    counts = [patient["count_units"](layer) for layer in z[:3]]
    assert sum(never_on for never_on, _, _ in counts) > 96 / 2
    assert not (z[2] > 0).any()


def test_the_hints_healthy_network_has_the_sizes_that_the_hint_gives(patient):
    W, _ = my_initial(np.random.default_rng(0))
    z, _ = patient["forward"](W, [0, 0, 0, 0], patient["data"].x_train)
    assert [f"{np.mean(layer**2):.2f}" for layer in z[:3]] == ["0.48", "0.20", "0.16"]
    assert patient["data"].x_train[:40, 20].max() > 0


def test_the_wrong_mask_alone_is_not_found_by_an_accuracy(patient, capsys):
    def other_numbers(skipped):
        return lambda rng: (rng.normal(size=skipped), my_initial(rng))[1]

    shares = [recognised(patient, other_numbers(n), patient["backward"], capsys)[0] for n in range(12)]
    assert min(shares) > 85


def test_two_faults_can_hide_each_other(patient, capsys):
    assert recognised(patient, good_weights, patient["backward"], capsys)[0] > 90
    assert recognised(patient, good_weights, my_backward, capsys) == (8, 1)


def test_the_repaired_patient_learns(patient, capsys):
    initial, backward = EXERCISES["patient"].answer
    starts = [initial, *(lambda rng, n=n: (rng.normal(size=n), initial(rng))[1] for n in range(1, 6))]
    assert all(93 <= recognised(patient, start, backward, capsys)[0] <= 98 for start in starts)


def test_the_reference_backward_is_the_gradient(patient):
    W, b = my_initial(np.random.default_rng(0))
    x, t = patient["data"].x_train[:40], patient["data"].t_train[:40]
    gradients = my_backward(W, b, x, t)

    def loss():
        return patient["loss_and_gradient"](patient["forward"](W, b, x)[0][3], t)[0]

    rng = np.random.default_rng(0)
    for given, parameters in zip(gradients, (W, b), strict=True):
        for grad, value in zip(given, parameters, strict=True):
            for _ in range(8):
                place = tuple(rng.integers(value.shape))
                kept, sides = value[place], []
                for h in (1e-6, -1e-6):
                    value[place] = kept + h
                    sides.append(loss())
                value[place] = kept
                assert (sides[0] - sides[1]) / 2e-6 == pytest.approx(grad[place], abs=1e-7)


def test_the_cheat_sheet_prints_on_one_sheet_of_a4_with_nothing_cut_off():
    style.use()
    fig, file = cheat_sheet(), io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*layout")
        fig.savefig(file, format="pdf")
    assert file.getvalue().count(b"/Type /Page ") + file.getvalue().count(b"/Type /Page\n") == 1
    width, height = fig.get_size_inches()
    assert width / height == pytest.approx(297 / 210, abs=0.01)
    tight = fig.get_tightbbox(FigureCanvasAgg(fig).get_renderer())
    assert min(tight.x0, tight.y0) >= 0
    assert tight.x1 <= width
    assert tight.y1 <= height
