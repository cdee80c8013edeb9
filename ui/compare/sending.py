"""What leaves the comparison: the report, the table as CSV, the charts as pictures; written on the reader."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from mysteryshop import palette
from mysteryshop.exports.safe_text import guarded, storable
from mysteryshop.replacing import replace_file
from mysteryshop.wording import DEMO

if TYPE_CHECKING:
    from mysteryshop.comparison.gathering import Gathered
    from mysteryshop.figures import Figures
    from mysteryshop.privacy.decisions import Decisions
    from mysteryshop.privacy.texts import Words

_HEADS = ("id", "template", "template_name", "place", "relationship", "persona", "leader", "state", "origin")
_WORDS = ("place", "persona")  # written freely
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOT_IN_NAMES = re.compile(r"[^\w .,()+&'-]+")


def write_table(
    figures: Figures, ids: Sequence[str], groups: Mapping[str, str], path: Path, decisions: Decisions | None = None
) -> Path:
    """The journeys of `ids` in that order, every figure a column; KnownError where the file cannot be written.

    `decisions` say what is redacted of places, personas and groups; without them all that the scan proposes is.
    """
    from mysteryshop.analysis.figure_columns import FIGURE_COLUMNS
    from mysteryshop.comparison.words import decided, words_of_table
    from mysteryshop.privacy.redaction import Redactor

    clear = Redactor(decided(words_of_table(figures, ids), decisions)[0])
    out = StringIO()
    table = csv.writer(out)
    fields = [column.field for column in FIGURE_COLUMNS]
    table.writerow([*_HEADS, "group", "started_at", "tainted", "demo", *fields])
    for ident in ids:
        at = figures.position[ident]
        words = {name: str(figures[name][at]) for name in _HEADS}
        heads = [_text(clear(text) if name in _WORDS else text) for name, text in words.items()]
        flags = [str(bool(figures[name][at])).lower() for name in ("tainted", "demo")]
        numbers = [_number(float(figures[name][at])) for name in fields]
        table.writerow(
            [*heads, _text(clear(groups.get(ident, ""))), _instant(int(figures["started_at"][at])), *flags, *numbers]
        )
    replace_file(path, b"\xef\xbb\xbf" + out.getvalue().encode())
    return path


def write_charts(found: Gathered, folder: Path, suffix: str, decisions: Decisions | None = None) -> Path:
    """Every chart into the folder, as wide as a report's page and in light colours, named as the comparison is.

    Each says so where demo data is in it.
    """
    from mysteryshop.charts.comparison import COMPARISONS
    from mysteryshop.charts.render import to_bytes
    from mysteryshop.comparison.words import decided, redrawn, words_of

    clear, _ = decided(words_of(found), decisions)
    foot = DEMO if bool(found.journeys["demo"].any()) else ""
    for name, from_this in redrawn(found, clear).given.items():
        chart = COMPARISONS[name]
        content = to_bytes(chart, chart.prepare(from_this), palette.load("light"), suffix, foot=foot)
        replace_file(folder / f"{file_name(title_of(found, clear))} - {name}{suffix}", content)
    return folder


def write_report(found: Gathered, path: Path, decisions: Decisions | None = None) -> Path:
    """The comparison as a PDF; KnownError where the file cannot be written."""
    from mysteryshop.report import write_comparison

    return write_comparison(found, path, decisions=decisions).path


def words_leaving(found: Gathered, ids: Sequence[str] | None) -> Words:
    """What is asked about before it leaves: of the table of `ids`, else of all that the screen shows."""
    from mysteryshop.comparison.words import words_of, words_of_table

    return words_of(found) if ids is None else words_of_table(found.journeys, ids)


def title_of(found: Gathered, decisions: Decisions) -> str:
    """What it is called, as it may be read in a file's name."""
    from mysteryshop.privacy.redaction import Redactor

    return Redactor(decisions)(found.title)


def file_name(words: str) -> str:
    """The words as a file's name that every system takes."""
    return " ".join(_NOT_IN_NAMES.sub(" ", words).split())[:100].strip(" .") or "comparison"


def _text(words: str) -> str:
    """The words, never taken for a formula by a spreadsheet."""
    return guarded(storable(words))


def _number(value: float) -> str:
    if value != value:
        return ""
    return str(int(value)) if value.is_integer() else repr(value)


def _instant(at: int) -> str:
    return (_EPOCH + timedelta(microseconds=at)).isoformat().replace("+00:00", "Z") if at > 0 else ""
