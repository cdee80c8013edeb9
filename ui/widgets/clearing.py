"""Widgets that are made anew: the old ones go, and none of them flashes up as a window of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def let_go(widget: QWidget) -> None:
    """Take a widget away for good. It is hidden first: what loses its parent while it shows becomes a window."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def clear(layout: QLayout) -> None:
    """Let go of everything that stands in the layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            let_go(widget)
