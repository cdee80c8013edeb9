"""Planned against actual: what became of each touchpoint, how long it took, how often I was told something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from mysteryshop.analysis.conformance import TouchpointResult, results
from mysteryshop.analysis.measures import experienced
from mysteryshop.analysis.timeline import Timeline
from mysteryshop.charts.durations import Unit, beside, count_ticks, spoken, told, unit_for, unit_ticks
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.rows import AXIS, Rows, Scale, rows_that_fit
from mysteryshop.charts.sheet import MARGIN, Sheet, Symbol, bars, points, ticks
from mysteryshop.charts.wording import MINUS, counted
from mysteryshop.journey import Record
from mysteryshop.palette import Palette

NAME = "Planned against actual"
NOTHING = "Nothing walked yet: plan and walk stand side by side from the first touchpoint on"
_SHAPES = {  # result: marker, colour role, whether hollow
    "completed": ("o", "accent", False),
    "failed": ("X", "friction", False),
    "missing": ("s", "friction", True),
    "ad hoc": ("P", "promise", False),
    "out of sequence": (">", "warning", True),
}
_REACH = 1.5  # times the longest stay: how far a plan may stretch the scale
_NOTABLE_S = 60.0  # a difference to the plan that is worth telling


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One touchpoint, planned or not."""

    name: str
    result: str
    planned_s: float | None
    actual_s: float | None
    expected: int | None  # communications
    told: int | None
    mark: Mark

    @property
    def over_s(self) -> float:
        """How much longer it took than planned; 0 where either is unknown."""
        return self.actual_s - self.planned_s if self.actual_s is not None and self.planned_s is not None else 0.0


@dataclass(frozen=True, slots=True)
class PlanData:
    """The plan of one journey beside what was walked of it."""

    title: str
    rows: tuple[PlanRow, ...]
    planned: int
    visited: int  # of the planned ones


def prepare(record: Record) -> PlanData:
    """Each touchpoint's plan and result; pure, for a worker thread."""
    line = Timeline(record)
    rows = tuple(_row(record, line, result) for result in results(record)) if record.visits else ()
    planned = [r for r in rows if r.result != "ad hoc"]
    return PlanData(_title(rows), rows, len(planned), sum(r.result != "missing" for r in planned))


def _row(record: Record, line: Timeline, result: TouchpointResult) -> PlanRow:
    touchpoint = record.template.touchpoint(result.key) if result.key else None
    expected = touchpoint.expected_communications if touchpoint else None
    told = experienced(line, result.visits)["contacts"]
    visits = {v.id for v in result.visits}
    facts = [clean(result.name), result.result]
    if result.actual_s is not None:
        against = f" against {spoken(result.planned_s)} planned" if result.planned_s is not None else ""
        facts.append(f"{spoken(result.actual_s)}{against}")
    if told is not None:
        facts.append(f"told {counted(int(told), 'time')}" + (f", {expected} expected" if expected is not None else ""))
    if result.skip_reason is not None:
        facts.append(clean(result.skip_reason) or "no reason given")
    mark = Mark(" · ".join(facts), tuple(m.id for m in record.moments if m.visit in visits))
    times = result.planned_s, result.actual_s
    return PlanRow(clean(result.name), result.result, *times, expected, None if told is None else int(told), mark)


def _title(rows: Sequence[PlanRow]) -> str:
    planned = [r for r in rows if r.result != "ad hoc"]
    parts = []
    worst = max(rows, key=lambda r: r.over_s, default=None)
    if worst is not None and worst.over_s >= _NOTABLE_S:
        parts.append(f"{worst.name} took {spoken(worst.over_s)} longer than planned")
    missing = sum(r.result == "missing" for r in planned)
    if missing:
        parts.append(
            f"{missing} of {counted(len(planned), 'planned touchpoint')} {'was' if missing == 1 else 'were'} missed"
        )
    added = sum(r.result == "ad hoc" for r in rows)
    if added:
        parts.append(f"{added} came that no plan had")
    if not parts:
        parts.append(
            f"All {counted(len(planned), 'planned touchpoint')} walked" if planned else "Walked without a plan"
        )
    return "; ".join(parts[:2])


def empty(data: PlanData) -> bool:
    """Whether nothing was walked yet."""
    return not data.rows


