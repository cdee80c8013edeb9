"""The two reports of the board: asked for at one button, written on the reader."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from mysteryshop.analysis.board.found import Board

from ..widgets.parts import named
from ..widgets.saving import PDF, ask_where

_NAMES = {"findings": "Findings and commitments", "causes": "Cause and effect"}


class ReportsButton(QPushButton):
    """`wanted` says which of them, and where it is to go."""

    wanted = Signal(str, Path)

    def __init__(self) -> None:
        super().__init__("Report")
        named(self, "findings.report")
        self.setAutoDefault(True)
        self.setToolTip("Findings and commitments, or causes, as a PDF")
        menu = QMenu(self)
        for kind, name in _NAMES.items():
            menu.addAction(f"{name}…", partial(self._ask, kind))
        self.setMenu(menu)

    def _ask(self, kind: str) -> None:
        path = ask_where(self, "Save the report", str(Path.home() / f"{_NAMES[kind]}.pdf"), PDF)
        if path is not None:
            self.wanted.emit(kind, path)


def written(board: Board, kind: str, path: Path) -> Path:
    """Write the report of that kind and return where it lies; on the reader."""
    from mysteryshop.report.practice.causes import write_causes
    from mysteryshop.report.practice.findings import write_findings

    write = {"findings": write_findings, "causes": write_causes}[kind]
    return write(board, path).path
