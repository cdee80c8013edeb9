"""What a leadership team answered, each privately: one point a member, from 0 to 10, by who benefits."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from mysteryshop.analysis.all_in import Spread, session_line, spread
from mysteryshop.charts.comparison.panel import panel
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import Sheet, Symbol, points, ticks
from mysteryshop.palette import Palette
from mysteryshop.practice import Reply, Session

NAME = "How far apart we are"
NOTHING = "Nobody has answered yet."
WORDS = {"customer": "the customer benefits", "both": "both benefit", "company": "the company benefits"}


@dataclass(frozen=True, slots=True)
class SessionData:
    """The answers, lowest first."""

    title: str
    replies: tuple[Reply, ...]
    spread: Spread


def prepare(session: Session) -> SessionData:
    """What is drawn; pure, for a worker thread."""
    replies = tuple(sorted(session.replies, key=lambda r: (r.all_in, r.beneficiary)))
    return SessionData(_title(session), replies, spread(replies))


def _title(session: Session) -> str:
    found = spread(session.replies)
    if found.n < 2 or found.low is None or found.high is None:
        return f"{NAME}: {session_line(session)}"
    apart = found.high - found.low
    agreed = len({r.beneficiary for r in session.replies}) == 1
    begin = "All answered alike" if not apart else f"{apart} points apart"
    return f"{begin}, and {'of one mind' if agreed else 'not of one mind'} on who benefits (n = {found.n})"


def empty(data: SessionData) -> bool:
    """Whether nobody has answered."""
    return not data.replies


def height(_data: SessionData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 2.2


def describe(data: SessionData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}"
    said = "; ".join(f"{n} {WORDS[who]}" for who, n in data.spread.beneficiaries if n)
    values = ", ".join(str(value) for value in data.spread.values)
    return f"{data.title}. How far the customer comes first, 0 to 10: {values}; median {data.spread.middle:g}. {said}."


def draw(figure: Figure, data: SessionData, palette: Palette) -> None:
    """Draw the points on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    top, small = sheet.title(data.title), sheet.small
    stacked = max(data.spread.values.count(value) for value in data.spread.values)
    made = panel(
        sheet, top + 2.7 * small, x=[(v - 0.0, str(v)) for v in range(11)], y=[(0.0, ""), (stacked + 0.5, "")],
        x_unit="how far this puts the customer first: 0 not at all, 10 wholly", y_unit="",
    )  # fmt: skip
    looks = {
        "customer": ("o", palette.communication, palette.communication),
        "both": ("D", palette.surface, palette.communication),
        "company": ("s", palette.surface, palette.ink2),
    }
    present = [who for who, n in data.spread.beneficiaries if n]
    key = [Symbol(WORDS[who], looks[who][0], looks[who][1], looks[who][2]) for who in present]
    sheet.key(made.right, top + 0.9 * small, key, made.axes)
    if data.spread.middle is not None and data.spread.n > 1:
        x = made.x(data.spread.middle)
        ticks(made.axes, [((x, made.top), (x, made.bottom))], color=palette.accent, width=1.2, dashed=True)
        sheet.text(x + 4, made.top + small, f"median {data.spread.middle:g}", size=small, color=palette.accent)
    seen: dict[int, int] = {}
    for reply in data.replies:
        seen[reply.all_in] = seen.get(reply.all_in, 0) + 1
        marker, face, edge = looks[reply.beneficiary]
        at = [made.x(reply.all_in)], [made.y(seen[reply.all_in] - 0.5)]
        drawn = points(made.axes, *at, marker=marker, sizes=9.0, face=face, edge=edge, width=1.4)
        attach(drawn, [Mark(f"{reply.all_in} of 10 · {WORDS[reply.beneficiary]}\n{clean(reply.outcome)}")])
