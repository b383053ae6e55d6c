"""Single cells of a table: a count, a day of which only its month is meant, a coordinate."""

from __future__ import annotations

import re

from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Date, Precision, Qualifier, Quantity
from warcorpus.normalizing.dates import parse_date
from warcorpus.normalizing.dates.civil_days import iso_day, parse_iso_day
from warcorpus.normalizing.dates.edtf import edtf_bounds
from warcorpus.normalizing.quantities import parse_quantity

GRAINS: dict[str, Precision] = {
    "day": "day",
    "week": "part",
    "month": "month",
    "year": "year",
    "decade": "decade",
    "century": "century",
}
"""Precisions that a code can mean, as a date has them."""

_DAYS_AROUND = 3
"""A week told by one day reaches so many days before and behind it: ACLED names its middle."""

_CUT = {"month": 7, "year": 4, "decade": 3, "century": 2}  # characters of YYYY-MM-DD
_BARE_MONTH = re.compile(r"(\d{4})-([1-9])\Z")
_ONE_SEPARATOR = re.compile(r"\d{1,3}[.,]\d{3}\Z")
_NEGATIVE = re.compile(r"[-−]\s?\d")
_DEGREES = re.compile(r"([+−-]?)(\d{1,3}(?:[.,]\d{1,15})?)\s?°?\s?([NSEW]?)\Z")
FARTHEST = {"latitude": 90, "longitude": 180}
"""Largest degrees of the two coordinates."""


def parse_count(text: str, parameter: str = "") -> Quantity:
    """The count in a cell of a table.

    Args:
        text: the cell. A number with one separator and three digits behind it is ambiguous here:
            ``1,600`` and ``1.600`` mean one thing in one country and another in the next.
        parameter: what the column says: ``bound=low`` or ``bound=high``, the numbers ``low=`` and
            ``high=`` of other cells, and what :func:`parse_quantity` takes.

    >>> count = parse_count("12", "outcomes=killed; low=10; high=15")
    >>> count.min, count.best, count.max, count.qualifier
    (10, 12, 15, 'range')
    >>> parse_count("1,600").qualifier, parse_count("-99").state
    ('ambiguous', 'unknown')
    """
    parts = dict(part.partition("=")[::2] for part in parameter.split("; ") if part)
    low, high, bound = (parts.pop(name, None) for name in ("low", "high", "bound"))
    bare = text.strip()
    if _NEGATIVE.match(bare):
        return Quantity(text=bare, state="unknown")  # what many tables write for no number
    kept = "; ".join(f"{name}={value}" for name, value in parts.items())
    quantity = parse_quantity(text, kept or None)
    if quantity.state not in ("given", "none"):
        return quantity
    if _ONE_SEPARATOR.match(bare):
        return evolve(quantity, min=None, max=None, best=None, qualifier="ambiguous")
    if bound is not None:
        quantity = _bounded(quantity, bound)
    if low is None and high is None:
        return quantity
    best = quantity.min if quantity.qualifier == "exact" else None
    least = quantity.min if low is None else int(low)
    most = quantity.max if high is None else int(high)
    qualifier: Qualifier = "exact" if least == best == most else "range"
    return evolve(quantity, min=least, max=most, best=best, qualifier=qualifier)


def _bounded(quantity: Quantity, bound: str) -> Quantity:
    if bound == "low":
        return evolve(quantity, max=None, best=None, qualifier="at_least")
    return evolve(quantity, min=None, best=None, qualifier="at_most")


def is_bare_month(text: str) -> bool:
    """Whether a cell is a year and a month of one digit: elsewhere ``1862-4`` may be two years.

    >>> is_bare_month("1862-4"), is_bare_month("1862-64")
    (True, False)
    """
    return _BARE_MONTH.match(text.strip()) is not None


def parse_within(text: str, grain: str) -> Date:
    """A date of which only its week, month, year … is meant.

    Args:
        text: the cell.
        grain: a key of :data:`GRAINS`, or ``end`` for a cell that tells one end of a span.

    >>> parse_within("15 March 2013", "month").edtf, parse_within("15 March 2013", "week").earliest
    ('2013-03', '2013-03-12')
    """
    if grain == "end" and (found := _BARE_MONTH.match(text.strip())):
        return evolve(parse_date("{}-0{}".format(*found.groups())).date, text=text.strip())
    date = parse_date(text).date
    edtf = date.edtf or ""
    if date.start_precision != "day" or "/" in edtf or not date.earliest or date.qualifier:
        return date
    if grain == "week":
        day = parse_iso_day(date.earliest)
        return evolve(
            date,
            edtf=f"{edtf}~",
            earliest=iso_day(day - _DAYS_AROUND),
            latest=iso_day(day + _DAYS_AROUND),
            start_precision="part",
            end_precision="part",
            qualifier="approximate",
        )
    if grain not in _CUT or edtf.startswith("-"):
        return date
    shown = edtf[: _CUT[grain]].ljust(4, "X")
    earliest, latest = edtf_bounds(shown)
    precision = GRAINS[grain]
    return evolve(
        date,
        edtf=shown,
        earliest=earliest,
        latest=latest,
        start_precision=precision,
        end_precision=precision,
    )


def parse_degrees(text: str, name: str) -> float | None:
    """One of two coordinates; None for anything else.

    Args:
        text: the cell; a comma may be its decimal sign, for no degree has thousands.
        name: ``latitude`` or ``longitude``.

    >>> parse_degrees("36,0731", "latitude"), parse_degrees("37.5 W", "longitude")
    (36.0731, -37.5)
    >>> parse_degrees("93.1", "latitude") is None
    True
    """
    found = _DEGREES.match(text.strip())
    if found is None:
        return None
    sign, digits, side = found.groups()
    degrees = float(digits.replace(",", "."))
    if degrees > FARTHEST.get(name, 0):
        return None
    return -degrees if (sign in ("-", "−")) != (side in ("S", "W")) else degrees
