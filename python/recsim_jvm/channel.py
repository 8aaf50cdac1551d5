"""Messages between this process and recsim, over a loopback TCP connection."""

from __future__ import annotations

import hmac
import os
import secrets
import selectors
import socket
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from recsim_jvm.errors import RecsimError

if TYPE_CHECKING:
    from numpy.typing import NDArray

PROTOCOL = 1
VARIABLE = "RECSIM_CHANNEL"

INTRODUCTION = 1
BEGIN = 2
DONE = 3
ACT = 4
SLATES = 5
OBSERVE = 6
TRAIN = 7
EPOCH = 8
UPDATE = 9
DIAGNOSE = 10
DIAGNOSTICS = 11
SAVE = 12
WEIGHTS = 13
LOAD = 14
FAILED = 15
REPORT = 16
INPUTS = 17
TRAIN_SELF = 18
TRAINED = 19
CHECKPOINT = 20
SCORE = 21
SAVE_FILES = 22
LOAD_FILES = 23
ENVIRONMENT = 48
START = 49
STARTED = 50
SHOW = 51
STEPS = 52
SOLVE = 53
MODEL = 54
OPEN = 32
OPENED = 33
RESET = 34
OBSERVATIONS = 35
STEP = 36
STEP_NEAREST = 37
RESULTS = 38
CANDIDATES = 39
COUNTS = 40

_MARK = 0xF7524353
_HEADER = struct.Struct(">IBI")
_TOKEN_LENGTH = 64
_SMALL = 1 << 16


class Closed(ConnectionError):
    """The other side has ended."""


class Channel:
    """Sends and receives messages. Confined to one thread."""

    def __init__(self, connection: socket.socket) -> None:
        connection.settimeout(None)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection = connection
        self._process = os.getpid()
        self._interrupted = False
        self._header = bytearray(_HEADER.size)

    @staticmethod
    def connect() -> Channel:
        """Connects to the process that has started this one."""
        address = os.environ.get(VARIABLE)
        if address is None:
            raise RuntimeError(
                f"{VARIABLE} is not set: recsim starts this program, as an agent or environment of type process"
            )
        host, port, token, answer = address.split(" ")
        connection = socket.create_connection((host, int(port)))
        connection.sendall(token.encode("ascii"))
        if not hmac.compare_digest(_exactly(connection, _TOKEN_LENGTH), answer.encode("ascii")):
            raise ConnectionError(f"the process that listens at port {port} is another one")
        return Channel(connection)

    def ask(self, kind: int, body: Any = b"") -> tuple[int, NDArray[np.uint8]]:
        """Sends a message and waits for its answer. If anything interrupts that, the channel is
        closed, because the answer would be taken for that to the next message."""
        if self._interrupted:
            raise RecsimError(
                "a call was interrupted before its answer came, so nothing can be asked any more;"
                " make another environment"
            )
        try:
            self.send(kind, body)
            return self.receive()
        except Closed:
            raise
        except RecsimError:
            raise
        except BaseException:
            self._interrupted = True
            self.close()
            raise

    def send(self, kind: int, body: Any = b"") -> None:
        """Sends a message; the body is bytes or a contiguous array."""
        if os.getpid() != self._process:
            raise RecsimError(
                f"this belongs to process {self._process}, and a process that was forked from it"
                " cannot use it; make an environment in each process"
            )
        body = memoryview(body).cast("B")
        header = _HEADER.pack(_MARK, kind, len(body))
        try:
            if len(body) <= _SMALL:
                self._connection.sendall(header + body)
            else:
                self._connection.sendall(header)
                self._connection.sendall(body)
        except OSError as e:
            raise Closed(f"the other side has ended ({e})") from e

    def receive(self) -> tuple[int, NDArray[np.uint8]]:
        """Waits for a message; returns its kind and its body, an array of bytes of its own."""
        self._fill(memoryview(self._header))
        mark, kind, length = _HEADER.unpack(self._header)
        if mark != _MARK:
            raise ConnectionError("received bytes that are not a message")
        body: NDArray[np.uint8] = np.empty(length, dtype=np.uint8)
        if length:
            self._fill(memoryview(body))
        return kind, body

    def _fill(self, view: memoryview) -> None:
        while len(view):
            try:
                size = self._connection.recv_into(view, 0, socket.MSG_WAITALL)
            except OSError as e:
                raise Closed(f"the other side has ended ({e})") from e
            if size == 0:
                raise Closed("the other side closed the connection")
            view = view[size:]

    def close(self) -> None:
        self._connection.close()


class Listener:
    """Waits for the process that has its token to connect."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._token = secrets.token_hex(_TOKEN_LENGTH // 2)
        self._answer = secrets.token_hex(_TOKEN_LENGTH // 2)

    def address(self) -> str:
        """The value of the environment variable for the process."""
        host, port = self._server.getsockname()
        return f"{host} {port} {self._token} {self._answer}"

    def accept(self, alive: Callable[[], None]) -> Channel:
        """Waits for the process; ``alive`` raises if it has ended. Connections send their tokens
        side by side, so a silent one delays no other."""
        sent: dict[socket.socket, bytes] = {}
        try:
            while True:
                alive()
                for connection in _readable([self._server, *sent]):
                    if connection is self._server:
                        sent[self._server.accept()[0]] = b""
                    elif self._greets(connection, sent):
                        del sent[connection]
                        return Channel(connection)
        finally:
            for connection in [self._server, *sent]:
                connection.close()

    def _greets(self, connection: socket.socket, sent: dict[socket.socket, bytes]) -> bool:
        """Reads what is there, and answers the whole token; whether that was done."""
        try:
            piece = connection.recv(_TOKEN_LENGTH - len(sent[connection]))
            sent[connection] += piece
            if piece and len(sent[connection]) < _TOKEN_LENGTH:
                return False
            if hmac.compare_digest(sent[connection], self._token.encode("ascii")):
                connection.sendall(self._answer.encode("ascii"))
                return True
        except OSError:
            pass
        del sent[connection]
        connection.close()
        return False


def _readable(connections: list[socket.socket]) -> list[socket.socket]:
    """Those from which something can be read, after at most 0.2 seconds."""
    with selectors.DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection, selectors.EVENT_READ, connection)
        return [key.data for key, _ in selector.select(0.2)]


def _exactly(connection: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count:
        piece = connection.recv(count - len(received))
        if not piece:
            break
        received += piece
    return received
