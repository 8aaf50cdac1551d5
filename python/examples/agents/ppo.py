"""A policy that Stable-Baselines3 has trained, as an agent of recsim: python3 ppo.py <model>."""

import sys

import torch
from stable_baselines3 import PPO

from recsim_jvm import Agent, distinct, flatten, serve


class Ppo(Agent):
    deterministic = True

    def start(self, space, key):
        torch.set_num_threads(1)
        self.model = PPO.load(sys.argv[1], device="cpu")

    def act(self, observations, keys, explore):
        documents, _ = self.model.predict(flatten(observations), deterministic=True)
        return distinct(documents, observations.candidates)


if __name__ == "__main__":
    serve(Ppo())
