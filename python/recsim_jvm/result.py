"""Results of experiments: ``results.json`` of a run as objects, and as frames of pandas."""

from __future__ import annotations

import dataclasses
import json
import os
import pathlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Optional, Tuple

from recsim_jvm.errors import RecsimError
from recsim_jvm.html import escaped, number, table

if TYPE_CHECKING:
    import pandas  # type: ignore[import-untyped]

Interval = Optional[Tuple[float, float]]


@dataclasses.dataclass(frozen=True)
class Trial:
    """An agent with a seed. Figures of a failed trial are None.

    score           what the agent is judged by, in reward a session: exact where that is known
    mean_reward     of the evaluation sessions, with its standard error
    mean_length     steps a session
    exact_value     of the greedy policy, in reward a session; None if it is not known
    env_steps       steps of training; ``updates`` are its gradient steps
    metrics         by name, over the evaluation sessions
    curve           a checkpoint after each epoch, see docs/results.md
    error           why it failed
    """

    agent: str
    seed: int
    status: str
    score: float | None
    sessions: int | None
    mean_reward: float | None
    standard_error: float | None
    mean_length: float | None
    exact_value: float | None
    env_steps: int | None
    updates: int | None
    kept_epoch: int | None
    ending: str | None
    engine: str | None
    error: str | None
    metrics: Mapping[str, float | None]
    curve: tuple[Mapping[str, Any], ...]


@dataclasses.dataclass(frozen=True)
class AgentResult:
    """What an agent earned, over its seeds, in reward a session.

    oracle              whether it knows the environment
    mean, ci95          mean of the scores, with its 95 % interval (low, high)
    iqm, iqm_ci95       interquartile mean, likewise
    share_of_optimum    the mean as a share of the exact optimum; None if that is not known
    metrics             mean by name
    """

    name: str
    type: str
    oracle: bool
    mean: float | None
    ci95: Interval
    iqm: float | None
    iqm_ci95: Interval
    share_of_optimum: float | None
    completed: int
    failed: int
    metrics: Mapping[str, float | None]
    trials: tuple[Trial, ...]

    def scores(self) -> dict[int, float]:
        """The score by seed, of completed trials."""
        return {trial.seed: trial.score for trial in self.trials if trial.score is not None}


@dataclasses.dataclass(frozen=True)
class Result:
    """The results of an experiment.

    winner      the best agents that are no oracles; one if ``clear``
    verdict     whether an agent is worth shipping: ``ship``, ``no_difference``, ...
    headline    the decision in one sentence; ``detail`` has its figures
    optimum     exact value of the best policy, in reward a session; None if it is not known
    check       ``identical``, ``regressed``, ``no_baseline``, ...
    agents      by name, in the order of the file
    folder      with ``results.json`` and the report
    raw         all fields of ``results.json``, see docs/results.md
    """

    experiment: str
    title: str
    winner: tuple[str, ...]
    clear: bool
    verdict: str | None
    headline: str
    detail: str
    warnings: tuple[str, ...]
    optimum: float | None
    reward_unit: str | None
    check: str | None
    agents: Mapping[str, AgentResult]
    folder: pathlib.Path
    raw: Mapping[str, Any] = dataclasses.field(repr=False)

    def __getitem__(self, agent: str) -> AgentResult:
        if agent not in self.agents:
            raise RecsimError(f"{self.experiment} has no agent {agent}; it has {', '.join(self.agents)}")
        return self.agents[agent]

    def __iter__(self) -> Iterator[AgentResult]:
        return iter(self.agents.values())

    def __len__(self) -> int:
        return len(self.agents)

    @property
    def page(self) -> pathlib.Path:
        """The report."""
        return self.folder / "index.html"

    def frame(self) -> pandas.DataFrame:
        """A row for each agent: its figures, and its metrics in columns of their names."""
        rows = []
        for agent in self:
            row = {"agent": agent.name, "type": agent.type, "oracle": agent.oracle}
            row.update(mean=agent.mean, low=(agent.ci95 or (None,))[0], high=(agent.ci95 or (None,))[-1])
            row.update(iqm=agent.iqm, share_of_optimum=agent.share_of_optimum)
            row.update(completed=agent.completed, failed=agent.failed, **agent.metrics)
            rows.append(row)
        return frame_of(rows, ["agent"])

    def trials(self) -> pandas.DataFrame:
        """A row for each trial, by agent and seed: its figures and metrics."""
        rows = []
        for agent in self:
            for trial in agent.trials:
                row = {f.name: getattr(trial, f.name) for f in dataclasses.fields(trial)}
                metrics, _ = row.pop("metrics"), row.pop("curve")
                rows.append({**row, **metrics})
        return frame_of(rows, ["agent", "seed"])

    def curves(self) -> pandas.DataFrame:
        """A row for each checkpoint, by agent, seed and epoch; diagnostics in columns of their names."""
        rows = []
        for agent in self:
            for trial in agent.trials:
                for point in trial.curve:
                    row = {"agent": agent.name, "seed": trial.seed}
                    row.update((k, v) for k, v in point.items() if not isinstance(v, Mapping))
                    row.update(point.get("diagnostics") or {}, **(point.get("metrics") or {}))
                    rows.append(row)
        return frame_of(rows, ["agent", "seed", "epoch"])

    def _repr_html_(self) -> str:
        """The headline and a row for each agent."""
        metrics = list(dict.fromkeys(name for agent in self for name in agent.metrics))
        optimum = self.optimum is not None
        unit = f" ({self.reward_unit})" if self.reward_unit else ""
        head = ["agent", f"reward{unit}", "95 % interval"]
        head += (["of optimum"] if optimum else []) + ["seeds", *metrics]
        rows = [_cells(agent, optimum, metrics) for agent in self]
        warnings = "".join(f"<p>Warning: {escaped(text)}</p>" for text in self.warnings)
        return (
            f"<div><b>{escaped(self.title)}</b><p>{escaped(self.headline)}</p>{table(head, rows)}"
            f"{warnings}<p>{escaped(self.detail)}</p></div>"
        )


