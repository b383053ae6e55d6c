"""Day numbers agree with the standard library where it has days, and go on below."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.normalizing.dates.civil_days import (
    from_ordinal,
    iso_day,
    julian_to_gregorian,
    parse_iso_day,
    to_ordinal,
)


@given(st.dates())
def test_ordinals_are_those_of_datetime(day: datetime.date) -> None:
    assert to_ordinal(day.year, day.month, day.day) == day.toordinal()
    assert from_ordinal(day.toordinal()) == (day.year, day.month, day.day)
    assert iso_day(day.toordinal()) == day.isoformat()


@given(st.integers(-3_000_000, 3_000_000))
def test_every_day_has_one_number(ordinal: int) -> None:
    assert to_ordinal(*from_ordinal(ordinal)) == ordinal
    assert parse_iso_day(iso_day(ordinal)) == ordinal


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        ((1582, 10, 5), (1582, 10, 15)),
        ((1632, 11, 6), (1632, 11, 16)),
        ((1917, 10, 25), (1917, 11, 7)),
        ((1900, 2, 29), (1900, 3, 13)),
    ],
)
def test_julian_days(julian: tuple[int, int, int], gregorian: tuple[int, int, int]) -> None:
    assert julian_to_gregorian(*julian) == gregorian
