"""Containers in containers: names, depth, bombs, memory, and what is no container."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import tarfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.config.settings import LimitsConfig
from warcorpus.errors import ReadError
from warcorpus.sources import Input, Opened, Refusal, check_kind, open_input, unpacked

Unpack = Callable[..., list[Any]]
Pack = Callable[..., bytes]

TEXT = b"= Siege of Vane =\nThe siege went on for three days.\n" * 40


def told(found: list[Any]) -> list[Any]:
    return [(one.name, one.containers, one.data, one.slug) for one in found]


def test_plain_file_is_itself(unpack: Unpack, tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(TEXT)  # the name means nothing
    expected = [(None, (), TEXT, None)]
    assert told(unpack(tmp_path / "a.gz")) == told(unpack(TEXT)) == expected
    assert told(unpack(b"")) == [(None, (), b"", None)]


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("gz", gzip.compress),
        ("bz2", bz2.compress),
        ("xz", lzma.compress),
        ("zst", zstandard.compress),
    ],
)
def test_packed_tar(unpack: Unpack, tarred: Pack, name: str, pack: Callable[..., bytes]) -> None:
    found = unpack(pack(tarred([("a.txt", TEXT), ("b.txt", b"b")])))
    around = (name, "tar")
    assert told(found) == [("a.txt", around, TEXT, None), ("b.txt", around, b"b", None)]


def test_packed_files_in_an_archive(unpack: Unpack, tarred: Pack, zipped: Pack) -> None:
    members = [("a.txt.gz", gzip.compress(TEXT)), ("b.txt", b"b"), ("c", bz2.compress(b"c"))]
    for name, pack in (("zip", zipped), ("tar", tarred)):
        assert told(unpack(pack(members))) == [
            ("a.txt.gz", (name, "gz"), TEXT, None),
            ("b.txt", (name,), b"b", None),
            ("c", (name, "bz2"), b"c", None),
        ]


def test_archives_in_an_archive(unpack: Unpack, tarred: Pack, zipped: Pack) -> None:
    inner = zipped([("x/a.txt", TEXT), ("a.txt", b"2")])
    found = unpack(tarred([("one.zip", inner), ("one.zip/a.txt", b"3"), ("two.zip", inner)]))
    assert [(one.name, one.containers, one.data) for one in found] == [
        ("one.zip/x/a.txt", ("tar", "zip"), TEXT),
        ("one.zip/a.txt", ("tar", "zip"), b"2"),
        ("one.zip/a.txt#2", ("tar",), b"3"),
        ("two.zip/x/a.txt", ("tar", "zip"), TEXT),
        ("two.zip/a.txt", ("tar", "zip"), b"2"),
    ]


def test_third_container_is_refused_and_the_others_read(unpack: Unpack, tarred: Pack) -> None:
    twice = gzip.compress(gzip.compress(TEXT))
    data = gzip.compress(tarred([("a.txt.gz", twice), ("b.txt.gz", gzip.compress(TEXT))]))
    deep, plain = unpack(data)  # a compressed tar counts once
    assert (deep.name, deep.slug, deep.level) == ("a.txt.gz", "container-too-deep", "error")
    assert (deep.containers, deep.where) == (("gz", "tar", "gz"), "it:a.txt.gz")
    assert plain.data == TEXT
    assert unpack(data, container_depth=3)[0].data == TEXT
    assert [one.slug for one in unpack(data, container_depth=0)] == ["container-too-deep"]


def test_documents_of_other_kinds_in_an_archive_keep_their_advice(
    unpack: Unpack, zipped: Pack
) -> None:
    epub = zipped([("mimetype", b"application/epub+zip"), ("a.xhtml", b"<p>x</p>")], 0)
    (alone,) = unpack(epub)
    assert alone.containers == ()  # a document, though it is a zip
    found = unpack(zipped([("book.epub", epub), ("b.pdf", b"%PDF-1.7"), ("c.txt", TEXT)]))
    assert [one.containers for one in found] == [("zip",)] * 3
    for one in found[:2]:
        with pytest.raises(ReadError) as error:
            check_kind(one.data, "it")
        assert error.value.slug == "unsupported-format"
        assert "convert" in error.value.hint


def test_hundred_megabytes_of_zeros(unpack: Unpack) -> None:
    bomb = gzip.compress(bytes(10**8))
    (found,) = unpack(bomb)
    assert (found.slug, found.level) == ("bomb", "error")
    assert len(found.data) <= 10 * 2**20
    (twice,) = unpack(gzip.compress(bomb))
    assert twice.slug == "bomb"
    (trusted,) = unpack(bomb, container_ratio=10**6)
    assert (trusted.slug, len(trusted.data)) == (None, 10**8)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
@pytest.mark.parametrize("parted", [False, True])
def test_what_stands_before_a_bomb_stays(
    unpack: Unpack, pack: Callable[..., bytes], parted: bool
) -> None:
    lines, zeros = b'{"text": "It began."}\n' * 9, bytes(3 * 10**7)
    (found,) = unpack(pack(lines) + pack(zeros) if parted else pack(lines + zeros))
    assert found.slug == "bomb"
    assert found.data.startswith(lines)
    assert len(found.data) <= 10 * 2**20


def test_zip_of_zips_that_unfold(unpack: Unpack, zipped: Pack) -> None:
    inner = zipped([("zeros", bytes(9 * 10**6))])
    found = unpack(zipped([(f"{n}.zip", inner) for n in range(40)]))
    assert {one.slug for one in found} == {None, "bomb"}
    assert sum(len(one.data) for one in found) <= 90 * 2**20


def test_memory_stays_constant(tmp_path: Path) -> None:
    """30 MB in a tar, packed well enough to be none of the archive's own size."""
    file = tmp_path / "it.tar.gz"
    block = os.urandom(2**14)
    with tarfile.open(file, "w:gz", compresslevel=1) as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = 2**25
        archive.addfile(info, io.BytesIO(block * 2**11))
    tracemalloc.start()
    size = 0
    with open_input(Input("it", file)) as opened:
        for inner in unpacked(opened, LimitsConfig(container_ratio=10**6)):
            assert isinstance(inner, Opened)
            size += sum(map(len, inner.chunks()))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size == 2**25
    assert most < 2**22


