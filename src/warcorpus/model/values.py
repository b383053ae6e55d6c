"""Leaves: where a value stands in a raw file, and what was done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

import attrs
import msgspec

State = Literal["absent", "unknown", "none", "given"]
Origin = Literal["field", "title", "lead", "body", "category", "name"]
Basis = Literal["explicit", "link", "line", "context", "inferred"]
Level = Literal["info", "warning", "error"]


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """A half-open range of characters in one source, a promise that ``verify`` checks.

    Args:
        source: index into the ``sources`` of the record that holds the span.
        start: first character, counted in code points of the decoded text without its BOM.
        end: one past the last character.

    >>> Span(0, 11, 27).of("---\\ntitle: Battle of Safira\\n")
    'Battle of Safira'
    """

    source: int
    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]


class Step(msgspec.Struct, frozen=True, gc=False):
    """One deterministic function on the way from raw to normalized (``parse date``)."""

    action: str
    parameter: str | None = None

    def __str__(self) -> str:
        return self.action if self.parameter is None else f"{self.action} {self.parameter}"


_Noun = TypeVar("_Noun", bound=type)

MEANINGS: dict[frozenset[str], type] = {}
"""The nouns that a value may mean, by the names of their parts."""


def meaning(noun: _Noun) -> _Noun:
    """Marks a noun that a value may mean, so that `warcorpus.model.carrying` knows it again.

    Args:
        noun: a struct or attrs class.

    Raises:
        TypeError: another one has parts of the same names.

    >>> from warcorpus.model.facts import Date
    >>> MEANINGS[frozenset(Date.__struct_fields__)].__name__
    'Date'
    """
    names = getattr(noun, "__struct_fields__", None) or [part.name for part in attrs.fields(noun)]
    parts = frozenset(names)
    if MEANINGS.setdefault(parts, noun) is not noun:
        raise TypeError(f"found parts of {noun.__name__} in {MEANINGS[parts].__name__}")
    return noun


if TYPE_CHECKING:
    Meaning = Any
else:

    class _Anything(type):
        def __instancecheck__(cls, one: object) -> bool:
            return True

    class Meaning(metaclass=_Anything):
        """Text, numbers or a noun: what came as plain data, `carried` makes that noun of."""


class Value(msgspec.Struct, frozen=True, gc=False):
    """What a file says, what it means, and how one became the other.

    Args:
        raw: the concatenated slices of ``spans``, exactly as the file has them.
        normalized: text or a typed noun (``Date``, ``Quantity`` ...); None for unknown and none.
        spans: ordered, disjoint, never empty ranges.
        steps: replayed in order they turn ``raw`` into ``normalized`` with no other input.
        state: ``given``, ``unknown`` ("Unknown") or ``none`` ("No losses").
        origin: the part of the document that says it.
        basis: why it was understood so.
    """

    raw: str
    normalized: Meaning
    spans: tuple[Span, ...]
    steps: tuple[Step, ...] = ()
    state: State = "given"
    origin: Origin = "field"
    basis: Basis = "explicit"


class Field(msgspec.Struct, frozen=True, gc=False):
    """A header key, an infobox parameter or a marked-up item of the body, as it stands.

    ``source.fields`` keeps every one of them, also those that no part of a record takes.

    Args:
        name: its address in the file (``infoboxes.0.units1.text``).
        raw: the concatenated slices of ``spans``.
        spans: one span a line where the file folds the value over lines.
        steps: what turns ``raw`` into text (``fold plain``), before any meaning is read.
        role: its canonical address (``infobox.0.units1``), None if nothing takes it. The
            grammar of roles is in :mod:`warcorpus.model.roles`.
    """

    name: str
    raw: str
    spans: tuple[Span, ...]
    steps: tuple[Step, ...] = ()
    role: str | None = None


class Repair(msgspec.Struct, frozen=True, gc=False):
    """What a program did to a document and reading undid (mojibake, residue)."""

    action: str
    parameter: str | None
    spans: tuple[Span, ...]
    count: int


class Problem(msgspec.Struct, frozen=True, gc=False):
    """Something a user should know about one document; no part of a record.

    Args:
        slug: stable name (``header-salvaged``).
        level: ``info``, ``warning`` or ``error``.
        message: what was found and what was expected.
        hint: what to do about it.
        where: ``path:line:column``, or ``path`` alone.
        span: the characters meant, where they are known.
    """

    slug: str
    level: Level
    message: str
    hint: str = ""
    where: str = ""
    span: Span | None = None
