"""Words with their punctuation set apart, as the vendors of tokenised text hand them out."""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"(?<=[\w)'])([,.)]{1,9}+)(?=\s|\Z)|(?<=\S)('s)\b|(\()")


def tokens(text: str) -> list[str]:
    """The tokens of a text.

    >>> tokens("The town's mill (1812), burned.")
    ['The', 'town', "'s", 'mill', '(', '1812', ')', ',', 'burned', '.']
    """
    return _PUNCTUATION.sub(_apart, text).split()


def _apart(found: re.Match[str]) -> str:
    return f" {' '.join(found.group(1))}" if found.group(1) else f" {found.group()} "
