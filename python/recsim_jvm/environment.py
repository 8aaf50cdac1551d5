"""recsim's environments for Gymnasium."""

import gymnasium
import numpy as np
from gymnasium import spaces
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space

from recsim_jvm.runtime import RecsimError, Runtime, Sessions

_ACTIONS = ("slate", "item", "embedding")
_LARGEST = np.finfo(np.float32).max
#: Number of sessions from which on looking up features takes less time than sending them.
_MANY = 64


def make(
    experiment,
    environment=None,
    num_envs=None,
    action="slate",
    compact=False,
    users="train",
    settings=None,
    runtime=None,
):
    """Makes an environment of an experiment.

    :param experiment: path of the experiment file
    :param environment: the name of one of its environments, if it has several
    :param num_envs: number of sessions at a time, for a ``VectorEnv``; None for an ``Env``
    :param action: ``slate``: a document for each position; ``item``: one document, if slates have
        one; ``embedding``: a point, which shows the documents nearest to it by their features
    :param compact: whether observations leave out the features of documents, and infos signals
    :param users: ``train`` or ``eval``: the users of training or of evaluation
    :param settings: values that replace those of the file, ``"environment.max_session_length=50"``
    :param runtime: a ``Runtime`` to use; it then has no other environment
    """
    if action not in _ACTIONS:
        raise ValueError(f"action must be one of {', '.join(_ACTIONS)}, not {action!r}")
    if users not in ("train", "eval"):
        raise ValueError(f"users must be train or eval, not {users!r}")
    own = runtime is None
    runtime = Runtime(experiment) if own else runtime
    try:
        count = 1 if num_envs is None else num_envs
        many = count >= _MANY
        opened = runtime.open(experiment, environment, settings, count, compact, table=many)
        sessions = Sessions(runtime, opened, count)
        kind = RecsimEnv if num_envs is None else RecsimVectorEnv
        return kind(sessions, action, users == "eval", own)
    except BaseException:
        if own:
            runtime.close()
        raise


def _observation_space(sessions):
    if sessions.states is not None:
        return spaces.Discrete(sessions.states)
    return spaces.Box(-_LARGEST, _LARGEST, (sessions.width,), np.float32)


def _action_space(sessions, action):
    space = sessions.opened["space"]
    if action == "slate":
        return spaces.MultiDiscrete([space["documents"]] * space["slate_size"])
    if action == "item":
        if space["slate_size"] > 1:
            raise RecsimError(
                f"action=\"item\" needs slates of one document; these have {space['slate_size']}."
                " Use action=\"slate\""
            )
        return spaces.Discrete(space["documents"])
    features = len(space["document_features"])
    if features == 0:
        raise RecsimError(
            "action=\"embedding\" needs documents with features; these have only an index. Use"
            " action=\"slate\""
        )
    return spaces.Box(-1, 1, (features,), np.float32)


class _Described:
    """What an environment knows about itself."""

    def _describe(self, sessions, action, evaluates, own):
        self._sessions = sessions
        self._nearest = action == "embedding"
        self._evaluates = evaluates
        self._own = own
        #: The sizes of the environment and the names of its features and signals.
        self.sizes = sessions.opened["space"]
        #: The numbers of an observation: name and shape of each section. Empty if it is a state.
        self.sections = sessions.opened["sections"]
        #: The seed of the experiment, root of its random keys.
        self.experiment_seed = sessions.opened["seed"]
        #: Exact value of the best policy, or None if it is not known.
        self.optimum = sessions.opened["optimum"]

    def _end(self):
        if self._own and self._sessions is not None:
            self._sessions.runtime.close()
        self._sessions = None


class RecsimEnv(_Described, gymnasium.Env):
    """One session after the other. Session i of seed s has the user of session i in the trials with
    this seed. Without a seed, the seed is 0."""

    metadata = {"render_modes": []}

    def __init__(self, sessions, action, evaluates, own):
        self._describe(sessions, action, evaluates, own)
        self.observation_space = _observation_space(sessions)
        self.action_space = _action_space(sessions, action)
        self._seed = 0
        self._next = 0
        self._candidates = None

    def reset(self, *, seed=None, options=None):
        """Opens the next session, or the first one of a seed; option ``session`` is its number."""
        super().reset(seed=seed)
        if seed is not None:
            self._seed = seed
            self._next = 0
        number = (options or {}).get("session", self._next)
        self._next = number + 1
        seen = self._sessions.reset([0], [self._seed], [number], self._evaluates)
        info = {"seed": self._seed, "session": number}
        if self.optimum is not None:
            info["optimum"] = self.optimum
        return self._observation(seen[0]), info

    def _observation(self, row):
        return int(row) if self._sessions.states is not None else row.copy()

    def step(self, action):
        results = self._sessions.step(np.reshape(action, (1, -1)), self._nearest)
        status = int(results.status[0])
        info = {"clicks": results.clicks[0], "replaced": int(results.replaced[0])}
        if results.signals is not None:
            info["signals"] = results.signals[0]
        if results.candidates is not None and status == 0:
            info["candidates"] = int(results.candidates[0])
        if status != 0:
            info["metrics"] = _metrics(self._sessions.metrics, results.metrics[0])
        seen = results.last[0] if status != 0 else results.observation[0]
        return (
            self._observation(seen),
            float(results.reward[0]),
            status == 1,
            status == 2,
            info,
        )

    def close(self):
        self._end()