def test_archive_that_must_be_held_has_a_limit(unpack: Unpack, tarred: Pack, zipped: Pack) -> None:
    inner = zipped([("a.txt", os.urandom(5_000))])
    found = unpack(tarred([("a.zip", inner), ("b.txt", b"b")]), member_bytes=4_000)
    assert [(one.name, one.slug) for one in found] == [("a.zip", "too-large"), ("b.txt", None)]
    (streamed,) = unpack(inner, member_bytes=4_000)
    assert (streamed.slug, streamed.level) == ("too-large", "error")


def test_zip_as_a_file_is_not_held(unpack: Unpack, zipped: Pack, tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(zipped([("a.txt", os.urandom(5_000))]))
    (found,) = unpack(file, member_bytes=4_000)
    assert len(found.data) == 5_000


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_cut_tar_gz_keeps_its_first_members(unpack: Unpack, tarred: Pack, share: float) -> None:
    members = [(f"{n:02}.txt", os.urandom(3_000)) for n in range(30)]
    data = gzip.compress(tarred(members))
    found = unpack(data[: int(len(data) * share)])
    assert [one.slug for one in found if one.slug] == ["truncated-stream"]
    whole = [(one.name, one.data) for one in found if not one.slug]
    assert whole == members[: len(whole)]
    assert len(whole) >= int(share * 30) - 3


def test_garbage_behind_a_packed_tar_is_told_once(unpack: Unpack, tarred: Pack) -> None:
    found = unpack(gzip.compress(tarred([("a.txt", TEXT)])) + b"garbage")
    assert [(one.slug, one.level) for one in found] == [
        (None, None),
        ("trailing-garbage", "warning"),
    ]


def test_problems_nobody_tells_are_not_lost() -> None:
    with open_input(Input("it", stream=io.BytesIO(gzip.compress(TEXT) + b"garbage"))) as opened:
        found = unpacked(opened, LimitsConfig())
        inner = next(found)
        assert isinstance(inner, Opened)
        assert inner.read(10_000) == TEXT
        (left,) = found
    assert isinstance(left, Refusal)
    assert (left.error.slug, left.error.level) == ("trailing-garbage", "warning")
    assert left.containers == ("gz",)


def test_member_nobody_reads_hides_no_damage(tarred: Pack) -> None:
    data = gzip.compress(tarred([("a.txt", TEXT), ("b.txt", os.urandom(9_000))]))[:-4_000]
    with open_input(Input("it", stream=io.BytesIO(data))) as opened:
        found = list(unpacked(opened, LimitsConfig()))
    slugs = [one.error.slug for one in found if isinstance(one, Refusal)]
    assert slugs == ["truncated-stream"]


def test_nothing_is_written(
    unpack: Unpack, tarred: Pack, zipped: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    members = [("../out.txt", TEXT), ("a/b.txt", TEXT), ("b.gz", gzip.compress(TEXT))]
    for data in (tarred(members), zipped(members), gzip.compress(tarred(members))):
        unpack(data)
    assert list(tmp_path.parent.glob("out.txt")) == list(tmp_path.iterdir()) == []


def test_head_of_a_member_is_that_of_a_file(tarred: Pack) -> None:
    sizes = (0, 1, 2**18 - 1, 2**18, 2**18 + 1, 10**6)
    data = gzip.compress(tarred([(str(size), b"x" * size) for size in sizes]))
    with open_input(Input("it", stream=io.BytesIO(data))) as opened:
        for size, inner in zip(sizes, unpacked(opened, LimitsConfig()), strict=True):
            assert isinstance(inner, Opened)
            assert (len(inner.head), inner.whole) == (min(size, 2**18), size < 2**18)
            assert inner.read(10**6) == b"x" * size
            assert inner.size == size


packs = st.recursive(
    st.binary(max_size=60).map(lambda data: (data, 1)),
    lambda inner: st.tuples(inner, st.sampled_from(["gz", "bz2", "tar"])).map(
        lambda pair: (wrapped(pair[0][0], pair[1]), pair[0][1])
    ),
    max_leaves=4,
)


def wrapped(data: bytes, kind: str) -> bytes:
    if kind != "tar":
        return {"gz": gzip.compress, "bz2": bz2.compress}[kind](data)
    info = tarfile.TarInfo("a")
    info.size = len(data)
    return info.tobuf() + data + bytes(-len(data) % 512) + bytes(1024)


@given(pack=packs, cut=st.integers(0, 30), limits=st.integers(0, 3))
def test_any_nesting_gives_one_outcome_or_tells_why(
    unpack: Unpack, pack: tuple[bytes, int], cut: int, limits: int
) -> None:
    whole = unpack(pack[0], container_depth=limits)
    assert len(whole) == 1
    unpack(pack[0][: max(len(pack[0]) - cut, 0)], container_depth=limits)


@given(data=st.binary(max_size=2_000))
def test_any_bytes_raise_nothing(unpack: Unpack, data: bytes) -> None:
    assert unpack(data)
