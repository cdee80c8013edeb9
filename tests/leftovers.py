"""What a test with widgets must not leave behind: windows, running timers, threads."""

from __future__ import annotations

import gc
import threading
import time
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import getCppPointer, isValid

PATIENCE_S = 3.0  # a thread that was told to stop may finish its work


@dataclass(frozen=True)
class Before:
    """What was there before the test, so that only its own leftovers count."""

    windows: frozenset[int]
    timers: frozenset[int]
    threads: frozenset[threading.Thread]

    @classmethod
    def now(cls) -> Before:
        return cls(
            frozenset(map(_address, _windows())),
            frozenset(map(_address, _timers())),
            frozenset(threading.enumerate()),
        )

    def left(self) -> list[str]:
        """A description of each leftover, after deferred deletions and a moment's patience."""
        deadline = time.monotonic() + PATIENCE_S
        while (left := self._left()) and time.monotonic() < deadline:
            gc.collect()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QThreadPool.globalInstance().waitForDone(20)
            QApplication.processEvents()
        return left

    def _left(self) -> list[str]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        windows = [f"window {_name(window)}" for window in _windows() if _address(window) not in self.windows]
        timers = [f"running timer {_name(timer)}" for timer in _timers() if _address(timer) not in self.timers]
        threads = [f"thread {thread.name}" for thread in threading.enumerate() if thread not in self.threads]
        if QThreadPool.globalInstance().activeThreadCount():
            threads.append("work in the global thread pool")
        return windows + timers + threads


def _windows() -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if isValid(widget)]


def _timers() -> list[QTimer]:
    """Running timers that Python code holds; those without an owner in Python end with their parent."""
    return [thing for thing in gc.get_objects() if type(thing) is QTimer and isValid(thing) and thing.isActive()]


def _address(thing: QWidget | QTimer) -> int:
    """Where Qt keeps it: Python may make a new wrapper for the same window."""
    return int(getCppPointer(thing)[0])


def _name(thing: QWidget | QTimer) -> str:
    return f"{type(thing).__name__} {thing.objectName()!r}"
