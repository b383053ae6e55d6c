"""Tables of words that merging needs, from the data files beside it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from warcorpus.text.folding import stop_words
from warcorpus.text.tokens import is_word


@cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    content = files("warcorpus.merging").joinpath(f"data/{name}.txt").read_text("utf-8")
    return tuple(
        tuple(line.rstrip("\r").split("\t"))
        for line in content.split("\n")
        if line.strip() and not line.startswith("#")
    )


@cache
def quantifiers() -> frozenset[str]:
    """Words that say how many without a number.

    >>> "all" in quantifiers(), "rebels" in quantifiers()
    (True, False)
    """
    return frozenset(row[0] for row in _rows("quantifiers"))


@cache
def suffixes() -> frozenset[str]:
    """Endings of one stem, the empty one among them.

    >>> {"", "s", "ing"} <= suffixes()
    True
    """
    return frozenset(row[0] for row in _rows("suffixes")) | {""}


@cache
def spelling_pairs() -> tuple[tuple[str, str], ...]:
    """Letter groups that stand for each other in regional spellings.

    >>> ("our", "or") in spelling_pairs()
    True
    """
    return tuple((row[0], row[1]) for row in _rows("spelling_endings"))


@cache
def weak_words(language: str) -> frozenset[str]:
    """Stop words of a language as comparison forms.

    >>> "the" in weak_words("en")
    True
    """
    return stop_words(language)


def is_weak(form: object, language: str) -> bool:
    """Whether a comparison form is a stop word or a sign.

    >>> is_weak(",", "en"), is_weak("the", "en"), is_weak("rebels", "en")
    (True, True, False)
    """
    return isinstance(form, str) and (not is_word(form) or form in weak_words(language))
