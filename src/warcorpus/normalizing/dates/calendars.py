"""One day told in two calendars: ``6 November (O.S.) or 16 November (N.S.), 1632``."""

from __future__ import annotations

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.normalizing.dates.expressions import ExpressionReader
from warcorpus.normalizing.dates.points import Expression, Point, Reading

_OLD_STYLE, _NEW_STYLE = 0, 1
_BETWEEN = frozenset({"open_bracket", "close_bracket", "comma", "slash", "and"})
# What may follow a mark that stands behind its date; before anything else it opens the next.
_BEHIND = frozenset({"close_bracket", "comma", "slash", "and", "end", "newline"})

_MOST_PIECES = 5  # two days or ranges, their years, and one to spare


class _Told(msgspec.Struct, frozen=True, gc=False):
    """The day in one calendar; ``style`` is None if no mark names the calendar."""

    reading: Reading
    start: int
    end: int
    style: int | None = None


def told_in_calendars(reader: ExpressionReader, i: int) -> tuple[Expression, int] | None:
    """The Gregorian day of an expression with O.S. or N.S. in it, and the index behind it.

    A day told in the old calendar alone is converted, which is an inference.
    """
    told, j = _collect(reader, i)
    styles = {piece.style for piece in told}
    if styles <= {None} or not told:
        return None
    told = _with_shared_year(told)
    chosen = _chosen(told)
    others = [piece for piece in told if piece is not chosen]
    reading = chosen.reading
    if chosen.style == _OLD_STYLE:
        reading = Reading(reading.start._replace(julian=True), reading.end._replace(julian=True))
        others = [chosen]
    notes = "; ".join(_note(reader.text, piece) for piece in others)
    start, end = reader.token(i).start, reader.token(j - 1).end
    return Expression(start, end, (reading,), notes or None), j


def _collect(reader: ExpressionReader, i: int) -> tuple[list[_Told], int]:
    told: list[_Told] = []
    pending: int | None = None
    last = i
    while len(told) < _MOST_PIECES:
        kind = reader.kind(i)
        if kind == "calendar":
            if told and told[-1].style is None and reader.kind(i + 1) in _BEHIND:
                told[-1] = evolve(told[-1], style=reader.token(i).value)
            else:
                pending = reader.token(i).value
            i = last = i + 1
            continue
        if told and kind in _BETWEEN:
            last = i + 1 if kind == "close_bracket" else last
            i += 1
            continue
        found = reader.expression(i)
        if found is None or len(found[0].readings) != 1:
            return told, last
        expression, i = found
        last = i
        told.append(_Told(expression.readings[0], expression.start, expression.end, pending))
        pending = None
    return told, last


def _with_shared_year(told: list[_Told]) -> list[_Told]:
    """A year that stands behind both days belongs to both."""
    years = [piece.reading for piece in told if _is_year(piece.reading)]
    days = [piece for piece in told if not _is_year(piece.reading)] or told
    dated = [piece.reading for piece in told if piece.reading.has_year]
    if not (years or dated):
        return days
    year = (years or dated)[0].end.year or (years or dated)[0].start.year
    return [piece if piece.reading.has_year else _in_year(piece, year) for piece in days]


def _in_year(piece: _Told, year: int | None) -> _Told:
    start, end = piece.reading.start, piece.reading.end
    return evolve(piece, reading=Reading(start._replace(year=year), end._replace(year=year)))


def _is_year(reading: Reading) -> bool:
    return reading.is_single and reading.start == Point(year=reading.start.year)


def _chosen(told: list[_Told]) -> _Told:
    """New Style; else the unmarked day beside an old one; else the old one itself."""
    for style in (_NEW_STYLE, None):
        for piece in told:
            if piece.style == style:
                return piece
    return told[0]


def _note(text: str, piece: _Told) -> str:
    written = " ".join(text[piece.start : piece.end].split())
    return f"{written} ({'O.S.' if piece.style == _OLD_STYLE else 'N.S.'})"
