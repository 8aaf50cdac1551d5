"""Agents of type ``process``: subclass ``Agent`` and call ``serve``, which also runs simulators."""

from __future__ import annotations

import json
import os
import pathlib
import struct
import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Tuple

import numpy as np

from recsim_jvm import channel as kinds
from recsim_jvm import inputs
from recsim_jvm import safetensors
from recsim_jvm.channel import Channel, Closed
from recsim_jvm.observations import Observations, Space, Transitions
from recsim_jvm.random_key import RandomKey, RandomKeys
from recsim_jvm.server import Server

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from recsim_jvm.simulator import UserSimulator
    from recsim_jvm.training import TrainingEnvironment

#: Name, type and shape of an array in a message, and the product of the shape.
_Array = Tuple[str, "np.dtype[Any]", Tuple[int, ...], int]


class Agent:
    """An agent. Override ``act``; agents that learn also override the methods below it."""

    #: Whether ``act`` ignores keys unless it explores. The exact value is then computed.
    deterministic: bool = False

    #: Whether recsim trains the agent.
    learns: bool = False

    #: Whether the agent trains itself.
    trains: bool = False

    #: Whether further trials may begin in the same process, of agents that are not trained: recsim calls
    #: ``start`` again. Set it to False if ``act`` keeps something that ``start`` does not replace.
    reusable: bool = True

    #: How to train it, of env_steps, warmup, updates and batch_size; see Learner.Plan.
    plan: Mapping[str, float] | None = None

    #: Further versions to keep with the trial, by name.
    versions: Mapping[str, str] = {}

    def start(self, space: Space, key: RandomKey) -> None:
        """Called before all others, in each trial.

        :param space: a ``Space``
        :param key: a ``RandomKey`` with all of the agent's own randomness
        """

    def act(self, observations: Observations, keys: RandomKeys, explore: bool) -> ArrayLike:
        """Chooses slates.

        :param observations: ``Observations`` of n sessions
        :param keys: ``RandomKeys``, one for each decision
        :param explore: whether the session is one of training
        :return: documents from 0 to candidates - 1, integers [n, positions], or [n] if slates have
            one document; -1 at the end of a slate leaves positions empty
        """
        raise NotImplementedError

    def observe(self, transitions: Transitions) -> None:
        """Receives ``Transitions`` of training sessions."""

    def update(self, batch_size: int) -> None:
        """Takes one gradient step."""

    def start_training(self, updates: int) -> None:
        """Called before training with its number of updates."""

    def start_epoch(self, updates: int, batch_size: int) -> None:
        """Called before the updates of an epoch."""

    def diagnostics(self) -> Mapping[str, float]:
        """Figures by name, such as the mean loss since the last call."""
        return {}

    def train(self, environment: TrainingEnvironment, steps: int) -> None:
        """Trains this agent, if it ``trains`` itself, in the users of the trial's seed.

        :param environment: makes the environments in which to train
        :param steps: number of environment steps, over all sessions; further ones are refused
        """
        raise NotImplementedError("an agent that trains itself needs a method train")

    def save(self, *folder: Any, **others: Any) -> Any:
        """With ``learns``, ``save(self)`` returns the parameters of the greedy policy, arrays by
        name; kept as float32. With ``trains``, ``save(self, folder)`` writes the policy into files
        of the folder, a ``pathlib.Path``."""
        if self.trains:
            raise NotImplementedError("an agent that trains itself needs a method save(self, folder)")
        return {}

    def load(self, *source: Any, **others: Any) -> Any:
        """With ``learns``, ``load(self, weights)`` replaces the parameters by arrays from ``save``,
        float32 in the same shapes. With ``trains``, ``load(self, folder)`` reads the files of
        ``save``, in a process that has not trained."""
        if self.trains:
            raise NotImplementedError("an agent that trains itself needs a method load(self, folder)")


def serve(program: Agent | UserSimulator) -> None:
    """Runs an agent or a simulator of users until recsim closes the connection."""
    _watch_parent()
    connection = Channel.connect()
    try:
        _server(program, connection).run()
    except Closed:
        pass


