"""Starting the app again on the same data folder brings the running window to the front: a local socket in that folder.

Nothing is sent over it but a ring, the names of bundles to take in, and the answer. It is readable by the user alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 1500  # for a running app to answer
_RING, _ANSWER = b"ring\n", b"here\n"
_LONGEST = 80  # bytes of a socket's path: the system allows 107, Qt makes it in a folder beside
_NAME = "running"
_MOST = 100_000  # bytes that a guest may say


class Doorbell(QObject):
    """`rung` when the app is started again, and `offered` where bundles were named then."""

    rung = Signal()
    offered = Signal(list)  # of Path

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place(data_dir)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_guest)

    def listen(self) -> bool:
        """Listen from now on; a socket that a crash left behind makes way. False where the folder allows none."""
        if self._server.isListening() or self._server.listen(self._place):
            return True
        QLocalServer.removeServer(self._place)
        return self._server.listen(self._place)

    def close(self) -> None:
        """Listen no more, and take the socket away."""
        self._server.close()

    def _on_guest(self) -> None:
        while (guest := self._server.nextPendingConnection()) is not None:
            guest.disconnected.connect(guest.deleteLater)
            guest.readyRead.connect(lambda guest=guest: self._hear(guest))
            self._hear(guest)

    def _hear(self, guest: QLocalSocket) -> None:
        """Answer once a whole line is there; one that is too long is not listened to."""
        if guest.bytesAvailable() > _MOST:
            guest.abort()
        if not guest.canReadLine():
            return
        files = _files(bytes(guest.readLine().data()))
        guest.write(_ANSWER)
        guest.flush()
        guest.disconnectFromServer()
        self.rung.emit()
        if files:
            self.offered.emit(files)


def ring(data_dir: Path, files: Sequence[Path] = ()) -> bool:
    """Ring at the app that runs on that data folder, and name bundles for it; whether one answered."""
    guest = QLocalSocket()
    guest.connectToServer(place(data_dir))
    if not guest.waitForConnected(PATIENCE_MS):
        return False
    guest.write(json.dumps([str(file) for file in files]).encode() + b"\n" if files else _RING)
    heard = guest.waitForReadyRead(PATIENCE_MS) and bytes(guest.readAll().data()) == _ANSWER
    guest.abort()
    return heard


def _files(line: bytes) -> list[Path]:
    """The bundles that a line names; none where it is but a ring."""
    try:
        said = json.loads(line)
    except ValueError:
        return []
    return [Path(name) for name in said if isinstance(name, str)] if isinstance(said, list) else []


def place(data_dir: Path) -> str:
    """Where the socket lies: in the data folder; where its path is too long for a socket, under a name made of it."""
    path = data_dir.resolve() / _NAME
    if sys.platform != "win32" and len(os.fsencode(path)) <= _LONGEST:
        return str(path)
    return f"notes-{hashlib.sha256(os.fsencode(path)).hexdigest()[:24]}"
