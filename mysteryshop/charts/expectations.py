"""Expectation against reality: what was expected of each touchpoint, and what became of the assumptions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mysteryshop.analysis.measures import experienced
from mysteryshop.analysis.timeline import Timeline
from mysteryshop.charts.assumptions import Assumption, draw_assumptions
from mysteryshop.charts.durations import Unit, beside, count_ticks, spoken, unit_for, unit_ticks
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.rows import AXIS, SHORTEST, Rows, Scale
from mysteryshop.charts.sheet import MARGIN, Sheet, Symbol, points, ticks
from mysteryshop.charts.wording import counted, feeling, percent, sentence
from mysteryshop.journey import Expectation, Record
from mysteryshop.palette import Palette

NAME = "Expectation against reality"
NOTHING = "No expectations written: they are asked for before the walk, and judged after it"
_NOTABLE_S = 60.0  # a gap in waiting that is worth a title


@dataclass(frozen=True, slots=True)
class Pair:
    """What was expected and what was experienced of one thing; None where that is unknown."""

    expected: float | None
    experienced: float | None


@dataclass(frozen=True, slots=True)
class ExpectationRow:
    """One touchpoint of which something was expected."""

    name: str
    wait: Pair  # seconds
    contacts: Pair
    feeling: Pair  # -2 to +2
    mark: Mark


@dataclass(frozen=True, slots=True)
class ExpectationsData:
    """All expectations of one journey."""

    title: str
    rows: tuple[ExpectationRow, ...]
    assumptions: tuple[Assumption, ...]


def prepare(record: Record) -> ExpectationsData:
    """Expectations beside what was experienced; pure, for a worker thread."""
    line = Timeline(record)
    rows = tuple(_row(record, line, e) for e in record.expectations if not e.is_assumption)
    assumptions = tuple(_assumption(e) for e in record.expectations if e.is_assumption)
    return ExpectationsData(_title(rows, assumptions), rows, assumptions)


def _row(record: Record, line: Timeline, expectation: Expectation) -> ExpectationRow:
    visits = [v for v in line.visits if v.touchpoint == expectation.touchpoint]
    touchpoint = record.template.touchpoint(expectation.touchpoint or "")
    name = clean(touchpoint.name if touchpoint else expectation.touchpoint or "")
    found = experienced(line, visits)
    wait = Pair(expectation.wait_s, found["wait_s"])
    contacts = Pair(expectation.contacts, found["contacts"])
    felt = Pair(expectation.feeling, found["emotion"])
    facts = [name]
    for label, pair, write in (("wait", wait, spoken), ("contacts", contacts, _whole), ("feeling", felt, feeling)):
        if pair.expected is not None or pair.experienced is not None:
            facts.append(
                f"{label}: expected {_or_dash(pair.expected, write)}, experienced {_or_dash(pair.experienced, write)}"
            )
    inside = {v.id for v in visits}
    mark = Mark("\n".join(facts), tuple(m.id for m in record.moments if m.visit in inside))
    return ExpectationRow(name, wait, contacts, felt, mark)


def _assumption(expectation: Expectation) -> Assumption:
    text, verdict = clean(expectation.text), expectation.verdict or "untested"
    sure = f"{percent(expectation.confidence)} sure" if expectation.confidence is not None else "no confidence given"
    note = clean(expectation.note)
    words = "\n".join(part for part in (f"{text} · {sure} · {verdict}", note) if part)
    return Assumption(text, expectation.confidence, verdict, note, Mark(words, expectation.evidence))


def _whole(value: float) -> str:
    return f"{value:.0f}"


def _or_dash(value: float | None, write: Callable[[float], str]) -> str:
    return "\u2013" if value is None else write(value)


def _title(rows: Sequence[ExpectationRow], assumptions: Sequence[Assumption]) -> str:
    parts = []
    judged = [a for a in assumptions if a.verdict != "untested"]
    if judged:
        refuted = sum(a.verdict == "refuted" for a in judged)
        parts.append(f"{refuted or 'None'} of {counted(len(judged), 'judged assumption')} refuted")
    elif assumptions:
        parts.append(f"{counted(len(assumptions), 'assumption')}, none judged yet")
    gaps = [(_gap(r.wait), r) for r in rows if _gap(r.wait) is not None]
    worst = max(gaps, key=lambda pair: pair[0] or 0.0, default=None)
    if worst is not None and worst[0] is not None and abs(worst[0]) >= _NOTABLE_S:
        way = "more" if worst[0] > 0 else "less"
        parts.append(f"{spoken(abs(worst[0]))} {way} waiting than expected at {worst[1].name}")
    elif rows:
        parts.append(f"expectations of {counted(len(rows), 'touchpoint')} beside what came")
    return "; ".join(parts)


def _gap(pair: Pair) -> float | None:
    return None if pair.expected is None or pair.experienced is None else pair.experienced - pair.expected


def empty(data: ExpectationsData) -> bool:
    """Whether nothing was expected in writing."""
    return not data.rows and not data.assumptions


def height(data: ExpectationsData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    rows = 0.75 + 0.25 * len(data.rows) if data.rows else 0.0
    return 0.6 + rows + (0.3 + 0.37 * len(data.assumptions) if data.assumptions else 0.0)


def describe(data: ExpectationsData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}."
    marks = [*(row.mark for row in data.rows), *(assumption.mark for assumption in data.assumptions)]
    return " ".join(sentence(text) for text in (data.title, *(mark.text for mark in marks)))


def draw(figure: Figure, data: ExpectationsData, palette: Palette) -> None:
    """Draw expectations and assumptions on the figure, which is cleared; nothing outside it is touched."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    axes = sheet.whole()
    top = sheet.title(data.title)
    fixed = (1.9 + AXIS if data.rows else 0.0) + (2.4 if data.assumptions else 0.0)
    room = max(0.0, sheet.height - top - MARGIN - fixed * sheet.body)
    shares = _shares(len(data.rows), len(data.assumptions), int(room / (SHORTEST * sheet.body)))
    each = room / max(1, sum(shares))
    if data.rows:
        top += 1.9 * sheet.body
        rows = Rows(sheet, [r.name for r in data.rows[: shares[0]]], top, top + each * shares[0])
        _Gaps(sheet, axes, rows, data.rows[: shares[0]], len(data.rows)).draw()
        top = rows.bottom + AXIS * sheet.body
    if data.assumptions:
        draw_assumptions(sheet, axes, data.assumptions, shares[1], top, each)


