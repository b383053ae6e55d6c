"""Dates inside prose: what is one, where it stands, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.normalizing.dates import find_dates, parse_date


def found(text: str, context: str | None = None) -> list[tuple[str, str | None]]:
    return [(text[d.start : d.end], d.date.edtf) for d in find_dates(text, context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("was fought in February 2013, when", [("February 2013", "2013-02")]),
        ("On February 8, 2013, rebels", [("February 8, 2013", "2013-02-08")]),
        ("on 8 February the town", [("8 February", "XXXX-02-08")]),
        (
            "lasted from 14 April to 2 June 2012.",
            [("14 April to 2 June 2012", "2012-04-14/2012-06-02")],
        ),
        ("Between 12 and 13 January, the", [("12 and 13 January", "XXXX-01-12/XXXX-01-13")]),
        ("between April 2016 and May 2017 it", [("April 2016 and May 2017", "2016-04/2017-05")]),
        ("clashes (June 2012–April 2013)", [("June 2012–April 2013", "2012-06/2013-04")]),
        ("the 2012–13 escalation of", [("2012–13", "2012/2013")]),
        ("Battle of X (2012)", [("2012", "2012")]),
        ("2012 Hama offensive", [("2012", "2012")]),
        (
            "in late November 2012 and mid-2014",
            [("late November 2012", "2012-11~"), ("mid-2014", "2014~")],
        ),
        ("during the early 1990s.", [("early 1990s", "199X~")]),
        ("the winter of 1991, and", [("winter of 1991", "1991-24")]),
        ("since 2011, in 2013 the army", [("2011", "2011"), ("2013", "2013")]),
        ("from 30 September 2015 – present", [("30 September 2015 – present", "2015-09-30/..")]),
        (
            "the wars of 49–45 BC and 6–4 BC",
            [("49–45 BC", "-0048/-0044"), ("6–4 BC", "-0005/-0003")],
        ),
        ("July 15th. The", [("July 15th", "XXXX-07-15")]),
        ("in\nFebruary\n2013 and", [("February\n2013", "2013-02")]),
        ("٦ شباط ٢٠١٣", [("٦ شباط ٢٠١٣", "2013-02-06")]),
        ("On Friday, 8 February 2013, he", [("Friday, 8 February 2013", "2013-02-08")]),
    ],
)
def test_dates_of_prose(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "May they march in March, may it be",
        "Theresa May and the March of the Ten Thousand",
        "killed 2000 soldiers and 1500 men",
        "some 1,600 fighters, 1,000–1,800 troops",
        "T-72, Su-22, BMP-1 and M1898 rifles",
        "2000 soldiers were killed",
        "between 1800 and 2000 fighters",
        "from 1500 to 2000 men",
        "resolutions 822 and 1325",
        "the fall of the city; a late summer",
        "at 0600 hours",
        "pp. 1200–1250",
        "a 1920x1080 picture",
        "clashes_in_November_2015.gif",
        "in April",
        "No. 12345 of 20131",
        "(8 years, 9 months, 6 days)",
        "31 February 2013",
    ],
)
def test_no_dates(text: str) -> None:
    assert found(text) == []


def test_a_day_is_not_read_out_of_a_year() -> None:
    assert found("In October 2012") == [("October 2012", "2012-10")]


def test_a_count_behind_a_month_is_no_day() -> None:
    assert found("In March 20 soldiers were killed", "2013") == []
    assert found("In June 20 soldiers were killed", "2013") == [("June", "2013-06")]


def test_the_year_comes_from_the_paragraph_then_from_outside() -> None:
    text = "On 6 May 2012 it began. On 8 June it ended.\n\nOn 9 July all was calm."
    assert found(text, "2014") == [
        ("6 May 2012", "2012-05-06"),
        ("8 June", "2012-06-08"),
        ("9 July", "2014-07-09"),
    ]
    bases = [(d.date.basis, d.context) for d in find_dates(text, "2014")]
    assert bases == [("explicit", None), ("context", "2012"), ("context", "2014")]


def test_ambiguous_digits_are_found_without_a_meaning() -> None:
    (only,) = find_dates("signed 08/10/2012 in the town")
    assert (only.start, only.end, only.date.edtf) == (7, 17, None)
    assert only.date.candidates == ("2012-08-10", "2012-10-08")


PIECES = st.sampled_from(
    [
        "6", "19", "45", "February", "May", "march", "Oct.", "2013", "1863", "12,000", "–", "-",
        "to", "and", "between", "from", "since", "early", "mid-", "summer", "century", "th", "s",
        "BC", ",", ".", "(", ")", "\n", "\n\n", "the", "of", "soldiers", "08/10/2012", "2013-02-06",
        "present", "شباط", "٦", "?", "O.S.", "c.", "\u00a0", "Safira", "1990s", "/",
    ]
)  # fmt: skip
PROSE = st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=40).map(
    lambda pairs: "".join(piece + blank for piece, blank in pairs)
)


@given(PROSE | st.text(max_size=200), st.sampled_from([None, "2012", "-0489"]))
def test_found_dates_are_ordered_and_tight(text: str, context: str | None) -> None:
    dates = find_dates(text, context)
    assert dates == find_dates(text, context)
    behind = 0
    for one in dates:
        assert behind <= one.start < one.end <= len(text)
        assert one.date.text == text[one.start : one.end] == one.date.text.strip()
        assert one.date.edtf or one.date.candidates
        behind = one.end


@given(PROSE, st.sampled_from([None, "2012"]))
def test_a_found_date_can_be_replayed_from_its_characters(text: str, context: str | None) -> None:
    for one in find_dates(text, context):
        again = parse_date(text[one.start : one.end], one.context).date
        assert again.edtf == one.date.edtf


def test_a_long_text_without_blanks_is_scanned_in_pieces() -> None:
    text = "x2013" * 20_000 + " in May 2013 " + "1,000" * 20_000
    assert found(text) == [("May 2013", "2013-05")]
