"""The JVM that plays sessions for this process."""

from __future__ import annotations

import base64
import json
import os
import pathlib
import subprocess
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from recsim_jvm import channel as kinds
from recsim_jvm import java
from recsim_jvm.channel import Closed, Listener
from recsim_jvm.errors import RecsimError
from recsim_jvm.rows import one_hot

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_LAUNCHER = pathlib.Path("target", "recsim", "python.json")
_END_SECONDS = 10


def launcher(experiment: str | os.PathLike[str]) -> list[str]:
    """The command that starts the runtime: of the file that RECSIM_RUNTIME names, or of
    target/recsim/python.json in a folder above the experiment, or else of the command-line jar.

    :param experiment: path of an experiment
    """
    named = os.environ.get(java.VARIABLE)
    if named:
        return java.runtime() if named.endswith(".jar") else _command(pathlib.Path(named))
    for folder in pathlib.Path(experiment).resolve().parents:
        if (folder / _LAUNCHER).is_file():
            return _command(folder / _LAUNCHER)
    return java.runtime()


def _command(file: pathlib.Path) -> list[str]:
    try:
        command: list[str] = json.loads(file.read_text(encoding="utf-8"))["command"]
        if all(isinstance(word, str) for word in command):
            return command
        cause = "it has no list of words"
    except (OSError, ValueError, KeyError, TypeError) as e:
        cause = f"{type(e).__name__}: {e}"
    raise RecsimError(
        f"{file} does not say how to start the runtime ({cause}); write it again with"
        f" \"mvn compile recsim:python\", or delete it and unset {java.VARIABLE} to use the jar of this"
        " package"
    )


class Player:
    """Plays sessions of one open environment. Confined to one thread."""

    def ask(self, kind: int, body: Any, answer: int) -> NDArray[np.uint8]:
        """Sends a request and returns the body of its answer, an array of bytes."""
        raise NotImplementedError

    def open(
        self,
        experiment: str | os.PathLike[str] | None,
        environment: str | None,
        settings: str | None,
        sessions: int,
        compact: bool,
        table: bool = False,
    ) -> dict[str, Any]:
        """Opens an environment in place of the one before; returns its description, OPENED. With
        ``table``, features may come as references to a table, see ``_Rows``."""
        opening = {
            "protocol": kinds.PROTOCOL,
            "file": None if experiment is None else str(pathlib.Path(experiment).resolve()),
            "environment": environment,
            "set": settings,
            "sessions": sessions,
            "compact": compact,
            "table": table,
        }
        body = self.ask(kinds.OPEN, json.dumps(opening).encode("utf-8"), kinds.OPENED)
        opened: dict[str, Any] = json.loads(bytes(body))
        return opened

    def close(self) -> None:
        """Ends what plays the sessions."""


class Runtime(Player):
    """A JVM with one open environment. Confined to one thread."""

    def __init__(self, experiment: str | os.PathLike[str]) -> None:
        command = launcher(experiment)
        listener = Listener()
        environment = dict(os.environ, **{kinds.VARIABLE: listener.address()})
        try:
            self._process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=2
            )
        except OSError as e:
            raise RecsimError(
                f"cannot start the runtime ({e}); run \"mvn compile recsim:python\" again"
            ) from e
        self._channel = listener.accept(self._alive)

    def _alive(self) -> None:
        if self._process.poll() is not None:
            raise RecsimError(
                f"the runtime ended with status {self._process.returncode} before it was ready;"
                " its messages are on stderr. Run \"mvn compile recsim:python\" again if jars have"
                " changed"
            )

    def ask(self, kind: int, body: Any, answer: int) -> NDArray[np.uint8]:
        """Sends a request and returns the body of its answer, an array of bytes."""
        try:
            received, answered = self._channel.ask(kind, body)
        except Closed as e:
            raise RecsimError("the runtime has ended; its messages are on stderr") from e
        if received == kinds.FAILED:
            raise RecsimError(bytes(answered).decode("utf-8").replace("recsim.set: ", ""))
        if received != answer:
            raise RecsimError(f"the runtime answered by kind {received} and not {answer}")
        return answered

    def close(self) -> None:
        """Ends the JVM."""
        self._channel.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Results:
    """The results of a step, views of one array that nothing else uses.

    reward      float64 [n]
    observation int32 [n], or float32 [n, width]
    signals     float32 [n, positions, signals], or None
    candidates  int32 [n], or None if observations are states
    status      uint8 [n]; 0 the session continues, 1 it ended, 2 it was cut off
    replaced    uint8 [n]; number of replaced documents
    clicks      uint8 [n, positions]
    ended       int32 [e]; the lanes whose session is over
    last        as observation [e]; the last observations of these sessions
    metrics     float64 [e, metrics]
    """

    reward: NDArray[np.float64]
    observation: NDArray[Any]
    signals: NDArray[np.float32] | None
    candidates: NDArray[np.int32] | None
    status: NDArray[np.uint8]
    replaced: NDArray[np.uint8]
    clicks: NDArray[np.uint8]
    ended: NDArray[np.int32]
    last: NDArray[Any]
    metrics: NDArray[np.float64]

    __slots__ = (
        "candidates",
        "clicks",
        "ended",
        "last",
        "metrics",
        "observation",
        "replaced",
        "reward",
        "signals",
        "status",
    )


