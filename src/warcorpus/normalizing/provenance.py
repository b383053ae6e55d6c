"""Entries of the provenance: where each value of a record was read."""

from __future__ import annotations

from collections.abc import Iterable

from warcorpus.model.record import Entry, Reading
from warcorpus.model.values import Value
from warcorpus.normalizing.short import short_text


def reading(value: Value, chosen: bool = True) -> Reading:
    """A reading of source 0, with its short text."""
    shown = short_text(value.normalized) if value.state == "given" else value.state
    return Reading(0, value, shown, chosen)


def entry(pointer: str, values: Iterable[Value | None]) -> tuple[Entry, ...]:
    """The entry of one value; the first reading is the chosen one. Empty without a reading.

    Args:
        pointer: JSON Pointer into the line.
        values: all readings of the value, best first.
    """
    given = [value for value in values if value is not None]
    if not given:
        return ()
    readings = [reading(value, chosen=number == 0) for number, value in enumerate(given)]
    rule = "only-reading"
    if len(readings) > 1:
        equal = all(own.text == readings[0].text for own in readings)
        rule = "agreed" if equal else "origin"
    return (Entry(pointer, rule, tuple(readings)),)
