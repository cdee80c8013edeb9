"""The list that completes what is typed: a window of its own, which wears what the field's window wears."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QCompleter, QWidget


def dressed(completer: QCompleter, field: QWidget) -> QCompleter:
    """Let the completer's list look like the window in which `field` stands, whenever it appears."""
    popup = completer.popup()
    if popup is not None and not popup.findChildren(_Dressing):
        popup.installEventFilter(_Dressing(popup, field))
    return completer


class _Dressing(QObject):
    def __init__(self, popup: QWidget, field: QWidget) -> None:
        super().__init__(popup)
        self._field = field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Just before it is seen."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            worn = _worn(self._field)
            if watched.styleSheet() != worn:
                watched.setStyleSheet(worn)
        return super().eventFilter(watched, event)


def _worn(widget: QWidget) -> str:
    while not widget.styleSheet():
        above = widget.parentWidget()
        if above is None:
            return ""
        widget = above
    return widget.styleSheet()
