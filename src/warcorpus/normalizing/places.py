"""Places: parts from the narrowest to the widest, and coordinates."""

from __future__ import annotations

import re

from warcorpus.model.facts import Place, PlacePart
from warcorpus.normalizing.ranges import Ranges
from warcorpus.normalizing.states import state_of

_SEPARATOR = re.compile(r"[,\n]+")
_DEGREES = re.compile(
    r"(-?\d{1,3}(?:\.\d{1,10})?)\s?°?\s?"
    r"(?:(\d{1,2}(?:\.\d{1,10})?)\s?[′']\s?(?:(\d{1,2}(?:\.\d{1,10})?)\s?[″\"]\s?)?)?([NSEW])"
)
_MARKS = "*•· \t"
_POINT = re.compile(
    r"\s*POINT\s?\(\s?(-?\d{1,3}(?:\.\d{1,20})?)\s(-?\d{1,3}(?:\.\d{1,20})?)\s?\)\s*\Z",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"\s*(-?\d{1,3}(?:\.\d{1,15})?)(?:\s*+[,;/]\s*+|[^\S ]*+ \s*+)(-?\d{1,3}(?:\.\d{1,15})?)\s*\Z"
)


def parse_place(text: str, whole: tuple[str, ...] = ()) -> Place:
    """A place from its text, split at commas outside brackets.

    Args:
        text: the value after repairs.
        whole: names that hold a comma themselves (``Arima, Syria``, as a link says) and are kept.

    >>> [part.name for part in parse_place("As-Safira, Syria").parts]
    ['As-Safira', 'Syria']
    >>> [part.name for part in parse_place("Arima, Syria, Asia", ("Arima, Syria",)).parts]
    ['Arima, Syria', 'Asia']
    """
    state = state_of(text)
    shown = " ".join(text.split())
    if state != "given":
        return Place(state=state, text=shown if state == "unknown" else None)
    names = _split(_first_path(text), whole)
    return Place(state="given", text=shown, parts=tuple(PlacePart(name) for name in names))


def _first_path(text: str) -> str:
    """The text of the first place of several, narrowest part first.

    ``Barbour County, WV; Taylor County, WV`` are two places. Bulleted lines are places inside
    the one of the line above them.
    """
    lines = text.partition(";")[0].split("\n")
    bulleted = [line.lstrip().lstrip(_MARKS) for line in lines if line.lstrip()[:1] in ("*", "•")]
    plain = [line for line in lines if line.strip() and line.lstrip()[0] not in "*•"]
    return "\n".join([*bulleted[:1], *plain])


def _split(text: str, whole: tuple[str, ...]) -> list[str]:
    kept = _kept(text, whole)
    ends = [found.span() for found in _SEPARATOR.finditer(text) if not kept.holds(found.start())]
    names, position = [], 0
    for start, end in [*ends, (len(text), len(text))]:
        name = " ".join(text[position:start].split()).removeprefix("and ").rstrip(":")
        if state_of(name) != "absent":
            names.append(name)
        position = end
    return names


def _kept(text: str, whole: tuple[str, ...]) -> Ranges:
    """Ranges of a text inside which a comma parts nothing."""
    ranges: list[tuple[int, int]] = []
    for name in whole:
        at = text.find(name)
        if at >= 0:
            ranges.append((at, at + len(name)))
    opened: list[int] = []
    for at, char in enumerate(text):
        if char == "(":
            opened.append(at)
        elif char == ")" and opened:
            start = opened.pop()
            if not opened:
                ranges.append((start, at + 1))
    return Ranges.of(ranges)


def parse_coordinates(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; None if the text does not hold both.

    >>> parse_coordinates("36.12571°N, 36.88793°W"), parse_coordinates("SY")
    ((36.12571, -36.88793), None)
    >>> parse_coordinates("37°30′N 37°22′30″E")
    (37.5, 37.375)
    >>> parse_coordinates("Point(37.375 37.5)")  # as Wikidata's exports write it: east first
    (37.5, 37.375)
    """
    found = {match.group(4) in "NS": _degrees(match) for match in _DEGREES.finditer(text)}
    plain, point = _PLAIN.match(text), _POINT.match(text)
    if point:
        latitude, longitude = float(point.group(2)), float(point.group(1))
    elif len(found) == 2:
        latitude, longitude = found[True], found[False]
    elif plain:
        latitude, longitude = float(plain.group(1)), float(plain.group(2))
    else:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _degrees(match: re.Match[str]) -> float:
    degrees, minutes, seconds, side = match.groups()
    value = float(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return round(-value if side in "SW" else value, 6)
