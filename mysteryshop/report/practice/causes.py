"""Cause and effect: which condition of the people who serve causes most of what customers suffer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mysteryshop.analysis.board.chains import Chain, chains
from mysteryshop.analysis.board.comparable import comparable
from mysteryshop.analysis.board.found import Board
from mysteryshop.analysis.board.suffering import suffering
from mysteryshop.journey import Instant
from mysteryshop.report.practice.next_steps import of_causes
from mysteryshop.report.practice.paper import Figure, Paper, Picture, Table, of_all, without_names, write_paper
from mysteryshop.report.summary import Summary
from mysteryshop.report.wording import DASH, counted, percent
from mysteryshop.vocabulary import CHAIN_VERDICTS, KINDS, by_id

_MOST = 14  # chains that are listed
_SEVERITIES = by_id(KINDS, "friction").level_labels
_LIMITS = (
    "A chain is what leaders believe lies behind what they felt. It is a hypothesis until later walks support it, and "
    "stays one where nobody has asked the people who serve.",
    "What customers suffer is counted as the sum of the severities (1 cosmetic, 2 minor, 3 major, 4 catastrophe) of "
    "the frictions that findings rest on. A friction counts once for a condition; frictions that no finding names do "
    "not count.",
    "How sure the order is: the journeys are drawn again with replacement 1,000 times, and it is counted how often the "
    "same condition leads. Below 8 journeys nothing is said of other journeys.",
    "Relationships are never taken together, and walks on which the leader was recognised or favoured, or that are not "
    "finalised, are left out: those who walked as most are shown.",
    "Conditions are those of roles and rules. Nobody who serves is named, and nobody is to be blamed for this.",
)


def write_causes(board: Board, target: Path, *, generated_at: Instant | None = None) -> Summary:
    """Write the report of the chains on the board; KnownError where the file cannot be written."""
    return write_paper(paper(board), target, generated_at=generated_at)


def paper(board: Board) -> Paper:
    """What stands on the pages."""
    pool = comparable([f for f in board.found if f.finding.triage != "amplify"])
    found = chains(board, pool.found)
    unnamed = sum(not f.finding.condition for f in pool.found)
    answer = suffering(found, unnamed)
    findings = sum(len(c.found) for c in found)
    figures = tuple(
        Figure(percent(p.share), f"{p.label}: {counted(p.frictions, 'friction')} in {counted(p.journeys, 'journey')}")
        for p in answer.parts[:6]
    )
    shown = tuple(_nameless(c) for c in found)
    return Paper(
        "CAUSE AND EFFECT",
        "Which condition of the people who serve causes most of what customers suffer?",
        answer.headline,
        f"{answer.small} {pool.said}".strip(),
        f"n = {findings:,} finding{'' if findings == 1 else 's'}",
        figures,
        (Picture("From cause to effect", "chains", shown), _table(found)),
        _LIMITS,
        next=of_causes(found, unnamed),
        example=any(f.walk.demo for f in board.found),
    )


def _nameless(chain: Chain) -> Chain:
    """The chain as a picture may show it."""
    found = tuple(replace(f, finding=replace(f.finding, effect=without_names(f.finding.effect))) for f in chain.found)
    return replace(chain, name=without_names(chain.name), found=found)


def _table(found: tuple[Chain, ...]) -> Table:
    rows = tuple(_row(chain) for chain in found[:_MOST])
    return Table(
        "The chains, what was suffered most first",
        ("condition", "touchpoint", "effect on the customer", "later walks", "worst", "findings", "severity, sum"),
        rows,
        ("auto", 1.2, 2.2, 1.0, "auto", "auto", "auto"),
        numbers=2,
        more=of_all(len(rows), len(found), "on the board"),
        sentence="No finding names a condition yet.",
    )


def _row(chain: Chain) -> tuple[str, ...]:
    verdict = by_id(CHAIN_VERDICTS, chain.verdict).label.lower()
    n = {t.id: sum(x.verdict == t.id for x in chain.tests) for t in CHAIN_VERDICTS}
    tested = f"{verdict} ({n['supported']} for, {n['refuted']} against)" if chain.tests else verdict
    place = chain.name or "the whole journey"
    return (
        chain.label, f"{place}\n{chain.template_name}", chain.effects[0] if chain.effects else DASH, tested,
        _SEVERITIES[chain.worst - 1] if chain.worst else DASH,
        str(len(chain.found)), str(chain.severity) if chain.severity else DASH,
    )  # fmt: skip
