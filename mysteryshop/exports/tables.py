"""Journeys as tidy tables: one row a thing, one column a fact, the same in CSV files and in the workbook.

The columns are the fields of mysteryshop.journey, so that reading the tables back gives the same journeys; what is
worked out from others is `derived` and left aside then. Every column has its line in the data dictionary.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, asdict, dataclass, fields
from functools import lru_cache
from hashlib import sha256
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from mysteryshop.analysis.debrief import tainted
from mysteryshop.analysis.figure_columns import SPREAD
from mysteryshop.analysis.metrics import METRICS, compute
from mysteryshop.analysis.timeline import Timeline
from mysteryshop.journey import (
    Answer,
    Attachment,
    Expectation,
    Finding,
    Journey,
    Moment,
    Pause,
    Record,
    Skip,
    Template,
    Touchpoint,
    Visit,
)
from mysteryshop.permitted import is_instant

from .dictionary import ABOUT, COLUMNS, FORMS, TABLES_ABOUT, WITH_OFFSET

_KINDS: Mapping[Any, str] = {str: "text", int: "whole number", float: "number", bool: "true or false"}
_DAYS = {"retain_until": "date", "due": "date or text"}  # texts that are days; whoever writes by when may write words
_MAY_LACK = frozenset({"title", "text", "description"})  # words that have to be there, and may be none all the same


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what its cells are, and what it means.

    `optional` says that a value may be unknown, `wordless` that a text may have no words: either is an empty cell.
    """

    name: str
    kind: str  # text, whole number, number, true or false, time, date, date or text, list, object
    about: str
    optional: bool = False
    derived: bool = False
    wordless: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `rows` are those of one journey, in the order of the columns; instants are still microseconds."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Record], Iterable[tuple[Any, ...]]]
    kind: type[Any] | None = None  # the class that a row is an object of
    shared: bool = False  # rows belong to several journeys, and are written once


def template_id(template: Template) -> str:
    """What the tables call a plan: templates with the same id are the same in everything."""
    return _template_id(template)


@lru_cache(maxsize=64)
def _template_id(template: Template) -> str:
    return sha256(json.dumps(asdict(template), sort_keys=True).encode()).hexdigest()[:16]


def columns_of(kind: type[Any], table: str, without: frozenset[str] = frozenset()) -> tuple[Column, ...]:
    """The columns that the fields of a class make."""
    hints = get_type_hints(kind)
    return tuple(_column(f, hints[f.name], table) for f in fields(kind) if f.name not in without)


def _column(field: Field[Any], hint: Any, table: str) -> Column:
    name, optional = field.name, get_origin(hint) is UnionType
    plain = get_args(hint)[0] if optional else hint
    kind = "time" if is_instant(name) else "list" if get_origin(plain) is tuple else _DAYS.get(name) or _KINDS[plain]
    wordless = plain is str and (field.default == "" or (field.default is MISSING and name in _MAY_LACK))
    return Column(name, kind, _about(name, kind, table), optional, wordless=wordless)


def _about(name: str, kind: str, table: str) -> str:
    """What a column means, and how a cell holds many things; how a time is written depends on the file."""
    about = (COLUMNS[table].get(name) or ABOUT[name]).replace(WITH_OFFSET, "")
    return f"{about.removesuffix('.')}, as a JSON list." if kind == "list" else about


def _derived(name: str, kind: str, table: str, *, optional: bool = False) -> Column:
    return Column(name, kind, _about(name, kind, table), optional, True)


def _values(item: Any, columns: Iterable[Column]) -> tuple[Any, ...]:
    return tuple(getattr(item, column.name) for column in columns if not column.derived)


_JOURNEY = Column("journey", "text", ABOUT["journey"])
_PLAN = Column("plan", "text", ABOUT["plan"])
_TEMPLATE = Column("template", "text", ABOUT["template"])  # of a template its key, under the name that joins tables


def _items(
    name: str, kind: type[Any], listed: Callable[[Record], Iterable[Any]], derived: tuple[Column, ...] = (),
    derive: Callable[[Record], Callable[[Any], tuple[Any, ...]]] | None = None,
) -> Table:  # fmt: skip
    """The table of a kind of item, whose rows begin with the id of their journey."""
    own = columns_of(kind, name)

    def rows(record: Record) -> Iterator[tuple[Any, ...]]:
        more = derive(record) if derive is not None else None
        for item in listed(record):
            yield (record.journey.id, *_values(item, own), *(more(item) if more is not None else ()))

    return Table(name, TABLES_ABOUT[name], (_JOURNEY, *own, *derived), rows, kind)


