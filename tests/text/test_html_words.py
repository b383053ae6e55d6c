"""White space and entities become what a page shows, and stay tied to the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.prose import LAYOUT, UNESCAPE, VERBATIM
from warcorpus.text.html_words import Words
from warcorpus.text.unescaping import unescape


def words(raw: str) -> Words:
    made = Words(raw)
    made.add(0, len(raw))
    return made


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  a \n b  ", "a b"),
        ("a&nbsp;b &amp; c&#8211;d&#x2013 e", "a\xa0b & c–d– e"),
        ("a&ndash;b&ampc&copy2", "a–b&c©2"),
        ("&unknown; &nbspx; R&D &", "&unknown;\xa0x; R&D &"),
        ("a &#32; b", "a b"),
        ("a&#1;b", "ab"),
        ("&#150;", "–"),
    ],
)
def test_what_a_page_shows(raw: str, text: str) -> None:
    assert words(raw).mapped().text == text


@given(st.text(st.sampled_from("ab &;#x1\n\t\xa0<ampnbsp"), max_size=40))
def test_every_run_is_what_its_raw_characters_say(raw: str) -> None:
    made = words(raw).mapped()
    position = 0
    for run in made.runs:
        assert run.start == position < run.end
        position = run.end
        shown, source = made.text[run.start : run.end], raw[run.raw_start : run.raw_end]
        if run.method == VERBATIM:
            assert shown == source
        elif run.method == UNESCAPE:
            assert shown == unescape(source, "html")
        else:
            assert (run.method, shown) == (LAYOUT, " ")
    assert position == len(made.text)


def test_lines_and_bullets_stand_before_words_only() -> None:
    raw = "A<br><li>B</li><li></li>C"
    made = Words(raw)
    made.line(0, 0)
    made.add(0, 1)
    made.line(1, 5)
    made.line(5, 9, bullets=2)
    made.line(5, 9)
    made.add(9, 10)
    made.line(15, 19, bullets=1)
    made.line(19, 24, instead=True)
    made.add(24, 25)
    made.line(25, 25)
    assert made.mapped().text == "A\n**B\nC"


def test_white_space_that_counts_is_kept() -> None:
    raw = "a  b\r\n c&amp;"
    made = Words(raw)
    made.add_kept(0, len(raw))
    assert made.mapped().text == "a  b\n c&"
