"""Agents of type ``process``: subclass ``Agent`` and call ``serve``."""

import json
import os
import platform
import struct
import sys
import threading
import time
import traceback

import numpy as np

from recsim_jvm import channel as kinds
from recsim_jvm import inputs
from recsim_jvm import safetensors
from recsim_jvm.channel import Channel, Closed
from recsim_jvm.random_key import RandomKey, RandomKeys

_LIBRARIES = ("gymnasium", "numpy", "onnxruntime", "scipy", "sklearn", "stable_baselines3", "torch")
_FAILURE_TRACE = 3


class Space:
    """The sizes of the environment and the names of its features and signals."""

    def __init__(self, values):
        self.documents = values["documents"]
        self.slate_size = values["slate_size"]
        self.states = values["states"]
        self.topics = values["topics"]
        self.user_features = values["user_features"]
        self.document_features = values["document_features"]
        self.signals = values["signals"]


class Observations:
    """Observations of n sessions.

    state       int32 [n]
    candidates  int32 [n]; number of documents that can be shown now
    user        float64 [n, user features]
    features    float64 [n, documents, document features]; rows behind the candidates are 0
    topic       int32 [n, documents]; -1 without topics, and behind the candidates
    id          int64 [n, documents]; -1 behind the candidates

    The last four are None in environments without them.
    """

    user = features = id = topic = None

    def __init__(self, rows):
        self._rows = rows

    def __len__(self):
        return self._rows


class Transitions:
    """Steps of training sessions, in order.

    observations, next  ``Observations``; next has no meaning after the end of a session
    reward    float64 [n]
    signals   float64 [n, positions, signals], or None
    slate     int32 [n, positions]; -1 for an empty position
    clicks    uint8 [n, positions]
    status    uint8 [n]; 0 the session continues, 1 the user ended it, 2 it was cut off
    """

    signals = None

    def __init__(self, observations, following):
        self.observations = observations
        self.next = following

    def __len__(self):
        return len(self.observations)


class Agent:
    """An agent. Override ``act``; agents that learn also override the methods below it."""

    #: Whether ``act`` ignores keys unless it explores. The exact value is then computed.
    deterministic = False

    #: Whether recsim trains the agent.
    learns = False

    #: How to train it, of env_steps, warmup, updates and batch_size; see Learner.Plan.
    plan = None

    #: Further versions to keep with the trial, by name.
    versions = {}

    def start(self, space, key):
        """Called once, before all others.

        :param space: a ``Space``
        :param key: a ``RandomKey`` with all of the agent's own randomness
        """

    def act(self, observations, keys, explore):
        """Chooses slates.

        :param observations: ``Observations`` of n sessions
        :param keys: ``RandomKeys``, one for each decision
        :param explore: whether the session is one of training
        :return: integers [n, positions], or [n] if slates have one document
        """
        raise NotImplementedError

    def observe(self, transitions):
        """Receives ``Transitions`` of training sessions."""

    def update(self, batch_size):
        """Takes one gradient step."""

    def start_training(self, updates):
        """Called before training with its number of updates."""

    def start_epoch(self, updates, batch_size):
        """Called before the updates of an epoch."""

    def diagnostics(self):
        """Figures by name, such as the mean loss since the last call."""
        return {}

    def save(self):
        """Returns the parameters of the greedy policy, arrays by name; kept as float32."""
        return {}

    def load(self, weights):
        """Replaces the parameters by arrays from ``save``."""


def serve(agent):
    """Runs an agent until recsim closes the connection."""
    _watch_parent()
    connection = Channel.connect()
    try:
        _Server(agent, connection).run()
    except (Closed, ConnectionResetError, BrokenPipeError):
        pass


