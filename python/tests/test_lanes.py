"""Observations whose features come from a table against those that are sent in full. Needs
RECSIM_RUNTIME, see docs/python.md."""

import pathlib
import tempfile
import unittest

import numpy as np

from recsim_jvm.runtime import Runtime, Sessions

STEPS = 40
VIDEOS = "choice: {type: multinomial_logit}, documents: {type: random_videos"
SIMILAR = "acceptance: {similarity: {seed: 1, dimension: 3, sharpness: 8, features: {count: 5}}}"
EXPERIMENTS = {
    "topics": "{type: interest_evolution, max_session_length: 30}",
    "budget": "{type: interest_evolution, user: {observe_budget: true}, candidates: 7, slate_size: 2}",
    "many_topics": "{type: interest_evolution, documents: {topics: 500}}",
    "session": "{type: interest_evolution, resample: session, growth: 2, max_session_length: 9}",
    "one_user": "{type: long_term_satisfaction, candidates: 4, slate_size: 2}",
    "corpus": "{type: interest_exploration, resample: corpus, candidates: 30}",
    "changing_corpus": "{type: interest_exploration, resample: corpus, candidates: 30, turnover: 3}",
    "growing_corpus": "{type: sardine, slate_size: 3, growth: 2, max_session_length: 11}",
    "shop": "{type: browsing_and_ads}",
    "matrix": "{type: transition_matrix, doc_num: 12, " + SIMILAR + "}",
    "new": "{type: interest_evolution, " + VIDEOS + ", features: 4}}",
    "states": "{type: six_states}",
}
IN_FULL = {"one_user", "new", "states"}
BY_TABLE = sorted(set(EXPERIMENTS) - IN_FULL)
FURTHER = {"many_topics", "changing_corpus", "growing_corpus"}


class LanesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        (cls.folder / "any.yaml").write_text("{}", encoding="utf-8")
        cls.runtime = Runtime(cls.folder / "any.yaml")
        cls.addClassCleanup(cls.runtime.close)

    def play(self, name, lanes, seed, table):
        """All arrays of observations of some sessions, and the sessions."""
        file = self.folder / f"{name}.yaml"
        text = f"environment: {EXPERIMENTS[name]}\nagents: {{random: {{type: random}}}}\n"
        file.write_text(text, encoding="utf-8")
        opened = self.runtime.open(file, None, None, lanes, False, table=table)
        sessions = Sessions(self.runtime, opened, lanes)
        space = opened["space"]
        random = np.random.default_rng(seed)
        again = random.integers(0, lanes, 2)
        seen = [sessions.reset(range(lanes), range(seed, seed + lanes), [0] * lanes, False)]
        seen.append(sessions.reset(again, [seed, seed], [3, 4], True))
        for _ in range(STEPS):
            actions = random.integers(0, space["documents"], (lanes, space["slate_size"]))
            results = sessions.step(actions)
            seen += [results.observation, results.last, results.reward, results.metrics]
            seen += [results.clicks, results.ended]
            if results.signals is not None:
                seen.append(results.signals)
        return seen, opened

    def test_features_from_a_table_are_those_in_full(self):
        for name in EXPERIMENTS:
            for lanes, seed in ((1, 5), (3, 11), (40, 20)):
                with self.subTest(name=name, lanes=lanes):
                    full, _ = self.play(name, lanes, seed, False)
                    seen, opened = self.play(name, lanes, seed, True)
                    self.assertEqual(opened["table"] is not None, name in BY_TABLE)
                    self.assertEqual(len(seen), len(full))
                    for a, b in zip(seen, full):
                        self.assertEqual((a.dtype, a.shape), (b.dtype, b.shape))
                        self.assertEqual(a.tobytes(), b.tobytes())

    def test_features_that_are_not_in_the_table_come_with_the_message(self):
        for name in BY_TABLE:
            with self.subTest(name=name):
                counts = []
                ask = self.runtime.ask

                def watched(kind, body, answer):
                    counts.append((answer, ask(kind, body, answer)))
                    return counts[-1][1]

                self.runtime.ask = watched
                try:
                    self.play(name, 40, 1, True)
                finally:
                    del self.runtime.ask
                further = sum(int(body[4:8].view("<i4")[0]) for kind, body in counts if kind == 38)
                self.assertEqual(further > 0, name in FURTHER)

    def test_an_observation_is_not_touched_by_later_steps(self):
        for name in BY_TABLE:
            with self.subTest(name=name):
                opened = self.play(name, 8, 1, True)[1]
                sessions = Sessions(self.runtime, opened, 8)
                first = sessions.reset(range(8), range(8), [0] * 8, False)
                kept = first.copy()
                actions = np.zeros((8, opened["space"]["slate_size"]), np.int32)
                second = sessions.step(actions).observation
                np.testing.assert_array_equal(first, kept)
                then = sessions.step(actions).observation.copy()
                sessions.reset(range(8), range(8), [0] * 8, False)
                second_again = sessions.step(actions).observation
                np.testing.assert_array_equal(second_again, second)
                second[...] = -7
                np.testing.assert_array_equal(sessions.step(actions).observation, then)


if __name__ == "__main__":
    unittest.main()
