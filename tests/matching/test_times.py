import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.matching.times import (
    OPEN_END,
    Interval,
    interval_of,
    month_number,
    relation,
)
from warcorpus.model.facts import Date
from warcorpus.normalizing.dates.civil_days import from_ordinal, to_ordinal


def interval(first, last, grain="day"):
    return Interval(to_ordinal(*first), to_ordinal(*last), grain)


SAFIRA = interval((2013, 2, 6), (2013, 2, 19))
FEBRUARY = interval((2013, 2, 1), (2013, 2, 28), "month")
CLASHES = interval((2012, 6, 3), (2013, 4, 18))
MAARAT = interval((2012, 10, 8), (2012, 10, 13))
YEARS = interval((2012, 1, 1), (2016, 12, 31), "year")


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        (SAFIRA, SAFIRA, "equal"),
        (SAFIRA, FEBRUARY, "fits"),
        (FEBRUARY, FEBRUARY, "fits"),
        (YEARS, YEARS, "fits"),
        (SAFIRA, interval((2013, 2, 8), (2013, 2, 20)), "fits"),
        (SAFIRA, CLASHES, "nested"),
        (FEBRUARY, CLASHES, "nested"),
        (SAFIRA, YEARS, "nested"),
        (interval((2013, 2, 27), (2013, 3, 9)), FEBRUARY, "inside"),
        (interval((2013, 1, 27), (2013, 2, 9)), FEBRUARY, "overlap"),
        (interval((2013, 2, 27), (2013, 4, 9)), FEBRUARY, "overlap"),
        (interval((2012, 7, 19), (2016, 12, 22)), YEARS, "fits"),
        (SAFIRA, interval((2013, 2, 19), (2013, 5, 1)), "overlap"),
        (interval((2013, 2, 1), (2013, 2, 3)), interval((2013, 2, 3), (2013, 2, 9)), "inside"),
        (interval((2013, 2, 6), (2013, 2, 6)), SAFIRA, "inside"),
        (SAFIRA, interval((2013, 2, 22), (2013, 3, 2)), "adjacent"),
        (SAFIRA, interval((2013, 3, 1), (2013, 3, 2)), "close"),
        (SAFIRA, MAARAT, "disjoint"),
        (Interval(10, OPEN_END), Interval(10, 50), "fits"),
        (Interval(10, OPEN_END), Interval(20, 50), "nested"),
    ],
)
def test_relation(a, b, level):
    assert relation(a, b) == relation(b, a) == level


def test_interval_of_a_date():
    date = Date("given", "x", "x", "2012-06-01", "2013-04-18", "month", "day")
    assert interval_of(date) == interval((2012, 6, 1), (2013, 4, 18), "month")
    assert interval_of(Date("given", earliest="-0489-09-12", latest="-0489-09-12")) == interval(
        (-489, 9, 12), (-489, 9, 12)
    )
    assert interval_of(Date("given", earliest="2011-03-15")).end == OPEN_END
    assert interval_of(Date("given", "soon")) is None


@given(st.integers(-800_000, 800_000))
def test_months_never_go_back(day):
    assert month_number(day + 1) - month_number(day) == (from_ordinal(day + 1)[2] == 1)


@pytest.mark.parametrize(
    ("inner", "outer", "lies"),
    [
        (FEBRUARY, interval((2013, 2, 18), (2013, 9, 10)), True),
        (FEBRUARY, interval((2013, 3, 1), (2013, 9, 10)), False),
        (interval((2013, 2, 17), (2013, 2, 20)), interval((2013, 2, 18), (2013, 9, 10)), False),
        (interval((2013, 1, 1), (2013, 12, 31), "year"), CLASHES, True),
        (Interval(SAFIRA.start, OPEN_END, "month"), CLASHES, False),
    ],
)
def test_a_time_lies_in_another_as_far_as_it_tells(inner, outer, lies):
    assert inner.lies_in(outer) is lies
