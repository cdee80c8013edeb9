"""Beside the board: one finding or one chain in full, following what becomes of it."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from mysteryshop.analysis.board.chains import Chain
from mysteryshop.analysis.board.found import Board

from ..desk import Desk
from ..theme import Theme
from .chain_panel import ChainPanel
from .panel import FindingPanel

_PANEL, _ROOMY, _LANE = 400, 1000, 200  # pixels: the panel, from when on it stands beside three lanes, and a lane
_UNBOUND = 16_777_215  # pixels: Qt's own greatest width


class Side(QStackedWidget):
    """Out of sight until something is opened; each panel is built when it is first wanted."""

    shown = Signal()
    left = Signal()
    moveRequested = Signal(str, str)  # a finding's key, its triage
    findingRequested = Signal(str)
    entryKept = Signal(object)
    entryDropped = Signal(str)
    openRequested = Signal(str, str)
    momentChosen = Signal(str, str, str)
    failed = Signal(object)  # KnownError

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._desk, self._theme = desk, theme
        self.hide()

    @cached_property
    def panel(self) -> FindingPanel:
        """One finding in full."""
        panel = FindingPanel(self._desk, self._theme)
        panel.moveRequested.connect(self.moveRequested)
        self._add(panel)
        return panel

    @cached_property
    def chain(self) -> ChainPanel:
        """One chain in full."""
        panel = ChainPanel(self._desk, self._theme)
        panel.findingChosen.connect(self.findingRequested)
        self._add(panel)
        return panel

    @property
    def shows_finding(self) -> bool:
        """Whether a finding is open."""
        return not self.isHidden() and isinstance(self.currentWidget(), FindingPanel)

    @property
    def shown_chain(self) -> Chain | None:
        """The chain that is open."""
        shown = None if self.isHidden() else self.currentWidget()
        return shown.chain if isinstance(shown, ChainPanel) else None

    def open_finding(self, key: str, board: Board) -> None:
        """Show that finding in full, where the board has it."""
        found = board.get(key)
        if found is not None:
            self.panel.show_found(found, board)
            self._show(self.panel)

    def open_chain(self, chain: Chain, board: Board) -> None:
        """Show that chain in full."""
        self.chain.show_chain(chain, board)
        self._show(self.chain)

    def follow_finding(self, board: Board) -> None:
        """The board was read anew: an open finding follows, or goes where it is not there any more."""
        if self.shows_finding and self.panel.found is not None:
            found = board.get(self.panel.found.key)
            self.leave() if found is None else self.panel.show_found(found, board)

    def follow_chain(self, chain: Chain | None, board: Board) -> None:
        """The chains were worked out anew: the open one follows, or goes."""
        self.leave() if chain is None else self.chain.show_chain(chain, board)

    def leave(self) -> None:
        """Give its place back to the board."""
        self.hide()
        self.left.emit()

    def escape(self) -> None:
        """Leave what is being written, else the panel."""
        if not self.isHidden() and not (self.shows_finding and self.panel.commitments.leave()):
            self.leave()

    def fit(self, width: int, *, crowded: bool) -> bool:
        """Take the room that a screen of `width` pixels has; whether the board keeps a place beside it."""
        roomy = _ROOMY + (_LANE if crowded else 0)
        alone = not self.isHidden() and width < roomy
        self.setMinimumWidth(0 if alone else _PANEL)
        self.setMaximumWidth(_UNBOUND if alone else _PANEL + max(0, (width - 1100) // 4))
        return not alone

    def _add(self, panel: FindingPanel | ChainPanel) -> None:
        self.addWidget(panel)
        panel.left.connect(self.leave)
        panel.entryKept.connect(self.entryKept)
        panel.entryDropped.connect(self.entryDropped)
        panel.openRequested.connect(self.openRequested)
        panel.momentChosen.connect(self.momentChosen)
        panel.failed.connect(self.failed)

    def _show(self, panel: FindingPanel | ChainPanel) -> None:
        self.setCurrentWidget(panel)
        self.show()
        self.shown.emit()
