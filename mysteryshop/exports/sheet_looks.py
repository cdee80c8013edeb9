"""How the sheets of a workbook look: widths and formats of columns, and pages that can be read when printed."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from mysteryshop.wording import DEMO, counted, in_mid_sentence

from .tables import Column

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_A4 = 9  # Excel's number of the paper
_TRUTH = '"TRUE";"TRUE";"FALSE"'  # Excel needs none; LibreOffice shows 1 and 0 without it
_TO_A_PAGE = 300  # characters across: more on one A4 page print in letters that nobody reads
_WIDTHS = {
    "text": 18, "time": 20, "list": 24, "object": 24, "whole number": 10, "number": 12, "true or false": 9, "date": 12,
    "date or text": 14,
}  # fmt: skip
_OTHERWISE = {
    **dict.fromkeys(("text", "why", "title", "about", "reason", "description", "note", "effect", "cause"), 48),
    **dict.fromkeys(("place", "persona", "name", "template_name", "visit_name", "touchpoint"), 28),
    "elapsed_us": 18,
    **dict.fromkeys(("journey", "id", "visit", "moment", "twin"), 40),  # a UUID, also in letters wider than Excel's
}


class Looks:
    """The formats of one workbook, each made once. Text stands at the top: of more lines the first is seen."""

    def __init__(self, book: Workbook) -> None:
        top = {"valign": "top"}
        self.title = book.add_format({"bold": True, "bottom": 1})
        self.plain = book.add_format(top)
        self.quoted = book.add_format({"quote_prefix": True, **top})
        self.wrapped = book.add_format({"text_wrap": True, **top})
        self.time = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", **top})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", **top})
        self.whole = book.add_format({"num_format": "0", **top})
        self.fraction = book.add_format({"num_format": "0.0###", **top})  # what is shown; the cell has every digit
        truth = book.add_format({"num_format": _TRUTH, **top})
        self._columns = {"time": self.time, "date": self.day, "whole number": self.whole, "true or false": truth}

    def set_columns(self, sheet: Worksheet, columns: Sequence[Column]) -> int:
        """Width and format of each column, as it holds for what somebody types, too; the width of all together."""
        widths = [_width(column) for column in columns]
        for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.set_column(place, place, width, self._columns.get(column.kind, self.plain))
        return sum(widths)

    def head(self, sheet: Worksheet, titles: Sequence[str]) -> None:
        """The first row, which stays in sight."""
        for place, title in enumerate(titles):
            sheet.write_string(0, place, title, self.title)
        sheet.freeze_panes(1, 0)


def set_pages(sheet: Worksheet, width: int) -> None:
    """Landscape A4 with the head on every page and the sheet's name below; as few pages across as can be read."""
    across = ceil(width / _TO_A_PAGE)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.75)
    sheet.fit_to_pages(across, 0)
    sheet.repeat_rows(0)
    if across > 1:
        sheet.repeat_columns(0, 0)
    sheet.set_footer("&L&A&RPage &P of &N")


def name_book(book: Workbook, journeys: int, demo: int) -> None:
    """What the file says of itself: of how many journeys it is, and which are demo data; nothing of who wrote it."""
    said = "" if not demo else f", {in_mid_sentence(DEMO)}" if demo == journeys else f", {demo:,} of them demo data"
    book.set_properties({"title": f"Mysteryshop: {counted(journeys, 'journey')}{said}", "author": "Mysteryshop"})


def _width(column: Column) -> int:
    return max(_OTHERWISE.get(column.name, _WIDTHS[column.kind]), len(column.name) + 3)
