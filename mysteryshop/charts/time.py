"""Where the time went: value time, explained and unexplained wait at each touchpoint, against the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mysteryshop.analysis.conformance import TouchpointResult, results
from mysteryshop.analysis.spans import clip
from mysteryshop.analysis.timeline import Timeline, WaitSpan
from mysteryshop.charts.durations import spoken, unit_for, unit_ticks
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.rows import AXIS, Rows, Scale, rows_that_fit
from mysteryshop.charts.sheet import MARGIN, Sheet, Symbol, bars, ticks
from mysteryshop.charts.waiting import EXPLAINED, VALUE, WORDS, fillings
from mysteryshop.charts.wording import counted, percent
from mysteryshop.journey import Record
from mysteryshop.palette import Palette

NAME = "Time and waiting"
NOTHING = "No time spent yet: it is counted from the first touchpoint on"


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the time at a touchpoint."""

    kind: str  # value, or a kind of wait (see waiting.py)
    seconds: float
    mark: Mark


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One touchpoint's time, in the order in which its parts are stacked."""

    name: str
    ad_hoc: bool
    parts: tuple[Part, ...]
    planned_s: float | None

    @property
    def seconds(self) -> float:
        """All time at the touchpoint."""
        return sum(part.seconds for part in self.parts)

    @property
    def waited_s(self) -> float:
        """The part of it that was waiting."""
        return sum(part.seconds for part in self.parts if part.kind != VALUE)


@dataclass(frozen=True, slots=True)
class TimeData:
    """The time of one journey by touchpoint."""

    title: str
    rows: tuple[TimeRow, ...]

    @property
    def seconds(self) -> float:
        """All time at touchpoints."""
        return sum(row.seconds for row in self.rows)


def prepare(record: Record) -> TimeData:
    """Time by touchpoint; pure, for a worker thread."""
    line = Timeline(record)
    rows = tuple(_row(record, line, result) for result in results(record) if result.visits)
    return TimeData(_title(rows), rows)


def _row(record: Record, line: Timeline, result: TouchpointResult) -> TimeRow:
    name, spent = clean(result.name), result.actual_s or 0.0
    waits = [_wait(line, result, kind, explained) for kind, explained in EXPLAINED.items()]
    visits = {v.id for v in result.visits}
    inside = tuple(m.id for m in record.moments if m.visit in visits)
    value = max(0.0, spent - sum(part.seconds for part in waits))
    planned = f" · {spoken(result.planned_s)} planned" if result.planned_s is not None else ""
    mark = Mark(f"{name} · {spoken(value)} of {spoken(spent)} value time{planned}", inside)
    parts = (Part(VALUE, value, mark), *(part for part in waits if part.seconds > 0))
    return TimeRow(name, result.result == "ad hoc", parts, result.planned_s)


def _wait(line: Timeline, result: TouchpointResult, kind: str, explained: bool | None) -> Part:
    """The waits of one sort during the visits: active seconds of their union, and the moments behind them."""
    chosen = [wait for wait in line.waits if wait.explained is explained]
    spans = [line.span(visit) for visit in result.visits]
    met = [(wait, part) for wait in chosen for span in spans if (part := clip((wait.start, wait.end), span))]
    seconds = line.active_total([part for _, part in met])
    touched: list[WaitSpan] = [wait for wait, part in met if part[1] > part[0]]
    ids = tuple(dict.fromkeys(m.id for wait in touched for m in wait.moments))
    return Part(kind, seconds, Mark(f"{clean(result.name)} · {spoken(seconds)} {WORDS[kind]}", ids))


def _title(rows: Sequence[TimeRow]) -> str:
    total, waited = sum(r.seconds for r in rows), sum(r.waited_s for r in rows)
    if not waited or not total:
        return f"{spoken(total)} at touchpoints, none of it noted as waiting"
    longest = max(rows, key=lambda r: r.waited_s)
    where = (
        f", {spoken(longest.waited_s)} of it at {longest.name}"
        if longest.waited_s < waited
        else f", all of it at {longest.name}"
    )
    return f"{percent(waited / total)} of the time was waiting{where}"


def empty(data: TimeData) -> bool:
    """Whether no touchpoint was visited."""
    return not data.rows


