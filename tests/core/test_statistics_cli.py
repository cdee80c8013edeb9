"""drivers, agreement and simulate as people and programs use them: files in, words or JSON out, one line where not."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from .commands import Run, refused

NAMES = ("Communication frequency", "speed", "cost")


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """Ninety journeys as a German spreadsheet saves them; speed leads, two rows lack a value."""
    rng = np.random.default_rng(7)
    rows = rng.standard_normal((90, 3))
    outcome = 6 + 1.5 * rows[:, 1] + 0.3 * rows[:, 2] + rng.standard_normal(90)
    lines = [";".join(f"{value:.3f}".replace(".", ",") for value in row) for row in np.column_stack([rows, outcome])]
    lines[4] = "n/a;1,5;2;7"
    lines[9] = "1;1;1;"
    file = tmp_path / "survey.csv"
    file.write_text("\ufeff" + "\n".join([";".join((*NAMES, " Satisfaction ")), *lines]), encoding="utf-8")
    return file


def drivers(run: Run, survey: Path, *more: str) -> tuple[int, str, str]:
    wanted = ("--csv", survey, "--outcome", "satisfaction", "--predictors", "communication frequency,speed,cost")
    return run("drivers", *wanted, *more)


def test_drivers_of_a_spreadsheet_as_json(run: Run, survey: Path) -> None:
    code, out, err = drivers(run, survey, "--json", "--seed", "3", "--resamples", "500")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert (told["n"], told["left_out"], told["seed"], told["resamples"]) == (88, 2, 3, 500)
    assert list(told["lmg"]) == list(NAMES)
    assert sum(told["lmg"].values()) == pytest.approx(told["r2"])
    assert told["named"] == told["leader"] == "speed"
    assert told["leader_share"] == told["leads"]["speed"]
    assert all(low <= high for low, high in told["intervals"].values())
    assert told["hypothesis"] == "Communication frequency"
    assert told["hypothesis_verdict"] == "refuted"
    assert "The data refute that Communication frequency comes first" in told["verdict"]
    assert any("2 journeys were left out" in warning for warning in told["warnings"])


def test_drivers_in_words_with_a_table_below(run: Run, survey: Path) -> None:
    code, out, _ = drivers(run, survey)
    assert code == 0
    assert out.startswith("In your 88 journeys speed explains ")
    lines = out.splitlines()
    head = next(number for number, line in enumerate(lines) if "95 % interval" in line)
    assert [line.split("  ")[0] for line in lines[head + 1 : head + 4]] == ["speed", "cost", NAMES[0]]
    assert "n = 88" in out


def test_the_same_seed_prints_the_same(run: Run, survey: Path) -> None:
    assert drivers(run, survey, "--json")[1] == drivers(run, survey, "--json", "--seed", "0")[1]
    assert drivers(run, survey, "--json")[1] != drivers(run, survey, "--json", "--seed", "1")[1]


def test_a_control_comes_first(run: Run, survey: Path) -> None:
    words = (
        "drivers",
        "--csv",
        survey,
        "--outcome",
        "satisfaction",
        "--predictors",
        "cost",
        "--control",
        "SPEED",
        "--json",
    )
    told = json.loads(run(*words)[1])
    assert told["control"] == "speed"
    assert told["r2"] == pytest.approx(told["control_r2"] + told["lmg"]["cost"])


def test_a_hypothesis_can_be_named(run: Run, survey: Path) -> None:
    assert json.loads(drivers(run, survey, "--hypothesis", "Speed", "--json")[1])["hypothesis_verdict"] == "supported"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--predictors", "speed,price"), 'has no column "price"'),
        (("--predictors", "speed,Satisfaction"), 'The column "Satisfaction" is named twice.'),
        (("--predictors", " , "), "No column is named."),
        (("--predictors", "speed,\nno such"), 'has no column "no such"'),
        (("--predictors", "x" * 140_000), "These are no names of columns: field larger"),
        (("--seed", "x"), 'Found "x", expected a whole number from 0'),
        (("--resamples", "5"), 'Found "5", expected a whole number from 10 to 100,000'),
        (("--hypothesis", "satisfaction"), '"Satisfaction" is not among the predictors.'),
        (("--csv", "nowhere.csv"), "nowhere.csv cannot be read: no such file"),
    ],
)
def test_what_drivers_cannot_take_is_one_line(run: Run, survey: Path, words: tuple[str, ...], told: str) -> None:
    usual = {"--csv": str(survey), "--outcome": "satisfaction", "--predictors": "speed,cost"} | {words[0]: words[1]}
    assert told in refused(run, "drivers", *(word for pair in usual.items() for word in pair))


def test_a_cell_that_is_no_number_is_named_with_file_line_and_column(run: Run, survey: Path) -> None:
    text = survey.read_text(encoding="utf-8").replace("n/a;1,5;2;7", "1;fast;2;7")
    survey.write_text(text, encoding="utf-8")
    told = refused(run, "drivers", "--csv", survey, "--outcome", "satisfaction", "--predictors", "speed,cost")
    assert 'survey.csv, line 6, column "speed": found "fast", expected a number or an empty cell.' in told


def test_too_few_journeys_are_refused_with_how_many_are_missing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "few.csv"
    file.write_text("y,a,b,c\n1,2,3,4\n2,3,1,5\n3,1,2,2\n4,4,4,1\n5,5,1,3\n", encoding="utf-8")
    told = refused(run, "drivers", "--csv", file, "--outcome", "y", "--predictors", "a,b,c")
    assert "5 journeys with every value are too few for 3 predictors: at least 6 are needed. Add 1 journey more" in told


@pytest.fixture
def severities(tmp_path: Path) -> Path:
    table = [[0, 4, 1], [0, 8, 0], [0, 1, 5]]
    rows = [f"T{i}{j}{k},{i + 1},{j + 1}" for i in range(3) for j in range(3) for k in range(table[i][j])]
    file = tmp_path / "severities.csv"
    file.write_text("\n".join(["touchpoint,Anna,Ben", *rows]), encoding="utf-8")
    return file


def test_agreement_of_two_columns_as_json(run: Run, severities: Path) -> None:
    told = json.loads(run("agreement", "--csv", severities, "--columns", "anna,ben", "--json")[1])
    assert told["kappa"] == pytest.approx(0.4842, abs=5e-5)
    assert told["ase"] == pytest.approx(0.1380, abs=5e-5)
    assert (told["n"], told["categories"], told["table"]) == (19, [1, 2, 3], [[0, 4, 1], [0, 8, 0], [0, 1, 5]])
    assert told["differences"][0] == {"item": "line 6", "first": 1, "second": 3}
    linear = json.loads(
        run("agreement", "--csv", severities, "--columns", "anna,ben", "--weights", "linear", "--json")[1]
    )
    assert (linear["weights"], linear["kappa"]) == ("linear", pytest.approx(0.4701, abs=5e-5))


def test_agreement_in_words_names_what_they_see_differently(run: Run, severities: Path) -> None:
    code, out, _ = run("agreement", "--csv", severities, "--columns", "Anna,Ben", "--label", "touchpoint")
    assert code == 0
    assert out.startswith("Anna and Ben say the same of 13 of 19 (68 %); kappa is 0.48")
    assert "- T020: 1 against 3\n" in out


def test_words_agree_whatever_their_case(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "words.csv"
    file.write_text("a,b\nMinor,minor\nmajor,Major\nnone at all,minor\n", encoding="utf-8")
    told = json.loads(run("agreement", "--csv", file, "--columns", "a,b", "--json")[1])
    assert (told["observed"], told["categories"]) == (pytest.approx(2 / 3), ["major", "minor", "none at all"])
    with_weights = refused(run, "agreement", "--csv", file, "--columns", "a,b", "--weights", "linear")
    assert 'line 2, column "a": found "Minor", expected a number' in with_weights


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--csv", "FILE", "--columns", "Anna"), "Found 1 column, expected two columns of a table."),
        (("a-journey", "--csv", "FILE", "--columns", "Anna,Ben"), "Found journeys and a table, expected two columns"),
        (("--csv", "FILE", "--columns", "Anna,Anna"), "is named twice"),
        (("--columns", "Anna,Ben"), "Found 0 of the two journeys to compare, and no table."),
    ],
)
def test_what_agreement_cannot_take_is_one_line(run: Run, severities: Path, words: tuple[str, ...], told: str) -> None:
    assert told in refused(run, "agreement", *(severities if word == "FILE" else word for word in words))


def test_two_walks_of_the_store_are_compared_touchpoint_by_touchpoint(run: Run, tmp_path: Path) -> None:
    head = "template: airline-passenger\ndate: 2026-11-14\nzone: UTC\n"
    walks = ("10:00 > Security line\n10:05 f3 Slow\n10:30 end\n", "10:00 > Security line\n10:07 f1 Slow\n10:30 end\n")
    for number, walk in enumerate(walks):
        file = tmp_path / f"walk{number}.txt"
        file.write_text(head + walk + ("10:20 > Coach seat\n"), encoding="utf-8")
        assert run("import", file)[0] == 0
    first, second = (row["id"] for row in json.loads(run("list", "--json")[1]))
    told = json.loads(run("agreement", first, second, "--json")[1])
    assert told["n"] == 2
    assert {(d["item"], d["first"], d["second"]) for d in told["differences"]} <= {
        ("Security line", 3, 1),
        ("Security line", 1, 3),
    }
    assert len(told["differences"]) == 1
    assert "Found 1 of the two journeys" in refused(run, "agreement", first)


def test_a_small_simulation_says_how_far_to_believe_the_verdict(run: Run) -> None:
    code, out, err = run("simulate", "--studies", "12", "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert told["studies"] == 12
    labels = [each["label"] for each in told["tallies"]]
    assert labels[:7] == ["all", "strong", "weak", "tied", "absent", "confounded", "only duration"]
    overall = told["tallies"][0]
    assert overall["right"] + overall["wrong"] + overall["silent"] == pytest.approx(1)


def test_the_help_of_simulate_says_what_falls_short(run: Run) -> None:
    assert "What falls short" in " ".join(run("simulate", "--help")[1].split())


ORDERED = ("Minor;minor", "major;minor", "none;none", "catastrophe;major", "Major;major", "minor;none", ";minor")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "ordered.csv"
    file.write_text("\n".join(["a;b", *ORDERED]), encoding="utf-8")
    return file


@pytest.mark.parametrize("weights", ["linear", "quadratic"])
def test_words_whose_order_is_named_can_be_weighted(run: Run, words: Path, weights: str) -> None:
    order = ("--order", "None,minor,major,catastrophe")
    told = json.loads(run("agreement", "--csv", words, "--columns", "a,b", *order, "--weights", weights, "--json")[1])
    assert told["categories"] == ["none", "minor", "major", "catastrophe"]
    assert told["table"] == [[1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 0]]
    assert told["kappa"] == pytest.approx(cohens_kappa(np.array(told["table"]), wt=weights).kappa)
    assert told["ase"] == pytest.approx(cohens_kappa(np.array(told["table"]), wt=weights).std_kappa)
    assert (told["n"], told["left_out"]) == (6, 1)


def test_words_without_an_order_say_what_is_missing(run: Run, words: Path) -> None:
    wanted = ("agreement", "--csv", words, "--columns", "a,b", "--weights", "linear")
    assert "name the words in their order: --order LEAST,...,MOST" in refused(run, *wanted)
    assert "“catastrophe” is not in the order none, minor, major." in refused(
        run, *wanted, "--order", "none,minor,major"
    )
    assert "belong to a table" in refused(run, "agreement", "x", "y", "--order", "a,b")


def test_a_scale_of_many_values_makes_no_table_and_ends_its_list(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "fine.csv"
    file.write_text("a,b\n" + "".join(f"{n},{n + 0.5}\n" for n in range(70)), encoding="utf-8")
    out = run("agreement", "--csv", file, "--columns", "a,b")[1]
    assert "140 different values: too many for a table here; --json has it." in out
    assert "- and 20 more, which --json has\n" in out


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (",\n,\n", "have 0 pairs of values: too few to compare them."),
        ("1,2\n", "have 1 pair of values: too few to compare them."),
        ("", "have 0 pairs of values"),
    ],
)
def test_too_few_pairs_are_refused(run: Run, tmp_path: Path, cells: str, told: str) -> None:
    file = tmp_path / "few.csv"
    file.write_text(f"a,b\n{cells}", encoding="utf-8")
    assert told in refused(run, "agreement", "--csv", file, "--columns", "a,b")


def test_one_category_only_has_no_kappa(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_text("a,b\n" + "ok,OK\n" * 9, encoding="utf-8")
    told = json.loads(run("agreement", "--csv", file, "--columns", "a,b", "--json")[1])
    assert (told["kappa"], told["ase"], told["interval"], told["observed"]) == (None, None, None, 1)


HAND = np.array([[1, 0.6, 0.4], [0.6, 1, 0.5], [0.4, 0.5, 1]])  # outcome, x1, x2


def saved(folder: Path, lines: list[str], encoding: str = "utf-8") -> Path:
    file = folder / "table.csv"
    file.write_bytes("\r\n".join(lines).encode(encoding))
    return file


def table_of(correlation: np.ndarray, n: int = 40) -> np.ndarray:
    """n rows with exactly that correlation."""
    raw = np.random.default_rng(2).standard_normal((n, len(correlation)))
    whitened, _ = np.linalg.qr(raw - raw.mean(axis=0))
    rows: np.ndarray = whitened @ np.linalg.cholesky(correlation).T
    return rows


def test_the_shares_worked_out_by_hand(run: Run, tmp_path: Path) -> None:
    lines = ["y,x1,x2", *(",".join(repr(float(v)) for v in row) for row in table_of(HAND))]
    told = json.loads(
        run("drivers", "--csv", saved(tmp_path, lines), "--outcome", "y", "--predictors", "x1,x2", "--json")[1]
    )
    first = ["n", "r2", "lmg", "johnson", "spearman", "vif", "intervals", "leader_share", "warnings", "verdict"]
    assert list(told)[:10] == first
    assert told["lmg"] == pytest.approx({"x1": 0.28667, "x2": 0.08667}, abs=5e-6)
    assert told["johnson"] == pytest.approx({"x1": 0.28667, "x2": 0.08667}, abs=5e-6)
    assert (told["r2"], told["vif"]["x1"]) == (pytest.approx(0.37333, abs=5e-6), pytest.approx(4 / 3))
    assert all(0 <= low <= told["lmg"][name] <= high <= 1 for name, (low, high) in told["intervals"].items())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_reads_the_same_however_it_was_saved(run: Run, tmp_path: Path, encoding: str) -> None:
    rows = table_of(HAND)
    plain = ["y,Größe,x2", *(",".join(f"{v:.6f}" for v in row) for row in rows)]
    words = ("--outcome", "Y", "--predictors", "größe,X2", "--resamples", "50", "--json")
    wanted = run("drivers", "--csv", saved(tmp_path, plain), *words)[1]
    german = [line.replace(",", ";").replace(".", ",") for line in plain]
    assert run("drivers", "--csv", saved(tmp_path, german, encoding), *words)[1] == wanted


@pytest.mark.parametrize(
    ("table", "words", "told"),
    [
        (["y,a,b", *(f"{n},1,1" for n in range(9))], (), "No predictor differs between these 9 journeys: a and b."),
        (["y,a,b", *(f"5,{n},{n * n}" for n in range(9))], (), "Y is 5 in every journey: there is nothing to explain."),
        (
            ["y,a,a,b", *(f"{n},{n},1,{n % 3}" for n in range(9))],
            (),
            'line 1: found 2 columns called "a", expected one.',
        ),
        (["y,a,b", "1,2,3", "2,1,5", "3,3,3"], (), "3 journeys with every value are too few for 2 predictors"),
        (["y,a,b", "1,2,3,4"], (), "line 2: found 4 cells, expected 3 as in the header."),
        (["y,a,b", *(f"{n},{n % 4},inf" for n in range(9))], (), 'found "inf", expected a number or an empty cell.'),
        ([], (), "table.csv is empty."),
        (["y,a,b"], ("--predictors", "a,A"), 'The column "a" is named twice.'),
        (["y,a,b"], ("--control", "y"), 'The column "y" is named twice.'),
        (["y,a,b"], ("--resamples", "0"), 'Found "0", expected a whole number from 10 to 100,000.'),
        (["y,a,b"], ("--seed", "-1"), 'Found "-1", expected a whole number from 0'),
    ],
)
def test_an_awkward_table_is_refused_in_one_line(
    run: Run, tmp_path: Path, table: list[str], words: tuple[str, ...], told: str
) -> None:
    usual = {"--outcome": "y", "--predictors": "a,b"} | ({words[0]: words[1]} if words else {})
    assert told in refused(
        run, "drivers", "--csv", saved(tmp_path, table), *(word for pair in usual.items() for word in pair)
    )


def test_a_constant_column_is_left_out_and_named(run: Run, tmp_path: Path) -> None:
    table = ["y;a;b", *(f"{n % 7},5;{n},5;3" for n in range(12))]
    words = ("--outcome", "y", "--predictors", "a,b", "--json")
    told = json.loads(run("drivers", "--csv", saved(tmp_path, table), *words)[1])
    assert (list(told["lmg"]), told["dropped"]) == (["a"], ["b"])
    assert any(warning.startswith("B is left out: it has the same value") for warning in told["warnings"])
