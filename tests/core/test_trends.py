"""Trends: control limits by hand, signals, years with gaps, and sentences that claim no more than there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import nan
from pathlib import Path

import numpy as np
import pytest

from mysteryshop.analysis.figure_columns import COLUMN_OF
from mysteryshop.analysis.trends import Point, Trend, caveat, control_limits, headline, signals, trend, year_on_year
from mysteryshop.clock import FixedClock
from mysteryshop.comparison.trend_question import Question
from mysteryshop.comparison.trending import answered, trend_of
from mysteryshop.errors import InputError
from mysteryshop.figures import FigureTable, Filter, columns, refresh
from mysteryshop.figures.commitments import commitments, taken_on
from mysteryshop.journey import Finding
from mysteryshop.practice import Commitment
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from tests.many import many

BY_HAND = (4.0, 6.0, 3.0, 4.0, 7.0, 3.0, 5.0, 8.0)  # mean 5; neighbours differ by 2, 3, 1, 3, 4, 2 and 3


def found(values: Sequence[float], *, first: date = date(2025, 1, 6), days: int = 20) -> Trend:
    """One journey every so many days."""
    each = [first + timedelta(days=days * place) for place in range(len(values))]
    return trend(
        [
            Point(str(n), f"journey {n}", day.toordinal(), day.year, value)
            for n, (day, value) in enumerate(zip(each, values, strict=True))
        ],
        (0.0, None),
    )


def said(of: Trend) -> str:
    return headline(of, "Longest wait", lambda value: f"{value:g} min", lambda day: f"{date.fromordinal(int(day))}")


def test_limits_are_the_mean_and_its_moving_range_by_hand() -> None:
    """The mean moving range is 18 / 7; 2.66 times that is 6.84."""
    limits = control_limits(BY_HAND)
    assert limits is not None
    assert (limits.low, limits.mean, limits.high) == pytest.approx((-1.84, 5.0, 11.84))


def test_a_limit_that_is_no_possible_value_is_none() -> None:
    limits = control_limits(BY_HAND, (0.0, 10.0))
    assert limits is not None
    assert limits.low is None
    assert limits.high is None


def test_below_eight_values_there_are_no_limits_and_no_signals() -> None:
    assert control_limits(BY_HAND[:7]) is None
    assert not found((1, 1, 1, 1, 1, 1, 99)).signals


def test_a_point_outside_is_a_signal() -> None:
    of = found((5, 6, 5, 6, 5, 6, 5, 6, 5, 30, 5, 6))
    assert of.signals.outside == (9,)
    assert of.signals.runs == ()  # all others lie below the mean of 7.4, but not because anything changed
    assert "one journey lies outside the limits, 30 min on 2025-07-05 (n = 12)" in said(of)


def test_eight_in_a_row_on_one_side_are_a_signal_and_seven_are_not() -> None:
    eight, seven = [1.0, 2.0] * 4 + [9.0, 8.0] * 4, [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 8.0]
    assert found(eight).signals.runs == ((0, 7), (8, 15))
    assert "8 journeys in a row lie above the mean of 5 min, from 2025-06-15 to 2025-11-02" in said(found(eight))
    assert found(seven).signals.runs == ()


def test_a_value_on_the_mean_ends_a_run() -> None:
    values = [1.0] * 4 + [3.0] + [1.0] * 4 + [5.0] * 8
    assert sum(values) / len(values) == 3.0
    assert signals(values, control_limits(values)).runs == ((9, 16),)


def test_all_alike_is_no_signal() -> None:
    of = found([0.1] * 12)
    assert not of.signals
    assert said(of) == "Longest wait: always 0.1 min (n = 12)."


def test_a_year_without_journeys_is_a_gap_and_not_a_zero() -> None:
    of = found((4, 6, 8), first=date(2024, 3, 1), days=365)
    assert {year: (group.n, group.median) for year, group in of.years.items()} == {
        2024: (1, 4.0), 2025: (1, 6.0), 2026: (1, 8.0),
    }  # fmt: skip
    gap = found((4, 6), first=date(2024, 3, 1), days=731)
    assert {year: (group.n, group.median) for year, group in gap.years.items()} == {
        2024: (1, 4.0), 2025: (0, None), 2026: (1, 6.0),
    }  # fmt: skip


def test_years_are_told_with_their_n_and_one_year_is_not_compared() -> None:
    def told(value: float) -> str:
        return f"{value:g} min"

    of = found((4, 6, 8), first=date(2024, 3, 1), days=365)
    assert year_on_year(of, told) == "4 min in 2024 (n = 1), 8 min in 2026 (n = 1)."
    few = found((4, 5, 6, 3, 9, 8, 7, 8, 8), first=date(2024, 11, 1), days=20)
    assert year_on_year(few, told) == "3 min to 6 min in 2024 (n = 4), median 8 min in 2025 (n = 5)."
    enough = found((4, 5, 6, 3, 2, 9, 8, 7, 8, 8), first=date(2024, 9, 28), days=20)
    assert year_on_year(enough, told) == "Median 4 min in 2024 (n = 5), 8 min in 2025 (n = 5)."
    assert year_on_year(found((4, 6)), told) == ""


def test_quartiles_of_a_year_by_hand() -> None:
    group = found((1, 2, 3, 4, 5), days=10).years[2025]
    assert (group.low_quartile, group.median, group.high_quartile) == (2.0, 3.0, 4.0)


def test_a_journey_without_the_figure_is_counted_and_is_no_point() -> None:
    of = found((4, nan, 6))
    assert (of.n, of.missing) == (2, 1)
    assert caveat(of) == "1 without this figure is no point."


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((), "Longest wait: no journey that counts has this figure yet."),
        ((4,), "Longest wait: 4 min on the one journey so far. A trend needs more (n = 1)."),
        ((4, 6, 5, 4, 6, 5, 4), "between 4 min and 6 min. 7 journeys are too few to tell a change"),
        ((4, 6) * 10, "no sign of a change; it varies around 5 min, below "),
    ],
)
def test_the_headline_claims_no_more_than_there_is(values: Sequence[float], words: str) -> None:
    assert words in said(found(values))


def test_among_very_many_a_signal_is_said_to_come_by_chance_too() -> None:
    chance = np.random.default_rng(4)
    with_runs = [not found(chance.normal(9, 1, 128).tolist()).signals.runs for _ in range(60)]
    assert 0.3 < sum(with_runs) / 60 < 0.85
    many = [4.0, 6.0] * 100 + [40.0]
    assert "among so many chance alone brings some such signs (n = 201)" in said(found(many))
    assert "chance" not in said(found([4.0, 6.0] * 10 + [40.0]))


def test_limits_from_few_journeys_are_called_provisional() -> None:
    assert caveat(found((4, 6) * 8)) == "Limits from fewer than 17 journeys are provisional."
    assert caveat(found((4, 6) * 9)) == ""


def test_journeys_of_two_templates_are_never_one_trend(database: Database) -> None:
    answer = answered(database, FigureTable(database), Question())
    assert [(label, n) for _, label, n in answer.templates] == [
        ("Fly as a passenger", 6),
        ("Stay as a guest", 3),
    ]
    assert answer.found.n == 6
    hotel = answered(database, FigureTable(database), Question(filters={"template": "hotel-stay"}))
    assert hotel.found.n == 3
    assert [(value, n) for value, _, n in hotel.relationships] == [("buyer", 3)]


def test_a_mixture_is_refused(database: Database) -> None:
    with pytest.raises(InputError, match="2 relationships"):
        trend_of(columns(database), COLUMN_OF["duration_s"], {})
    Recorder(database, FixedClock(0)).import_records(many(2, template="hotel-stay", seed=9))
    refresh(database)
    with pytest.raises(InputError, match="2 templates"):
        trend_of(columns(database, Filter(relationship="end-user")), COLUMN_OF["duration_s"], {})


def test_a_commitment_stands_at_its_journey(database: Database) -> None:
    ident = str(columns(database).ids[2])
    recorder = Recorder(database, FixedClock(0))
    for number, due in enumerate(("2026-06-01", "")):
        finding = Finding(f"f{number}", number, "Say why the gate is late", owner="ground staff", due=due)
        recorder.save(ident, finding, reason="decided later")
    assert commitments(database) == {ident: ("Say why the gate is late, ground staff, due 2026-06-01",)}
    recorder.keep(Commitment("c1", ident, "f0", "Announce delays", "gate lead", "2026-02-03", "2026-05-01"))
    assert commitments(database) == {}  # now it has a day of its own
    (made,) = taken_on(database, [ident])
    assert (date.fromordinal(made.day), made.text) == (date(2026, 2, 3), "Announce delays, gate lead, due 2026-05-01")
    assert taken_on(database, []) == ()
    answer = answered(database, FigureTable(database), Question(filters={"template": "airline-passenger"}))
    assert answer.found.taken_on == (made,)
    hotel = answered(database, FigureTable(database), Question(filters={"template": "hotel-stay"}))
    assert hotel.found.taken_on == ()
    recorder.drop("c1")
    recorder.remove(ident, "f0", reason="withdrawn")
    assert commitments(database) == {}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Six flights as an end user, three hotel stays as a buyer."""
    database = Database.open(tmp_path)
    recorder = Recorder(database, FixedClock(0))
    recorder.import_records(many(6))
    recorder.import_records(many(3, template="hotel-stay", relationship="buyer"))
    refresh(database)
    yield database
    database.close()
