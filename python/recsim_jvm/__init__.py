"""Agents in Python for recsim, and recsim's environments for Python.

``Agent`` and ``serve`` need only NumPy. ``make`` needs Gymnasium.
"""

from recsim_jvm import inputs as _inputs  # noqa: F401 - before anything else is read
from recsim_jvm.agent import Agent, Observations, Space, Transitions, serve
from recsim_jvm.random_key import RandomKey, RandomKeys, random_slate

__all__ = [
    "Agent",
    "Observations",
    "RandomKey",
    "RandomKeys",
    "Space",
    "Transitions",
    "make",
    "random_slate",
    "serve",
]


def make(*args, **kwargs):
    """Makes an environment, see ``recsim_jvm.environment.make``."""
    from recsim_jvm.environment import make as make_environment

    return make_environment(*args, **kwargs)
