"""The typed fields of a record: names, dates, places, sides, quantities."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from warcorpus.model.values import Basis, State, meaning

NameKind = Literal["title", "infobox", "lead", "native", "redirect", "alias"]
Precision = Literal["day", "part", "month", "season", "year", "decade", "century"]
Qualifier = Literal["exact", "at_least", "at_most", "about", "range", "vague", "ambiguous"]
Category = Literal["people", "civilians", "materiel"]
ResultClass = Literal[
    "victory", "inconclusive", "ceasefire", "withdrawal", "status_quo", "ongoing", "other"
]

OFF_THE_WIRE = msgspec.Meta(extra={"wire": False})
"""Marks an attribute that is no part of a line."""


class Name(msgspec.Struct, frozen=True, gc=False):
    """One name of an event.

    Args:
        text: the name, a final parenthesis included.
        language: BCP 47.
        script: ISO 15924 (``Latn``, ``Arab``).
        kind: where it comes from.
        qualifier: the content of a final parenthesis (``2012``).
    """

    text: str
    language: str
    script: str | None
    kind: NameKind
    qualifier: str | None = None


class Phase(msgspec.Struct, frozen=True, gc=False):
    """A labelled part of a date (``First phase``)."""

    edtf: str
    label: str | None = None


@meaning
class Date(msgspec.Struct, frozen=True, gc=False):
    """When it happened, as EDTF with its bounds.

    Args:
        state: ``absent``, ``unknown``, ``none`` or ``given``.
        text: as written, after repairs.
        edtf: level 1, plus ``XXXX-MM-DD``; None where the text gives no one reading.
        earliest: first possible ISO day, None when open or unknown.
        latest: last possible ISO day, None when open or unknown.
        start_precision: of the first end.
        end_precision: of the last end.
        qualifier: ``approximate``, ``uncertain`` or ``both``.
        status: ``ongoing`` or None.
        note: durations, clock times, the other calendar.
        basis: why it was understood so.
        phases: parts with their labels.
        candidates: readings of an ambiguous date; none of them is chosen.
    """

    state: State = "absent"
    text: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    start_precision: Precision | None = None
    end_precision: Precision | None = None
    qualifier: Literal["approximate", "uncertain", "both"] | None = None
    status: Literal["ongoing"] | None = None
    note: str | None = None
    basis: Basis | None = None
    phases: tuple[Phase, ...] = ()
    candidates: Annotated[tuple[str, ...], OFF_THE_WIRE] = ()


class PlacePart(msgspec.Struct, frozen=True, gc=False):
    """One level of a place, with the page it links to."""

    name: str
    link: str | None = None


@meaning
class Place(msgspec.Struct, frozen=True, gc=False):
    """Where it happened; parts narrowest first."""

    state: State = "absent"
    text: str | None = None
    parts: tuple[PlacePart, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    trusted: bool | None = None


class Part(msgspec.Struct, frozen=True, gc=False):
    """A larger event that this one is part of; the record lists the narrowest first."""

    name: str
    link: str | None = None
    basis: Basis = "explicit"


@meaning
class Result(msgspec.Struct, frozen=True, gc=False):
    """How it ended."""

    state: State = "absent"
    headline: str | None = None
    class_: ResultClass | None = None
    winner: str | None = None
    details: tuple[str, ...] = ()
    territory: tuple[str, ...] = ()
    status: str | None = None


@meaning
class Actor(msgspec.Struct, frozen=True, gc=False):
    """A belligerent, commander or unit.

    ``parent`` is the index of the item above it in the same list; ``name`` is None when the
    state is ``unknown`` or ``none``.
    """

    name: str | None = None
    rank: str | None = None
    note: str | None = None
    outcome: str | None = None
    link: str | None = None
    parent: int | None = None
    basis: Basis = "explicit"
    state: State = "given"


@meaning
class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A count with its bounds and what was counted.

    Args:
        text: the item as written, after repairs.
        min: smallest number the text allows.
        max: largest number the text allows, None when open.
        best: only when exact, or when the source has such a column.
        qualifier: how the number is meant.
        subject: the noun as written, singular.
        category: ``people``, ``civilians`` or ``materiel``.
        outcomes: sorted; several are joint (``killed or captured``).
        as_of: EDTF of the day of the count.
        according_to: who says so.
        scope: the part of the event that is counted.
        of: party or flag counted.
        includes: a number that is part of this one.
        note: what else stands in brackets.
        state: ``given``, ``unknown`` or ``none`` (then min and max are 0).
    """

    text: str | None = None
    min: int | None = None
    max: int | None = None
    best: int | None = None
    qualifier: Qualifier | None = None
    subject: str | None = None
    category: Category | None = None
    outcomes: tuple[str, ...] = ()
    as_of: str | None = None
    according_to: str | None = None
    scope: str | None = None
    of: str | None = None
    includes: str | None = None
    note: str | None = None
    state: State = "given"


class Side(msgspec.Struct, frozen=True, gc=False):
    """One party of the fight; ``key`` is ``1``, ``2`` ... or ``all`` for both together."""

    key: str
    label: str | None = None
    belligerents: tuple[Actor, ...] = ()
    commanders: tuple[Actor, ...] = ()
    units: tuple[Actor, ...] = ()
    strength: tuple[Quantity, ...] = ()
    casualties: tuple[Quantity, ...] = ()


class Link(msgspec.Struct, frozen=True, gc=False):
    """A link of a field, a sentence or a navigation section."""

    text: str
    target: str | None
    anchor: str | None
    kind: Literal["internal", "external", "interwiki"]
    where: Literal["field", "sentence", "see_also"]


@meaning
class Image(msgspec.Struct, frozen=True, gc=False):
    """A picture: file name without namespace, the address as written, its words."""

    file: str | None = None
    url: str | None = None
    alt: str | None = None
    caption: str | None = None
