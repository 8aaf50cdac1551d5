"""Shows the first documents, and writes the rows of what it sees to files: python3 rows_agent.py
<folder>."""

import os
import sys

import numpy as np

from recsim_jvm import Agent, distinct, flatten, serve

FORMS = {
    "full": {},
    "compact": {"compact": True},
    "one_hot": {"topics": "one_hot"},
}


class Rows(Agent):
    def act(self, observations, keys, explore):
        for name, options in FORMS.items():
            with open(os.path.join(sys.argv[1], name), "ab") as file:
                for row in flatten(observations, **options):
                    file.write(np.uint32(row.nbytes).tobytes() + row.tobytes())
        # Every document twice, so that the rule has something to replace.
        size = observations.space.slate_size
        return distinct(np.tile(np.arange(size) // 2, (len(observations), 1)), observations.candidates)


if __name__ == "__main__":
    serve(Rows())