def height(data: PlanData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 1.15 + 0.2 * max(3, len(data.rows))


def describe(data: PlanData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}."
    told = [f"{data.title}. {data.visited} of {counted(data.planned, 'planned touchpoint')} visited."]
    return " ".join([*told, *(f"{row.mark.text}." for row in data.rows)])


def draw(figure: Figure, data: PlanData, palette: Palette) -> None:
    """Draw plan and walk on the figure, which is cleared; nothing outside it is touched."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    _Plan(sheet, data).draw()


class _Plan:
    """One chart being drawn: names, results, minutes, communications."""

    def __init__(self, sheet: Sheet, data: PlanData) -> None:
        self.sheet, self.data, self.palette = sheet, data, sheet.palette
        top = sheet.title(data.title) + 1.9 * sheet.body
        bottom = sheet.height - AXIS * sheet.body
        self.shown = _worth_showing(data.rows, rows_that_fit(sheet, top, bottom))
        self.rows = Rows(sheet, [r.name for r in self.shown], top, bottom)
        self.axes = sheet.whole()

    def draw(self) -> None:
        sheet = self.sheet
        self.rows.draw([r.result == "ad hoc" for r in self.shown])
        words = max(sheet.letters.width(r.result, sheet.small) for r in self.shown)
        left = self.rows.left + 14 + words + 14
        contacts = 0.17 * sheet.width if any(r.told or r.expected for r in self.shown) else 0.0
        self._results(self.rows.left + 4)
        self._minutes(left, sheet.width - MARGIN - contacts - (18 if contacts else 0))
        if contacts:
            self._contacts(Scale(sheet.width - MARGIN - contacts + 6, sheet.width - MARGIN - 8, 0, self._most_told()))
        self._foot()

    def _results(self, x: float) -> None:
        for result, (marker, role, hollow) in _SHAPES.items():
            chosen = [i for i, r in enumerate(self.shown) if r.result == result]
            if not chosen:
                continue
            color, middles = self.palette.role(role), [self.rows.middle(i) for i in chosen]
            face = self.palette.surface if hollow else color
            made = points(
                self.axes, [x] * len(chosen), middles, marker=marker, sizes=6.5, face=face, edge=color, width=1.2
            )
            attach(made, [self.shown[i].mark for i in chosen])
            for middle in middles:
                y = middle + 0.36 * self.sheet.small
                self.sheet.text(
                    x + 9, y, result, size=self.sheet.small, color=color if result != "completed" else self.palette.ink2
                )

    def _minutes(self, left: float, right: float) -> None:
        """Planned time as a hollow bar, actual time as a filled bar within it, and the figures behind them."""
        sheet, longest = self.sheet, _scale_s(self.shown)
        unit = unit_for(longest)
        figures = [_figures(r, unit, longest) for r in self.shown]
        room = max(sheet.letters.width(f, sheet.small) for f in figures) + 14
        scale = Scale(left, right - room, 0.0, longest)
        self._bars(scale, 0.36, [r.planned_s for r in self.shown], self.palette.promise, hollow=True)
        self._bars(scale, 0.19, [r.actual_s for r in self.shown], self.palette.communication, hollow=False)
        self._beyond(scale)
        for index, (row, words) in enumerate(zip(self.shown, figures, strict=True)):
            reach = max(row.planned_s or 0, row.actual_s or 0)
            x = scale.x(min(reach, longest)) + (12 if reach > longest else 6)
            color = self.palette.warning if row.over_s >= _NOTABLE_S else self.palette.ink2
            sheet.text(x, self.rows.middle(index) + 0.36 * sheet.small, words, size=sheet.small, color=color)
        marks = unit_ticks(longest, unit, int((scale.right - scale.left) / 50))
        self.rows.axis(scale, marks, f"time at the touchpoint, {unit.name}")

    def _beyond(self, scale: Scale) -> None:
        """An arrow where the plan goes on beyond the scale."""
        chosen = [i for i, r in enumerate(self.shown) if (r.planned_s or 0) > scale.high]
        if chosen:
            middles, color = [self.rows.middle(i) for i in chosen], self.palette.promise
            made = points(
                self.axes, [scale.right + 4] * len(chosen), middles, marker=">", sizes=6.0, face=color, edge=color
            )
            attach(made, [self.shown[i].mark for i in chosen])

    def _bars(self, scale: Scale, share: float, lengths: Sequence[float | None], color: str, *, hollow: bool) -> None:
        chosen = [(i, length) for i, length in enumerate(lengths) if length is not None]
        half = share * self.rows.height
        rectangles = [
            (scale.left, self.rows.middle(i) - half, scale.x(min(s, scale.high)), self.rows.middle(i) + half)
            for i, s in chosen
        ]
        if rectangles:
            face, width = ("none", 1.1) if hollow else (color, 0.0)
            made = bars(self.axes, rectangles, face=face, edge=color, width=width, zorder=2.0 if hollow else 1.5)
            attach(made, [self.shown[i].mark for i, _ in chosen])

    def _most_told(self) -> int:
        return max(1, max(max(r.told or 0, r.expected or 0) for r in self.shown))

    def _contacts(self, scale: Scale) -> None:
        """Expected communications as hollow dots, those that came as filled ones."""
        both = [
            (i, r.told, r.expected) for i, r in enumerate(self.shown) if r.told is not None and r.expected is not None
        ]
        joined = [((scale.x(a), self.rows.middle(i)), (scale.x(b), self.rows.middle(i))) for i, a, b in both if a != b]
        if joined:
            ticks(self.axes, joined, color=self.palette.ink2, width=0.9)
        for values, color, hollow in (
            ([r.expected for r in self.shown], self.palette.promise, True),
            ([r.told for r in self.shown], self.palette.communication, False),
        ):
            chosen = [(i, v) for i, v in enumerate(values) if v is not None]
            if chosen:
                made = points(
                    self.axes, [scale.x(v) for _, v in chosen], [self.rows.middle(i) for i, _ in chosen], marker="o",
                    sizes=8.0 if hollow else 5.0, face=self.palette.surface if hollow else color, edge=color, width=1.2,
                )  # fmt: skip
                attach(made, [self.shown[i].mark for i, _ in chosen])
        steps = count_ticks(scale.high, 5)
        self.rows.axis(scale, [(float(v), str(v)) for v in steps], "times told")

    def _foot(self) -> None:
        sheet, palette = self.sheet, self.palette
        y = self.rows.top - 0.75 * sheet.body
        entries = [
            Symbol("actual", "s", palette.communication, palette.communication),
            Symbol("planned", "s", palette.surface, palette.promise),
        ]
        sheet.key(sheet.width - MARGIN, y, entries, self.axes)
        hidden = len(self.data.rows) - len(self.shown)
        words = f"n = {self.data.visited} of {counted(self.data.planned, 'planned touchpoint')}"
        sheet.text(
            MARGIN,
            y,
            words + (f"; {hidden} as planned not shown" if hidden else ""),
            size=sheet.small,
            color=palette.ink2,
        )


def _worth_showing(rows: Sequence[PlanRow], most: int) -> tuple[PlanRow, ...]:
    """All rows where they fit; else those that differ most from the plan, in the plan's order."""
    if len(rows) <= most:
        return tuple(rows)
    ranked = sorted(range(len(rows)), key=lambda i: (rows[i].result == "completed", -abs(rows[i].over_s)))
    return tuple(rows[i] for i in sorted(ranked[:most]))


def _scale_s(rows: Sequence[PlanRow]) -> float:
    """How far the scale reaches: to the longest plan, but not so far that what was walked could not be seen."""
    walked = max((r.actual_s or 0 for r in rows), default=0)
    planned = max((r.planned_s or 0 for r in rows), default=0)
    return max(walked, min(planned, _REACH * walked) if walked else planned) or 60.0


def _figures(row: PlanRow, unit: Unit, longest_s: float) -> str:
    """ "31 min, +16" against the plan, or what there is of it."""
    if row.actual_s is None:
        return f"planned {spoken(row.planned_s)}" if row.planned_s is not None else ""
    words = told(row.actual_s, unit)
    if row.planned_s is not None and row.planned_s > longest_s:
        return f"{words}, planned {spoken(row.planned_s)}"
    if row.planned_s is None or abs(row.over_s) < min(0.5 * unit.seconds, _NOTABLE_S / 2):
        return words
    return f"{words}, {'+' if row.over_s > 0 else MINUS}{beside(abs(row.over_s), unit)}"
