"""Absent, explicitly unknown, explicitly none, given: four things that are never equal."""

from __future__ import annotations

from functools import cache

from warcorpus.model.values import State
from warcorpus.normalizing.tables import rows

_EMPTY = " \t\r\n\u00a0.,;:()[]{}<>*'\""


@cache
def _words() -> dict[str, State]:
    states: dict[str, State] = {"unknown": "unknown", "none": "none"}
    return {row[1]: states[row[0]] for row in rows("states")}


def state_of(text: str) -> State:
    """What a whole value, or an item of one, says about itself.

    Args:
        text: the value after repairs; a text that says more than a state word is ``given``.

    >>> [state_of(t) for t in ("Unknown", "No losses", " () ", "—", "Unknown gunmen")]
    ['unknown', 'none', 'absent', 'unknown', 'given']
    """
    bare = " ".join(text.split()).casefold()
    if not bare.strip(_EMPTY):
        return "absent"
    return _words().get(bare) or _words().get(bare.strip(" .,;:()[]*'\""), "given")
