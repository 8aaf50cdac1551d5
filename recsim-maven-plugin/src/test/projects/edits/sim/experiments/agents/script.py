# none
import numpy
import outside
from recsim_jvm.agent import Agent, serve

RELATIVE = int(open("agents/data.txt").read())


class Script(Agent):
    deterministic = True

    def act(self, observations, keys, explore):
        chosen = 1 + 10 * RELATIVE + 100 * outside.number()
        return numpy.full((len(observations), 1), chosen % 997)


serve(Script())
