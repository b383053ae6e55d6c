"""Marks in a stream of bytes: the sizes of the pieces never matter, and little is held."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.byte_search import ByteSearch

MARK = re.compile(rb"(?<=\n)<a>|</a>(?=[ \t]{0,8}(?:\n|\Z))")


def pieces(data: bytes, sizes: list[int]) -> Iterator[bytes]:
    position = 0
    for size in sizes:
        yield data[position : position + size]
        position += size
    yield data[position:]


def found(chunks: Iterator[bytes]) -> list[tuple[int, int, bytes]]:
    search = ByteSearch(chunks)
    marks = []
    while mark := search.next(MARK):
        marks.append(mark)
    return marks


@given(
    parts=st.lists(st.sampled_from([b"<a>", b"</a>", b"\n", b" ", b"x" * 300, b"<"]), max_size=40),
    sizes=st.lists(st.integers(0, 400), max_size=30),
)
def test_the_sizes_of_the_pieces_do_not_matter(parts: list[bytes], sizes: list[int]) -> None:
    data = b"".join(parts)
    expected = [(*mark.span(), mark.group()) for mark in MARK.finditer(data)]
    assert found(pieces(data, sizes)) == expected


def test_size_counts_all_bytes_at_the_end() -> None:
    search = ByteSearch(iter([b"x" * 1000, b"", b"y" * 7]))
    assert search.next(MARK) is None
    assert search.size == 1007


def test_memory_is_bounded_by_the_pieces() -> None:
    tracemalloc = pytest.importorskip("tracemalloc")
    tracemalloc.start()
    search = ByteSearch(b"x" * 2**16 for _ in range(512))
    assert search.next(MARK) is None
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert search.size == 2**25
    assert peak < 2**20
