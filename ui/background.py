"""Work beside the GUI thread: a worker is one thread, and its results come back as Qt events."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from mysteryshop.errors import KnownError

T = TypeVar("T")
Done = Callable[[T], None] | None  # gets what the work returned
Failed = Callable[[KnownError], None] | None
Owner = QObject | None  # nothing is told to one that is gone

_ONE_CORE = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_TURN_S = 0.001  # after which a thread that computes in Python lets the window's have its turn; 5 ms by default


def give_way() -> None:
    """Let workers give way to the window: call it before numpy is first imported, which reads how many cores it has."""
    for name in _ONE_CORE:
        os.environ.setdefault(name, "1")
    sys.setswitchinterval(_TURN_S)


class Worker(QObject):
    """One thread that does jobs in the order given; `done` and `failed` run on the GUI thread.

    A KnownError reaches `failed`; anything else is our bug and is told through `bugFound`.
    Nothing is delivered to an `owner` that no longer exists.
    """

    bugFound = Signal(str)  # a copyable report
    idle = Signal()
    _arrived = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._waiting = 0
        self.ended = False  # nothing can be given to it any more
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a job is waiting, running or not yet delivered."""
        return self._waiting > 0

    def submit(self, work: Callable[[], T], done: Done[T] = None, failed: Failed = None, owner: Owner = None) -> None:
        """Do `work` on the thread, then call `done(result)` or `failed(error)` here."""
        self._waiting += 1
        self._executor.submit(self._run, work, done, failed, owner)

    def drain(self) -> None:
        """Finish everything that was given, then end the thread; later results are not delivered."""
        self.ended = True
        self._executor.shutdown(wait=True)

    def _run(self, work: Callable[[], Any], done: Any, failed: Any, owner: QObject | None) -> None:
        try:
            result = work()
        except KnownError as error:
            self._arrive(_delivery(failed, error, owner))
        except BaseException:  # the thread's border: a bug must be told, never swallowed
            report = traceback.format_exc()
            self._arrive(lambda: self.bugFound.emit(report))
        else:
            self._arrive(_delivery(done, result, owner))

    def _arrive(self, delivery: Callable[[], None]) -> None:
        if shiboken6.isValid(self):
            self._arrived.emit(delivery)

    def _deliver(self, delivery: Callable[[], None]) -> None:
        self._waiting -= 1
        delivery()
        if not self._waiting:
            self.idle.emit()


def _delivery(call: Callable[[Any], None] | None, value: object, owner: QObject | None) -> Callable[[], None]:
    def deliver() -> None:
        if call is not None and (owner is None or shiboken6.isValid(owner)):
            call(value)

    return deliver
