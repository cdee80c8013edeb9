"""Files that are to be imported: their endings, how large they may be, and what is said where they cannot be read."""

from __future__ import annotations

from pathlib import Path

from mysteryshop.errors import InputError

MOST_BYTES = 256_000_000  # of a file that is read whole
IN_JSON, IN_SQLITE = (".ocel.json", ".jsonocel"), (".ocel.sqlite", ".sqliteocel", ".sqlite")  # object-centric logs
SPREADSHEETS = (".ods", ".xls", ".xlsm", ".xlsb", ".numbers")  # workbooks that only a spreadsheet reads


def content(file: Path) -> bytes:
    """All bytes of a file; InputError where it has too many."""
    check_size(file)
    return file.read_bytes()


def check_size(file: Path) -> None:
    """InputError where a file is too large to be held in memory."""
    if file.is_file() and file.stat().st_size > MOST_BYTES:
        title = (
            f"{file} has more than {MOST_BYTES:,} bytes: such a file is read whole into memory, and that is the limit."
        )
        raise InputError(
            title, "Split it, or export it anew as .json: that comes in a journey at a time. Nothing was imported."
        )


def unreadable(file: Path, error: OSError) -> InputError:
    """The sentence for a file that the system does not give."""
    why = (error.strerror or str(error)).lower()
    return InputError(f"{file} cannot be read: {why}.", "Nothing was imported; check its name.")