_HEAD = columns_of(Journey, "journeys", frozenset({"template"}))
_PLANNED = columns_of(Template, "templates", frozenset({"key", "touchpoints"}))
_STEP = columns_of(Touchpoint, "touchpoints")


def _journeys(record: Record) -> Iterator[tuple[Any, ...]]:
    template = record.template
    yield (*_values(record.journey, _HEAD), template_id(template), template.key, template.name, tainted(record))


def _templates(record: Record) -> Iterator[tuple[Any, ...]]:
    template = record.template
    yield (template_id(template), template.key, *_values(template, _PLANNED))


def _touchpoints(record: Record) -> Iterator[tuple[Any, ...]]:
    for position, touchpoint in enumerate(record.template.touchpoints, start=1):
        yield (template_id(record.template), position, *_values(touchpoint, _STEP))


def _visit_more(record: Record) -> Callable[[Visit], tuple[Any, ...]]:
    timeline = Timeline(record)
    return lambda visit: (timeline.touch(visit),)


def _moment_more(record: Record) -> Callable[[Moment], tuple[Any, ...]]:
    timeline = Timeline(record)
    names = {visit.id: visit.name for visit in record.visits}
    return lambda moment: (timeline.journey_time(moment.observed_at), names.get(moment.visit or ""))


_SAID = ("origin", "state", "place", "relationship", "persona", "leader", "tags")  # of the head, beside the figures


def _metrics(record: Record) -> Iterator[tuple[Any, ...]]:
    journey, found = record.journey, compute(record)
    figures = (*(found[metric.field] for metric in METRICS), *(column.of(found) for column in SPREAD))
    head = (journey.id, record.template.key, *(getattr(journey, name) for name in _SAID))
    yield (*head, tainted(record), journey.demo, journey.started_at, *figures)


def _metric_columns() -> Iterator[Column]:
    yield _JOURNEY
    yield Column("template", "text", COLUMNS["metrics"]["template"])
    heads = {column.name: column for column in _HEAD}
    yield from (heads[name] for name in _SAID)
    yield Column("tainted", "true or false", COLUMNS["metrics"]["tainted"])
    yield heads["demo"]
    yield heads["started_at"]
    for metric in METRICS:
        kind, unit = FORMS.get(metric.unit, ("number", f"Unit: {metric.unit}"))
        yield Column(metric.field, kind, f"{metric.tooltip} {unit}.", optional=True)
    for figure in SPREAD:
        yield Column(figure.field, "number", f"{figure.tooltip} Unit: {figure.unit}.", optional=True)


METRICS_TABLE = Table("metrics", TABLES_ABOUT["metrics"], tuple(_metric_columns()), _metrics)
TABLES: tuple[Table, ...] = (
    Table(
        "journeys", TABLES_ABOUT["journeys"],
        (
            *_HEAD, _PLAN, *(_derived(name, "text", "journeys") for name in ("template", "template_name")),
            _derived("tainted", "true or false", "journeys"),
        ),
        _journeys, Journey,
    ),
    METRICS_TABLE,
    _items("visits", Visit, lambda r: r.visits, (_derived("duration_s", "number", "visits"),), _visit_more),
    _items(
        "moments", Moment, lambda r: r.moments,
        (
            _derived("journey_time_s", "number", "moments"),
            _derived("visit_name", "text", "moments", optional=True),
        ),
        _moment_more,
    ),
    _items("attachments", Attachment, lambda r: r.attachments),
    _items("expectations", Expectation, lambda r: r.expectations),
    _items("findings", Finding, lambda r: r.findings),
    _items("answers", Answer, lambda r: [Answer(key, text) for key, text in r.answers.items()]),
    _items("skips", Skip, lambda r: r.skips),
    _items("pauses", Pause, lambda r: r.pauses),
    Table("templates", TABLES_ABOUT["templates"], (_PLAN, _TEMPLATE, *_PLANNED), _templates, Template, shared=True),
    Table(
        "touchpoints", TABLES_ABOUT["touchpoints"],
        (_PLAN, Column("position", "whole number", COLUMNS["touchpoints"]["position"]), *_STEP),
        _touchpoints, Touchpoint, shared=True,
    ),
)  # fmt: skip


def dictionary(
    times: Callable[[Table, Column], str], tables: Iterable[Table] = TABLES
) -> Iterator[tuple[str, str, str, str, str]]:
    """The data dictionary: table, column, what its cells are, whether they may be empty, what it means.

    `times` says how the file writes the times of a column.
    """
    for table in tables:
        yield table.name, "", "table", "", table.about
        for column in table.columns:
            empty = "yes" if column.optional or column.wordless else "no"
            about = f"{column.about} {times(table, column)}" if column.kind == "time" else column.about
            yield table.name, column.name, column.kind, empty, about
