"""Entries of the provenance: where each value of a record was read."""

from __future__ import annotations

from collections.abc import Iterable

from warcorpus.model.record import Entry, Reading
from warcorpus.model.values import Value
from warcorpus.normalizing.short import short_text


def reading(value: Value, chosen: bool = True) -> Reading:
    """A reading of source 0, with its short text."""
    shown: str = value.state
    if shown == "given":
        told = value.normalized
        shown = told if type(told) is str else short_text(told)
    return Reading(0, value, shown, chosen)


def entry(pointer: str, values: Iterable[Value | None]) -> tuple[Entry, ...]:
    """The entry of one value; the first reading is the chosen one. Empty without a reading.

    Args:
        pointer: JSON Pointer into the line.
        values: all readings of the value, best first.
    """
    given = [*filter(None, values)]
    if len(given) == 1:
        return (Entry(pointer, "only-reading", (reading(given[0]),)),)
    if not given:
        return ()
    first = reading(given[0])
    others = [reading(value, chosen=False) for value in given[1:]]
    equal = {first.text}.issuperset(own.text for own in others)
    return (Entry(pointer, "agreed" if equal else "origin", (first, *others)),)
