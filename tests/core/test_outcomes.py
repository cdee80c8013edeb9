"""Business outcomes entered by hand: their periods, and how they stand beside a template."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.analysis.outcomes import period, series, told
from mysteryshop.errors import InputError
from mysteryshop.practice import OutcomePoint


@given(st.integers(1900, 2200), st.integers(1, 12))
def test_a_period_goes_from_its_first_to_its_last_day(year: int, month: int) -> None:
    assert (period(f"{year}").first, period(f"{year}").last) == (
        date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal(),
    )  # fmt: skip
    got = period(f" {year}-{month:02} ")
    assert (got.first, got.last) == (date(year, month, 1).toordinal(), got.first + monthrange(year, month)[1] - 1)
    quarter = (month - 1) // 3 + 1
    got = period(f"{year}-q{quarter}")
    assert got.first <= date(year, month, 1).toordinal() <= got.last
    assert got.last == date(year, 3 * quarter, monthrange(year, 3 * quarter)[1]).toordinal()


@pytest.mark.parametrize("text", ["", "26", "2026-13", "2026-00", "2026-Q5", "2026-1", "spring", "2026-11-02", "0000"])
def test_what_is_no_period_is_refused_with_what_is_one(text: str) -> None:
    with pytest.raises(InputError, match="2026-Q2"):
        period(text)


def test_outcomes_stand_in_time_order_beside_their_template_or_all_and_the_last_entry_holds() -> None:
    points = [
        OutcomePoint("1", "Yield", "2026-Q2", 97, "%"),
        OutcomePoint("2", "Yield", "2025", 95, "%"),
        OutcomePoint("3", "Yield", "2026-Q2", 98, "%"),
        OutcomePoint("4", "Backlog", "2026", 12, "orders", template="hotel"),
    ]
    (only,) = series(points, "airline")
    assert [(when.text, point.value) for when, point in only.points] == [("2025", 95), ("2026-Q2", 98)]
    assert [each.name for each in series(points, "hotel")] == ["Backlog", "Yield"]
    assert told(-1240.5, "orders") == "−1,240.5 orders"
