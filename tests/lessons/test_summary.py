"""Lesson 8: its tables quote what the lessons measured; its patient is as ill, and as curable, as it says."""

import io
import re
import warnings
from itertools import pairwise

import nbformat
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from refresh import NOTEBOOKS

from helpers.activations import ACTIVATIONS
from helpers.course import cheat_sheet
from helpers.data import digits
from helpers.dying import count_units
from helpers.figures import style
from helpers.lessons import EXERCISES
from helpers.lessons.summary import pictures, treatments
from helpers.lessons.summary.exercises import SHAPES, forward, my_backward, my_initial

CELLS = nbformat.read(NOTEBOOKS / "08_summary.ipynb", as_version=4).cells
ROWS = [
    line for cell in CELLS if cell.cell_type == "markdown"
    for line in cell.source.splitlines() if re.match(r"\|.*\.ipynb\)", line)
]  # fmt: skip
Z = ("z1", "z2", "z3")
NUMBER = r"(?<![\w.])\d+(?:\.\d+)?(?:e[-+]\d+)?(?![\w.]*\d)"


TITLES = [f.title for f in ACTIVATIONS.values()]
MORE = ["dL/dz", "dL/dW", "(?-i:He)", "4 × Glorot", "Glorot", "PyTorch"]
MORE += ["BatchNorm", "clipping", "instead"]
NAME = rf"(?<!\w)(?:{'|'.join([*map(re.escape, sorted(TITLES, key=len, reverse=True)), *MORE])})(?!\w)"
CONDITION = rf"(lr = |batches of |layers? |width |bias of |z = |α = )-?{NUMBER}"
CONDITION += rf"|{NUMBER}(?= (layers|seeds|networks)\b)"


def numbers(text):
    return {float(number) for number in re.findall(NUMBER, text)}


def names(text):
    """Activations and remedies in it, as the titles say them: `leaky_relu` is Leaky ReLU, and not ReLU."""
    return {name.lower() for name in re.findall(NAME, text.replace("_", " "), re.I)}


def cells_of(lesson):
    """For each cell of code of a lesson, its lines and those of its output."""
    for cell in nbformat.read(NOTEBOOKS / lesson, as_version=4).cells:
        if cell.cell_type == "code":
            outputs = (o.get("text") or o.get("data", {}).get("text/plain", "") for o in cell.outputs)
            yield "\n".join([cell.source, *outputs]).splitlines()


def stands_in(claim, lines):
    """Whether the lines hold all its numbers, and each number beside a name shares a line with the name.

    A condition (lr = 1, batches of 8, layer 20 ...) may stand anywhere in the cell, as in a heading.
    """
    if not numbers(claim) <= numbers("\n".join(lines)):
        return False
    for part in re.split(r"[,:(]|\band\b", claim.replace("(4 × ", "4 × ").replace("(Glorot)", "Glorot")):
        said = names(part), numbers(re.sub(CONDITION, "", part))
        if all(said) and not any(said[0] <= names(line) and said[1] <= numbers(line) for line in lines):
            return False
    return True


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_every_number_of_the_tables_is_measured_in_the_lesson_it_links_to(row):
    """What stands between two semicolons comes from one cell, and what is beside a name from its line."""
    *claims, links = row.strip("|").split("|")
    cells = [lines for lesson in re.findall(r"\((\w+\.ipynb)\)", links) for lines in cells_of(lesson)]
    for claim in re.split("[;|]", "|".join(claims)):
        assert any(stands_in(claim, lines) for lines in cells), claim


@pytest.mark.parametrize(
    ("lesson", "right", "wrong"),
    [
        ("06_alternatives", "Leaky ReLU with slope 0.25 was back in 16 steps", "PReLU was back in 16 steps"),
        ("06_alternatives", "ELU in 25", "Softplus in 25"),
        ("06_alternatives", "SELU by 3.61 points", "ELU by 3.61 points"),
        ("05_dying_relu", "tanh 9.9 %, clipping 94.1 %", "tanh 94.1 %, clipping 9.9 %"),
        ("04_why_relu", "ReLU 84, sigmoid (4 × Glorot) 186", "ReLU 84, sigmoid (Glorot) 186"),
        ("04_why_relu", "with He's dL/dz 0.68 to 1.3", "with Glorot's dL/dz 0.68 to 1.3"),
    ],
)
def test_a_number_beside_another_name_is_found_out(lesson, right, wrong):
    cells = list(cells_of(f"{lesson}.ipynb"))
    assert any(stands_in(right, lines) for lines in cells)
    assert not any(stands_in(wrong, lines) for lines in cells)


