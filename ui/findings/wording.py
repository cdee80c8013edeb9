"""How the board says things: dates, states, who benefits, and the chain from cause to effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from mysteryshop.analysis.board.found import STATES, Found, Walk
from mysteryshop.clock import local
from mysteryshop.journey import SECOND, Instant
from mysteryshop.vocabulary import BENEFICIARIES, CHANNELS, CONDITIONS, by_id

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TAINTED = "Tainted: on this walk the leader was recognised or favoured"
HELPS = {"customer": "helps the customer", "both": "helps both", "company": "helps the company"}


def day(iso: str) -> str:
    """`14 Nov 2026`; the words themselves where they are no date."""
    try:
        return day_of(date.fromisoformat(iso))
    except ValueError:
        return iso


def day_of(when: date) -> str:
    """`14 Nov 2026`."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def day_at(at: Instant, zone: str) -> str:
    """The day of an instant, at the place."""
    return day_of(local(at, zone).date())


def noon(when: date, zone: str) -> Instant:
    """Noon of that day at the place: when only a day was said."""
    return round(datetime.combine(when, time(12), ZoneInfo(zone)).timestamp()) * SECOND


def title(found: Found) -> str:
    """The finding's title, or a word where it has none yet."""
    return found.finding.title.strip() or "Untitled finding"


def condition(found: Found) -> str:
    """The frontline condition in words; "" where none is named."""
    return by_id(CONDITIONS, found.finding.condition).label if found.finding.condition else ""


def chain(found: Found) -> str:
    """`Tools → Security line → People stop asking`, as much of it as was said."""
    parts = (condition(found), found.touchpoint, found.finding.effect.strip())
    return " \u2192 ".join(part for part in parts if part)


def helps(found: Found) -> str:
    """Whom it helps."""
    beneficiary = found.finding.beneficiary
    return HELPS[by_id(BENEFICIARIES, beneficiary).id] if beneficiary else "nobody said whom it helps"


def state(found: Found) -> str:
    """What became of it, in a word or two."""
    return by_id(STATES, found.state).label


def when_due(found: Found, today: date) -> str:
    """By when, and who owns it."""
    owner = found.owner.strip() or "no owner yet"
    if not found.due:
        return owner
    return f"{'overdue' if found.overdue(today) else 'due'} {day(found.due)} · {owner}"


def labels(walks: Sequence[Walk]) -> list[str]:
    """Each walk's day and place; who walked, where two would be called alike."""
    counts = Counter(w.label for w in walks)
    return [f"{w.label} · {w.leader}" if counts[w.label] > 1 and w.leader else w.label for w in walks]


def channel(ident: str | None) -> str:
    """The channel in words; "" where none was said."""
    return by_id(CHANNELS, ident).label if ident else ""


def told(found: Found, today: date) -> str:
    """The card in words, for those who hear it."""
    severity = f"severity {found.severity}" if found.severity else ""
    proof = "a later walk could prove it" if found.later else ""
    tainted = "tainted walk" if found.walk.tainted else ""
    parts = (title(found), state(found), when_due(found, today), helps(found), chain(found), severity, proof, tainted)
    return ", ".join(part for part in (*parts, found.walk.label) if part)
