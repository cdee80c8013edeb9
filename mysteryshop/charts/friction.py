"""Where it chafed: frictions by touchpoint and category, the heaviest first, and how severe they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from matplotlib.figure import Figure

from mysteryshop.analysis.measures import friction_by_severity, frictions
from mysteryshop.analysis.timeline import Timeline
from mysteryshop.charts.friction_cells import LEVELS, UNSAID, Cell, FrictionData, FrictionRow, Heat, label, severity
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark
from mysteryshop.charts.rows import Rows, rows_that_fit
from mysteryshop.charts.sheet import Sheet
from mysteryshop.charts.wording import clock, counted, moment_text, sentence
from mysteryshop.journey import Moment, Record
from mysteryshop.palette import Palette

NAME = "Friction by touchpoint and category"
NOTHING = "No friction recorded: press F where something chafes"
_ELSEWHERE = "between touchpoints"


def prepare(record: Record) -> FrictionData:
    """Frictions by touchpoint and category; pure, for a worker thread."""
    line = Timeline(record)
    found = frictions(line)
    names = {v.id: clean(v.name) for v in record.visits}
    grouped: dict[tuple[str, str], list[Moment]] = {}
    for moment in found:
        place = names.get(moment.visit or "", _ELSEWHERE)
        grouped.setdefault((place, moment.category or UNSAID), []).append(moment)
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
    words = f"{place} · {label(category)} · {counted(len(moments), 'friction')}"
    return Cell(tuple(m.level or 0 for m in ordered), marks, Mark(words, tuple(m.id for m in moments)))


def _severities(line: Timeline, found: Sequence[Moment]) -> tuple[tuple[int, Mark], ...]:
    counts = friction_by_severity(line)
    ids = {level: tuple(m.id for m in found if m.level == level) for level in LEVELS}
    return tuple(
        (counts[str(level)], Mark(f"{counts[str(level)]} {severity(level)[2:]}", ids[level])) for level in LEVELS
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
        c: sum(len(cell.levels) for r in rows if (cell := r.cells[i])) for i, c in enumerate(categories) if c != UNSAID
    }
    about = max(counts, key=lambda c: counts[c], default="")
    if about and counts[about] > 1 and 3 * counts[about] >= n:
        parts.append(f"{counts[about]} {'of them ' if parts else f'of {n} frictions '}about {label(about).lower()}")
    return "; ".join(parts) or f"{n} frictions, the heaviest at {rows[0].name}"


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
    Heat(sheet, data, rows, shown).draw()
