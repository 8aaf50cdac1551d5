"""Q-learning over states and whole slates with a constant rate, as recsim's ``tabular_q`` inside
``epsilon_greedy``. For environments whose users have only a state."""

import itertools

import numpy as np

from recsim_jvm import Agent, random_slate, serve


class TabularQ(Agent):
    deterministic = True
    learns = True
    plan = {"warmup": 0.01, "updates": 25, "batch_size": 1}

    def __init__(self, gamma=0.9, rate=0.1, epsilon=0.2):
        self.gamma = gamma
        self.rate = rate
        self.epsilon = epsilon

    def start(self, space, key):
        self.size = space.slate_size
        self.documents = space.documents
        self.slates = list(itertools.combinations(range(space.documents), space.slate_size))
        self.index = {slate: i for i, slate in enumerate(self.slates)}
        self.values = np.zeros((space.states, len(self.slates)), dtype=np.float32)

    def act(self, observations, keys, explore):
        best = self.values[observations.state].argmax(axis=1)
        slates = [self.slates[i] for i in best]
        if explore:
            for row in range(len(slates)):
                coin = keys[row].child("epsilon")
                if coin.uniform(0) < self.epsilon:
                    slates[row] = random_slate(self.documents, self.size, coin.child("slate"))
        return np.array(slates)

    def observe(self, transitions):
        for row in range(len(transitions)):
            self.learn(
                transitions.observations.state[row],
                transitions.slate[row],
                float(transitions.reward[row]),
                transitions.next.state[row],
                transitions.status[row] == 1,
            )

    def learn(self, state, slate, reward, following, ended):
        target = reward
        if not ended:
            target += self.gamma * float(self.values[following].max())
        at = state, self.index[tuple(sorted(int(document) for document in slate))]
        known = float(self.values[at])
        self.values[at] = np.float32(known + self.rate * (target - known))

    def save(self):
        return {"values": self.values}

    def load(self, weights):
        self.values = weights["values"]


if __name__ == "__main__":
    serve(TabularQ())
