"""Which lines are headings, and where words were lost; negative lists of both."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.extracted import LONGEST_HEADING, MOST_WORDS, is_heading, lost_templates


@pytest.mark.parametrize(
    "text",
    [
        "1 . 2",
        "so, and so.",
        "and ... then",
        "A .NET program",
        "half, past",
        "",
    ],
)
def test_stops_behind_no_lost_words(text: str) -> None:
    assert lost_templates(text) == []


@given(st.text())
def test_headings_are_short_and_end_in_one_stop(line: str) -> None:
    if is_heading(line):
        assert line.endswith(".")
        assert not line.endswith("..")
        assert len(line) <= LONGEST_HEADING
        assert len(line.split()) <= MOST_WORDS


@given(st.text("ab ,.", max_size=40))
def test_every_lost_word_is_a_blank_before_a_stop(text: str) -> None:
    for at in lost_templates(text):
        assert text[at] in ".,"
        assert text[at - 1] == " "


def test_time_grows_with_the_size(assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda size: lost_templates("a ." * size + "a , b " * size), 40_000)
    assert_linear(lambda size: is_heading("A " * size + "."), 40_000)
