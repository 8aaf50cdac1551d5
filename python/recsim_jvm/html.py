"""What notebooks show: tables without scripts, in the notebook's own style."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from recsim_jvm.errors import RecsimError

if TYPE_CHECKING:
    from recsim_jvm.environment import Described
    from recsim_jvm.experiment import Experiment
    from recsim_jvm.result import AgentResult, Result
    from recsim_jvm.session import Session

_MOST_STEPS = 50


def _escaped(value: object) -> str:
    return html.escape(str(value))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.6g}"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    cells = "".join(f"<th>{_escaped(it)}</th>" for it in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{_escaped(it)}</td>" for it in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


def result(it: Result) -> str:
    """The headline and a row for each agent."""
    metrics = list(dict.fromkeys(name for agent in it for name in agent.metrics))
    optimum = it.optimum is not None
    head = ["agent", f"reward{f' ({it.reward_unit})' if it.reward_unit else ''}", "95 % interval"]
    head += (["of optimum"] if optimum else []) + ["seeds", *metrics]
    rows = [_agent(agent, optimum, metrics) for agent in it]
    warnings = "".join(f"<p>Warning: {_escaped(text)}</p>" for text in it.warnings)
    return (
        f"<div><b>{_escaped(it.title)}</b><p>{_escaped(it.headline)}</p>{_table(head, rows)}"
        f"{warnings}<p>{_escaped(it.detail)}</p></div>"
    )


def _agent(agent: AgentResult, optimum: bool, metrics: list[str]) -> list[str]:
    low, high = agent.ci95 or (None, None)
    interval = "no spread" if low == high else f"{_number(low)} to {_number(high)}"
    row = [agent.name, _number(agent.mean), "" if low is None else interval]
    if optimum:
        share = agent.share_of_optimum
        row.append("" if share is None else f"{100 * share:.1f} %")
    seeds = str(agent.completed) + (f", {agent.failed} failed" if agent.failed else "")
    return [*row, seeds, *(_number(agent.metrics.get(name)) for name in metrics)]


def experiment(it: Experiment) -> str:
    """Its text, and the headline of its last run."""
    try:
        last = f"<p>{_escaped(it.results().headline)}</p>"
    except RecsimError:
        last = "<p>It has not run yet.</p>"
    return f"<div><b>{_escaped(it.path)}</b><pre>{_escaped(it.text())}</pre>{last}</div>"


def session(it: Session) -> str:
    """Its steps, and its metrics."""
    rows: list[dict[str, Any]] = [it.row(step) for step in it.steps[:_MOST_STEPS]]
    head = list(rows[0]) if rows else []
    table = _table(
        ["step", *head],
        (
            [i, *(_number(row[k]) if isinstance(row[k], float) else row[k] for k in head)]
            for i, row in enumerate(rows)
        ),
    )
    more = len(it) - len(rows)
    rest = f"<p>and {more} more steps</p>" if more > 0 else ""
    metrics = ", ".join(f"{name} {_number(value)}" for name, value in it.metrics.items())
    return (
        f"<div><b>Session {it.number} of seed {it.seed}, {_escaped(it.type)}</b>{table}{rest}"
        f"<p>reward {_number(it.reward)}, {len(it)} steps, {_escaped(it.ending.replace('_', ' '))}"
        f"{'; ' if metrics else ''}{_escaped(metrics)}</p></div>"
    )


def environment(it: Described) -> str:
    """What is seen and shown."""
    sizes = it.sizes
    rows = [
        ("documents", sizes["documents"]),
        ("positions of a slate", sizes["slate_size"]),
        ("signals", ", ".join(sizes["signals"])),
        ("observation", _observation(it)),
        ("optimum", _number(it.optimum) or "not known"),
    ]
    return f"<div><b>{_escaped(it.type)}</b>{_table(('', ''), rows)}</div>"


def _observation(it: Described) -> str:
    if not it.sections:
        return f"the state, one of {it.sizes['states']}"
    return ", ".join(f"{section['name']} {section['shape']}" for section in it.sections)
