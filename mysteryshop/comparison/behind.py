"""The moments behind a mark of a comparison, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mysteryshop.analysis.sides import Behind
from mysteryshop.charts.durations import spoken
from mysteryshop.charts.wording import feeling
from mysteryshop.comparison.laying_out import labelled
from mysteryshop.figures import Figures
from mysteryshop.journey import SECOND
from mysteryshop.store import behind as stored
from mysteryshop.store.database import Database
from mysteryshop.vocabulary import CATEGORIES, KINDS

MOST = 200  # moments that are listed
_KINDS = {term.code: term for term in KINDS}
_CATEGORIES = {term.code: term.id for term in CATEGORIES}


@dataclass(frozen=True, slots=True)
class MomentLine:
    """One moment: its journey, when in it, where, what kind and what was said of it."""

    journey: str
    state: str
    moment: str
    kind: str
    head: str  # the journey in words
    words: str


@dataclass(frozen=True, slots=True)
class Moments:
    """The moments of a mark; `n` of them in `journeys` journeys, of which the first are listed."""

    title: str
    n: int
    journeys: int
    lines: tuple[MomentLine, ...]


def moments_behind(database: Database, of: Figures, journeys: Sequence[str], behind: Behind) -> Moments:
    """The moments that a mark stands for, in the table's journeys."""
    n, rows = stored.moments(database, journeys, behind.kinds, behind.place, behind.category, MOST)
    said = [dict(zip(stored.FIELDS, row, strict=True)) for row in rows]
    lines = tuple(_line(of, each) for each in said if each["journey"] in of.position)
    return Moments(behind.words, n, len(journeys), lines)


def _line(of: Figures, said: dict[str, object]) -> MomentLine:
    at = of.position[str(said["journey"])]
    kind = _KINDS[int(str(said["kind"]))]
    when = f"after {spoken(max(0, (int(str(said['observed_at'])) - int(of['started_at'][at])) / SECOND))}"
    parts = [when, str(said["name"]), _what(kind, said), _CATEGORIES.get(said["category"], "")]  # type: ignore[call-overload]
    words = " · ".join(part for part in parts if part)
    text = str(said["text"])
    return MomentLine(
        str(said["journey"]), str(of["state"][at]), str(said["id"]), kind.id, labelled(of, at),
        f"{words}: {text}" if text else words,
    )  # fmt: skip


def _what(kind: object, said: dict[str, object]) -> str:
    from mysteryshop.vocabulary import KindTerm

    assert isinstance(kind, KindTerm)
    level = said["level"]
    if kind.id == "wait" and said["resolved_at"] is not None:
        return f"Wait of {spoken((int(str(said['resolved_at'])) - int(str(said['observed_at']))) / SECOND)}"
    if not isinstance(level, int) or level not in kind.levels:
        return kind.label
    word = kind.level_labels[kind.levels.index(level)]
    return f"{kind.label} {feeling(level)} {word}" if kind.id == "feeling" else f"{kind.label}: {word}"
