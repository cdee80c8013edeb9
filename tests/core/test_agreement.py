"""Agreement of two: kappa by hand and against statsmodels, the table, and where they differ."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from mysteryshop.analysis.agreement import Agreement, agree, of_journeys
from mysteryshop.analysis.kappa import WEIGHTS, agreement_weights, kappa
from mysteryshop.errors import InputError
from mysteryshop.imports import field_notes
from mysteryshop.journey import Record

from .walks import AIRLINE

HAND = np.array([[0, 4, 1], [0, 8, 0], [0, 1, 5]])
RATINGS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=40)


def pairs(table: np.ndarray) -> tuple[list[float], list[float]]:
    """The ratings that a table counts."""
    first, second = np.repeat(np.indices(table.shape).reshape(2, -1), table.ravel(), axis=1)
    return [float(value) for value in first], [float(value) for value in second]


def agreed(first: list, second: list, **more: str) -> Agreement:  # type: ignore[type-arg]
    items = [f"line {number}" for number in range(1, len(first) + 1)]
    return agree(first, second, names=("Anna", "Ben"), items=items, **more)


@pytest.mark.parametrize(
    ("weights", "value", "ase"), [("plain", 0.4842, 0.1380), ("linear", 0.4701, 0.1457), ("quadratic", 0.4502, 0.1922)]
)
def test_kappa_of_the_published_table(weights: str, value: float, ase: float) -> None:
    """METRICS.md's 0.4842 (ASE 0.1380) is the plain kappa of that table."""
    found = agreed(*pairs(HAND), weights=weights)
    assert found.kappa.value == pytest.approx(value, abs=5e-5)
    assert found.kappa.ase == pytest.approx(ase, abs=5e-5)
    assert found.table == ((0, 4, 1), (0, 8, 0), (0, 1, 5))
    assert found.interval is not None
    assert found.interval.low == pytest.approx(value - 1.96 * ase, abs=2e-4)


@given(RATINGS, st.sampled_from(WEIGHTS))
def test_kappa_is_statsmodels(ratings: list[tuple[int, int]], weights: str) -> None:
    table = np.zeros((5, 5))
    for a, b in ratings:
        table[a, b] += 1
    scale = agreement_weights(weights, range(5))
    found = kappa(table, scale)
    assume(found.value is not None)
    # statsmodels takes weights of disagreement.
    with np.errstate(invalid="ignore"):  # its z-value of a standard error of 0
        wanted = cohens_kappa(table, weights=4 * (1 - scale))
    assert (found.value, found.ase_null) == pytest.approx((wanted.kappa, wanted.std_kappa0), abs=1e-9)
    assert found.ase == pytest.approx(np.sqrt(max(wanted.var_kappa, 0)), abs=1e-7)


@given(RATINGS)
def test_a_value_that_nobody_gave_changes_nothing(ratings: list[tuple[int, int]]) -> None:
    """Weights go by the distance of the numbers: with 3 unused, 2 and 4 stay two apart."""
    ratings = [(a + (a > 2), b + (b > 2)) for a, b in ratings]
    found = agreed([float(a) for a, _ in ratings], [float(b) for _, b in ratings], weights="linear")
    table = np.zeros((6, 6))
    for a, b in ratings:
        table[a, b] += 1
    wanted = kappa(table, agreement_weights("linear", range(6)))
    assert found.kappa.value == (None if wanted.value is None else pytest.approx(wanted.value))


def test_the_verdict_says_how_many_agree_how_sure_and_against_what() -> None:
    assert agreed(*pairs(HAND), weights="linear").verdict == (
        "Anna and Ben say the same of 13 of 19 (68 %); kappa with linear weights is 0.47 (95 % interval 0.18 to 0.76), "
        "where 0 is chance and 1 full agreement. They agree more than by chance, as far as 19 pairs can tell."
    )


def test_differences_come_with_their_item_the_furthest_apart_first() -> None:
    found = agreed([1.0, 4, 2, 3], [2.0, 1, 2, 3])
    assert [(d.item, d.first, d.second) for d in found.differences] == [("line 2", 4, 1), ("line 1", 1, 2)]


