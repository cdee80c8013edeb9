"""Colours, type and the style sheet: the palette of the core, dressed for Qt."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

import shiboken6
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from mysteryshop import palette as palettes
from mysteryshop.palette import Palette
from mysteryshop.paths import resources

FAMILY = "Inter"
MODES = ("system", "light", "dark")
_PAPER = "#8A8A84"  # of an icon that tells nothing
_QT_ROLES = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "ground",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.PlaceholderText: "ink2",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "line",
}


class Theme(QObject):
    """The look in force: `mode` is what the user chose, `palette` what that means now."""

    changed = Signal(object)  # Palette

    def __init__(self, app: QApplication, mode: str = "system", scale: float = 1.0, *, whole: bool = True) -> None:
        super().__init__(app)
        self._app = app
        self._whole = whole  # the application wears the sheet; else only the windows that are given to `dress`
        self._windows: list[QWidget] = []
        self.sheet = ""
        self.scale = scale
        self.mode = mode
        self.palette = palettes.load("light")
        load_fonts()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self.set_mode(mode)

    def set_mode(self, mode: str, scale: float | None = None) -> None:
        """Dress the whole application: system, light or dark, at a text scale (1 = 14 px text)."""
        self.mode = mode
        self.scale = scale or self.scale
        self.palette = palettes.load(mode if mode in ("light", "dark") else _system_scheme())
        font = QFont(FAMILY)
        font.setPixelSize(round(14 * self.scale))
        self.sheet = style_sheet(self.palette, self.scale)
        if self._whole:
            self._app.setStyleSheet(
                ""
            )  # over an old sheet every change dresses each widget anew, for ten times as long
        self._app.setFont(font)
        self._app.setPalette(qt_palette(self.palette))
        self._wear()
        self.changed.emit(self.palette)

    def dress(self, window: QWidget) -> None:
        """Dress this window and all that is in it or belongs to it, from now on.

        While the application itself wears a sheet, every widget that finds its place in another is dressed anew with
        all that is in it: a screen took five times as long to build.
        """
        self._windows.append(window)
        window.setStyleSheet(self.sheet)

    def _wear(self) -> None:
        if self._whole:
            self._app.setStyleSheet(self.sheet)
        for window in self._windows:
            if shiboken6.isValid(window):
                window.setStyleSheet(self.sheet)

    def _on_system_changed(self) -> None:
        if self.mode == "system":
            self.set_mode("system")


def _system_scheme() -> str:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def load_fonts() -> None:
    """Register the bundled family; text falls back to the system's fonts where it lacks a glyph."""
    if FAMILY in QFontDatabase.families():
        return
    for file in sorted((resources() / "fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(file))


def qt_palette(palette: Palette) -> QPalette:
    """The palette as Qt's, so that whatever the style sheet does not dress still fits."""
    result = QPalette()
    for role, name in _QT_ROLES.items():
        result.setColor(role, QColor(palette.role(name)))
    faint = QColor(palette.ink2)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        result.setColor(QPalette.ColorGroup.Disabled, role, faint)
    return result


def style_sheet(palette: Palette, scale: float) -> str:
    """resources/themes/app.qss with the colours and the sizes of the type scale filled in."""
    sizes = {f"t{px}": f"{round(px * scale)}px" for px in (11, 12, 14, 16, 20, 26, 32)}
    text = (resources() / "themes" / "app.qss").read_text(encoding="utf-8")
    icons = (resources() / "icons").as_posix()
    return Template(text).substitute(asdict(palette), icons=icons, theme=palette.name, **sizes)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget a role of the style sheet (title, card, chip ...), also while it is shown."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def tabular(font: QFont) -> QFont:
    """The font with figures of one width, for numbers that stand under each other or run."""
    result = QFont(font)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """An icon of resources/icons in one colour."""
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(resources() / "icons" / f"{name}.svg"))
    result = QIcon()
    for factor in (1, 2):
        pixmap = QPixmap(QSize(size, size) * factor)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(pixmap.rect(), QColor(colour))
        painter.end()
        pixmap.setDevicePixelRatio(factor)
        result.addPixmap(pixmap)
    return result


def app_icon() -> QIcon:
    """The app's own icon, as the desktop shows it."""
    result = QIcon()
    for file in sorted((resources() / "icons").glob("app*.png")) or [resources() / "icons" / "app.svg"]:
        result.addFile(str(file))
    return result


def notes_icon() -> QIcon:
    """The icon of any page of notes."""
    return icon("file-text", _PAPER, 32)
