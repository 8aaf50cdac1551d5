"""FrozenLake of Gymnasium. It describes itself, so recsim computes exact values.

    python3 frozen_lake.py
"""

import gymnasium
import numpy as np

from recsim_jvm import FiniteModel, GymnasiumSimulator, serve


def make():
    return gymnasium.make("FrozenLake-v1")


class FrozenLake(GymnasiumSimulator):
    reward_unit = "goals"

    def __init__(self):
        super().__init__(make)

    def model(self):
        lake = make()
        table = lake.unwrapped.P
        states, actions = self.space.states, self.space.documents
        reward = np.zeros((states, actions))
        transition = np.zeros((states, actions, states))
        for state in range(states):
            for action in range(actions):
                for probability, following, earned, over in table[state][action]:
                    reward[state, action] += probability * earned
                    if not over:
                        transition[state, action, following] += probability
        start = lake.unwrapped.initial_state_distrib
        return FiniteModel(start, reward, transition, lake.spec.max_episode_steps)


if __name__ == "__main__":
    serve(FrozenLake())
