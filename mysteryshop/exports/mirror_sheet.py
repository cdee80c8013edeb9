"""The sheet that the other party fills in: one line a touchpoint, nothing of what the leader felt or found."""

from __future__ import annotations

import csv
import io

from mysteryshop.journey import Record

from .safe_text import guarded

HEAD = ("journey", "touchpoint", "name", "rating", "note", "rated by")
SCALE = "-2 awful, -1 bad, 0 neutral, 1 good, 2 wonderful; leave empty what you cannot say"


def sheet(record: Record, rater: str = "") -> str:
    """The CSV text. The scale stands in the first line; ratings and notes are empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([f"How was it for the customer, from -2 to 2? {SCALE}"])
    writer.writerow(HEAD)
    seen = dict.fromkeys((visit.touchpoint or visit.name, visit.name) for visit in record.visits)
    for key, name in seen:
        writer.writerow([record.journey.id, guarded(key), guarded(name), "", "", guarded(rater)])
    return out.getvalue()
