"""A sheet whose texts stay texts, and whose numbers keep every digit."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet


class ExactSheet(Worksheet):
    """Where xlsxwriter would take a text for markup, or write a number shorter than it is, this does not."""

    def _xml_rich_inline_string(self, string: str, attributes: Any = ()) -> None:
        """Words that begin with <r> and end with </r> would go into the file as they are, formulas and all."""
        self._xml_inline_string(string, False, attributes)

    def _xml_number_element(self, number: float, attributes: Any = ()) -> None:
        super()._xml_number_element(number if isinstance(number, int) else _Whole(number), attributes)


class _Whole(float):
    """A number that is written with as many digits as bring it back, whatever is asked: 16 are one too few."""

    def __format__(self, _asked: str) -> str:
        return repr(float(self))
