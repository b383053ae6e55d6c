"""The bytes of a file by ranges, in constant memory, with nothing between them lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.readers.tape import Piece, Tape, WideTape
from warcorpus.text.cutting import lines
from warcorpus.text.document import line_and_column

BYTES = st.lists(st.sampled_from([b"a", b" ", b"\r", b"\n", "é".encode(), b"\x85", b"\x0b"])).map(
    b"".join
)


def pieces(reel, split=lines):
    """All pieces of a tape with what stands before them."""
    found = []
    for start, end, _ in split(reel.chunks()):
        piece = reel.take(start, end)
        found += [piece] if piece.before is None else [piece.before, piece]
    rest = reel.rest()
    return found if rest is None else [*found, rest]


def chunked(data, size):
    return [data[at : at + size] for at in range(0, len(data), size)]


@given(BYTES, st.integers(1, 5), st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_pieces_are_those_of_the_file_whatever_the_chunks(data, size, bom):
    data = bom + data
    found = pieces(Tape(chunked(data, size), 10**6))
    assert found == pieces(Tape([data] if data else [], 10**6))
    covered = bytearray(data)
    for piece in found:
        assert data[piece.start : piece.end] == piece.data
        covered[piece.start : piece.end] = b" " * (piece.end - piece.start)
        text = data[len(bom) : piece.start].decode("latin-1")
        assert piece.line == line_and_column(text, len(text))[0]
    assert not bytes(covered).removeprefix(bom).strip()


@given(BYTES, st.integers(1, 7), st.integers(1, 30))
def test_a_long_document_costs_only_itself(data, size, limit):
    free = pieces(Tape(chunked(data, size), 10**6))
    held = pieces(Tape(chunked(data, size), limit))
    assert [(p.start, p.end, p.line) for p in held] == [(p.start, p.end, p.line) for p in free]
    for piece, whole in zip(held, free, strict=True):
        assert piece.data == (whole.data if len(whole.data) <= limit else None)


@given(
    st.text(alphabet="a \r\né\U0001f600"), st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le"])
)
def test_wide_pieces_hold_the_same_text(text, encoding):
    data = text.encode(encoding)
    found = pieces(WideTape(data, encoding, 0))
    narrow = pieces(Tape([text.encode()] if text else [], 10**6))
    assert [p.data.decode(encoding) for p in found] == [p.data.decode() for p in narrow]
    assert all(data[p.start : p.end] == p.data for p in found)


def test_bytes_between_two_cuts_come_before_the_second():
    reel = Tape([b"one\n!stray\ntwo\n"], 100)
    list(reel.chunks())
    assert reel.take(0, 3) == Piece(0, 3, b"one", 1)
    assert reel.take(11, 14) == Piece(11, 14, b"two", 3, Piece(3, 11, b"\n!stray\n", 1))
    assert reel.rest() is None


def test_what_is_past_or_to_come_is_not_at_hand():
    reel = Tape([b"one\n", b"two\n"], 100)
    chunks = reel.chunks()
    next(chunks)
    with pytest.raises(IndexError):
        reel.take(0, 8)
    next(chunks)
    reel.take(0, 4)
    with pytest.raises(IndexError):
        reel.take(0, 4)


def test_memory_does_not_grow_with_a_document_that_is_too_long():
    reel = Tape((b"word word\n" for _ in range(10_000)), 50)
    most = 0
    for _ in reel.chunks():
        most = max(most, len(reel._held))
    assert most < 200
    assert reel.take(0, 100_000).data is None
