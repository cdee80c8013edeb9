"""Decisions and findings with who benefits, and the team's sessions: all that All In shows; on the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from mysteryshop.analysis.all_in import Choice, Shares, headline, shares
from mysteryshop.analysis.pooling import left_out, said_left_out
from mysteryshop.analysis.wording import counted, percent
from mysteryshop.journey import SECOND, Finding
from mysteryshop.practice import Decision, Session
from mysteryshop.store.across import Across
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries

from .example import is_example


@dataclass(frozen=True, eq=False)
class Answer:
    """All that the screen shows; choices newest first, with those that count in no figure."""

    choices: tuple[Choice, ...]
    decisions: tuple[Decision, ...]
    shares: Shares
    sessions: tuple[Session, ...]
    headline: str
    small: str
    example: bool = False


def answered(database: Database, leader: str = "") -> Answer:
    """The choices of one leader, or of all. Findings of walks that do not count (METRICS.md) stand in the log only."""
    queries = Queries(database)
    practice = queries.practice()
    found = [_finding(each) for each in queries.across(Finding)]
    every = sorted((*map(_decision, practice.decisions), *found), key=lambda c: -c.day)
    kept = tuple(each for each in every if leader in ("", each.leader))
    counted_up = shares(kept)
    sessions = tuple(sorted(practice.sessions, key=lambda s: -s.at))
    return Answer(
        kept, practice.decisions, counted_up, sessions, headline(counted_up),
        _small(counted_up, [each.out for each in kept if each.out]), is_example(database),
    )  # fmt: skip


def _decision(decision: Decision) -> Choice:
    day = datetime.fromtimestamp(decision.at / SECOND, UTC).toordinal()
    return Choice(decision.id, day, decision.title, decision.beneficiary, decision.outcome, decision.leader)


def _finding(each: Across) -> Choice:
    finding: Finding = each.item
    journey = each.journey
    at = journey.ended_at or journey.started_at
    day = datetime.fromtimestamp(at / SECOND, ZoneInfo(journey.zone)).toordinal() if at is not None else 0
    return Choice(
        finding.id, day, finding.title or finding.text, finding.beneficiary, finding.effect, journey.leader,
        journey.id, journey.state, left_out(journey.state, tainted=journey.tainted) or "",
    )  # fmt: skip


def _small(found: Shares, out: list[str]) -> str:
    parts = []
    if found.share is not None:
        sure = found.interval
        interval = f", 95 % interval {percent(sure.low)} to {percent(sure.high)}" if sure is not None else ""
        parts.append(f"All-In share {percent(found.share)}, n = {found.n}{interval}.")
    if found.undecided:
        parts.append(
            f"{counted(found.undecided, 'finding')} {'says' if found.undecided == 1 else 'say'} not who benefits."
        )
    if out:
        parts.append(said_left_out(out, "finding"))
    return " ".join(parts)
