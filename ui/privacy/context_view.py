"""Where a proposal stands and how it will read: every place with the words around it."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from mysteryshop.privacy.kinds import placeholder
from mysteryshop.privacy.scan import Found, Proposal

from ..theme import Theme
from ..widgets.parts import named

MOST = 12  # places shown


class ContextView(QTextEdit):
    """To be read only; what is redacted is struck out, with its placeholder behind it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "review.context", "Where it stands, and how it will read")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(14)
        self._theme = theme

    def show_proposal(self, proposal: Proposal, redact: bool) -> None:
        """Show every place of a proposal."""
        self.clear()
        cursor = self.textCursor()
        why = f"Proposed because {proposal.why}." if proposal.found else "Chosen by hand; redacted wherever it stands."
        cursor.insertText(why, self._look("ink2"))
        for found in proposal.found[:MOST]:
            self._place(cursor, proposal, found, redact)
        if len(proposal.found) > MOST:
            self._block(cursor, 14)
            cursor.insertText(f"and {len(proposal.found) - MOST} more places", self._look("ink2", small=True))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _place(self, cursor: QTextCursor, proposal: Proposal, found: Found, redact: bool) -> None:
        before, it, after = found.around(90)
        self._block(cursor, 14)
        cursor.insertText(found.place.label, self._look("ink2", small=True))
        self._block(cursor, 2)
        cursor.insertText(before, self._look("ink"))
        if redact:
            struck = self._look("ink2")
            struck.setFontStrikeOut(True)
            cursor.insertText(it, struck)
            cursor.insertText(" ", self._look("ink"))
            cursor.insertText(placeholder(proposal.kind), self._look("accent", strong=True))
        else:
            cursor.insertText(it, self._look("friction", strong=True))
        cursor.insertText(after, self._look("ink"))

    def _block(self, cursor: QTextCursor, above: int) -> None:
        space = QTextBlockFormat()
        space.setTopMargin(above * self._theme.scale)
        cursor.insertBlock(space)

    def _look(self, role: str, *, small: bool = False, strong: bool = False) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setForeground(QColor(self._theme.palette.role(role)))
        font = QFont(self.font())
        font.setPixelSize(round((12 if small else 14) * self._theme.scale))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        look.setFont(font)
        return look
