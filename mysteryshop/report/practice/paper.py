"""A page or two in the house style: a headline, some figures, then what to do next, then tables and charts.

No frontline employee is named: what looks like a person's name in anybody's words gives way to a placeholder.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, is_dataclass, replace
from pathlib import Path
from typing import Any

import mysteryshop
from mysteryshop import palette
from mysteryshop.charts.comparison import COMPARISONS
from mysteryshop.charts.render import REPORT_WIDTH
from mysteryshop.journey import Instant
from mysteryshop.privacy.kinds import placeholder
from mysteryshop.privacy.names import names_in
from mysteryshop.replacing import replace_file
from mysteryshop.report.drawings import TALLEST, svg
from mysteryshop.report.plain import cleaned, shortened
from mysteryshop.report.summary import Summary, pages_of, typeset
from mysteryshop.report.wording import bound, date
from mysteryshop.report.wording import time as time_of_day
from mysteryshop.wording import DEMO

LONGEST = 130  # characters of a line in a table's cell
FOOTER = "What was walked, not a sample of all customers. Roles, never names. Not for disciplinary use."


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its words; `warn` where it needs a look."""

    figure: str
    label: str
    warn: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. `widths` are parts of the page ("auto" or a number).

    `numbers` is how many columns at the end are figures; `more` beside the title says how many rows there are; `note`
    says what they rest on; `sentence` stands where there are no rows.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float | str, ...]
    numbers: int = 0
    more: str = ""
    sentence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart of COMPARISONS, prepared from `given`; `share` is how much of the height that it would like it takes."""

    title: str
    chart: str
    given: Any
    share: float = 1.0


Block = Table | Picture


@dataclass(frozen=True, slots=True)
class Paper:
    """All that is on the pages: `headline` is what was found, `small` what it rests on, `next` what to do about it."""

    kicker: str
    title: str
    headline: str
    small: str
    n: str
    figures: tuple[Figure, ...]
    blocks: tuple[Block, ...]
    limits: tuple[str, ...]
    next: tuple[str, ...] = ()
    example: bool = False


def write_paper(paper: Paper, target: Path, *, generated_at: Instant | None = None) -> Summary:
    """Write it to `target`, replacing what is there.

    The same paper and `generated_at` (now, where left out) make the same bytes. KnownError where the target cannot be
    written or the app's fonts are gone; then what was there stays.
    """
    made_at = time.time_ns() // 1000 if generated_at is None else generated_at
    pdf, standard, reason = typeset(composed(paper, made_at), made_at, template="practice.typ")
    replace_file(target, pdf)
    return Summary(target, pages_of(pdf), standard, reason)


def composed(paper: Paper, made_at: Instant) -> dict[str, Any]:
    """All that the template needs but the typefaces."""
    paper = _nameless(paper)
    words = cleaned(
        {
            "title": paper.title,
            "description": FOOTER,
            "footer": FOOTER,
            "kicker": paper.kicker,
            "seal": date(made_at, "UTC"),
            "where": "",
            "example": DEMO if paper.example else None,
            "headline": paper.headline,
            "small": paper.small,
            "n": paper.n.replace("n = no ", "n = 0 "),  # a sentence may say "no walks"; an n is a figure
            "figures": tuple(asdict(figure) for figure in paper.figures),
            "limits": paper.limits,
            "next": paper.next,
            "made": f"Made with Mysteryshop {mysteryshop.__version__} on {date(made_at, 'UTC')} "
            f"{time_of_day(made_at, 'UTC')} (UTC)",
        }
    )
    colours = {role: value for role, value in asdict(palette.load("light")).items() if role != "name"}
    return {**bound(words), "colours": colours, "blocks": [_block(block) for block in paper.blocks]}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Picture):
        return {"kind": "chart", "title": block.title, "drawing": _drawing(block)}
    rows = tuple(tuple(_cell(words) for words in row) for row in block.rows)
    block = replace(block, rows=rows)
    return {"kind": "table", **bound(cleaned(asdict(block)))}


def _cell(words: str) -> str:
    """A row is looked at beside others: the whole text stands on the screen. The second line is where it was found."""
    return "\n".join(shortened(line, LONGEST) for line in words.split("\n", 1))


def _drawing(picture: Picture) -> dict[str, str] | None:
    chart = COMPARISONS[picture.chart]
    data = chart.prepare(picture.given)
    if chart.empty(data):
        return None
    high = min(picture.share * chart.height(data), TALLEST)
    return {"svg": svg(chart, data, (REPORT_WIDTH, high)), "alt": chart.describe(data), "label": chart.label}


def of_all(shown: int, there: int, where: str) -> str:
    """`12 of 55; the others are on the board`; "" where all are shown."""
    return f"{shown:,} of {there:,}; the others are {where}" if shown < there else ""


def without_names(text: str) -> str:
    """The text with a placeholder for every person's name that is sure or likely to be one."""
    spans = sorted({(s.start, s.end) for s in names_in(text) if s.confidence != "possible"}, reverse=True)
    last = len(text) + 1
    for start, end in spans:
        if end <= last:  # of two that overlap the later one has been taken
            text, last = f"{text[:start]}{placeholder('name')}{text[end:]}", start
    return text


def _nameless(value: Any) -> Any:
    """The same with every text in it freed of names; pictures free theirs themselves, from what they are given."""
    if isinstance(value, str):
        return without_names(value)
    if isinstance(value, Picture):
        return replace(value, title=without_names(value.title))
    if isinstance(value, Sequence):
        return tuple(_nameless(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{name: _nameless(getattr(value, name)) for name in value.__dataclass_fields__})
    return value
