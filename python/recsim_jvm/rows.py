"""Observations as the rows of numbers that environments return, and slates without repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from recsim_jvm.observations import Observations

#: How a row has the topic of a document: as its number, or as a number for each topic.
Topics = Literal["ordinal", "one_hot"]
TOPICS = ("ordinal", "one_hot")


def distinct(slates: ArrayLike, candidates: ArrayLike) -> NDArray[np.int64]:
    """Replaces documents as recsim's environments do: one that is on the slate already or no
    candidate becomes the lowest one that is not on it.

    :param slates: documents, integers [n, positions], or [n] if slates have one document
    :param candidates: number of documents that can be shown, one number or integers [n]
    :return: int64, in the same shape; -1 in positions for which there is no candidate
    """
    given: NDArray[np.int64] = np.asarray(slates).astype(np.int64)
    shown = given[:, None] if given.ndim == 1 else given
    rows, positions = shown.shape
    limit = np.broadcast_to(np.asarray(candidates), (rows,))[:, None]
    inside = np.arange(positions) < limit
    kept = inside & (shown >= 0) & (shown < limit)
    for p in range(1, positions):
        kept[:, p] &= ~(kept[:, :p] & (shown[:, :p] == shown[:, p : p + 1])).any(axis=1)
    # The documents that are needed are below the number of positions.
    used = np.zeros((rows, positions + 1), bool)
    at = np.where(kept & (shown < positions), shown, positions)
    np.put_along_axis(used, at, True, axis=1)
    unused = np.argsort(used[:, :positions], axis=1, kind="stable")
    wrong = inside & ~kept
    lowest = np.take_along_axis(unused, np.maximum(np.cumsum(wrong, axis=1) - 1, 0), axis=1)
    result = np.where(wrong, lowest, np.where(inside, shown, -1))
    return result.reshape(given.shape)


def flatten(
    observations: Observations, compact: bool = False, topics: Topics = "ordinal"
) -> NDArray[Any]:
    """The rows that an environment of Gymnasium returns for the observations of an agent.

    :param observations: n ``Observations``, as ``Agent.act`` gets them
    :param compact: as in ``make``
    :param topics: as in ``make``
    :return: float32 [n, numbers of ``environment.sections``], or int64 [n] if these are states
    """
    check_topics(topics)
    space = observations.space
    rows = len(observations)
    if not (space.user_features or space.document_features or space.topics):
        return observations.state.astype(np.int64)
    parts: list[NDArray[Any]] = []
    if space.states > 1:
        parts.append(observations.state.reshape((rows, 1)))
    if observations.user is not None:
        parts.append(observations.user)
    if observations.features is not None and not compact:
        parts.append(observations.features.reshape((rows, -1)))
    if space.topics > 0 and observations.topic is not None:
        encoded = one_hot(observations.topic, space.topics) if topics == "one_hot" else None
        parts.append(observations.topic if encoded is None else encoded)
    numbers = [np.empty((rows, 0), np.float32), *(part.astype(np.float32) for part in parts)]
    flat: NDArray[np.float32] = np.concatenate(numbers, axis=1)
    return flat


def check_topics(topics: str) -> None:
    if topics not in TOPICS:
        raise ValueError(f"topics must be one of {', '.join(TOPICS)}, not {topics!r}")


def one_hot(topic: NDArray[Any], topics: int) -> NDArray[np.float32]:
    """1 at the topic of each document, 0 at others and without a topic.

    :param topic: [n, documents], -1 for none
    :return: float32 [n, documents * topics]
    """
    hot = topic[:, :, None] == np.arange(topics)
    rows: NDArray[np.float32] = hot.astype(np.float32)
    return rows.reshape((len(topic), topic.shape[1] * topics))
