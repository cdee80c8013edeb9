"""The headline of a comparison: what a leader understands, with both n; the statistics stand in the small print."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from mysteryshop.analysis.figure_columns import COLUMN_OF, FIGURE_COLUMNS
from mysteryshop.comparison.finding import compared, of_one, of_two, small_print
from mysteryshop.comparison.plain_words import as_noun, differs, how_often
from mysteryshop.figures import HEADS, Figures

LABELS = ("Lisbon", "Porto")
FIELDS = [column.field for column in FIGURE_COLUMNS]


def group(field: str, values: list[float], origin: str = "walk") -> Figures:
    """Journeys with this figure and no other."""
    n = len(values)
    table = np.full((n, len(FIELDS)), np.nan)
    table[:, FIELDS.index(field)] = values
    heads = {name: np.zeros(n, dtype=kind) for name, kind in HEADS.items()}
    heads |= {name: np.array([words] * n, dtype=object) for name, words in (("leader", "A"), ("place", "B"))}
    return Figures(heads | {"origin": np.array([origin] * n, dtype=object)}, table)


def said(field: str, a: list[float], b: list[float], origin: str = "walk") -> tuple[str, str]:
    parts = group(field, a, origin), group(field, b, origin)
    found = compared(parts, LABELS, field)
    return of_two(parts, LABELS, field, found), small_print(parts, found)


def test_a_clear_difference_is_told_in_words_of_the_walk_with_medians_and_both_n() -> None:
    long, short = [720.0, 780, 840, 840, 840, 900, 960], [300.0, 330, 350, 360, 360, 360, 390, 400, 800]
    headline, small = said("longest_silence_s", long, short)
    assert headline == (
        "Lisbon walks were left in silence longer than Porto walks in nearly every pair: "
        "median 14 min against 6 min; n = 7 and 9."
    )
    higher = sum(a > b for a in long for b in short)
    lower = sum(a < b for a in long for b in short)
    assert small.startswith(
        f"Of one journey of each, Lisbon's is higher in {round(100 * higher / 63)} % of pairs and lower in "
        f"{round(100 * lower / 63)} %: Cliff's delta {(higher - lower) / 63:.2f}, permutation p "
    )
    other, _ = said("longest_silence_s", short, long)
    assert other.startswith("Lisbon walks were left in silence for less time than Porto walks in nearly every pair")


def test_from_eight_on_the_interval_stands_in_the_small_print_and_never_in_the_headline() -> None:
    chance = np.random.default_rng(3)
    headline, small = said(
        "wait_s", (600 + 60 * chance.normal(size=40)).tolist(), (300 + 60 * chance.normal(size=40)).tolist()
    )
    assert headline.startswith("Lisbon walks waited longer than Porto walks in every pair: median 10 min against 5 min")
    assert "n = 40 and 40" in headline
    assert re.search(r"Cliff's delta 1\.00 \(95 % 0\.\d\d to 1\.00\), permutation p < 0\.001", small)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("n", [0, 1, 3, 8, 40])
def test_no_headline_has_a_statistic_in_it_and_every_p_stands_beside_its_delta(field: str, n: int) -> None:
    chance = np.random.default_rng(n)
    for shift in (0.0, 3.0):
        headline, small = said(field, (shift + chance.normal(size=n)).tolist(), chance.normal(size=max(n, 1)).tolist())
        assert not re.search(r"Cliff|delta|\bp [<=]|95 %", headline)
        assert ("permutation p" in small) == ("Cliff's delta" in small)
        assert f"n = {n} and {max(n, 1)}" in headline if n else "no walk of Lisbon has it yet" in headline
        assert not headline.startswith(("None", "nan"))


def test_what_chance_would_do_is_said_and_few_are_no_ground() -> None:
    values = [2.1, 2.4, 2.6, 2.7, 2.8, 3.0, 3.3, 3.9]
    headline, small = said("communication_frequency_per_hour", values, [v + 0.05 for v in values])
    assert headline == (
        "No clear difference between Lisbon and Porto in communications per hour: "
        "median 2.8 against 2.8 per hour; n = 8 and 8. That may be chance."
    )
    assert "permutation p = " in small
    headline, small = said("communication_frequency_per_hour", [2.1], [2.4, 2.8])
    assert headline == (
        "Too few walks to tell Lisbon from Porto in communications per hour: 2.1 against 2.4 and 2.8 per hour; "
        "n = 1 and 2."
    )
    assert small == "Too few for a test. 1 and 2 journeys by 1 leader; 1 place."


@pytest.mark.parametrize("field", FIELDS)
def test_every_figure_is_a_noun_where_no_difference_is_told(field: str) -> None:
    chance = np.random.default_rng(1)
    headline, _ = said(field, chance.normal(size=12).tolist(), chance.normal(size=12).tolist())
    named = headline.removeprefix("No clear difference between Lisbon and Porto in ").partition(": median")[0]
    assert named == as_noun(COLUMN_OF[field])
    assert not re.search(r"[:?]|^(told me|i chased|waited|proactive|refuted|all-In)$", named)


def test_groups_that_are_all_alike_are_said_to_be() -> None:
    headline, small = said("out_of_sequence", [0.0] * 10, [0.0] * 11)
    assert headline == "Lisbon and Porto do not differ in touchpoints out of order: 0 in every one; n = 10 and 11."
    assert "Cliff's delta 0.00" in small
    assert said("out_of_sequence", [0.0], [0.0])[0].startswith("Too few walks")


def test_what_rounds_to_nothing_has_no_sign() -> None:
    _, small = said("friction_count", [*range(100), 2.0], [*range(100), 2.1])
    assert "−0.00 (" not in small


def test_a_name_of_several_words_stands_in_quotation_marks() -> None:
    parts = group("wait_s", [600.0] * 9), group("wait_s", [60.0] * 9)
    labels = ("Lisbon to Oslo", "A. finance")
    headline = of_two(parts, labels, "wait_s", compared(parts, labels, "wait_s"))
    assert headline.startswith("“Lisbon to Oslo” walks waited longer than A. finance walks in every pair")


def test_imported_logs_are_no_walks() -> None:
    headline, _ = said("duration_s", [600.0] * 9, [60.0] * 9, "log")
    assert headline.startswith("Lisbon journeys took longer than Porto journeys in every pair")


def test_one_group_alone_and_one_without_values() -> None:
    assert of_one(group("speed", [7.0]), "speed") == ("Speed: 7 (n = 1). There is no second group to set it against.")
    headline, small = said("speed", [], [4.0, 6, 7])
    assert headline == "Speed: no walk of Lisbon has it yet; of Porto there is 4, 6 and 7 (n = 3)."
    assert "p " not in small.replace("place", "")


def test_a_figure_without_words_of_its_own_is_told_by_its_name() -> None:
    column = replace(COLUMN_OF["speed"], field="new", label="New")
    assert differs(column, more=True) == "have a higher figure of “New”"
    assert [how_often(share) for share in (1.0, 0.95, 0.6, 0.4)] == [
        "in every pair", "in nearly every pair", "in most pairs", "more often than the other way round",
    ]  # fmt: skip


def test_counts_of_thousands_have_their_separators_in_headline_and_small_print() -> None:
    chance = np.random.default_rng(5)
    headline, small = said("satisfaction", chance.integers(0, 11, 1472).tolist(), chance.integers(0, 11, 1528).tolist())
    assert "n = 1,472 and 1,528" in headline
    assert "1,472 and 1,528 journeys by 1 leader" in small
