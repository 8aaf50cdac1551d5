"""recsim for Python: agents, environments, experiments and their results.

Names are loaded when they are used: ``Agent`` and ``serve`` need NumPy, ``make`` needs Gymnasium.

A module imports only modules of lines above its own, and this one imports any:

====
_version audit errors html observations random_key safetensors settings
channel inputs java result rows
command experiment runtime server
__main__ environment simulator
gymnasium_simulator session vector
making
registration training
agent sb3
====
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from recsim_jvm import inputs as _inputs  # noqa: F401 - before anything else is read
from recsim_jvm._version import __version__

from recsim_jvm.registration import register_when_imported as _register_when_imported

if TYPE_CHECKING:
    from recsim_jvm.agent import Agent, serve
    from recsim_jvm.errors import RecsimError
    from recsim_jvm.experiment import Experiment, run, run_all
    from recsim_jvm.gymnasium_simulator import GymnasiumSimulator
    from recsim_jvm.making import make
    from recsim_jvm.observations import Observations, Space, Transitions
    from recsim_jvm.random_key import RandomKey, RandomKeys, random_slate
    from recsim_jvm.result import AgentResult, Result, Trial, results
    from recsim_jvm.rows import distinct, flatten
    from recsim_jvm.session import Session, Step, play
    from recsim_jvm.simulator import Catalogue, FiniteModel, Seen, Steps, UserSimulator
    from recsim_jvm.training import TrainingEnvironment

_PLACES = {
    "agent": ("Agent", "serve"),
    "errors": ("RecsimError",),
    "experiment": ("Experiment", "run", "run_all"),
    "gymnasium_simulator": ("GymnasiumSimulator",),
    "making": ("make",),
    "observations": ("Observations", "Space", "Transitions"),
    "random_key": ("RandomKey", "RandomKeys", "random_slate"),
    "result": ("AgentResult", "Result", "Trial", "results"),
    "rows": ("distinct", "flatten"),
    "session": ("Session", "Step", "play"),
    "simulator": ("Catalogue", "FiniteModel", "Seen", "Steps", "UserSimulator"),
    "training": ("TrainingEnvironment",),
}

__all__ = [
    "Agent",
    "AgentResult",
    "Catalogue",
    "Experiment",
    "FiniteModel",
    "GymnasiumSimulator",
    "Observations",
    "RandomKey",
    "RandomKeys",
    "RecsimError",
    "Result",
    "Seen",
    "Session",
    "Space",
    "Step",
    "Steps",
    "TrainingEnvironment",
    "Transitions",
    "Trial",
    "UserSimulator",
    "__version__",
    "distinct",
    "flatten",
    "make",
    "play",
    "random_slate",
    "results",
    "run",
    "run_all",
    "serve",
]


def __getattr__(name: str) -> Any:
    for module, names in _PLACES.items():
        if name in names:
            value = getattr(importlib.import_module(f"recsim_jvm.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module recsim_jvm has no {name}")


if _inputs.recorder is None:
    _register_when_imported()


def __dir__() -> list[str]:
    return __all__
