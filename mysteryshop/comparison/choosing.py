"""Which journeys a view shows and in which groups, with everything else that could be chosen: quick, for every look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray

from mysteryshop.figures import REASONS, Figures, FigureTable, Filter, told

from .fields import FIELDS, Choice, counted, members
from .narrowing import narrowed
from .period import PRESETS
from .view import ALL, NONE, View

FILTERS = ("template", "relationship", "place", "leader", "persona", "tag", "period", "state", "origin")
_COUNTED = (  # what filters and their choices look at
    *("key", "template", "template_name", "relationship", "place", "leader", "persona", "tags", "state", "origin"),
    *("tainted", "demo", "day"),
)
_TAKEN = {"state": frozenset(REASONS[:2]), "origin": frozenset(REASONS[3:])}  # so that others can be chosen at all


@dataclass(frozen=True, eq=False)
class Chosen:
    """`view` is what was asked for, with what was chosen for the user; `parts` are the groups, as `labels` names them.

    `journeys` are those of all groups, each once, and `group_of` names the group of each.
    """

    view: View
    filters: Mapping[str, tuple[Choice, ...]]
    values: tuple[Choice, ...]  # of the field that groups are made by
    labels: tuple[str, ...]
    parts: tuple[Figures, ...]
    journeys: Figures
    group_of: tuple[str, ...]
    title: str
    reasons: Mapping[str, int]  # how many do not count, by why

    @property
    def left_out(self) -> str:
        """The same in words."""
        if not self.reasons:
            return "none left out"
        each = ", ".join(told(n, reason) for reason, n in self.reasons.items())
        return f"{sum(self.reasons.values()):,} left out: {each}"

    @property
    def n(self) -> tuple[int, ...]:
        """How many journeys each group has."""
        return tuple(len(part) for part in self.parts)

    @property
    def template(self) -> str:
        """The template that all journeys share; "" where they differ."""
        names = set(self.journeys["template"].tolist())
        return self.view.filters.get("template", "") if len(names) <= 1 else ""


def choose(table: FigureTable, view: View, today: date | None = None) -> Chosen:
    """The journeys of that view; without template or relationship the ones that there are most of."""
    today, everything = today or datetime.now(tz=UTC).astimezone().date(), table.everything()
    view, choices = _settled(table, everything.slim(_COUNTED), view, today)
    found = table.chosen(everything, filter_of(view, today))
    values = counted(found, view.group)
    view = _grouped(view, [value for value, _, _ in values])
    wanted = (
        [value for value, _, _ in values] if view.b == ALL else [v for v in (view.a, view.b) if v not in ("", NONE)]
    )
    names = {value: label for value, label, _ in values}
    labels = [names.get(value, value) for value in wanted]
    masks = [members(found, view.group, value) for value in wanted] or [np.ones(len(found), dtype=np.bool_)]
    both = masks[0] & masks[1] if len(masks) == 2 else np.zeros(len(found), dtype=np.bool_)
    masks = [mask & ~both for mask in masks]  # a journey with both tags stands in neither group
    journeys, group_of = _together(found, masks, labels or ["All"])
    return Chosen(
        view, choices, values, tuple(labels) or ("All",), tuple(found.take(mask) for mask in masks), journeys,
        group_of, _title(view, found, labels), _left_out(found, int(both.sum())),
    )  # fmt: skip


def filter_of(view: View, today: date) -> Filter:
    """What the view asks of a journey."""
    return narrowed(view.filters, view.take_in, today)


def _settled(
    table: FigureTable, everything: Figures, view: View, today: date
) -> tuple[View, dict[str, tuple[Choice, ...]]]:
    """The view with a template and a relationship where none was asked for, and what else could be chosen."""
    filters, choices = dict(view.filters), dict[str, tuple[Choice, ...]]()
    for name in FILTERS:
        others = {key: value for key, value in filters.items() if key != name}
        taken = _TAKEN.get(name, frozenset()) | set(view.take_in)
        asked = filter_of(replace(view, filters=others, take_in=tuple(taken)), today)
        found = table.chosen(everything, asked)
        choices[name] = _periods(found, today) if name == "period" else counted(found, name)
        if name in ("template", "relationship") and name not in filters and choices[name]:
            filters[name] = max(choices[name], key=lambda choice: choice[2])[0]
    return replace(view, filters=filters), choices


def _periods(found: Figures, today: date) -> tuple[Choice, ...]:
    """Presets, then the years that there are."""
    days = found["day"]
    rows = []
    for name, of in PRESETS.items():
        since, until = of(today)
        if since is not None and until is not None:
            rows.append((name, name, int(((days >= since.toordinal()) & (days <= until.toordinal())).sum())))
    return (*rows, *counted(found, "year"))


def _grouped(view: View, values: Sequence[str]) -> View:
    """The view with the groups that there are: the first two where none were asked for."""
    a = view.a if view.a in values else (values[0] if values else NONE)
    rest = [value for value in values if value != a]
    kept = view.b in (NONE, ALL) or (view.b in values and view.b != a)
    return replace(view, a=a, b=view.b if kept else (rest[0] if rest else NONE))


def _together(
    found: Figures, masks: Sequence[NDArray[np.bool_]], labels: Sequence[str]
) -> tuple[Figures, tuple[str, ...]]:
    """The journeys of all groups, each once, group by group; and the groups of each in words."""
    first = np.full(len(found), len(masks), dtype=np.int64)
    for place in range(len(masks) - 1, -1, -1):
        first[masks[place]] = place
    order = np.argsort(first, kind="stable")
    order = order[first[order] < len(masks)]
    words = np.array([*labels, ""], dtype=object)[first[order]].tolist()
    for row in np.flatnonzero(np.sum([mask[order] for mask in masks], axis=0) > 1).tolist():
        words[row] = ", ".join(label for label, mask in zip(labels, masks, strict=True) if mask[order[row]])
    return found.take(order), tuple(words)


def _title(view: View, found: Figures, labels: Sequence[str]) -> str:
    names = sorted(set(map(str, found["template_name"])))
    what = names[0] if len(names) == 1 else "All templates" if names else "No journeys"
    if view.b == ALL:
        return f"{what}: by {FIELDS[view.group].label}"
    return f"{what}: {' against '.join(labels)}" if labels else what


def _left_out(found: Figures, both: int) -> dict[str, int]:
    return dict(found.left_out) | ({"of both groups": both} if both else {})
