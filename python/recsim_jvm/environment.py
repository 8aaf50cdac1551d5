"""recsim's environments for Gymnasium."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

try:
    import gymnasium
except ModuleNotFoundError as e:
    raise ModuleNotFoundError(
        f"environments need Gymnasium (pip install gymnasium): {e}", name=e.name
    ) from e
from gymnasium import spaces
from gymnasium.vector import VectorEnv

from recsim_jvm.errors import RecsimError
from recsim_jvm.html import escaped, number, table
from recsim_jvm.runtime import Sessions

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LARGEST = float(np.finfo(np.float32).max)


def observation_space(sessions: Sessions) -> spaces.Discrete | spaces.Box:
    """The states, or float32 numbers."""
    if sessions.states is not None:
        return spaces.Discrete(sessions.states)
    return spaces.Box(-_LARGEST, _LARGEST, (sessions.width,), np.float32)


def action_space(
    sessions: Sessions, action: str
) -> spaces.MultiDiscrete | spaces.Discrete | spaces.Box:
    """The space of a form of actions.

    :raises RecsimError: if the form does not apply to the environment
    """
    space = sessions.opened["space"]
    if action == "slate":
        return spaces.MultiDiscrete([space["documents"]] * space["slate_size"])
    if action == "item":
        if space["slate_size"] > 1:
            raise RecsimError(
                f'action="item" needs slates of one document; these have {space["slate_size"]}.'
                ' Use action="slate"'
            )
        return spaces.Discrete(space["documents"])
    features = len(space["document_features"])
    if features == 0:
        raise RecsimError(
            'action="embedding" needs documents with features; these have only an index. Use'
            ' action="slate"'
        )
    return spaces.Box(-1, 1, (features,), np.float32)


class Described:
    """What an environment knows about itself."""

    #: The type of the environment, such as ``interest_evolution``.
    type: str
    #: The sizes of the environment and the names of its features and signals, as in ``Space``.
    sizes: Mapping[str, Any]
    #: The numbers of an observation: name and shape of each section. Empty if it is a state.
    sections: list[dict[str, Any]]
    #: The seed of the experiment, root of its random keys.
    experiment_seed: int
    #: Exact value of the best policy, in reward a session; None if it is not known.
    optimum: float | None

    def _describe(self, sessions: Sessions, action: str, evaluates: bool, own: bool) -> None:
        self._maybe: Sessions | None = sessions
        self._action = action
        self._nearest = action == "embedding"
        self._evaluates = evaluates
        self._own = own
        self.type = sessions.opened["type"]
        self.sizes = sessions.opened["space"]
        self.sections = sessions.opened["sections"]
        self.experiment_seed = sessions.opened["seed"]
        self.optimum = sessions.opened["optimum"]

    @property
    def _sessions(self) -> Sessions:
        if self._maybe is None:
            raise RecsimError("this environment is closed; make another one")
        return self._maybe

    def _checked(self, action: Any, shape: tuple[int, ...]) -> NDArray[Any]:
        """The action as an array of this shape.

        :raises ValueError: if it is none; says what an action is
        """
        kind = "numbers" if self._nearest else "documents"
        wanted = f"an action has {kind} of shape {shape}, but this one"
        if isinstance(action, (Mapping, str, bytes)) or action is None:
            raise ValueError(f"{wanted} is {action!r}")
        try:
            array = np.asarray(action)
        except ValueError as e:
            raise ValueError(f"{wanted} is no array: {e}") from e
        if array.dtype.kind not in "biuf":
            raise ValueError(f"{wanted} is {action!r}")
        if array.shape != shape:
            lanes = shape[: 1 if isinstance(self, VectorEnv) else 0]
            if array.size != int(np.prod(shape)) or array.shape[: len(lanes)] != lanes:
                raise ValueError(f"{wanted} has shape {array.shape}")
            array = array.reshape(shape)
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise ValueError(f"{wanted} has values that are no numbers: {array.tolist()}")
        if not self._nearest and array.dtype.kind == "f" and (array != np.floor(array)).any():
            raise ValueError(f"{wanted} has values that are no integers: {array.tolist()}")
        return array

    def _masks(self, candidates: NDArray[np.int32] | None) -> NDArray[np.bool_]:
        """Whether each document can be shown, for each lane and position."""
        if self._nearest:
            raise RecsimError('action="embedding" has no masks: an action is a point')
        lanes = self._sessions.count
        documents = np.arange(self.sizes["documents"])
        shown = np.full(lanes, len(documents)) if candidates is None else candidates
        masks: NDArray[np.bool_] = documents < shown[:, None]
        return np.tile(masks, (1, self._sessions.positions))

    def __getstate__(self) -> object:
        raise RecsimError(
            "an environment of recsim cannot be pickled or copied: it is a connection to a JVM. Make"
            " it where it is used, with recsim_jvm.make or gymnasium.make(environment.spec)"
        )

    def _end(self) -> None:
        if self._own and self._maybe is not None:
            self._maybe.runtime.close()
        self._maybe = None

    def _repr_html_(self) -> str:
        """For notebooks: what the environment is."""
        rows = [
            ("documents", self.sizes["documents"]),
            ("positions of a slate", self.sizes["slate_size"]),
            ("signals", ", ".join(self.sizes["signals"])),
            ("observation", self._observed()),
            ("optimum", number(self.optimum) or "not known"),
        ]
        return f"<div><b>{escaped(self.type)}</b>{table(('', ''), rows)}</div>"

    def _observed(self) -> str:
        if not self.sections:
            return f"the state, one of {self.sizes['states']}"
        return ", ".join(f"{section['name']} {section['shape']}" for section in self.sections)


class RecsimEnv(Described, gymnasium.Env[Any, Any]):
    """One session after the other. Session i of seed s has the user of session i in the trials with
    this seed. Without a seed, the seed is 0.

    An observation is the state, int, or float32 [numbers of all sections].
    """

    metadata = {"render_modes": []}

    def __init__(self, sessions: Sessions, action: str, evaluates: bool, own: bool) -> None:
        self._describe(sessions, action, evaluates, own)
        self.observation_space = observation_space(sessions)
        self.action_space = action_space(sessions, action)
        space = sessions.opened["space"]
        width = len(space["document_features"]) if self._nearest else space["slate_size"]
        self._shape = () if action == "item" else (width,)
        self._seed = 0
        self._next = 0
        self._over = True

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Any, dict[str, Any]]:
        """Opens the next session, or the first one of a seed; option ``session`` is its number."""
        sessions = self._sessions
        super().reset(seed=seed)
        if seed is not None:
            self._seed = seed
            self._next = 0
        number = (options or {}).get("session", self._next)
        self._next = number + 1
        seen = sessions.reset([0], [self._seed], [number], self._evaluates)
        self._over = False
        info: dict[str, Any] = {"seed": self._seed, "session": number}
        if self.optimum is not None:
            info["optimum"] = self.optimum
        return self._observation(seen[0]), info

    def _observation(self, row: NDArray[Any]) -> Any:
        return int(row) if self._sessions.states is not None else row.copy()

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Shows a slate. Returns the observation, the reward of this step in ``reward_unit`` of the
        experiment, whether the user ended the session, whether it was cut off, and the information."""
        sessions = self._sessions
        if self._over:
            raise RecsimError("there is no session: call reset first, and after each that is over")
        action = self._checked(action, self._shape)
        results = sessions.step(np.reshape(action, (1, -1)), self._nearest)
        status = int(results.status[0])
        self._over = status != 0
        info: dict[str, Any] = {
            "clicks": results.clicks[0],
            "replaced": int(results.replaced[0]),
        }
        if results.signals is not None:
            info["signals"] = results.signals[0]
        if results.candidates is not None and status == 0:
            info["candidates"] = int(results.candidates[0])
        if status != 0:
            info["metrics"] = _metrics(sessions.metrics, results.metrics[0])
        seen = results.last[0] if status != 0 else results.observation[0]
        return (
            self._observation(seen),
            float(results.reward[0]),
            status == 1,
            status == 2,
            info,
        )

    def action_masks(self) -> NDArray[np.bool_]:
        """Which documents can be shown now, bool [documents], or [positions * documents] for slates;
        for MaskablePPO of sb3-contrib."""
        masks: NDArray[np.bool_] = self._masks(self._sessions.candidates())[0]
        return masks

    def close(self) -> None:
        """Ends the JVM. The environment cannot be used afterwards."""
        self._end()


def _metrics(names: list[str], values: NDArray[np.float64]) -> dict[str, float]:
    """The metrics of a session by name, without those that have no value."""
    return {name: float(value) for name, value in zip(names, values) if np.isfinite(value)}
