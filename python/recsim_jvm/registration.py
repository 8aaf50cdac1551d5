"""The ids of recsim's environments in Gymnasium."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any

from recsim_jvm.settings import Settings, text, value

if TYPE_CHECKING:
    from recsim_jvm.environment import RecsimEnv
    from recsim_jvm.making import Action, Autoreset, Users
    from recsim_jvm.rows import Topics
    from recsim_jvm.vector import RecsimVectorEnv

#: The types of environments that need no files.
TYPES = (
    "boredom",
    "browsing_and_ads",
    "composed",
    "interest_evolution",
    "interest_exploration",
    "long_term_satisfaction",
    "sardine",
    "six_states",
    "transition_matrix",
)
_MODULE = "recsim_jvm.registration"


def id_of(type: str) -> str:
    """The id of a type: that of ``interest_evolution`` is ``recsim/InterestEvolution-v0``."""
    return f"recsim/{''.join(word.title() for word in type.split('_'))}-v0"


def register() -> None:
    """Registers all ids, once. ``import recsim_jvm`` calls it, as soon as Gymnasium is imported."""
    from gymnasium.envs import registration

    if id_of(TYPES[0]) in registration.registry:
        return
    for type in TYPES:
        registration.register(
            id_of(type),
            entry_point=f"{_MODULE}:environment",
            vector_entry_point=f"{_MODULE}:environments",
            kwargs={"type": type},
        )
    registration.register(
        "recsim/Experiment-v0",
        entry_point=f"{_MODULE}:experiment_environment",
        vector_entry_point=f"{_MODULE}:experiment_environments",
    )


def environment(
    type: str,
    action: Action = "slate",
    compact: bool = False,
    users: Users = "train",
    settings: Settings = None,
    topics: Topics = "ordinal",
    render_mode: str | None = None,
    **options: Any,
) -> RecsimEnv:
    """An environment of a type, with options of its page as keywords.

    :param type: ``transition_matrix``
    :param options: ``doc_num=20, acceptance={"generate": {"seed": 7}}``
    """
    from recsim_jvm.making import ANY, make

    _no_rendering(render_mode)
    values = _settings(type, settings, options)
    return make(
        ANY, action=action, compact=compact, users=users, settings=values, topics=topics
    )


def environments(
    type: str,
    num_envs: int,
    action: Action = "slate",
    compact: bool = False,
    users: Users = "train",
    settings: Settings = None,
    autoreset: Autoreset = "same_step",
    topics: Topics = "ordinal",
    render_mode: str | None = None,
    **options: Any,
) -> RecsimVectorEnv:
    """As ``environment``, with ``num_envs`` lanes."""
    from recsim_jvm.making import ANY, make

    _no_rendering(render_mode)
    values = _settings(type, settings, options)
    return make(
        ANY,
        num_envs=num_envs,
        action=action,
        compact=compact,
        users=users,
        settings=values,
        autoreset=autoreset,
        topics=topics,
    )


def experiment_environment(
    experiment: str | os.PathLike[str], render_mode: str | None = None, **options: Any
) -> RecsimEnv:
    """An environment of an experiment file, with the options of ``recsim_jvm.make``."""
    from recsim_jvm.making import make

    _no_rendering(render_mode)
    made: RecsimEnv = make(experiment, **options)
    return made


def experiment_environments(
    experiment: str | os.PathLike[str],
    num_envs: int,
    render_mode: str | None = None,
    **options: Any,
) -> RecsimVectorEnv:
    """As ``experiment_environment``, with ``num_envs`` lanes."""
    from recsim_jvm.making import make

    _no_rendering(render_mode)
    return make(experiment, num_envs=num_envs, **options)


def _settings(type: str, settings: Settings, options: dict[str, Any]) -> str:
    parts = [f"environment={value({'type': type})}"]
    parts += [f"environment.{name}={value(it)}" for name, it in options.items()]
    return ",".join([*parts, *filter(None, [text(settings)])])


def _no_rendering(render_mode: str | None) -> None:
    if render_mode is not None:  # a TypeError, by which Stable-Baselines3 learns it
        raise TypeError(f"environments of recsim have no render_mode, such as {render_mode!r}")


class _AfterGymnasium:
    """Finds Gymnasium when something imports it, and registers the ids after that."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != "gymnasium":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        loader = spec.loader if spec is not None else None
        if loader is None:
            return None
        execute = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            execute(module)
            register()

        loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


def register_when_imported() -> None:
    """Registers the ids now if Gymnasium is imported, or else as soon as it is."""
    if "gymnasium" in sys.modules:
        register()
    else:
        sys.meta_path.insert(0, _AfterGymnasium())
