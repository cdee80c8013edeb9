"""The journey summary as a PDF: composed as data, set by Typst, written beside the target and put in its place."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

from mysteryshop import paths
from mysteryshop.journey import SECOND, Instant, Record
from mysteryshop.replacing import replace_file
from mysteryshop.report.data import compose
from mysteryshop.report.faces import Faces, faces_for
from mysteryshop.report.pictures import ReadFile

_LADDER: tuple[tuple[str, list[Any]], ...] = (  # archive and accessible; accessible; whatever can be had
    ("PDF/A-3a, PDF/UA-1", ["a-3a", "ua-1"]),
    ("PDF/UA-1", ["ua-1"]),
    ("tagged PDF", []),
)


@dataclass(frozen=True, slots=True)
class Summary:
    """A written summary: where, how many pages, which standard it meets, and why no higher one ("" where none is)."""

    path: Path
    pages: int
    standard: str
    reason: str = ""


def write_summary(
    record: Record,
    target: Path,
    *,
    edits_count: int | None = None,
    doubt: str = "",
    privacy: str = "",
    read_file: ReadFile | None = None,
    generated_at: Instant | None = None,
) -> Summary:
    """Write the journey's summary to `target`, replacing what is there.

    `doubt` is what the store found against the seal (`Verification.doubt`): the summary then says so.
    `privacy` is what was redacted of the record on the way here, as a sentence for the footer.
    `read_file` gives the content of an evidence file; without it the ticked pictures are named, not shown.
    The same record, `edits_count` and `generated_at` (now, where left out) make the same bytes.
    KnownError where the target cannot be written or the app's fonts are gone; then what was there stays.
    """
    made_at = time.time_ns() // 1000 if generated_at is None else generated_at
    document = compose(
        record,
        generated_at=made_at,
        edits_count=edits_count,
        doubt=doubt,
        privacy=privacy,
        read_file=read_file,
    )
    pdf, standard, reason = typeset(document, made_at)
    replace_file(target, pdf)
    return Summary(target, pages_of(pdf), standard, reason)


def typeset(document: dict[str, Any], made_at: Instant, *, template: str = "summary.typ") -> tuple[bytes, str, str]:
    """The PDF by the highest standard that its text allows, that standard's name, and why no higher one."""
    faces = faces_for(_letters(document))
    document = {**document, "families": faces.families}
    reason = ""
    for name, standards in _LADDER[:-1]:
        try:
            return _compiled(template, {**document, "standard": name}, faces, standards, made_at), name, reason
        except typst.TypstError as error:
            reason = reason or str(error.args[0])
    name, standards = _LADDER[-1]
    return _compiled(template, {**document, "standard": name}, faces, standards, made_at), name, reason


def _compiled(template: str, document: dict[str, Any], faces: Faces, standards: list[Any], made_at: Instant) -> bytes:
    folder = paths.resources() / "report"
    return typst.compile(
        folder / template,
        root=folder,
        font_paths=faces.fonts,
        sys_inputs={"data": json.dumps(document)},
        pdf_standards=standards,
        timestamp=max(0, made_at // SECOND),
    )


def _letters(document: dict[str, Any]) -> str:
    """All letters that the pages may show; the attachment is not shown, and pictures have no letters."""
    shown = {key: part for key, part in document.items() if key not in ("attachment", "pictures")}
    return json.dumps(shown, ensure_ascii=False)


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of Typst's has."""
    return max((int(count) for count in re.findall(rb"/Type\s*/Pages\s*/Count (\d+)", pdf)), default=0)
