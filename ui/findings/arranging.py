"""What the board shows of all findings: worked out on the reader, because thousands take longer than a frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from mysteryshop.analysis.board.found import STATES, UNTRIAGED, Board, Found, Wanted, chosen
from mysteryshop.analysis.board.latency import in_days, listening_latency
from mysteryshop.analysis.pooling import said_left_out
from mysteryshop.vocabulary import RELATIONSHIPS, TRIAGES, by_id

Choice: TypeAlias = tuple[str, str, int]  # value, label, findings
LANES = (UNTRIAGED, *(t.id for t in TRIAGES))
FIELDS: tuple[tuple[str, Callable[[Found], str]], ...] = (
    ("template", lambda f: f.walk.template),
    ("relationship", lambda f: f.walk.relationship),
    ("leader", lambda f: f.walk.leader),
    ("owner", lambda f: f.owner),
    ("state", lambda f: f.state),
)


@dataclass(frozen=True, slots=True)
class Lane:
    """The findings of a lane in their order, and how many of them are overdue."""

    found: tuple[Found, ...]
    late: int


@dataclass(frozen=True, slots=True)
class Arranged:
    """A board as it is shown: `found` are those that fit, the others belong to the whole board."""

    board: Board
    wanted: Wanted
    found: tuple[Found, ...]
    lanes: Mapping[str, Lane]
    choices: Mapping[str, tuple[Choice, ...]]
    late: int
    summary: str


def arranged(board: Board, wanted: Wanted) -> Arranged:
    """Everything that the screen says of the findings that fit."""
    found = chosen(board, wanted)
    lanes = {lane: _lane(board, [f for f in found if f.lane == lane]) for lane in LANES}
    choices = {name: _choices(name, board, of) for name, of in FIELDS}
    late = sum(f.overdue(board.today) or f.rewalk_due(board.today) for f in board.found)
    return Arranged(board, wanted, found, lanes, choices, late, _summary(board) if board.found else "")


def _lane(board: Board, found: list[Found]) -> Lane:
    """What is overdue first, then what waits to be judged, then the gravest, then the newest."""
    late = {f.key for f in found if f.overdue(board.today)}
    found.sort(key=lambda f: (f.key not in late, not f.later, f.state == "kept", -f.severity))
    return Lane(tuple(found), len(late))


def _choices(name: str, board: Board, of: Callable[[Found], str]) -> tuple[Choice, ...]:
    """What a filter can be, with how many findings of the whole board each has."""
    counts = Counter(value for f in board.found if (value := of(f)))
    if name == "state":
        return tuple((t.id, t.label, counts[t.id]) for t in STATES if counts[t.id])
    if name == "relationship":
        return tuple((v, by_id(RELATIONSHIPS, v).label, n) for v, n in counts.most_common())
    names = {f.walk.template: f.walk.template_name for f in board.found} if name == "template" else {}
    return tuple((value, names.get(value, value), n) for value, n in counts.most_common())


def _summary(board: Board) -> str:
    """How many there are, what is late, how long people waited to hear, and what is left out."""
    n = len(board.found)
    late = sum(f.overdue(board.today) for f in board.found)
    again = sum(f.rewalk_due(board.today) for f in board.found)
    latency = listening_latency(board.found)
    proofs = sum(bool(f.later) for f in board.found)
    said = [f"{n:,} finding{'' if n == 1 else 's'}", f"{late:,} overdue", f"{again:,} to be walked again"]
    if proofs:
        said.append(f"{proofs:,} walked again since, to be judged")
    told = f"not told yet: {latency.not_told:,}"
    if latency.median_s is None:
        said.append(told)
    else:
        said.append(f"listening latency {in_days(latency.median_s)} (median, n = {latency.n:,}; {told})")
    if out := [f.walk.out for f in board.found if f.walk.out]:
        said.append(f"not in the latency: {said_left_out(out, 'finding').removeprefix('Left out: ').rstrip('.')}")
    if board.excluded:
        said.append(f"{board.excluded:,} of excluded journeys left out")
    return " · ".join(said)
