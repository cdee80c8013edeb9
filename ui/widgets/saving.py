"""Where a file is to go: asked once, in the same words everywhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

PDF = "PDF (*.pdf)"


def ask_where(parent: QWidget, title: str, proposed: str, kinds: str) -> Path | None:
    """The file that the user names, None where nothing is to be saved; without an ending it gets the proposed one."""
    picked, _ = QFileDialog.getSaveFileName(parent, title, proposed, kinds)
    if not picked:
        return None
    path = Path(picked)
    return path if path.suffix else path.with_suffix(Path(proposed).suffix)
