"""Tables of words: small text files beside the code that uses them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a data file: columns parted by tabs; ``#`` opens a comment.

    Args:
        name: file name without ``.txt``, in ``warcorpus/normalizing/data``.

    >>> ("battle", "battle") in rows("kind_nouns")
    True
    """
    content = files("warcorpus.normalizing").joinpath(f"data/{name}.txt").read_text("utf-8")
    lines = (line.rstrip("\r") for line in content.split("\n"))
    return tuple(
        tuple(cell.strip() for cell in line.split("\t"))
        for line in lines
        if line.strip() and not line.startswith("#")
    )


@cache
def words(name: str) -> frozenset[str]:
    """The first column of a data file.

    >>> "division" in words("unit_heads")
    True
    """
    return frozenset(row[0] for row in rows(name))


@cache
def mapping(name: str) -> dict[str, str]:
    """First column to second column of a data file.

    >>> mapping("kind_nouns")["siege"]
    'battle'
    """
    return {row[0]: row[1] for row in rows(name)}
