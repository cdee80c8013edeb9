"""What the other party filled in, read back: all of it, or nothing with the line that is wrong."""

from __future__ import annotations

import csv
import io

from mysteryshop.analysis.mirror import rating_id
from mysteryshop.errors import InputError
from mysteryshop.exports.mirror_sheet import HEAD
from mysteryshop.exports.safe_text import freed
from mysteryshop.journey import Instant, Record
from mysteryshop.practice import MirrorRating

from .decoding import decoded

_MOST = 1_000_000  # bytes: a sheet has a few lines
_LONGEST = 2_000  # characters of a note
_LEVELS = {str(level): level for level in (-2, -1, 0, 1, 2)}


def read(data: bytes, file: str, record: Record, at: Instant) -> tuple[MirrorRating, ...]:
    """The ratings of a sheet of this journey; reading it twice gives the same ids. Empty ratings are none.

    InputError says file and line, what was found and what is expected.
    """
    if len(data) > _MOST:
        raise InputError(f"{file} has {len(data):,} bytes.", "A sheet to be rated has a few lines; nothing was read.")
    text = decoded(data, file)
    delimiter = ";" if text.count(";") > text.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(f"{file} is no CSV file: {error}.", "Save it as CSV (UTF-8); nothing was read.") from error
    found = {name: place for place, name in enumerate(_head(rows, file))}
    known = {visit.touchpoint or visit.name for visit in record.visits}
    start = next(n for n, row in enumerate(rows) if [cell.strip().casefold() for cell in row][:2] == list(HEAD[:2]))
    made = [
        _rating({name: row[at_] if at_ < len(row) else "" for name, at_ in found.items()}, f"{file}, line {n}", record,
                known, at)
        for n, row in enumerate(rows[start + 1 :], start + 2)
        if any(cell.strip() for cell in row)
    ]  # fmt: skip
    return tuple(rating for rating in made if rating is not None)


def _head(rows: list[list[str]], file: str) -> list[str]:
    for row in rows[:5]:
        named = [cell.strip().casefold() for cell in row]
        if named[:2] == list(HEAD[:2]) and "rating" in named:
            return named
    raise InputError(
        f"{file} has no line {', '.join(HEAD)}.", "Fill in the sheet that the app wrote, and keep its first lines."
    )


def _rating(row: dict[str, str], place: str, record: Record, known: set[str], at: Instant) -> MirrorRating | None:
    rated, journey, key = (row[name].strip() for name in ("rating", "journey", "touchpoint"))
    if not rated:
        return None
    key = freed(key)
    if journey != record.journey.id:
        raise InputError(f"{place}: this sheet is of another journey.", "Open that one's mirror; nothing was read.")
    if key not in known:
        raise InputError(f"{place}: found the touchpoint {key[:60]}.", "The journey has none of that name.")
    level = _LEVELS.get(rated.replace("−", "-").lstrip("+").removesuffix(".0").removesuffix(",0"))
    if level is None:
        raise InputError(f"{place}: found the rating {rated[:20]}.", "A whole number from -2 to 2 is expected.")
    rater = freed(row.get("rated by", "").strip())
    return MirrorRating(
        rating_id(record.journey.id, key, rater), record.journey.id, key, level, rater, at,
        freed(row.get("note", "").strip())[:_LONGEST],
    )  # fmt: skip
