"""Windows that are as high as their words: they do not follow their lines by themselves."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def fit_height(window: QWidget, least: int = 0) -> None:
    """As high as what is said needs at the window's width; `least` pixels it keeps in any case."""
    layout = window.layout()
    if layout is not None:
        layout.activate()
        window.resize(window.width(), max(least, layout.totalHeightForWidth(window.width())))
