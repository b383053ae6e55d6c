"""Bounds of EDTF strings and how dates stand to each other."""

from __future__ import annotations

import pytest

from warcorpus.model.facts import Date
from warcorpus.normalizing.dates import parse_date
from warcorpus.normalizing.dates.edtf import (
    compatible,
    contains,
    edtf_bounds,
    edtf_precision,
    edtf_qualifier,
    interval,
)


@pytest.mark.parametrize(
    ("edtf", "bounds"),
    [
        ("2013-02-06/2013-02-19", ("2013-02-06", "2013-02-19")),
        ("2013-02", ("2013-02-01", "2013-02-28")),
        ("2012-02", ("2012-02-01", "2012-02-29")),
        ("2013", ("2013-01-01", "2013-12-31")),
        ("2012-22", ("2012-01-01", "2012-12-31")),
        ("199X", ("1990-01-01", "1999-12-31")),
        ("05XX~", ("0501-01-01", "0600-12-31")),
        ("-04XX", ("-0499-01-01", "-0400-12-31")),
        ("-0489~", ("-0489-01-01", "-0489-12-31")),
        ("2011/..", ("2011-01-01", None)),
        ("/2012", (None, "2012-12-31")),
        ("XXXX-02-08", (None, None)),
        ("1991-11/1992-05-09", ("1991-11-01", "1992-05-09")),
        ("2013-04-05?/2013-05~", ("2013-04-05", "2013-05-31")),
    ],
)
def test_bounds(edtf: str, bounds: tuple[str | None, str | None]) -> None:
    assert edtf_bounds(edtf) == bounds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "2013-02-30",
        "2013-13",
        "2013-2",
        "2013/2012",
        "XXXX",
        "20131",
        "199XX",
        "2013-22-01",
    ],
)
def test_what_is_no_edtf_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|no such|backwards|needs"):
        edtf_bounds(text)


def test_precision_and_qualifier() -> None:
    parts = ["2013-02-06", "2013-02", "2012-24", "2013~", "199X", "05XX", "XXXX-02-08", ".."]
    assert [edtf_precision(part) for part in parts] == [
        "day",
        "month",
        "season",
        "year",
        "decade",
        "century",
        "day",
        None,
    ]
    assert [edtf_qualifier(e) for e in ("2013", "2013~", "2013?", "2013%")] == [
        None,
        "approximate",
        "uncertain",
        "both",
    ]


def test_interval_counts_days_before_year_one() -> None:
    first, last = interval(parse_date("490 BC").date)
    assert first is not None
    assert last is not None
    assert first < last < 0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("February 8, 2013", "8 February", True),
        ("February 8, 2013", "9 February", False),
        ("6–19 February 2013", "8 February", True),
        ("28 December – 2 January", "1 January 2014", True),
        ("28 December – 2 January", "3 January 2014", False),
        ("February 2013", "6–19 February 2013", True),
        ("2011 – present", "2013", True),
        ("2011 – present", "2010", False),
        ("until 2011", "2010", True),
        ("8 February", "2013", True),
        ("8 February", "8 February", True),
        ("08/10/2012", "8 October 2012", False),
    ],
)
def test_compatible_is_symmetric(one: str, other: str, expected: bool) -> None:
    a, b = parse_date(one).date, parse_date(other).date
    assert compatible(a, b) is expected
    assert compatible(b, a) is expected


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("3 June 2012 – 18 April 2013", "8–13 October 2012", True),
        ("8–13 October 2012", "3 June 2012 – 18 April 2013", False),
        ("2011 – present", "2013", True),
        ("2011 – present", "2013 – present", True),
        ("2011–2015", "2013 – present", False),
        ("2013", "8 February", False),
    ],
)
def test_contains(outer: str, inner: str, expected: bool) -> None:
    assert contains(parse_date(outer).date, parse_date(inner).date) is expected


def test_an_unknown_date_is_compatible_with_nothing() -> None:
    assert not compatible(Date(state="unknown"), Date(state="unknown"))
