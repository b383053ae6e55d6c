"""Place and result of a record, from its fields."""

from __future__ import annotations

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Place, PlacePart, Result
from warcorpus.model.record import Entry
from warcorpus.model.values import Field, Step, Value
from warcorpus.normalizing.columns_places import is_told_in_columns, place_in_columns
from warcorpus.normalizing.provenance import entry
from warcorpus.normalizing.results import class_of, winner_of
from warcorpus.normalizing.values import FLAG, FOOTNOTE, MARKUP, Working
from warcorpus.normalizing.view import FieldLink, Parameter, View, located

_CLEAN = (MARKUP, FOOTNOTE)
_PLACE = (MARKUP, FOOTNOTE, FLAG)
MOST_LINKS = 100
"""Links of a place that are looked at; no place has more parts."""

_LINE_MARKS = "*•· \t"


class Located(msgspec.Struct, frozen=True, gc=False):
    """A place with its entries."""

    place: Place
    entries: tuple[Entry, ...] = ()


class Ended(msgspec.Struct, frozen=True, gc=False):
    """A result with its entries."""

    result: Result
    entries: tuple[Entry, ...] = ()


def place_of(view: View) -> Located:
    """The place: from the infobox, else from the header; the first that says something counts."""
    if is_told_in_columns(view):
        return Located(*place_in_columns(view))
    sources: list[tuple[Field, tuple[FieldLink, ...]]] = [
        (own.field, own.links) for own in view.of_slot("place")
    ]
    sources += [(own, ()) for own in view.fields("place")]
    read = [
        (value, links)
        for own, links in sources
        if (value := _place_value(view.working(own), links)) is not None
    ]
    read.sort(key=lambda pair: pair[0].state != "given")  # stable: the first given one leads
    place = Place()
    if read:
        value, links = read[0]
        place = _linked(value.normalized, links) if value.state == "given" else _stated(value)
    point, more = _coordinates(view)
    if point is not None:
        place = evolve(place, latitude=point[0], longitude=point[1], trusted=False)
    return Located(place, entry("/place", [value for value, _ in read]) + more)


def _place_value(work: Working, links: tuple[FieldLink, ...]) -> Value | None:
    text = work.text.text
    whole = dict.fromkeys(text[a:b] for a, b, _ in located(text, links) if "," in text[a:b])
    step = Step("parse", " ".join(["place", " | ".join(whole)]).strip())
    value = work.whole(_PLACE, step)
    return None if value is None or value.state == "absent" else value


def _stated(value: Value) -> Place:
    return Place(state=value.state, text=value.raw.strip() or None)


def _linked(place: Place, links: tuple[FieldLink, ...]) -> Place:
    """The place with the pages that its parts link to; each link serves one part."""
    unused = [link for link in links if link.target][:MOST_LINKS]
    parts: list[PlacePart] = []
    for part in place.parts:
        fits = [link for link in unused if link.text == part.name]
        fits = fits or [link for link in unused if link.text and link.text in part.name]
        if fits:
            unused.remove(fits[0])
            part = evolve(part, link=fits[0].target)
        parts.append(part)
    return evolve(place, parts=tuple(parts))


def _coordinates(view: View) -> tuple[tuple[float, float] | None, tuple[Entry, ...]]:
    for own in view.of_slot("coordinates"):
        value = view.working(own.field).whole(_CLEAN, Step("parse", "coordinates"))
        if value is not None and value.normalized is not None:
            return value.normalized, entry("/place/latitude", [value])
    return None, ()


def result_of(view: View) -> Ended:
    """The result with its territory and status; a status alone may tell the result's class."""
    result = Result()
    entries: tuple[Entry, ...] = ()
    columns = view.fields("result")
    told = [own for own in columns if own.role == "result"]
    for own in (*(own.field for own in view.of_slot("result")), *told):
        value = view.working(own).whole(_CLEAN, Step("parse", "result"))
        if value is None or value.state == "absent":
            continue
        result = value.normalized if value.state == "given" else Result(state=value.state)
        entries = entry("/result", [value])
        break
    winners = [view.working(own).whole(_CLEAN) for own in columns if own.role == "result.winner"]
    winner = next((value for value in winners if value is not None and value.normalized), None)
    if winner is not None and result.state in ("absent", "given"):
        known = result.winner or winner.normalized
        result = evolve(result, state="given", winner=known, class_=result.class_ or "victory")
        entries += entry("/result/winner", [winner])
    territory = _lines(view, view.of_slot("territory"))
    status = _lines(view, view.of_slot("status"))[:1]
    for number, value in enumerate(territory):
        entries += entry(f"/result/territory/{number}", [value])
    entries += entry("/result/status", status)
    if territory:
        result = evolve(result, territory=tuple(value.normalized for value in territory))
    if status:
        result = evolve(result, status=status[0].normalized)
    if result.state == "absent" and (territory or status):
        result = evolve(result, state="given")
    if result.class_ is None and status:
        told = status[0].normalized
        result = evolve(result, class_=class_of(told), winner=winner_of(told))
    return Ended(result, entries)


def _lines(view: View, parameters: list[Parameter]) -> list[Value]:
    """The lines of a parameter as values, bullets outside."""
    values = []
    for own in parameters:
        work = view.working(own.field)
        position = 0
        for line in work.text.text.split("\n"):
            start = position + len(line) - len(line.lstrip(_LINE_MARKS))
            value = work.item(start, position + len(line), _CLEAN)
            position += len(line) + 1
            if value is not None and value.normalized:
                values.append(value)
    return values
