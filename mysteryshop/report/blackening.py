"""Pictures of the report with parts blacked out: in a copy, in its very pixels; the kept file stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple

from mysteryshop.evidence_files import kinds, pictures
from mysteryshop.journey import Attachment
from mysteryshop.privacy.decisions import Box

from .pictures import ReadFile


def blacked_out(read: ReadFile, boxes: Mapping[str, Sequence[Box]]) -> ReadFile:
    """Reads a file as `read` does, with the boxes on it that are drawn for its hash."""

    def reading(attachment: Attachment) -> bytes:
        data, drawn = read(attachment), boxes.get(attachment.digest, ())
        if not drawn or not kinds.is_picture(attachment.media_type):
            return data
        return pictures.blackened(data, attachment.media_type, attachment.name, [astuple(box) for box in drawn])

    return reading
