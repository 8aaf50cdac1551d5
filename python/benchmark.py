"""Measures steps a second through the VectorEnv, and the time that an agent's process adds.

    RECSIM_RUNTIME=target/recsim/python.json python3 benchmark.py
"""

import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import numpy as np

from recsim_jvm import make
from recsim_jvm.channel import ACT, BEGIN, DONE, INTRODUCTION, SLATES, VARIABLE, Listener
from recsim_jvm.runtime import Runtime

SECONDS = 2.0
LANES = (1, 64, 1_024, 4_096)
BATCHES = (1, 4, 16, 64, 256)
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


def microseconds_of_a_decision(batch):
    """The time of one message with ``batch`` decisions in an environment of states, divided by them."""
    listener = Listener()
    agent = subprocess.Popen(
        [sys.executable, "-c", AGENT], env=dict(os.environ, **{VARIABLE: listener.address()})
    )
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
    channel.close()
    agent.wait()
    return best / batch * 1e6



def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    kinds = (
        ("transition_matrix", "transition_matrix", False),
        ("interest_evolution", "interest_evolution", False),
        ("interest_evolution, compact", "interest_evolution", True),
    )
    print("environment,lanes,steps_a_second", flush=True)
    runtime = None
    for name, kind, compact in kinds:
        experiment = folder / f"{kind}.yaml"
        experiment.write_text(
            f"environment: {{type: {kind}}}\nagents: {{random: {{type: random}}}}\n"
        )
        runtime = runtime or Runtime(experiment)
        for lanes in LANES:
            rate = steps_a_second(runtime, experiment, lanes, compact)
            print(f'"{name}",{lanes},{rate:.0f}', flush=True)
    memory = pathlib.Path(f"/proc/{runtime._process.pid}/status").read_text()
    resident = next(line for line in memory.splitlines() if line.startswith("VmHWM"))
    print("memory of the JVM:", " ".join(resident.split()[1:]))
    print("memory of Python:", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, "kB")
    runtime.close()
    print("decisions,microseconds", flush=True)
    for batch in BATCHES:
        print(f"{batch},{microseconds_of_a_decision(batch):.2f}", flush=True)


if __name__ == "__main__":
    main()
