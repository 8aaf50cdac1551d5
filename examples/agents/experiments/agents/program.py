"""Shows the document with the highest score in the user's state."""

import numpy as np
from recsim_jvm import Agent, serve


class Scores(Agent):
    deterministic = True

    def start(self, space, key):
        self.scores = np.loadtxt("agents/scores.csv", delimiter=",")

    def act(self, observations, keys, explore):
        return self.scores[observations.state].argmax(axis=1)


serve(Scores())
