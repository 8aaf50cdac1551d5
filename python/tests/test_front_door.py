"""Settings, errors, registered ids, vector environments and masks. Needs RECSIM_RUNTIME."""

import pathlib
import tempfile
import unittest
import warnings

import gymnasium
import numpy as np
from gymnasium.vector import AutoresetMode, SyncVectorEnv
from gymnasium.wrappers.vector import NormalizeObservation, RecordEpisodeStatistics

import recsim_jvm
from recsim_jvm import RecsimError
from recsim_jvm.runtime import Runtime
from recsim_jvm.settings import text

STATES = "environment: {type: transition_matrix, max_session_length: 4}\n"
NUMBERS = "environment: {type: interest_evolution, user: {time_budget: 6}, candidates: 5}\n"
GROWING = (
    "environment: {type: long_term_satisfaction, candidates: 3, growth: 1, resample: session,"
    " user: {time_budget: 6}}\n"
)
AGENTS = "agents: {random: {type: random}}\n"
MODES = {
    "same_step": AutoresetMode.SAME_STEP,
    "next_step": AutoresetMode.NEXT_STEP,
    "disabled": AutoresetMode.DISABLED,
}


class SettingsTest(unittest.TestCase):
    def test_settings_are_written_as_recsim_reads_them(self):
        values = {
            "a.b": 50,
            "c": {"type": "x", "list": [1, 2.5, None, True]},
            "d": np.array([1, 2]),
            "e": 'he said "it\'s"',
            "f": float("inf"),
        }
        self.assertEqual(
            text(values),
            'a.b=50,c={"type": "x", "list": [1, 2.5, null, true]},d=[1, 2],'
            "e='he said \"it''s\"',f=.inf",
        )
        self.assertEqual(text(["a=1", "b=2"]), "a=1,b=2")
        self.assertEqual(text("a=1"), "a=1")
        self.assertIsNone(text({}))
        for wrong in (3, {"a": object()}, {1: 2}, [1]):
            with self.assertRaises(TypeError):
                text(wrong)


class FrontDoorTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        warnings.simplefilter("ignore")
        folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.files = {}
        for name, environment in (("states", STATES), ("numbers", NUMBERS), ("growing", GROWING)):
            cls.files[name] = folder / f"{name}.yaml"
            cls.files[name].write_text(environment + AGENTS)
        cls.runtimes = [Runtime(cls.files["states"]) for _ in range(3)]
        for runtime in cls.runtimes:
            cls.addClassCleanup(runtime.close)

    def make(self, name, lane=0, **options):
        return recsim_jvm.make(self.files[name], runtime=self.runtimes[lane], **options)

    def refused(self, kind, message, call, *args, **options):
        with self.assertRaisesRegex(kind, message):
            call(*args, **options)

    def test_settings_replace_values(self):
        made = self.make("states", settings={"environment.doc_num": 20, "seed": 7})
        self.assertEqual((made.sizes["documents"], made.experiment_seed), (20, 7))
        whole = {"environment": {"type": "six_states"}, "description": "it's \"quoted\", with a comma"}
        self.assertEqual(self.make("states", settings=whole).sizes["states"], 6)

    def test_errors_name_the_cause(self):
        made = self.make("states")
        self.refused(RecsimError, "call reset first", made.step, 0)
        made.reset()
        for action, message in (
            ([1, 2], r"documents of shape \(1,\), but this one has shape \(2,\)"),
            (float("nan"), "are no numbers"),
            (0.5, "are no integers"),
            (None, "is None"),
            ({"a": 1}, r"is {'a': 1}"),
            ([[1], [1, 2]], "is no array"),
        ):
            self.refused(ValueError, message, made.step, action)
        made.close()
        for use in (lambda: made.step(0), made.reset, made.action_masks):
            self.refused(RecsimError, "is closed; make another one", use)
        made.close()
        self.refused(TypeError, "path of an experiment file", recsim_jvm.make, {"type": "x"})
        self.refused(ValueError, "num_envs", self.make, "states", num_envs=0)
        self.refused(ValueError, "autoreset", self.make, "states", num_envs=1, autoreset="never")
        lanes = self.make("numbers", num_envs=2)
        self.refused(RecsimError, "call reset first", lanes.step, [[0, 1, 2]] * 2)
        lanes.reset()
        self.refused(ValueError, r"has shape \(3, 2\)", lanes.step, [[0, 1]] * 3)

    def test_ids_make_environments_from_keywords_and_files(self):
        made = gymnasium.make("recsim/TransitionMatrix-v0", doc_num=20, action="item")
        self.addCleanup(made.close)
        self.assertEqual(made.action_space.n, 20)
        self.assertEqual(made.spec.id, "recsim/TransitionMatrix-v0")
        self.assertEqual(made.spec.kwargs["doc_num"], 20)
        self.refused(
            RecsimError,
            'environment.doc_nun: unknown key "doc_nun", did you mean "doc_num"',
            gymnasium.make,
            "recsim/TransitionMatrix-v0",
            doc_nun=20,
        )
        self.refused(
            TypeError, "render_mode", gymnasium.make, "recsim/SixStates-v0", render_mode="rgb_array"
        )
        lanes = gymnasium.make_vec(
            "recsim/Experiment-v0", num_envs=2, experiment=self.files["numbers"], action="slate"
        )
        self.addCleanup(lanes.close)
        self.assertEqual(lanes.reset(seed=0)[0].shape, (2, lanes.unwrapped._sessions.width))
        self.assertEqual(lanes.spec.id, "recsim/Experiment-v0")

    def test_what_make_makes_has_a_spec(self):
        made = recsim_jvm.make(self.files["states"], settings={"environment.doc_num": 20})
        made.close()
        again = gymnasium.make(made.spec)
        self.addCleanup(again.close)
        self.assertEqual(again.unwrapped.sizes["documents"], 20)

    def test_lanes_are_those_of_gymnasium_in_each_mode(self):
        for name in ("states", "numbers"):
            for mode in MODES:
                with self.subTest(name=name, mode=mode):
                    alone = [self.make(name, lane) for lane in range(2)]
                    theirs = SyncVectorEnv(
                        [lambda it=it: it for it in alone], autoreset_mode=MODES[mode]
                    )
                    ours = self.make(name, 2, num_envs=2, autoreset=mode)
                    self.compare(ours, theirs, mode)

    def compare(self, ours, theirs, mode):
        self.assertEqual(ours.metadata["autoreset_mode"], MODES[mode])
        random = np.random.default_rng(3)
        np.testing.assert_array_equal(ours.reset(seed=5)[0], theirs.reset(seed=5)[0])
        ends = 0
        for _ in range(60):
            actions = random.integers(0, ours.single_action_space.nvec, ours.action_space.shape)
            mine, other = ours.step(actions), theirs.step(actions)
            for i in range(4):
                np.testing.assert_array_equal(mine[i], other[i])
            over = mine[2] | mine[3]
            ends += over.sum()
            np.testing.assert_array_equal(mine[4]["clicks"], self.clicks(other[4], mine[4], over))
            if mode == "same_step" and over.any():
                for lane in np.flatnonzero(over):
                    np.testing.assert_array_equal(
                        mine[4]["final_obs"][lane], other[4]["final_obs"][lane]
                    )
            elif over.any():
                for metric, values in other[4]["metrics"].items():
                    if not metric.startswith("_"):
                        np.testing.assert_array_equal(
                            mine[4]["metrics"][metric][over], values[over]
                        )
            if mode == "disabled" and over.any():
                self.refused(RecsimError, "are over", ours.step, actions)
                reset = [it.reset(options={"reset_mask": over})[0] for it in (ours, theirs)]
                np.testing.assert_array_equal(*reset)
        self.assertGreater(ends, 5)

    def clicks(self, theirs, mine, over):
        """Gymnasium has those of ended lanes elsewhere, and none for lanes that only open."""
        clicks = mine["clicks"].copy()
        if "clicks" in theirs:
            played = theirs["_clicks"]
            clicks[played] = theirs["clicks"][played]
            if not over.any():
                self.assertFalse(clicks[~played].any())
        return clicks

    def test_wrappers_of_gymnasium(self):
        normal = NormalizeObservation(self.make("numbers", num_envs=3, autoreset="next_step"))
        seen, _ = normal.reset(seed=1)
        self.assertEqual(seen.dtype, np.float32)
        normal.step(normal.action_space.sample())
        for mode in MODES:
            lanes = self.make("states", num_envs=3, autoreset=mode)
            recorded = RecordEpisodeStatistics(lanes)
            recorded.reset(seed=1)
            rewards = lengths = 0
            for _ in range(12):
                _, reward, ended, cut, infos = recorded.step(recorded.action_space.sample())
                rewards += reward.sum()
                over = ended | cut
                if over.any():
                    lengths += infos["episode"]["l"][over].sum()
                    if mode == "disabled":
                        recorded.reset(options={"reset_mask": over})
            self.assertGreater(len(recorded.return_queue), 3)
            self.assertTrue(all(1 <= length <= 4 for length in recorded.length_queue), mode)

    def test_masks_are_the_candidates(self):
        made = self.make("growing", action="item")
        made.reset(seed=1)
        for step in range(5):
            self.assertEqual(made.action_masks().tolist(), [d < 3 + step for d in range(made.action_space.n)])
            made.step(0)
        lanes = self.make("growing", num_envs=2)
        lanes.reset(seed=1)
        self.assertEqual(lanes.action_masks().sum(), 2 * 3)
        embedding = self.make("numbers", action="embedding")
        embedding.reset()
        self.refused(RecsimError, "has no masks", embedding.action_masks)
        self.refused(ValueError, "are no numbers", embedding.step, np.full(20, np.nan))


if __name__ == "__main__":
    unittest.main()
