"""Zip archives: methods, damage, tricks."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

Unpack = Callable[..., list[Any]]
Pack = Callable[..., bytes]

TEXT = b"= Siege of Vane =\nThe siege went on for three days.\n" * 40
MEMBERS = [("a.txt", TEXT), ("texts/b.txt", b"x" * 512), ("texts/empty.txt", b""), ("c", b"c")]


def patched(data: bytes, old: bytes, at: int, new: bytes, count: int = 9) -> bytes:
    """The data with bytes changed at an offset from each place where ``old`` stands."""
    out, place = bytearray(data), -1
    for _ in range(count):
        place = data.find(old, place + 1)
        if place < 0:
            break
        out[place + at : place + at + len(new)] = new
    return bytes(out)


LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
@pytest.mark.parametrize("as_file", [True, False], ids=["file", "stream"])
def test_members_come_in_their_order(
    unpack: Unpack, zipped: Pack, tmp_path: Path, method: int, as_file: bool
) -> None:
    data = zipped(MEMBERS, method)
    (tmp_path / "it").write_bytes(data)
    found = unpack(tmp_path / "it" if as_file else data)
    assert [(one.name, one.data) for one in found] == MEMBERS
    assert {(one.containers, one.slug) for one in found} == {(("zip",), None)}


def test_archive_without_members_is_empty(unpack: Unpack, zipped: Pack) -> None:
    for members in ([], [("texts/", b"")]):
        (found,) = unpack(zipped(members))
        assert (found.slug, found.level) == ("empty-file", "info")


@pytest.mark.parametrize(
    "name", ["../x.txt", "/etc/x.txt", "a/../../x.txt", "..\\x.txt", "C:\\x.txt", "D:x.txt"]
)
def test_names_that_lead_out_are_skipped(unpack: Unpack, zipped: Pack, name: str) -> None:
    first, unsafe, last = unpack(zipped([("a", b"1"), (name, b"out"), ("b", b"2")]))
    assert (unsafe.slug, unsafe.level, unsafe.data) == ("unsafe-member", "warning", b"")
    assert (first.data, last.data) == (b"1", b"2")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_are_skipped(unpack: Unpack, zipped: Pack, kind: int) -> None:
    info = zipfile.ZipInfo("link")
    info.create_system, info.external_attr = 3, (kind | 0o777) << 16
    found = unpack(zipped([(info, b"/etc/passwd"), ("b", b"2")]))
    assert [(one.slug, one.data) for one in found] == [("unsafe-member", b""), (None, b"2")]


def test_encrypted_members_are_skipped(unpack: Unpack, zipped: Pack) -> None:
    data = zipped([("a", b"1"), ("b", b"2")])
    data = patched(patched(data, LOCAL, 6, b"\x01", 1), CENTRAL, 8, b"\x01", 1)
    first, second = unpack(data)
    assert (first.name, first.slug, first.level) == ("a", "encrypted-member", "error")
    assert second.data == b"2"


def test_unknown_methods_are_skipped(unpack: Unpack, zipped: Pack) -> None:
    data = patched(zipped([("a", b"1"), ("b", b"2")]), CENTRAL, 10, b"\x09", 1)
    first, second = unpack(data)
    assert (first.slug, second.data) == ("unsupported-format", b"2")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_stand_twice_are_both_read(unpack: Unpack, zipped: Pack) -> None:
    found = unpack(zipped([("a", b"1"), ("a", b"2")]))
    assert [(one.name, one.data) for one in found] == [("a", b"1"), ("a#2", b"2")]


def test_what_a_walk_leaves_out_is_left_out(unpack: Unpack, zipped: Pack) -> None:
    found = unpack(zipped([("__MACOSX/._a", b"x"), (".DS_Store", b"x"), ("a", b"1")]))
    assert [one.name for one in found] == ["a"]


def test_cut_archive_has_lost_its_directory(unpack: Unpack, zipped: Pack) -> None:
    data = zipped(MEMBERS)
    for cut in (30, 200, len(data) - 30):
        (found,) = unpack(data[:cut])
        assert (found.slug, found.level, found.name) == ("truncated-stream", "error", None)


def test_wrong_checksum_is_damage_of_one_member(unpack: Unpack, zipped: Pack) -> None:
    data = zipped([("a", b"one"), ("b", b"two")], zipfile.ZIP_STORED).replace(b"one", b"0ne")
    first, second = unpack(data)
    assert (first.data, first.slug, first.where) == (b"", "damaged-container", "it:a")
    assert second.data == b"two"


@pytest.mark.parametrize("size", [0, 1, 10**9])
def test_sizes_that_lie(unpack: Unpack, zipped: Pack, size: int) -> None:
    data = zipped([("a", TEXT), ("b", b"two")])
    data = patched(data, CENTRAL, 24, struct.pack("<L", size), 1)
    first, second = unpack(data)
    assert TEXT.startswith(first.data)
    assert first.slug in ("damaged-container", "truncated-stream", None)
    assert second.data == b"two"


def test_packed_size_beyond_the_file(unpack: Unpack, zipped: Pack) -> None:
    data = zipped([("a", TEXT)])
    (found,) = unpack(patched(data, CENTRAL, 20, struct.pack("<L", 2**31), 1))
    assert found.slug in (None, "truncated-stream", "damaged-container", "bomb")


def overlapping(copies: int) -> bytes:
    """Many names for one content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"0" * 10**6)
        (one,) = archive.infolist()
        archive.filelist.extend([one] * (copies - 1))
    return out.getvalue()


