"""The environment in which an agent trains itself."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, overload

from recsim_jvm import channel as kinds
from recsim_jvm.channel import Channel
from recsim_jvm.errors import RecsimError
from recsim_jvm.random_key import RandomKey
from recsim_jvm.runtime import Player

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from recsim_jvm.environment import RecsimEnv
    from recsim_jvm.making import Action, Autoreset
    from recsim_jvm.rows import Topics
    from recsim_jvm.vector import RecsimVectorEnv

_SEEDS = 2**31 - 1


class TrainingEnvironment:
    """What an agent gets to train itself: the environment of its trial, with the training users of
    the trial's seed. One environment is open at a time. Seeds that its ``reset`` gets are ignored:
    sessions have the users of the trial, in the order in which they start."""

    #: Largest number of environment steps, over all sessions.
    steps: int

    #: How many of them are left.
    left: int

    #: A number from 0 to 2^31 - 2, drawn from the agent's random key, for generators of libraries.
    seed: int

    def __init__(
        self, channel: Channel, key: RandomKey, steps: int, respond: Callable[[int, Any], None]
    ) -> None:
        self.steps = steps
        self.left = steps
        self.seed = int(key.child("train").below(0, _SEEDS))
        self._channel = channel
        self._respond = respond
        self._open: _Training | None = None
        self._over = False

    @overload
    def make(
        self,
        num_envs: None = None,
        action: Action = "slate",
        compact: bool = False,
        autoreset: Autoreset = "same_step",
        topics: Topics = "ordinal",
    ) -> RecsimEnv: ...

    @overload
    def make(
        self,
        num_envs: int,
        action: Action = "slate",
        compact: bool = False,
        autoreset: Autoreset = "same_step",
        topics: Topics = "ordinal",
    ) -> RecsimVectorEnv: ...

    def make(
        self,
        num_envs: int | None = None,
        action: Action = "slate",
        compact: bool = False,
        autoreset: Autoreset = "same_step",
        topics: Topics = "ordinal",
    ) -> RecsimEnv | RecsimVectorEnv:
        """Makes an ``Env``, or a ``VectorEnv`` with ``num_envs``; for the options see
        ``recsim_jvm.make``. An environment that was made before cannot be used any more."""
        from recsim_jvm.making import open_environment

        if self._open is not None:
            self._open.usable = False
        self._open = _Training(self, 1 if num_envs is None else num_envs)
        nothing = None, None, None
        return open_environment(
            self._open, nothing, num_envs, action, compact, False, False, autoreset, topics
        )

    def checkpoint(self) -> float:
        """Scores the policy that ``act`` has now, for the learning curve. The best checkpoint is
        kept, and the end of training is the last one. There can be 24 before it.

        :return: the mean reward of validation sessions
        """
        self._check()
        self._channel.send(kinds.CHECKPOINT)
        while True:
            kind, body = self._channel.receive()
            if kind == kinds.SCORE:
                return float(struct.unpack("<d", body)[0])
            if kind == kinds.FAILED:
                raise RecsimError(bytes(body).decode("utf-8"))
            self._respond(kind, body)

    def ask(self, kind: int, body: Any, answer: int) -> NDArray[np.uint8]:
        """Sends a request and returns the body of its answer, an array of bytes."""
        self._check()
        received, answered = self._channel.ask(kind, body)
        if received == kinds.FAILED:
            raise RecsimError(bytes(answered).decode("utf-8"))
        if received != answer:
            raise RecsimError(f"recsim answered by kind {received} and not {answer}")
        return answered

    def _check(self) -> None:
        if self._over:
            raise RecsimError("training is over: its environments and checkpoints cannot be used")

    def end(self) -> None:
        """Ends the training."""
        self._over = True


class _Training(Player):
    """Plays training sessions, until another environment is made."""

    def __init__(self, training: TrainingEnvironment, lanes: int) -> None:
        self._training = training
        self._lanes = lanes
        self.usable = True

    def ask(self, kind: int, body: Any, answer: int) -> NDArray[np.uint8]:
        if not self.usable:
            raise RecsimError("another environment was made after this one; use that")
        answered = self._training.ask(kind, body, answer)
        if answer == kinds.RESULTS:
            self._training.left -= self._lanes
        return answered
