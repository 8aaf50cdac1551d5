"""Random numbers as functions of a path of names, bit for bit those of recsim's ``RandomKey``.

Draw ``i`` of a key is the ``i``-th output of SplitMix64 started at the key (Steele, Lea and Flood,
OOPSLA 2014; finalizer: Stafford variant 13). Children use another increment and MurmurHash3's
finalizer. Draws that need a logarithm are left out: its last bit depends on the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, SupportsInt, Union

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    #: What names a child or a draw: an integer, or one for each row.
    Index = Union[int, NDArray[np.integer[Any]]]

_MASK = (1 << 64) - 1
_DRAW_INCREMENT = 0x9E3779B97F4A7C15
_CHILD_INCREMENT = 0xD1342543DE82EF95
_NAME = 0x6A09E667F3BCC909
_UNIT = 2.0**-53


def _mix_draw(z: int) -> int:
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def _mix_child(z: int) -> int:
    z = ((z ^ (z >> 33)) * 0xFF51AFD7ED558CCD) & _MASK
    z = ((z ^ (z >> 33)) * 0xC4CEB9FE1A85EC53) & _MASK
    return z ^ (z >> 33)


class RandomKey:
    """A key from which random numbers are computed. Immutable."""

    __slots__ = ("_key",)

    def __init__(self, key: SupportsInt) -> None:
        self._key = int(key) & _MASK

    @staticmethod
    def root(seed: SupportsInt) -> RandomKey:
        """The root key of a seed."""
        return RandomKey(_mix_child((int(seed) + _CHILD_INCREMENT) & _MASK))

    def child(self, name: str | SupportsInt) -> RandomKey:
        """The child with this name, a text or an integer."""
        if not isinstance(name, str):
            return RandomKey(_mix_child((self._key + _CHILD_INCREMENT * (int(name) + 1)) & _MASK))
        units = memoryview(name.encode("utf-16-le")).cast("H")
        value = self._key ^ _NAME
        for unit in units:
            value = _mix_child((value + _CHILD_INCREMENT + unit) & _MASK)
        return RandomKey(_mix_child(value ^ len(units)))

    @property
    def key(self) -> int:
        """The key itself, an unsigned integer of 64 bits."""
        return self._key

    def bits(self, index: SupportsInt) -> int:
        """Draw ``index`` as an unsigned integer of 64 bits."""
        return _mix_draw((self._key + _DRAW_INCREMENT * (int(index) + 1)) & _MASK)

    def uniform(self, index: SupportsInt) -> float:
        """Draw ``index``, uniform in [0, 1)."""
        return (self.bits(index) >> 11) * _UNIT

    def below(self, index: SupportsInt, bound: SupportsInt) -> int:
        """Draw ``index`` as an integer, uniform in [0, bound)."""
        if int(bound) <= 0:
            raise ValueError(f"bound must be positive, but is {bound}")
        return ((self.bits(index) >> 1) * int(bound)) >> 63

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RandomKey) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        return f"RandomKey(0x{self._key:016x})"


class RandomKeys:
    """One key for each row of a batch; draws are arrays. Immutable."""

    __slots__ = ("_keys",)

    def __init__(self, keys: ArrayLike) -> None:
        self._keys: NDArray[np.uint64] = np.asarray(keys, dtype=np.uint64)

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def keys(self) -> NDArray[np.uint64]:
        """The keys themselves, uint64 [n]."""
        return self._keys

    def __getitem__(self, row: int) -> RandomKey:
        return RandomKey(int(self._keys[row]))

    def child(self, name: str | Index) -> RandomKeys:
        """The children with this name, a text, an integer or an array with one for each row."""
        if isinstance(name, str):
            units = memoryview(name.encode("utf-16-le")).cast("H")
            values = self._keys ^ np.uint64(_NAME)
            for unit in units:
                values = _mixed_children(values + np.uint64((_CHILD_INCREMENT + unit) & _MASK))
            return RandomKeys(_mixed_children(values ^ np.uint64(len(units))))
        return RandomKeys(_mixed_children(self._keys + _multiples(_CHILD_INCREMENT, name)))

    def bits(self, index: Index) -> NDArray[np.uint64]:
        """Draw ``index`` of each key, uint64 [n]."""
        z = self._keys + _multiples(_DRAW_INCREMENT, index)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        drawn: NDArray[np.uint64] = z ^ (z >> np.uint64(31))
        return drawn

    def uniform(self, index: Index) -> NDArray[np.float64]:
        """Draw ``index`` of each key, uniform in [0, 1), float64 [n]."""
        return (self.bits(index) >> np.uint64(11)).astype(np.float64) * _UNIT

    def below(self, index: Index, bound: ArrayLike) -> NDArray[np.int64]:
        """Draw ``index`` of each key as an integer, uniform in [0, bound), int64 [n].

        :param bound: positive, one for all keys or [n]
        """
        bound = np.asarray(bound, dtype=np.uint64)
        half = self.bits(index) >> np.uint64(1)
        high = (half >> np.uint64(32)) * bound
        low = ((half & np.uint64(0xFFFFFFFF)) * bound) >> np.uint64(32)
        drawn: NDArray[np.int64] = ((high + low) >> np.uint64(31)).astype(np.int64)
        return drawn


def _multiples(increment: int, index: Index) -> Any:
    if np.ndim(index) == 0:
        return np.uint64((increment * (int(index) + 1)) & _MASK)
    return np.uint64(increment) * (np.asarray(index).astype(np.uint64) + np.uint64(1))


def _mixed_children(z: Any) -> Any:
    z = (z ^ (z >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    z = (z ^ (z >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return z ^ (z >> np.uint64(33))


def random_slate(documents: int, size: int, key: RandomKey) -> list[int]:
    """The slate that recsim draws from ``documents`` documents: ``size`` different ones, uniformly."""
    if size == 1:
        return [key.below(0, documents)]
    slate: list[int] = []
    for position in range(size):
        luck = key.child(position)
        attempt = 0
        document = luck.below(attempt, documents)
        while document in slate:
            attempt += 1
            document = luck.below(attempt, documents)
        slate.append(document)
    return slate
