"""recsim's environments for Stable-Baselines3."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Union

import numpy as np
from stable_baselines3.common.base_class import BaseAlgorithm
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.off_policy_algorithm import OffPolicyAlgorithm
from stable_baselines3.common.on_policy_algorithm import OnPolicyAlgorithm
from stable_baselines3.common.type_aliases import TrainFreq, TrainFrequencyUnit
from stable_baselines3.common.vec_env import VecEnv

from recsim_jvm.errors import RecsimError
from recsim_jvm.making import make
from recsim_jvm.training import TrainingEnvironment
from recsim_jvm.vector import RecsimVectorEnv

if TYPE_CHECKING:
    from numpy.typing import NDArray

_Indices = Union[None, int, Iterable[int]]


def make_vec_env(
    experiment: str | os.PathLike[str] | TrainingEnvironment, num_envs: int, **options: Any
) -> RecsimVecEnv:
    """Makes a ``VecEnv``, whose lanes share one JVM.

    :param experiment: path of an experiment file, with the options of ``recsim_jvm.make``; or an id
        such as ``recsim/InterestEvolution-v0``, with the options of ``gymnasium.make_vec``; or the
        environment of ``Agent.train``
    :param num_envs: number of sessions at a time
    """
    if isinstance(experiment, TrainingEnvironment):
        return RecsimVecEnv(experiment.make(num_envs, **options))
    if str(experiment).startswith("recsim/") and not os.path.exists(experiment):
        import gymnasium

        made = gymnasium.make_vec(str(experiment), num_envs=num_envs, **options)
        assert isinstance(made, RecsimVectorEnv)
        return RecsimVecEnv(made)
    return RecsimVecEnv(make(experiment, num_envs=num_envs, **options))


def learn(
    model: BaseAlgorithm, environment: TrainingEnvironment, checkpoints: int = 10, **options: Any
) -> None:
    """Trains as ``model.learn`` does, for as many whole rollouts as the steps that are left allow.
    ``model.learn(steps)`` completes its last rollout, and so may need more steps than there are.

    :param environment: of ``Agent.train``
    :param checkpoints: most checkpoints of the learning curve; the end of training is the last one
    :param options: of ``model.learn``, such as ``log_interval``
    :raises ValueError: if a rollout has more steps than are left
    """
    rollout, whole = model.n_envs, True
    if isinstance(model, OnPolicyAlgorithm):
        rollout *= model.n_steps
    elif isinstance(model, OffPolicyAlgorithm) and isinstance(model.train_freq, TrainFreq):
        whole = model.train_freq.unit == TrainFrequencyUnit.STEP
        rollout *= model.train_freq.frequency if whole else 1
    steps = environment.left // rollout * rollout
    if steps == 0:
        raise ValueError(
            f"a rollout has {rollout:,} steps, but training has {environment.left:,}: lower n_steps or"
            " num_envs, or raise training.env_steps"
        )
    course = _Course(environment, steps, checkpoints, whole)
    given = options.pop("callback", None)
    others = given if isinstance(given, list) else [] if given is None else [given]
    model.learn(steps, callback=[*others, course], **options)


class _Course(BaseCallback):
    """Reaches checkpoints between rollouts. If their steps are not known before, ends the training
    when all are used."""

    def __init__(
        self, environment: TrainingEnvironment, steps: int, checkpoints: int, whole: bool
    ) -> None:
        super().__init__()
        self._environment = environment
        self._whole = whole
        first = environment.left
        #: Steps that are left at the checkpoints.
        self._marks = [first - steps * i // checkpoints for i in range(1, checkpoints)]

    def _on_rollout_start(self) -> None:
        due = [mark for mark in self._marks if mark >= self._environment.left]
        if due:
            self._marks = self._marks[len(due) :]
            self._environment.checkpoint()

    def _on_step(self) -> bool:
        return self._whole or self._environment.left >= self.training_env.num_envs


class RecsimVecEnv(VecEnv):
    """Gives a ``RecsimVectorEnv`` the interface of Stable-Baselines3. The information of a lane that
    continues has no keys: clicks and other figures are those of ``last_infos``."""

    #: The information of the last step, arrays by name.
    last_infos: dict[str, Any]

    def __init__(self, environments: RecsimVectorEnv) -> None:
        if environments.metadata["autoreset_mode"].name != "SAME_STEP":
            raise RecsimError("Stable-Baselines3 needs environments with autoreset=\"same_step\"")
        self.environments = environments
        self.last_infos = {}
        self._actions: NDArray[Any] | None = None
        self._nothing: dict[str, Any] = {}
        super().__init__(
            environments.num_envs,
            environments.single_observation_space,
            environments.single_action_space,
        )

    def reset(self) -> NDArray[Any]:
        """Opens the next session of each lane, or the first ones of ``seed``."""
        seeds = None if all(seed is None for seed in self._seeds) else self._seeds
        observations, self.last_infos = self.environments.reset(seed=seeds)
        self._reset_seeds()
        self._reset_options()
        return observations

    def step_async(self, actions: NDArray[Any]) -> None:
        self._actions = actions

    def step_wait(
        self,
    ) -> tuple[NDArray[Any], NDArray[np.float32], NDArray[np.bool_], list[dict[str, Any]]]:
        observations, rewards, ended, cut, self.last_infos = self.environments.step(self._actions)
        infos = [self._nothing] * self.num_envs
        done = ended | cut
        for lane in np.flatnonzero(done):
            infos[lane] = {
                "terminal_observation": self.last_infos["final_obs"][lane],
                "TimeLimit.truncated": bool(cut[lane]),
                "metrics": self._metrics(lane),
            }
        return observations, rewards.astype(np.float32), done, infos

    def _metrics(self, lane: int) -> dict[str, float]:
        final = self.last_infos["final_info"]["metrics"]
        return {
            name: float(values[lane])
            for name, values in final.items()
            if not name.startswith("_") and final["_" + name][lane]
        }

    def close(self) -> None:
        self.environments.close()

    def get_attr(self, attr_name: str, indices: _Indices = None) -> list[Any]:
        value = None if attr_name == "render_mode" else getattr(self.environments, attr_name)
        return [value for _ in self._get_indices(indices)]

    def set_attr(self, attr_name: str, value: Any, indices: _Indices = None) -> None:
        raise NotImplementedError("the environments are in another process")

    def env_method(
        self, method_name: str, *method_args: Any, indices: _Indices = None, **method_kwargs: Any
    ) -> list[Any]:
        """Calls ``action_masks``, for MaskablePPO of sb3-contrib."""
        if method_name != "action_masks":
            raise NotImplementedError("the environments are in another process")
        masks = self.environments.action_masks()
        return [masks[lane] for lane in self._get_indices(indices)]

    def env_is_wrapped(
        self, wrapper_class: Callable[..., Any], indices: _Indices = None
    ) -> list[bool]:
        return [False for _ in self._get_indices(indices)]
