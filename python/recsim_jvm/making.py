"""Makes environments for Gymnasium: one session after the other, or many at a time."""

from __future__ import annotations

import os
from typing import Literal, overload

import numpy as np

# Before Gymnasium, because it says what to do if that is missing.
from recsim_jvm.environment import RecsimEnv
from gymnasium.envs.registration import EnvSpec

from recsim_jvm.rows import Topics, check_topics
from recsim_jvm.runtime import Player, Runtime, Sessions
from recsim_jvm.settings import Settings, text
from recsim_jvm.vector import RecsimVectorEnv

#: How an action chooses a slate.
Action = Literal["slate", "item", "embedding"]
#: Whose sessions are played.
Users = Literal["train", "eval"]
#: What follows the end of a session in a ``VectorEnv``.
Autoreset = Literal["same_step", "next_step", "disabled"]

_ACTIONS = ("slate", "item", "embedding")
_USERS = ("train", "eval")
_AUTORESETS = ("same_step", "next_step", "disabled")
#: Number of sessions from which on looking up features takes less time than sending them.
_MANY = 64
#: The id of environments that were made from a file.
EXPERIMENT_ID = "recsim/Experiment-v0"
#: An experiment whose environment is replaced by settings.
ANY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "environment.yaml")


@overload
def make(
    experiment: str | os.PathLike[str],
    environment: str | None = None,
    num_envs: None = None,
    action: Action = "slate",
    compact: bool = False,
    users: Users = "train",
    settings: Settings = None,
    runtime: Runtime | None = None,
    autoreset: Autoreset = "same_step",
    topics: Topics = "ordinal",
) -> RecsimEnv: ...


@overload
def make(
    experiment: str | os.PathLike[str],
    environment: str | None,
    num_envs: int,
    action: Action = "slate",
    compact: bool = False,
    users: Users = "train",
    settings: Settings = None,
    runtime: Runtime | None = None,
    autoreset: Autoreset = "same_step",
    topics: Topics = "ordinal",
) -> RecsimVectorEnv: ...


@overload
def make(
    experiment: str | os.PathLike[str],
    environment: str | None = None,
    *,
    num_envs: int,
    action: Action = "slate",
    compact: bool = False,
    users: Users = "train",
    settings: Settings = None,
    runtime: Runtime | None = None,
    autoreset: Autoreset = "same_step",
    topics: Topics = "ordinal",
) -> RecsimVectorEnv: ...


def make(
    experiment: str | os.PathLike[str],
    environment: str | None = None,
    num_envs: int | None = None,
    action: Action = "slate",
    compact: bool = False,
    users: Users = "train",
    settings: Settings = None,
    runtime: Runtime | None = None,
    autoreset: Autoreset = "same_step",
    topics: Topics = "ordinal",
) -> RecsimEnv | RecsimVectorEnv:
    """Makes an environment of an experiment.

    :param experiment: path of the experiment file
    :param environment: the name of one of its environments, if it has several
    :param num_envs: number of sessions at a time, for a ``VectorEnv``; None for an ``Env``
    :param action: ``slate``: int [positions], a document for each position; ``item``: int, the one
        document of a slate; ``embedding``: float32 [document features], a point from -1 to 1, which
        shows the documents nearest to it by their features
    :param compact: whether observations leave out the features of documents, and infos signals
    :param users: ``train`` or ``eval``: the users of training or of evaluation
    :param settings: values that replace those of the file, ``{"environment.candidates": 50}``
    :param runtime: a ``Runtime`` to use; it then has no other environment
    :param autoreset: of a ``VectorEnv``: whether the next session starts in the step that ends one,
        in the step after it, or when you call ``reset`` with the option ``reset_mask``
    :param topics: ``ordinal``: the number of a document's topic, -1 for none; ``one_hot``: a number
        for each topic, 1 at the document's
    :raises RecsimError: if the experiment is invalid or Java is missing; says what to do
    """
    _one_of("users", users, _USERS)
    if not isinstance(experiment, (str, os.PathLike)):
        raise TypeError(
            f"experiment is the path of an experiment file, not {experiment!r}; values of your own"
            ' go into settings, or into gymnasium.make("recsim/TransitionMatrix-v0", doc_num=20)'
        )
    values = text(settings)
    own = runtime is None
    if runtime is None:
        runtime = Runtime(experiment)
    try:
        named = experiment, environment, values
        evaluates = users == "eval"
        made = open_environment(runtime, named, num_envs, action, compact, evaluates, own, autoreset, topics)
    except BaseException:
        if own:
            runtime.close()
        raise
    if own:
        options = {"environment": environment, "action": action, "compact": compact, "users": users}
        options["topics"] = topics
        made.spec = EnvSpec(
            EXPERIMENT_ID,
            entry_point="recsim_jvm.registration:experiment_environment",
            vector_entry_point="recsim_jvm.registration:experiment_environments",
            order_enforce=False,
            disable_env_checker=True,
            kwargs={"experiment": os.path.abspath(experiment), "settings": settings, **options},
        )
    return made


def open_environment(
    player: Player,
    named: tuple[str | os.PathLike[str] | None, str | None, str | None],
    num_envs: int | None,
    action: Action,
    compact: bool,
    evaluates: bool,
    own: bool,
    autoreset: Autoreset,
    topics: Topics = "ordinal",
) -> RecsimEnv | RecsimVectorEnv:
    """Opens an environment: an ``Env``, or a ``VectorEnv`` with ``num_envs``.

    :param named: experiment, its environment and settings; None for that of a trial
    :param own: whether the player ends with the environment
    """
    _one_of("action", action, _ACTIONS)
    _one_of("autoreset", autoreset, _AUTORESETS)
    check_topics(topics)
    if num_envs is not None and (not isinstance(num_envs, (int, np.integer)) or num_envs < 1):
        raise ValueError(f"num_envs must be a number from 1, or None, not {num_envs!r}")
    count = 1 if num_envs is None else int(num_envs)
    opened = player.open(*named, count, compact, table=count >= _MANY)
    sessions = Sessions(player, opened, count, topics == "one_hot")
    if num_envs is None:
        return RecsimEnv(sessions, action, evaluates, own)
    return RecsimVectorEnv(sessions, action, evaluates, own, autoreset)


def _one_of(name: str, value: object, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, not {value!r}")
