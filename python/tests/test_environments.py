"""Every environment, by the examples of its page, against the checkers of Gymnasium and
Stable-Baselines3. Needs RECSIM_RUNTIME, see docs/python.md."""

import pathlib
import re
import shutil
import tempfile
import unittest
import warnings

import numpy as np
from gymnasium.utils.env_checker import check_env

from recsim_jvm import make
from recsim_jvm.environment import RecsimEnv
from recsim_jvm.runtime import RecsimError, Runtime

ROOT = pathlib.Path(__file__).resolve().parents[2]
STEPS = 60


class EnvironmentsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.folder = pathlib.Path(folder)
        (cls.folder / "environments").mkdir()
        shutil.copy(
            ROOT / "experiments" / "environments" / "shop.json", cls.folder / "environments"
        )
        cls.experiments = {}
        for page in sorted((ROOT / "docs" / "environments").glob("*.md")):
            examples = re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
            for i, example in enumerate(examples):
                if "type: process" in example:  # its program is the user's
                    continue
                file = cls.folder / f"{page.stem}-{i}.yaml"
                file.write_text(example, encoding="utf-8")
                cls.experiments[file.stem] = file
        cls.runtime = Runtime(next(iter(cls.experiments.values())))
        cls.addClassCleanup(cls.runtime.close)
        warnings.simplefilter("ignore")

    def make(self, name, **options):
        return make(self.experiments[name], runtime=self.runtime, **options)

    def forms(self, name):
        """The environments of the action forms that apply."""
        for action in ("slate", "item", "embedding"):
            for compact in (False, True):
                try:
                    yield (action, compact), self.make(name, action=action, compact=compact)
                except RecsimError as e:
                    self.assertIn(f'action="{action}" needs', str(e))

    def test_every_environment_has_an_example(self):
        types = {name.rsplit("-", 1)[0] for name in self.experiments}
        self.assertGreaterEqual(len(types), 9)

    def test_checker_of_gymnasium(self):
        checked = 0
        for name in self.experiments:
            for form, environment in self.forms(name):
                with self.subTest(name=name, form=form):
                    check_env(environment)
                    checked += 1
        print(f"Gymnasium's checker passed {checked} times")

    def test_checker_of_stable_baselines3(self):
        from stable_baselines3.common.env_checker import check_env as check

        checked = 0
        for name in self.experiments:
            for form, environment in self.forms(name):
                with self.subTest(name=name, form=form):
                    check(environment)
                    checked += 1
        print(f"the checker of Stable-Baselines3 passed {checked} times")

    def test_a_lane_is_the_single_environment_with_its_seed(self):
        lanes = 3
        for name in self.experiments:
            with self.subTest(name=name):
                together = self.make(name, num_envs=lanes)
                random = np.random.default_rng(7)
                shape = (STEPS, *together.action_space.shape)
                high = together.single_action_space.nvec
                actions = random.integers(0, np.broadcast_to(high, shape), shape)
                first, _ = together.reset(seed=5)
                played = [together.step(action) for action in actions]
                alone = self.make(name)
                for lane in range(lanes):
                    self.check_lane(alone, lane, first, played, actions)

    def check_lane(self, alone, lane, first, played, actions):
        seen, _ = alone.reset(seed=5 + lane)
        np.testing.assert_array_equal(seen, first[lane])
        for action, (rows, rewards, ended, cut, infos) in zip(actions, played):
            seen, reward, terminated, truncated, info = alone.step(action[lane])
            self.assertEqual(reward, rewards[lane])
            self.assertEqual((terminated, truncated), (ended[lane], cut[lane]))
            np.testing.assert_array_equal(info["clicks"], infos["clicks"][lane])
            self.assertEqual(info["replaced"], infos["replaced"][lane])
            if terminated or truncated:
                np.testing.assert_array_equal(seen, infos["final_obs"][lane])
                final = infos["final_info"]["metrics"]
                for metric, value in info["metrics"].items():
                    self.assertEqual(value, final[metric][lane])
                    self.assertTrue(final["_" + metric][lane])
                seen, _ = alone.reset()
            np.testing.assert_array_equal(seen, rows[lane])

    def test_repeated_documents_are_replaced_by_the_lowest_unused_ones(self):
        environment = self.make("composed-0")
        environment.reset(seed=1)
        other = environment.step([7, 7, 0, 3, 7])
        self.assertEqual(other[4]["replaced"], 2)
        environment.reset(seed=1)
        same = environment.step([7, 1, 0, 3, 2])
        self.assertEqual(same[4]["replaced"], 0)
        np.testing.assert_array_equal(other[0], same[0])
        np.testing.assert_array_equal(other[4]["clicks"], same[4]["clicks"])

    def test_an_embedding_shows_the_nearest_documents(self):
        nearest = self.make("interest_evolution-0", action="embedding")
        seen, _ = nearest.reset(seed=1)
        start = 0
        for section in nearest.sections:
            size = int(np.prod(section["shape"]))
            if section["name"] == "features":
                features = seen[start : start + size].reshape(section["shape"])
            start += size
        after = nearest.step(features[4])
        distances = ((features - features[4]) ** 2).sum(axis=1)
        order = np.argsort(distances, kind="stable")[: nearest.sizes["slate_size"]]
        listed = self.make("interest_evolution-0")
        listed.reset(seed=1)
        np.testing.assert_array_equal(listed.step(order)[0], after[0])

    def test_errors_say_what_to_do(self):
        environment = self.make("transition_matrix-0")
        environment.reset()
        documents = environment.sizes["documents"]
        message = f"shows document {documents}; documents are 0 to {documents - 1}"
        with self.assertRaisesRegex(RecsimError, message):
            environment.step([documents])
        with self.assertRaisesRegex(ValueError, "action must be one of slate, item, embedding"):
            self.make("transition_matrix-0", action="scores")
        with self.assertRaisesRegex(RecsimError, "did you mean"):
            self.make("transition_matrix-0", settings="environment.doc_nun=4")
        self.assertIsInstance(self.make("transition_matrix-0"), RecsimEnv)


if __name__ == "__main__":
    unittest.main()
