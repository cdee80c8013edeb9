"""Small dressed parts: labels, buttons, cards and rows in the house style."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from .long_words import kept_together

Named = TypeVar("Named", bound=QWidget)
Layout = TypeVar("Layout", QHBoxLayout, QVBoxLayout)


def named(widget: Named, name: str, says: str = "") -> Named:
    """The widget with the name by which tests and scripts find it, and what a screen reader says of it."""
    widget.setObjectName(name)
    if says:
        widget.setAccessibleName(says)
    if isinstance(widget, QAbstractSpinBox | QComboBox):
        _let_the_wheel_pass(widget)
    return widget


def _let_the_wheel_pass(box: QAbstractSpinBox | QComboBox) -> None:
    """Scroll the page where the pointer crosses a field: a wheel that only passes by must not change a figure."""
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # neither take the keyboard
    box.wheelEvent = QEvent.ignore  # type: ignore[method-assign]  # of this one box, so that the page gets it


class Prose(QLabel):
    """Words on several lines, which never end between a figure and its unit; `text` gives them as they were set."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""

    def setText(self, text: str) -> None:
        """Other words."""
        self._said = text
        super().setText(kept_together(text))

    def text(self) -> str:
        """The words, without what keeps them together."""
        return self._said


def label(text: str = "", role: str = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """A label of a type role (display, title, subtitle, strong, quiet, small, overline, figure).

    The text is plain: what a user typed is never read as markup.
    """
    result = Prose() if wrap else QLabel()
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setWordWrap(wrap)
    result.setText(text)
    result.setProperty("role", role)
    result.setObjectName(name)
    return result


def button(
    text: str, role: str = "", *, name: str = "", tip: str = "", on: Callable[[], object] | None = None
) -> QPushButton:
    """A push button; `on` is called when it is pressed, `name` is how tests and scripts find it."""
    result = QPushButton(text)
    result.setAutoDefault(True)  # Enter presses the button that has the focus, as Space does
    result.setProperty("role", role)
    result.setObjectName(name)
    result.setToolTip(tip)
    if on is not None:
        result.clicked.connect(lambda _checked=False: on())
    return result


def frame(role: str, layout: QBoxLayout | None = None, *, margin: int = 16, spacing: int = 8) -> QFrame:
    """A surface (card, bar, foot, side ...) with a layout inside."""
    result = QFrame()
    result.setProperty("role", role)
    inner = layout if layout is not None else QVBoxLayout()
    inner.setContentsMargins(margin, margin, margin, margin)
    inner.setSpacing(spacing)
    result.setLayout(inner)
    return result


def pad(box: QAbstractSpinBox) -> None:
    """Set a spin box's text in from its edge, as in every other field: the style sheet cannot."""
    box.lineEdit().setTextMargins(8, 0, 0, 0)


def rule() -> QFrame:
    """A hairline, where space alone does not separate."""
    result = QFrame()
    result.setProperty("role", "rule")
    return result


def row(*parts: QWidget | int | None, spacing: int = 8, margin: int = 0) -> QHBoxLayout:
    """Parts side by side; a number is space in pixels, None takes what is left."""
    return _filled(QHBoxLayout(), parts, spacing, margin)


def column(*parts: QWidget | int | None, spacing: int = 8, margin: int = 0) -> QVBoxLayout:
    """Parts below each other; a number is space in pixels, None takes what is left."""
    return _filled(QVBoxLayout(), parts, spacing, margin)


def scrolled(widget: QWidget) -> QScrollArea:
    """The widget in an area that scrolls downwards only."""
    result = QScrollArea()
    result.setWidgetResizable(True)
    result.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from field to field, not to the area around them
    result.setFrameShape(QFrame.Shape.NoFrame)
    result.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    widget.setProperty("role", widget.property("role") or "ground")
    result.setWidget(widget)
    return result


def _filled(layout: Layout, parts: tuple[QWidget | int | None, ...], spacing: int, margin: int) -> Layout:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            layout.addWidget(part)
    return layout
