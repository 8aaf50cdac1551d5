"""Trains PPO of Stable-Baselines3 in an environment of recsim and saves its policy.

    python3 train_ppo.py experiments/quick.yaml experiments/agents/ppo.zip --onnx experiments/ppo.onnx
"""

import argparse
import os

# Several threads make such small networks slower. The libraries read it when they are loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import torch
from stable_baselines3 import PPO

from recsim_jvm.sb3 import make_vec_env

LANES = 64


def train(experiment, seed, steps):
    environments = make_vec_env(experiment, num_envs=LANES, action="item")
    model = PPO(
        "MlpPolicy",
        environments,
        n_steps=32,
        batch_size=256,
        learning_rate=1e-3,
        ent_coef=0.01,
        device="cpu",
    )
    model.set_random_seed(seed)
    environments.seed(seed * LANES)
    model.learn(steps)
    environments.close()
    return model


class Scores(torch.nn.Module):
    """The scores of all documents in states. The policy shows the document with the largest."""

    def __init__(self, policy):
        super().__init__()
        self.policy = policy

    def forward(self, states):
        features = self.policy.extract_features(states, self.policy.pi_features_extractor)
        return self.policy.action_net(self.policy.mlp_extractor.forward_actor(features))


def export(model, file):
    """Writes the policy as a model for agents of type onnx."""
    torch.onnx.export(
        Scores(model.policy),
        (torch.zeros(1, dtype=torch.int64),),
        file,
        input_names=["state"],
        output_names=["scores"],
        dynamic_axes={"state": {0: "batch"}, "scores": {0: "batch"}},
        dynamo=False,
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("experiment")
    parser.add_argument("output")
    parser.add_argument("--onnx", help="also writes the policy to this file")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=50_000)
    arguments = parser.parse_args()
    model = train(arguments.experiment, arguments.seed, arguments.steps)
    model.save(arguments.output)
    if arguments.onnx:
        export(model, arguments.onnx)


if __name__ == "__main__":
    main()
