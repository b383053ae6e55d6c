"""What a user should know about the values of a record."""

from __future__ import annotations

from collections.abc import Iterable

from warcorpus.model.facts import Quantity, Side
from warcorpus.model.record import Entry, Record
from warcorpus.model.values import Level, Problem

_MESSAGES: dict[str, tuple[Level, str]] = {
    "date-ambiguous": (
        "warning",
        "found a date of several readings, expected one; none was chosen",
    ),
    "date-invalid": ("warning", "found a date that no calendar has, expected a day that was"),
    "date-unparsed": (
        "info",
        "found words that give no date, kept them as they are",
    ),
    "number-ambiguous": ("warning", "found a number that has two readings; none was chosen"),
    "mixed-script": ("warning", "found letters of two scripts in one word of a name, expected one"),
    "bidi-controls": ("warning", "found marks of writing direction in a name, expected none"),
    "quantity-bounds": ("info", "found a count above its own bounds, expected min ≤ best ≤ max"),
    "parts-exceed-total": ("info", "found parts that add up to more than their total"),
}


def problem(record: Record, slug: str, entries: Iterable[Entry] = ()) -> Problem:
    """A problem of a record's value, at the first span that the value was read from.

    Args:
        record: the record.
        slug: one of the table; another is of level info and its own message.
        entries: provenance of the value that is meant.
    """
    level, message = _MESSAGES.get(slug, ("info", slug.replace("-", " ")))
    spans = [
        span for own in entries for reading in own.readings[:1] for span in reading.value.spans[:1]
    ]
    return Problem(slug, level, message, "", record.source.path, spans[0] if spans else None)


def quantity_problems(sides: Iterable[Side], civilians: Iterable[Quantity]) -> list[str]:
    """Slugs of what does not add up: ``min ≤ best ≤ max``, parts ≤ total.

    >>> quantity_problems([], [Quantity(min=7, max=5)])
    ['quantity-bounds']
    """
    parts, totals, strengths = list(civilians), list[Quantity](), list[Quantity]()
    for side in sides:
        strengths += side.strength
        (totals if side.key == "all" else parts).extend(side.casualties)
    slugs = []
    if any(_out_of_bounds(own) for own in [*parts, *totals, *strengths]):
        slugs.append("quantity-bounds")
    if any(_exceeded(total, parts) for total in totals):
        slugs.append("parts-exceed-total")
    return slugs


def _exceeded(total: Quantity, parts: Iterable[Quantity]) -> bool:
    """Whether parts of one outcome add up to more people than their total."""
    if total.max is None or not total.outcomes or total.scope:
        return False
    alike = (own for own in parts if own.outcomes == total.outcomes and not own.scope)
    return sum(own.min or 0 for own in alike if own.category != "materiel") > total.max


def _out_of_bounds(own: Quantity) -> bool:
    bounds = [bound for bound in (own.min, own.best, own.max) if bound is not None]
    return bounds != sorted(bounds)
