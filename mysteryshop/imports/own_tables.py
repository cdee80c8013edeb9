"""A single table of this app's own, which makes no whole journey: told by its header, never taken for a log."""

from __future__ import annotations

from collections.abc import Sequence

from mysteryshop.errors import InputError
from mysteryshop.exports.csv_tables import DICTIONARY, TITLES
from mysteryshop.exports.tables import METRICS_TABLE, TABLES, Table

from .tables import needed

_SMALL = 6  # columns: a log of another system may have most of them too
_KNOWN = 0.9  # the share of its columns: some were perhaps added, or are of another version
_OF_METRICS = frozenset({"journey", "template", "origin", "state"})
_REMEDY = (
    "Import an export that holds whole journeys: the .zip of all tables, .json, .xlsx, or field notes (.txt); "
    "nothing was imported."
)


def check(file: str, header: Sequence[str]) -> None:
    """InputError where the header is that of a table which this app writes."""
    if name := named(header):
        raise InputError(f"{file} is this app's own table “{name}”, which alone makes no journey.", _REMEDY)


def named(header: Sequence[str]) -> str:
    """The name of this app's table with such a header; "" where there is none."""
    titles = {" ".join(title.split()).casefold() for title in header}
    if titles == set(TITLES):
        return DICTIONARY
    return next((table.name for table in TABLES if _is(table, titles)), "")


def _is(table: Table, titles: set[str]) -> bool:
    own = {column.name for column in table.columns}
    must = own if len(own) <= _SMALL else _OF_METRICS if table is METRICS_TABLE else needed(table.name)
    return must <= titles and len(titles & own) >= _KNOWN * len(titles)
