"""Numbers and times as a reader expects them."""

from __future__ import annotations

import pytest

from mysteryshop.analysis import wording as analysis_wording
from mysteryshop.charts import wording as charts_wording
from mysteryshop.charts.comparison import two
from mysteryshop.report import wording
from tests.report.journeys import at


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, "–"),
        (0, "0 min"),
        (45, "45 s"),
        (60, "1 min"),
        (5400, "90 min"),
        (11460, "3 h 11 min"),
        (187200, "2 d 4 h"),
        (-120, "−2 min"),
    ],
)
def test_durations(seconds: float | None, said: str) -> None:
    assert wording.duration(seconds) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (12840, ("3:34", "hours")),
        (3600, ("1:00", "hours")),
        (2520, ("42", "minutes")),
        (60, ("1", "minute")),
        (0, ("0", "seconds")),
        (12.5 * 86400, ("12.5", "days")),
    ],
)
def test_lengths_of_journeys(seconds: float, said: tuple[str, str]) -> None:
    assert wording.hours(seconds) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "–"), (0.5607, "0.56"), (3.24, "3.2"), (12.34, "12"), (0.0, "0"), (2.0, "2"), (-0.5, "−0.5")],
)
def test_decimals_have_no_idle_digits(value: float | None, said: str) -> None:
    assert wording.decimal(value) == said


def test_shares_and_signs() -> None:
    assert wording.percent(0.384) == "38\N{NO-BREAK SPACE}%"
    assert wording.percent(None) == "–"
    shares = (0.0, 0.004, 0.996, 1.0)  # "0 % waiting, all of it unexplained" would contradict itself
    assert [wording.percent(s).split("\N{NO-BREAK SPACE}")[0] for s in shares] == ["0", "1", "99", "100"]
    assert [wording.signed(v) for v in (2, 0, -1, -1.5, None)] == ["+2", "0", "−1", "−1.5", "–"]


def test_moment_numbers_are_joined_where_they_run() -> None:
    assert wording.numbers([15, 9, 13, 14]) == "moments 9, 13–15"
    assert wording.numbers([4]) == "moment 4"
    assert wording.numbers([4, 5]) == "moments 4, 5"
    assert wording.numbers([1, 2, 3]) == "moments 1–3"
    assert wording.numbers([]) == ""


def test_times_are_those_of_the_journeys_zone() -> None:
    assert wording.time(at("10:22:08"), "Europe/Lisbon") == "10:22"
    assert wording.time(at("10:22:08"), "Europe/Oslo", seconds=True) == "11:22:08"
    assert wording.date(at("10:22"), "Europe/Lisbon") == "14 Nov 2026"


@pytest.mark.parametrize(
    ("iso", "said"), [("2027-01-31", "31 Jan 2027"), ("soon", "soon"), ("2027-13-01", "2027-13-01"), ("", "")]
)
def test_due_dates(iso: str, said: str) -> None:
    assert wording.iso_date(iso) == said


def test_large_counts_are_written_alike_everywhere() -> None:
    assert wording.counted(12_500, "journey") == "12,500 journeys"
    assert wording.counted(0, "moment") == "no moments"
    assert analysis_wording.counted(12_500, "journey") == "12,500 journeys"
    assert charts_wording.counted(1_200, "friction") == "1,200 frictions"
    assert two.named("2026", 1_472) == "2026, n = 1,472"
