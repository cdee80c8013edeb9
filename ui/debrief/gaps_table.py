"""Touchpoints against what was expected of them: shown, not judged; the figures speak."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from mysteryshop.analysis.evidence import TouchpointGap

from ..theme import tabular
from ..widgets.long_words import breakable
from ..widgets.parts import label
from ..widgets.wording import signed

_HEADS = ("Touchpoint", "Waiting", "Told, times", "Feeling")


def gaps_card(gaps: Sequence[TouchpointGap]) -> QFrame:
    """A card with one line a touchpoint: experienced, and behind it what was expected."""
    card = QFrame()
    card.setObjectName("touchpointGaps")
    card.setProperty("role", "card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(20, 16, 20, 16)
    inside.addWidget(label("Touchpoints: what I found, against what I expected", "overline"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(6)
    for place, share in enumerate((3, 2, 2, 2)):
        grid.setColumnStretch(place, share)
    for place, head in enumerate(_HEADS):
        grid.addWidget(label(head, "small", wrap=True), 0, place)
    for line, gap in enumerate(gaps, 1):
        for place, cell in enumerate(_cells(gap)):
            grid.addWidget(cell, line, place, Qt.AlignmentFlag.AlignVCenter)
    inside.addLayout(grid)
    return card


def _cells(gap: TouchpointGap) -> tuple[QLabel, ...]:
    name = label(breakable(gap.name if gap.visited else f"{gap.name} (not walked)"), wrap=True)
    wait = _against(_minutes(gap.wait_s), _minutes(gap.wait_expected_s), _longer(gap.wait_s, gap.wait_expected_s, 30))
    told = _against(
        _number(gap.contacts), _number(gap.contacts_expected), _longer(gap.contacts_expected, gap.contacts, 0)
    )
    felt = _against(
        _feeling(gap.feeling), _feeling(gap.feeling_expected), _longer(gap.feeling_expected, gap.feeling, 0.25)
    )
    return name, wait, told, felt


def _against(found: str, expected: str, worse: bool) -> QLabel:
    words = "" if expected == "–" and found == "–" else found if expected == "–" else f"{found} / {expected} expected"
    result = label(words, "warning" if worse else "", wrap=True)
    result.setFont(tabular(result.font()))
    result.setAccessibleName(f"{words}, worse than expected" if worse else words)
    return result


def _longer(more: float | None, less: float | None, by: float) -> bool:
    return more is not None and less is not None and more - less > by


def _minutes(seconds: float | None) -> str:
    return "–" if seconds is None else f"{round(seconds / 60)} min"


def _number(count: int | None) -> str:
    return "–" if count is None else str(count)


def _feeling(level: float | None) -> str:
    if level is None:
        return "–"
    return signed(int(level)) if float(level).is_integer() else f"{level:+.1f}".replace("-", "−")
