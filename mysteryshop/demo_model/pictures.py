"""The demo's evidence: pictures of signs, screens and a bill, drawn once and shipped, beside the moments they show."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from mysteryshop.clock import local
from mysteryshop.journey import SECOND, Attachment, Record

_AFTER_S = 20  # from the moment until somebody held up a camera
_SIZE_AT = 16  # where a PNG says how large it is


def attachments(
    record: Record,
    tables: Iterable[Mapping[str, Any]],
    moments: Mapping[int, str],
    folder: Path,
    ident: Callable[[str], str],
) -> tuple[Attachment, ...]:
    """One attachment for each `[[evidence]]` table: `picture`, `line`, `note`, `clock` and `in_report`.

    `moments` gives the moment of a timed line, `folder` holds the pictures, `ident` makes an id of a few words.
    """
    found = [
        _attachment(record, ident(f"evidence {ordinal}"), table, moments[table["line"]], folder)
        for ordinal, table in enumerate(tables, start=1)
    ]
    return tuple(sorted(found, key=lambda a: (a.captured_at, a.id)))


def picture_file(name: str, folder: Path) -> Path:
    """Where the picture of that name lies."""
    return folder / f"{name}.png"


def _attachment(record: Record, ident: str, table: Mapping[str, Any], moment: str, folder: Path) -> Attachment:
    path = picture_file(table["picture"], folder)
    data = path.read_bytes()
    shown = record.moment(moment)
    assert shown is not None  # its line is one of the journey's
    width, height = struct.unpack_from(">II", data, _SIZE_AT)
    taken = shown.observed_at + _AFTER_S * SECOND
    offset = local(taken, record.journey.zone).utcoffset()
    return Attachment(
        ident,
        moment,
        sha256(data).hexdigest(),
        path.name,
        "image/png",
        len(data),
        taken,
        taken,
        table.get("clock", "camera"),
        offset_s=round(offset.total_seconds()) if offset is not None else 0,
        width=width,
        height=height,
        in_report=table.get("in_report", True),
        note=table.get("note", ""),
    )
