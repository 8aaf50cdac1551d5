"""Trains a deep Q-network in plain PyTorch in an environment of states, and saves the network of
the best checkpoint.

    python3 train_dqn.py experiments/quick.yaml experiments/agents/dqn.pt --seed 0
"""

import argparse
import copy
import os

# Several threads make such small networks slower. The libraries read it when they are loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch
from torch import nn

from recsim_jvm import make

LANES = 64
GAMMA = 0.9
BATCH = 256
CAPACITY = 20_000
CHECKS = 10


def network(states, documents):
    return nn.Sequential(
        nn.Embedding(states, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, documents)
    )


def best(q, states):
    with torch.no_grad():
        return q(torch.as_tensor(states)).argmax(dim=1).numpy()


def score(environments, q, seed, steps=200):
    """Mean reward of a session over those that end within some steps."""
    states, _ = environments.reset(seed=seed)
    totals, finished = np.zeros(LANES), []
    for _ in range(steps):
        states, rewards, ended, cut, _ = environments.step(best(q, states))
        totals += rewards
        over = ended | cut
        finished.extend(totals[over])
        totals[over] = 0
    return np.mean(finished)


def train(experiment, seed, steps):
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    environments = make(experiment, num_envs=LANES, action="item")
    documents = environments.single_action_space.n
    q = network(environments.single_observation_space.n, documents)
    target = copy.deepcopy(q)
    optimizer = torch.optim.Adam(q.parameters(), lr=1e-3)
    memory = {
        name: np.zeros(CAPACITY, dtype)
        for name, dtype in dict(s=int, a=int, r=np.float32, n=int, e=bool).items()
    }
    updates = steps // LANES
    kept, top, at = None, -np.inf, 0
    states, _ = environments.reset(seed=seed * LANES)
    for update in range(updates):
        actions = best(q, states)
        epsilon = max(0.05, 1 - 2 * update / updates)
        explores = random.random(LANES) < epsilon
        actions[explores] = random.integers(0, documents, explores.sum())
        following, rewards, ended, cut, infos = environments.step(actions)
        after = following.copy()
        if (ended | cut).any():
            over = ended | cut
            after[over] = infos["final_obs"][over].astype(int)
        place = np.arange(at, at + LANES) % CAPACITY
        for name, values in dict(s=states, a=actions, r=rewards, n=after, e=ended).items():
            memory[name][place] = values
        at += LANES
        states = following
        for _ in range(4):
            rows = random.integers(0, min(at, CAPACITY), BATCH)
            s, a, r, n, e = (torch.as_tensor(memory[name][rows]) for name in "sarne")
            with torch.no_grad():
                choice = q(n).argmax(dim=1, keepdim=True)
                value = target(n).gather(1, choice).squeeze(1)
                goal = r + GAMMA * value * (~e)
            loss = nn.functional.mse_loss(q(s).gather(1, a[:, None]).squeeze(1), goal)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            for old, new in zip(target.parameters(), q.parameters()):
                old.lerp_(new, 0.05)
        if (update + 1) % (updates // CHECKS) == 0:
            reached = score(environments, q, 1_000_000)
            if reached > top:
                kept, top = copy.deepcopy(q), reached
            states, _ = environments.reset()
    environments.close()
    return kept


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("experiment")
    parser.add_argument("output")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=100_000)
    arguments = parser.parse_args()
    torch.save(train(arguments.experiment, arguments.seed, arguments.steps), arguments.output)


if __name__ == "__main__":
    main()