def test_the_tables_have_their_rows():
    assert len(ROWS) == 12 + 10
    assert sum(len(re.findall(NUMBER, row)) for row in ROWS) > 40


def test_the_tree_says_what_the_table_or_the_sheet_says():
    rows = [[cell.strip() for cell in row.split("|")] for row in ROWS]
    table = [(row[1], row[2]) for row in rows]
    sheet = [(symptom.lower(), " ".join(remedy.split())) for symptom, remedy in cheat_sheet.REMEDIES]
    leaves = [leaf for pairs in pictures.DECISIONS.values() for leaf in pairs]
    for wrong, take in leaves:
        said = [remedy for cause, remedy in table if cause.startswith(wrong)]
        said += [remedy for cause, remedy in sheet if cause == wrong.lower()]
        assert any(take.removeprefix("the ") in remedy for remedy in said), wrong
    wrongs = tuple(wrong for wrong, _ in leaves)
    assert [cause for cause, _ in table[12:] if not cause.startswith(wrongs)] == ["a beginning"]


def test_the_networks_trained_at_once_are_those_of_the_lesson(patient, capsys):
    ways = {
        (): (patient["initial"], patient["backward"]),
        ("weights",): (good_weights, patient["backward"]),
        ("weights", "biases"): (my_initial, patient["backward"]),
        ("weights", "biases", "mask"): (my_initial, my_backward),
    }
    for repaired, functions in ways.items():
        shares, _ = of_seeds(3, patient, *functions, capsys)
        assert [round(share) for share in treatments.recognised(*repaired, seeds=3)] == [*shares]


def test_the_instruments_of_section_4_look_at_the_patient_of_the_exercises(patient):
    x, t = patient["digits"].x_train, patient["digits"].t_train
    p = patient["initial"](np.random.default_rng(0))
    for name, value in treatments.initial(np.random.default_rng(0)).items():
        np.testing.assert_array_equal(value, p[name])
    given, own = treatments.backward(p, x[:40], t[:40]), patient["backward"](p, x[:40], t[:40])
    assert given.keys() == own.keys() == SHAPES.keys()
    for name, wanted in own.items():
        np.testing.assert_allclose(given[name], wanted, rtol=1e-9, atol=1e-15)
    trace = patient["forward"](p | {"b1": 0, "b2": 0, "b3": 0}, x)
    sizes = [np.mean(trace[z] ** 2) for z in Z]
    assert says("layers 2 and 3 each make z**2 about a thousand times smaller")
    assert all(500 < before / after < 2000 for before, after in pairwise(sizes))


def test_one_remedy_helps_against_one_cause_as_the_treatments_say():
    large, left = treatments.CAUSES
    cases = [("clipping", large), ("ELU", left), ("BatchNorm", large)]
    assert [round(treatments.accuracy(*case), 1) for case in cases] == [94.1, 94.0, 93.2]


def test_the_treatments_of_seed_0_are_kept_every_eleventh_step_and_tell_what_overflowed():
    run = treatments.history(*treatments.REPAIRS)
    assert len(run) == 1 + 440 / 11
    assert run[0].keys() == SHAPES.keys()
    for name, value in my_initial(np.random.default_rng(0)).items():
        np.testing.assert_array_equal(run[0][name], value)
    share = 100 * np.mean(forward(run[-1], digits().x_test)["z4"].argmax(-1) == digits().t_test)
    assert treatments.recognised(*treatments.REPAIRS, seeds=1) == share
    assert treatments.overflowed("weights", seeds=3).tolist() == [False, False, True]
    assert len(treatments.recognised("weights")) == len(treatments.overflowed("weights")) == 40


@pytest.fixture(scope="module")
def patient():
    """The functions of the lesson, from its own cells."""
    names = {}
    for cell in CELLS:
        if cell.cell_type == "code" and re.search(r"^style.use\(\)|^def (?!my_)", cell.source, re.M):
            exec(cell.source, names)
    return names


def good_weights(rng):
    return my_initial(rng) | {f"b{k}": np.full(32, -1.0) for k in (1, 2, 3)}


def good_biases(patient):
    return lambda rng: patient["initial"](rng) | {f"b{k}": np.zeros(32) for k in (1, 2, 3)}


