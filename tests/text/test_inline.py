"""Emphasis, escapes and entities inside of blocks."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.prose import UNESCAPE, VERBATIM
from warcorpus.text.inline import plain
from warcorpus.text.mapped import MappedText


def words(raw: str) -> str:
    return plain(MappedText.of(raw, 0, len(raw))).text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("The **Battle of X** was", "The Battle of X was"),
        ("*Die Welt* and _de facto_", "Die Welt and de facto"),
        ("***both*** **a *b* c**", "both a b c"),
        ("*Caucasian Journal*, (**x**)", "Caucasian Journal, (x)"),
        ("كان **معركة** كبيرة", "كان معركة كبيرة"),
        ("**مَعْرَكَةُ**", "مَعْرَكَةُ"),
        ("&ndash; &amp; &#8211; &#x41;", "– & – A"),
        (r"\*not\* 1\. \_", "*not* 1. _"),
        ("**February 23 ** – Gunmen", "February 23  – Gunmen"),
        ("or ** private company** (P)", "or  private company (P)"),
        # what must stay
        ("190 killed* and 5 * 3", "190 killed* and 5 * 3"),
        ("snake_case_name", "snake_case_name"),
        ("killed** and wounded**", "killed** and wounded**"),
        ("a ** b ** c", "a ** b ** c"),
        ("AT&T; &nothing; &amp 5", "AT&T; &nothing; &amp 5"),
        ("Mab`oujeh", "Mab`oujeh"),
        (r"C:\dir", r"C:\dir"),
    ],
)
def test_plain(raw: str, expected: str) -> None:
    assert words(raw) == expected


@given(st.text(alphabet="ab *_\\&;#38.–", max_size=40), st.integers(0, 5))
def test_runs_tile_and_hold(raw: str, offset: int) -> None:
    document = "~" * offset + raw
    made = plain(MappedText.of(document, offset, len(document)))
    position = 0
    for run in made.runs:
        assert run.start == position
        position = run.end
        piece, source = made.text[run.start : run.end], document[run.raw_start : run.raw_end]
        assert piece == (source if run.method == VERBATIM else unescape(source))
        assert run.method in (VERBATIM, UNESCAPE)
    assert position == len(made.text)
    assert [r for r in raw if r in "ab–"] == [r for r in made.text if r in "ab–"]


def test_an_entity_with_a_hole_is_none() -> None:
    document = "&am[x]p; *a[x]b*"
    content = MappedText.of(document, 0, len(document)).cut([(3, 6), (11, 14)])
    made = plain(content)
    assert made.text == "&amp; ab"


@pytest.mark.parametrize("unit", ["*a", "**", "* ", "_a_", "a*", "\\", "&amp;", "***a** "])
def test_linear(unit: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda times: words(unit * times), 5_000)
