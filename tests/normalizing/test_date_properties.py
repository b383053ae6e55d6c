"""Laws of the date parser: total, deterministic, true to what was written."""

from __future__ import annotations

import datetime
import re

from hypothesis import assume, given
from hypothesis import strategies as st

from warcorpus.normalizing.dates import parse_date
from warcorpus.normalizing.dates.edtf import edtf_bounds, interval

MONTHS = [
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
]
SLUGS = {"date-ambiguous", "date-invalid", "date-unparsed"}

_YEAR = r"-?\d{4}"
_MARK = r"[?~%]?"
_DAY = rf"(?:{_YEAR}|XXXX)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]){_MARK}"
_POINT = rf"(?:{_DAY}|{_YEAR}(?:-(?:0[1-9]|1[0-2]|2[1-4]))?{_MARK})"
LEVEL_1 = re.compile(
    rf"(?:{_POINT}|-?\d{{3}}X{_MARK}|-?\d{{2}}XX{_MARK}"
    rf"|{_POINT}/{_POINT}|{_POINT}/(?:\.\.)?|(?:\.\.)?/{_POINT})\Z"
)

WORDS = st.sampled_from(
    [
        "6", "19", "31", "45", "0", "February", "May", "Mar.", "2013", "1863", "604", "12,000",
        "–", "-", "—", "to", "and", "between", "from", "since", "until", "early", "late", "summer",
        "century", "6th", "1990s", "BC", "AD", ",", ".", "(", ")", "[", "]", "\n", "\n\n", "the",
        "of", "days", "08/10/2012", "04/26/63", "2013-02-06", "present", "شباط", "٦", "?", "O.S.",
        "N.S.", "c.", "\u00a0", "phase:", "/", "&ndash;", "\x96", "Friday", "11:40", "*", "2010-11",
    ]
)  # fmt: skip
VALUES = st.lists(st.tuples(WORDS, st.sampled_from(["", " "])), max_size=14).map(
    lambda pairs: "".join(piece + blank for piece, blank in pairs)
)
CONTEXTS = st.sampled_from([None, "2013", "2012-02-29", "-0489", "0001"])
DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2199, 12, 31))
DASHES = st.sampled_from(["–", "-", " – ", " to ", "—", "\u00a0–\u00a0", "&ndash;"])


@given(VALUES | st.text(max_size=80), CONTEXTS)
def test_any_text_gives_a_date_a_state_or_a_problem(text: str, context: str | None) -> None:
    parsed = parse_date(text, context)
    date = parsed.date
    assert set(parsed.problems) <= SLUGS
    if date.state == "given":
        assert date.text == text.strip()
        assert date.edtf or parsed.problems
    else:
        assert (date.edtf, parsed.problems) == (None, ())
    assert parse_date(text, context) == parsed


@given(VALUES, CONTEXTS)
def test_every_edtf_is_of_level_one(text: str, context: str | None) -> None:
    date = parse_date(text, context).date
    for edtf in (date.edtf, *(phase.edtf for phase in date.phases), *date.candidates):
        if edtf is not None:
            assert LEVEL_1.match(edtf), edtf
            edtf_bounds(edtf)


@given(VALUES, CONTEXTS)
def test_bounds_are_ordered_and_lie_in_those_of_the_edtf(text: str, context: str | None) -> None:
    date = parse_date(text, context).date
    first, last = interval(date)
    assert first is None or last is None or first <= last
    if date.edtf is None:
        assert (first, last, date.candidates == () or date.earliest is None) == (None, None, True)
        return
    low, high = edtf_bounds(date.edtf)
    assert (low is None) == (date.earliest is None)
    assert (high is None) == (date.latest is None)
    if None not in (low, high) and "XX" not in date.edtf and "-" not in (low[0], high[0]):
        assert low <= date.earliest <= date.latest <= high


def notations(day: datetime.date) -> dict[str, str]:
    month = MONTHS[day.month - 1]
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(
        day.day % 10 if day.day not in (11, 12, 13) else 0, "th"
    )
    return {
        "day first": f"{day.day} {month} {day.year}",
        "month first": f"{month} {day.day}, {day.year}",
        "of": f"{day.day}{suffix} of {month} {day.year}",
        "short": f"{day.day} {month[:3]}. {day.year}".replace("May.", "May"),
        "iso": day.isoformat(),
        "iso without zeros": f"{day.year}-{day.month}-{day.day}",
        "weekday": f"{day:%A}, {day.day} {month} {day.year}",
    }


@given(DAYS)
def test_a_day_is_read_back_from_every_notation(day: datetime.date) -> None:
    for name, text in notations(day).items():
        date = parse_date(text).date
        assert (date.edtf, date.earliest) == (day.isoformat(), day.isoformat()), name


@given(DAYS, DAYS, DASHES)
def test_a_range_is_read_back_from_every_notation(
    one: datetime.date, other: datetime.date, dash: str
) -> None:
    start, end = min(one, other), max(one, other)
    assume(start < end)
    edtf = f"{start.isoformat()}/{end.isoformat()}"
    first, second = notations(start), notations(end)
    for name in ("day first", "month first", "of", "short", "weekday"):
        assert parse_date(first[name] + dash + second[name]).date.edtf == edtf, name


@given(DAYS, st.integers(1, 400), DASHES)
def test_what_is_missing_on_the_left_comes_from_the_right(
    start: datetime.date, days: int, dash: str
) -> None:
    end = start + datetime.timedelta(days)
    assume(start.year == end.year)
    left, right = MONTHS[start.month - 1], MONTHS[end.month - 1]
    edtf = f"{start.isoformat()}/{end.isoformat()}"
    assert parse_date(f"{start.day} {left}{dash}{end.day} {right} {end.year}").date.edtf == edtf
    assert parse_date(f"{left} {start.day}{dash}{right} {end.day}, {end.year}").date.edtf == edtf
    if start.month == end.month:
        assert parse_date(f"{start.day}{dash}{end.day} {right} {end.year}").date.edtf == edtf
        assert parse_date(f"{left} {start.day}{dash}{end.day}, {end.year}").date.edtf == edtf


@given(st.integers(1000, 2199), st.integers(1, 12), st.integers(1, 60), DASHES)
def test_months_and_years(year: int, month: int, more: int, dash: str) -> None:
    last_month = (month + more - 1) % 12 + 1
    last_year = year + (month + more - 1) // 12
    text = f"{MONTHS[month - 1]} {year}{dash}{MONTHS[last_month - 1]} {last_year}"
    assert parse_date(text).date.edtf == f"{year}-{month:02d}/{last_year}-{last_month:02d}"
    assert parse_date(f"{year}{dash}{year + more}").date.edtf == f"{year}/{year + more}"


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_years_before_christ_count_backwards(one: int, other: int) -> None:
    earlier, later = max(one, other), min(one, other)
    assume(earlier > later)
    date = parse_date(f"{earlier}–{later} BC").date
    first, last = interval(date)
    assert first is not None
    assert last is not None
    assert last - first + 1 >= 365 * (earlier - later + 1)
    assert date.start_precision == "year"


@given(DAYS, DAYS)
def test_an_edtf_interval_is_read_back(one: datetime.date, other: datetime.date) -> None:
    start, end = min(one, other), max(one, other)
    assume(start < end)
    edtf = f"{start.isoformat()}/{end.isoformat()}"
    assert parse_date(edtf).date.edtf == edtf
    assert parse_date(f"{start.isoformat()}/..").date.latest is None