def test_pairs_with_a_missing_value_are_left_out_and_counted() -> None:
    found = agreed([1.0, None, 2, 3], [1.0, 2, None, 3])
    assert (found.n, found.left_out) == (2, 2)
    assert "2 pairs left out because a value is missing." in found.warnings


def test_below_eight_pairs_there_is_no_interval() -> None:
    found = agreed([1.0, 2, 3, 1], [1.0, 2, 1, 2])
    assert found.interval is None
    assert "4 pairs are too few for an interval (8 are needed)." in found.warnings


def test_full_agreement_does_not_pretend_to_be_certain() -> None:
    found = agreed([1.0, 2] * 5, [1.0, 2] * 5)
    assert (found.kappa.value, found.kappa.ase, found.interval) == (pytest.approx(1), pytest.approx(0), None)
    assert "The standard error is 0 and tells nothing: no interval is given." in found.warnings


def test_one_value_throughout_leaves_kappa_undefined() -> None:
    found = agreed([2.0] * 9, [2.0] * 9)
    assert found.kappa.value is None
    assert found.verdict.endswith("whether that is more than chance cannot be told.")
    json.dumps(found.to_json(), allow_nan=False)


def test_words_have_a_plain_kappa_only() -> None:
    first, second = ["minor", "major", "minor"], ["minor", "minor", "minor"]
    assert list(agreed(first, second).kappas) == ["plain"]
    with pytest.raises(InputError, match="Weights need numbers"):
        agreed(first, second, weights="linear")


def test_numbers_as_large_as_there_are_have_the_kappa_of_small_ones() -> None:
    ratings = [(0, 0), (1, 0), (2, 2), (0, 1), (1, 1), (2, 0), (2, 2), (1, 1)]
    scale = (-1.7e308, 0.0, 1.7e308)
    large = agreed([scale[a] for a, _ in ratings], [scale[b] for _, b in ratings])
    small = agreed([float(a) for a, _ in ratings], [float(b) for _, b in ratings])
    for name in WEIGHTS:
        assert large.kappas[name].value == pytest.approx(small.kappas[name].value)
    json.dumps(large.to_json(), allow_nan=False)


def test_fewer_than_two_pairs_are_refused() -> None:
    with pytest.raises(InputError, match="have 1 pair of values"):
        agreed([1.0, None], [1.0, 2.0])


def test_the_json_of_an_agreement_writes_whole_numbers_whole() -> None:
    told = agreed(*pairs(HAND)).to_json()
    assert told["categories"] == [0, 1, 2]
    assert told["table"] == [[0, 4, 1], [0, 8, 0], [0, 1, 5]]
    assert told["differences"][0] == {"item": "line 5", "first": 0, "second": 2}
    assert told["kappas"]["linear"]["value"] == pytest.approx(0.4701, abs=5e-5)
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def walk(text: str, leader: str) -> Record:
    notes = f"template: airline-passenger\ndate: 2026-11-14\nzone: UTC\n{text}"
    record = field_notes.read(notes, templates=[AIRLINE])
    return replace(record, journey=replace(record.journey, leader=leader))


ANNA = "10:00 > Security line\n10:05 f2 Slow\n10:06 f3 Rude\n10:20 > Coach seat\n11:00 > The snacks\n11:05 end\n"
BEN = "10:00 > Security line\n10:05 f1 Slow\n10:20 > Coach seat\n11:05 end\n"


def test_two_walks_are_compared_by_the_worst_severity_at_each_touchpoint() -> None:
    found = of_journeys(walk(ANNA, "Anna"), walk(BEN, "Ben"))
    assert (found.n, found.left_out, found.names) == (2, 1, ("Anna", "Ben"))
    assert [(d.item, d.first, d.second) for d in found.differences] == [("Security line", 3, 1)]


def test_walks_of_two_templates_are_refused() -> None:
    other = walk(BEN, "Ben")
    template = replace(AIRLINE, key="hotel", name="Hotel stay")
    other = replace(other, journey=replace(other.journey, template=template))
    with pytest.raises(InputError, match="walks of two templates, Airline passenger and Hotel stay"):
        of_journeys(walk(ANNA, "Anna"), other)
