"""Decisions and findings as a table, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QObject

from mysteryshop.analysis.all_in import Choice
from mysteryshop.analysis.wording import day_text

from ..widgets.row_table import SearchedRows
from .decision_form import WHO

_HEADS = ("Day", "Decision or finding", "Different for the customer", "Benefits", "Who")


class LogModel(SearchedRows):
    """The choices; searching only leaves some out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([(words, "") for words in _HEADS], _texts, lambda choice: " ".join(_texts(choice)), parent)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Other choices."""
        self.show_rows(choices)

    def choice(self, row: int) -> Choice:
        """The choice of that row."""
        return cast("Choice", self.row(row))

    def tip(self, row: Any) -> str:
        """The whole words, and what Enter does."""
        does = "Enter opens the journey of this finding." if row.journey else "Enter changes this decision."
        out = f"In no figure: its walk is {row.out}." if row.out else ""
        return "\n".join(part for part in (row.title, row.outcome, out, does) if part)


def _texts(choice: Choice) -> tuple[str, ...]:
    who = WHO.get(choice.beneficiary or "", "not said")
    day = day_text(choice.day) if choice.day else "–"
    return day, choice.title, choice.outcome or "–", f"{who}, {choice.out}" if choice.out else who, choice.leader or "–"
