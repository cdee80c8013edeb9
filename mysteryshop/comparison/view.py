"""What a comparison shows, and the views that were saved: a small text file in the data folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from mysteryshop import toml_text
from mysteryshop.errors import KnownError

FILE = "views.toml"
FORMAT = 2  # raise it when what is written changes its meaning
MEASURE = "communication_frequency_per_hour"
HEADS = ("group", "leader", "place", "persona", "template_name", "relationship", "tags", "state", "origin")
ALL, NONE = "*", "-"  # every group; no second group
COLUMNS = (
    *("group", "leader", "duration_s", MEASURE, "longest_silence_s", "wait_ratio", "promise_reliability"),
    *("friction_count", "emotion_end", "satisfaction"),
)


@dataclass(frozen=True, slots=True)
class View:
    """Which journeys, in which groups, by which measure, with which columns in which order.

    `filters` maps template, relationship, place, leader, persona, tag, period, state, origin and text to what they
    must be; "" asks for nothing, and a template or relationship that is not in it is chosen by what there is most of.
    `group` is the field whose values `a` and `b` are compared; "" is chosen. `b` of NONE is no second group, and of
    ALL every group that there is. `columns` are HEADS and fields of FIGURE_COLUMNS behind the journey itself, and
    `sort` is the one that the table is sorted by, "" by the day on which each began.
    """

    name: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    group: str = "year"
    a: str = ""
    b: str = ""
    measure: str = MEASURE
    columns: tuple[str, ...] = COLUMNS
    take_in: tuple[str, ...] = ()
    sort: str = ""
    descending: bool = True

    @property
    def figures(self) -> tuple[str, ...]:
        """The columns that are figures."""
        return tuple(name for name in self.columns if name not in HEADS)


def load_views(data_dir: Path) -> tuple[View, ...]:
    """The saved views; KnownError where the file is not what it should be."""
    path = data_dir / FILE
    try:
        read = toml_text.loads(path.read_text(encoding="utf-8"))
        old = read.get("format", 1) < FORMAT
        return tuple(_of_format_1(_view(table)) if old else _view(table) for table in read.get("view", ()))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise KnownError(
            f"The saved views cannot be read: {error}. Nothing else is touched.",
            f"Correct {FILE} in the data folder, or delete it.",
        ) from error


def save_views(views: Sequence[View], data_dir: Path) -> None:
    """Write all views beside the file, then replace it; KnownError where that fails."""
    import tomli_w

    from mysteryshop.replacing import replace_file

    replace_file(data_dir / FILE, tomli_w.dumps({"format": FORMAT, "view": [_table(view) for view in views]}).encode())


def _table(view: View) -> dict[str, Any]:
    table = {each.name: getattr(view, each.name) for each in fields(View)}
    return table | {"filters": dict(view.filters), "columns": list(view.columns), "take_in": list(view.take_in)}


def _view(table: Mapping[str, Any]) -> View:
    from mysteryshop.analysis.figure_columns import COLUMN_OF

    from .fields import FIELDS  # it brings numpy along

    known = {each.name for each in fields(View)}
    said = {name: value for name, value in table.items() if name in known}
    for name in ("columns", "take_in"):
        said[name] = tuple(str(value) for value in said.get(name, getattr(View(), name)))
    said["filters"] = {str(key): str(value) for key, value in said.get("filters", {}).items()}
    for name in ("name", "group", "a", "b", "measure", "sort"):
        said[name] = str(said.get(name, getattr(View(), name)))
    if said["group"] not in FIELDS:
        raise ValueError(f"“{said['group'][:40]}” is nothing to group by")
    said["descending"] = bool(said.get("descending", True))
    for name in (said["measure"], *said["columns"], *([said["sort"]] if said["sort"] else [])):
        if name not in COLUMN_OF and name not in HEADS:
            raise ValueError(f"“{name[:40]}” is no column")
    return View(**said)


def _of_format_1(view: View) -> View:
    """Group and leader were always there, and the year was the only period."""
    filters = {("period" if name == "year" else name): value for name, value in view.filters.items()}
    return replace(view, filters=filters, columns=("group", "leader", *view.columns))
