"""A deep Q-network of PyTorch as an agent of recsim: python3 dqn.py <network>."""

import sys

import torch

from recsim_jvm import Agent, flatten, serve


class Dqn(Agent):
    deterministic = True

    def start(self, space, key):
        torch.set_num_threads(1)
        self.network = torch.load(sys.argv[1], weights_only=False)

    def act(self, observations, keys, explore):
        with torch.no_grad():
            states = torch.as_tensor(flatten(observations))
            return self.network(states).argmax(dim=1).numpy()


if __name__ == "__main__":
    serve(Dqn())
