"""recsim's environments for Stable-Baselines3."""

import numpy as np
from stable_baselines3.common.vec_env import VecEnv

from recsim_jvm.environment import make


def make_vec_env(experiment, num_envs, **options):
    """Makes a ``VecEnv`` of an experiment, with the options of ``recsim_jvm.make``."""
    return RecsimVecEnv(make(experiment, num_envs=num_envs, **options))


class RecsimVecEnv(VecEnv):
    """Gives a ``RecsimVectorEnv`` the interface of Stable-Baselines3. The information of a lane that
    continues has no keys: clicks and other figures are those of ``last_infos``."""

    def __init__(self, environments):
        self.environments = environments
        self.last_infos = {}
        self._actions = None
        self._nothing = {}
        super().__init__(
            environments.num_envs,
            environments.single_observation_space,
            environments.single_action_space,
        )

    def reset(self):
        seeds = None if all(seed is None for seed in self._seeds) else self._seeds
        observations, self.last_infos = self.environments.reset(seed=seeds)
        self._reset_seeds()
        self._reset_options()
        return observations

    def step_async(self, actions):
        self._actions = actions

    def step_wait(self):
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

    def _metrics(self, lane):
        final = self.last_infos["final_info"]["metrics"]
        return {
            name: float(values[lane])
            for name, values in final.items()
            if not name.startswith("_") and final["_" + name][lane]
        }

    def close(self):
        self.environments.close()

    def get_attr(self, attr_name, indices=None):
        if attr_name == "render_mode":
            return [None for _ in self._get_indices(indices)]
        value = getattr(self.environments, attr_name)
        return [value for _ in self._get_indices(indices)]

    def set_attr(self, attr_name, value, indices=None):
        raise NotImplementedError("the environments are in another process")

    def env_method(self, method_name, *method_args, indices=None, **method_kwargs):
        raise NotImplementedError("the environments are in another process")

    def env_is_wrapped(self, wrapper_class, indices=None):
        return [False for _ in self._get_indices(indices)]
