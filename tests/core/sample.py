"""The field notes that the product's description shows, word for word."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mysteryshop import templates
from mysteryshop.imports.field_notes import read
from mysteryshop.journey import SECOND, Instant, Record

SAMPLE = (Path(__file__).parent / "lisbon_oslo.txt").read_text(encoding="utf-8")


def sample() -> Record:
    """The sample, read with the templates that ship with the app."""
    return read(SAMPLE, file="lisbon_oslo.txt", templates=templates.builtin())


def at(clock: str, day: str = "2026-11-14", zone: str = "Europe/Lisbon", fold: int = 0) -> Instant:
    """The instant of a local time."""
    moment = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(zone), fold=fold)
    return round(moment.timestamp()) * SECOND
