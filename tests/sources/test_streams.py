"""gz, bz2, xz, zst: one stream or several, whole, cut and damaged."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import zlib
from collections.abc import Callable
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ReadError
from warcorpus.sources.streams import unpacked_stream

Unpack = Callable[..., list[Any]]

PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.compress,
}
TEXT = b"".join(
    f"{n}. The Siege of Vane went on for {n * n} days.\n".encode() for n in range(9_000)
)
kinds = pytest.mark.parametrize("kind", PACKED)


def pieces_of(data: bytes, size: int) -> Any:
    return (data[at : at + size] for at in range(0, len(data), size))


def unpacked_all(kind: str, data: bytes, size: int = 2**18) -> tuple[bytes, str | None, list[Any]]:
    problems: list[Any] = []
    found, slug = [], None
    try:
        found.extend(unpacked_stream(pieces_of(data, size), kind, problems, "it"))
    except ReadError as error:
        slug = error.slug
    return b"".join(found), slug, [problem.slug for problem in problems]


@kinds
def test_stream_is_found_by_its_first_bytes(unpack: Unpack, kind: str) -> None:
    (found,) = unpack(PACKED[kind](TEXT))
    assert (found.containers, found.name, found.data) == ((kind,), None, TEXT)
    assert (found.slug, found.problems) == (None, ())


@kinds
@pytest.mark.parametrize("size", [1, 7, 1_000, 2**18])
def test_size_of_the_pieces_does_not_matter(kind: str, size: int) -> None:
    text = TEXT[:20_000]
    data = PACKED[kind](text) + PACKED[kind](b"") + PACKED[kind](text) + b"\0" * 9 + b"!!" * 700
    assert unpacked_all(kind, data, size) == (text * 2, None, ["trailing-garbage"])


@kinds
def test_streams_one_behind_the_other_are_all_read(unpack: Unpack, kind: str) -> None:
    data = b"".join(PACKED[kind](TEXT[at : at + 10_000]) for at in range(0, len(TEXT), 10_000))
    (found,) = unpack(data)
    assert (found.data, found.slug, found.problems) == (TEXT, None, ())


@kinds
def test_zeros_behind_a_stream_are_padding(unpack: Unpack, kind: str) -> None:
    (found,) = unpack(PACKED[kind](TEXT) + bytes(70_000) + PACKED[kind](b"more") + bytes(4))
    assert (found.data, found.problems) == (TEXT + b"more", ())


@kinds
def test_garbage_behind_a_stream_is_told_and_what_was_read_stays(unpack: Unpack, kind: str) -> None:
    (found,) = unpack(PACKED[kind](TEXT) + b"garbage")
    assert (found.data, found.slug, found.problems) == (TEXT, None, ("trailing-garbage",))


@kinds
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_cut_stream_gives_what_it_can(unpack: Unpack, kind: str, share: float) -> None:
    parts = [PACKED[kind](TEXT[at : at + 50_000]) for at in range(0, len(TEXT), 50_000)]
    data = b"".join(parts)
    (found,) = unpack(data[: int(len(data) * share)])
    assert (found.slug, found.level, found.where) == ("truncated-stream", "error", "it")
    assert TEXT.startswith(found.data)
    assert len(found.data) >= (int(len(parts) * share) - 1) * 50_000


@kinds
def test_cut_before_the_first_byte_is_no_empty_document(unpack: Unpack, kind: str) -> None:
    (found,) = unpack(PACKED[kind](TEXT)[:12])
    assert (found.data, found.slug) == (b"", "truncated-stream")


@kinds
def test_cut_before_the_end_of_a_long_stream_gives_most_of_it(unpack: Unpack, kind: str) -> None:
    long = TEXT * 8
    (found,) = unpack(PACKED[kind](long)[:-3])
    assert long.startswith(found.data)
    assert (found.slug, len(found.data) > len(long) // 2) == ("truncated-stream", True)


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz"])
def test_flipped_bits_are_damage(unpack: Unpack, kind: str) -> None:
    data = bytearray(PACKED[kind](TEXT))
    data[-6] ^= 0xFF  # in the checksum, or near it
    (found,) = unpack(bytes(data))
    assert (found.slug, found.level) == ("damaged-container", "error")


def test_wrong_checksum_costs_no_byte(unpack: Unpack) -> None:
    data = bytearray(gzip.compress(TEXT))
    data[-8] ^= 1
    (found,) = unpack(bytes(data))
    assert (found.data, found.slug) == (TEXT, "damaged-container")


def test_xz_that_needs_gigabytes_is_refused(unpack: Unpack) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 2**30}]
    packer = lzma.LZMACompressor(format=lzma.FORMAT_XZ, filters=[{**filters[0], "preset": 0}])
    data = packer.compress(b"x" * 100) + packer.flush()
    (found,) = unpack(data)
    assert (found.data, found.slug) == (b"", "damaged-container")


def test_skippable_frames_of_zst_are_skipped() -> None:
    skipped = b"\x50\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"notes"
    data = zstandard.compress(b"Vane") + skipped + zstandard.compress(b" fell")
    assert unpacked_all("zst", data) == (b"Vane fell", None, [])


def test_without_the_package_zst_is_refused(
    unpack: Unpack, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = zstandard.compress(TEXT)
    monkeypatch.setitem(sys.modules, "zstandard", None)
    (found,) = unpack(data)
    assert (found.containers, found.slug) == (("zst",), "missing-dependency")
    with pytest.raises(ReadError) as error:
        next(unpacked_stream(iter([data]), "zst", [], "it"))
    assert error.value.hint == "pip install 'warcorpus[zst]'"


def test_very_many_short_streams_are_read_in_linear_time(
    assert_linear: Callable[..., None],
) -> None:
    one = gzip.compress(b"x")
    assert_linear(lambda count: unpacked_all("gz", one * count), 4_000)


@given(kind=st.sampled_from(sorted(PACKED)), data=st.binary(max_size=300), size=st.integers(1, 99))
def test_any_bytes_raise_nothing_but_read_error(kind: str, data: bytes, size: int) -> None:
    start = {"gz": b"\x1f\x8b\x08", "bz2": b"BZh9", "xz": b"\xfd7zXZ\0", "zst": b"\x28\xb5\x2f\xfd"}
    whole = start[kind] + data
    assert unpacked_all(kind, whole, size) == unpacked_all(kind, whole)


@given(
    kind=st.sampled_from(sorted(PACKED)),
    text=st.binary(max_size=3_000),
    flips=st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 255)), max_size=3),
    cut=st.integers(0, 40),
)
def test_changed_bytes_raise_nothing_but_read_error(
    kind: str, text: bytes, flips: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(PACKED[kind](text))
    for at, bits in flips:
        data[at % len(data)] ^= bits
    kept = bytes(data[: len(data) - cut])
    assert unpacked_all(kind, kept, 5) == unpacked_all(kind, kept)


@given(texts=st.lists(st.binary(max_size=500), max_size=4), kind=st.sampled_from(sorted(PACKED)))
def test_concatenation_is_that_of_the_contents(texts: list[bytes], kind: str) -> None:
    data = b"".join(map(PACKED[kind], texts)) or PACKED[kind](b"")
    assert unpacked_all(kind, data) == (b"".join(texts), None, [])


def test_gz_may_carry_a_name_and_a_comment() -> None:
    body = zlib.compress(b"Vane", wbits=-15)
    head = b"\x1f\x8b\x08\x18" + bytes(6) + b"vane.txt\0" + b"fetched\0"
    tail = zlib.crc32(b"Vane").to_bytes(4, "little") + (4).to_bytes(4, "little")
    assert unpacked_all("gz", head + body + tail) == (b"Vane", None, [])
