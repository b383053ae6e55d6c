"""Paragraphs of text without marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.record import Record
from warcorpus.readers.plain_text import READER
from warcorpus.testing.laws import check_record
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text, line_ranges
from warcorpus.text.plain import Headings, compose_plain, plain_record

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


def composed(document: str, headings: Headings) -> Record:
    text = Text.of(document)
    composer = Composer(text)
    lines = [text.slice(start, end) for start, end, _ in line_ranges(document)]
    compose_plain(text, composer, lines, headings=headings)
    return composer.record("x/1")


def outline(record: Record) -> list[str | None]:
    return [section.heading for section in record.sections]


PAGE = (
    "The raid on Orrel was a raid.\n\nBattle\n\nFirst day \nThe guns of the town fired all day.\n\n"
    "She\nand he stayed where they had been.\n\nReferences\n\nExternal links\n Site of the town\n\n"
    "Raids of 1822\nOrrel\n"
)


def test_headings_of_a_dump_without_marks() -> None:
    record = composed(PAGE, "lines")
    assert outline(record) == [None, "Battle", "First day", "References", "External links"]
    assert record.text == (
        "The raid on Orrel was a raid.\n\nBattle\n\nFirst day\n\n"
        "The guns of the town fired all day.\n\nShe\n\nand he stayed where they had been."
    )
    assert [section.level for section in record.sections[1:3]] == [2, 3]
    assert [gap for gap in record.gaps if gap.reason == "truncated"] == []
    # what navigates is kept aside, every line of it
    kept = " ".join(field.raw for field in record.source.fields)
    assert all(words in kept for words in ("Site of the town", "Raids of 1822", "Orrel"))
    assert outline(composed(PAGE, "none")) == [None]


def test_words_behind_references_are_no_navigation() -> None:
    document = "It fell.\n\nReferences\n\nThe town was built again within a year."
    assert composed(document, "lines").text == document
    lists = "It fell.\n\nOne\nTwo\nThree\n\nAda Fenn\nBo Lund, her brother."
    assert outline(composed(lists, "lines")) == [None]


def test_headings_with_stops_of_wikiextractor() -> None:
    record = composed(
        "It fell.\nFirst day.\nThe guns of the town fired at them all day.\nHe died.", "stops"
    )
    assert outline(record) == [None, "First day"]
    assert record.text.endswith(
        "First day\n\nThe guns of the town fired at them all day.\n\nHe died."
    )


@given(
    st.lists(st.sampled_from(PAGE.split("\n")), max_size=12), st.sampled_from(["lines", "stops"])
)
def test_no_word_is_lost_whatever_is_a_heading(lines: list[str], headings: Headings) -> None:
    record = composed("\n".join(lines), headings)
    kept = [record.text, *(section.heading or "" for section in record.sections)]
    kept += [field.raw for field in record.source.fields]
    words = {word.rstrip(".") for word in " ".join(lines).split()}
    assert words <= {word.rstrip(".") for word in " ".join(kept).split()}
