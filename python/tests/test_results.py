"""Experiments, results and sessions in Python. RECSIM_RUNTIME names recsim's command-line jar; frames
need pandas."""

import contextlib
import io
import pathlib
import shutil
import tempfile
import unittest

import numpy as np

import recsim_jvm
from recsim_jvm import RecsimError

EXPERIMENT = """
environment: {type: transition_matrix}
agents:
  random: {type: random}
  optimal: {type: optimal}
  actor_critic: {type: actor_critic}
training: {env_steps: 4000, updates: 60}
evaluation: {sessions: 100}
trials: {seeds: 0..1}
title: A <b>quick</b> one
"""


class ResultsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.file = cls.folder / "quick.yaml"
        cls.file.write_text(EXPERIMENT)
        shutil.copy(cls.file, cls.folder / "swept.yaml")
        with open(cls.folder / "swept.yaml", "a") as file:
            file.write("sweep: {environment.doc_num: [5, 6]}\n")
        cls.printed = io.StringIO()
        with contextlib.redirect_stdout(cls.printed):
            cls.result = recsim_jvm.run(cls.file, reports=cls.folder / "reports")

    def test_results_are_objects(self):
        result = self.result
        self.assertEqual((result.experiment, result.winner, result.clear), ("quick", ("actor_critic",), True))
        self.assertEqual(list(result.agents), ["random", "optimal", "actor_critic"])
        self.assertEqual(result["optimal"].mean, result.optimum)
        self.assertEqual(result["optimal"].scores(), {0: 9.237126117353453, 1: 9.237126117353453})
        self.assertEqual([agent.oracle for agent in result], [False, True, False])
        trial = result["actor_critic"].trials[1]
        self.assertEqual((trial.seed, trial.status, trial.ending), (1, "completed", "plateau"))
        self.assertGreater(len(trial.curve), 3)
        self.assertTrue(result.page.is_file())
        self.assertEqual(result.raw["schema_version"], 2)
        self.assertIn("actor_critic earns", self.printed.getvalue())
        self.assertEqual(recsim_jvm.results(result.folder), result)
        with self.assertRaisesRegex(RecsimError, "quick has no agent ppo; it has random, optimal"):
            result["ppo"]

    def test_frames(self):
        import pandas

        frame = self.result.frame()
        self.assertIsInstance(frame, pandas.DataFrame)
        self.assertEqual(frame.loc["optimal", "mean"], self.result["optimal"].mean)
        self.assertTrue(frame.loc["optimal", "oracle"])
        trials = self.result.trials()
        self.assertEqual(trials.loc[("random", 1), "score"], self.result["random"].scores()[1])
        self.assertFalse({"metrics", "curve"} & set(trials.columns))
        curves = self.result.curves()
        self.assertGreater(curves.loc[("actor_critic", 0, 1), "env_steps"], 100)
        self.assertIn("critic_loss", curves.columns)

    def test_html_is_escaped(self):
        page = self.result._repr_html_()
        self.assertIn("A &lt;b&gt;quick&lt;/b&gt; one", page)
        self.assertIn("<td>optimal</td><td>9.23713</td>", page)

    def test_settings_and_sweeps(self):
        options = {"reports": self.folder / "reports", "progress": False}
        swept = self.folder / "swept.yaml"
        settings = {"trials.seeds": 3, "agents": {"only": {"type": "random"}}, "name": "other"}
        with self.assertRaisesRegex(RecsimError, r"defines 2 experiments \(other/.*run_all"):
            recsim_jvm.run(swept, settings=settings, **options)
        members = recsim_jvm.run_all(swept, settings=settings, **options)
        self.assertEqual([list(it["only"].scores()) for it in members], [[3], [3]])
        self.assertNotEqual(members[0].optimum, members[1].optimum)

    def test_errors_say_what_to_do(self):
        with self.assertRaisesRegex(RecsimError, 'status 3:\nenvironment.doc_nun: .*mean "doc_num"'):
            recsim_jvm.run(self.file, settings={"environment.doc_nun": 3}, progress=False)
        with self.assertRaisesRegex(RecsimError, "no results in .*; below it are .*quick"):
            recsim_jvm.results(self.folder / "reports")
        with self.assertRaisesRegex(RecsimError, "there is no experiment file"):
            recsim_jvm.run("none.yaml")
        old = self.folder / "old.json"
        old.write_text('{"schema_version": 1}')
        with self.assertRaisesRegex(RecsimError, "schema_version 1, but this package reads 2"):
            recsim_jvm.results(old)
        old.write_text("{")
        with self.assertRaisesRegex(RecsimError, "is damaged"):
            recsim_jvm.results(old)


class SessionTest(unittest.TestCase):
    def test_a_session_is_that_of_the_environment(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        file = folder / "x.yaml"
        file.write_text(
            "environment: {type: interest_evolution, user: {time_budget: 20}}\n"
            "agents: {random: {type: random}}\n"
        )
        environment = recsim_jvm.make(file)
        self.addCleanup(environment.close)
        played = recsim_jvm.play(environment, lambda seen: [0, 1, 2], seed=3, session=2)
        seen, _ = environment.reset(seed=3, options={"session": 2})
        rewards = []
        over = False
        while not over:
            np.testing.assert_array_equal(played.steps[len(rewards)].observation, seen)
            seen, reward, ended, cut, info = environment.step([0, 1, 2])
            rewards.append(reward)
            over = ended or cut
        self.assertEqual([step.reward for step in played.steps], rewards)
        self.assertEqual((played.reward, played.ending), (sum(rewards), "ended"))
        self.assertEqual(played.metrics, info["metrics"])
        self.assertEqual(played.frame()["reward"].tolist(), rewards)
        self.assertIn(played.signals[0], played.frame().columns)
        drawn = recsim_jvm.play(environment, seed=4, max_steps=2)
        self.assertEqual((len(drawn), drawn.ending), (2, "stopped"))
        self.assertIn("stopped", drawn._repr_html_())


if __name__ == "__main__":
    unittest.main()
