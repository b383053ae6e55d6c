"""Surface tokens with their offsets: what collation counts, and what a reader would call a word.

A token is a word with its inner hyphens and apostrophes (``al-Safira``, ``government's``) or any
other sign alone. Between two tokens stands nothing but white space, so that a text can be cut and
joined at tokens without losing a character.
"""

from __future__ import annotations

import re
from functools import lru_cache

_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
_JOINERS = "'’‘ʼ`´\\-\u2010\u2011\u00ad\u200c\u200d"
_TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|[{_JOINERS}](?=[^\W_]))*|\S")
_UNIFIED = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`´‛′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\u00ad\u200c\u200d", None),
    }
)


def token_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Offsets of the surface tokens of ``text[start:end]``, in order.

    >>> text = "Al-Safira is the government's, too."
    >>> [text[i:j] for i, j in token_spans(text)]
    ['Al-Safira', 'is', 'the', "government's", ',', 'too', '.']
    """
    stop = len(text) if end is None else end
    return [match.span() for match in _TOKEN.finditer(text, start, stop)]


@lru_cache(maxsize=65536)
def comparison_form(surface: str) -> str:
    """What two tokens must share to count as equal: case folded, quotes and hyphens unified.

    >>> comparison_form("Nu’man") == comparison_form("nu'man")
    True
    """
    return surface.translate(_UNIFIED).casefold()


def is_word(surface: str) -> bool:
    """Whether a token is a word or number, not a sign.

    >>> is_word("al-Safira"), is_word(",")
    (True, False)
    """
    return surface[:1].isalnum()
