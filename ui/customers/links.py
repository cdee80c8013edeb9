"""A link from an internal walk to the external touchpoint that it feeds."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from mysteryshop.analysis.feeding import Feed
from mysteryshop.journey import Template
from mysteryshop.practice import Link

from ..widgets.flow import FlowLayout
from ..widgets.parts import button, column, label, named, row

INTERNAL = ("internal team", "peer", "supplier", "partner", "direct report")


class LinkLine(QWidget):
    """`linked(Link)` and `dropped(id)`."""

    linked = Signal(object)
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._templates: tuple[Template, ...] = ()
        self.inside = _box("link.inside", "Internal walk", 220)
        self.outside = _box("link.outside", "External walk", 200)
        self.touchpoint = _box("link.touchpoint", "Touchpoint", 200)
        self.add = button("Link", name="link.add", on=self._add)
        self.there = _box("link.there", "Links", 480)
        self.drop = button("Remove", "plain", name="link.drop", on=self._drop)
        layout = column(spacing=8)
        asking = FlowLayout(QMargins(), 8)
        feeds, at = label("feeds", "quiet"), label("at", "quiet")
        for part in (self.inside, feeds, self.outside, at, self.touchpoint, self.add):
            asking.addWidget(part)
        layout.addLayout(asking)
        self._kept = QWidget()
        self._kept.setLayout(row(self.there, self.drop, None))
        layout.addWidget(self._kept)
        self.setLayout(layout)
        self.outside.currentIndexChanged.connect(lambda _: self._on_outside())

    def show_links(self, templates: Sequence[Template], feeds: Sequence[Feed]) -> None:
        """What can be linked, and what is; what was chosen stays."""
        if tuple(templates) != self._templates:
            self._templates = tuple(templates)
            for box, inside in ((self.inside, True), (self.outside, False)):
                box.clear()
                for template in templates:
                    if (template.relationship in INTERNAL) == inside:
                        box.addItem(template.name, template.key)
            self._on_outside()
        self.there.clear()
        for feed in feeds:
            self.there.addItem(feed.words, feed.link.id)
        self._kept.setVisible(bool(feeds))
        self.add.setEnabled(bool(self.inside.count() and self.touchpoint.count()))

    def _on_outside(self) -> None:
        self.touchpoint.clear()
        key = self.outside.currentData()
        template = next((t for t in self._templates if t.key == key), None)
        for touchpoint in template.touchpoints if template is not None else ():
            self.touchpoint.addItem(touchpoint.name, touchpoint.key)

    def _add(self) -> None:
        ends = (self.inside.currentData(), self.outside.currentData(), self.touchpoint.currentData())
        if all(ends):
            self.linked.emit(Link(str(uuid4()), *map(str, ends)))

    def _drop(self) -> None:
        if self.there.currentData():
            self.dropped.emit(str(self.there.currentData()))


def _box(name: str, says: str, width: int) -> QComboBox:
    box = named(QComboBox(), name, says)
    box.setFixedWidth(width)
    return box
