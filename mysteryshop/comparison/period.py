"""A period as a view names it: `2026`, `this year`, `last 12 months`, or `2026-03-01..2026-09-30` with an open end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta

from mysteryshop.analysis.wording import day_text

Span = tuple[date | None, date | None]  # both days included
PRESETS: Mapping[str, Callable[[date], Span]] = {
    "this year": lambda today: (date(today.year, 1, 1), date(today.year, 12, 31)),
    "last year": lambda today: (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    "last 12 months": lambda today: (_year_before(today) + timedelta(days=1), today),
    "last 90 days": lambda today: (today - timedelta(days=89), today),
}
_BETWEEN = ".."


def span(period: str, today: date) -> Span:
    """The first and the last day; None is an open end. What is no period asks for nothing."""
    if period in PRESETS:
        return PRESETS[period](today)
    if period.isdigit() and 1 <= int(period) <= 9999:
        return date(int(period), 1, 1), date(int(period), 12, 31)
    first, _, last = period.partition(_BETWEEN)
    return _day(first), _day(last) if _BETWEEN in period else None


def between(since: date | None, until: date | None) -> str:
    """The period from one day to the other."""
    return f"{since or ''}{_BETWEEN}{until or ''}"


def told(period: str) -> str:
    """`this year`, `2026`, `1 Mar 2026 to 30 Sep 2026`, `since 1 Mar 2026`."""
    if _BETWEEN not in period:
        return period
    since, until = span(period, date.min)
    if since and until:
        return f"{day_text(since.toordinal())} to {day_text(until.toordinal())}"
    if since:
        return f"since {day_text(since.toordinal())}"
    return f"until {day_text(until.toordinal())}" if until else "any"


def _day(words: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(words)
    return None


def _year_before(today: date) -> date:
    with suppress(ValueError):
        return today.replace(year=today.year - 1)
    return date(today.year - 1, 2, 28)  # a year before 29 February
