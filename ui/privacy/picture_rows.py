"""The pictures that leave with a journey: no scan reads them, so each can be looked at and boxed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mysteryshop.evidence_files import kinds
from mysteryshop.journey import Attachment, Record
from mysteryshop.privacy.decisions import Box

from ..widgets.flow import FlowLayout
from ..widgets.parts import button, label
from .box_dialog import boxes_told

_WORDS = "Pictures in the report: no scan reads them. Look for faces, badges and screens."
_NAME = 28  # characters of a file's name


def pictures_of(record: Record) -> tuple[Attachment, ...]:
    """The pictures that the report shows, each file once."""
    ticked = (a for a in record.attachments if a.in_report and kinds.is_picture(a.media_type))
    return tuple({attachment.digest: attachment for attachment in ticked}.values())


class PictureRows(QWidget):
    """One button a picture, with how many boxes it has."""

    opened = Signal(object)  # Attachment

    def __init__(self, pictures: Sequence[Attachment], boxes: Mapping[str, Sequence[Box]]) -> None:
        super().__init__()
        self._buttons: dict[str, tuple[Attachment, QPushButton]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(label(_WORDS, "quiet", wrap=True))
        flow = FlowLayout(QMargins(0, 0, 0, 0), 8)
        for number, attachment in enumerate(pictures, 1):
            each = button("", name=f"review.picture{number}", tip=attachment.name)
            each.setAutoDefault(False)
            each.clicked.connect(lambda _checked=False, a=attachment: self.opened.emit(a))
            self._buttons[attachment.digest] = (attachment, each)
            flow.addWidget(each)
        layout.addLayout(flow)
        self.show_boxes(boxes)
        self.setVisible(bool(pictures))

    @property
    def digests(self) -> tuple[str, ...]:
        """The hashes of the pictures."""
        return tuple(self._buttons)

    def show_boxes(self, boxes: Mapping[str, Sequence[Box]]) -> None:
        """Say how many each has."""
        for digest, (attachment, each) in self._buttons.items():
            name = attachment.name if len(attachment.name) <= _NAME else f"{attachment.name[: _NAME - 1]}…"
            each.setText(f"{name}  ·  {boxes_told(len(boxes.get(digest, ())))}")