def _watch_parent():
    """Ends this process if recsim was killed while the agent computes."""
    parent = os.getppid()

    def watch():
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class _Server:
    def __init__(self, agent, connection):
        self._agent = agent
        self._connection = connection
        self._space = None
        self._observation = []
        self._outcome = []

    def run(self):
        self._introduce()
        while True:
            kind, body = self._connection.receive()
            try:
                answer = self._answer(kind, body)
            except Exception:
                traceback.print_exc()
                self._connection.send(kinds.FAILED, _failure().encode("utf-8"))
                continue
            if answer is not None:
                self._connection.send(*answer)

    def _introduce(self):
        agent = self._agent
        introduction = {
            "protocol": kinds.PROTOCOL,
            "versions": self._versions(),
            "deterministic": bool(agent.deterministic),
            "learns": bool(agent.learns),
            "plan": agent.plan,
            "inputs": inputs.recorder is not None,
        }
        self._connection.send(kinds.INTRODUCTION, json.dumps(introduction).encode("utf-8"))

    def _versions(self):
        versions = {"python": platform.python_version()}
        for name in _LIBRARIES:
            version = getattr(sys.modules.get(name), "__version__", None)
            if version is not None:
                versions[name] = str(version)
        versions.update(self._agent.versions)
        return versions

    def _answer(self, kind, body):
        agent = self._agent
        if kind == kinds.ACT:
            return kinds.SLATES, self._act(body)
        if kind == kinds.OBSERVE:
            agent.observe(self._transitions(body))
            return None
        if kind == kinds.UPDATE:
            agent.update(*struct.unpack("<i", body))
        elif kind == kinds.BEGIN:
            self._begin(json.loads(bytes(body)))
        elif kind == kinds.TRAIN:
            agent.start_training(*struct.unpack("<q", body))
        elif kind == kinds.EPOCH:
            agent.start_epoch(*struct.unpack("<ii", body))
        elif kind == kinds.LOAD:
            agent.load(safetensors.decode(body))
        elif kind == kinds.SAVE:
            return kinds.WEIGHTS, safetensors.encode(agent.save())
        elif kind == kinds.DIAGNOSE:
            means = {name: float(value) for name, value in agent.diagnostics().items()}
            return kinds.DIAGNOSTICS, json.dumps({"means": means}).encode("utf-8")
        elif kind == kinds.REPORT:
            report = dict(inputs.report(), versions=self._versions())
            return kinds.INPUTS, json.dumps(report).encode("utf-8", "backslashreplace")
        else:
            raise ValueError(f"received a message of kind {kind}, which agents do not know")
        return kinds.DONE, b""

    def _begin(self, begin):
        self._space = Space(begin["space"])
        self._observation = [_array(entry) for entry in begin["observation"]]
        self._outcome = [_array(entry) for entry in begin["outcome"]]
        self._agent.start(self._space, RandomKey(int(begin["key"], 16)))

    def _act(self, body):
        rows, explores = struct.unpack_from("<ii", body)
        keys = RandomKeys(np.frombuffer(body, "<u8", rows, 8))
        observations = Observations(rows)
        _read(body, 8 + 8 * rows, rows, self._observation, observations)
        slates = np.asarray(self._agent.act(observations, keys, explores == 1))
        size = self._space.slate_size
        if slates.shape != (rows, size) and not (size == 1 and slates.shape == (rows,)):
            raise ValueError(
                f"act returned slates of shape {slates.shape}; {rows} slates have the shape"
                f" {(rows, size)}"
            )
        if not np.issubdtype(slates.dtype, np.integer):
            raise ValueError(f"act returned slates of {slates.dtype}; documents are integers")
        return np.ascontiguousarray(slates, dtype="<i4")

    def _transitions(self, body):
        (rows,) = struct.unpack_from("<i", body)
        before = Observations(rows)
        following = Observations(rows)
        offset = _read(body, 8, rows, self._observation, before)
        offset = _read(body, offset, rows, self._observation, following)
        transitions = Transitions(before, following)
        _read(body, offset, rows, self._outcome, transitions)
        return transitions


def _array(entry):
    shape = tuple(entry["shape"])
    return entry["name"], np.dtype(entry["dtype"]), shape, int(np.prod(shape, dtype=np.int64))


def _read(body, offset, rows, arrays, target):
    """Sets the arrays as attributes; returns the offset behind them."""
    for name, dtype, shape, size in arrays:
        values = np.frombuffer(body, dtype, rows * size, offset)
        setattr(target, name, values.reshape((rows, *shape)))
        offset += rows * size * dtype.itemsize
    return offset


def _failure():
    """The exception and the last lines that led to it."""
    kind, value, trace = sys.exc_info()
    lines = traceback.extract_tb(trace)[-_FAILURE_TRACE:]
    places = ", ".join(f"{os.path.basename(line.filename)}:{line.lineno}" for line in lines)
    return f"{kind.__name__}: {value} ({places})"