def _metrics(names, values):
    """The metrics of a session by name, without those that have no value."""
    return {name: float(value) for name, value in zip(names, values) if np.isfinite(value)}


class RecsimVectorEnv(_Described, VectorEnv):
    """Sessions in lock step. Lane i with seed s is the single environment with seed s + i. A session
    that is over is followed by the next one in the same step."""

    def __init__(self, sessions, action, evaluates, own):
        self._describe(sessions, action, evaluates, own)
        self.num_envs = sessions.count
        self.metadata = {"render_modes": [], "autoreset_mode": AutoresetMode.SAME_STEP}
        self.single_observation_space = _observation_space(sessions)
        self.single_action_space = _action_space(sessions, action)
        self.observation_space = batch_space(self.single_observation_space, self.num_envs)
        self.action_space = batch_space(self.single_action_space, self.num_envs)
        self._discrete = sessions.states is not None
        self._seeds = list(range(self.num_envs))
        self._next = np.zeros(self.num_envs, np.int64)

    def reset(self, *, seed=None, options=None):
        """Opens the next session of each lane, or the first ones of a seed or a list of seeds."""
        super().reset(seed=seed if isinstance(seed, int) else None)
        if seed is not None:
            seeds = [seed + i for i in range(self.num_envs)] if np.ndim(seed) == 0 else list(seed)
            if len(seeds) != self.num_envs:
                raise ValueError(f"there are {self.num_envs} lanes, but {len(seeds)} seeds")
            for lane, value in enumerate(seeds):
                if value is not None:
                    self._seeds[lane] = value
                    self._next[lane] = 0
        mask = (options or {}).get("reset_mask")
        lanes = np.arange(self.num_envs) if mask is None else np.flatnonzero(mask)
        seeds = [self._seeds[lane] for lane in lanes]
        numbers = self._next[lanes]
        seen = self._observations(
            self._sessions.reset(lanes, seeds, numbers, self._evaluates)
        )
        if mask is None:
            self._seen = seen
        else:
            self._seen = self._seen.copy()
            self._seen[lanes] = seen
        self._next[lanes] += 1
        info = {"session": self._next - 1, "_session": np.ones(self.num_envs, bool)}
        if self.optimum is not None:
            info["optimum"] = np.full(self.num_envs, self.optimum)
            info["_optimum"] = np.ones(self.num_envs, bool)
        return self._seen, info

    def _observations(self, rows):
        return rows.astype(np.int64) if self._discrete else rows

    def step(self, actions):
        sessions = self._sessions
        actions = np.asarray(actions)
        if actions.shape[:1] != (self.num_envs,):
            raise ValueError(f"there are {self.num_envs} lanes, but {len(actions)} actions")
        results = sessions.step(actions, self._nearest)
        infos = {"clicks": results.clicks, "replaced": results.replaced}
        if results.signals is not None:
            infos["signals"] = results.signals
        if results.candidates is not None:
            infos["candidates"] = results.candidates
        if len(results.ended):
            self._next[results.ended] += 1
            self._add_ended(infos, results)
        self._seen = self._observations(results.observation)
        return self._seen, results.reward, results.status == 1, results.status == 2, infos

    def _add_ended(self, infos, results):
        over = results.status != 0
        last = np.empty(self.num_envs, dtype=object)
        if self._discrete:
            last[results.ended] = results.last.astype(object)
        else:
            for lane, row in zip(results.ended, results.last):
                last[lane] = row
        names = self._sessions.metrics
        final = {}
        if names:
            values = np.full((len(names), self.num_envs), np.nan)
            values[:, results.ended] = results.metrics.T
            final.update(zip(names, values))
            final.update(zip(("_" + name for name in names), np.isfinite(values)))
        infos["final_obs"] = last
        infos["_final_obs"] = over
        infos["final_info"] = {"metrics": final, "_metrics": over}
        infos["_final_info"] = over

    def close_extras(self, **kwargs):
        self._end()
