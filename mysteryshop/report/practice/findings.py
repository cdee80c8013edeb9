"""Findings and commitments: what is to be done, who was told, and what later walks proved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from mysteryshop.analysis.board.found import STATES, Board, Found
from mysteryshop.analysis.board.latency import Latency, in_days, listening_latency
from mysteryshop.analysis.pooling import said_left_out
from mysteryshop.journey import Instant
from mysteryshop.practice import Commitment
from mysteryshop.report.practice.next_steps import of_findings
from mysteryshop.report.practice.paper import Figure, Paper, Table, of_all, write_paper
from mysteryshop.report.summary import Summary
from mysteryshop.report.wording import DASH, counted, iso_date
from mysteryshop.vocabulary import CONDITIONS, TRIAGES, by_id

_MOST = 10  # rows of a table: two pages hold them all
_LIMITS = (
    "A finding is what one leader saw on one walk. That it is common is for other walks to show.",
    "A commitment counts as kept only where a later walk over the same touchpoint shows it; the leader judges. Nobody "
    "was recognised on such a walk.",
    "Listening latency runs from the end of the walk to the first time somebody was told what came of the finding. "
    "Those not told yet are counted, and are in no median.",
)
_HELPS = {"customer": "customer", "both": "both", "company": "company", None: DASH}


def write_findings(board: Board, target: Path, *, generated_at: Instant | None = None) -> Summary:
    """Write the report of all findings on the board; KnownError where the file cannot be written."""
    return write_paper(paper(board), target, generated_at=generated_at)


def paper(board: Board) -> Paper:
    """What stands on the pages."""
    found, today = board.found, board.today
    latency = listening_latency(found)
    late = [f for f in found if f.overdue(today)]
    judged = [(f, c) for f in found for c in f.commitments if c.state in ("kept", "broken")]
    counting = [(f, c) for f, c in judged if not f.walk.out]
    proposed = [f for f in found if f.later]
    return Paper(
        "FINDINGS AND COMMITMENTS",
        "What did we find, what did we take on, and did it hold?",
        _headline(found, late, counting),
        _small(board),
        f"n = {len(found):,} finding{'' if len(found) == 1 else 's'}",
        _figures(board, latency, late, counting),
        (
            _table("Overdue", late, board, "Nothing is overdue."),
            _table("Walked again since: to be judged", proposed, board, "No later walk waits to be judged."),
            _proofs(judged, board),
            _table("To be corrected next", _next(found, board), board, "Nothing waits to be corrected."),
        ),
        _LIMITS,
        next=of_findings(board),
        example=any(f.walk.demo for f in found),
    )


def _headline(found: Sequence[Found], late: Sequence[Found], judged: Sequence[tuple[Found, Commitment]]) -> str:
    if not found:
        return "Nothing has been found yet"
    kept = sum(c.state == "kept" for _, c in judged)
    proof = f"{kept} of {counted(len(judged), 'commitment')} were kept, as later walks show" if judged else ""
    behind = f"{counted(len(late), 'finding')} {'is' if len(late) == 1 else 'are'} overdue" if late else ""
    if proof and behind:
        return f"{proof}; {behind}"
    return proof or (behind[:1].upper() + behind[1:]) or f"{counted(len(found), 'finding')}, none of them overdue"


def _small(board: Board) -> str:
    if not board.found:
        return "Walk a journey as a customer would: its debrief asks what should be improved, amplified or corrected."
    lanes = Counter(f.lane for f in board.found)
    said = [f"{lanes[t.id]} to {t.id}" for t in TRIAGES]
    if lanes["untriaged"]:
        said.append(f"{lanes['untriaged']} not triaged")
    states = Counter(f.state for f in board.found)
    became = [f"{t.label.lower()} {states[t.id]}" for t in STATES if states[t.id]]
    parts = [f"{', '.join(said)}. What became of them: {', '.join(became) or 'nothing yet'}."]
    if board.excluded:
        parts.append(f"{counted(board.excluded, 'finding')} of excluded journeys stand nowhere.")
    if out := said_left_out([f.walk.out for f in board.found if f.walk.out], "finding"):
        parts.append(f"Of what was kept and how soon people were told: {out[:1].lower()}{out[1:]}")
    return " ".join(parts)


def _figures(
    board: Board, latency: Latency, late: Sequence[Found], judged: Sequence[tuple[Found, Commitment]]
) -> tuple[Figure, ...]:
    open_ = sum(len(f.open_commitments) for f in board.found)
    kept = sum(c.state == "kept" for _, c in judged)
    again = sum(f.rewalk_due(board.today) for f in board.found)
    median = DASH if latency.median_s is None else in_days(latency.median_s)
    return (
        Figure(f"{len(board.found):,}", "findings"),
        Figure(str(open_), "commitments open"),
        Figure(f"{kept} of {len(judged)}" if judged else DASH, "kept, of those that a later walk judged"),
        Figure(str(len(late)), "findings overdue", warn=bool(late)),
        Figure(str(again), "to be walked again by now", warn=bool(again)),
        Figure(median, f"until somebody was told (median, n = {latency.n}); not told yet: {latency.not_told}"),
    )


def _table(title: str, found: Sequence[Found], board: Board, sentence: str) -> Table:
    rows = tuple(_row(f, board) for f in sorted(found, key=lambda f: (f.due or "9999", -f.severity))[:_MOST])
    return Table(
        title, ("finding", "touchpoint and cause", "owner", "helps", "due", "state"), rows,
        (2.1, 1.6, 1.2, "auto", "auto", "auto"), more=of_all(len(rows), len(found), "on the board"),
        sentence=sentence,
    )  # fmt: skip


def _row(found: Found, board: Board) -> tuple[str, ...]:
    finding = found.finding
    condition = by_id(CONDITIONS, finding.condition).label if finding.condition else ""
    where = ": ".join(part for part in (condition, found.touchpoint) if part) or DASH
    title = " ".join(finding.title.split()) or "untitled"
    state = by_id(STATES, found.state).label.lower()
    due = iso_date(found.due) if found.due else DASH
    return (f"{title}\n{found.walk.label}", where, found.owner.strip() or DASH, _HELPS[finding.beneficiary], due, state)


def _proofs(judged: Sequence[tuple[Found, Commitment]], board: Board) -> Table:
    """What was kept and what was not, the newest proof first."""
    walks = {w.id: w for over in board.walks.values() for w in over}
    started = {ident: w.started_at or 0 for ident, w in walks.items()}
    newest = sorted(judged, key=lambda pair: -started.get(pair[1].proof, 0))
    rows = []
    for found, made in newest[:_MOST]:
        proof = walks[made.proof].label if made.proof in walks else DASH
        state = "kept" if made.state == "kept" else "not kept"
        rows.append((made.text.strip() or DASH, found.touchpoint or DASH, made.owner.strip() or DASH, state, proof))
    return Table(
        "What later walks proved", ("commitment", "touchpoint", "owner", "verdict", "proof"), tuple(rows),
        (2.2, 1.1, 1.2, "auto", 1.2), more=of_all(len(rows), len(judged), "on the board"),
        sentence="No commitment has been judged by a later walk yet.",
    )  # fmt: skip


def _next(found: Sequence[Found], board: Board) -> list[Found]:
    """The gravest that are to be corrected, nobody has taken on and are not overdue."""
    waiting = [f for f in found if f.lane == "correct" and f.state in ("open", "told") and not f.overdue(board.today)]
    return sorted(waiting, key=lambda f: -f.severity)[:6]
