"""What a truth file may say beyond clusters: relations of events, gaps and conflicts of texts."""

from __future__ import annotations

from typing import Any, Literal

from attrs import frozen

RelationKind = Literal["part-of", "sequel", "sibling"]
Truly = Literal["same", "part-of", "contains", "sequel", "sibling", "different"]
"""How two documents are related: the first one is the same as, a part of, … the second."""


@frozen
class Relation:
    """Two events that are not one.

    Args:
        kind: ``part-of`` is directed, the others are not.
        cluster: the part, or either of the two.
        other: the whole, or the other one.
    """

    kind: RelationKind
    cluster: str
    other: str


@frozen
class Hidden:
    """Words that a document has lost.

    Args:
        start: first character of their mark in the document.
        end: one past its last.
        words: what stood there, as the format parts words.
    """

    start: int
    end: int
    words: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As a truth file has it."""
        return {"start": self.start, "end": self.end, "words": list(self.words)}


@frozen
class Changed:
    """A number that a document has otherwise than all others of its event.

    Args:
        start: first character of the new value in the document.
        end: one past its last.
        old: what the others have.
        new: what stands there.
    """

    start: int
    end: int
    old: str
    new: str

    def to_dict(self) -> dict[str, Any]:
        """As a truth file has it."""
        return {"start": self.start, "end": self.end, "old": self.old, "new": self.new}
