"""What was worked out lately, within a bound of bytes.

Only for what follows from its key alone: never from a clock, a trust list or from where a
document was had. So nothing in it can be wrong for whoever asks next, and whoever fills it
with documents of their own makes others slower at most.
"""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Memory(Generic[_Key, _Value]):
    """Values by what they follow from; those asked for least lately go first."""

    def __init__(self, most: int) -> None:
        """Of `most` bytes in all, as `keep` is told them."""
        self._most = most
        self._bytes = 0
        self._kept: OrderedDict[_Key, tuple[_Value, int]] = OrderedDict()

    def get(self, key: _Key) -> _Value | None:
        """What `key` led to; None where that is not known any more."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def keep(self, key: _Key, value: _Value, size: int) -> None:
        """Remember `value`, which takes some `size` bytes, its key included."""
        if size > self._most:
            return
        self._bytes += size - self._kept.pop(key, (value, 0))[1]
        self._kept[key] = (value, size)
        while self._bytes > self._most:
            self._bytes -= self._kept.popitem(last=False)[1][1]

    def __len__(self) -> int:
        return len(self._kept)
