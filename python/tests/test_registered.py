"""Every registered id against the checkers of Gymnasium and Stable-Baselines3, and algorithms of
Stable-Baselines3 and sb3-contrib on environments made by id. Needs RECSIM_RUNTIME."""

import pathlib
import tempfile
import unittest
import warnings

import gymnasium
from gymnasium.utils.env_checker import check_env

from recsim_jvm.registration import TYPES, id_of
from recsim_jvm.sb3 import make_vec_env

OPTIONS = {
    "boredom": {"candidates": 20},
    "sardine": {"candidates": 20},
    "composed": {
        "user": {"type": "evolving_interests"},
        "documents": {"type": "random_videos"},
        "choice": {"type": "multinomial_logit"},
    },
}
GROWING = {
    "candidates": 3,
    "growth": 1,
    "resample": "session",
    "user": {"time_budget": 6},
    "action": "item",
}


class RegisteredTest(unittest.TestCase):
    def setUp(self):
        warnings.simplefilter("ignore")

    def test_checkers(self):
        from stable_baselines3.common.env_checker import check_env as check

        checked = 0
        for type in TYPES:
            with self.subTest(type):
                made = gymnasium.make(id_of(type), **OPTIONS.get(type, {}))
                check_env(made.unwrapped)
                check(made)
                made.close()
                checked += 1
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (folder / "x.yaml").write_text("environment: {type: six_states}\nagents: {a: {type: random}}\n")
        made = gymnasium.make("recsim/Experiment-v0", experiment=str(folder / "x.yaml"))
        check_env(made.unwrapped)
        made.close()
        print(f"both checkers passed {checked} ids")

    def test_masked_ppo_shows_only_candidates(self):
        from sb3_contrib import MaskablePPO

        lanes = make_vec_env("recsim/LongTermSatisfaction-v0", 4, **GROWING)
        self.addCleanup(lanes.close)
        replaced = []
        step = lanes.environments.step

        def counted(actions):
            results = step(actions)
            replaced.append(int(results[4]["replaced"].sum()))
            return results

        lanes.environments.step = counted
        model = MaskablePPO("MlpPolicy", lanes, n_steps=32, batch_size=64, seed=1)
        model.learn(512)
        self.assertGreater(len(replaced), 100)
        self.assertEqual(sum(replaced), 0)
        del replaced[:]
        from stable_baselines3 import PPO

        PPO("MlpPolicy", lanes, n_steps=32, batch_size=64, seed=1).learn(512)
        self.assertGreater(sum(replaced), 0)

    def test_monitor_and_single_environments(self):
        from stable_baselines3 import A2C
        from stable_baselines3.common.vec_env import VecMonitor

        lanes = VecMonitor(make_vec_env("recsim/TransitionMatrix-v0", 4, doc_num=5))
        model = A2C("MlpPolicy", lanes, seed=1).learn(400)
        self.assertGreater(len(model.ep_info_buffer), 10)
        lanes.close()
        alone = A2C("MlpPolicy", "recsim/SixStates-v0", seed=1).learn(50)
        alone.get_env().close()
        with self.assertRaisesRegex(Exception, "same_step"):
            make_vec_env("recsim/SixStates-v0", 2, autoreset="disabled")


if __name__ == "__main__":
    unittest.main()
