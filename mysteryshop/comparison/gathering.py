"""What a comparison shows: choices with their n, one or two groups, and the finding in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from mysteryshop import vocabulary
from mysteryshop.analysis.compare import Comparison, compare_groups
from mysteryshop.analysis.drivers import Drivers
from mysteryshop.analysis.figure_columns import COLUMN_OF, FIGURE_COLUMNS
from mysteryshop.analysis.sides import Felt, Rubbed, Side, Sides
from mysteryshop.analysis.wording import counted, day_text
from mysteryshop.charts.comparison.spread import told_value
from mysteryshop.figures import Figures, FigureTable, Filter, frictions, touchpoints
from mysteryshop.store.database import Database

from .analysing import analysed
from .view import MEASURE, View

Choice = tuple[str, str, int]  # value, label, journeys
FILTERS = ("template", "relationship", "place", "leader", "year")
GROUPS = ("year", "half-year", "leader", "place", "persona", "relationship", "template", "origin", "state")
_SURE = 0.05


@dataclass(frozen=True, eq=False)
class Gathered:
    """One answer for a whole screen or report. `view` is what was asked for, with what was chosen for the user."""

    view: View
    filters: Mapping[str, tuple[Choice, ...]]
    values: tuple[Choice, ...]  # of the field that groups are made by
    labels: tuple[str, ...]  # of the groups that there are
    n: tuple[int, ...]
    title: str
    finding: str
    small: str
    left_out: str
    journeys: Figures  # of all groups
    group_of: tuple[str, ...]
    sides: Sides
    comparison: Comparison | None
    drivers: Drivers | str  # of all groups together, or why there are none

    @property
    def given(self) -> dict[str, Any]:
        """What each chart of COMPARISONS is prepared from, by its name."""
        of_sides = dict.fromkeys(("emotion", "told", "frictions"), self.sides)
        return {"spread": (self.sides, COLUMN_OF[self.view.measure]), **of_sides, "shares": self.drivers}


def gather(database: Database, table: FigureTable, view: View) -> Gathered:
    """Everything for that view."""
    view, choices = _settled(table, view)
    found = table.columns(_filter(view))
    values = tuple(_counted(found, view.group))
    view = _grouped(view, [value for value, _, _ in values])
    names = {value: label for value, label, _ in values}
    column = _column(found, view.group)
    groups = [value for value in (view.a, view.b) if value not in ("", "-")]
    parts = [found.take(column == value) for value in groups] if groups else [found]
    labels = [names.get(value, value) for value in groups] if groups else ["All"]
    sides = _sides(database, parts, labels, _title_of(view, found))
    compared = _compared(parts, labels, view.measure) if len(parts) == 2 else None
    shown = found.take(np.concatenate([np.flatnonzero(column == value) for value in groups])) if groups else found
    pooled = found.take(np.isin(column, groups)) if groups else found  # in the store's order, whichever group is A
    title = _title(view, found, labels if groups else [])
    return Gathered(
        view, choices, values, tuple(labels), tuple(len(part) for part in parts), title,
        _finding(parts, labels, view.measure, compared), _small(parts, compared), _left_out(found), shown,
        tuple(label for part, label in zip(parts, labels, strict=True) for _ in range(len(part))), sides, compared,
        analysed(pooled),
    )  # fmt: skip


def _settled(table: FigureTable, view: View) -> tuple[View, dict[str, tuple[Choice, ...]]]:
    """The view with a template and a relationship where none was asked for, and what else could be chosen."""
    filters, choices = dict(view.filters), dict[str, tuple[Choice, ...]]()
    for name in FILTERS:
        others = {key: value for key, value in filters.items() if key != name}
        found = tuple(_counted(table.columns(_filter(replace(view, filters=others))), name))
        choices[name] = found
        if name in ("template", "relationship") and name not in filters and found:
            filters[name] = max(found, key=lambda choice: choice[2])[0]
    return replace(view, filters=filters), choices


def _filter(view: View) -> Filter:
    said = view.filters
    year = int(said["year"]) if said.get("year", "").isdigit() else None
    return Filter(
        template=said.get("template", ""),
        relationship=said.get("relationship", ""),
        place=said.get("place", ""),
        leader=said.get("leader", ""),
        since=date(year, 1, 1) if year else None,
        until=date(year, 12, 31) if year else None,
        take_in=frozenset(view.take_in),
    )


def _column(found: Figures, name: str) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """The field's value of each journey as text; "" where there is none."""
    if name == "half-year":
        days = [date.fromordinal(int(day)) if day > 0 else None for day in found["day"]]
        words = ["" if day is None else f"{day.year} H{1 if day.month <= 6 else 2}" for day in days]
    elif name == "year":
        words = [str(year) if year else "" for year in found["year"]]
    else:
        words = [str(value) for value in found[name]]
    column = np.empty(len(words), dtype=object)
    column[:] = words
    return column


