"""A picture of the screen without the app on it: its windows go, the screens are taken, the leader picks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPixmap, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from mysteryshop.clock import Stamp, local
from mysteryshop.errors import KnownError

from ..x_windows import window_places
from .region_picker import RegionPicker
from .sources import ImageSource

GONE_MS = 350  # until a window manager has drawn what was beneath our windows
_CANNOT = {
    "wayland": KnownError(
        "This desktop (Wayland) lets no program take a picture of other windows.",
        "Take it with the desktop's own key (often Print), then paste it here with Ctrl+V.",
    ),
    "": KnownError(
        "There is no screen that a picture could be taken of.",
        "Take it elsewhere, then attach the file.",
    ),
}
_ABLE = frozenset({"xcb", "windows", "cocoa"})


class ScreenGrab(QObject):
    """`taken(source, Stamp)` once something was picked, `failed(KnownError)`, `ended()` when our windows are back."""

    taken = Signal(object, object)  # ImageSource, Stamp
    failed = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hidden: list[QWidget] = []
        self._active: QWidget | None = None
        self._at: Stamp | None = None
        self.picker: RegionPicker | None = None

    @property
    def running(self) -> bool:
        """Whether our windows are out of the way."""
        return self._at is not None

    def begin(self, at: Stamp) -> None:
        """Hide, take, ask; `at` is when the key went down."""
        if self.running:
            return
        platform = QGuiApplication.platformName()
        if platform not in _ABLE:
            self.failed.emit(_CANNOT["wayland" if platform.startswith("wayland") else ""])
            return
        self._at = at
        self._active = QApplication.activeWindow()
        self._hidden = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow()]
        for window in self._hidden:
            window.setVisible(False)
        QTimer.singleShot(GONE_MS, self, self._take)

    def _take(self) -> None:
        windows = tuple(_logical(place) for place in window_places())
        shots = [(screen, screen.grabWindow(0)) for screen in QGuiApplication.screens()]
        good = [(screen, shot) for screen, shot in shots if not shot.isNull() and not _is_blank(shot)]
        if not good:
            self._end()
            self.failed.emit(_CANNOT["wayland"])
            return
        picture, ground = _together(good)
        self.picker = RegionPicker(picture, ground, windows)
        self.picker.picked.connect(self._on_picked)
        self.picker.left.connect(self._end)
        self.picker.begin()

    def _on_picked(self, image: QImage) -> None:
        at = self._at
        self._end()
        if at is not None:
            self.taken.emit(ImageSource(image, f"screen {_file_time(at)}.png"), at)

    def _end(self) -> None:
        """Our windows come back as they were."""
        if self.picker is not None:
            self.picker.close()
            self.picker.deleteLater()
            self.picker = None
        for window in self._hidden:
            window.setVisible(True)
        if self._active is not None:
            self._active.activateWindow()
        self._hidden, self._active, self._at = [], None, None
        self.ended.emit()


def _together(shots: Sequence[tuple[QScreen, QPixmap]]) -> tuple[QImage, QRect]:
    """All screens in one picture, as they stand side by side, in the pixels of the finest one; and where that is."""
    ground = QRect()
    for screen, _ in shots:
        ground = ground.united(screen.geometry())
    ratio = max(shot.devicePixelRatio() for _, shot in shots)
    picture = QImage(ground.size() * ratio, QImage.Format.Format_RGB32)
    picture.fill(0)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    for screen, shot in shots:
        painter.drawPixmap(QRect(screen.geometry().topLeft() - ground.topLeft(), screen.geometry().size()), shot)
    painter.end()
    return picture, ground


def _logical(place: QRect) -> QRect:
    """A place in pixels as Qt counts them: a window lies on the screen in which its corner is."""
    for screen in QGuiApplication.screens():
        ratio, origin = screen.devicePixelRatio(), screen.geometry().topLeft()
        pixels = QRect(origin, screen.geometry().size() * ratio)
        if pixels.contains(place.center()):
            corner = origin + (place.topLeft() - origin) / ratio
            return QRect(corner, place.size() / ratio)
    return place


def _is_blank(shot: QPixmap) -> bool:
    """Where the system forbids it, the picture is empty or has no size."""
    small = shot.toImage().scaled(32, 32)
    return all(small.pixel(x, y) & 0xFF000000 == 0 for x in range(32) for y in range(32))


def _file_time(at: Stamp) -> str:
    from datetime import timedelta, timezone

    return f"{local(at.at, timezone(timedelta(seconds=at.offset_s))):%Y-%m-%d %H.%M.%S}"
