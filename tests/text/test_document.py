"""Lines and columns of raw text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.document import Text, line_and_column, line_ranges, newline_style

LINES = st.text("ab\r\n\x0b\x1c\x85\u2028", max_size=30)


@given(LINES)
def test_lines_end_at_lf_crlf_and_cr_only(text: str) -> None:
    ranges = line_ranges(text)
    assert "".join(text[start:following] for start, _, following in ranges) == text
    expected = re.split("\r\n|\r|\n", text)
    if expected[-1] == "":
        expected.pop()
    assert [text[start:end] for start, end, _ in ranges] == expected


@given(LINES, st.integers(0, 30))
def test_line_and_column_agree_with_the_ranges(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    line, column = line_and_column(text, offset)
    starts = [start for start, _, _ in line_ranges(text)]
    if starts and offset < len(text) and not text.startswith("\r\n", offset - 1):
        assert starts[line - 1] + column - 1 == offset


def test_newline_styles() -> None:
    styles = [newline_style(text) for text in ("a", "a\n", "a\r\n", "a\r", "a\r\nb\n")]
    assert styles == ["none", "lf", "crlf", "cr", "mixed"]


def test_a_made_document_knows_its_bytes() -> None:
    text = Text.of("é\n", "x.txt")
    assert (text.source.path, text.source.size, text.source.byte_end) == ("x.txt", 3, 3)
    assert text.where(1) == "x.txt:1:2"
    field = text.field("f", 0, 1, "title")
    assert (field.raw, field.role, field.spans[0].of(text.text)) == ("é", "title", "é")
    assert text.with_source(publisher="P").source.publisher == "P"
