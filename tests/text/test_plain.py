"""Paragraphs of text without marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.readers.plain_text import READER
from warcorpus.testing.laws import check_record
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text
from warcorpus.text.plain import compose_plain, plain_record

WRAPPED = "The garrison held the upper town for a fortnight,\nand then the water gave out\n"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("One.\nTwo.", "One.\n\nTwo."),
        ("Belligerents\nWestmark\nEastmark", "Belligerents\n\nWestmark\n\nEastmark"),
        (WRAPPED, "The garrison held the upper town for a fortnight, and then the water gave out"),
        ("  One.  \r\n \r\nTwo.\t", "One.\n\nTwo."),
        (f"{'a' * 60}.\n{'b' * 60}.", f"{'a' * 60}.\n\n{'b' * 60}."),
        ("", ""),
    ],
)
def test_lines_are_paragraphs_unless_a_margin_broke_them(raw: str, text: str) -> None:
    assert plain_record(Text.of(raw), "x/1").text == text


@pytest.mark.parametrize(("title", "text"), [("A  town", "It fell."), ("B", "A Town\n\nIt fell.")])
def test_a_first_line_that_repeats_the_title_is_no_text(title: str, text: str) -> None:
    document = Text.of("A Town\nIt fell.")
    composer = Composer(document)
    lines = [document.slice(0, 6), document.slice(7, 15)]
    assert compose_plain(document, composer, lines, title=title) == [(0, 6), (7, 15)]
    record = composer.record("x/1")
    assert record.text == text
    check_record(READER, record, document)


@given(st.text(st.sampled_from("aB. \n\r\té—"), max_size=200))
def test_laws_hold(raw: str) -> None:
    document = Text.of(raw)
    check_record(READER, plain_record(document, "x/1"), document)
