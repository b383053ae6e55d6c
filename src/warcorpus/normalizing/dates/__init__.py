"""Dates of fields: text to :class:`Date`. Total, and it never asks for today."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Date
from warcorpus.normalizing.dates import finding as date_finding
from warcorpus.normalizing.dates.calendars import told_in_calendars
from warcorpus.normalizing.dates.composing import Item, composed, date_of
from warcorpus.normalizing.dates.expressions import ExpressionReader
from warcorpus.normalizing.dates.finding import FoundDate
from warcorpus.normalizing.dates.points import Expression
from warcorpus.normalizing.dates.resolving import from_edtf, resolve
from warcorpus.normalizing.states import state_of
from warcorpus.text.remembering import remembered

_CONTEXT_YEAR = re.compile(r"-?\d{4}")
_LABEL_EDGES = " \t\r\n\u00a0*•·:;,.&–—-/|"
_CONNECTIVES = frozenset({"", "and", "then", "or", "to", "from", "in", "on", "the"})
_DURATION = re.compile(r"\d\s(?:day|week|month|year|hour|minute)")
_EMPTY_BRACKETS = re.compile(r"\(\s{0,9}\)")


class ParsedDate(msgspec.Struct, frozen=True, gc=False):
    """A date and what was wrong with it.

    Args:
        date: ``given`` with its text even where it could not be understood.
        problems: ``date-ambiguous``, ``date-invalid``, ``date-unparsed``.
    """

    date: Date
    problems: tuple[str, ...] = ()


def context_year(context: str | None) -> int | None:
    """The astronomical year of an ISO year, month or day.

    >>> context_year("2013-02"), context_year(None)
    (2013, None)
    """
    found = _CONTEXT_YEAR.match(context) if context else None
    return int(found.group()) if found else None


@remembered
def parse_date(text: str, context: str | None = None) -> ParsedDate:
    """Read the value of a date field.

    Args:
        text: the whole value after repairs; it may hold several lines, phases and notes.
        context: ISO year, month or day of the surroundings, for a date without a year.

    >>> parse_date("6–19 February 2013").date.edtf
    '2013-02-06/2013-02-19'
    >>> parse_date("8 February", "2013").date.edtf, parse_date("8 February").date.edtf
    ('2013-02-08', 'XXXX-02-08')
    >>> parse_date("08/10/2012").date.candidates
    ('2012-08-10', '2012-10-08')
    """
    state = state_of(text)
    if state != "given":
        return ParsedDate(Date(state=state))
    written = text.strip()
    machine_readable = from_edtf(written)
    if machine_readable is not None:
        return ParsedDate(date_of([machine_readable], written))
    items = _items(written, context_year(context))
    if not items:
        return ParsedDate(_undated(written), ("date-unparsed",))
    date, problems = composed(items)
    return ParsedDate(evolve(date, text=written), problems)


def find_dates(text: str, context: str | None = None) -> list[FoundDate]:
    """All date expressions of a prose text, in order, none overlapping.

    The preposition before a date is no part of it; a number or a year that may be a count is
    left alone, and so is a bare ``May`` or ``March``.

    Args:
        text: prose; paragraphs are parted by an empty line.
        context: ISO year, month or day of the surroundings. A day without a year takes that of
            an earlier full date of its paragraph first.

    >>> [(d.start, d.end, d.date.edtf) for d in find_dates("fought in February 2013, on 8 May")]
    [(10, 23, '2013-02'), (28, 33, '2013-05-08')]
    """
    return [*dates_in(text, context)]


def dates_in(text: str, context: str | None = None) -> Iterator[FoundDate]:
    """The same one by one, for who needs only the first that fits."""
    return date_finding.find(text, context_year(context))


def _undated(written: str) -> Date:
    """A value without any date in it; it may still say that the event goes on."""
    reader = ExpressionReader(written, prose=False)
    kinds = {token.kind for token in reader.tokens} - {"open_bracket", "close_bracket", "dot"}
    if kinds == {"open", "end"}:
        return Date(state="given", text=written, status="ongoing")
    return Date(state="given", text=written)


def _items(text: str, year: int | None) -> list[Item]:
    expressions = _expressions(text)
    years = _lent_years([_own_year(expression) for expression in expressions], year)
    items = [Item(e, resolve(e, lent)) for e, lent in zip(expressions, years, strict=True)]
    # "Offensive of May: 8 May 2012": a piece that names no days is words among the others.
    dated = [item for item in items if item.resolved.problem != "date-unparsed"]
    return _labelled(text, dated)


def _expressions(text: str) -> list[Expression]:
    reader = ExpressionReader(text, prose=False)
    two_calendars = any(token.kind == "calendar" for token in reader.tokens)
    expressions: list[Expression] = []
    i = 0
    while reader.kind(i) != "end":
        found = told_in_calendars(reader, i) if two_calendars else None
        found = found or reader.expression(i)
        if found is None:
            i += 1
        else:
            expressions.append(found[0])
            i = found[1]
    return expressions


def _own_year(expression: Expression) -> int | None:
    for reading in expression.readings:
        for point in (reading.end, reading.start):
            if point.year is not None and point.scale is None:
                return point.astronomical
    return None


def _lent_years(own: list[int | None], context: int | None) -> list[int | None]:
    """For each phase the year of the nearest before, else behind, else of the surroundings."""
    first = next((year for year in own if year is not None), context)
    lent: list[int | None] = []
    for year in own:
        lent.append(first)
        first = first if year is None else year
    return lent


def _labelled(text: str, items: list[Item]) -> list[Item]:
    """Give every word between the expressions to the phase before or behind it."""
    labelled: list[Item] = []
    behind = 0
    for i, item in enumerate(items):
        tail, head = _divided(text[behind : item.expression.start], first=i == 0)
        if labelled:
            labelled[-1] = _with_words(labelled[-1], tail)
        labelled.append(_with_words(item, head))
        behind = item.expression.end
    if labelled:
        labelled[-1] = _with_words(labelled[-1], _last_words(text[behind:]))
    return labelled


def _with_words(item: Item, words: list[str]) -> Item:
    if not words:
        return item
    cleaned = [word for word in map(_clean, words) if word.casefold() not in _CONNECTIVES]
    label, notes = item.label, list(item.notes)
    for word in cleaned:
        if label is None and not _DURATION.search(word):
            label = word
        else:
            notes.append(word)
    return evolve(item, label=label, notes=tuple(notes))


def _last_words(gap: str) -> list[str]:
    """What stands behind the last date: bracket by bracket, the rest as one."""
    bracket, rest = _cut_bracket(gap)
    return [bracket, rest]


def _divided(gap: str, first: bool) -> tuple[list[str], list[str]]:
    """Words that belong to the date before the gap, and to the date behind it."""
    if first:
        return [], [_last_paragraph(gap)]
    bracket, rest = _cut_bracket(gap)
    same_line, line_break, below = rest.partition("\n")
    if line_break:
        return [bracket, same_line], [_last_paragraph(below)]
    if rest.rstrip().endswith(":"):
        return [bracket], [rest]
    return [bracket, rest], []


def _cut_bracket(gap: str) -> tuple[str, str]:
    """The content of a bracket that follows at once, also on the next line, and the rest."""
    inner = gap.lstrip()
    close = inner.find(")")
    if inner.startswith("(") and close > 0:
        return inner[1:close], inner[close + 1 :]
    return "", gap


def _last_paragraph(text: str) -> str:
    """``Peace treaties``, an empty line, ``Treaty of Trianon⏎Signed``: the label is the last."""
    paragraphs = [part for part in text.replace("\r\n", "\n").split("\n\n") if _clean(part)]
    return paragraphs[-1] if paragraphs else ""


def _clean(words: str) -> str:
    words = " ".join(_EMPTY_BRACKETS.sub(" ", words).split()).strip(_LABEL_EDGES)
    if words.count("(") != words.count(")"):
        words = words.strip("()" + _LABEL_EDGES)
    if words.startswith("(") and words.find(")") == len(words) - 1:
        words = words[1:-1]
    return words.strip(_LABEL_EDGES)
