"""Text without markup: paragraphs, wrapped lines, titles, and the laws."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from warcorpus.errors import ReadError
from warcorpus.model.record import Record
from warcorpus.readers import plain_text
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text
from warcorpus.text.wrapping import LONGEST_WRAPPED

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("WARCORPUS_DATA", ROOT.parent / "shared" / "data"))


def read(raw: str) -> Record:
    (record,) = plain_text.read(Text.of(raw))
    return record


def test_paragraphs_end_at_blank_lines_and_wrapped_lines_are_joined() -> None:
    raw = "The battle began\r\n  in May.  \r\n \r\nIt ended.\r\n"
    record = read(raw)
    assert record.text == "The battle began in May.\n\nIt ended."
    assert [block.kind for block in record.sections[0].blocks] == ["paragraph", "paragraph"]
    check_record(plain_text.READER, record, Text.of(raw))


def test_lines_too_long_to_be_wrapped_are_paragraphs() -> None:
    line = "Word " * (LONGEST_WRAPPED // 5) + "end of it."
    assert read(f"{line}\nShort.\n").text == f"{line}\n\nShort."


def test_a_short_first_line_is_the_title() -> None:
    record = read("\n  Battle of Safira\n\nThe battle began.\n")
    (title,) = record.source.fields
    assert (title.name, title.raw, title.role) == ("first_line", "Battle of Safira", "title")
    assert record.text == "The battle began."


@pytest.mark.parametrize(
    "first",
    [
        "It began.",
        "and then",
        "Units:",
        "12 – 13",
        "Two lines\nof it",
        "Word " * 17 + "end",
        "Why?",
    ],
)
def test_other_first_lines_are_text(first: str) -> None:
    record = read(f"{first}\n\nThe battle began.\n")
    assert [field.role for field in record.source.fields] in ([], ["lead"])
    assert record.text.startswith(first.split("\n")[0])


def test_a_line_alone_is_text() -> None:
    assert read("Battle of Safira\n").text == "Battle of Safira"


def test_front_matter_that_is_talked_about_is_not_parsed() -> None:
    raw = "How to write it:\n\n---\ntitle: X\n---\n\nDone.\n"
    record = read(raw)
    assert record.text == "How to write it:\n\n--- title: X ---\n\nDone."
    assert record.source.fields == ()


def test_it_is_never_sure() -> None:
    assert plain_text.sniff("any text").score == 0.10
    assert plain_text.sniff("").score == 0.10


PIECES = st.sampled_from(
    ["Title", "a line.", "", " ", "\t", "\r", "\u2028", "6â€“19", "()", "\x1c"]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("\n".join))


@given(TEXTS)
def test_any_text_gives_a_record_and_every_character_an_owner(raw: str) -> None:
    assume(not raw.strip() or any(map(str.isalnum, raw)))
    record = read(raw)
    check_record(plain_text.READER, record, Text.of(raw))
    assert read(raw) == record


@pytest.mark.parametrize("piece", ["a\n", "\n", "a\n\n", "long " * 30 + "\n", " \r"])
def test_time_is_linear(piece: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda n: read(piece * n), 2_000)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
def test_real_documents_of_every_format_keep_the_laws() -> None:
    paths = sorted((SHARED / "conflict-articles" / "docs").iterdir())[::10]
    for path in paths:
        raw = path.read_bytes().decode("utf-8")
        check_record(plain_text.READER, read(raw), Text.of(raw))
    assert len(paths) > 30


@pytest.mark.parametrize("content", ["]]", "'']]\n", ")}}]] …\n\n--\n"])
def test_signs_alone_are_no_document(content):
    with pytest.raises(ReadError) as caught:
        list(plain_text.read(Text.of(content)))
    assert (caught.value.slug, caught.value.level) == ("empty-document", "info")
