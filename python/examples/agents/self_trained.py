"""PPO of Stable-Baselines3 that trains itself in each trial, with the trial's seed."""

import torch
from stable_baselines3 import PPO

from recsim_jvm import Agent, serve
from recsim_jvm.sb3 import learn, make_vec_env


class SelfTrained(Agent):
    deterministic = True
    trains = True

    def start(self, space, key):
        torch.set_num_threads(1)

    def train(self, environment, steps):
        lanes = make_vec_env(environment, num_envs=64, action="item")
        self.model = PPO(
            "MlpPolicy",
            lanes,
            n_steps=32,
            batch_size=256,
            learning_rate=1e-3,
            ent_coef=0.01,
            seed=environment.seed,
            device="cpu",
        )
        learn(self.model, environment)

    def save(self, folder):
        self.model.save(folder / "ppo.zip")

    def load(self, folder):
        self.model = PPO.load(folder / "ppo.zip", device="cpu")

    def act(self, observations, keys, explore):
        documents, _ = self.model.predict(observations.state, deterministic=True)
        return documents


if __name__ == "__main__":
    serve(SelfTrained())
