"""A place that a table tells in several cells: its name, its regions, its country, a point."""

from __future__ import annotations

from attrs import field, frozen

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Place, PlacePart
from warcorpus.model.record import Entry
from warcorpus.model.values import Field, Step, Value
from warcorpus.normalizing.cells import FARTHEST
from warcorpus.normalizing.columns_dates import told_precision
from warcorpus.normalizing.provenance import entry
from warcorpus.normalizing.values import FLAG, FOOTNOTE, MARKUP
from warcorpus.normalizing.view import View
from warcorpus.text.folding import fold

_CLEAN = (MARKUP, FOOTNOTE, FLAG)
_PLACE = Step("parse", "place")
_TRUSTED = ("place", "nearby")
"""Precisions of a point that is the event's own, not the middle of a province."""


@frozen
class _Path:
    """The parts of a place, narrowest first, and the readings of each of them."""

    parts: list[PlacePart] = field(factory=list)
    texts: list[str] = field(factory=list)
    readings: dict[int, list[Value]] = field(factory=dict)

    def add(self, value: Value) -> None:
        """A cell; a name that stands in it already is told twice, not a part more."""
        place: Place = value.normalized
        known = [fold(part.name) for part in self.parts]
        first = before = len(self.parts)
        for part in place.parts:
            if fold(part.name) in known:
                first = min(first, known.index(fold(part.name)))
            else:
                self.parts.append(part)
                known.append(fold(part.name))
        if len(self.parts) > before and place.text:
            self.texts.append(place.text)
        self.readings.setdefault(first, []).append(value)

    def entries(self) -> tuple[Entry, ...]:
        """The whole at the first part's pointer, the others at their own."""
        found: tuple[Entry, ...] = ()
        for number, values in self.readings.items():
            found += entry(f"/place/parts/{number}" if number else "/place", values)
        return found


def is_told_in_columns(view: View) -> bool:
    """Whether any column tells a part of the place or a point."""
    return any(own.role != "place" and not _is_loose(own) for own in view.fields("place"))


def _is_loose(own: Field) -> bool:
    """Whether a field is one of a header's places: ``place.1``."""
    return (own.role or "").removeprefix("place.").isdecimal()


def place_in_columns(view: View) -> tuple[Place, tuple[Entry, ...]]:
    """The place from its columns: parts from the narrowest to the widest, the point.

    Args:
        view: the record's fields; ``place.name``, ``place`` and ``place.admin.N`` (1 the widest)
            stand before ``place.country``.
    """
    path, stated = _Path(), []
    for own in sorted(view.fields("place"), key=_width):
        if _width(own)[0] > _COUNTRY:
            continue
        value = view.working(own).whole(_CLEAN, _PLACE)
        if value is None or value.state == "absent":
            continue
        if value.state == "given":
            path.add(value)
        else:
            stated.append(value)
    place, entries = Place(), path.entries()
    if path.parts:
        place = Place(state="given", text=", ".join(path.texts), parts=tuple(path.parts))
    elif stated:
        place = Place(state=stated[0].state, text=stated[0].raw.strip() or None)
        entries = entry("/place", stated)
    point, more = _point(view)
    if point is not None:
        north, east, trusted = point
        place = evolve(place, latitude=north, longitude=east, trusted=trusted)
    return place, entries + more


_COUNTRY = 2


def _width(own: Field) -> tuple[int, int]:
    """Names before regions before the country; what is no name of a place behind them."""
    role = own.role or ""
    if role in ("place", "place.name") or _is_loose(own):
        return 0, 0 if role == "place.name" else 1
    if role.startswith("place.admin."):
        number = role.removeprefix("place.admin.")
        return 1, -int(number) if number.isdecimal() and len(number) < 5 else 0
    return (_COUNTRY, 0) if role == "place.country" else (_COUNTRY + 1, 0)


def _point(view: View) -> tuple[tuple[float, float, bool] | None, tuple[Entry, ...]]:
    """Latitude, longitude and whether they are the event's own, with their entries."""
    precision = told_precision(view, "place.precision")
    trusted = precision is None or precision.normalized in _TRUSTED
    told = entry("/place/trusted", [precision])
    found = {name: _degrees(view, name) for name in FARTHEST}
    latitude, longitude = found["latitude"], found["longitude"]
    if latitude is not None and longitude is not None:
        entries = entry("/place/latitude", [latitude]) + entry("/place/longitude", [longitude])
        return (latitude.normalized, longitude.normalized, trusted), entries + told
    for own in view.fields("place"):
        if own.role == "place.coordinates":
            value = view.working(own).whole(_CLEAN, Step("parse", "coordinates"))
            if value is not None and value.normalized is not None:
                north, east = value.normalized
                return (north, east, trusted), entry("/place/latitude", [value]) + told
    return None, ()


def _degrees(view: View, name: str) -> Value | None:
    for own in view.fields("place"):
        if own.role == f"place.{name}":
            value = view.working(own).whole((), Step("parse", f"degrees {name}"))
            if value is not None and value.normalized is not None:
                return value
    return None
