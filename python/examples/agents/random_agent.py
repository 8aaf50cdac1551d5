"""Shows documents drawn uniformly, as recsim's agent ``random``."""

import numpy as np

from recsim_jvm import Agent, random_slate, serve


class Random(Agent):
    def start(self, space, key):
        self.size = space.slate_size

    def act(self, observations, keys, explore):
        if self.size == 1:
            return keys.below(0, observations.candidates)
        slates = [
            random_slate(int(documents), self.size, keys[i])
            for i, documents in enumerate(observations.candidates)
        ]
        return np.array(slates)


if __name__ == "__main__":
    serve(Random())