def _counted(found: Figures, name: str) -> list[Choice]:
    """The values of a field with how many journeys there are; the newest year first, else by name."""
    counts = Counter(_column(found, name).tolist())
    names = dict(zip(found["template"], found["template_name"], strict=True)) if name == "template" else {}
    rows = [(value, _label(name, value, names), n) for value, n in counts.items() if value]
    if name in ("year", "half-year"):
        return sorted(rows, reverse=True)
    return sorted(rows, key=lambda row: (-row[2], row[1].casefold()) if name == "template" else (0, row[1].casefold()))


def _label(name: str, value: str, names: Mapping[str, str]) -> str:
    terms: dict[str, Sequence[vocabulary.Term]] = {
        "relationship": vocabulary.RELATIONSHIPS, "state": vocabulary.STATES, "origin": vocabulary.ORIGINS,
    }  # fmt: skip
    return names.get(value) or next((term.label for term in terms.get(name, ()) if term.id == value), value)


def _grouped(view: View, values: Sequence[str]) -> View:
    """The view with the groups that there are: the first two where none were asked for."""
    a = view.a if view.a in values else (values[0] if values else "-")
    rest = [value for value in values if value != a]
    b = view.b if view.b == "-" or (view.b in values and view.b != a) else (rest[0] if rest else "-")
    return replace(view, a=a, b=b)


def _title_of(view: View, found: Figures) -> str:
    """The template that all journeys share; "" where they differ."""
    return view.filters.get("template", "") if len(set(found["template"].tolist())) <= 1 else ""


def _sides(database: Database, parts: Sequence[Figures], labels: Sequence[str], template: str) -> Sides:
    felt, rubbed, order = list[Felt](), list[Rubbed](), dict[str, tuple[int, str]]()
    for part in parts:
        ids, places = part.ids, touchpoints(database, part)
        names = dict[str, str]()
        for index, place, key, name, emotion in zip(
            places.journey, places.place, places.key, places.name, places.emotion, strict=True
        ):
            if key:
                order.setdefault(str(key), (int(place), str(name)))
                names[str(key)] = order[str(key)][1]
            if np.isfinite(emotion):
                felt.append(Felt(str(ids[index]), names.get(str(key), str(name)), float(emotion)))
        rub = frictions(database, part)
        rubbed.extend(
            Rubbed(
                str(ids[index]), order[key][1] if key in order else str(name) or "before the first", category, int(n)
            )
            for index, key, name, category, n in zip(
                rub.journey, rub.key, rub.name, rub.category, rub.count, strict=True
            )
        )
    plan = tuple(name for _, name in sorted(order.values())) if template else ()
    sides = tuple(_side(part, label) for part, label in zip(parts, labels, strict=True))
    return Sides(sides, plan, tuple(felt), tuple(rubbed))


def _side(part: Figures, label: str) -> Side:
    numbers = {column.field: part[column.field] for column in FIGURE_COLUMNS}
    return Side(label, tuple(map(str, part.ids)), tuple(labelled(part, row) for row in range(len(part))), numbers)


