"""Agents in Gymnasium's loop against the rewards of recsim's own agents. RECSIM_EXPECTED names a
JSON file with an experiment, its agent's name, the session rewards by agent and seed, and the
tables of tabular_q: keys (state, document) and values."""

import importlib.util
import json
import os
import pathlib
import unittest

import numpy as np

from recsim_jvm import Observations, RandomKey, RandomKeys, make
from recsim_jvm.agent import Space
from recsim_jvm.runtime import Runtime

EXAMPLES = pathlib.Path(__file__).resolve().parents[1] / "examples" / "agents"


def example(script, name):
    spec = importlib.util.spec_from_file_location(script, EXAMPLES / f"{script}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)()


class RewardsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(os.environ["RECSIM_EXPECTED"], encoding="utf-8") as file:
            cls.expected = json.load(file)
        cls.runtime = Runtime(cls.expected["experiment"])
        cls.addClassCleanup(cls.runtime.close)

    def keys(self, environment, seed):
        root = RandomKey.root(environment.experiment_seed)
        return root.child("agent").child(self.expected["agent"]).child(seed)

    def make(self, users):
        return make(self.expected["experiment"], users=users, runtime=self.runtime)

    def act(self, agent, environment, state, key, explore):
        documents = environment.sizes["documents"]
        seen = Observations(1, Space.of(documents=documents, states=documents))
        seen.state = np.array([state])
        seen.candidates = np.array([documents])
        return np.reshape(agent.act(seen, RandomKeys([key.key]), explore), -1)

    def evaluate(self, agent, seed, sessions):
        environment = self.make("eval")
        decisions = self.keys(environment, seed).child("eval")
        rewards = []
        for session in range(sessions):
            state, _ = environment.reset(seed=seed if session == 0 else None)
            total, over, step = 0.0, False, 0
            while not over:
                key = decisions.child(session).child(step)
                slate = self.act(agent, environment, state, key, False)
                state, reward, ended, cut, _ = environment.step(slate)
                total += reward
                over = ended or cut
                step += 1
            rewards.append(total)
        return rewards

    def test_random(self):
        for seed, expected in self.expected["random"].items():
            agent = example("random_agent", "Random")
            environment = self.make("eval")
            agent.start(Space(environment.sizes), None)
            self.assertEqual(self.evaluate(agent, int(seed), len(expected)), expected)

    def test_tabular_q(self):
        for seed, expected in self.expected["tabular_q"].items():
            agent = example("tabular_q", "TabularQ")
            environment = self.make("train")
            agent.start(Space(environment.sizes), None)
            decisions = self.keys(environment, int(seed)).child("explore")
            for session in range(self.expected["training_sessions"]):
                state, _ = environment.reset(seed=int(seed) if session == 0 else None)
                over, step = False, 0
                while not over:
                    key = decisions.child(session).child(step)
                    slate = self.act(agent, environment, state, key, True)
                    following, reward, ended, cut, _ = environment.step(slate)
                    agent.learn(state, slate, reward, following, ended)
                    state = following
                    over = ended or cut
                    step += 1
            keys, values = self.expected["tables"][seed]
            table = agent.values[np.array(keys[::2], int), np.array(keys[1::2], int)]
            np.testing.assert_array_equal(table, np.array(values, np.float32))
            self.assertEqual(self.evaluate(agent, int(seed), len(expected)), expected)


if __name__ == "__main__":
    unittest.main()
