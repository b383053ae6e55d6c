"""A record: one document, or one event merged from several, in the order of the wire form."""

from __future__ import annotations

from typing import Literal

import msgspec
from attrs import field, frozen

from warcorpus.model.facts import (
    Date,
    Image,
    Link,
    Name,
    Part,
    Place,
    Quantity,
    Result,
    Side,
)
from warcorpus.model.prose import Gap, Section, TextRow
from warcorpus.model.source import Source
from warcorpus.model.values import Problem, Span, Value

Kind = Literal[
    "battle",
    "operation",
    "campaign",
    "war",
    "event",
    "person",
    "place",
    "group",
    "list",
    "other",
    "unknown",
]

CORPUS_SCHEMA = "warcorpus.corpus/1"
RECORD_SCHEMA = "warcorpus.record/1"


class Reading(msgspec.Struct, frozen=True, gc=False):
    """What one source says about one field.

    Args:
        source: index into ``sources``.
        value: raw, spans, steps, state, origin, basis and the typed value.
        text: the typed value in one short text (``200.. killed``).
        chosen: whether the field shows this reading.
    """

    source: int
    value: Value
    text: str
    chosen: bool = True


class Entry(msgspec.Struct, frozen=True, gc=False):
    """All readings of one value of a record.

    Args:
        pointer: JSON Pointer into the line (``/sides/0/casualties/0``).
        rule: the criterion that settled it (``only-reading``, ``most-precise`` ...).
        readings: every reading of every witness.
    """

    pointer: str
    rule: str
    readings: tuple[Reading, ...]


@frozen
class Provenance:
    """Entries by field."""

    title: tuple[Entry, ...] = ()
    names: tuple[Entry, ...] = ()
    date: tuple[Entry, ...] = ()
    place: tuple[Entry, ...] = ()
    part_of: tuple[Entry, ...] = ()
    result: tuple[Entry, ...] = ()
    sides: tuple[Entry, ...] = ()
    civilians: tuple[Entry, ...] = ()
    categories: tuple[Entry, ...] = ()
    links: tuple[Entry, ...] = ()
    images: tuple[Entry, ...] = ()


@frozen
class VariantReading:
    """What some witnesses have in one place; ``text`` is None for an absence with its reason."""

    sources: tuple[int, ...]
    text: str | None
    spans: tuple[Span, ...] = ()
    reason: Literal["omitted", "redacted", "truncated", "lost", "not-covered"] | None = None


VariantType = Literal[
    "gap",
    "format",
    "number",
    "spelling",
    "name",
    "inflection",
    "addition",
    "omission",
    "wording",
    "unaligned",
]


@frozen
class Variant:
    """One entry of the apparatus: a place where witnesses differ."""

    start: int
    end: int
    type: VariantType
    lemma: str
    rule: str
    conflict: bool
    readings: tuple[VariantReading, ...]


@frozen
class ConflictValue:
    """One side of a conflict; ``record`` names another line, ``sources`` this line's own."""

    value: str
    sources: tuple[int, ...] = ()
    record: str | None = None


@frozen
class Conflict:
    """Values that cannot all be true; all are kept."""

    pointer: str
    values: tuple[ConflictValue, ...]
    chosen: str | None
    rule: str
    settled_by: str | None = None


@frozen
class Relation:
    """How this event stands to another, or to a name that has no record."""

    type: Literal["part_of", "has_part", "related", "shares_passage"]
    id: str | None = None
    name: str | None = None
    basis: str = "link"
    bits: float | None = None
    start: int | None = None
    end: int | None = None
    other_start: int | None = None
    other_end: int | None = None


@frozen
class Decision:
    """A choice that made the record what it is."""

    what: str
    rule: str
    detail: str
    by: str


@frozen(eq=True, repr=False)
class Record:
    """One document about one event; see ``docs/reference/record.md`` for every field.

    The fields stand in the order of the wire form. A reader fills ``id``, ``sources``, ``text``,
    ``text_map``, ``sections`` and ``gaps``; normalizing derives all others from these alone.
    ``problems`` and ``extents`` are not written: the first go to the problems file, the second
    are the coverage ledger, ranges ``(start, end, owner)`` of raw characters.

    >>> import warcorpus
    >>> next(warcorpus.read("seeds/000_0d7aad7cfa0080c0.txt"))
    Record 601a07e7 "Battle of Safira" front-matter, 4 sections
    """

    id: str
    url: str | None = None
    title: str = ""
    text: str = ""
    language: str = "und"
    kind: Kind = "unknown"
    names: tuple[Name, ...] = ()
    date: Date = Date()
    place: Place = Place()
    part_of: tuple[Part, ...] = ()
    result: Result = Result()
    sides: tuple[Side, ...] = ()
    civilians: tuple[Quantity, ...] = ()
    sections: tuple[Section, ...] = ()
    categories: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    gaps: tuple[Gap, ...] = ()
    sources: tuple[Source, ...] = ()
    text_map: tuple[TextRow, ...] = ()
    provenance: Provenance = Provenance()
    apparatus: tuple[Variant, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    relations: tuple[Relation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    schema: str = RECORD_SCHEMA
    problems: tuple[Problem, ...] = field(default=(), eq=False, metadata={"wire": False})
    extents: tuple[tuple[int, int, str], ...] = field(
        default=(), eq=False, metadata={"wire": False}
    )

    @property
    def source(self) -> Source:
        """The first source: the only one, but for byte-identical copies."""
        return self.sources[0]

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return (
            f'{type(self).__name__} {self.id[:8]} "{self.title}" '
            f"{self.source.format if self.sources else 'no source'}, {len(self.sections)} sections"
        )


@frozen(eq=True, repr=False)
class MergedRecord(Record):
    """One event, made from its witnesses; ``witnesses`` are their records, unchanged."""

    witnesses: tuple[Record, ...] = field(default=(), eq=False, metadata={"wire": False})

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        count = len(self.witnesses)
        return (
            f'MergedRecord {self.id[:8]} "{self.title}" '
            f"from {count} witness{'' if count == 1 else 'es'}, {len(self.sections)} sections"
        )
