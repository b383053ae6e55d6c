"""Date expressions in running prose: where they stand and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from warcorpus.model.facts import Date
from warcorpus.normalizing.dates.civil_days import format_year
from warcorpus.normalizing.dates.composing import date_of
from warcorpus.normalizing.dates.expressions import ExpressionReader
from warcorpus.normalizing.dates.glancing import FOUR_DIGITS, date_names, may_hold_date, places_of
from warcorpus.normalizing.dates.points import Expression, Reading
from warcorpus.normalizing.dates.resolving import resolve

# No expression reaches further from its month or year than "Wednesday, the 8th of" does; the
# other end of a range has a month or year of its own. Only these windows are scanned.
_REACH = 32
_STARTERS = frozenset(
    {"num", "month", "season", "part", "weekday", "ymd", "numeric", "circa", "era"}
)
_BEFORE_YEAR = frozenset({"from", "between", "preposition", "after", "of", "to"})
_NEVER_BEFORE_YEAR = frozenset({"dot", "sign", "num", "other", "dash", "slash", "question"})


class FoundDate(msgspec.Struct, frozen=True, gc=False):
    """A date expression of a text, without the preposition before it.

    Args:
        start: first character.
        end: one past the last.
        date: what it means; ``edtf`` is None where the digits are ambiguous.
        context: the ISO year that the surroundings gave. ``parse_date`` makes the same date of
            the characters and this year.
    """

    start: int
    end: int
    date: Date
    context: str | None = None


def find(text: str, context_year: int | None) -> Iterator[FoundDate]:
    """The dates of :func:`warcorpus.normalizing.dates.find_dates`, for an astronomical year."""
    year, behind = context_year, 0
    for expression in _expressions(text):
        if text.find("\n\n", behind, expression.start) >= 0:
            year = context_year
        behind = expression.start
        date = _meaning(text, expression, year)
        if date is None:
            continue
        lent = None if year is None or date.basis != "context" else format_year(year)
        yield FoundDate(expression.start, expression.end, date, lent)
        own = _year_of_day_or_month(expression)
        year = year if own is None else own


def _expressions(text: str) -> Iterator[Expression]:
    for start, end in _windows(text):
        if not may_hold_date(text, start, end):
            continue
        reader = ExpressionReader(text, True, start, end)
        i = 0 if start == 0 else 1  # what a cut window begins with may be half a word
        while i < len(reader.tokens):
            hit = reader.expression(i) if reader.tokens[i].kind in _STARTERS else None
            if hit is None:
                i += 1
                continue
            expression, behind = hit
            if not _is_in_address(text, expression) and _is_date(
                reader, i, behind, expression.readings[0]
            ):
                yield expression
            # Past it in any case: what is a count as a whole has no date among its pieces.
            i = behind


def _windows(text: str) -> list[tuple[int, int]]:
    """The stretches around months and years, widened to blanks, merged where they meet."""
    windows: list[tuple[int, int]] = []
    for position in _anchors(text):
        if windows and position < windows[-1][1]:
            start = windows.pop()[0]
        else:
            start = _blank_before(text, position - _REACH)
            if windows and start <= windows[-1][1]:
                start = windows.pop()[0]
        windows.append((start, _blank_behind(text, position + _REACH)))
    return windows


def _anchors(text: str) -> list[int]:
    positions = [match.start() for match in FOUR_DIGITS.finditer(text)]
    rare, common = _searches()
    positions += [match.start() for match in rare.finditer(text)]
    positions += [start for start, _ in places_of(common, text)]
    positions.sort()
    return positions


@cache
def _searches() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """How the names are found: those that begin with a letter that is rare in prose by one
    pattern, the others by ``str.find``.

    The pattern takes only the first letter of a name, so that none hides another.
    """
    common = tuple(name for name in date_names() if name.isascii() and not name[0].isupper())
    tails: dict[str, list[str]] = {}
    for name in date_names():
        if name not in common:
            tails.setdefault(name[0], []).append(name[1:])
    branches = [f"{re.escape(char)}(?={_trie(own)})" for char, own in tails.items()]
    return re.compile("|".join(branches)), common


def _trie(tails: list[str]) -> str:
    """An expression of several words, each letter they share asked for once."""
    shared: dict[str, list[str]] = {}
    for tail in tails:
        if not tail:
            return ""
        shared.setdefault(tail[0], []).append(tail[1:])
    branches = [re.escape(char) + _trie(rest) for char, rest in shared.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _blank_before(text: str, at: int) -> int:
    if at <= 0:
        return 0
    blank = text.rfind(" ", max(0, at - _REACH), at)
    return blank if blank >= 0 else at


def _blank_behind(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = text.find(" ", at, at + _REACH)
    return blank if blank >= 0 else min(len(text), at + _REACH)


def _is_in_address(text: str, expression: Expression) -> bool:
    """Whether it is a piece of a file name or a URL (``in_November_2015.gif``)."""
    before = text[expression.start - 1 : expression.start] if expression.start else ""
    after = text[expression.end : expression.end + 1]
    return before == "_" or after == "_" or before == after == "/"


def _is_date(reader: ExpressionReader, i: int, j: int, reading: Reading) -> bool:
    """Whether the numbers are a date there, not a count."""
    start, end = reading.start, reading.end
    if start.scale == "hundred" and (start.year or 0) < 1100:
        return False  # "1000s of people"
    told = (start.month, start.season, start.part, start.scale, start.bc, end.month)
    if any(part is not None for part in told) or start.approximate:
        return True
    before, after = reader.kind(i - 1), reader.token(j)
    if after.kind in {"unit", "other", "num"} or before in _NEVER_BEFORE_YEAR:
        return False
    if before in {"in", "since", "until", "part"} or end.open is not None:
        return True
    counted = after.kind == "word" and not after.upper
    if not reading.is_single:
        short = reader.token(j - 1).width == 2  # 2012–13
        return short or not counted
    if before == "open_bracket":
        return after.kind in {"close_bracket", "comma", "sign", "end"}
    if before == "the" or (before == "end" and i == 0):
        return (after.kind == "word" and after.upper) or after.kind == "end"
    if before == "and":  # "in 2011 and 2013", but not "resolutions 822 and 1325"
        before = "to" if reader.token(i - 2).width == 4 else before
    half = after.kind in {"dash", "to", "and"} and reader.kind(j + 1) in {"num", "other"}
    return before in _BEFORE_YEAR and after.kind != "word" and not half  # "from 1500 to 2000 men"


def _meaning(text: str, expression: Expression, year: int | None) -> Date | None:
    resolved = resolve(expression, year)
    if resolved.problem in {"date-invalid", "date-unparsed"}:
        return None
    return date_of([resolved], text[expression.start : expression.end])


def _year_of_day_or_month(expression: Expression) -> int | None:
    """The year of a date told with its month, which later days of the paragraph share."""
    if len(expression.readings) != 1:
        return None
    for point in (expression.readings[0].end, expression.readings[0].start):
        if point.year is not None and point.month is not None:
            return point.astronomical
    return None
