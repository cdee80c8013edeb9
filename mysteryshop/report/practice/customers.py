"""Customers and listening: who should be listened to, who is, whom nobody has walked as, and what feeds what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mysteryshop.analysis.listening import Share
from mysteryshop.comparison.customers import Answer
from mysteryshop.journey import Instant
from mysteryshop.report.practice.next_steps import of_customers
from mysteryshop.report.practice.paper import Figure, Paper, Picture, Table, of_all, without_names, write_paper
from mysteryshop.report.summary import Summary
from mysteryshop.report.wording import DASH, counted, percent
from mysteryshop.vocabulary import RELATIONSHIPS, by_id

_MOST = 14  # parties that are listed
_LIMITS = (
    "Listening share: minutes listened to a party of all minutes listened, as logged by hand and tallied on walks. "
    "What nobody logged is in no figure, nor are walks that are unfinished, excluded or tainted.",
    "The should-be shares are the leader's own. They are never averaged over relationships, and no party's figure "
    "stands for another's.",
    "That an internal walk feeds an external touchpoint is what the leader says. Both ends stand side by side; that "
    "one causes the other is not shown by this.",
)


def write_customers(answer: Answer, target: Path, *, generated_at: Instant | None = None) -> Summary:
    """Write the report of customers and listening; KnownError where the file cannot be written."""
    return write_paper(paper(answer), target, generated_at=generated_at)


def paper(answer: Answer) -> Paper:
    """What stands on the pages."""
    n = len(answer.heard)
    shown = tuple(replace(share, name=without_names(share.name)) for share in answer.shares)
    listened, talked = sum(h.listened_s for h in answer.heard), sum(h.talked_s for h in answer.heard)
    figures = (
        Figure(str(len(answer.parties)), "parties named"),
        Figure(f"{round(listened / 60):,} min", "listened"),
        Figure(f"{round(talked / 60):,} min", "talked", warn=talked > listened),
        Figure(str(len(answer.coverage.never)), "kinds of customer never walked as", warn=bool(answer.coverage.never)),
    )
    return Paper(
        "CUSTOMERS AND LISTENING",
        "To whom should we be dedicating most of our listening time?",
        answer.headline,
        answer.small,
        f"n = {counted(n, 'conversation')}",
        figures,
        (
            Picture("Listening, should be and is", "listening", (without_names(answer.told), shown), 0.9),
            _parties(answer.shares),
            Picture("Whom we have walked as", "coverage", answer.coverage),
            Picture("What feeds what", "feeds", answer.feeds),
        ),
        _LIMITS,
        next=of_customers(replace(answer, shares=shown)),
        example=answer.example,
    )


def _parties(shares: tuple[Share, ...]) -> Table:
    named = [share for share in shares if share.party is not None]
    return Table(
        "Everyone is different", ("party", "relationship", "how they like to work", "should be", "is", "n"),
        tuple(_row(share) for share in named[:_MOST]), (1.4, "auto", 2.2, "auto", "auto", "auto"), numbers=3,
        more=of_all(min(len(named), _MOST), len(named), "on the screen"), sentence="No party is named yet.",
    )  # fmt: skip


def _row(share: Share) -> tuple[str, ...]:
    party = share.party
    assert party is not None  # only parties are listed
    return (
        share.name, by_id(RELATIONSHIPS, party.relationship).label, party.preferences or DASH,
        DASH if share.should_be is None else percent(share.should_be),
        DASH if share.actual is None else percent(share.actual), str(share.n),
    )  # fmt: skip
