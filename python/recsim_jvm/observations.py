"""What agents get: the space of an environment, observations, and steps of training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Space:
    """The sizes of the environment and the names of its features and signals."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        #: Largest number of documents that can be shown.
        self.documents: int = values["documents"]
        #: Positions of a slate.
        self.slate_size: int = values["slate_size"]
        #: Number of states of a user; 1 without states.
        self.states: int = values["states"]
        #: Number of topics; 0 without topics.
        self.topics: int = values["topics"]
        #: Names of a user's features.
        self.user_features: list[str] = values["user_features"]
        #: Names of a document's features.
        self.document_features: list[str] = values["document_features"]
        #: Names of what a position tells besides the click, such as watch_time, in minutes.
        self.signals: list[str] = values["signals"]

    @staticmethod
    def of(
        documents: int,
        slate_size: int = 1,
        states: int = 1,
        topics: int = 0,
        user_features: Sequence[str] = (),
        document_features: Sequence[str] = (),
        signals: Sequence[str] = (),
    ) -> Space:
        """The space of an environment."""
        return Space(
            {
                "documents": documents,
                "slate_size": slate_size,
                "states": states,
                "topics": topics,
                "user_features": list(user_features),
                "document_features": list(document_features),
                "signals": list(signals),
            }
        )

    def values(self) -> dict[str, Any]:
        """The sizes and names, by name."""
        return dict(vars(self))


class Observations:
    """Observations of n sessions.

    state       int32 [n]
    candidates  int32 [n]; number of documents that can be shown now
    user        float64 [n, user features]
    features    float64 [n, documents, document features]; rows behind the candidates are 0
    topic       int32 [n, documents]; -1 without topics, and behind the candidates
    id          int64 [n, documents]; -1 behind the candidates

    The last four are None in environments without them. ``space`` is the ``Space``.
    """

    space: Space

    state: NDArray[np.int32]
    candidates: NDArray[np.int32]
    user: NDArray[np.float64] | None = None
    features: NDArray[np.float64] | None = None
    topic: NDArray[np.int32] | None = None
    id: NDArray[np.int64] | None = None

    def __init__(self, rows: int, space: Space) -> None:
        self._rows = rows
        self.space = space

    def __len__(self) -> int:
        return self._rows


class Transitions:
    """Steps of training sessions, in order.

    observations, next  ``Observations``; next has no meaning after the end of a session
    reward    float64 [n]
    signals   float64 [n, positions, signals], or None
    slate     int32 [n, positions]; -1 for an empty position
    clicks    uint8 [n, positions]
    status    uint8 [n]; 0 the session continues, 1 the user ended it, 2 it was cut off
    """

    reward: NDArray[np.float64]
    signals: NDArray[np.float64] | None = None
    slate: NDArray[np.int32]
    clicks: NDArray[np.uint8]
    status: NDArray[np.uint8]

    def __init__(self, observations: Observations, following: Observations) -> None:
        self.observations = observations
        self.next = following

    def __len__(self) -> int:
        return len(self.observations)
