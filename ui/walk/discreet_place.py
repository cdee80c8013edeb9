"""Where the small window stands, how large it and its text are: kept in the data folder, one small file of its own."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

FILE = "small-window.json"
SIZES = (11, 24)  # pixels of the text, smallest and largest


@dataclass(frozen=True, slots=True)
class Place:
    """`x` and `y` are None until it was moved; 0 for `text` is the size that the app's other text has."""

    x: int | None = None
    y: int | None = None
    width: int = 340
    height: int = 236
    text: int = 0
    on_top: bool = False


def load(data_dir: Path) -> Place:
    """The place as it was left; the usual one where there is none, or none that can be used."""
    try:
        read = json.loads((data_dir / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Place()
    if not isinstance(read, dict):
        return Place()
    usual = Place()
    said = {f.name: read[f.name] for f in fields(Place) if _fits(read.get(f.name), getattr(usual, f.name))}
    return Place(**said)


def save(place: Place, data_dir: Path) -> None:
    """Write it beside, then replace. Where that fails the old place stays: it is no evidence, and not worth a word."""
    beside = data_dir / f"{FILE}.new"
    try:
        beside.write_text(json.dumps(asdict(place)), encoding="utf-8")
        os.replace(beside, data_dir / FILE)
    except OSError:
        beside.unlink(missing_ok=True)


def _fits(value: object, usual: object) -> bool:
    if isinstance(usual, bool):
        return isinstance(value, bool)
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 100_000
