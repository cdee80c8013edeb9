"""Planned against actual: which paths journeys really take, and where they leave the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from matplotlib.figure import Figure

from mysteryshop.analysis.sides import Behind, Place, Sides
from mysteryshop.analysis.variants import Variant, variants
from mysteryshop.charts.comparison.two import key_of, look
from mysteryshop.charts.lettering import SEMIBOLD, clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.rows import SHORTEST, Rows, Scale
from mysteryshop.charts.sheet import MARGIN, Sheet, Symbol, bars, points, ticks
from mysteryshop.charts.wording import counted, percent
from mysteryshop.palette import Palette

NAME = "The paths that journeys take"
NOTHING = "None of these journeys has entered a touchpoint."
NO_PLAN = "These journeys follow different plans. Choose one template to see which paths its journeys take."
MOST = 12  # paths
_TALL = 2.5  # lines of body text that a row takes where there is room
_PATH = Behind("", moments=False, figures=("conformance", "missing", "ad_hoc"))  # of the journeys that took one


@dataclass(frozen=True, slots=True)
class Path:
    """One row: a variant in words."""

    variant: Variant
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class VariantsData:
    """The paths shown; `more` others were taken by `rest` journeys. `places` are those that rows count."""

    title: str
    plan: tuple[str, ...]
    places: tuple[Place, ...]
    paths: tuple[Path, ...]
    names: tuple[tuple[str, int], ...]
    more: int
    rest: int
    nothing: str = NOTHING

    @property
    def n(self) -> int:
        """All journeys that went any path."""
        return sum(path.variant.n for path in self.paths) + self.rest


def prepare(sides: Sides) -> VariantsData:
    """The paths, the planned one first; pure, for a worker thread."""
    found = variants(sides)
    shown = found[:MOST]
    n = sum(each.n for each in found)
    entered = tuple(
        (side.name, sum(len(each.journeys[group]) for each in found)) for group, side in enumerate(sides.sides)
    )
    paths = tuple(Path(each, _named(each, sides), _told(each, sides, entered)) for each in shown)
    return VariantsData(
        _title(found, sides, n), sides.touchpoints, tuple(sides.places), paths if n else (), entered,
        len(found) - len(shown), sum(each.n for each in found[MOST:]),
        NOTHING if sides.planned or not sides.n else NO_PLAN,
    )  # fmt: skip


def _named(each: Variant, sides: Sides) -> str:
    """`As planned`, `without Snacks`, `+ Re-screening`, `3 out of sequence`."""
    if each.as_planned:
        return "As planned"
    parts = []
    if each.skipped:
        names = [clean(sides.places[row].name) for row in each.skipped]
        parts.append(f"without {names[0]}" + (f" and {len(names) - 1} more" if len(names) > 1 else ""))
    if each.ad_hoc:
        names = [clean(sides.places[row].name) for row in each.ad_hoc]
        parts.append(f"+ {names[0]}" + (f" and {len(names) - 1} more" if len(names) > 1 else ""))
    if each.late:
        parts.append(f"{len(each.late)} out of sequence")
    words = "; ".join(parts)
    return words[:1].upper() + words[1:]


def _told(each: Variant, sides: Sides, entered: tuple[tuple[str, int], ...]) -> str:
    lines = []
    for said, rows in (("Skipped", each.skipped), ("Ad hoc", each.ad_hoc), ("Out of sequence", each.late)):
        if rows:
            lines.append(f"{said}: {', '.join(clean(sides.places[row].name) for row in rows)}")
    for (name, n), journeys in zip(entered, each.journeys, strict=True):
        share = f" ({percent(len(journeys) / n)})" if n else ""
        lines.append(f"{clean(name)}: {len(journeys):,} of {counted(n, 'journey')}{share}")
    return "\n".join([*(lines if not each.as_planned else ["As planned", *lines])])


def _title(found: tuple[Variant, ...], sides: Sides, n: int) -> str:
    """How many keep to the plan, and what is left out most."""
    if not n:
        return NAME
    planned = found[0].n
    said = f"{planned:,} of {counted(n, 'journey')} {'takes' if planned == 1 else 'take'} the planned path"
    skips: Counter[int] = Counter()
    for each in found:
        for row in each.skipped:
            skips[row] += each.n
    if not skips:
        return said
    row, count = min(skips.items(), key=lambda item: (-item[1], item[0]))
    return f"{said}; {count:,} {'skips' if count == 1 else 'skip'} {clean(sides.places[row].name)}"


def empty(data: VariantsData) -> bool:
    """Whether no journey went any path of a plan."""
    return not data.paths


def height(data: VariantsData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 1.75 + 0.22 * max(2, len(data.paths))


def describe(data: VariantsData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {data.nothing}"
    each = (f"{path.name}, n = {path.variant.n:,}" for path in data.paths)
    return f"{data.title}. {'; '.join(each)}{_rest(data)}."


def _of_group(count: int, n: int) -> str:
    return f"{count:,} of {n:,} ({percent(count / n if n else 0.0)})"


def _rest(data: VariantsData) -> str:
    return f"; {data.more} more paths, n = {data.rest:,}" if data.more else ""


def draw(figure: Figure, data: VariantsData, palette: Palette) -> None:
    """Draw the paths on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, data.nothing)
        return
    top = sheet.title(data.title) + 1.9 * sheet.small
    foot = min(0.3 * sheet.height, 62.0)
    bottom = min(sheet.height - foot, top + len(data.paths) * _TALL * sheet.body)
    shown = data.paths[: max(1, int((bottom - top) / (SHORTEST * sheet.body)))]
    rows = Rows(sheet, [path.name for path in shown], top, bottom)
    rows.draw()
    _Paths(sheet, data, rows, shown).draw()


