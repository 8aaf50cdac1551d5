"""Environments of type ``process``: subclass ``UserSimulator`` and call ``serve``."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from recsim_jvm import channel as kinds
from recsim_jvm import inputs
from recsim_jvm.observations import Space
from recsim_jvm.random_key import RandomKeys
from recsim_jvm.server import Server

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

CONTINUES, ENDED, CUT_OFF = 0, 1, 2


class Seen:
    """What agents observe of n sessions. Leave out what the space does not have.

    state       integers [n]
    user        [n, user features]
    candidates  integers [n]; number of documents that can be shown now; default: all
    id          integers [n, documents]; numbers of the documents. With a catalogue, which of its
                rows they are; left out if it has as many rows as a session has documents
    features    [n, documents, document features]; without a catalogue
    topic       integers [n, documents]; without a catalogue, in spaces with topics
    latents     [n, latents]; hidden values for reports, which agents do not get
    """

    def __init__(
        self,
        state: ArrayLike | None = None,
        user: ArrayLike | None = None,
        candidates: ArrayLike | None = None,
        id: ArrayLike | None = None,
        features: ArrayLike | None = None,
        topic: ArrayLike | None = None,
        latents: ArrayLike | None = None,
    ) -> None:
        self.state = state
        self.user = user
        self.candidates = candidates
        self.id = id
        self.features = features
        self.topic = topic
        self.latents = latents


class Steps:
    """The responses of n users to their slates. Leave out what there is not.

    seen      ``Seen`` after the step; has no meaning where the user ended the session
    reward    [n]
    status    integers [n]; CONTINUES, ENDED or CUT_OFF; default: all sessions continue
    clicks    [n, positions], or [n] if slates have one document; 1 for each clicked position
    signals   [n, positions, signals]
    counters  [n, counters]; what this step adds to each counter
    """

    def __init__(
        self,
        seen: Seen,
        reward: ArrayLike,
        status: ArrayLike | None = None,
        clicks: ArrayLike | None = None,
        signals: ArrayLike | None = None,
        counters: ArrayLike | None = None,
    ) -> None:
        self.seen = seen
        self.reward = reward
        self.status = status
        self.clicks = clicks
        self.signals = signals
        self.counters = counters


class Catalogue:
    """Documents that all sessions share: features [documents, features], topics [documents]."""

    def __init__(self, features: ArrayLike, topics: ArrayLike | None = None) -> None:
        self.features = np.asarray(features, dtype="<f8")
        self.topics = None if topics is None else np.asarray(topics, dtype="<i4")


class FiniteModel:
    """The environment as a finite Markov decision process with the states and documents of the space.

    start        [states]; probabilities of the first state
    reward       [states, documents]; expected reward of a step
    transition   [states, documents, states]; what is missing to 1 is the probability of the end
    max_session_length  steps after which a session is cut off
    """

    def __init__(
        self, start: ArrayLike, reward: ArrayLike, transition: ArrayLike, max_session_length: int
    ) -> None:
        self.start = start
        self.reward = reward
        self.transition = transition
        self.max_session_length = max_session_length


class UserSimulator:
    """Simulates the users of many sessions at once. Override ``space``, ``reset`` and ``step``.

    The state of the users is an array with a row for each session, ``RandomKeys``, a tuple or dict
    of these, or a list with an object for each session. It is kept between the calls, so a simulator needs no
    other memory of sessions.
    """

    #: What agents see: a ``Space``.
    space: Space

    #: Documents that all sessions share: a ``Catalogue``, or None.
    catalogue: Catalogue | None = None

    #: What the reward counts, such as minutes.
    reward_unit: str = ""

    #: Names of counters, for metrics.
    counters: Sequence[str] = ()

    #: Metrics: name, description, of (a counter), per (a counter or "sessions"), better ("higher").
    metrics: Sequence[Mapping[str, str]] = ()

    #: Names of hidden values for reports.
    latents: Sequence[str] = ()

    #: Largest number of sessions in a call; None for as many as recsim likes, up to 1,024.
    batch: int | None = None

    #: Further versions to keep with the trials, by name.
    versions: Mapping[str, str] = {}

    def reset(self, keys: RandomKeys) -> tuple[Any, Seen]:
        """Starts sessions.

        :param keys: ``RandomKeys``, all randomness of each session
        :return: the state of the n users, and what agents observe
        """
        raise NotImplementedError

    def step(
        self, state: Any, slates: NDArray[np.int32], keys: RandomKeys
    ) -> tuple[Any, Steps]:
        """Shows slates to users. A step may depend on its session's state, slate and key only.

        :param state: of the n users, as ``reset`` and ``step`` returned it
        :param slates: documents, integers [n, positions]; -1 for an empty position
        :param keys: the keys of the sessions, the same as in ``reset``
        :return: the next state, and ``Steps``
        """
        raise NotImplementedError

    def model(self) -> FiniteModel | None:
        """The environment as a finite Markov decision process, for exact values; None if unknown."""
        return None


class SimulatorServer(Server):
    """Answers requests for the users of a simulator."""

    def __init__(self, simulator: UserSimulator, connection: kinds.Channel) -> None:
        super().__init__(connection, simulator.versions)
        self._simulator = simulator
        self._space = simulator.space
        self._memory = _Memory()
        self._keys = np.zeros(0, np.uint64)
        self._model = simulator.model()

    def introduction(self) -> tuple[int, dict[str, Any]]:
        simulator = self._simulator
        values: dict[str, Any] = {
            "protocol": kinds.PROTOCOL,
            "versions": self.versions(),
            "inputs": inputs.recorder is not None,
            "space": self._space.values(),
            "reward_unit": simulator.reward_unit,
            "counters": list(simulator.counters),
            "metrics": [dict(metric) for metric in simulator.metrics],
            "latents": list(simulator.latents),
        }
        if simulator.batch is not None:
            values["batch"] = simulator.batch
        if simulator.catalogue is not None:
            values["catalogue"] = _catalogue(simulator.catalogue)
        if self._model is not None:
            values["model"] = {"max_session_length": self._model.max_session_length}
        return kinds.ENVIRONMENT, values

    def answer(self, kind: int, body: Any) -> tuple[int, Any] | None:
        if kind == kinds.SHOW:
            return kinds.STEPS, self._show(body)
        if kind == kinds.START:
            return kinds.STARTED, self._start(body)
        if kind == kinds.SOLVE:
            return kinds.MODEL, self._solve()
        raise ValueError(f"received a message of kind {kind}, which environments do not know")

    def _start(self, body: Any) -> bytes:
        (rows,) = struct.unpack_from("<i", body)
        keys = np.frombuffer(body, "<u8", rows, 8)
        places = np.frombuffer(body, "<i4", rows, 8 + 8 * rows)
        state, seen = self._simulator.reset(RandomKeys(keys))
        if rows:
            needed = int(places.max()) + 1
            if needed > len(self._keys):
                grown = np.zeros(max(needed, 2 * len(self._keys)), np.uint64)
                grown[: len(self._keys)] = self._keys
                self._keys = grown
            self._keys[places] = keys
            self._memory.put(places, state, rows)
        return b"".join(self._seen(seen, rows))

    def _show(self, body: Any) -> bytes:
        (rows,) = struct.unpack_from("<i", body)
        size = self._space.slate_size
        slates = np.frombuffer(body, "<i4", rows * size, 8).reshape(rows, size)
        places = np.frombuffer(body, "<i4", rows, 8 + 4 * rows * size)
        keys = RandomKeys(self._keys[places])
        state, steps = self._simulator.step(self._memory.take(places), slates, keys)
        self._memory.put(places, state, rows)
        space = self._space
        pieces = [_array("reward", steps.reward, "<f8", (rows,))]
        if space.signals:
            shape: tuple[int, ...] = (rows, size, len(space.signals))
            pieces.append(_array("signals", steps.signals, "<f8", shape))
        clicks = steps.clicks
        if clicks is None:
            clicks = np.zeros((rows, size), "|u1")
        elif size == 1 and np.ndim(clicks) == 1:
            clicks = np.asarray(clicks)[:, np.newaxis]
        pieces.append(_array("clicks", clicks, "|u1", (rows, size)))
        status = np.zeros(rows, "|u1") if steps.status is None else steps.status
        pieces.append(_array("status", status, "|u1", (rows,)))
        if self._simulator.counters:
            shape = (rows, len(self._simulator.counters))
            pieces.append(_array("counters", steps.counters, "<f8", shape))
        return b"".join(pieces + self._seen(steps.seen, rows))

    def _seen(self, seen: Seen, rows: int) -> list[bytes]:
        space = self._space
        documents = space.documents
        catalogue = self._simulator.catalogue
        pieces = []
        if space.user_features:
            pieces.append(_array("user", seen.user, "<f8", (rows, len(space.user_features))))
        if space.document_features:
            shape: tuple[int, ...] = (rows, documents, len(space.document_features))
            if catalogue is None:
                pieces.append(_array("features", seen.features, "<f8", shape))
            if catalogue is None or len(catalogue.features) > documents:
                pieces.append(_array("id", seen.id, "<i8", (rows, documents)))
            if catalogue is None and space.topics:
                pieces.append(_array("topic", seen.topic, "<i4", (rows, documents)))
        state = np.zeros(rows, "<i4") if seen.state is None else seen.state
        pieces.append(_array("state", state, "<i4", (rows,)))
        candidates = seen.candidates
        if candidates is None:
            candidates = np.full(rows, documents, "<i4")
        pieces.append(_array("candidates", candidates, "<i4", (rows,)))
        if self._simulator.latents:
            pieces.append(_array("latents", seen.latents, "<f8", (rows, len(self._simulator.latents))))
        return pieces

    def _solve(self) -> bytes:
        model = self._model
        if model is None:
            raise ValueError("the simulator has no model")
        states, documents = self._space.states, self._space.documents
        return b"".join(
            [
                _array("start", model.start, "<f8", (states,)),
                _array("reward", model.reward, "<f8", (states, documents)),
                _array("transition", model.transition, "<f8", (states, documents, states)),
            ]
        )


class _Memory:
    """The states of users, by place."""

    def __init__(self) -> None:
        self._kept: Any = None

    def put(self, places: NDArray[np.int32], state: Any, rows: int) -> None:
        if self._kept is None:
            self._kept = _room(state)
        self._kept = _put(self._kept, places, state, rows, "the state")

    def take(self, places: NDArray[np.int32]) -> Any:
        return _take(self._kept, places)


def _room(state: Any) -> Any:
    """Storage without places for states like this one."""
    if isinstance(state, dict):
        return {name: _room(each) for name, each in state.items()}
    if isinstance(state, tuple):
        return tuple(_room(each) for each in state)
    if isinstance(state, RandomKeys):
        return RandomKeys(state.keys[:0])
    if isinstance(state, np.ndarray):
        return state[:0].copy()
    return []


def _put(kept: Any, places: NDArray[np.int32], state: Any, rows: int, name: str) -> Any:
    if isinstance(kept, dict):
        if set(state) != set(kept):
            raise ValueError(f"{name} has the keys {sorted(state)}, and first had {sorted(kept)}")
        return {
            key: _put(each, places, state[key], rows, f"{name}[{key!r}]")
            for key, each in kept.items()
        }
    if isinstance(kept, tuple):
        if len(state) != len(kept):
            raise ValueError(f"{name} has {len(state)} parts, and first had {len(kept)}")
        return tuple(
            _put(each, places, own, rows, f"{name}[{i}]")
            for i, (each, own) in enumerate(zip(kept, state))
        )
    if isinstance(kept, RandomKeys):
        return RandomKeys(_put(kept.keys, places, state.keys, rows, name))
    if len(state) != rows:
        raise ValueError(f"{name} has {len(state)} rows, but there are {rows} sessions")
    needed = int(places.max()) + 1
    if isinstance(kept, list):
        kept.extend([None] * (needed - len(kept)))
        for place, each in zip(places, state):
            kept[int(place)] = each
        return kept
    state = np.asarray(state)
    if state.shape[1:] != kept.shape[1:]:
        raise ValueError(
            f"{name} has rows of shape {state.shape[1:]}, and first had {kept.shape[1:]}"
        )
    kept = _widened(kept, state.dtype, name)
    if needed > len(kept):
        grown = np.zeros((max(needed, 2 * len(kept)), *kept.shape[1:]), kept.dtype)
        grown[: len(kept)] = kept
        kept = grown
    kept[places] = state
    return kept


def _widened(kept: NDArray[Any], dtype: np.dtype[Any], name: str) -> NDArray[Any]:
    """The array with a type that also holds values of another type as they are."""
    if np.can_cast(dtype, kept.dtype, "safe"):
        return kept
    kinds_of_both = {dtype.kind, kept.dtype.kind}
    try:
        common = np.result_type(kept.dtype, dtype)
    except TypeError:
        common = np.dtype(object)
    mixed = len(kinds_of_both) > 1 and not kinds_of_both <= set("biuf")
    if mixed or common == object or kinds_of_both == {"i", "u"} and common.kind == "f":
        raise ValueError(
            f"{name} has values of {dtype}, and first had {kept.dtype}; return one type from reset"
            " and step"
        )
    return kept.astype(common)


def _take(kept: Any, places: NDArray[np.int32]) -> Any:
    if isinstance(kept, dict):
        return {name: _take(each, places) for name, each in kept.items()}
    if isinstance(kept, tuple):
        return tuple(_take(each, places) for each in kept)
    if isinstance(kept, RandomKeys):
        return RandomKeys(kept.keys[places])
    if isinstance(kept, list):
        return [kept[int(place)] for place in places]
    return kept[places]


def _array(name: str, values: Any, dtype: str, shape: tuple[int, ...]) -> bytes:
    """The bytes of an array, which must have this shape."""
    if values is None:
        raise ValueError(f"{name} is missing; it has the shape {shape}")
    array = np.asarray(values)
    if array.shape != shape:
        raise ValueError(f"{name} has the shape {array.shape}, not {shape}")
    if dtype[1] != "f" and array.dtype.kind not in "iub":
        raise ValueError(f"{name} has values of {array.dtype}; they are integers")
    if array.dtype.kind in "iu" and dtype != "<i8" and array.dtype != np.dtype(dtype):
        limits = np.iinfo(dtype) if dtype[1] != "f" else None
        if limits and array.size and (array.min() < limits.min or array.max() > limits.max):
            raise ValueError(f"{name} has values outside of {limits.min} to {limits.max}")
    return array.astype(dtype, copy=False).tobytes()


def _catalogue(catalogue: Catalogue) -> dict[str, Any]:
    topics = catalogue.topics
    return {
        "documents": len(catalogue.features),
        "features": base64.b64encode(catalogue.features.tobytes()).decode("ascii"),
        "topics": None if topics is None else base64.b64encode(topics.tobytes()).decode("ascii"),
    }
