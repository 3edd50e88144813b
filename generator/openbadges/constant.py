"""JSON that several documents hold at once, and that nobody can change, therefore."""

import copy
from collections.abc import Hashable
from typing import Any, NoReturn


def _refuse(*_arguments: Any, **_named: Any) -> NoReturn:
    raise TypeError("several documents hold this value: copy it, and change the copy")


class _ConstantObject(dict[str, Any]):
    __slots__ = ()

    def __init__(self, value: dict[str, Any]) -> None:
        super().__init__({name: constant(each) for name, each in value.items()})

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return {name: copy.deepcopy(each, memo) for name, each in self.items()}

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


_MAX_KNOWN = 6  # a badge stands in one kind of document and at one depth, as a rule


class Constant(_ConstantObject):
    """An object, constant with all within; a copy of it is an ordinary one."""

    __slots__ = ("known",)

    def __init__(self, value: dict[str, Any]) -> None:
        """Of `value`, which stays as it is."""
        super().__init__(value)
        self.known: dict[Hashable, Any] = {}
        """What was worked out of it alone, by what that is."""

    def remember(self, what: Hashable, value: Any) -> None:
        """Add to `known`, up to a bound."""
        if len(self.known) < _MAX_KNOWN:
            self.known[what] = value


class _ConstantList(list[Any]):
    __slots__ = ()

    def __deepcopy__(self, memo: dict[int, Any]) -> list[Any]:
        return [copy.deepcopy(each, memo) for each in self]

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (list(self),)

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = extend = insert = pop = remove = clear = sort = reverse = _refuse


def constant(value: Any) -> Any:
    """`value`, a value of JSON, so that it can't be changed."""
    if isinstance(value, dict):
        return _ConstantObject(value)
    if isinstance(value, list):
        return _ConstantList(map(constant, value))
    return value
