"""Parts of a picture are blacked out for what leaves; the file that is kept stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from mysteryshop.privacy.decisions import Box

from ..theme import Theme
from ..widgets.parts import button, label, row
from .box_canvas import BoxCanvas

_WORDS = (
    "Drag over faces, badges and screens, or press N. Arrows move a box, Shift and arrows size it, Del removes it. "
    "It is black in the very pixels of what you export; your own file is not touched."
)


class BoxDialog(QDialog):
    """`boxes` are those that stand when it is accepted."""

    def __init__(
        self, name: str, image: QImage, boxes: Sequence[Box], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("boxDialog")
        self.setWindowTitle("Black out parts of a picture")
        self.resize(880, 640)
        self.canvas = BoxCanvas(image, boxes, theme)
        self._count = label("", "strong", name="boxes.count")
        remove = button("Remove box", name="boxes.remove", tip="Del", on=self.canvas.remove)
        ok = button("Use these boxes", "primary", name="boxes.ok", on=self.accept)
        ok.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(name, "title", wrap=True))
        layout.addWidget(label(_WORDS, "quiet", wrap=True))
        layout.addWidget(self.canvas, 1)
        new = button("New box  N", name="boxes.new", tip="N", on=self.canvas.add)
        for part in (new, remove):
            part.setAutoDefault(False)
        cancel = button("Cancel", name="boxes.cancel", on=self.reject)
        layout.addLayout(row(new, remove, self._count, None, cancel, ok))
        self.canvas.boxesChanged.connect(self._tell)
        self._tell()
        self.canvas.setFocus()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What is drawn."""
        return tuple(self.canvas.boxes)

    def _tell(self) -> None:
        self._count.setText(boxes_told(len(self.canvas.boxes)))


def boxes_told(count: int) -> str:
    """ "no box", "1 box", "3 boxes"."""
    return {0: "no box", 1: "1 box"}.get(count, f"{count} boxes")
