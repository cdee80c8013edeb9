"""The three clocks: here, the journey, and how long nobody has told me anything."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mysteryshop.analysis.live import Silence
from mysteryshop.clock import hms

from ..theme import Theme, icon, set_role, tabular
from ..widgets.parts import label
from ..widgets.runs import Run
from ..widgets.wording import quoted
from .runs_label import RunsLabel

HEIGHT = 124
NARROW = 500  # pixels: below it the figures are set smaller
TINY = 380  # and below this once more
NOTHING_TOLD = "nobody has told you anything yet"


class ClockCard(QFrame):
    """A caption, a running figure, and room for two lines below it; only the figure changes each second."""

    def __init__(self, theme: Theme, caption: str, name: str, icon_name: str = "") -> None:
        super().__init__()
        self._theme, self._icon_name = theme, icon_name
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._sign = QLabel(self)
        self._caption = label(caption, "small", name=f"{name}Caption")
        self.figure = label("0:00", "figure", name=f"{name}Figure")
        self.figure.setFont(tabular(self.figure.font()))
        self.figure.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.figure.setContentsMargins(0, 0, 0, 0)
        self.note = RunsLabel(theme, f"{name}Note", pixels=12, most=2)
        self._warning, self._size = False, ""
        self._inner = QVBoxLayout(self)
        self._build()
        theme.changed.connect(self._paint_sign)

    def set_seconds(self, seconds: float) -> None:
        """Show a duration."""
        text = hms(seconds)
        if text != self.figure.text():
            self.figure.setText(text)
            self.figure.setAccessibleName(f"{self._caption.text()} {text}")

    def set_warning(self, warning: bool) -> None:
        """Dress the card for a limit that is passed."""
        if warning == self._warning:
            return
        self._warning = warning
        set_role(self, "card-warning" if warning else "card")
        self._set_figure_role()
        set_role(self._caption, "small-warning" if warning else "small")
        self._paint_sign()

    def set_size(self, size: str) -> None:
        """Set the figure smaller for a narrow window: "", "-small" or "-tiny"."""
        if size != self._size:
            self._size = size
            side = {"": 18, "-small": 12, "-tiny": 9}[size]
            self._inner.setContentsMargins(side, 16, side - 2, 12)
            self._set_figure_role()

    def _set_figure_role(self) -> None:
        set_role(self.figure, f"figure{self._size}{'-warning' if self._warning else ''}")

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        if self._icon_name:
            top.addWidget(self._sign)
        top.addWidget(self._caption, 1)
        inner = self._inner
        inner.setContentsMargins(18, 16, 16, 12)
        inner.setSpacing(2)
        inner.addLayout(top)
        inner.addWidget(self.figure)
        inner.addWidget(self.note)
        inner.addStretch(1)
        self._paint_sign()

    def _paint_sign(self) -> None:
        palette = self._theme.palette
        if self._icon_name:
            colour = palette.warning if self._warning else palette.ink2
            self._sign.setPixmap(icon(self._icon_name, colour, 14).pixmap(QSize(14, 14), self.devicePixelRatio()))


class ClockCards(QWidget):
    """Side by side; the silence is the widest, because it says since when."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.here = ClockCard(theme, "Here", "clockHere")
        self.journey = ClockCard(theme, "Journey", "clockJourney")
        self.silence = ClockCard(theme, "Silence", "clockSilence", "clock")
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for card, stretch in ((self.here, 4), (self.journey, 4), (self.silence, 5)):
            layout.addWidget(card, stretch)
        self._theme = theme
        self._measure()
        theme.changed.connect(self._measure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set figures to the room there is."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        scale, wide = self._theme.scale, self.width()
        size = "-tiny" if wide < TINY * scale else "-small" if wide < NARROW * scale else ""
        self._row.setSpacing(8 if size else 16)
        for card in (self.here, self.journey, self.silence):
            card.set_size(size)
        self.setFixedHeight(round(HEIGHT * self._theme.scale))

    def show_silence(self, silence: Silence | None) -> None:
        """The silence that runs; None before the walk has begun."""
        over = silence is not None and silence.over
        role = "warning" if over else "ink2"
        last = silence.last if silence is not None else None
        self.silence.set_seconds(silence.seconds if silence is not None else 0)
        self.silence.set_warning(over)
        if silence is None:
            self.silence.note.set_runs(())
        elif last is None:
            self.silence.note.set_runs((Run(NOTHING_TOLD, role),))
        else:
            words = quoted(last.text) if last.text else "you were told something"
            self.silence.note.set_runs((Run(f"since {words}", role),))
