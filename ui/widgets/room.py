"""Room for words at every text size: lists that wrap, choices that show their words, dialogs as high as they need."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QListView, QStyledItemDelegate, QStyleOptionViewItem

_SIDES, _ABOVE_AND_BELOW = 62, 18  # pixels that a menu's line leaves around its words (app.qss), and a little more


class WrappedLines(QStyledItemDelegate):
    """Lines as high as their words need at the list's width: the style asks before it knows the width."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line's height, and that of the others."""
        one, view = super().sizeHint(option, index), self.parent()
        if not isinstance(view, QListView):
            return one
        wide, metrics = view.viewport().width(), view.fontMetrics()
        room, words = QRect(0, 0, max(60, wide - _SIDES), 10_000), str(index.data() or "")
        high = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height()
        single = metrics.boundingRect(QRect(0, 0, 10_000, 10_000), 0, words).height()
        return QSize(wide, max(single, high) + _ABOVE_AND_BELOW)


def wrapping(view: QListView) -> None:
    """Long words go on in a second line: nothing is cut, and nothing scrolls sideways."""
    view.setWordWrap(True)
    view.setTextElideMode(Qt.TextElideMode.ElideNone)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setItemDelegate(WrappedLines(view))


def shows_words(box: QComboBox, letters: int) -> None:
    """The choice is wide enough for so many letters, whatever their size."""
    box.setMinimumContentsLength(letters)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)


def grow(dialog: QDialog) -> None:
    """Make the dialog as high as its words need at its width; it never shrinks."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        needed = max(layout.totalHeightForWidth(dialog.width()), layout.totalMinimumSize().height())
        dialog.resize(dialog.width(), max(dialog.height(), needed))
