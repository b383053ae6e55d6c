"""Dates and numbers inside prose as tokens: compared by value, never by how they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from warcorpus.model.facts import Date
from warcorpus.normalizing.dates import find_dates
from warcorpus.normalizing.quantities import find_numbers
from warcorpus.text.tokens import comparison_form

_YEAR_OF_A_DAY = re.compile(r"(?<![0-9])-?[0-9]{4,}+(?=-[0-9]{2}-[0-9]{2})")
_DAY = re.compile(r"XXXX-([0-9]{2})-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-([0-9]{2})")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")


class Measure(NamedTuple):
    """A date or number in a text.

    Args:
        start: offset of its first character.
        end: one past its last.
        kind: ``date`` or ``number``.
        form: what aligns it: a day without its year, a number with its bounds.
        low: earliest ISO day, or least number; None when open.
        high: latest ISO day, or greatest number; None when open.
        edtf: the date as EDTF, None for numbers.
    """

    start: int
    end: int
    kind: Literal["date", "number"]
    form: str
    low: str | int | None
    high: str | int | None
    edtf: str | None = None


@lru_cache(maxsize=32)
def find_measures(text: str) -> tuple[Measure, ...]:
    """Dates and numbers of a text in order, without overlap; a number inside a date is none.

    >>> [m.form for m in find_measures("On 8 February 2013, 1,600 men came.")]
    ['date XXXX-02-08', 'number 1600 1600']
    """
    found: list[Measure] = []
    start = 0
    for end in (*(blank.end() for blank in _BLANK_LINES.finditer(text)), len(text)):
        found += [
            Measure(m.start + start, m.end + start, m.kind, m.form, m.low, m.high, m.edtf)
            for m in _of_paragraph(text[start:end])
        ]
        start = end
    return tuple(found)


@lru_cache(maxsize=4096)
def _of_paragraph(text: str) -> tuple[Measure, ...]:
    """Those of one paragraph; versions of a text have most of their paragraphs in common."""
    dates = [_date(text, f.start, f.end, f.date) for f in find_dates(text)]
    numbers = [
        Measure(f.start, f.end, "number", f"number {f.min} {f.max}", f.min, f.max)
        for f in find_numbers(text)
        if f.min is not None or f.max is not None
    ]
    found: list[Measure] = []
    for measure in sorted([*dates, *numbers], key=lambda m: (m.start, m.kind, -m.end)):
        if not found or measure.start >= found[-1].end:
            found.append(measure)
    return tuple(found)


def _date(text: str, start: int, end: int, date: Date) -> Measure:
    edtf = date.edtf
    form = comparison_form(text[start:end]) if edtf is None else _without_years(edtf)
    return Measure(start, end, "date", f"date {form}", date.earliest, date.latest, edtf)


def _without_years(edtf: str) -> str:
    return _YEAR_OF_A_DAY.sub("XXXX", edtf)


def compatible(a: Measure, b: Measure) -> bool:
    """Whether both can be true of one thing: a missing year fits any, bounds must meet.

    >>> day, other, month = (find_measures(t)[0] for t in ("8 May", "9 May 2013", "May 2013"))
    >>> compatible(day, other), compatible(day, month), compatible(other, month)
    (False, True, True)
    """
    if a.kind != b.kind:
        return False
    if a.kind == "date":
        return _dates_meet(a, b)
    return _meet(a, b)


def _dates_meet(a: Measure, b: Measure) -> bool:
    if a.edtf is None or b.edtf is None:
        return a.form == b.form
    if "XXXX" not in a.edtf and "XXXX" not in b.edtf:
        return a.edtf == b.edtf or (len(a.edtf) != len(b.edtf) and _meet(a, b))
    if a.form == b.form:
        return True
    yearless, other = (a, b) if "XXXX" in a.edtf else (b, a)
    if "XXXX" in str(other.form):
        return False
    months = set(_DAY.findall(yearless.form))
    others = set(_MONTH.findall(other.form))
    return not others or bool(months & others)


def _meet(a: Measure, b: Measure) -> bool:
    """Whether two intervals have a common point; an open end reaches everywhere."""
    return _reaches(a.low, b.high) and _reaches(b.low, a.high)


def _reaches(low: str | int | None, high: str | int | None) -> bool:
    if low is None or high is None:
        return True
    if isinstance(low, int) and isinstance(high, int):
        return low <= high
    return str(low) <= str(high)


def disagree(a: Sequence[Measure], b: Sequence[Measure]) -> bool:
    """Whether a date or number of the side that has fewer finds no compatible one on the other.

    >>> disagree(find_measures("21 men"), find_measures("25 men, 21 of them dead"))
    False
    >>> disagree(find_measures("21 men"), find_measures("25 men"))
    True
    """
    for kind in ("date", "number"):
        left = [m for m in a if m.kind == kind]
        right = [m for m in b if m.kind == kind]
        if not left or not right:
            continue
        fewer, more = (left, right) if len(left) <= len(right) else (right, left)
        if any(not any(compatible(m, other) for other in more) for m in fewer):
            return True
    return False
