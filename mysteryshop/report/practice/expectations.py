"""Expectations: how sure, how right, and where reality was worse than believed."""

from __future__ import annotations

from pathlib import Path

from mysteryshop.analysis.beliefs import Belief, Insulation
from mysteryshop.comparison.believing import Answer
from mysteryshop.journey import Instant
from mysteryshop.report.practice.next_steps import of_expectations
from mysteryshop.report.practice.paper import Figure, Paper, Picture, Table, of_all, write_paper
from mysteryshop.report.summary import Summary
from mysteryshop.report.wording import DASH, counted, percent
from mysteryshop.vocabulary import RELATIONSHIPS, by_id

_MOST = 14  # rows of a table
_LIMITS = (
    "A belief that was confirmed counts as right, a mixed one as half. The Brier score is the mean square of "
    "confidence less outcome: 0 is perfect, 0.25 is guessing (Brier 1950).",
    "Worse than believed: a belief refuted, a wait longer, fewer communications or a lower feeling than was expected "
    "of a touchpoint. Several of them can be of one walk. Intervals are Wilson's, from 8 on; below that the counts "
    "stand for themselves.",
    "First comes where it is clearest, not where the share is highest: the order is that of the lower end of Wilson's "
    "interval, so three of three say less than forty of fifty. Kinds of customer are never taken together there.",
    "Walks that are unfinished, excluded or tainted count nowhere. Beliefs are those that leaders wrote down: what "
    "nobody thought of is in no figure.",
)


def write_expectations(answer: Answer, target: Path, *, generated_at: Instant | None = None) -> Summary:
    """Write the report of all beliefs; KnownError where the file cannot be written."""
    return write_paper(paper(answer), target, generated_at=generated_at)


def paper(answer: Answer) -> Paper:
    """What stands on the pages."""
    found = answer.calibration
    refuted = [b for b in answer.beliefs if b.judged and b.verdict == "refuted"]
    judged = found.n + found.unsure
    figures = [Figure(f"{judged:,}", "beliefs judged")] if judged else []
    if found.right is not None and found.confidence is not None and found.brier is not None:
        over = found.confidence - found.right
        figures += [
            Figure(percent(found.confidence), "sure, on average"),
            Figure(percent(found.right), "right", warn=over > 0.1),
            Figure(f"{found.brier:.2f}", "Brier score: 0 is perfect, 0.25 is guessing", warn=found.brier > 0.25),
        ]
    return Paper(
        "EXPECTATIONS",
        "What we believed before we walked, and what was so",
        answer.headline,
        answer.small,
        f"n = {counted(found.n, 'judged belief')}",
        tuple(figures),
        (
            Picture("How sure, how right", "calibration", found, 0.8),
            Picture("Where reality was worse than believed", "insulation", (answer.touchpoints, "touchpoint"), 0.9),
            _table("Worse than believed, by topic", answer.topics),
            _beliefs(refuted),
        ),
        _LIMITS,
        next=of_expectations(answer),
        example=answer.example,
    )


def _table(title: str, rows: tuple[Insulation, ...]) -> Table:
    return Table(
        title, ("topic", "walked as", "worse than believed", "of", "walks", "share", "95 % interval"),
        tuple(_row(row) for row in rows[:_MOST]), (2.0, 1.0, "auto", "auto", "auto", "auto", "auto"), numbers=5,
        more=of_all(min(len(rows), _MOST), len(rows), "on the screen"),
        sentence="No belief has been judged and linked to its evidence yet.",
    )  # fmt: skip


def _row(row: Insulation) -> tuple[str, ...]:
    sure = row.interval
    interval = f"{percent(sure.low)} to {percent(sure.high)}" if sure is not None else DASH
    walked_as = by_id(RELATIONSHIPS, row.relationship).label.lower() if row.relationship else DASH
    return row.name, walked_as, f"{row.worse:g}", str(row.n), str(row.walks), percent(row.share), interval


def _beliefs(refuted: list[Belief]) -> Table:
    shown = sorted(refuted, key=lambda b: (-(b.confidence or 0.0), -b.day))[:_MOST]
    return Table(
        "Refuted, what we were surest of first", ("we believed", "sure", "walk", "what the walk said"),
        tuple((b.text, _sure(b), b.label, b.note or DASH) for b in shown),
        (2.2, "auto", 1.3, 1.8), more=of_all(len(shown), len(refuted), "in the ledger"),
        sentence="Nothing was refuted.",
    )  # fmt: skip


def _sure(belief: Belief) -> str:
    return DASH if belief.confidence is None else percent(belief.confidence)
