"""Tar archives: every form, every kind of member, whole and cut."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ReadError
from warcorpus.sources.tars import Blocks, pax_records, tar_members

Unpack = Callable[..., list[Any]]
Pack = Callable[..., bytes]

TEXT = b"= Siege of Vane =\nThe siege went on for three days.\n" * 40
MEMBERS = [("a.txt", TEXT), ("texts/b.txt", b"x" * 512), ("texts/empty.txt", b""), ("c", b"c")]


def special(name: str, kind: bytes, link: str = "") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info, b""


def found_in(data: bytes, size: int = 2**18) -> tuple[list[tuple[str, bytes, Any]], str | None]:
    found = []
    try:
        pieces = (data[at : at + size] for at in range(0, len(data), size))
        for member in tar_members(Blocks(pieces)):
            slug = member.error.slug if member.error else None
            found.append((member.name, b"".join(member.pieces), slug))
    except ReadError as error:
        return found, error.slug
    return found, None


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_members_come_in_their_order(unpack: Unpack, tarred: Pack, form: int) -> None:
    found = unpack(tarred(MEMBERS, form))
    assert [(one.name, one.data) for one in found] == MEMBERS
    assert {one.containers for one in found} == {("tar",)}
    assert {one.slug for one in found} == {None}


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_names_and_names_in_any_script(unpack: Unpack, tarred: Pack, form: int) -> None:
    names = ["very/" * 60 + "long.txt", "معركة.txt", "caf\udce9.txt"]
    found = unpack(tarred([(name, name.encode("utf-8", "replace")) for name in names], form))
    assert [one.name for one in found] == [names[0], names[1], "caf\\xe9.txt"]


def test_archive_from_before_there_was_a_magic(unpack: Unpack, tarred: Pack) -> None:
    data = bytearray(tarred([("a.txt", TEXT)], tarfile.USTAR_FORMAT))
    data[257:345] = bytes(88)
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    (found,) = unpack(bytes(data))
    assert (found.name, found.data) == ("a.txt", TEXT)


@pytest.mark.parametrize(
    "member",
    [
        special("link", tarfile.SYMTYPE, "/etc/passwd"),
        special("hard", tarfile.LNKTYPE, "a.txt"),
        special("device", tarfile.CHRTYPE),
        special("disk", tarfile.BLKTYPE),
        special("pipe", tarfile.FIFOTYPE),
        ("../x.txt", b"out"),
        ("texts/../../x.txt", b"out"),
        ("/etc/x.txt", b"out"),
        ("..\\x.txt", b"out"),
        ("C:\\x.txt", b"out"),
    ],
    ids=lambda member: str(getattr(member[0], "name", member[0])),
)
def test_unsafe_members_are_skipped_and_the_others_read(
    unpack: Unpack, tarred: Pack, member: Any
) -> None:
    first, unsafe, last = unpack(tarred([("a.txt", TEXT), member, ("b.txt", b"b")]))
    assert (unsafe.slug, unsafe.level) == ("unsafe-member", "warning")
    assert unsafe.where == f"it:{unsafe.name}"
    assert (first.data, last.data) == (TEXT, b"b")


def test_what_a_walk_leaves_out_is_left_out(unpack: Unpack, tarred: Pack) -> None:
    folder = special("texts/", tarfile.DIRTYPE)
    left_out = ["._a.txt", "texts/.DS_Store", "__MACOSX/a.txt", ".git/x", "c.jsonl.manifest.json"]
    found = unpack(tarred([folder, *((name, b"x") for name in left_out), ("./a.txt", TEXT)]))
    assert [one.name for one in found] == ["a.txt"]


def test_archive_without_a_file_is_empty(unpack: Unpack, tarred: Pack) -> None:
    (found,) = unpack(tarred([special("texts/", tarfile.DIRTYPE)]))
    assert (found.slug, found.level, found.containers) == ("empty-file", "info", ("tar",))


def test_names_that_stand_twice_are_told_apart(unpack: Unpack, tarred: Pack) -> None:
    found = unpack(tarred([("a", b"1"), ("a", b"2"), ("a#2", b"3"), ("a", b"4")]))
    assert [(one.name, one.data) for one in found] == [
        ("a", b"1"),
        ("a#2", b"2"),
        ("a#2#2", b"3"),
        ("a#3", b"4"),
    ]


def test_more_members_than_allowed(unpack: Unpack, tarred: Pack) -> None:
    found = unpack(tarred([(f"{n}.txt", b"x") for n in range(12)]), members=10)
    assert [one.slug for one in found] == [None] * 10 + ["too-many-members"]


def test_archives_joined_by_cat_are_read_to_the_end(unpack: Unpack, tarred: Pack) -> None:
    found = unpack(tarred([("a", b"1")]) + tarred([("b", b"2")]))
    assert [(one.name, one.data, one.slug) for one in found] == [
        ("a", b"1", None),
        ("b", b"2", None),
    ]


def test_garbage_behind_the_end_is_told(unpack: Unpack, tarred: Pack) -> None:
    found = unpack(tarred([("a", b"1")]) + b"garbage" * 200)
    assert [(one.slug, one.level) for one in found] == [
        (None, None),
        ("trailing-garbage", "warning"),
    ]


def test_missing_zeros_at_the_end_are_a_warning(unpack: Unpack, tarred: Pack) -> None:
    found = unpack(tarred([("a", b"1")])[:1024])
    assert [(one.data, one.slug, one.level) for one in found] == [
        (b"1", None, None),
        (b"", "truncated-stream", "warning"),
    ]


@pytest.mark.parametrize("cut", [600, 1024 + 100, 1024 + 512 + 300, 2048 + 300])
def test_cut_archive_is_told_once(unpack: Unpack, tarred: Pack, cut: int) -> None:
    found = unpack(tarred([("a", b"1" * 400), ("b", b"2" * 600)])[:cut])
    assert b"".join(one.data for one in found) in b"1" * 400 + b"2" * 600
    assert [one.slug for one in found if one.slug] == ["truncated-stream"]
    assert found[-1].level == "error"


def test_damaged_header_stops_the_archive_and_is_told(unpack: Unpack, tarred: Pack) -> None:
    data = bytearray(tarred([("a", b"1"), ("b", b"2"), ("c", b"3")]))
    data[1024 + 5] ^= 0xFF
    found = unpack(bytes(data))
    assert [(one.name, one.slug) for one in found] == [("a", None), (None, "damaged-container")]


def test_sparse_files_are_no_whole_files(unpack: Unpack, tarred: Pack) -> None:
    info = tarfile.TarInfo("sparse")
    info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0"}
    found = unpack(tarred([(info, b"0\n"), ("b", b"2")]))
    assert [one.slug for one in found] == ["unsupported-format", None]


def test_name_of_gigabytes_is_not_held(unpack: Unpack) -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 2**33
    (found,) = unpack(info.tobuf(tarfile.GNU_FORMAT) + bytes(10_000))
    assert found.slug == "damaged-container"


def test_who_does_not_read_a_member_gets_the_next(tarred: Pack) -> None:
    data = tarred(MEMBERS)
    names = [member.name for member in tar_members(Blocks(iter([data])))]
    assert names == [name for name, _ in MEMBERS]


@pytest.mark.parametrize("size", [1, 511, 512, 513, 10_000])
def test_size_of_the_pieces_does_not_matter(tarred: Pack, size: int) -> None:
    data = tarred(MEMBERS)
    assert found_in(data, size) == found_in(data) == ([(*one, None) for one in MEMBERS], None)


@pytest.mark.parametrize(
    ("data", "records"),
    [
        (b"12 path=abc\n", {"path": "abc"}),
        (b"12 path=abc\n11 size=12\n", {"path": "abc", "size": "12"}),
        (b"13 path=a\nbc\n", {"path": "a\nbc"}),
        (b"99 path=abc\n", {}),
        (b"0 path=abc\n", {}),
        (b"path=abc\n", {}),
        (b"12 path=abc\n-4 x=\n", {"path": "abc"}),
        (b"", {}),
    ],
)
def test_pax_records(data: bytes, records: dict[str, str]) -> None:
    assert pax_records(data) == records


@given(data=st.binary(max_size=2_000), first=st.binary(max_size=600))
def test_any_bytes_raise_nothing_but_read_error(data: bytes, first: bytes) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("a")
        info.size = len(first)
        archive.addfile(info, io.BytesIO(first))
    whole = out.getvalue()[: 512 + len(first)] + data
    assert found_in(whole, 100) == found_in(whole)
    assert found_in(data)[1] in ("truncated-stream", "damaged-container", None)


@given(header=st.binary(min_size=512, max_size=512), kind=st.sampled_from(b"0123457xgLKSMVDA\0"))
def test_any_header_raises_nothing_but_read_error(header: bytes, kind: int) -> None:
    block = bytearray(header)
    block[156] = kind
    block[124:136] = b"%011o\0" % (header[0] * 3)
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    found_in(bytes(block) + header + bytes(1024))
