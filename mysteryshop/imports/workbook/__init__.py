"""Whole journeys from the workbook that mysteryshop.exports.workbook writes, also when another program saved it anew.

A cell may be what a spreadsheet makes of it (3.0 for 3, a date as a number) as long as its meaning is sure. What is
not: InputError names sheet, row, column, what was found and what is expected.
"""

from __future__ import annotations

import warnings
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from mysteryshop.errors import InputError
from mysteryshop.imports import tables
from mysteryshop.imports.batch import Batch, whole
from mysteryshop.imports.report import Progress, unwatched

from .parts import looked_over, unreadable
from .sheets import Sheets


def read(path: Path, progress: Progress = unwatched) -> Batch:
    """The journeys of a workbook. They are held in memory together, as the sheets are by table and not by journey."""
    with path.open("rb") as stream:
        careful = looked_over(stream, path.name)
    with ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")  # openpyxl's, about styles and pictures, which nobody wants here
        book = _opened(path, stack, values=True)
        source = Sheets(book, _opened(path, stack, values=False) if careful else None, path.name, progress)
        absent = tables.absent(source)
        if absent is not None:
            title = f"{path.name} holds no journeys: expected a sheet {absent.capitalize()} in it."
            raise InputError(title, "Choose a workbook that this app wrote; nothing was imported.")
        source.begin()
        batch = whole(path.name, "workbook", tables.records(source))
    batch.report.notes.extend(source.notes())
    return batch


def _opened(path: Path, stack: ExitStack, *, values: bool) -> Any:
    """The workbook, its sheets still unread; with what formulas gave, or with the formulas themselves."""
    from openpyxl import load_workbook  # only here: it takes a tenth of a second

    stream = stack.enter_context(path.open("rb"))
    try:
        book = load_workbook(stream, read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # a spoilt file makes it raise whatever there is
        raise unreadable(path.name, error) from error
    return stack.enter_context(closing(book))