def height(data: TimeData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 1.15 + 0.2 * max(3, len(data.rows))


def describe(data: TimeData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}."
    rows = [f"{r.name}: {', '.join(f'{spoken(p.seconds)} {WORDS[p.kind]}' for p in r.parts)}." for r in data.rows]
    return " ".join([f"{data.title}. {spoken(data.seconds)} at {counted(len(data.rows), 'touchpoint')}.", *rows])


def draw(figure: Figure, data: TimeData, palette: Palette) -> None:
    """Draw the time on the figure, which is cleared; nothing outside it is touched."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    top, bottom = sheet.title(data.title) + 1.9 * sheet.body, sheet.height - AXIS * sheet.body
    shown = _longest(data.rows, rows_that_fit(sheet, top, bottom))
    rows = Rows(sheet, [r.name for r in shown], top, bottom)
    rows.draw([r.ad_hoc for r in shown])
    spent = max(r.seconds for r in shown)
    longest = min(max(spent, *(r.planned_s or 0 for r in shown)), 1.3 * spent) or 1.0
    unit = unit_for(longest)
    figures = [_figures(r, longest) for r in shown]
    room = max(sheet.letters.width(words, sheet.small) for words in figures) + 10
    scale = Scale(rows.left + 4, sheet.width - MARGIN - room, 0.0, longest)
    axes = sheet.whole()
    _stack(sheet, axes, rows, scale, shown)
    for index, (row, words) in enumerate(zip(shown, figures, strict=True)):
        x = scale.x(max(row.seconds, min(row.planned_s or 0, longest))) + 7
        sheet.text(x, rows.middle(index) + 0.36 * sheet.small, words, size=sheet.small, color=palette.ink2)
    rows.axis(
        scale, unit_ticks(longest, unit, int((scale.right - scale.left) / 50)), f"time at the touchpoint, {unit.name}"
    )
    hidden = len(data.rows) - len(shown)
    note = f"n = {counted(len(data.rows), 'touchpoint')}" + (f"; {hidden} shorter not shown" if hidden else "")
    y = rows.top - 0.75 * sheet.body
    begins = sheet.key(sheet.width - MARGIN, y, _key(shown, palette), axes)
    if MARGIN + sheet.letters.width(note, sheet.small) < begins - 8:
        sheet.text(MARGIN, y, note, size=sheet.small, color=palette.ink2)


def _stack(sheet: Sheet, axes: Axes, rows: Rows, scale: Scale, shown: Sequence[TimeRow]) -> None:
    """The parts of each row one after the other, and a line where the plan ends."""
    palette, half = sheet.palette, 0.3 * rows.height
    for kind, filling in fillings(palette).items():
        found = [(i, start, part) for i, row in enumerate(shown) for start, part in _starts(row) if part.kind == kind]
        if found:
            rectangles = [
                (scale.x(start), rows.middle(i) - half, scale.x(start + part.seconds), rows.middle(i) + half)
                for i, start, part in found
            ]
            width = 0.9 if filling.edge != "none" else 0.0
            made = bars(axes, rectangles, face=filling.face, edge=filling.edge, width=width, alpha=filling.alpha)
            attach(made, [part.mark for _, _, part in found])
    reach = 0.42 * rows.height
    planned = [
        (scale.x(r.planned_s), rows.middle(i))
        for i, r in enumerate(shown)
        if r.planned_s is not None and r.planned_s <= scale.high
    ]
    if planned:
        ticks(
            axes, [((x, y - reach), (x, y + reach)) for x, y in planned], color=palette.promise, width=2.0, zorder=2.5
        )


def _starts(row: TimeRow) -> list[tuple[float, Part]]:
    """Each part with the seconds at which it begins in the stack."""
    found, start = [], 0.0
    for part in row.parts:
        found.append((start, part))
        start += part.seconds
    return found


def _key(shown: Sequence[TimeRow], palette: Palette) -> list[Symbol]:
    """The kinds of time that occur, and the plan."""
    kinds = {part.kind for row in shown for part in row.parts}
    found = [
        Symbol(WORDS[kind], "s", f.face, f.face if f.edge == "none" else f.edge, alpha=f.alpha)
        for kind, f in fillings(palette).items()
        if kind in kinds
    ]
    if any(r.planned_s is not None for r in shown):
        found.append(Symbol("planned", "|", palette.promise, palette.promise, size=8.0, width=2.0))
    return found


def _figures(row: TimeRow, longest_s: float) -> str:
    """The time in words, with the plan where it lies off the scale, which follows the time spent."""
    words = [spoken(row.seconds)]
    if row.waited_s:
        words.append(f"{percent(row.waited_s / row.seconds)} waiting")
    if row.planned_s is not None and row.planned_s > longest_s:
        words.append(f"planned {spoken(row.planned_s)}")
    return ", ".join(words)


def _longest(rows: Sequence[TimeRow], most: int) -> Sequence[TimeRow]:
    """All rows where they fit; else those that took longest, in the plan's order."""
    kept = set(sorted(range(len(rows)), key=lambda i: -rows[i].seconds)[:most])
    return [row for i, row in enumerate(rows) if i in kept]
