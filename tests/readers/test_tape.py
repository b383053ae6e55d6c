"""Lines of a file with their bytes, in constant memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.source import Source
from warcorpus.readers.tape import Piece, Tape, byte_lines, wide_lines
from warcorpus.text.document import line_ranges

BYTES = st.lists(st.sampled_from([b"a", b"\r", b"\n", "é".encode(), b"\x85", b"\x0b"])).map(
    b"".join
)


@given(BYTES, st.integers(1, 5))
def test_lines_tile_the_file_whatever_the_chunks(data, size):
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    lines = list(byte_lines(chunks, 10**6))
    assert b"".join(line.data for line in lines) == data
    assert [line.data for line in lines] == [line.data for line in byte_lines([data], 10**6)]
    for line in lines:
        assert data[line.start : line.end] == line.data


@given(st.lists(st.sampled_from(["a", "\r", "\n", "é", "\u2028", "\x0b", "\x1c"])).map("".join))
def test_lines_end_where_lines_of_text_end(text):
    found = [line.data.decode() for line in byte_lines([text.encode()], 10**6)]
    assert found == [text[start:end] for start, _, end in line_ranges(text)]


@given(st.binary(), st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le"]))
def test_wide_lines_tile_the_file(data, encoding):
    lines = list(wide_lines(data, encoding, 0))
    assert b"".join(line.data for line in lines) == data


def test_byte_order_mark_is_no_part_of_the_first_line():
    (line,) = byte_lines([b"\xef\xbb\xbfa"], 100)
    assert (line.start, line.data) == (3, b"a")


def test_long_line_is_only_begun():
    lines = list(byte_lines([b"x" * 5000 + b"\nshort\n"], 1000))
    assert [line.whole for line in lines] == [False, True]
    assert (lines[0].end, len(lines[0].data)) == (5001, 1024)


def tape(data, limit=100):
    return Tape(byte_lines([data], limit), Source("x"), limit)


def test_bytes_come_back_by_range_with_the_line_number():
    reel = tape(b"one\ntwo\nthree\nfour\n")
    texts = reel.texts()
    assert [next(texts).text for _ in range(4)] == ["one\n", "two\n", "three\n", "four\n"]
    assert reel.take(4, 13).data == b"two\nthree"
    assert reel.take(14, 19) == Piece(b"four\n", 4)


def test_what_is_past_or_to_come_is_not_at_hand():
    reel = tape(b"one\ntwo\n")
    texts = reel.texts()
    next(texts)
    with pytest.raises(IndexError):
        reel.take(0, 8)
    next(texts)
    reel.take(0, 4)
    with pytest.raises(IndexError):
        reel.take(0, 4)


def test_document_of_too_many_lines_is_forgotten():
    reel = tape(b"word word\n" * 1000, limit=50)
    count = sum(1 for _ in reel.texts())
    assert count == 1000
    assert reel.take(0, 10_000).data is None
