"""What a typo was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """A clause to append to an error, empty if nothing is near.

    >>> nearest("dedup", ["dedupe", "read"])
    ' Did you mean "dedupe"?'
    """
    found = get_close_matches(word, list(known), n=1)
    return f' Did you mean "{found[0]}"?' if found else ""
