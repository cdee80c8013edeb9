"""Times of a workbook: what rounding makes of them is no change, and what somebody changes is one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mysteryshop.clock import local
from mysteryshop.imports.workbook.times import Time

ZONE = "Europe/Lisbon"
DAYS = datetime(1899, 12, 30)  # noqa: DTZ001  (a workbook's calendar has no zone)
SECOND = timedelta(seconds=1)
START = int(datetime(2026, 7, 4, 12, tzinfo=UTC).timestamp()) * 1_000_000
instants = st.integers(START, START + 86_400_000_000)


def there(at: int) -> datetime:
    return local(at, ZONE).replace(tzinfo=None)


def taken(shown: datetime, at: int) -> tuple[int, bool]:
    """The time that holds where a cell shows that, and the hidden one beside it has the instant."""
    return Time(shown, local(at, ZONE).isoformat(timespec="microseconds"), ZONE, DAYS).read()


def rounded(found: datetime, us: int) -> datetime:
    """As a program keeps it that has no finer unit than so many microseconds."""
    nearest = (found.microsecond + us // 2) // us * us
    return found.replace(microsecond=0) + timedelta(microseconds=nearest)


@given(at=instants, unit=st.sampled_from([1, 1_000, 10_000, 100_000, 1_000_000]))
def test_however_a_program_rounds_a_time_the_exact_one_comes_back_and_is_no_change(at: int, unit: int) -> None:
    assert taken(rounded(there(at), unit), at) == (at, True)


@given(at=instants)
def test_a_time_that_is_typed_again_as_it_was_seen_is_no_change(at: int) -> None:
    for seen in (there(at).replace(microsecond=0), rounded(there(at), 1_000_000)):  # LibreOffice, Excel
        assert taken(seen, at) == (at, True)


@given(at=instants, seconds=st.integers(-100, 100))
def test_whoever_moves_a_time_by_a_second_or_more_has_it_moved(at: int, seconds: int) -> None:
    assume(seconds != 0)
    assert taken(there(at) + seconds * SECOND, at) == (at + seconds * 1_000_000, False)


@given(at=instants, seconds=st.integers(1, 100))
def test_whoever_types_another_second_than_any_program_shows_has_it_changed(at: int, seconds: int) -> None:
    earlier = there(at).replace(microsecond=0) - seconds * SECOND
    later = rounded(there(at), 1_000_000) + seconds * SECOND
    for typed in (earlier, later):
        assert taken(typed, at) == (at + (typed - there(at)) // timedelta(microseconds=1), False)


@pytest.mark.parametrize(("typed", "changed"), [("10:22:08", False), ("10:22:07", True), ("10:22:09", True)])
def test_a_second_that_is_changed_on_purpose_counts_where_programs_agree_on_what_they_show(
    typed: str, changed: bool
) -> None:
    at = START // 86_400_000_000 * 86_400_000_000 + (9 * 3600 + 22 * 60 + 8) * 1_000_000 + 270_000
    assert there(at).strftime("%H:%M:%S.%f") == "10:22:08.270000"
    assert taken(datetime.fromisoformat(f"{there(at):%Y-%m-%d} {typed}"), at)[1] is not changed
