"""Type hints: mypy --strict of the package, and of a user's file. Needs mypy, and the sources of
Gymnasium and Stable-Baselines3 on PYTHONPATH."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PYTHON = pathlib.Path(__file__).resolve().parents[1]
USER = '''"""A user's agent and training."""

import pathlib

import numpy as np
from numpy.typing import NDArray

import recsim_jvm
from recsim_jvm import Agent, Observations, RandomKey, RandomKeys, Space, Transitions, serve
from recsim_jvm import TrainingEnvironment
from recsim_jvm.sb3 import make_vec_env


class Popular(Agent):
    deterministic = True

    def start(self, space: Space, key: RandomKey) -> None:
        self.slate = np.arange(space.slate_size)

    def act(self, observations: Observations, keys: RandomKeys, explore: bool) -> NDArray[np.int64]:
        return np.tile(self.slate, (len(observations), 1))

    def observe(self, transitions: Transitions) -> None:
        print(transitions.reward.sum())


class Own(Popular):
    trains = True

    def train(self, environment: TrainingEnvironment, steps: int) -> None:
        lanes = environment.make(num_envs=4, action="item")
        score: float = environment.checkpoint()
        print(lanes.num_envs, score, environment.left, environment.seed)

    def save(self, folder: pathlib.Path) -> None:
        np.save(folder / "slate.npy", self.slate)

    def load(self, folder: pathlib.Path) -> None:
        self.slate = np.load(folder / "slate.npy")


def main() -> None:
    environment = recsim_jvm.make("a.yaml", settings={"seed": 7})
    reward: float = environment.step(environment.action_space.sample())[1]
    lanes = recsim_jvm.make("a.yaml", num_envs=64, autoreset="next_step")
    masks: NDArray[np.bool_] = lanes.action_masks()
    vector = make_vec_env("recsim/InterestEvolution-v0", num_envs=4)
    result = recsim_jvm.run("a.yaml", settings=["seed=7"])
    best: float | None = result["ppo"].mean
    print(reward, masks, vector, best, recsim_jvm.__version__)


if __name__ == "__main__":
    main()
    serve(Popular())
'''
WRONG = (
    ('recsim_jvm.make("a.yaml", num_envs="64")', "No overload variant"),
    ('recsim_jvm.make("a.yaml", action="items")', "No overload variant"),
    ('recsim_jvm.run("a.yaml").mean', '"Result" has no attribute "mean"'),
    ("serve(3)", 'expected "Agent | UserSimulator"'),
)


class TypesTest(unittest.TestCase):
    def mypy(self, *files):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        libraries = [path for path in os.environ["PYTHONPATH"].split(os.pathsep) if path]
        return subprocess.run(
            [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--cache-dir"]
            + [folder, *(str(file) for file in files)],
            env=dict(os.environ, MYPYPATH=os.pathsep.join(libraries[1:])),
            cwd=PYTHON,
            capture_output=True,
            text=True,
        ).stdout

    def test_the_package_and_a_users_file_are_strict(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (folder / "user.py").write_text(USER)
        wrong = "\n".join(f"    {line}" for line, _ in WRONG)
        (folder / "wrong.py").write_text(USER.replace('    print(reward', f"{wrong}\n    print(reward"))
        printed = self.mypy("recsim_jvm", folder / "user.py", folder / "wrong.py")
        errors = [line for line in printed.splitlines() if ": error: " in line]
        self.assertEqual([line for line in errors if "wrong.py" not in line], [], printed)
        for line, message in WRONG:
            self.assertTrue(any(message in error for error in errors), f"{line}: {printed}")
        self.assertEqual(len(errors), len(WRONG), printed)


if __name__ == "__main__":
    unittest.main()