def test_members_that_overlap_are_a_bomb(unpack: Unpack) -> None:
    found = unpack(overlapping(50))
    assert [one.slug for one in found] == ["bomb"] * 49 + [None]
    assert found[-1].data == b"0" * 10**6


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_member_that_is_a_bomb_costs_itself(unpack: Unpack, zipped: Pack, method: int) -> None:
    first, second = unpack(zipped([("a", bytes(2 * 10**7)), ("b", b"two")], method))
    assert (first.slug, first.level) == ("bomb", "error")
    assert 10 * 2**20 - 2**18 <= len(first.data) <= 10 * 2**20
    assert (second.data, second.slug) == (b"two", None)


def test_many_small_bombs_are_one(unpack: Unpack, zipped: Pack) -> None:
    data = zipped([(f"{n}", bytes(10**6)) for n in range(20)])
    found = unpack(data, container_free_bytes=1_250_000)
    assert [one.slug for one in found] == [None] * 10 + ["bomb"] * 10


def test_more_members_than_allowed(unpack: Unpack, zipped: Pack) -> None:
    data = zipped([(f"{n}.txt", b"x") for n in range(12)])
    (found,) = unpack(data, members=11)
    assert (found.slug, found.level) == ("too-many-members", "error")
    assert [one.slug for one in unpack(data, members=12)] == [None] * 12


def test_changed_while_it_is_read(tmp_path: Path, zipped: Pack) -> None:
    from warcorpus.config.settings import LimitsConfig
    from warcorpus.sources import Input, Refusal, open_input, unpacked

    file = tmp_path / "it"
    file.write_bytes(zipped([("a", b"1"), ("b", b"2")]))
    slugs = []
    with open_input(Input("it", file)) as opened:
        for inner in unpacked(opened, LimitsConfig()):
            file.write_bytes(file.read_bytes() + b"more")
            slugs.append(inner.error.slug if isinstance(inner, Refusal) else None)
    assert slugs == [None, None, "source-changed"]


@given(
    data=st.binary(max_size=200),
    flips=st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 255)), max_size=4),
    method=st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2]),
)
def test_changed_bytes_raise_nothing_but_read_error(
    unpack: Unpack, zipped: Pack, data: bytes, flips: list[tuple[int, int]], method: int
) -> None:
    changed = bytearray(zipped([("a", data), ("b", data)], method))
    for at, bits in flips:
        changed[4 + at % (len(changed) - 4)] ^= bits
    unpack(bytes(changed))


@given(data=st.binary(max_size=400))
def test_any_bytes_raise_nothing_but_read_error(unpack: Unpack, data: bytes) -> None:
    unpack(b"PK\x03\x04" + data)
    unpack(b"PK\x05\x06" + data)
