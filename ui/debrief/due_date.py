"""A due date: typed as 2026-12-05 or 5 Dec 2026, or chosen as two weeks, a month or a quarter from now."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ..widgets.parts import button, row
from ..widgets.saved_text import SavedLine

EXPECTED = "A date such as 2026-12-05 or 5 Dec 2026"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[. ]\s*(\d{1,2}|[A-Za-z]{3,9})[. ,]\s*(\d{4})")
_QUICK = (("+2 weeks", 0, 14), ("+1 month", 1, 0), ("+1 quarter", 3, 0))


class DueDate(QWidget):
    """`dateKept` carries an ISO date, or "" where the field was emptied."""

    dateKept = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.field = SavedLine(name, "Due date", "2026-12-05")
        self.field.setToolTip(EXPECTED)
        self.field.keeps_on_pause = False
        self.field.setFixedWidth(124)
        self.quick = [
            button(words, "chip", name=f"{name}.{words}", on=partial(self._on_quick, months, days))
            for words, months, days in _QUICK
        ]
        self.setLayout(row(self.field, *self.quick, None, spacing=6))
        self.field.kept.connect(self._on_kept)

    def begin(self, stored: str) -> None:
        """Start on another finding."""
        self.field.draft.begin(stored)
        self.field.mark("")

    def show_date(self, stored: str, quiet: bool) -> None:
        """Follow the record."""
        self.field.draft.show(stored, quiet)
        if not self.field.draft.dirty:
            self.field.judge("")

    def set_locked(self, locked: bool) -> None:
        """Only to be read, or to be filled in."""
        self.field.setReadOnly(locked)
        for each in self.quick:
            each.setEnabled(not locked)

    def _on_kept(self, words: str) -> None:
        wanted = read_date(words)
        self.field.judge("" if wanted is not None else EXPECTED)
        if wanted is None:
            self.field.draft.refused()
        else:
            self.dateKept.emit(wanted)

    def _on_quick(self, months: int, days: int) -> None:
        self.field.set_words(later(date.today(), months, days).isoformat())  # noqa: DTZ011  # the leader's own today
        self.field.draft.flush()


def read_date(words: str) -> str | None:
    """The ISO date; "" where nothing is written, None where it is no date.

    Read are ISO 8601, a date as the app itself writes it (5 Dec 2026), and 5.12.2026. Slashes are not:
    whether 5/12 is in May or in December depends on who writes it.
    """
    text = words.strip()
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return _written_out(text)


def _written_out(text: str) -> str | None:
    """Day, month and year, the month as a number or by its English name, of which three letters are enough."""
    found = _DAY_MONTH_YEAR.fullmatch(text)
    if found is None:
        return None
    day, month, year = found.groups()
    short = month[:3].lower()
    try:
        number = _MONTHS.index(short) + 1 if short.isalpha() else int(month)
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None


def later(day: date, months: int, days: int) -> date:
    """The day so many months and days later; the month's last day where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1])) + timedelta(days=days)
