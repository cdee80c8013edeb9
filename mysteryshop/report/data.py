"""A journey as the plain data that the report's template sets: every word cleaned, every number written out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mysteryshop import palette
from mysteryshop.exports import json_record
from mysteryshop.journey import Instant, Record
from mysteryshop.report.drawings import Drawings, drawings
from mysteryshop.report.evidence import evidence
from mysteryshop.report.expected import expectations
from mysteryshop.report.findings import findings_in_full
from mysteryshop.report.material import Material
from mysteryshop.report.method import method
from mysteryshop.report.page_one import page_one, title
from mysteryshop.report.pictures import ReadFile, shown
from mysteryshop.report.plain import cleaned
from mysteryshop.report.words import in_the_leaders_words

FOOTER = "One walk by one leader: a finding, not a rate. Roles, never names. Not for disciplinary use."


def compose(
    record: Record,
    *,
    generated_at: Instant,
    edits_count: int | None = None,
    doubt: str = "",
    privacy: str = "",
    read_file: ReadFile | None = None,
) -> dict[str, Any]:
    """All that the template needs but the typefaces; the attachment is the record as it was given.

    `privacy` is what the footer says of its redaction; `read_file` gives the content of an evidence file.
    """
    material = Material(cleaned(record), generated_at, edits_count, doubt)
    drawn = drawings(material.record)
    files = shown(material, read_file)
    return {
        "title": title(material.record),
        "description": FOOTER,
        "colours": {role: value for role, value in asdict(palette.load("light")).items() if role != "name"},
        "footer": FOOTER,
        "privacy": privacy,
        "seal": _seal(material),
        **page_one(material),
        "story": drawn.get("story"),
        "story_missing": _no_story(material),
        "walked": material.walked,
        "evidence": evidence(material, files),
        "pictures": files["drawings"],
        "expectations": expectations(material, drawn),
        "charts": _charts(drawn),
        "full": findings_in_full(material),
        "words": in_the_leaders_words(material),
        "method": method(material, drawn),
        "attachment": json_record.write(record),
    }


def _charts(drawn: Drawings) -> list[dict[str, str]]:
    """Those of the charts that have no place of their own."""
    return [drawing for name, drawing in drawn.drawn.items() if name not in ("story", "expectations")]


def _seal(material: Material) -> str:
    journey = material.record.journey
    if not journey.seal:
        return "not sealed: draft"
    short = f"seal {journey.seal[:4]} {journey.seal[4:8]}"
    if material.doubt:
        return f"{short}, {_DOUBTS[material.doubt]}"
    return f"{short}, broken since" if journey.seal_broken else short


_DOUBTS = {"altered": "does not hold", "elsewhere": "not proved here"}


def _no_story(material: Material) -> str:
    if not material.walked:
        return "The story is drawn when the journey has been walked."
    return "Nothing was recorded that a story could be drawn of."