def _cells(agent: AgentResult, optimum: bool, metrics: list[str]) -> list[str]:
    low, high = agent.ci95 or (None, None)
    interval = "no spread" if low == high else f"{number(low)} to {number(high)}"
    row = [agent.name, number(agent.mean), "" if low is None else interval]
    if optimum:
        share = agent.share_of_optimum
        row.append("" if share is None else f"{100 * share:.1f} %")
    seeds = str(agent.completed) + (f", {agent.failed} failed" if agent.failed else "")
    return [*row, seeds, *(number(agent.metrics.get(name)) for name in metrics)]


def results(folder: str | os.PathLike[str]) -> Result:
    """Reads the results of an experiment.

    :param folder: ``reports/quick``, or its ``results.json``
    :raises RecsimError: if there are none
    """
    path = pathlib.Path(folder)
    file = path if path.suffix == ".json" else path / "results.json"
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as e:
        below = sorted(it.parent.relative_to(path).as_posix() for it in path.rglob("results.json"))
        names = f"; below it are {', '.join(below[:10])}" if below else ""
        raise RecsimError(f"there are no results in {path}{names}; recsim run writes them") from e
    except ValueError as e:
        raise RecsimError(f"{file} is damaged ({e}); recsim report writes it again") from e
    if not isinstance(raw, dict) or raw.get("schema_version") != 2:
        version = raw.get("schema_version") if isinstance(raw, dict) else None
        raise RecsimError(
            f"{file} has schema_version {version}, but this package reads 2; recsim report converts it"
        )
    return _result(raw, file.parent)


def _result(raw: dict[str, Any], folder: pathlib.Path) -> Result:
    winner = raw.get("winner") or {}
    return Result(
        experiment=raw["experiment"],
        title=raw["title"],
        winner=tuple(winner.get("agents") or ()),
        clear=bool(winner.get("clear")),
        verdict=(raw.get("decision") or {}).get("verdict"),
        headline=raw.get("headline") or "",
        detail=raw.get("detail") or "",
        warnings=tuple(raw.get("warnings") or ()),
        optimum=(raw.get("exact") or {}).get("optimal"),
        reward_unit=raw.get("reward_unit"),
        check=(raw.get("check") or {}).get("outcome"),
        agents={agent["name"]: _agent(agent) for agent in raw["agents"]},
        folder=folder,
        raw=raw,
    )


def _agent(raw: dict[str, Any]) -> AgentResult:
    metrics = {name: it.get("mean") for name, it in (raw.get("metrics") or {}).items()}
    return AgentResult(
        name=raw["name"],
        type=raw["type"],
        oracle=raw["oracle"],
        mean=raw.get("mean"),
        ci95=_interval(raw.get("ci95")),
        iqm=raw.get("iqm"),
        iqm_ci95=_interval(raw.get("iqm_ci95")),
        share_of_optimum=raw.get("share_of_optimum"),
        completed=raw["completed"],
        failed=raw["failed"],
        metrics=metrics,
        trials=tuple(_trial(raw["name"], trial) for trial in raw["trials"]),
    )


def _trial(agent: str, raw: dict[str, Any]) -> Trial:
    values: dict[str, Any] = {field.name: raw.get(field.name) for field in dataclasses.fields(Trial)}
    values.update(agent=agent, metrics=raw.get("metrics") or {}, curve=tuple(raw.get("curve") or ()))
    return Trial(**values)


def _interval(raw: list[float] | None) -> Interval:
    return (raw[0], raw[1]) if raw else None


def frame_of(rows: list[dict[str, Any]], index: list[str]) -> pandas.DataFrame:
    """The rows as a frame.

    :raises RecsimError: if pandas is missing
    """
    try:
        import pandas
    except ImportError as e:
        raise RecsimError("frames need pandas: pip install pandas") from e
    frame = pandas.DataFrame(rows) if rows else pandas.DataFrame(columns=index)
    return frame.set_index(index) if index else frame
