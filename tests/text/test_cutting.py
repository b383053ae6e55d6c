"""Cutting files of many documents: the same cuts however the bytes come."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.cutting import at_line_starts, between, line_parts, lines
from warcorpus.text.document import line_ranges

ID = re.compile(rb"@@[0-9]+(?:\s|\Z)")
SPLITTERS = {
    "lines": lines,
    "at_line_starts": lambda chunks: at_line_starts(chunks, ID),
    "between": lambda chunks: between(chunks, re.compile(rb"<page[ >]"), b"</page>"),
}
PARTS = st.sampled_from(
    [b"a", b" ", b"\r", b"\n", "é".encode(), b"@@12 ", b"@@", b"<page>", b"</page>", b"<page x>",
     b"</", b"x" * 300]
)  # fmt: skip
FILES = st.lists(PARTS).map(b"".join)


def chunked(data, size):
    return iter([data[at : at + size] for at in range(0, len(data), size)])


@pytest.mark.parametrize("name", SPLITTERS)
@given(data=FILES, size=st.integers(1, 9))
def test_cuts_do_not_depend_on_the_chunks_and_stand_in_order(name, data, size):
    cuts = list(SPLITTERS[name](iter([data])))
    assert cuts == list(SPLITTERS[name](chunked(data, size)))
    assert all(a.end <= b.start for a, b in pairwise(cuts))
    assert all(0 <= cut.start < cut.end <= len(data) for cut in cuts)


@given(FILES)
def test_lines_lose_nothing_but_white_space(data):
    kept = bytearray(data)
    for cut in lines(iter([data])):
        assert not re.search(rb"[\r\n]", data[cut.start : cut.end])
        kept[cut.start : cut.end] = b" " * (cut.end - cut.start)
    assert not bytes(kept).strip()


@given(FILES)
def test_documents_at_line_starts_tile_the_file(data):
    cuts = list(SPLITTERS["at_line_starts"](iter([data])))
    assert b"".join(data[cut.start : cut.end] for cut in cuts) + b"" in (data, b"") or (
        data.startswith(b"".join(data[cut.start : cut.end] for cut in cuts))
    )
    assert not data[cuts[-1].end if cuts else 0 :].strip()
    for cut in cuts[1:]:
        assert ID.match(data[cut.start : cut.end])


@given(st.lists(st.sampled_from(["a", "\r", "\n", "é", "\u2028", "\x0b", "\x1c"])).map("".join))
def test_lines_end_where_lines_of_text_end(text):
    found = [part.decode() for part in line_parts(iter([text.encode()]))]
    assert found == [text[start:end] for start, _, end in line_ranges(text)]


def test_a_page_that_is_not_closed_ends_at_the_next():
    data = b"<page>one\n<page>two</page> x <page>three"
    found = [data[cut.start : cut.end] for cut in SPLITTERS["between"](iter([data]))]
    assert found == [b"<page>one\n", b"<page>two</page>", b"<page>three"]
