"""Measures steps a second through the VectorEnv, and the time that an agent's process adds. Writes the
section "Speed" of docs/python.md and docs/benchmarks/process-agent.csv; takes two minutes. Call from
the root after ``mvn compile recsim:python``, on a machine that does nothing else:

    python3 python/benchmark.py
"""

import datetime
import json
import os
import pathlib
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time

import numpy as np

from recsim_jvm import make
from recsim_jvm.channel import ACT, BEGIN, DONE, INTRODUCTION, SLATES, VARIABLE, Listener
from recsim_jvm.runtime import Runtime

ROOT = pathlib.Path(__file__).resolve().parents[1]
SECONDS = 2.0
LANES = (1, 64, 1_024)
BATCHES = (1, 4, 16, 64, 256)
KINDS = (
    ("transition_matrix", False),
    ("interest_evolution", False),
    ("interest_evolution", True),
)
AGENT = """
import numpy as np
from recsim_jvm import Agent, serve

class Nothing(Agent):
    def act(self, observations, keys, explore):
        return np.zeros(len(observations), np.int32)

serve(Nothing())
"""


def steps_a_second(runtime, experiment, lanes, compact):
    environment = make(experiment, num_envs=lanes, compact=compact, runtime=runtime)
    environment.reset(seed=0)
    random = np.random.default_rng(0)
    high = environment.single_action_space.nvec
    actions = [random.integers(0, high, (lanes, len(high))) for _ in range(64)]
    best = 0
    for _ in range(4):
        steps, start = 0, time.perf_counter()
        while time.perf_counter() - start < SECONDS / 2:
            for action in actions:
                environment.step(action)
            steps += lanes * len(actions)
        best = max(best, steps / (time.perf_counter() - start))
    return best


def cost_of_a_decision(batch):
    """Microseconds of one message with ``batch`` decisions in an environment of states, divided by
    them, and the megabytes of the agent."""
    listener = Listener()
    variables = {VARIABLE: listener.address(), "PYTHONPATH": os.pathsep.join(sys.path)}
    agent = subprocess.Popen([sys.executable, "-c", AGENT], env={**os.environ, **variables})
    channel = listener.accept(lambda: None)
    assert channel.receive()[0] == INTRODUCTION
    space = {
        "documents": 10,
        "slate_size": 1,
        "states": 10,
        "topics": 0,
        "user_features": [],
        "document_features": [],
        "signals": [],
    }
    arrays = [
        {"name": "state", "dtype": "<i4", "shape": []},
        {"name": "candidates", "dtype": "<i4", "shape": []},
    ]
    begin = {"space": space, "key": "0" * 16, "observation": arrays, "outcome": []}
    channel.send(BEGIN, json.dumps(begin).encode())
    assert channel.receive()[0] == DONE
    body = np.array([batch, 0], "<i4").tobytes() + bytes(16 * batch)
    best = np.inf
    for _ in range(4):
        messages, start = 0, time.perf_counter()
        while time.perf_counter() - start < SECONDS / 2:
            channel.send(ACT, body)
            assert channel.receive()[0] == SLATES
            messages += 1
        best = min(best, (time.perf_counter() - start) / messages)
    memory = megabytes(agent.pid)
    channel.close()
    agent.wait()
    return best / batch * 1e6, memory


def megabytes(process):
    """The most memory that a process had."""
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1e3


def rounded(value):
    """Three digits, with commas."""
    return f"{float(f'{value:.3g}'):,.0f}"


def row(*cells):
    return "| " + " | ".join(cells) + " |"


def table(runtime, folder):
    """Steps a second by sessions and environment, and those of docs/benchmarks.md."""
    names = [f"`{kind}`" + (", compact" if compact else "") for kind, compact in KINDS]
    lines = [row("sessions at a time", *names), "|" + "---|" * (len(names) + 1)]
    for lanes in LANES:
        cells = []
        for kind, compact in KINDS:
            rate = steps_a_second(runtime, folder / f"{kind}.yaml", lanes, compact)
            print(f"{kind}, compact {compact}, {lanes}: {rate:.0f}", file=sys.stderr)
            cells.append(rounded(rate))
        lines.append(row(f"{lanes:,}", *cells))
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    own = []
    for kind, compact in KINDS:
        millions = re.search(rf"\| `{kind}` \| ([\d.]+) \|", page)[1]
        own.append("" if compact else rounded(float(millions) * 1e6))
    notebook = float(re.search(r"notebook's simulator takes ([\d.]+) million", page)[1]) * 1e6
    lines.append(row("without Python, one thread", *own))
    lines.append(row("the notebook's simulator", rounded(notebook), "", ""))
    return "\n".join(lines)


def machine():
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())[1]
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()
    return (
        f"{os.cpu_count()} cores of {cpu}, Python {platform.python_version()}, NumPy"
        f" {np.__version__}. Commit {commit}, {datetime.date.today()}, load"
        f" {os.getloadavg()[0]:.0f} at the start."
    )


def main():
    os.environ.setdefault("RECSIM_RUNTIME", str(ROOT / "target" / "recsim" / "python.json"))
    folder = pathlib.Path(tempfile.mkdtemp())
    for kind, _ in KINDS:
        (folder / f"{kind}.yaml").write_text(
            f"environment: {{type: {kind}}}\nagents: {{random: {{type: random}}}}\n"
        )
    tested = machine()
    runtime = Runtime(folder / "transition_matrix.yaml")
    steps = table(runtime, folder)
    jvm = megabytes(runtime._process.pid)
    python = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    runtime.close()
    costs = {batch: cost_of_a_decision(batch) for batch in BATCHES}
    section = f"""## Speed
Steps a second through a `VectorEnv` with random actions, the best of four windows. The last two rows are from [benchmarks.md](benchmarks.md#the-simulator).

Machine: {tested}

{steps}

An agent in Python that does nothing adds {costs[1][0]:.0f} microseconds to a decision of a single session, and {costs[256][0]:.2f} in a message of 256. Evaluations send 64 at a time, training one.

The JVM took {jvm:.0f} MB, Python {python:.0f} MB, and that agent {costs[1][1]:.0f} MB. The command:

```sh
python3 python/benchmark.py
```
"""
    print(section)
    page = ROOT / "docs" / "python.md"
    text = page.read_text(encoding="utf-8")
    text = re.sub(r"## Speed\n.*?(?=\n## )", lambda _: section, text, flags=re.S)
    page.write_text(text, encoding="utf-8")
    lines = ["decisions,microseconds"] + [f"{n},{cost:.2f}" for n, (cost, _) in costs.items()]
    file = ROOT / "docs" / "benchmarks" / "process-agent.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
