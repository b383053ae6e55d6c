"""Small algebras of field values: when two can both be true, and what they say together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Actor, Date, Image, Link, Part, Place, PlacePart, Quantity, Result
from warcorpus.text.folding import fold, skeleton

PRECISIONS = ("day", "part", "month", "season", "year", "decade", "century")


# Dates


def dates_fit(a: Date, b: Date) -> bool:
    """Equal, or of different precision with a common day.

    >>> dates_fit(
    ...     Date("given", None, "2013-02", "2013-02-01", "2013-02-28", "month", "month"),
    ...     Date("given", None, "2013-02-06", "2013-02-06", "2013-02-06", "day", "day"),
    ... )
    True
    """
    if a.edtf == b.edtf:
        return a.edtf is not None or a.text == b.text
    if _coarseness(a) == _coarseness(b):
        return False
    return _meets(a.earliest, a.latest, b.earliest, b.latest)


def _coarseness(date: Date) -> int:
    ends = [p for p in (date.start_precision, date.end_precision) if p is not None]
    return max((PRECISIONS.index(p) for p in ends), default=len(PRECISIONS))


def _meets(a0: Any, a1: Any, b0: Any, b1: Any) -> bool:
    if (a0 is None and a1 is None) or (b0 is None and b1 is None):
        return False
    return (a0 is None or b1 is None or a0 <= b1) and (b0 is None or a1 is None or b0 <= a1)


def date_precision(date: Date) -> tuple[int, bool, str]:
    """Sorts the more precise date first; open ends are less precise."""
    open_end = date.earliest is None or date.latest is None
    return _coarseness(date), open_end, date.edtf or date.text or ""


# Quantities


def quantities_fit(a: Quantity, b: Quantity) -> bool:
    """Intervals with a common number; words without one (``heavy``) fit nothing but themselves.

    >>> twelve, seven = Quantity(min=12, max=12), Quantity(min=7, qualifier="at_least")
    >>> quantities_fit(seven, twelve), quantities_fit(Quantity(min=300), Quantity(min=250, max=250))
    (True, False)
    """
    if a.min is None and a.max is None and b.min is None and b.max is None:
        return fold(a.text or "") == fold(b.text or "")
    return _meets(a.min, a.max, b.min, b.max)


def quantity_precision(quantity: Quantity) -> tuple[int, int, str]:
    """Sorts the narrower interval first."""
    if quantity.min is None or quantity.max is None:
        return 1, -(quantity.min or 0), quantity.text or ""
    return 0, quantity.max - quantity.min, quantity.text or ""


def intersection(quantities: Sequence[Quantity]) -> Quantity:
    """What all intervals have in common: one of the quantities, or the first with new bounds.

    >>> both = intersection([Quantity(min=7, qualifier="at_least"), Quantity(max=40)])
    >>> both.min, both.max, both.qualifier
    (7, 40, 'range')
    """
    low = max((q.min for q in quantities if q.min is not None), default=None)
    high = min((q.max for q in quantities if q.max is not None), default=None)
    for quantity in quantities:
        if (quantity.min, quantity.max) == (low, high):
            return quantity
    exact = low == high
    return evolve(
        quantities[0],
        min=low,
        max=high,
        best=low if exact else None,
        qualifier="exact" if exact else "range",
    )


def hull(quantities: Sequence[Quantity]) -> str:
    """The least and the greatest number that any of them allows (``7..250``)."""
    low = [q.min for q in quantities]
    high = [q.max for q in quantities]
    least = "" if None in low else min(n for n in low if n is not None)
    most = "" if None in high else max(n for n in high if n is not None)
    return f"{least}..{most}"


def counted_thing(quantity: Quantity) -> tuple[object, ...]:
    """What a quantity counts: only counts of one thing can agree or contradict each other."""
    return (
        quantity.state,
        quantity.outcomes,
        quantity.category,
        fold(quantity.scope or ""),
        fold(quantity.of or ""),
        fold(quantity.according_to or ""),
        quantity.as_of,
    )


# Places


def places_fit(a: Place, b: Place) -> bool:
    """One path is a prefix or a refinement of the other.

    >>> town, country = PlacePart("As-Safira"), PlacePart("Syria")
    >>> places_fit(Place(parts=(town, PlacePart("Aleppo"), country)), Place(parts=(town, country)))
    True
    """
    short, long = sorted((a.parts, b.parts), key=len)
    if not short:
        return fold(a.text or "") == fold(b.text or "")
    remaining = iter(long)
    return all(any(_same_part(part, other) for other in remaining) for part in short)


def _same_part(a: PlacePart, b: PlacePart) -> bool:
    return bool(thing_keys(a.name, a.link) & thing_keys(b.name, b.link))


def place_depth(place: Place) -> tuple[int, int, str]:
    """Sorts the deeper path first, then the one with links."""
    return -len(place.parts), -sum(p.link is not None for p in place.parts), place.text or ""


def medoid(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The point that is nearest to all others."""
    return min(points, key=lambda p: (sum(_distance(p, q) for q in points), p))


def spread(points: Sequence[tuple[float, float]]) -> float:
    """The greatest distance between two of the points, in kilometres, to a tenth."""
    return max((_distance(p, q) for p in points for q in points), default=0.0)


def _distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    from math import asin, cos, radians, sin, sqrt

    la, oa, lb, ob = map(radians, (*a, *b))
    half = sin((lb - la) / 2) ** 2 + cos(la) * cos(lb) * sin((ob - oa) / 2) ** 2
    return round(2 * 6371.0 * asin(min(1.0, sqrt(half))), 1)


# Results


def results_fit(a: Result, b: Result) -> bool:
    """The same class, and no two different winners.

    >>> won = Result("given", "Rebel victory", "victory", "Rebel")
    >>> results_fit(won, Result("given", "Army victory", "victory", "Army"))
    False
    """
    if a.class_ != b.class_:
        return a.class_ is None or b.class_ is None
    return not a.winner or not b.winner or thing_key(a.winner) == thing_key(b.winner)


def result_precision(result: Result) -> tuple[bool, int, str]:
    """Sorts the result that says more first."""
    more = len(result.details) + len(result.territory)
    return result.class_ is None, -more, result.headline or ""


# Things in lists


def thing_key(name: str) -> str:
    """The skeleton of a name, or its folded form where the skeleton has under three letters.

    >>> thing_key("Al-Nusra Front") == thing_key("al-Nusrah Front")
    True
    """
    bones = skeleton(name)
    return bones if sum(c.isalpha() for c in bones) > 2 else fold(name)


def thing_keys(name: str | None, link: str | None) -> frozenset[str]:
    """What pairs two items: the page they lead to, or the name."""
    return frozenset(thing_key(word) for word in (name, link) if word)


def actor_keys(actor: Actor) -> frozenset[str]:
    """What pairs two belligerents, commanders or units."""
    return thing_keys(actor.name, actor.link)


def part_key(part: Part) -> str:
    """What pairs two larger events: spelling apart they must be the same words."""
    return fold(part.link or part.name)


def link_key(link: Link) -> tuple[str, str, str, str]:
    """What pairs two links: kind, page, section, and where they stand."""
    target = (link.target or link.text).replace("_", " ").strip()
    return link.kind, target[:1].upper() + target[1:], link.anchor or "", link.where


def image_key(image: Image) -> str:
    """What pairs two images: the file, else the address or the words."""
    name = image.file or image.url or image.alt or image.caption or ""
    name = name.replace("_", " ").strip()
    return name[:1].upper() + name[1:]
