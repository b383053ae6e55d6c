"""A corpus that new documents are deduplicated against: which documents stood on one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from os import PathLike
from pathlib import Path

import msgspec
from attrs import define, field

from warcorpus.errors import ConfigError


class _Source(msgspec.Struct):
    sha256: str


class _Line(msgspec.Struct):
    """All that is decoded here: the reader checks the rest."""

    sources: list[_Source]


@define
class Standing:
    """What a corpus has already, so that what need not be written anew is told apart.

    Args:
        lines: a digest of the members of every line.
        changed: ids of records with a source that the corpus has not.

    >>> standing = Standing()
    >>> standing.note(["a", "b"])
    >>> standing.changed.add("n")
    >>> [standing.needs(members) for members in (("a", "b"), ("a",), ("a", "b", "n"))]
    [False, True, True]
    """

    lines: set[bytes] = field(factory=set)
    changed: set[str] = field(factory=set)

    def note(self, members: Iterable[str]) -> None:
        """A line of the corpus, by the ids of its witnesses."""
        self.lines.add(_digest(members))

    def needs(self, members: Iterable[str]) -> bool:
        """Whether a record must be written: its line is not in the corpus as it is.

        That is so if a document is new, and rarely if a new one made others join or part.
        """
        ids = tuple(members)
        return not self.changed.isdisjoint(ids) or _digest(ids) not in self.lines


def members_of_lines(corpus: str | PathLike[str]) -> Iterator[tuple[str, ...]]:
    """The ids of the witnesses of every line of a corpus; nothing else of it is looked at.

    Args:
        corpus: the path of a plain file.

    Raises:
        ConfigError: ``not-a-corpus``: no such file, a line that is none, or no line at all.
    """
    found, decode = False, msgspec.json.Decoder(_Line).decode
    try:
        with Path(corpus).open("rb") as file:
            for number, raw in enumerate(file, 1):
                if not raw.strip():
                    continue
                try:
                    sources = decode(raw).sources
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    raise not_a_corpus(str(error), f"{corpus}:{number}:1") from None
                found = True
                yield tuple({source.sha256[:32]: None for source in sources})
    except OSError as error:
        raise not_a_corpus((error.strerror or str(error)).lower(), str(corpus)) from None
    if not found:
        raise not_a_corpus("no line", str(corpus))


def not_a_corpus(what: str, where: str) -> ConfigError:
    """The error of a corpus that cannot be read whole.

    New documents would miss their events in it, and seem to be events of their own.
    """
    return ConfigError(
        "not-a-corpus",
        f"found {what}, expected a whole corpus to deduplicate against",
        where=where,
        hint="a corpus is what warcorpus dedupe writes; warcorpus verify tells what is wrong",
    )


def _digest(members: Iterable[str]) -> bytes:
    return blake2b("\n".join(sorted(members)).encode("utf-8"), digest_size=16).digest()