def _server(program: Agent | UserSimulator, connection: Channel) -> Server:
    if isinstance(program, Agent):
        return _AgentServer(program, connection)
    from recsim_jvm.simulator import SimulatorServer

    return SimulatorServer(program, connection)


def _watch_parent() -> None:
    """Ends this process if recsim was killed while the agent computes."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class _AgentServer(Server):
    def __init__(self, agent: Agent, connection: Channel) -> None:
        super().__init__(connection, agent.versions)
        self._agent = agent
        self._space: Space
        self._key: RandomKey
        self._observation: list[_Array] = []
        self._outcome: list[_Array] = []

    def introduction(self) -> tuple[int, dict[str, Any]]:
        agent = self._agent
        return kinds.INTRODUCTION, {
            "protocol": kinds.PROTOCOL,
            "versions": self.versions(),
            "deterministic": bool(agent.deterministic),
            "learns": bool(agent.learns),
            "trains": bool(agent.trains),
            "plan": agent.plan,
            "inputs": inputs.recorder is not None,
            "reusable": bool(agent.reusable) and not (agent.learns or agent.trains),
        }

    def answer(self, kind: int, body: Any) -> tuple[int, Any] | None:
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
        elif kind == kinds.TRAIN_SELF:
            self._train(*struct.unpack("<q", body))
            return kinds.TRAINED, b""
        elif kind == kinds.SAVE_FILES:
            agent.save(pathlib.Path(bytes(body).decode("utf-8")))
        elif kind == kinds.LOAD_FILES:
            agent.load(pathlib.Path(bytes(body).decode("utf-8")))
        elif kind == kinds.SAVE:
            return kinds.WEIGHTS, safetensors.encode(agent.save())
        elif kind == kinds.DIAGNOSE:
            means = {name: float(value) for name, value in agent.diagnostics().items()}
            return kinds.DIAGNOSTICS, json.dumps({"means": means}).encode("utf-8")
        else:
            raise ValueError(f"received a message of kind {kind}, which agents do not know")
        return kinds.DONE, b""

    def _begin(self, begin: Mapping[str, Any]) -> None:
        self._space = Space(begin["space"])
        self._observation = [_array(entry) for entry in begin["observation"]]
        self._outcome = [_array(entry) for entry in begin["outcome"]]
        self._key = RandomKey(int(begin["key"], 16))
        self._agent.start(self._space, self._key)

    def _train(self, steps: int) -> None:
        from recsim_jvm.training import TrainingEnvironment

        environment = TrainingEnvironment(self._connection, self._key, steps, self.respond)
        try:
            self._agent.train(environment, steps)
        finally:
            environment.end()

    def _act(self, body: Any) -> NDArray[np.int32]:
        rows, explores = struct.unpack_from("<ii", body)
        keys = RandomKeys(np.frombuffer(body, "<u8", rows, 8))
        observations = Observations(rows, self._space)
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

    def _transitions(self, body: Any) -> Transitions:
        (rows,) = struct.unpack_from("<i", body)
        before = Observations(rows, self._space)
        following = Observations(rows, self._space)
        offset = _read(body, 8, rows, self._observation, before)
        offset = _read(body, offset, rows, self._observation, following)
        transitions = Transitions(before, following)
        _read(body, offset, rows, self._outcome, transitions)
        return transitions


def _array(entry: Mapping[str, Any]) -> _Array:
    shape = tuple(entry["shape"])
    return entry["name"], np.dtype(entry["dtype"]), shape, int(np.prod(shape, dtype=np.int64))


def _read(body: Any, offset: int, rows: int, arrays: list[_Array], target: object) -> int:
    """Sets the arrays as attributes; returns the offset behind them."""
    for name, dtype, shape, size in arrays:
        values = np.frombuffer(body, dtype, rows * size, offset)
        setattr(target, name, values.reshape((rows, *shape)))
        offset += rows * size * dtype.itemsize
    return offset