def labelled(of: Figures, row: int) -> str:
    """`14 Nov 2026 · Lisbon to Oslo`."""
    day = int(of["day"][row])
    when = day_text(day) if day > 0 else "not begun"
    return " · ".join(part for part in (when, str(of["place"][row]) or str(of["template_name"][row])) if part)


def _compared(parts: Sequence[Figures], labels: Sequence[str], measure: str) -> Comparison:
    column = COLUMN_OF[measure]
    return compare_groups(
        parts[0][measure], parts[1][measure], names=(labels[0], labels[1]), measure=column.label,
        told=lambda value: told_value(column, value),
    )  # fmt: skip


def _title(view: View, found: Figures, labels: Sequence[str]) -> str:
    names = sorted(set(map(str, found["template_name"])))
    what = names[0] if len(names) == 1 else "All templates" if names else "No journeys"
    return f"{what}: {' against '.join(labels)}" if labels else what


def _finding(parts: Sequence[Figures], labels: Sequence[str], measure: str, compared: Comparison | None) -> str:
    column = COLUMN_OF[measure]
    if compared is None:
        values = parts[0][measure]
        there = values[np.isfinite(values)]
        if not len(there):
            return "No journey that counts yet has this figure. Walk and finalise one, or take in what was left out."
        said = told_value(column, float(np.median(there)))
        return f"{column.label}: a median of {said} (n = {len(there)}). There is no second group to set it against."
    return f"{_told(compared, column.label, labels)} {_apart(compared, measure, parts)}".strip()


def _told(compared: Comparison, label: str, labels: Sequence[str]) -> str:
    a, b = (group.median for group in (compared.a, compared.b))
    if a is None or b is None or compared.dominance is None:
        return compared.sentence
    column = next(column for column in FIGURE_COLUMNS if column.label == label)
    told = f"a median of {told_value(column, a)} in {labels[0]} against {told_value(column, b)} in {labels[1]}"
    inside = compared.dominance.interval
    figures = f"Cliff's delta {_figure(compared.dominance.delta)}"
    if inside is not None:
        figures += f", 95 % {_figure(inside.low)} to {_figure(inside.high)}"
    return f"{label}: {told} ({figures})."


def _apart(compared: Comparison, measure: str, parts: Sequence[Figures]) -> str:
    """What chance would do, and in which other figures the groups differ by more than chance."""
    if compared.permutation is None:
        return ""
    told = compared.sentence.rsplit(". ", 1)[-1]
    if measure == MEASURE and min(len(part) for part in parts) and compared.permutation.p <= _SURE:
        return f"{told} {_silence(parts)}".strip()
    return told


def _silence(parts: Sequence[Figures]) -> str:
    column = COLUMN_OF["longest_silence_s"]
    middles = [float(np.nanmedian(part["longest_silence_s"])) for part in parts]
    told = [told_value(column, value) for value in middles]
    return f"The longest silence: a median of {told[0]} against {told[1]}."


def _small(parts: Sequence[Figures], compared: Comparison | None) -> str:
    n = " and ".join(str(len(part)) for part in parts)
    leaders = {leader for part in parts for leader in part["leader"].tolist() if leader}
    places = {place for part in parts for place in part["place"].tolist() if place}
    word = "journey" if sum(len(part) for part in parts) == 1 else "journeys"
    by = f" by {counted(len(leaders), 'leader')}" if leaders else ""
    at = f"; {counted(len(places), 'place')}" if places else ""
    begin = f"{n} {word}{by}{at}."
    if compared is None or compared.permutation is None:
        return begin
    test = compared.permutation
    p = "< 0.001" if test.p < 0.001 else f"= {test.p:.3f}"
    how = f"all {test.arrangements:,} arrangements" if test.exact else f"{test.arrangements:,} permutations"
    return f"Permutation p {p} ({how}). {begin}"


def _left_out(found: Figures) -> str:
    if not found.left_out:
        return "none left out"
    each = ", ".join(f"{n} {reason}" for reason, n in found.left_out.items())
    return f"{sum(found.left_out.values())} left out: {each}"


def _figure(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
