"""Results of pure functions that are kept for a while.

A value is made by replaying its steps, so its characters are parsed once to find it and once more
to make it; the same name, date or bracket stands in several fields of one document.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

LONGEST = 1_000
"""Characters of the longest text that a result is kept for; memory stays small."""

_KEPT = 256  # results of each function: several documents need fewer

_P = ParamSpec("_P")
_R = TypeVar("_R")


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
