"""How a figure is named on the command line."""

from __future__ import annotations

from mysteryshop.errors import InputError


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
