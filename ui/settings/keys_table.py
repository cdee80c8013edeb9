"""Every key, changeable; two actions can never end up on one key unnoticed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import QGridLayout, QKeySequenceEdit, QLineEdit, QVBoxLayout, QWidget

from ..actions import DEFAULT_KEYS, KEYS, clashes
from ..widgets.parts import button, label, named, row


class KeysTable(QWidget):
    """`changed(overrides)` is sent only while no two actions share a key."""

    changed = Signal(dict)

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName("keysTable")
        self._fields: dict[str, QKeySequenceEdit] = {}
        self._clash = label("", "error", wrap=True, name="keyClash")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for column in (0, 2):
            grid.setColumnMinimumWidth(column, 150)
        half = (len(KEYS) + 1) // 2
        for place, term in enumerate(KEYS):
            field = named(QKeySequenceEdit(QKeySequence(keys[term.id])), f"key.{term.id}", f"Key for {term.label}")
            field.setMaximumSequenceLength(1)
            field.setFixedWidth(150)
            field.editingFinished.connect(self._on_edited)
            self._fields[term.id] = field
            line, side = place % half, 2 * (place // half)
            grid.addWidget(label(term.label, wrap=True), line, side)
            grid.addWidget(field, line, side + 1)
        grid.setColumnStretch(4, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(grid)
        layout.addWidget(self._clash)
        layout.addLayout(row(button("Back to the defaults", name="defaultKeys", on=self.reset), None))
        self._clash.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """A field asks for less than what is in it, and what that needs is known once the sheet is worn."""
        super().showEvent(event)
        for field in self._fields.values():
            if (inside := field.findChild(QLineEdit)) is not None:
                inside.ensurePolished()
                field.setMinimumHeight(inside.sizeHint().height() + 2)

    def keys(self) -> dict[str, str]:
        """The keys as they stand in the fields."""
        form = QKeySequence.SequenceFormat.PortableText
        return {
            ident: field.keySequence().toString(form) or DEFAULT_KEYS[ident] for ident, field in self._fields.items()
        }

    def reset(self) -> None:
        """Show the defaults again, and tell."""
        for ident, field in self._fields.items():
            field.setKeySequence(QKeySequence(DEFAULT_KEYS[ident]))
        self._on_edited()

    def _on_edited(self) -> None:
        keys = self.keys()
        found = clashes(keys)
        self._clash.setVisible(bool(found))
        if found:
            ident, other = next(iter(found.items()))
            mine = next(term.label for term in KEYS if term.id == ident)
            self._clash.setText(
                f"“{keys[ident]}” is given to both {mine} and {other}: change one; until then the old keys stay."
            )
            return
        form = QKeySequence.SequenceFormat.PortableText
        standard = {i: QKeySequence(k).toString(form) for i, k in DEFAULT_KEYS.items()}
        self.changed.emit({i: k for i, k in keys.items() if k != standard[i]})
