"""Where it chafed: frictions by touchpoint and category, the heaviest first, and how severe they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

from mysteryshop.analysis.measures import friction_by_severity, frictions
from mysteryshop.analysis.timeline import Timeline
from mysteryshop.charts import lettering
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.measuring import Letters
from mysteryshop.charts.rows import Rows, Scale, rows_that_fit
from mysteryshop.charts.sheet import MARGIN, Sheet, bars, points
from mysteryshop.charts.wording import clock, counted, moment_text, sentence
from mysteryshop.journey import Moment, Record
from mysteryshop.palette import Palette
from mysteryshop.vocabulary import CATEGORIES, KINDS, by_id

NAME = "Friction by touchpoint and category"
NOTHING = "No friction recorded: press F where something chafes"
_ELSEWHERE = "between touchpoints"
_UNSAID = "not given"  # the category
SHADES = (0.07, 0.42)  # of a cell, from the lightest to the heaviest: ink stays readable on it
_LEVELS = (4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Cell:
    """The frictions of one category at one touchpoint, the most severe first."""

    levels: tuple[int, ...]  # severity, 0 where it was not graded
    marks: tuple[Mark, ...]  # one a friction
    mark: Mark  # all of them

    @property
    def load(self) -> int:
        """The sum of severity; an ungraded friction weighs 1."""
        return sum(max(level, 1) for level in self.levels)


@dataclass(frozen=True, slots=True)
class FrictionRow:
    """One touchpoint's frictions, a cell for each category of the chart (None where there is none)."""

    name: str
    cells: tuple[Cell | None, ...]

    @property
    def load(self) -> int:
        """The sum of severity at the touchpoint."""
        return sum(cell.load for cell in self.cells if cell)

    @property
    def count(self) -> int:
        """How many frictions there were."""
        return sum(len(cell.levels) for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class FrictionData:
    """All frictions of one journey: rows and categories with the heaviest first."""

    title: str
    rows: tuple[FrictionRow, ...]
    categories: tuple[str, ...]
    severities: tuple[tuple[int, Mark], ...]  # count and moments of severity 4, 3, 2, 1
    n: int


def prepare(record: Record) -> FrictionData:
    """Frictions by touchpoint and category; pure, for a worker thread."""
    line = Timeline(record)
    found = frictions(line)
    names = {v.id: clean(v.name) for v in record.visits}
    grouped: dict[tuple[str, str], list[Moment]] = {}
    for moment in found:
        place = names.get(moment.visit or "", _ELSEWHERE)
        grouped.setdefault((place, moment.category or _UNSAID), []).append(moment)
    cells = {key: _cell(line, key, moments) for key, moments in grouped.items()}
    categories = _heaviest([(category, cell.load) for (_, category), cell in cells.items()])
    places = _heaviest([(place, cell.load) for (place, _), cell in cells.items()])
    rows = tuple(FrictionRow(place, tuple(cells.get((place, c)) for c in categories)) for place in places)
    return FrictionData(_title(rows, categories, len(found)), rows, categories, _severities(line, found), len(found))


def _heaviest(loads: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """The names by their sum of severity, the heaviest first; ties in the order in which they came."""
    total: Counter[str] = Counter()
    for name, load in loads:
        total[name] += load
    return tuple(name for name, _ in total.most_common())


def _cell(line: Timeline, key: tuple[str, str], moments: Sequence[Moment]) -> Cell:
    place, category = key
    ordered = sorted(moments, key=lambda m: -(m.level or 0))
    marks = tuple(Mark(moment_text(m, clock(line.journey_time(m.observed_at)), place), (m.id,)) for m in ordered)
    words = f"{place} · {_label(category)} · {counted(len(moments), 'friction')}"
    return Cell(tuple(m.level or 0 for m in ordered), marks, Mark(words, tuple(m.id for m in moments)))


def _severities(line: Timeline, found: Sequence[Moment]) -> tuple[tuple[int, Mark], ...]:
    counts = friction_by_severity(line)
    ids = {level: tuple(m.id for m in found if m.level == level) for level in _LEVELS}
    return tuple(
        (counts[str(level)], Mark(f"{counts[str(level)]} {_severity(level)[2:]}", ids[level])) for level in _LEVELS
    )


def _title(rows: Sequence[FrictionRow], categories: Sequence[str], n: int) -> str:
    """Where the frictions crowd, or what they are about, where either is a finding at all."""
    if not rows:
        return NAME
    if n == 1:
        return f"One friction, at {rows[0].name}"
    parts = []
    most = max(rows, key=lambda r: r.count)
    if most.count > 1 and 4 * most.count >= n:
        parts.append(f"{most.count} of {n} frictions at {most.name}")
    counts = {
        c: sum(len(cell.levels) for r in rows if (cell := r.cells[i])) for i, c in enumerate(categories) if c != _UNSAID
    }
    about = max(counts, key=lambda c: counts[c], default="")
    if about and counts[about] > 1 and 3 * counts[about] >= n:
        parts.append(f"{counts[about]} {'of them ' if parts else f'of {n} frictions '}about {_label(about).lower()}")
    return "; ".join(parts) or f"{n} frictions, the heaviest at {rows[0].name}"


def _label(category: str) -> str:
    return category if category == _UNSAID else by_id(CATEGORIES, category).label


def _severity(level: int) -> str:
    """ "3 major"."""
    kind = by_id(KINDS, "friction")
    return f"{level} {kind.level_labels[kind.levels.index(level)]}"


def empty(data: FrictionData) -> bool:
    """Whether no friction was recorded."""
    return not data.n


def height(data: FrictionData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 1.5 + 0.23 * max(2, len(data.rows))


def describe(data: FrictionData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}."
    severities = ", ".join(mark.text for _, mark in data.severities)
    cells = "; ".join(cell.mark.text for row in data.rows for cell in row.cells if cell)
    return f"{sentence(data.title)} {counted(data.n, 'friction')} by severity: {severities}. {cells}."


def draw(figure: Figure, data: FrictionData, palette: Palette) -> None:
    """Draw the frictions on the figure, which is cleared; nothing outside it is touched."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    top = sheet.title(data.title) + (3.2 if len(data.categories) > 5 else 2.0) * sheet.body
    bottom = sheet.height - 4.6 * sheet.body
    shown = data.rows[: rows_that_fit(sheet, top, bottom)]
    rows = Rows(sheet, [r.name for r in shown], top, bottom)
    rows.draw()
    _Heat(sheet, data, rows, shown).draw()


class _Heat:
    """One chart being drawn: cells, totals by touchpoint, severities below."""

    def __init__(self, sheet: Sheet, data: FrictionData, rows: Rows, shown: Sequence[FrictionRow]) -> None:
        self.sheet, self.data, self.rows, self.shown = sheet, data, rows, shown
        self.palette, self.axes = sheet.palette, sheet.whole()
        right = sheet.width - MARGIN
        self.total = Scale(right - 0.17 * sheet.width, right - 26, 0.0, float(max(r.load for r in shown)))
        room = self.total.left - 18 - rows.left
        self.column = min(room / len(data.categories), 0.14 * sheet.width)

    def draw(self) -> None:
        self._heads()
        self._cells()
        self._totals()
        self._severities(self.rows.bottom + 0.9 * self.sheet.body)

    def _heads(self) -> None:
        """The categories above their columns; in two rows where the columns are narrow."""
        y, size, color = self.rows.top - 0.7 * self.sheet.body, self.sheet.small, self.palette.ink2
        staggered = _narrow(self.sheet.letters, self.data.categories, self.column, size)
        room = self.column * (2 if staggered else 1) - 4
        for index, category in enumerate(self.data.categories):
            words = self.sheet.letters.shorten(_label(category), room, size)
            lift = 1.25 * size if staggered and index % 2 else 0.0
            self.sheet.text(self._centre(index), y - lift, words, size=size, color=color, ha="center")
        self.sheet.text(self.total.left, y, "sum of severity", size=size, color=color)

    def _centre(self, index: int) -> float:
        return self.rows.left + (index + 0.5) * self.column

    def _cells(self) -> None:
        heaviest = max(cell.load for row in self.shown for cell in row.cells if cell)
        found = [(i, j, cell) for i, row in enumerate(self.shown) for j, cell in enumerate(row.cells) if cell]
        half = self.rows.height / 2 - 1.2
        for load in sorted({cell.load for _, _, cell in found}):
            chosen = [(i, j, cell) for i, j, cell in found if cell.load == load]
            alpha = SHADES[0] + (SHADES[1] - SHADES[0]) * load / heaviest
            rectangles = [
                (self._centre(j) - self.column / 2 + 1.2, self.rows.middle(i) - half,
                 self._centre(j) + self.column / 2 - 1.2, self.rows.middle(i) + half) for i, j, _ in chosen
            ]  # fmt: skip
            attach(
                bars(self.axes, rectangles, face=self.palette.friction, alpha=alpha),
                [cell.mark for _, _, cell in chosen],
            )
        self._triangles(found)

    def _triangles(self, found: Sequence[tuple[int, int, Cell]]) -> None:
        """The count of each cell, and a triangle for each friction, as large as it was severe, where they fit."""
        x, y, sizes, marks = list[float](), list[float](), list[float](), list[Mark]()
        step = 0.95 * self.sheet.body
        for i, j, cell in found:
            n, words = len(cell.levels), str(len(cell.levels))
            left = self._centre(j) - self.column / 2 + 6
            self.sheet.text(left, self.rows.middle(i) + 0.36 * self.sheet.body, words, weight=lettering.SEMIBOLD)
            left += self.sheet.letters.width(words, self.sheet.body, lettering.SEMIBOLD) + 4 + step / 2
            fitting = max(1, int((self._centre(j) + self.column / 2 - left) / step + 0.3))
            for place in range(n if n <= fitting else 1):
                x.append(left + place * step)
                y.append(self.rows.middle(i))
                sizes.append(_size(cell.levels[place]))
                marks.append(cell.marks[place])
        attach(self._markers(x, y, sizes), marks)

    def _markers(self, x: Sequence[float], y: Sequence[float], sizes: Sequence[float]) -> PathCollection:
        color = self.palette.friction
        return points(self.axes, x, y, marker="v", sizes=sizes, face=color, edge=self.palette.surface, width=0.4)

    def _totals(self) -> None:
        half = 0.24 * self.rows.height
        rectangles = [
            (self.total.left, self.rows.middle(i) - half, self.total.x(row.load), self.rows.middle(i) + half)
            for i, row in enumerate(self.shown)
        ]
        marks = [
            Mark(
                f"{r.name} · {counted(r.count, 'friction')}, severity {r.load} in all",
                tuple(i for c in r.cells if c for i in c.mark.moments),
            )
            for r in self.shown
        ]
        attach(bars(self.axes, rectangles, face=self.palette.friction), marks)
        for i, row in enumerate(self.shown):
            y = self.rows.middle(i) + 0.36 * self.sheet.small
            self.sheet.text(
                self.total.x(row.load) + 5, y, str(row.load), size=self.sheet.small, color=self.palette.ink2
            )

    def _severities(self, top: float) -> None:
        """How many of each severity, with the triangle that stands for it."""
        sheet, small = self.sheet, self.sheet.small
        sheet.lines([[(MARGIN, top), (sheet.width - MARGIN, top)]])
        hidden = (
            f", {len(self.data.rows) - len(self.shown)} touchpoints not shown"
            if len(self.data.rows) > len(self.shown)
            else ""
        )
        head = f"by severity, n = {counted(self.data.n, 'friction')}{hidden}"
        sheet.text(MARGIN, top + 1.4 * small, head, size=small, color=self.palette.ink2)
        wide, y = (sheet.width - 2 * MARGIN) / 4, top + 3.0 * small
        most = max(max(count for count, _ in self.data.severities), 1)
        x = [MARGIN + wide * i for i in range(4)]
        attach(
            self._markers([a + 5 for a in x], [y - 0.36 * small] * 4, [_size(level) for level in _LEVELS]),
            [m for _, m in self.data.severities],
        )
        longest = wide - 24 - max(sheet.letters.width(mark.text, small) for _, mark in self.data.severities) - 12
        for left, level, (count, mark) in zip(x, _LEVELS, self.data.severities, strict=True):
            words = f"{_severity(level)}:  {count}"
            sheet.text(left + 14, y, words, size=small, color=self.palette.ink if count else self.palette.ink2)
            start = left + 14 + sheet.letters.width(words, small) + 6
            if count:
                bar = (start, y - 0.75 * small, start + max(2.0, longest * count / most), y)
                attach(bars(self.axes, [bar], face=self.palette.friction), [mark])


def _narrow(letters: Letters, categories: Sequence[str], column: float, size: float) -> bool:
    """Whether a category is wider than its column."""
    return any(letters.width(_label(c), size) > column - 4 for c in categories)


def _size(level: int) -> float:
    """The triangle of a severity, diameter in points."""
    return 4.4 + 1.15 * max(level, 1)
