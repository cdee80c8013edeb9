"""One signal a second, on the second, and none while nobody is looking."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from mysteryshop.clock import Clock

SECOND_US = 1_000_000


class Ticker(QObject):
    """`ticked` carries the instant; it runs from `start` to `stop`."""

    ticked = Signal(object)  # Instant

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)

    @property
    def running(self) -> bool:
        """Whether it ticks."""
        return self._timer.isActive()

    def start(self) -> None:
        """Tick on every full second from now on."""
        self._wait()

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()

    def _wait(self) -> None:
        left_us = SECOND_US - self._clock.now().at % SECOND_US
        self._timer.start(left_us // 1000 + 1)

    def _on_timeout(self) -> None:
        self._wait()
        self.ticked.emit(self._clock.now().at)
