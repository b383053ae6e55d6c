"""Single cells of a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.normalizing.cells import parse_count, parse_degrees, parse_within
from warcorpus.normalizing.dates import parse_date
from warcorpus.normalizing.places import parse_coordinates


def test_a_day_is_widened_only_where_it_is_one() -> None:
    assert parse_within("June 1861", "year").edtf == "1861-06"
    assert parse_within("15 June 1861", "century").edtf == "18XX"
    assert parse_within("15 June 490 BC", "month").edtf == "-0489-06-15"
    assert parse_within("some time", "month").edtf is None


@pytest.mark.parametrize(
    ("cell", "name", "degrees"),
    [
        ("36.5", "latitude", 36.5),
        ("36,5", "latitude", 36.5),
        ("-12.25°", "longitude", -12.25),
        ("12.25 W", "longitude", -12.25),
        ("180", "longitude", 180.0),
        ("90.5", "latitude", None),
        ("36.5.1", "latitude", None),
        ("north", "latitude", None),
        ("", "latitude", None),
    ],
)
def test_degrees(cell: str, name: str, degrees: float | None) -> None:
    assert parse_degrees(cell, name) == degrees


@pytest.mark.parametrize(
    ("cell", "low", "high", "state"),
    [
        ("12", 12, 12, "given"),
        ("12.0", 12, 12, "given"),
        ("0", 0, 0, "given"),
        ("1,600", None, None, "given"),
        ("1.600", None, None, "given"),
        ("1,600,000", 1_600_000, 1_600_000, "given"),
        ("1 600", 1600, 1600, "given"),
        ("-99", None, None, "unknown"),
        ("unknown", None, None, "unknown"),
        ("none", 0, 0, "none"),
        ("about 40", 40, 40, "given"),
        ("40+", 40, None, "given"),
    ],
)
def test_numbers_in_cells(cell: str, low: int | None, high: int | None, state: str) -> None:
    count = parse_count(cell, "outcomes=killed")
    assert (count.min, count.max, count.state) == (low, high, state)


def test_bounds_of_other_cells() -> None:
    low = parse_count("10", "outcomes=killed; bound=low; high=15")
    assert (low.min, low.best, low.max, low.qualifier) == (10, None, 15, "range")
    assert parse_count("15", "bound=high").qualifier == "at_most"
    assert parse_count("1,600", "bound=low").qualifier == "ambiguous"


def test_points_out_of_range_are_none() -> None:
    assert parse_coordinates("POINT (37.1 36.2)") == (36.2, 37.1)
    assert parse_coordinates("POINT (237.1 36.2)") is None


@given(st.text(max_size=20), st.sampled_from(["week", "month", "year", "decade", "century"]))
def test_any_cell_is_read(cell: str, grain: str) -> None:
    assert parse_within(cell, grain).state in ("given", "unknown", "none", "absent")
    assert parse_count(cell, "low=1; high=3").state in ("given", "unknown", "none", "absent")
    degrees = parse_degrees(cell, "latitude")
    assert degrees is None or -90 <= degrees <= 90


def test_a_month_of_one_digit_is_a_month_where_no_span_can_stand() -> None:
    assert parse_within("1862-4", "end").edtf == "1862-04"
    assert parse_within("1862-4", "end").text == "1862-4"
    assert parse_within("1862-64", "end").edtf == parse_date("1862-64").date.edtf
    assert parse_within("1862-4", "week").edtf is None
