"""Rows that agents make of observations against those of environments, and slates without repeats
against Java's. Needs RECSIM_RUNTIME and RECSIM_EXPECTED, the folder of the experiments with the rows
that tests/rows_agent.py wrote."""

import os
import pathlib
import unittest

import numpy as np

from recsim_jvm import distinct, make
from recsim_jvm.runtime import Runtime
from tests.rows_agent import FORMS

FOLDER = pathlib.Path(os.environ["RECSIM_EXPECTED"])


def one_at_a_time(slate, candidates):
    """The rule in plain words."""
    size = min(len(slate), candidates)
    kept = []
    for document in slate[:size]:
        valid = 0 <= document < candidates and document not in kept
        kept.append(document if valid else None)
    for p in range(size):
        if kept[p] is None:
            kept[p] = next(d for d in range(candidates) if d not in kept)
    return kept + [-1] * (len(slate) - size)


def written(file):
    data, at, rows = file.read_bytes(), 0, []
    while at < len(data):
        size = int(np.frombuffer(data, np.uint32, 1, at)[0])
        rows.append(data[at + 4 : at + 4 + size])
        at += 4 + size
    return rows


class RowsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.experiments = sorted(FOLDER.glob("*/small.yaml"))
        cls.runtime = Runtime(cls.experiments[0])
        cls.addClassCleanup(cls.runtime.close)

    def make(self, experiment, **options):
        return make(experiment, runtime=self.runtime, users="eval", **options)

    def test_rows_are_those_of_the_environment(self):
        self.assertGreaterEqual(len(self.experiments), 8)
        for experiment in self.experiments:
            for form, options in FORMS.items():
                environment = self.make(experiment, **options)
                positions = environment.action_space.shape[0]
                rows = []
                for session in range(3):
                    seen, _ = environment.reset(seed=0, options={"session": session})
                    over = False
                    while not over:
                        rows.append(np.asarray(seen).tobytes())
                        seen, _, ended, cut, _ = environment.step(np.arange(positions) // 2)
                        over = ended or cut
                with self.subTest(experiment=experiment.parent.name, form=form):
                    # recsim asks again for some decisions.
                    seen_by_agent = set(written(experiment.parent / form))
                    self.assertEqual(len(set(rows) - seen_by_agent), 0)
                    self.assertEqual(len(seen_by_agent - set(rows)), 0)
                    self.assertIn(np.asarray(seen), environment.observation_space)

    def test_many_sessions_have_the_rows_of_one(self):
        experiment = FOLDER / "interest_evolution" / "small.yaml"
        single = self.make(experiment, topics="one_hot")
        first = [single.reset(seed=seed)[0] for seed in range(64)]
        many = self.make(experiment, topics="one_hot", num_envs=64)
        self.assertTrue((many.reset(seed=0)[0] == np.array(first)).all())
        self.assertEqual(many.sections[-1]["shape"][1], many.sizes["topics"])

    def test_distinct_is_the_rule(self):
        random = np.random.default_rng(1)
        for positions in (1, 2, 3, 5):
            slates = random.integers(-1, 8, (500, positions))
            candidates = random.integers(1, 8, 500)
            expected = [one_at_a_time(*it) for it in zip(slates.tolist(), candidates.tolist())]
            self.assertEqual(distinct(slates, candidates).tolist(), expected)
        self.assertEqual(distinct([7, 3], 5).tolist(), [0, 3])
        self.assertEqual(distinct(np.zeros((0, 3), int), 5).shape, (0, 3))

    def test_distinct_is_the_rule_of_java(self):
        """In two environments of the same users, one shows slates as they are drawn."""
        random = np.random.default_rng(2)
        for name in ("interest_evolution", "long_term_satisfaction"):
            experiment = FOLDER / name / "small.yaml"
            slates = None
            results = []
            for helps in (False, True):
                environment = self.make(experiment, num_envs=64)
                documents, positions = environment.sizes["documents"], environment.sizes["slate_size"]
                if slates is None:
                    slates = random.integers(0, documents, (10, 64, positions))
                environment.reset(seed=0)
                shown = environment.action_masks()[:, :documents].sum(axis=1)
                for drawn in slates:
                    action = np.maximum(distinct(drawn, shown), 0) if helps else drawn
                    seen, rewards, _, _, infos = environment.step(action)
                    replaced = infos["replaced"] if not helps else (action != drawn).sum(axis=1)
                    if helps:
                        self.assertEqual(infos["replaced"].sum(), 0)
                    results.append([seen, rewards, infos["clicks"], infos["signals"], replaced])
                    shown = infos["candidates"]
            half = len(results) // 2
            self.assertGreater(sum(it[-1].sum() for it in results), 100)
            for drawn, helped in zip(results[:half], results[half:]):
                for one, other in zip(drawn, helped):
                    np.testing.assert_array_equal(one, other)


if __name__ == "__main__":
    unittest.main()
