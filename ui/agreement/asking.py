"""What the agreement asks of the reader: numpy and SQLAlchemy come with it, so it is imported there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mysteryshop.errors import KnownError

if TYPE_CHECKING:
    from mysteryshop.analysis.sides import Behind
    from mysteryshop.analysis.two_walks import Judged
    from mysteryshop.comparison.agreeing import Answer, Choices
    from mysteryshop.comparison.behind import Moments
    from mysteryshop.imports.columns import Sheet


def inside(answer: Answer) -> tuple[dict[Any, list[str]], dict[Any, Behind | None]]:
    """What is in each cell of the table, and what stands behind it."""
    found: dict[Any, list[Judged]] = {}
    for each in answer.rows:
        if each.first is not None and each.second is not None:
            found.setdefault((each.first, each.second), []).append(each)
    names = {cell: [each.item for each in rows] for cell, rows in found.items()}
    return names, {cell: answer.behind(rows) for cell, rows in found.items()}


def moments(database: Any, answer: Answer, behind: Behind) -> Moments:
    """What both noted there; on the reader."""
    from mysteryshop.comparison.agreeing import moments_at

    return moments_at(database, answer, behind)


def figures(answer: Answer) -> list[tuple[str, ...]]:
    """Each kappa as a row of the table."""
    from mysteryshop.comparison.agreeing import kappa_rows

    return [] if isinstance(answer.found, str) else kappa_rows(answer.found)


def choices(queries: Any) -> Choices:
    """What there is to choose from; on the reader."""
    from mysteryshop.comparison.agreeing import choices

    return choices(queries)


def of_walks(queries: Any, first: str, second: str) -> Answer:
    """Two walks, touchpoint by touchpoint; on the reader."""
    from mysteryshop.comparison.agreeing import of_walks

    return of_walks(queries, first, second)


def sheet(path: Path) -> Sheet:
    """A table of two columns or more; KnownError where it has fewer; on the reader."""
    from mysteryshop.imports.columns import read_sheet

    sheet = read_sheet(path)
    if len(sheet.header) < 2:
        raise KnownError(f"{path.name} has one column: there is nothing to compare.", "Choose a table with two.")
    return sheet


def of_columns(sheet: Sheet, first: str, second: str, named: str) -> Answer:
    """Two columns, row by row; on the reader."""
    from mysteryshop.comparison.agreeing import of_columns
    from mysteryshop.imports.rated_columns import rated, row_names

    return of_columns((first, second), *rated(sheet, first, second), row_names(sheet, named))
