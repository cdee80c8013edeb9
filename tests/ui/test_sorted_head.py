"""The head of a table that is sorted: the arrow says which way, stands free of the words, and moves none of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.row_table import dress_rows
from ui.widgets.sorted_head import SortedHead, arrow_at, sort_by_head

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
RIGHT, LEFT = (
    side | Qt.AlignmentFlag.AlignVCenter for side in (Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft)
)


@pytest.fixture
def head(qapp: QApplication, qtbot: QtBot) -> Iterator[SortedHead]:
    """Two columns as wide as their words: the first to the left, the second to the right; sorted by none."""
    table = QTableView()
    qtbot.addWidget(table)
    model = QStandardItemModel(2, 2, table)
    for place, (words, side) in enumerate((("Journey", LEFT), ("Silence", RIGHT))):
        model.setHeaderData(place, Qt.Orientation.Horizontal, words)
        model.setHeaderData(place, Qt.Orientation.Horizontal, side, Qt.ItemDataRole.TextAlignmentRole)
    table.setModel(model)
    dress_rows(table)
    found = sort_by_head(table, -1, UP)
    theme = Theme(qapp, "light", whole=False)
    theme.dress(table)
    table.show()
    table.resizeColumnsToContents()
    yield found
    theme.deleteLater()


def pixels(head: SortedHead, section: int) -> NDArray[np.uint8]:
    """How dark each pixel of that section is."""
    image = head.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    grey = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
    left = head.sectionPosition(section)
    return grey[4:-4, left + 1 : left + head.sectionSize(section) - 1].copy()


@pytest.mark.parametrize("section", [0, 1])
def test_the_arrow_stands_free_of_words_that_stay_where_they_are(head: SortedHead, section: int) -> None:
    plain = pixels(head, section)
    head.setSortIndicator(section, UP)
    sorted_ = pixels(head, section)
    words = np.flatnonzero((plain < 200).any(axis=0))
    arrow = np.flatnonzero((plain != sorted_).any(axis=0))
    assert len(words)
    assert 6 <= len(arrow) <= 10
    assert arrow.min() - words.max() > 2
    other = 1 - section
    before = pixels(head, other)
    head.setSortIndicator(section, DOWN)
    assert (pixels(head, other) == before).all()
    assert (pixels(head, section) != sorted_).any()


def test_ascending_points_up_as_in_most_programs() -> None:
    tip, *foot = arrow_at(QPointF(0, 0), UP).toList()
    assert all(tip.y() < each.y() for each in foot)
    tip, *foot = arrow_at(QPointF(0, 0), DOWN).toList()
    assert all(tip.y() > each.y() for each in foot)
