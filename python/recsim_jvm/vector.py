"""Many sessions of an environment at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space

from recsim_jvm.environment import Described, action_space, observation_space
from recsim_jvm.errors import RecsimError
from recsim_jvm.runtime import Results, Sessions

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MODES = {
    "same_step": AutoresetMode.SAME_STEP,
    "next_step": AutoresetMode.NEXT_STEP,
    "disabled": AutoresetMode.DISABLED,
}


class RecsimVectorEnv(Described, VectorEnv[Any, Any, Any]):
    """Sessions in lock step. Lane i with seed s is the single environment with seed s + i.

    Observations are int64 [lanes] if they are states, else float32 [lanes, numbers]; actions are
    those of the single environment, with a row for each lane. Rewards are float64 [lanes].
    """

    def __init__(
        self, sessions: Sessions, action: str, evaluates: bool, own: bool, autoreset: str
    ) -> None:
        self._describe(sessions, action, evaluates, own)
        self.num_envs = sessions.count
        self._mode = _MODES[autoreset]
        self.metadata = {"render_modes": [], "autoreset_mode": self._mode}
        self.single_observation_space = observation_space(sessions)
        self.single_action_space = action_space(sessions, action)
        self.observation_space = batch_space(self.single_observation_space, self.num_envs)
        self.action_space = batch_space(self.single_action_space, self.num_envs)
        space = sessions.opened["space"]
        width = len(space["document_features"]) if self._nearest else space["slate_size"]
        self._shape = (self.num_envs,) if action == "item" else (self.num_envs, width)
        self._discrete = sessions.states is not None
        self._valid = ["_" + name for name in sessions.metrics]
        self._seeds = list(range(self.num_envs))
        self._next = np.zeros(self.num_envs, np.int64)
        #: Lanes whose session is over, and the next one has not started.
        self._over = np.zeros(self.num_envs, bool)
        self._seen: NDArray[Any] | None = None

    def reset(
        self,
        *,
        seed: int | list[int | None] | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[NDArray[Any], dict[str, Any]]:
        """Opens the next session of each lane, or the first ones of a seed or a list of seeds.

        Option ``reset_mask``, bool [lanes], says which lanes; the others stay as they are.
        """
        sessions = self._sessions
        super().reset(seed=seed if isinstance(seed, int) else None)
        if seed is not None:
            self._start(seed)
        mask = self._mask(options)
        lanes = np.arange(self.num_envs) if mask is None else np.flatnonzero(mask)
        fresh = self._opened(sessions, lanes)
        if mask is None or self._seen is None:
            self._seen = fresh
        else:
            self._seen = self._seen.copy()
            self._seen[lanes] = fresh
        info: dict[str, Any] = {"session": self._next - 1, "_session": np.ones(self.num_envs, bool)}
        if self.optimum is not None:
            info["optimum"] = np.full(self.num_envs, self.optimum)
            info["_optimum"] = np.ones(self.num_envs, bool)
        return self._seen, info

    def _start(self, seed: int | list[int | None]) -> None:
        if isinstance(seed, (int, np.integer)):
            seed = [int(seed) + i for i in range(self.num_envs)]
        if len(seed) != self.num_envs:
            raise ValueError(f"there are {self.num_envs} lanes, but {len(seed)} seeds")
        for lane, value in enumerate(seed):
            if value is not None:
                self._seeds[lane] = value
                self._next[lane] = 0

    def _mask(self, options: dict[str, Any] | None) -> NDArray[np.bool_] | None:
        given = (options or {}).get("reset_mask")
        if given is None:
            return None
        mask: NDArray[np.bool_] = np.asarray(given)
        if mask.shape != (self.num_envs,) or mask.dtype != np.bool_ or not mask.any():
            raise ValueError(
                f"reset_mask must be bool [{self.num_envs}] with a lane to reset, not {mask!r}"
            )
        if self._seen is None and not mask.all():
            raise RecsimError("the first reset opens all lanes: call it without reset_mask")
        return mask

    def _opened(self, sessions: Sessions, lanes: NDArray[np.int64]) -> NDArray[Any]:
        """Opens the next session of these lanes."""
        seeds = [self._seeds[lane] for lane in lanes]
        rows = sessions.reset(lanes, seeds, self._next[lanes], self._evaluates)
        self._next[lanes] += 1
        self._over[lanes] = False
        return self._observations(rows)

    def _observations(self, rows: NDArray[Any]) -> NDArray[Any]:
        return rows.astype(np.int64) if self._discrete else rows

    def step(
        self, actions: Any
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any], dict[str, Any]]:
        """Shows a slate in each lane. Returns observations, rewards, whether users ended their
        sessions, whether these were cut off, and information."""
        sessions = self._sessions
        if self._seen is None:
            raise RecsimError("there are no sessions: call reset first")
        actions = self._checked(actions, self._shape)
        if self._mode != AutoresetMode.SAME_STEP and self._over.any():
            return self._step_after_ends(sessions, actions)
        return self._finished(sessions, sessions.step(actions, self._nearest), None)

    def _step_after_ends(
        self, sessions: Sessions, actions: NDArray[Any]
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any], dict[str, Any]]:
        """A step in which some lanes only open their next session."""
        lanes = np.flatnonzero(self._over)
        if self._mode == AutoresetMode.DISABLED:
            raise RecsimError(
                f"the sessions of lanes {lanes.tolist()} are over; open their next ones by"
                " reset(options={'reset_mask': mask})"
            )
        actions = actions.copy()
        actions[lanes] = 0
        results = sessions.step(actions, self._nearest)
        # The runtime has played them too: what they got is not kept, and they open again.
        for array in (results.reward, results.status, results.replaced, results.clicks):
            array[lanes] = 0
        if results.signals is not None:
            results.signals[lanes] = 0
        kept = np.isin(results.ended, lanes, invert=True)
        results.ended = results.ended[kept]
        results.last = results.last[kept]
        results.metrics = results.metrics[kept]
        return self._finished(sessions, results, lanes)

    def _finished(
        self, sessions: Sessions, results: Results, opened: NDArray[np.int64] | None
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any], dict[str, Any]]:
        infos: dict[str, Any] = {"clicks": results.clicks, "replaced": results.replaced}
        if results.signals is not None:
            infos["signals"] = results.signals
        self._seen = self._observations(results.observation)
        ended = results.ended
        if self._mode == AutoresetMode.SAME_STEP:
            if len(ended):
                self._next[ended] += 1
                self._add_final(infos, results)
        else:
            self._seen[ended] = results.last
            self._over[ended] = True
            if opened is not None:
                self._seen[opened] = self._opened(sessions, opened)
                results.candidates = sessions.candidates()
            if len(ended):
                infos["metrics"] = self._metrics(results)
                infos["_metrics"] = results.status != 0
        if results.candidates is not None:
            infos["candidates"] = results.candidates
        return self._seen, results.reward, results.status == 1, results.status == 2, infos

    def _add_final(self, infos: dict[str, Any], results: Results) -> None:
        over = results.status != 0
        last = np.empty(self.num_envs, dtype=object)
        if self._discrete:
            last[results.ended] = results.last.astype(object)
        else:
            for lane, row in zip(results.ended, results.last):
                last[lane] = row
        infos["final_obs"] = last
        infos["_final_obs"] = over
        infos["final_info"] = {"metrics": self._metrics(results), "_metrics": over}
        infos["_final_info"] = over

    def _metrics(self, results: Results) -> dict[str, NDArray[Any]]:
        """The metrics of the sessions that are over, by name: float64 [lanes], and which have one."""
        names = self._sessions.metrics
        metrics: dict[str, NDArray[Any]] = {}
        if names:
            values = np.full((len(names), self.num_envs), np.nan)
            values[:, results.ended] = results.metrics.T
            metrics.update(zip(names, values))
            metrics.update(zip(self._valid, np.isfinite(values)))
        return metrics

    def action_masks(self) -> NDArray[np.bool_]:
        """Which documents can be shown now, bool [lanes, documents], or
        [lanes, positions * documents] for slates."""
        return self._masks(self._sessions.candidates())

    def close_extras(self, **kwargs: Any) -> None:
        """Ends the JVM."""
        self._end()