def _shares(rows: int, assumptions: int, most: int) -> tuple[int, int]:
    """How many rows and assumptions are shown where only `most` fit together; each keeps at least half its part."""
    if rows + assumptions <= most:
        return rows, assumptions
    kept = min(assumptions, max(most // 2, most - rows))
    return min(rows, most - kept), kept


class _Gaps:
    """Three small multiples over the same rows: wait, contacts, feeling."""

    def __init__(self, sheet: Sheet, axes: Axes, rows: Rows, shown: Sequence[ExpectationRow], n: int) -> None:
        self.sheet, self.axes, self.rows, self.shown, self.n = sheet, axes, rows, shown, n
        self.palette = sheet.palette

    def draw(self) -> None:
        sheet, left, right = self.sheet, self.rows.left, self.sheet.width - MARGIN
        self.rows.draw()
        waits = [v for row in self.shown for v in (row.wait.expected, row.wait.experienced) if v is not None]
        unit = unit_for(max(waits, default=60.0))
        inset = max([30.0, *(sheet.letters.width(beside(v, unit), sheet.small) + 12 for v in waits)])
        wide, gap = (right - left) / 3, 14.0
        edges = [(left + i * wide + (gap if i else 4), left + (i + 1) * wide - (0 if i < 2 else 4)) for i in range(3)]
        places = [(a + room, b - room) for (a, b), room in zip(edges, (inset, 30.0, 30.0), strict=True)]
        self._waits(Scale(*places[0], 0.0, max(waits, default=60.0) or 60.0), unit)
        contacts = [r.contacts for r in self.shown]
        most = max((v for p in contacts for v in (p.expected, p.experienced) if v is not None), default=1.0) or 1.0
        marks = [(float(v), str(v)) for v in count_ticks(most, 4)]
        self._panel(Scale(*places[1], 0.0, most), contacts, _whole, marks, "contacts, times told")
        levels = [(float(v), feeling(v)) for v in range(-2, 3)]
        self._panel(
            Scale(*places[2], -2.0, 2.0),
            [r.feeling for r in self.shown],
            feeling,
            levels,
            f"feeling, {feeling(-2)} to +2",
        )
        y = self.rows.top - 0.75 * sheet.body
        expected = Symbol("expected", "o", self.palette.surface, self.palette.promise, size=7.5)
        found = Symbol("experienced", "o", self.palette.communication, self.palette.communication, size=5.5)
        sheet.key(right, y, [found, expected], self.axes)
        hidden = f"; {self.n - len(self.shown)} not shown" if self.n > len(self.shown) else ""
        sheet.text(MARGIN, y, f"n = {counted(self.n, 'touchpoint')}{hidden}", size=sheet.small, color=self.palette.ink2)

    def _waits(self, scale: Scale, unit: Unit) -> None:
        ticked = unit_ticks(scale.high, unit, 4)
        self._panel(scale, [r.wait for r in self.shown], lambda s: beside(s, unit), ticked, f"wait, {unit.name}")

    def _panel(
        self, scale: Scale, pairs: Sequence[Pair], write: Callable[[float], str],
        marks: list[tuple[float, str]], unit: str,
    ) -> None:  # fmt: skip
        """One dumbbell a row: expected hollow, experienced filled, each with its figure on the outer side."""
        self.rows.axis(scale, marks, unit)
        joined = [
            ((scale.x(p.expected), self.rows.middle(i)), (scale.x(p.experienced), self.rows.middle(i)))
            for i, p in enumerate(pairs)
            if p.expected is not None and p.experienced is not None and p.expected != p.experienced
        ]
        if joined:
            ticks(self.axes, joined, color=self.palette.ink2, width=1.0)
        self._dots(scale, [p.expected for p in pairs], self.palette.promise, hollow=True)
        self._dots(scale, [p.experienced for p in pairs], self.palette.communication, hollow=False)
        for index, pair in enumerate(pairs):
            self._figures(scale, pair, write, self.rows.middle(index) + 0.36 * self.sheet.small)

    def _dots(self, scale: Scale, values: Sequence[float | None], color: str, *, hollow: bool) -> None:
        chosen = [(i, v) for i, v in enumerate(values) if v is not None]
        if not chosen:
            return
        made = points(
            self.axes, [scale.x(v) for _, v in chosen], [self.rows.middle(i) for i, _ in chosen], marker="o",
            sizes=8.0 if hollow else 5.5, face=self.palette.surface if hollow else color, edge=color,
            width=1.2, zorder=3.0 if hollow else 3.5,
        )  # fmt: skip
        attach(made, [self.shown[i].mark for i, _ in chosen])

    def _figures(self, scale: Scale, pair: Pair, write: Callable[[float], str], y: float) -> None:
        """The figures beside the dots; one figure where both are the same."""
        values = [
            (v, c)
            for v, c in ((pair.expected, self.palette.promise), (pair.experienced, self.palette.communication))
            if v is not None
        ]
        values.sort(key=lambda value: value[0])
        if len(values) == 2 and values[0][0] == values[1][0]:
            values = values[1:]
        for index, (value, color) in enumerate(values):
            outer = "right" if len(values) == 2 and index == 0 else "left"
            x = scale.x(value) + (-8 if outer == "right" else 8)
            self.sheet.text(x, y, write(value), size=self.sheet.small, color=color, ha=outer)
