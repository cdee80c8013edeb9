"""Figures on the command line: how one is named, and bringing all of them up to date."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from mysteryshop.errors import InputError

if TYPE_CHECKING:
    from mysteryshop.store.database import Database


def figure(name: str) -> str:
    """The field of a figure by its name or its label; InputError with what there is that is close."""
    from difflib import get_close_matches

    from mysteryshop.analysis.figure_columns import COLUMN_OF, FIGURE_COLUMNS

    folded = name.strip().casefold()
    found = next((c.field for c in FIGURE_COLUMNS if folded in (c.field, c.label.casefold())), None)
    if found is not None:
        return found
    close = get_close_matches(folded, COLUMN_OF, n=3) or list(COLUMN_OF)[:6]
    raise InputError(f"There is no figure {name}.", f"Expected one such as {', '.join(close)}; metrics --json has all.")


def bring_up(database: Database) -> None:
    """Compute the figures that are out of date; a terminal is told how far that is, where it takes longer."""
    from mysteryshop.figures import refresh

    refresh(database, progress=_told if sys.stderr.isatty() else None)


def _told(done: int, of: int) -> None:
    """One line, written over itself, and taken away at the end."""
    sys.stderr.write("\r\033[K" if done >= of else f"\r{done:,} of {of:,} journeys measured")
    sys.stderr.flush()
