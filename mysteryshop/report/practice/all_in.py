"""All In: are decisions based on what helps the customer most, and how far apart is the team?"""

from __future__ import annotations

from pathlib import Path

from mysteryshop.analysis.all_in import Choice, session_line
from mysteryshop.analysis.wording import day_text
from mysteryshop.comparison.deciding import Answer
from mysteryshop.journey import Instant
from mysteryshop.practice import Session
from mysteryshop.report.practice.next_steps import of_all_in
from mysteryshop.report.practice.paper import Block, Figure, Paper, Picture, Table, of_all, write_paper
from mysteryshop.report.summary import Summary
from mysteryshop.report.wording import DASH, counted, percent

_MOST = 16  # decisions that are listed
_WHO = {"customer": "customer", "both": "both", "company": "company", None: "not said"}
_LIMITS = (
    "All-In share: decisions and findings that benefit the customer or both, of all that say who benefits. It is what "
    "the leader says of them.",
    "Findings of walks that are unfinished, excluded or tainted stand in no figure.",
    "An answer that names no outcome for the customer is questioned when it is logged, and may stand all the same.",
    "A team's session is what its members answered alone, each once. The median and the ends are shown and no mean; "
    "whose answer is whose is not recorded.",
)


def write_all_in(answer: Answer, target: Path, *, generated_at: Instant | None = None) -> Summary:
    """Write the report of decisions and sessions; KnownError where the file cannot be written."""
    return write_paper(paper(answer), target, generated_at=generated_at)


def paper(answer: Answer) -> Paper:
    """What stands on the pages."""
    found = answer.shares
    figures = [
        Figure(DASH if found.share is None else percent(found.share), "All-In share"),
        Figure(str(found.customer), "for the customer"),
        Figure(str(found.both), "for both"),
        Figure(str(found.company), "for the company", warn=found.company > found.customer),
    ]
    logged = {decision.id for decision in answer.decisions}
    blocks: list[Block] = [
        Picture("Who benefits, quarter by quarter", "all_in", found),
    ]
    revealed = [session for session in answer.sessions if session.revealed]
    if revealed:
        blocks += [Picture("The latest session of the team", "session", revealed[0])]
    blocks.append(_decisions([choice for choice in answer.choices if choice.id in logged]))
    if len(revealed) > 1:
        blocks.append(_sessions(revealed))
    return Paper(
        "ALL IN",
        "Are decisions based on what would help our customers most?",
        answer.headline,
        answer.small,
        f"n = {counted(found.n, 'choice')}",
        tuple(figures),
        tuple(blocks),
        _LIMITS,
        next=of_all_in(answer),
        example=answer.example,
    )


def _decisions(decisions: list[Choice]) -> Table:
    return Table(
        "Decisions, the newest first", ("day", "decided", "different for the customer", "benefits"),
        tuple(
            (day_text(c.day) if c.day else DASH, c.title, c.outcome or "no outcome named", _WHO[c.beneficiary])
            for c in decisions[:_MOST]
        ), ("auto", 1.6, 2.2, "auto"),
        more=of_all(min(len(decisions), _MOST), len(decisions), "in the log"),
        sentence="No decision is logged yet.",
    )  # fmt: skip


def _sessions(sessions: list[Session]) -> Table:
    return Table(
        "Sessions of the leadership team", ("question", "answers"),
        tuple((session.question, session_line(session)) for session in sessions[:_MOST]), (2.4, 1.2),
        more=of_all(min(len(sessions), _MOST), len(sessions), "on the screen"),
    )  # fmt: skip
