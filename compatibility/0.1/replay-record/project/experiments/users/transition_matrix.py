"""The environment transition_matrix in NumPy: the same users and rewards, bit for bit.

    python3 transition_matrix.py matrix.csv
"""

import sys

import numpy as np

from recsim_jvm import FiniteModel, Seen, Space, Steps, UserSimulator, serve

EXIT_ACCEPTED, EXIT_NOT_ACCEPTED, LONGEST = 0.1, 0.2, 1000


class TransitionMatrix(UserSimulator):
    reward_unit = "accepted documents"

    def __init__(self, accept):
        self.accept = accept
        self.documents = len(accept)
        self.space = Space.of(documents=self.documents, states=self.documents)

    def reset(self, keys):
        at = keys.below(0, self.documents)
        return (at, np.zeros(len(keys), int), keys.child("steps")), Seen(state=at)

    def step(self, state, slates, keys):
        at, length, draws = state
        shown = slates[:, 0]
        accepted = draws.uniform(3 * length) < self.accept[at, shown]
        exit = np.where(accepted, EXIT_ACCEPTED, EXIT_NOT_ACCEPTED)
        leaves = draws.uniform(3 * length + 1) < exit
        at = np.where(accepted, shown, draws.below(3 * length + 2, self.documents))
        length = length + 1
        status = np.where(leaves, 1, np.where(length == LONGEST, 2, 0))
        return (at, length, draws), Steps(Seen(state=at), accepted, status, clicks=accepted)

    def model(self):
        n, accept = self.documents, self.accept
        refused = (1 - accept) * (1 - EXIT_NOT_ACCEPTED) / n
        transition = np.repeat(refused[:, :, np.newaxis], n, axis=2)
        transition[:, np.arange(n), np.arange(n)] += accept * (1 - EXIT_ACCEPTED)
        return FiniteModel(np.full(n, 1 / n), accept, transition, LONGEST)


if __name__ == "__main__":
    serve(TransitionMatrix(np.loadtxt(sys.argv[1], delimiter=",", ndmin=2)))
