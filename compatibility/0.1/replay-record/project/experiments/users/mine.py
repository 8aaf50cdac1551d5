import numpy as np
from recsim_jvm import serve
from transition_matrix import TransitionMatrix


class Users(TransitionMatrix):
    def model(self):
        return None


serve(Users(np.array([[0.5, 0.1, 0.2], [0.3, 0.6, 0.1], [0.2, 0.2, 0.7]])))
