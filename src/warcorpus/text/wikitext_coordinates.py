"""Coordinates as the template ``coord`` gives them."""

from __future__ import annotations

from typing import NamedTuple

_SIDES = ("N", "S", "E", "W")  # O is east in German and west in French: never read
_MARKS = "°′″"
_SHARES = (1, 60, 3_600)  # of a degree


class _Angle(NamedTuple):
    """Degrees, minutes and seconds as written, and the side."""

    numbers: tuple[str, ...]
    side: str

    @property
    def degrees(self) -> float:
        """The angle in degrees, negative in the south and the west."""
        value = sum(float(n) / share for n, share in zip(self.numbers, _SHARES, strict=False))
        return round(-value if self.side in "SW" and self.side else value, 6)

    def __str__(self) -> str:
        written = [n + mark for n, mark in zip(self.numbers, _MARKS, strict=False)]
        return "".join(written) + self.side


def coordinates_text(words: list[str]) -> str:
    """The unnamed arguments of ``coord`` as a reader sees them; nothing if they are none.

    >>> coordinates_text(["36", "12", "N", "37", "10", "30", "E", "type:event"])
    '36°12′N 37°10′30″E'
    >>> coordinates_text(["36.2", "-37.1"])
    '36.2, -37.1'
    """
    angles = _angles(words)
    if angles is None:
        return ""
    return (" " if angles[0].side else ", ").join(
        str(angle) if angle.side else angle.numbers[0] for angle in angles
    )


def first_coordinates(words: list[str]) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, None if the arguments do not hold both.

    >>> first_coordinates(["36", "12", "S", "37", "30", "E"])
    (-36.2, 37.5)
    """
    angles = _angles(words)
    if angles is None:
        return None
    latitude, longitude = (angle.degrees for angle in angles)
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _angles(words: list[str]) -> tuple[_Angle, _Angle] | None:
    numbers: list[str] = []
    angles: list[_Angle] = []
    for word in words[:8]:
        if word.upper() in _SIDES and numbers and len(numbers) <= 3:
            angles.append(_Angle(tuple(numbers), word.upper()))
            numbers = []
        elif _is_number(word):
            numbers.append(word)
        elif word:
            break
    if not angles and len(numbers) == 2:
        return _Angle((numbers[0],), ""), _Angle((numbers[1],), "")
    sides = [angle.side for angle in angles]
    if len(angles) != 2 or sides[0] not in "NS" or sides[1] not in "EW":
        return None
    return angles[0], angles[1]


def _is_number(word: str) -> bool:
    digits = word.removeprefix("-").replace(".", "", 1)
    return len(word) <= 20 and digits.isascii() and digits.isdecimal()
