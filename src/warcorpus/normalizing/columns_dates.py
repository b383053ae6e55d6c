"""Dates that a table tells in cells of their own: how precise they are, what they span."""

from __future__ import annotations

from collections.abc import Iterator

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Date, Precision
from warcorpus.model.values import Step, Value
from warcorpus.normalizing.cells import GRAINS, is_bare_month
from warcorpus.normalizing.dates.civil_days import month_days
from warcorpus.normalizing.view import View
from warcorpus.text.crosswalk import fold_column, precision_of


def told_precision(view: View, role: str) -> Value | None:
    """The precision that a column tells by its code; None if it is not in the table.

    Args:
        view: the record's fields.
        role: ``date.precision`` or ``place.precision``.
    """
    for own in view.fields(role.partition(".")[0]):
        if own.role != role:
            continue
        column = fold_column(own.name.rpartition(".")[2])
        value = view.working(own).whole((), Step("parse", f"precision {column}".strip()))
        if value is not None and precision_of(column, view.text(own)):
            return value
    return None


def grain_of(value: Value | None) -> str | None:
    """The grain of a date that a precision tells, None for a day and for no date's precision.

    >>> grain_of(Value("3", "month", ())), grain_of(Value("1", "day", ())), grain_of(None)
    ('month', None, None)
    """
    word = value.normalized if value is not None else None
    return word if word in GRAINS and word != "day" else None


def of_one_end(own: Value) -> Step | None:
    """How to parse a cell that tells one end of a span, where it has two readings otherwise.

    Such a cell holds no span, so ``1862-4`` is a month there.

    >>> own = Value("1862-4", Date(state="given", text="1862-4"), ())
    >>> of_one_end(own), of_one_end(Value("1862", Date(state="given", edtf="1862"), ()))
    (Step(action='parse', parameter='within end'), None)
    """
    date: Date = own.normalized
    is_open = own.state == "given" and not date.edtf
    return Step("parse", "within end") if is_open and is_bare_month(date.text or "") else None


def spanned(first: Date, last: Date, grain: str | None) -> Date:
    """The hull of two dates; without bounds where the second is before the first.

    Args:
        first: of the column that tells the start.
        last: of the column that tells the end.
        grain: what a precision code says of both: UCDP GED gives the first and the last day on
            which an event may have been.

    >>> from warcorpus.normalizing.dates import parse_date
    >>> days = [parse_date(f"2013-02-{day}").date for day in ("01", "28")]
    >>> spanned(*days, "month").edtf, spanned(*days, None).edtf
    ('2013-02', '2013-02-01/2013-02-28')
    """
    text = f"{first.text} – {last.text}"
    if not first.edtf or not last.edtf or (first.earliest or "") > (last.latest or "~"):
        return Date(state="given", text=text, basis="explicit")
    date = Date(
        state="given",
        text=text,
        edtf=f"{first.edtf.partition('/')[0]}/{last.edtf.rpartition('/')[2]}",
        earliest=first.earliest,
        latest=last.latest,
        start_precision=first.start_precision,
        end_precision=last.end_precision,
        basis="explicit",
    )
    if grain is None:
        return date
    whole = next(_wholes(first.edtf, last.edtf), None)
    return evolve(
        date,
        edtf=whole or date.edtf,
        start_precision=_coarser(date.start_precision, grain),
        end_precision=_coarser(date.end_precision, grain),
    )


def _wholes(first: str, last: str) -> Iterator[str]:
    """The month or year whose first and last day these are."""
    year, month = first[:-6], first[-5:-3]
    if year != last[:-6] or not year.lstrip("-").isdecimal() or not first.endswith("-01"):
        return
    if last[-5:-3] == month and int(last[-2:]) == month_days(int(year), int(month)):
        yield f"{year}-{month}"
    elif month == "01" and last.endswith("-12-31"):
        yield year


def _coarser(known: Precision | None, grain: str) -> Precision | None:
    return GRAINS[grain] if known == "day" else known


def without_midnight(date: Date) -> Date:
    """The date without a note that says nothing.

    Exports write ``00:00:00`` behind days, and Wikidata a plus before the years of our era.

    >>> without_midnight(Date(note="00:00:00")).note is None
    True
    """
    return evolve(date, note=None) if date.note and set(date.note) <= set("0:. +") else date
