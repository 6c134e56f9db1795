"""One window a library: a second start hands its files to the first and ends.

A lock file beside the library names who has it open (process and host); a local socket, named
by the library's path, carries the request to come to the front.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from annotator.phrases import phrase

_WAIT_MS = 1_500
_MOST_BYTES = 1_000_000


class Instance(QObject):
    """This process's claim on a library. `called` carries the paths and links that another start
    was given."""

    called = Signal(object)

    def __init__(self, library: Path) -> None:
        super().__init__()
        digest = hashlib.sha256(str(library).encode("utf-8", "surrogateescape")).hexdigest()
        self._folder = library.parent
        self._name = f"annotator-{digest[:24]}"
        self._lock = QLockFile(str(library) + ".lock")
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def hand_over(self, sources: Sequence[str]) -> bool:
        """Ask the window that has this library to come forward and open `sources`, links and
        whole paths; whether one answered."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        request = json.dumps(list(sources)).encode() + b"\n"
        socket.write(request)
        answered = socket.waitForBytesWritten(_WAIT_MS) and socket.waitForReadyRead(_WAIT_MS)
        socket.disconnectFromServer()
        return bool(answered)

    def claim(self) -> str:
        """Take the library for this process; "" if it is ours now, else who has it."""
        with contextlib.suppress(OSError):  # what is wrong with the folder, the library says
            self._folder.mkdir(parents=True, exist_ok=True)  # on the very first start
        if self._lock.tryLock(0):
            # A socket left by a crash would block the name for ever.
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)
            return ""
        if self._lock.error() is not QLockFile.LockError.LockFailedError:
            return ""  # a folder that cannot be written has no lock; the library says so itself
        # The out-parameters, as PySide6 returns them; no process where they are not known.
        pid, host, name = self._lock.getLockInfo()
        if not pid:
            return phrase("another program")
        return phrase("{0} (process {1} on {2})", name or phrase("a program"), pid, host)

    def release(self) -> None:
        self._server.close()
        self._lock.unlock()

    def _answer(self) -> None:
        if self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.readyRead.connect(lambda: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MOST_BYTES:
                socket.abort()
            return
        try:
            sources = json.loads(bytes(socket.readLine().data()))
        except ValueError:
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        self.called.emit(tuple(map(str, sources)))