class _Paths:
    """One chart being drawn: a column a planned touchpoint, and how many took each path."""

    def __init__(self, sheet: Sheet, data: VariantsData, rows: Rows, shown: tuple[Path, ...]) -> None:
        self.sheet, self.data, self.rows, self.shown = sheet, data, rows, shown
        self.axes, self.palette = sheet.whole(), sheet.palette
        right = sheet.width - 2 * MARGIN
        longest = max((_of_group(n, n) for _, n in data.names), key=len)
        self.figures = sheet.letters.width(longest, sheet.small, SEMIBOLD) + 8
        most = max((len(j) / n for p in shown for j, (_, n) in zip(p.variant.journeys, data.names, strict=True) if n))
        self.share = Scale(right - self.figures - 0.14 * sheet.width, right - self.figures, 0.0, most or 1.0)
        self.columns = Scale(rows.left + 14, self.share.left - 22, 0.0, max(1.0, len(data.plan) - 1.0))

    def draw(self) -> None:
        self._key()
        self._heads()
        for place, path in enumerate(self.shown):
            self._path(place, path.variant, path.text)
            self._taken(place, path)
        hidden = len(self.data.paths) - len(self.shown)
        rest = self.data.rest + sum(path.variant.n for path in self.data.paths[len(self.shown) :])
        words = f"n = {self.data.n:,}"
        if self.data.more + hidden:
            words += f"; {self.data.more + hidden:,} more paths, n = {rest:,}"
        y = self.rows.bottom + 1.4 * self.sheet.small
        right = self.sheet.width - 2 * MARGIN
        self.sheet.text(right, y, words, size=self.sheet.small, color=self.palette.ink2, ha="right")

    def _key(self) -> None:
        accent, warning = self.palette.accent, self.palette.warning
        symbols = [
            Symbol("visited", "o", accent, accent),
            Symbol("skipped", "x", self.palette.friction, self.palette.friction, size=4.6),
            Symbol("out of sequence", "s", self.palette.surface, warning, size=5.4),
            Symbol("ad hoc", "D", self.palette.surface, self.palette.promise, size=4.6),
        ]
        if len(self.data.names) == 2:
            symbols += key_of(self.data.names, self.palette)
        y = self.rows.top - 0.8 * self.sheet.small
        self.sheet.key(self.sheet.width - 2 * MARGIN, y, symbols, self.axes)

    def _heads(self) -> None:
        """The plan's touchpoints below, slanted, as many of them as stand clear of each other."""
        sheet, small, step = self.sheet, self.sheet.small, 1
        wide = self.columns.x(1.0) - self.columns.x(0.0)
        while wide * step < 1.15 * small:
            step += 1
        for column in range(0, len(self.data.plan), step):
            x, y = self.columns.x(column) + 4, self.rows.bottom + 1.1 * small
            room = min((sheet.height - y - 4) / 0.58, (x - 4) / 0.82)
            words = sheet.letters.shorten(clean(self.data.plan[column]), room, small)
            sheet.text(x, y, words, color=self.palette.ink2, size=small, ha="right", rotation=35)

    def _path(self, place: int, variant: Variant, text: str) -> None:
        y, planned = self.rows.middle(place), len(self.data.plan)
        every = tuple(i for group in variant.journeys for i in group)
        mark, palette = Mark(text, every, _PATH), self.palette
        line = [(self.columns.x(0.0), y), (self.columns.x(planned - 1.0), y)]
        attach(ticks(self.axes, list(pairwise(line)), color=palette.line, width=1.4, zorder=0.6), [mark])
        visited = [row for row in range(planned) if row not in variant.skipped and row not in variant.late]
        size = min(7.0, 0.42 * self.rows.height, 0.7 * (self.columns.x(1.0) - self.columns.x(0.0)))
        skipped = dict.fromkeys(map(float, variant.skipped), mark)  # no moments: nobody was there
        self._dots(self._there(visited, mark), y, "o", size, palette.accent, palette.accent)
        self._dots(skipped, y, "x", 0.75 * size, palette.friction, palette.friction)
        self._dots(self._there(variant.late, mark), y, "s", 0.9 * size, palette.surface, palette.warning)
        for row in variant.ad_hoc:
            at = variant.path.index(row)
            before = next((each for each in reversed(variant.path[:at]) if each < planned), -1)
            met = {before + 0.5: self._at(row, mark)}
            self._dots(met, y, "D", 0.75 * size, palette.surface, palette.promise)

    def _at(self, row: int, mark: Mark) -> Mark:
        """The path's mark with the moments of its journeys at that place behind it."""
        place = self.data.places[row]
        return replace(mark, behind=Behind(f"moments at {clean(place.name)}", (), (place.ident,)))

    def _there(self, rows: Sequence[int], mark: Mark) -> dict[float, Mark]:
        return {float(row): self._at(row, mark) for row in rows}

    def _dots(self, dots: Mapping[float, Mark], y: float, marker: str, size: float, face: str, edge: str) -> None:
        """Marks by their column."""
        if dots:
            x = [self.columns.x(column) for column in dots]
            made = points(self.axes, x, [y] * len(x), marker=marker, sizes=size, face=face, edge=edge, width=1.2)
            attach(made, list(dots.values()))

    def _taken(self, place: int, path: Path) -> None:
        """How many of each group took it, and what share of the group that is."""
        small, groups = self.sheet.small, len(self.data.names)
        high = self.rows.height
        for group, (journeys, (name, n)) in enumerate(zip(path.variant.journeys, self.data.names, strict=True)):
            if not n:
                continue
            each, share = look(group, self.palette), len(journeys) / n
            middle = self.rows.middle(place) + (0.0 if groups == 1 else (group - 0.5) * 0.44 * high)
            half = 0.24 * high if groups == 1 else 0.16 * high
            if journeys:
                box = (self.share.left, middle - half, max(self.share.x(share), self.share.left + 1), middle + half)
                made = bars(self.axes, [box], face=each.face, edge=each.edge, width=0.9)
                attach(
                    made,
                    [
                        Mark(
                            f"{path.name} · {clean(name)}\n{len(journeys):,} of {counted(n, 'journey')}",
                            journeys,
                            _PATH,
                        )
                    ],
                )
            if groups == 2 and high < 2.3 * small:
                if group:
                    both = " | ".join(f"{len(each):,}" for each in path.variant.journeys)
                    y = self.rows.middle(place) + 0.36 * small
                    self.sheet.text(self.share.right + 8, y, both, size=small, color=self.palette.ink)
                continue
            words = _of_group(len(journeys), n)
            self.sheet.text(
                self.share.right + 8, middle + 0.36 * small, words, size=small,
                color=self.palette.ink if journeys else self.palette.ink2, weight=SEMIBOLD if group == 0 else 400,
            )  # fmt: skip
