"""Sessions that were played, step by step."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from recsim_jvm.html import escaped, number, table
from recsim_jvm.result import frame_of

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]

    from recsim_jvm.environment import RecsimEnv

_MOST_STEPS = 50


@dataclasses.dataclass(frozen=True)
class Step:
    """A slate, and what the user did.

    observation   what the policy saw: a state, or float32 [numbers]
    action        what it chose
    reward        of this step
    clicks        uint8 [positions]
    signals       float32 [positions, signals], or None
    replaced      number of documents of the action that were replaced
    """

    observation: Any
    action: Any
    reward: float
    clicks: Any
    signals: Any
    replaced: int


@dataclasses.dataclass(frozen=True)
class Session:
    """A session: its user, its steps, and what came of it.

    ending   ``ended`` by the user, ``cut_off`` by the length, or ``stopped`` after ``max_steps``
    metrics  by name; empty if it was stopped
    """

    type: str
    seed: int
    number: int
    steps: tuple[Step, ...]
    ending: str
    metrics: Mapping[str, float]
    signals: tuple[str, ...]

    @property
    def reward(self) -> float:
        """The sum of the rewards."""
        return float(sum(step.reward for step in self.steps))

    def __len__(self) -> int:
        return len(self.steps)

    def frame(self) -> pandas.DataFrame:
        """A row for each step; a signal is its sum over the slate."""
        return frame_of([self.row(step) for step in self.steps], [])

    def row(self, step: Step) -> dict[str, Any]:
        """A step by the names of its columns."""
        row: dict[str, Any] = {
            "action": np.asarray(step.action).tolist(),
            "clicks": int(np.sum(step.clicks)),
            "replaced": step.replaced,
        }
        if step.signals is not None:
            sums = np.asarray(step.signals).sum(axis=0)
            row.update((name, float(it)) for name, it in zip(self.signals, sums))
        if np.ndim(step.observation) == 0:
            row = {"state": int(step.observation), **row}
        return {**row, "reward": step.reward}

    def _repr_html_(self) -> str:
        """Its steps, and its metrics."""
        rows = [self.row(step) for step in self.steps[:_MOST_STEPS]]
        head = list(rows[0]) if rows else []
        cells = (
            [i, *(number(row[k]) if isinstance(row[k], float) else row[k] for k in head)]
            for i, row in enumerate(rows)
        )
        more = len(self) - len(rows)
        rest = f"<p>and {more} more steps</p>" if more > 0 else ""
        metrics = ", ".join(f"{name} {number(value)}" for name, value in self.metrics.items())
        return (
            f"<div><b>Session {self.number} of seed {self.seed}, {escaped(self.type)}</b>"
            f"{table(['step', *head], cells)}{rest}<p>reward {number(self.reward)}, {len(self)} steps,"
            f" {escaped(self.ending.replace('_', ' '))}{'; ' if metrics else ''}{escaped(metrics)}</p></div>"
        )


def play(
    environment: RecsimEnv,
    policy: Callable[[Any], Any] | None = None,
    seed: int = 0,
    session: int = 0,
    max_steps: int = 1000,
) -> Session:
    """Plays a session and keeps its steps.

    :param environment: made by ``recsim_jvm.make``
    :param policy: an action for an observation; None for actions drawn from the action space
    :param seed: of the user; with ``users="eval"`` that of the trials
    :param session: the number of the session; the user of session i is that of the trials
    :param max_steps: where to stop
    """
    if policy is None:
        space = environment.action_space
        space.seed(seed)

        def policy(_: Any) -> Any:
            return space.sample()

    seen, info = environment.reset(seed=seed, options={"session": session})
    steps: list[Step] = []
    ending = "stopped"
    while len(steps) < max_steps and ending == "stopped":
        action = policy(seen)
        following, reward, ended, cut, info = environment.step(action)
        clicks, replaced = info["clicks"], info["replaced"]
        steps.append(Step(seen, action, float(reward), clicks, info.get("signals"), replaced))
        seen = following
        ending = "ended" if ended else "cut_off" if cut else ending
    signals = environment.sizes["signals"] if steps and steps[0].signals is not None else ()
    return Session(
        environment.type,
        seed,
        session,
        tuple(steps),
        ending,
        info.get("metrics", {}),
        tuple(signals),
    )