def recognised(patient, initial, backward, capsys, seed=0):
    """Test images recognised, in per cent, and how many different answers, as the lesson's `train` says."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        patient["train"](initial, backward, np.random.default_rng(seed))
    share, answers = re.search(r"(\d+)%, .*: (\d+)", capsys.readouterr().out).groups()
    return int(share), int(answers)


def of_seeds(count, *arguments):
    """The shares of the first seeds, and the numbers of answers."""
    return zip(*(recognised(*arguments, seed) for seed in range(count)), strict=True)


def says(*sentences):
    """Whether the prose of the lesson says all of this."""
    prose = "\n".join(cell.source for cell in CELLS if cell.cell_type == "markdown")
    return all(sentence in prose for sentence in sentences)


def found(answer):
    """What the check of the patient says."""
    return EXERCISES["patient"].verdict(answer).sentence


def test_the_check_finds_each_fault_in_the_lessons_own_functions(patient):
    broken, repaired = (patient["initial"], patient["backward"]), EXERCISES["patient"].answer
    assert "repaired: none of three" in found(broken)
    assert "repaired: mask. " in found((broken[0], repaired[1]))
    assert "repaired: weights, biases. " in found((repaired[0], broken[1]))
    assert "repaired: weights, mask. " in found((good_weights, repaired[1]))
    assert "repaired: biases, mask. " in found((good_biases(patient), repaired[1]))


def test_small_weights_keep_the_patient_at_one_answer(patient, capsys):
    for initial in (patient["initial"], good_biases(patient)):
        for backward in (patient["backward"], my_backward):
            shares, answers = of_seeds(10, patient, initial, backward, capsys)
            assert (set(shares), set(answers)) == ({8}, {1})


def test_good_weights_with_the_negative_biases_leave_most_units_dead(patient):
    for seed in range(40):
        trace = patient["forward"](good_weights(np.random.default_rng(seed)), patient["digits"].x_train)
        counts = [count_units(trace[z]) for z in Z]
        assert sum(never_on for never_on, _, _ in counts) > 96 / 2
        assert not (trace["z3"] > 0).any()


def test_healthy_networks_have_the_sizes_that_the_text_gives(patient):
    sizes = []
    for seed in range(20):
        trace = patient["forward"](my_initial(np.random.default_rng(seed)), patient["digits"].x_train)
        sizes.append([np.mean(trace[z] ** 2) for z in Z])
    least, most = np.min(sizes), np.max(sizes)
    assert says(f"Over twenty seeds the healthy network's lie between {least:.2f} and {most:.1f}.")
    assert patient["digits"].x_train[:40, 20].max() > 0


def test_the_text_says_what_the_wrong_mask_alone_and_no_fault_give_with_forty_seeds(patient, capsys):
    repaired, _ = of_seeds(40, patient, *EXERCISES["patient"].answer, capsys)
    span = f"{min(repaired)} to {max(repaired)} %"
    assert says(f"Expect about {np.median(repaired):.0f} % of the", f"0 to 39 our networks reached {span}")
    shares, answers = of_seeds(40, patient, my_initial, patient["backward"], capsys)
    learned = [share for share, given in zip(shares, answers, strict=True) if given > 1]
    still = f"{len(learned)} of the forty networks still came to recognise {min(learned)} to {max(learned)} %"
    assert says(f"{still} of the test images, where with all faults out it is {span}; in the other one")
    assert len(learned) == 39
    assert max(learned) > min(repaired)


def test_the_text_says_how_the_trap_scatters_over_forty_seeds(patient, capsys):
    shares, answers = of_seeds(40, patient, good_weights, patient["backward"], capsys)
    learned = [share for share, given in zip(shares, answers, strict=True) if given > 1]
    learn = f"{len(learned)} of the forty networks reach {min(learned)} to {max(learned)} %"
    assert says(f"{learn}, most often above 90; in the other {40 - len(learned)} the numbers overflow")
    assert np.mean(np.array(learned) > 90) > 0.5
    shares, answers = of_seeds(40, patient, good_weights, my_backward, capsys)
    assert (set(shares), set(answers)) == ({8}, {1})


def test_the_reference_backward_is_the_gradient(patient):
    p = my_initial(np.random.default_rng(0))
    x, t = patient["digits"].x_train[:40], patient["digits"].t_train[:40]
    gradients = my_backward(p, x, t)

    def loss():
        return patient["loss_and_gradient"](patient["forward"](p, x)["z4"], t)[0]

    rng = np.random.default_rng(0)
    for name, value in p.items():
        for _ in range(8):
            place = tuple(rng.integers(value.shape))
            kept, sides = value[place], []
            for h in (1e-6, -1e-6):
                value[place] = kept + h
                sides.append(loss())
            value[place] = kept
            assert (sides[0] - sides[1]) / 2e-6 == pytest.approx(gradients[name][place], abs=1e-7)


def test_the_cheat_sheet_prints_on_one_sheet_of_a4_with_nothing_cut_off():
    style.use()
    fig, file = cheat_sheet.one_page(), io.BytesIO()
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
