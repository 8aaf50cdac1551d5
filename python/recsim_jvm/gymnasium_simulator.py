"""Environments of Gymnasium as environments of recsim."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from recsim_jvm.observations import Space
from recsim_jvm.random_key import RandomKeys
from recsim_jvm.simulator import CONTINUES, CUT_OFF, ENDED, Catalogue, Seen, Steps, UserSimulator

if TYPE_CHECKING:
    import gymnasium
    from numpy.typing import ArrayLike, NDArray


class GymnasiumSimulator(UserSimulator):
    """Plays sessions in environments of Gymnasium, one for each open session.

    An action of ``Discrete`` is a document, of ``MultiDiscrete`` with equal sizes a slate, of
    ``Box`` the row of ``points`` that belongs to the document. An observation of ``Discrete`` is
    the state. All others are flattened to features of the user. The seed of an episode is a draw of
    the session's key.

    :param make: returns a new environment
    :param points: actions of an environment with a ``Box``, [documents, size of the action]
    """

    def __init__(
        self, make: Callable[[], gymnasium.Env[Any, Any]], points: ArrayLike | None = None
    ) -> None:
        from gymnasium import spaces

        self._flatten = spaces.utils.flatten
        self._make = make
        self._points = None if points is None else np.asarray(points, np.float64)
        example = make()
        self._free = [example]
        self._actions: Any = example.action_space
        self._observations: Any = example.observation_space
        documents, size, features = self._documents()
        discrete = isinstance(self._observations, spaces.Discrete)
        names = []
        if not discrete:
            width = spaces.utils.flatdim(self._observations)
            names = [f"observation_{i}" for i in range(width)]
        self._first_state = int(self._observations.start) if discrete else None
        self.space = Space.of(
            documents=documents,
            slate_size=size,
            states=int(self._observations.n) if discrete else 1,
            user_features=names,
            document_features=[f"action_{i}" for i in range(features)],
        )

    def _documents(self) -> tuple[int, int, int]:
        """The numbers of documents, of positions and of features of a document."""
        from gymnasium import spaces

        actions = self._actions
        if self._points is not None and not isinstance(actions, spaces.Box):
            raise ValueError(f"points are for actions of Box, not of {actions}")
        if isinstance(actions, spaces.Discrete):
            return int(actions.n), 1, 0
        if isinstance(actions, spaces.MultiDiscrete) and actions.nvec.ndim == 1:
            sizes = {int(size) for size in actions.nvec}
            if len(sizes) == 1 and len(actions.nvec) <= min(sizes) and not actions.start.any():
                return sizes.pop(), len(actions.nvec), 0
        if isinstance(actions, spaces.Box):
            points = self._points
            width = int(np.prod(actions.shape))
            if points is None or points.ndim != 2 or points.shape[1] != width:
                raise ValueError(
                    f"actions of {actions} need points, one for each document: [documents, {width}]"
                )
            self.catalogue = Catalogue(points)
            return len(points), 1, width
        raise ValueError(
            f"the actions {actions} are no documents; use Discrete, MultiDiscrete with equal sizes"
            " of at least as many values as positions, or Box"
        )

    def reset(self, keys: RandomKeys) -> tuple[Any, Seen]:
        environments = []
        first = []
        for bits in keys.bits(0):
            environment = self._free.pop() if self._free else self._make()
            observation, _ = environment.reset(seed=int(bits) >> 1)
            environments.append(environment)
            first.append(observation)
        return environments, self._seen(first)

    def step(self, state: Any, slates: NDArray[np.int32], keys: RandomKeys) -> tuple[Any, Steps]:
        following = []
        rewards = []
        status = []
        for environment, slate in zip(state, slates):
            observation, reward, ended, cut, _ = environment.step(self._action(np.asarray(slate)))
            following.append(observation)
            rewards.append(float(reward))
            status.append(ENDED if ended else CUT_OFF if cut else CONTINUES)
            if ended or cut:
                self._free.append(environment)
        return state, Steps(self._seen(following), rewards, status)

    def _action(self, slate: NDArray[np.int32]) -> Any:
        if slate[-1] < 0:
            raise ValueError(f"the slate {slate.tolist()} has an empty position; actions have none")
        if self._points is not None:
            box = self._actions
            return self._points[slate[0]].reshape(box.shape).astype(box.dtype)
        if self.space.slate_size > 1:
            return slate.astype(self._actions.dtype)
        return self._actions.start + int(slate[0])

    def _seen(self, observations: list[Any]) -> Seen:
        if self._first_state is not None:
            return Seen(state=np.array(observations, np.int64).reshape(-1) - self._first_state)
        flat = [self._flatten(self._observations, each) for each in observations]
        return Seen(user=np.array(flat, np.float64).reshape(len(flat), -1))