class _Rows:
    """Reads observations: states, rows of numbers, or numbers and references to a table, which has
    the features and topics of documents."""

    def __init__(self, opened: dict[str, Any], one_hot_topics: bool) -> None:
        self.dtype: np.dtype[Any] = np.dtype("<f4" if opened["states"] is None else "<i4")
        sections = opened["sections"]
        sizes = [int(np.prod(section["shape"])) for section in sections]
        self.width = sum(sizes)
        self.shape: tuple[int, ...] = (self.width,) if opened["states"] is None else ()
        self.bytes = 4 * (self.width if self.shape else 1)
        #: The sections of what is returned.
        self.sections: list[dict[str, Any]] = sections
        self._topics = opened["space"]["topics"] if one_hot_topics else 0
        if self._topics > 0:
            shape = [opened["space"]["documents"], self._topics]
            self.sections = [*sections[:-1], {"name": "topic", "shape": shape}]
        self._table: NDArray[np.float32] | None = None
        if opened.get("table") is not None:
            at = [section["name"] for section in sections].index("features")
            self._documents, self._features = sections[at]["shape"]
            #: A row of the table: features, and the topic if documents have one.
            self._columns = sum(sizes[at:]) // self._documents
            numbers = np.frombuffer(base64.b64decode(opened["table"]), "<f4")
            self._table = numbers.reshape((-1, self._columns))
            self._found = np.empty((0, self._columns), "<f4")
            self._start = sum(sizes[:at])
            self._end = self._start + sizes[at]
            self.bytes = 4 * (self._start + self._documents)

    def table(self, body: NDArray[np.uint8], count: int) -> NDArray[np.float32] | None:
        """The rows to which the observations of a message refer: the table, and the last ``count``
        rows of the message."""
        if self._table is None or count == 0:
            return self._table
        size = count * self._columns
        further = np.frombuffer(body, "<f4", size, len(body) - 4 * size).reshape((count, -1))
        rows: NDArray[np.float32] = np.concatenate((self._table, further))
        return rows

    def first(self, body: NDArray[np.uint8], n: int) -> NDArray[Any]:
        """The ``n`` observations of a message that has nothing else."""
        count = 0 if self._table is None else (len(body) - self.bytes * n) // (4 * self._columns)
        return self.read(body, 0, n, self.table(body, count))

    def read(
        self, body: NDArray[np.uint8], at: int, n: int, table: NDArray[np.float32] | None
    ) -> NDArray[Any]:
        """The ``n`` observations from byte ``at`` on."""
        rows = self._read(body, at, n, table)
        if self._topics == 0:
            return rows
        start = self.width - self.sections[-1]["shape"][0]  # topics are the last section
        return np.concatenate((rows[:, :start], one_hot(rows[:, start:], self._topics)), axis=1)

    def _read(
        self, body: NDArray[np.uint8], at: int, n: int, table: NDArray[np.float32] | None
    ) -> NDArray[Any]:
        if table is None:
            return np.frombuffer(body, self.dtype, self.bytes // 4 * n, at).reshape((n, *self.shape))
        rows = np.empty((n, self.width), "<f4")
        numbers = np.frombuffer(body, "<f4", self._start * n, at)
        rows[:, : self._start] = numbers.reshape((n, self._start))
        references = np.frombuffer(body, "<i4", self._documents * n, at + numbers.nbytes)
        if len(self._found) < len(references):
            self._found = np.empty((len(references), self._columns), "<f4")
        found = self._found[: len(references)]
        np.take(table, references, axis=0, out=found, mode="clip")
        documents = found.reshape((n, self._documents, self._columns))
        features = rows[:, self._start : self._end]  # reshaped, it is still a view
        features.reshape((n, self._documents, self._features))[...] = documents[..., : self._features]
        if self._end < self.width:
            rows[:, self._end :] = documents[..., -1]
        return rows


class Sessions:
    """Sessions that are played in lock step."""

    def __init__(
        self,
        runtime: Player,
        opened: dict[str, Any],
        sessions: int,
        one_hot_topics: bool = False,
    ) -> None:
        self.runtime = runtime
        self._rows = _Rows(opened, one_hot_topics)
        self.opened = {**opened, "sections": self._rows.sections}
        self.count = sessions
        space = opened["space"]
        self.positions: int = space["slate_size"]
        self.signals = len(space["signals"]) if opened["signals"] else 0
        self.metrics: list[str] = opened["metrics"]
        self.states: int | None = opened["states"]
        self.width = sum(int(np.prod(it["shape"])) for it in self._rows.sections)

    def reset(
        self, lanes: Sequence[int] | NDArray[Any], seeds: ArrayLike, numbers: ArrayLike, evaluates: bool
    ) -> NDArray[Any]:
        """Opens sessions; returns their first observations."""
        head = np.array([len(lanes), 1 if evaluates else 0], dtype="<i4")
        parts = (head, np.array(seeds, "<i8"), np.array(numbers, "<i8"), np.array(lanes, "<i4"))
        request = b"".join(part.tobytes() for part in parts)
        body = self.runtime.ask(kinds.RESET, request, kinds.OBSERVATIONS)
        return self._rows.first(body, len(lanes))

    def candidates(self) -> NDArray[np.int32] | None:
        """The number of documents that each session can show now, int32 [n]; None if all."""
        if self.states is not None:
            return None
        return self.runtime.ask(kinds.CANDIDATES, b"", kinds.COUNTS).view("<i4")

    def step(self, actions: ArrayLike, nearest: bool = False) -> Results:
        """Shows slates, int32 [n, positions], or the documents nearest to points, float32 [n, f]."""
        kind = kinds.STEP_NEAREST if nearest else kinds.STEP
        actions = np.ascontiguousarray(actions, dtype="<f4" if nearest else "<i4")
        return self._parsed(self.runtime.ask(kind, actions, kinds.RESULTS))

    def _parsed(self, body: NDArray[np.uint8]) -> Results:
        n = self.count
        results = Results()
        rows = self._rows
        ended, count = (int(it) for it in np.frombuffer(body, "<i4", 2))
        table = rows.table(body, count)
        at = 8
        results.reward = body[at : at + 8 * n].view("<f8")
        at += 8 * n
        results.observation = rows.read(body, at, n, table)
        at += rows.bytes * n
        results.signals = None
        if self.signals:
            size = 4 * n * self.positions * self.signals
            results.signals = (
                body[at : at + size].view("<f4").reshape((n, self.positions, self.signals))
            )
            at += size
        results.candidates = None
        if rows.shape:
            results.candidates = body[at : at + 4 * n].view("<i4")
            at += 4 * n
        results.status = body[at : at + n]
        at += n
        results.replaced = body[at : at + n]
        at += n
        results.clicks = body[at : at + n * self.positions].reshape((n, self.positions))
        at += n * self.positions
        results.ended = np.frombuffer(body, "<i4", ended, at)
        at += 4 * ended
        results.last = rows.read(body, at, ended, table)
        at += rows.bytes * ended
        metrics = len(self.metrics)
        results.metrics = np.frombuffer(body, "<f8", ended * metrics, at).reshape((ended, metrics))
        return results
