"""Names as matching sees them: folded form, core, edition, skeleton."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from attrs import frozen

from warcorpus.matching.tables import (
    abbreviations,
    countries,
    generic_words,
    months,
    ordinals,
    regions,
)
from warcorpus.matching.times import OPEN_END, Grain, Interval, relation
from warcorpus.model.facts import NameKind
from warcorpus.model.values import Span
from warcorpus.normalizing.dates.civil_days import to_ordinal
from warcorpus.text.folding import fold, skeleton_of, words

_PIECE = re.compile(r"[^\W_]+|[–—‒−-]|\S")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)\Z", re.ASCII | re.IGNORECASE)
_LIST = re.compile(r"[,;:/]|\([^()]*\)?|\b(?:or|and|near)\b", re.IGNORECASE)
"""What parts the names of a list: ``Skirmish, Locust Grove or Payne's Farm``."""
_DASHES = frozenset("–—‒−-")
_ONGOING = frozenset({"present", "ongoing", "today"})
_MIN_SKELETON = 3
_SHORT_GUESS = 4
_LONGEST_COUNTRY = 5


@frozen
class Edition:
    """What tells sequels of one name apart.

    >>> read_name("Second Battle of Tikrit").edition.ordinal
    2
    """

    ordinal: int | None = None
    interval: Interval | None = None

    def fits(self, other: Edition) -> bool:
        """Whether both may be one edition: `(2015)` and `(May 2015)`, not `(2014–2017)`."""
        if self.ordinal is not None and other.ordinal is not None:
            return self.ordinal == other.ordinal
        if self.interval is None or other.interval is None:
            return True
        return relation(self.interval, other.interval) in ("equal", "fits")

    def contradicts(self, other: Edition) -> bool:
        """Whether the ordinals differ or the intervals are disjoint."""
        if self.ordinal is not None and other.ordinal is not None:
            return self.ordinal != other.ordinal
        if self.interval is not None and other.interval is not None:
            return not self.interval.meets(other.interval)
        return False


@frozen
class NameView:
    """One name, folded for comparison.

    Args:
        text: as written.
        folded: its words.
        core: its words without generic ones and without the edition.
        skeleton: consonants of the core; empty under three letters.
        edition: ordinal or interval, None without one.
        weak: the core is empty or made of countries alone.
        kind: where the name comes from.
        primary: it is the record's title, infobox name, or the lead name that stands for them.
        spans: its characters in the raw file.
        listed: cores of its parts, if it is a list of names.

    >>> name = read_name("Battle of Maarat al-Numan (2012)")
    >>> name.folded, name.core, name.skeleton, name.weak
    ('battle of maarat al numan 2012', 'maarat al numan', 'mrt nmn', False)
    """

    text: str
    folded: str
    core: str
    skeleton: str
    edition: Edition | None
    weak: bool
    kind: NameKind = "title"
    primary: bool = True
    spans: tuple[Span, ...] = ()
    listed: tuple[str, ...] = ()


def read_name(
    text: str, kind: NameKind = "title", primary: bool = True, spans: tuple[Span, ...] = ()
) -> NameView:
    """The view of one name.

    Args:
        text: the name as written.
        kind: where it comes from.
        primary: whether it counts in full.
        spans: its raw characters.
    """
    edition, rest = _edition(text)
    core = _core(rest)
    bones = skeleton_of(core)
    return NameView(
        text=text,
        folded=target_key(text),
        core=" ".join(core),
        skeleton=bones if len(bones.replace(" ", "")) >= _MIN_SKELETON else "",
        edition=edition,
        weak=_only_countries(core) or (kind == "lead" and _is_short(core)),
        kind=kind,
        primary=primary,
        spans=spans,
        listed=_listed(rest),
    )


def _core(text: str) -> list[str]:
    """The words of a name that name something, abbreviations written out."""
    spoken = (word for word in words(text) if word not in generic_words())
    return [abbreviations().get(word, word) for word in spoken]


def _listed(text: str) -> tuple[str, ...]:
    """Cores of the names of a list, in order; none of a name that is no list.

    Countries, regions and brackets only say where the others lie (``Franklin, Tennessee``).
    """
    pieces = _LIST.split(text)
    if len(pieces) == 1:
        return ()
    cores = (_core(_edition(piece)[1]) for piece in pieces)
    named = [core for core in cores if not _only_countries(core) and tuple(core) not in regions()]
    return tuple(dict.fromkeys(" ".join(core) for core in named))


def target_key(text: str) -> str:
    """The folded form under which a link target and a name meet.

    >>> target_key("the Syrian_Civil War"), target_key("Syrian civil war")
    ('syrian civil war', 'syrian civil war')
    """
    tokens = words(text)
    if len(tokens) > 1 and tokens[0] == "the":
        tokens = tokens[1:]
    return " ".join(tokens)


def _is_short(core: list[str]) -> bool:
    """Whether a name guessed from the lead is an acronym or a suffix: ``Jpg``, ``US``."""
    return len("".join(core)) <= _SHORT_GUESS


def _only_countries(core: list[str]) -> bool:
    """Whether nothing but countries and their peoples stands in a core; also if nothing does."""
    position = 0
    while position < len(core):
        for length in range(min(_LONGEST_COUNTRY, len(core) - position), 0, -1):
            if tuple(core[position : position + length]) in countries():
                position += length
                break
        else:
            return False
    return True


