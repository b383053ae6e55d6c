"""What every reader is: a name, a probe, and a function from text to records."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import frozen

from warcorpus.model.record import Record
from warcorpus.text.cutting import Cut
from warcorpus.text.document import Text


@frozen
class Feature:
    """One thing that a probe found: its weight and its characters in the head."""

    name: str
    weight: float
    start: int
    end: int


@frozen
class Sniff:
    """How sure a reader is that a text is its format.

    Args:
        reader: its name.
        score: 0 to 1.
        evidence: the features found; their weights sum to the score.
    """

    reader: str
    score: float
    evidence: tuple[Feature, ...] = ()

    @classmethod
    def of(cls, reader: str, *features: Feature | None) -> Sniff:
        """The sum of the features that were found.

        >>> Sniff.of("x", Feature("first line", 0.5, 0, 3), None).score
        0.5
        """
        found = tuple(feature for feature in features if feature is not None)
        return cls(reader, round(min(sum(f.weight for f in found), 1.0), 4), found)


@frozen
class Reader:
    """A format. One module of ``warcorpus.readers``, or of another distribution, defines one.

    Args:
        name: the format's name.
        version: raised whenever the records it gives change.
        suffixes: usual file name endings; they add at most 0.02 to a score.
        sniff: pure and total; sees the first 64 Ki characters.
        read: gives the record of one document, several only for a line that stands for several;
            raises ReadError for a document that is no record.
        split: only for files of many documents: gets the bytes of a file in pieces of any size
            and gives the ranges of its documents, in order and in constant memory;
            :mod:`warcorpus.text.cutting` has ready-made ones.
        looks_for: one line for ``warcorpus readers``.
        restores: its records carry sources of their own (a corpus read again), so their spans
            do not point into the text that was read.
    """

    name: str
    version: int
    sniff: Callable[[str], Sniff]
    read: Callable[[Text], Iterator[Record]]
    suffixes: tuple[str, ...] = (".txt",)
    split: Callable[[Iterator[bytes]], Iterator[Cut]] | None = None
    looks_for: str = ""
    restores: bool = False

    @property
    def id(self) -> str:
        """Name and version, as a source records it (``front-matter/1``)."""
        return f"{self.name}/{self.version}"
