"""Figures as people read them."""

from __future__ import annotations

import pytest

from mysteryshop.analysis.figure_columns import COLUMN_OF
from mysteryshop.analysis.shown import between, shown

FREQUENCY = COLUMN_OF["communication_frequency_per_hour"]


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0, "0.0"), (2.71, "2.7"), (0.1, "0.1"), (0.0996, "0.1"), (0.0342, "0.034"), (0.00417, "0.0042"),
     (1e-6, "< 0.0001")],
)  # fmt: skip
def test_what_is_rare_is_not_told_to_be_never(value: float, words: str) -> None:
    assert shown(FREQUENCY, value) == f"{words} per hour"


def test_a_range_of_rare_rates_has_its_unit_once() -> None:
    assert between(FREQUENCY, 0.012, 0.5) == "0.012 to 0.5 per hour"
