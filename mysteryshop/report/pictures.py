"""The files that the leader ticked for the report: pictures beside their moments, and every file with its hash."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from mysteryshop.clock import local
from mysteryshop.errors import KnownError
from mysteryshop.evidence_files import kinds, words
from mysteryshop.journey import Attachment
from mysteryshop.report.material import Material
from mysteryshop.report.plain import within
from mysteryshop.report.wording import kind_of

ReadFile: TypeAlias = Callable[[Attachment], bytes]  # a file's content; KnownError where it is gone or damaged

_ALONE, _BESIDE = (220.0, 150.0), (164.0, 124.0)  # points of width and height, of one picture and of several
_SIDE = 1100  # pixels: 300 a printed inch


def shown(material: Material, read: ReadFile | None) -> dict[str, Any]:
    """For `evidence`: by moment what stands beside it, and a table of all files; for the document: the drawings."""
    ticked = [a for a in material.record.attachments if a.in_report and material.record.moment(a.moment)]
    drawings: dict[str, str] = {}
    by_moment: dict[str, list[dict[str, Any]]] = {}
    for attachment in sorted(ticked, key=lambda a: (material.number(a.moment), a.captured_at, a.id)):
        by_moment.setdefault(attachment.moment, []).append(_entry(material, attachment, read, drawings))
    for entries in by_moment.values():
        _give_room(entries)
    rows = [entry["row"] for entries in by_moment.values() for entry in entries]
    return {"by_moment": by_moment, "files": rows, "drawings": drawings}


def _entry(
    material: Material, attachment: Attachment, read: ReadFile | None, drawings: dict[str, str]
) -> dict[str, Any]:
    lost, size = "", (0, 0)
    if kinds.is_picture(attachment.media_type):
        try:
            size = _draw(attachment, read, drawings)
        except KnownError as error:
            lost = within(error.title)
    digest = attachment.digest
    return {
        "digest": digest if digest in drawings else "",
        "size": size,
        "alt": _alternative(material, attachment),
        "note": within(attachment.note.strip()) or ("" if digest in drawings else within(words.described(attachment))),
        "caption": _caption(material, attachment),
        "lost": lost,
        "row": _row(material, attachment),
    }


def _draw(attachment: Attachment, read: ReadFile | None, drawings: dict[str, str]) -> tuple[int, int]:
    """Put the picture among the drawings, once for each file; its width and height in pixels."""
    from mysteryshop.evidence_files.pictures import for_print

    if read is None:
        raise KnownError("The picture is not in this copy of the journey.", "")
    picture, width, height = for_print(read(attachment), attachment.media_type, attachment.name, side=_SIDE)
    drawings.setdefault(attachment.digest, _svg(picture, width, height))
    return width, height


def _svg(picture: bytes, width: int, height: int) -> str:
    """The picture within a drawing: what is passed to the template is text."""
    packed = b64encode(picture).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{packed}"/></svg>'
    )


def _give_room(entries: Sequence[dict[str, Any]]) -> None:
    """Each picture's width in points: one alone may be larger than several beside each other."""
    drawn = [entry for entry in entries if entry["digest"]]
    most_wide, most_high = _ALONE if len(drawn) == 1 else _BESIDE
    for entry in drawn:
        width, height = entry["size"]
        entry["points"] = round(min(most_wide, most_high * width / height), 1)


def _alternative(material: Material, attachment: Attachment) -> str:
    moment = material.record.moment(attachment.moment)
    assert moment is not None  # only those are asked about
    beside = f"beside moment {material.number(moment.id)}, {kind_of(moment)[2]}"
    said = f": {within(moment.text.strip())}" if moment.text.strip() else ""
    return f"{within(words.described(attachment))}, {beside}{said}"


def _caption(material: Material, attachment: Attachment) -> str:
    """When, by whose clock, and the beginning of the hash, which is never broken across lines."""
    taken = f"{material.stamped(attachment.captured_at)}, {words.clock_text(attachment.clock)}"
    return f"{taken} · {f'SHA-256 {words.short_hash(attachment.digest)}'.replace(' ', chr(0xA0))}"


def _row(material: Material, attachment: Attachment) -> dict[str, Any]:
    zone = material.record.journey.zone
    taken = local(attachment.captured_at, zone)
    pixels = words.dimensions_text(attachment.width, attachment.height)
    about = (words.type_text(attachment.media_type), words.size_text(attachment.size), pixels)
    return {
        "number": material.number(attachment.moment),
        "name": within(attachment.note.strip() or attachment.name),
        "about": ", ".join(part for part in about if part),
        "taken": f"{taken:%Y-%m-%d %H:%M:%S}",
        "clock": words.clock_text(attachment.clock),
        "hash": attachment.digest,
    }
