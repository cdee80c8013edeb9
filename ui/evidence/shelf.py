"""A shelf of thumbnails beside a moment or a walk: what bears witness, and a way to add to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from mysteryshop.evidence_files import words
from mysteryshop.journey import Attachment

from ..pause import pause
from ..theme import Theme, icon, set_role
from ..widgets.flow import FlowLayout
from ..widgets.parts import button, label
from .thumbnails import Thumbnails

TILE = 56
GAP = 6
SAID_MS = 8000
_ANY = (1 << 24) - 1  # Qt's: no limit


class Tile(QAbstractButton):
    """One thumbnail; a file that cannot be shown says what it is instead."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, attachment: Attachment, side: int) -> None:
        super().__init__()
        self._theme, self._thumbnails, self.attachment, self._side = theme, thumbnails, attachment, side
        self.setObjectName(f"evidence.{attachment.id}")
        self.setFixedSize(QSize(side, side))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        told = words.described(attachment)
        self.setToolTip(f"{told}\n{words.size_text(attachment.size)}, {words.clock_text(attachment.clock)}")
        self.setAccessibleName(f"Open {told}" + (", in the report" if attachment.in_report else ""))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture filling the tile, or the kind of file; a tick where the report shows it."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        around = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(around, 7, 7)
        painter.fillPath(shape, QColor(palette.ground))
        picture = self._thumbnails.of(self.attachment)
        if picture is not None:
            painter.setClipPath(shape)
            painter.drawPixmap(around, picture, _covering(picture, around))
            painter.setClipping(False)
        else:
            self._paint_kind(painter)
        edge = palette.accent if self.hasFocus() else palette.ink2 if self.underMouse() else palette.line
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.drawPath(shape)
        if self.attachment.in_report:
            self._paint_tick(painter)
        painter.end()

    def _paint_kind(self, painter: QPainter) -> None:
        palette = self._theme.palette
        missing = self._thumbnails.lost(self.attachment.digest) is not None
        name = "triangle-alert" if missing else "image" if self.attachment.width else "file-text"
        side = 22 if self.height() > 48 else 16
        drawn = icon(name, palette.warning if missing else palette.ink2, side).pixmap(side, side)
        painter.drawPixmap(QPoint((self.width() - side) // 2, (self.height() - side) // 2 - side // 3), drawn)
        font = QFont(self.font())
        font.setPixelSize(10 if self.height() > 48 else 9)
        painter.setFont(font)
        painter.setPen(QColor(palette.ink2))
        room = self.rect().adjusted(1, self.height() // 2 + side // 6, -1, -2)
        shown = "missing" if missing else _ending(self.attachment)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)

    def _paint_tick(self, painter: QPainter) -> None:
        palette, side = self._theme.palette, 16
        place = QRectF(self.width() - side - 3, 3, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent))
        painter.drawEllipse(place)
        painter.drawPixmap(place.topLeft() + QPoint(3, 3), icon("check", palette.on_accent, 10).pixmap(10, 10))


class Shelf(QWidget):
    """`openRequested(id)` looks at one, `addRequested(point)` asks how to add; nothing is shown but that when empty."""

    openRequested = Signal(str)
    addRequested = Signal(QPoint)

    def __init__(
        self, name: str, theme: Theme, thumbnails: Thumbnails, *, heading: str = "", most: int = 0, tile: int = TILE
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme, self._thumbnails, self._most, self._tile_side = theme, thumbnails, most, tile
        self._total = 0
        self._shown: tuple[Attachment, ...] = ()
        self.heading = label(heading, "overline", name=f"{name}.heading")
        self.heading.setWordWrap(True)
        if not heading:  # shown with the shelf otherwise: at this moment it would be a window of its own
            self.heading.hide()
        self.add = button("Attach a photo or file", "plain", name=f"{name}.add", on=self._on_add)
        self.add.setToolTip("Attach photos or files here: choose, paste (Ctrl+V) or drop them anywhere")
        self.add.setAccessibleName("Attach photos or files")
        self._title, self._said = heading, ""
        self._silence = pause(self, SAID_MS, lambda: self.say(""))
        self._tiles = FlowLayout(QMargins(0, 0, 0, 0), GAP)
        holder = QWidget()
        holder.setLayout(self._tiles)
        rule = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        rule.setHeightForWidth(True)
        holder.setSizePolicy(rule)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.heading)
        layout.addWidget(holder)
        self._tiles.addWidget(self.add)
        self._on_theme()
        theme.changed.connect(self._on_theme)
        thumbnails.ready.connect(self._on_ready)

    @property
    def shown(self) -> tuple[Attachment, ...]:
        """What stands on it."""
        return self._shown

    @property
    def tiles(self) -> list[Tile]:
        """The thumbnails in their order."""
        items = (self._tiles.itemAt(place) for place in range(self._tiles.count()))
        return [tile for item in items if item is not None and isinstance(tile := item.widget(), Tile)]

    def show_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Show these; of many the newest."""
        wanted = tuple(attachments)[-self._most :] if self._most else tuple(attachments)
        if wanted == self._shown and len(attachments) == self._total:
            return
        self._shown, self._total = wanted, len(attachments)
        for tile in self.tiles:
            self._tiles.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles.removeWidget(self.add)
        for attachment in wanted:
            self._tiles.addWidget(self._tile(attachment))
        self._tiles.addWidget(self.add)
        self._show_add()
        self._show_heading()
        self.updateGeometry()

    def say(self, words: str, *, lasting: bool = False) -> None:
        """A few words beside the heading; they go by themselves unless they last."""
        self._said = words
        self._silence.stop()
        if words and not lasting:
            self._silence.start()
        self._show_heading()

    def _show_heading(self) -> None:
        count = str(self._total) if self._total else ""
        self.heading.setText("  ·  ".join(part for part in (self._title, count, self._said) if part))
        self.heading.setVisible(bool(self._title or self._said))

    def set_locked(self, locked: bool) -> None:
        """Only to be looked at, or to be added to."""
        self.add.setEnabled(not locked)

    def _tile(self, attachment: Attachment) -> Tile:
        tile = Tile(self._theme, self._thumbnails, attachment, self._side)
        tile.clicked.connect(lambda _on=False, i=attachment.id: self.openRequested.emit(i))
        return tile

    @property
    def _side(self) -> int:
        return round(self._tile_side * self._theme.scale)

    def _show_add(self) -> None:
        """Beside thumbnails the button is one of them, without them it says what it does."""
        self.add.setText("" if self._shown else "Attach a photo or file")
        set_role(self.add, "tile" if self._shown else "plain")
        if self._shown:
            self.add.setFixedSize(self._side, self._side)
        else:
            self.add.setMinimumSize(0, 0)
            self.add.setMaximumSize(_ANY, _ANY)

    def _on_add(self) -> None:
        self.addRequested.emit(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))

    def _on_ready(self, digest: str) -> None:
        for tile in self.tiles:
            if tile.attachment.digest == digest:
                tile.update()

    def _on_theme(self) -> None:
        self.add.setIcon(icon("paperclip", self._theme.palette.ink2, 16))
        self._show_add()
        for tile in self.tiles:
            tile.setFixedSize(self._side, self._side)
            tile.update()


def _covering(picture: QPixmap, room: QRectF) -> QRectF:
    """The middle of the picture in the shape of the room."""
    side = min(picture.width() / room.width(), picture.height() / room.height())
    width, height = room.width() * side, room.height() * side
    return QRectF((picture.width() - width) / 2, (picture.height() - height) / 2, width, height)


def _ending(attachment: Attachment) -> str:
    ending = attachment.name.rpartition(".")[2] if "." in attachment.name else ""
    return ending[:5].upper() if ending else "FILE"
