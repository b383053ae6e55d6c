"""Stretches of prose that surely hold no date: what is passed over, and that no date is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from warcorpus.normalizing.dates import finding
from warcorpus.normalizing.dates.glancing import may_hold_date, may_hold_day
from warcorpus.normalizing.dates.tokens import vocabulary


@pytest.mark.parametrize(
    "text",
    [
        "the mill of Sulakin 1276. The road",
        "before 17 Vadrin 1276, the ford",
        "held Ostra 1450 huts burned",
        "Hill Barrow 1999",
        "Marrin fell",
    ],
)
def test_a_count_behind_an_ordinary_word_is_passed_over(text: str) -> None:
    assert not may_hold_date(text, 0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "the mill in 1276. The road",
        "Sulakin 1276–1280 held",
        "Sulakin 1276 to the end",
        "Sulakin (1276) held",
        "Sulakin c. 1276 held",
        "on 8 May Sulakin 1276. It",
        "the 800s of Sulakin 1276. It",
        "6/7/2012 Sulakin 1276. It",
        "from A.D. Sulakin 1276. It",
        "1276 huts",
    ],
)
def test_what_may_be_a_date_is_read(text: str) -> None:
    assert may_hold_date(text, 0, len(text))


_DAY = re.compile(r"-\d\d-\d\d")
_WORDS = ["Ostra", "Vadrin", "mill", "huts", "St", "old", "style", "U.N."]
_NUMBERS = ["1276", "1450", "2003", "17", "5th", "1990s", "800s", "6/7/2012", "2012–13", "1,500"]
_SIGNS = [" "] * 8 + [". ", ", ", "–", " (", ") ", "\n", "&nbsp;", "~", "’s ", "/"]
_pieces = st.tuples(
    st.sampled_from(_WORDS * 6 + sorted(vocabulary()) + _NUMBERS * 8), st.sampled_from(_SIGNS)
)


@given(st.lists(_pieces.map("".join), max_size=14).map("".join))
def test_no_date_stands_in_what_is_passed_over(text: str) -> None:
    passed = [window for window in finding._windows(text) if not may_hold_date(text, *window)]
    for found in finding.find(text, None):
        assert not any(start <= found.start < found.end <= end for start, end in passed)
    for start, end in passed:
        assert not [*_read_whole(text, start, end)]


def _read_whole(text: str, start: int, end: int) -> list[str]:
    """The dates of one window, read without a glance before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finding, "may_hold_date", lambda *_: True)
        patch.setattr(finding, "_windows", lambda _: [(start, end)])
        return [text[found.start : found.end] for found in finding.find(text, None)]


_MONTHS = sorted(name for name, token in vocabulary().items() if token[0] == "month")
_spelt = st.sampled_from(_MONTHS).flatmap(lambda name: st.sampled_from([name, name.capitalize()]))
_numbers = st.sampled_from(["8", "17th", "the 8th day of", "8–13", "2012-07-06", "2012"])
_day_pieces = st.tuples(_spelt | _numbers | st.sampled_from(_WORDS), st.sampled_from(_SIGNS))


@example("the mill burned on 2012-07-06")
@example("the mill burned on 16.7.2012")
@example("on the 8th day of Sept 2012")
@given(st.lists(_day_pieces.map("".join), max_size=8).map("".join))
def test_no_day_stands_in_what_may_hold_none(text: str) -> None:
    days = [found for found in finding.find(text, 2012) if _DAY.search(found.date.edtf or "")]
    assert may_hold_day(text) or not days
