"""Text in runs: one paragraph whose words differ in weight and colour, wrapped and shortened to fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from mysteryshop.palette import Palette

ELLIPSIS = "…"
LONGEST = 600  # characters that are ever laid out: a note of 5,000 words must not slow a row down


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look: `role` is a colour role, `weight` a font weight."""

    text: str
    role: str = "ink"
    weight: int = 400


Runs = tuple[Run, ...]


def plain(runs: Sequence[Run]) -> str:
    """The words alone, for accessible names, tooltips and tests."""
    return "".join(run.text for run in runs).replace("\u00a0", " ")


class Paragraph:
    """Runs laid out at a width, of at most so many lines; the last one ends in an ellipsis where words are left."""

    def __init__(
        self, runs: Runs, font: QFont, palette: Palette, width: float, most: int, spacing: float = 1.0
    ) -> None:
        runs = _single_line(runs)
        text = "".join(run.text for run in runs)
        self._formats = list(_formats(runs, palette))
        self._layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._metrics = QFontMetricsF(font)
        self._step = round(self._metrics.height() * spacing)
        self._lines, end = self._lay_out(width, most)
        if end < len(text):
            self._layout.setText(_shortened(self._layout, text, width - self._metrics.horizontalAdvance(ELLIPSIS)))
            self._lines, _ = self._lay_out(width, most)

    @property
    def height(self) -> int:
        """The height of all lines, pixels."""
        return self._step * self._lines

    @property
    def width(self) -> float:
        """The width of the longest line, pixels."""
        return max((self._layout.lineAt(i).naturalTextWidth() for i in range(self._lines)), default=0.0)

    def paint(self, painter: QPainter, at: QPointF) -> None:
        """Paint the lines with their left upper corner at that point."""
        self._layout.draw(painter, at)

    def _lay_out(self, width: float, most: int) -> tuple[int, int]:
        self._layout.setFormats(self._formats)
        self._layout.beginLayout()
        lines, end = 0, 0
        while lines < most:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, lines * self._step))
            lines, end = lines + 1, line.textStart() + line.textLength()
        self._layout.endLayout()
        return lines, end


def _formats(runs: Runs, palette: Palette) -> Iterator[QTextLayout.FormatRange]:
    start = 0
    for run in runs:
        part = QTextLayout.FormatRange()
        part.start, part.length = start, len(run.text.encode("utf-16-le")) // 2
        form = QTextCharFormat()
        form.setFontWeight(run.weight)
        form.setForeground(QColor(palette.role(run.role)))
        part.format = form
        yield part
        start += part.length


def _single_line(runs: Runs) -> Runs:
    left = LONGEST
    result: list[Run] = []
    for run in runs:
        text = " ".join(run.text[:left].split("\n"))
        result.append(Run(text, run.role, run.weight))
        left -= len(text)
    return tuple(result)


def _shortened(layout: QTextLayout, text: str, room: float) -> str:
    last = layout.lineAt(layout.lineCount() - 1)
    end = last.textStart()
    while end < last.textStart() + last.textLength() and _x(last, end + 1) <= room:
        end += 1
    return text[:end].rstrip() + ELLIPSIS


def _x(line: QTextLine, index: int) -> float:
    """Where the cursor stands before that character; the binding returns the place beside its index."""
    place: Any = line.cursorToX(index)
    return float(place[0])
