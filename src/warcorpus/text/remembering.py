"""Results of pure functions that are kept for a while.

A value is made by replaying its steps, so its characters are parsed once to find it and once more
to make it; the same name, date or bracket stands in several fields of one document.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, Generic, ParamSpec, TypeVar

LONGEST = 1_000
"""Characters of the longest text that a result is kept for; memory stays small."""

_KEPT = 256  # results of each function: several documents need fewer

_P = ParamSpec("_P")
_R = TypeVar("_R")
_K = TypeVar("_K")
_V = TypeVar("_V")


def remembered(
    function: Callable[Concatenate[str, _P], _R],
) -> Callable[Concatenate[str, _P], _R]:
    """A pure function of a text, its latest results at hand.

    Args:
        function: what it gives must never be changed.

    >>> remembered(str.casefold)("ALEPPO")
    'aleppo'
    """
    kept = lru_cache(_KEPT)(function)

    @wraps(function)
    def recalled(text: str, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        if len(text) > LONGEST:
            return function(text, *args, **kwargs)
        return kept(text, *args, **kwargs)  # type: ignore[arg-type]

    return recalled


class Recent(Generic[_K, _V]):
    """The values that were asked for last.

    Args:
        most: how many are kept.

    >>> recent = Recent(1)
    >>> recent.of("a", str.upper), recent.of("a", str.lower), recent.of("b", str.lower)
    ('A', 'A', 'b')
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[_K, _V] = {}

    def of(self, key: _K, make: Callable[[_K], _V]) -> _V:
        """The value of a key, made if it is not kept."""
        if key in self._kept:
            value = self._kept.pop(key)
            self._kept[key] = value
        else:
            value = make(key)
            self.keep(key, value)
        return value

    def keep(self, key: _K, value: _V) -> None:
        """The value of a key from now on."""
        self._kept.pop(key, None)
        if len(self._kept) >= self._most:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = value