def _edition(text: str) -> tuple[Edition | None, str]:
    """The edition of a name, and the name without it."""
    pieces = _PIECE.findall(_glued().sub(r"\g<0>–", text))
    interval, pieces = _cut_interval(pieces)
    ordinal, pieces = _cut_ordinal(pieces)
    if interval is None and ordinal is None:
        return None, text
    return Edition(ordinal, interval), _joined(pieces)


@cache
def _glued() -> re.Pattern[str]:
    """Where a tokenised copy lost the dash of a range: ``20202021``, ``June 2012April 2013``."""
    names = sorted({name.capitalize() for name in months() if name.isascii() and len(name) > 2})
    month = f"(?:{'|'.join(map(re.escape, names))})"
    year = r"(?<!\d)(?:1[0-9]|20)\d\d"
    years = r"(?:1[0-9]|20)\d\d(?!\d)"
    return re.compile(rf"{year}(?={years}|{month}\b)|\b{month}(?={month}\b)")


def _joined(pieces: list[str]) -> str:
    """Pieces as text again; an apostrophe keeps its word together."""
    text = " ".join(pieces)
    for mark in "'’‘ʼʿʾ`":
        text = text.replace(f" {mark} ", mark)
    return text


def _cut_interval(pieces: list[str]) -> tuple[Interval | None, list[str]]:
    """The first run of months, numbers and dashes that holds a year, and the other pieces."""
    start = 0
    while start < len(pieces):
        end = start
        while end < len(pieces) and _is_date_piece(pieces, end, end > start):
            end += 1
        while end > start and pieces[end - 1] in _DASHES:
            end -= 1
        if end > start:
            interval = _interval(pieces[start:end])
            if interval is not None:
                return interval, pieces[:start] + pieces[end:]
        start = max(end, start + 1)
    return None, pieces


def _is_date_piece(pieces: list[str], place: int, inside: bool) -> bool:
    """Whether a piece may stand in a date. A year of three digits needs a bracket: `(636)`."""
    piece = pieces[place]
    if piece.isdigit():
        opened = place > 0 and pieces[place - 1] in ("(", *_DASHES)
        return piece.isascii() and (len(piece) in (1, 2, 4) or (len(piece) == 3 and opened))
    return fold(piece) in months() or (inside and (piece in _DASHES or piece in _ONGOING))


class _End(NamedTuple):
    day: int | None
    month: int | None
    year: int | None


def _interval(pieces: list[str]) -> Interval | None:
    """The days of ``June 2012 – April 2013``; None if it holds no year."""
    dashes = [i for i, piece in enumerate(pieces) if piece in _DASHES]
    left = _end(pieces[: dashes[0]] if dashes else pieces)
    right = _end(pieces[dashes[0] + 1 :]) if dashes else left
    if left is None or right is None or len(dashes) > 1:
        return None
    if pieces[-1] in _ONGOING:
        return _days(left, None) if left.year is not None else None
    left, right = _completed(left, right)
    return None if left.year is None or right.year is None else _days(left, right)


def _completed(left: _End, right: _End) -> tuple[_End, _End]:
    """``2012–13`` has its century on the left, ``January–February 2012`` its year on the right."""
    if left.year is not None and right.year is None and right.month is None and right.day:
        right = _End(None, None, left.year // 100 * 100 + right.day)
    if left.year is None:
        month = right.month if left.month is None else left.month
        left = _End(left.day, month, right.year)
    return left, right


def _end(pieces: list[str]) -> _End | None:
    """Day, month and year of one end; None if the pieces are no such thing."""
    day = month = year = None
    for piece in pieces:
        if fold(piece) in months() and month is None:
            month = months()[fold(piece)]
        elif piece.isdigit() and len(piece) >= 3 and int(piece) and year is None:
            year = int(piece)
        elif piece.isdigit() and len(piece) <= 2 and day is None and piece != "0":
            day = int(piece)
        elif piece not in _ONGOING:
            return None
    return _End(day, month, year)


def _days(left: _End, right: _End | None) -> Interval | None:
    start = to_ordinal(left.year or 0, left.month or 1, left.day or 1)
    end = OPEN_END if right is None else _last(right)
    ends = (left,) if right is None else (left, right)
    grain: Grain = "day"
    if any(point.day is None for point in ends):
        grain = "year" if any(point.month is None for point in ends) else "month"
    return Interval(start, end, grain) if start <= end else None


def _last(end: _End) -> int:
    year, month = end.year or 0, end.month or 12
    if end.day is not None and end.month is not None:
        return to_ordinal(year, month, end.day)
    return to_ordinal(year + month // 12, month % 12 + 1, 1) - 1


def _cut_ordinal(pieces: list[str]) -> tuple[int | None, list[str]]:
    """The ordinal of a name, and the other pieces. Roman numbers count at the end alone."""
    named = [i for i, piece in enumerate(pieces) if piece not in "()"]
    for place in named:
        piece = pieces[place]
        written = _ORDINAL.match(piece)
        number = int(written.group(1)) if written else ordinals().get(fold(piece))
        if number is not None and (piece.isupper() or not _is_roman(piece)):
            if _is_roman(piece) and place != named[-1]:
                continue
            return number, pieces[:place] + pieces[place + 1 :]
    return None, pieces


def _is_roman(piece: str) -> bool:
    return not set(fold(piece)) - set("ivx")
