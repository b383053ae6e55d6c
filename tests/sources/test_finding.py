"""Sources found again: in files, and in containers in any order."""

from __future__ import annotations

import bz2
import gzip
import os
import random
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from attrs import asdict, field, frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warcorpus.model.source import Source
from warcorpus.sources import holding
from warcorpus.sources.finding import RawFiles, find_text
from warcorpus.sources.holding import HeldFiles

Pack = Callable[..., bytes]

LINES = [f"The Siege of Vane went on, day {n}.\n".encode() for n in range(3_000)]


def source_of(path: str, data: bytes, start: int, **facts: Any) -> Source:
    return Source(
        path,
        sha256=sha256(data).hexdigest(),
        byte_start=start,
        byte_end=start + len(data),
        size=len(data),
        **facts,
    )


def sources_of(path: str, **facts: Any) -> list[Source]:
    found, at = [], 0
    for line in LINES:
        found.append(source_of(path, line, at, format="jsonl", **facts))
        at += len(line)
    return found


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The containers that were opened."""
    opened: list[Path] = []
    members = holding._members

    def counting(file: Path) -> Any:
        opened.append(file)
        return members(file)

    monkeypatch.setattr(holding, "_members", counting)
    return opened


def test_documents_of_one_gz_in_any_order_are_unpacked_once(
    tmp_path: Path, counted: list[Path]
) -> None:
    (tmp_path / "it.gz").write_bytes(gzip.compress(b"".join(LINES)))
    files = RawFiles([str(tmp_path)], {"jsonl"})
    sources = sources_of("it.gz", containers=("gz",))
    random.Random(7).shuffle(sources)
    for source in sources:
        text, name, unchanged = files.text_of(asdict(source, recurse=False))
        assert (unchanged, name) == (True, str(tmp_path / "it.gz"))
        assert text is not None
        assert sha256(text.encode()).hexdigest() == source.sha256
    assert len(counted) == 1


def test_members_of_an_archive_in_any_order_are_unpacked_once(
    tmp_path: Path, tarred: Pack, counted: list[Path]
) -> None:
    members = [(f"{n}.txt", os.urandom(50).hex().encode()) for n in range(300)]
    (tmp_path / "it").write_bytes(bz2.compress(tarred([*members, members[0]])))
    files = RawFiles([str(tmp_path / "it")])
    facts = {"containers": ("bz2", "tar"), "format": "plain-text"}
    sources = [source_of("it", data, 0, member=name, **facts) for name, data in members]
    sources.append(source_of("it", members[0][1], 0, member="0.txt#2", **facts))
    random.Random(7).shuffle(sources)
    for source in sources:
        text, name, unchanged = files.text_of(asdict(source, recurse=False))
        assert (unchanged, name) == (True, f"{tmp_path / 'it'}:{source.member}")
        assert text is not None
    assert len(counted) == 1


def test_what_is_not_there_is_sought_once(
    tmp_path: Path, tarred: Pack, counted: list[Path]
) -> None:
    (tmp_path / "it").write_bytes(tarred([("a.txt", b"Vane")]))
    files = RawFiles([str(tmp_path)])
    for n in range(50):
        source = source_of("it", b"Vane", 0, member=f"{n}.txt", containers=("tar",))
        assert files.text_of(asdict(source, recurse=False)) == (None, "it", False)
    assert len(counted) == 1


def test_changed_member_is_no_longer_the_source(tmp_path: Path, zipped: Pack) -> None:
    (tmp_path / "it").write_bytes(zipped([("a.txt", b"Vane held.")]))
    files = RawFiles([str(tmp_path)])
    for before in (b"Vane fell.", b"Vane"):  # changed; grown, of a format of one document
        source = source_of("it", before, 0, member="a.txt", containers=("zip",), format="markdown")
        text, _, unchanged = files.text_of(asdict(source, recurse=False))
        assert (text, unchanged) == ("Vane held.", False)


@pytest.mark.parametrize("content", [b"no container", b"\x1f\x8b\x08cut", None])
def test_file_that_is_no_container_any_more(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "it").write_bytes(content)
    source = source_of("it", b"Vane", 0, containers=("gz",))
    assert RawFiles([str(tmp_path)]).text_of(asdict(source, recurse=False))[0] is None
    assert find_text(source, [tmp_path]) is None


def test_cut_file_still_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    data = os.urandom(40_000).hex().encode()
    (tmp_path / "it").write_bytes(gzip.compress(data)[:-100])
    source = source_of("it", data[:100], 0, containers=("gz",), format="jsonl")
    assert find_text(source, [tmp_path], {"jsonl"}) == data[:100].decode()


def test_source_is_found_in_the_folder_that_holds_it_unchanged(tmp_path: Path) -> None:
    for name, text in (("one", b"Vane held."), ("two", b"Vane fell.")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_bytes(text)
        (tmp_path / name / "a.gz").write_bytes(gzip.compress(text))
    folders = [tmp_path / "none", tmp_path / "one", tmp_path / "two"]
    for source in (
        source_of("a.txt", b"Vane fell.", 0),
        source_of("a.gz", b"Vane fell.", 0, containers=("gz",)),
    ):
        assert find_text(source, folders) == "Vane fell."
        assert find_text(source, folders[:2]) is None


@pytest.mark.skipif(os.name == "nt", reason="such names are none there")
def test_file_names_that_are_no_utf8_are_found(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"Vane")
    source = source_of("caf\\xe9.txt", b"Vane", 0)
    assert find_text(source, [tmp_path]) == "Vane"
    assert RawFiles([str(tmp_path)]).text_of(asdict(source, recurse=False))[2]


def test_very_many_files_are_not_kept_open(tmp_path: Path) -> None:
    held = HeldFiles()
    for n in range(200):
        (tmp_path / f"{n}").write_bytes(gzip.compress(b"Vane"))
        assert held.read(tmp_path / f"{n}", (("gz",), None), 1, 3) == b"an"
    assert len(held._files) <= 64


@frozen
class Archive:
    """A file and what it holds; shown in short."""

    file: Path
    members: list[Any] = field(repr=False)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, tarred: Pack) -> Archive:
    """A packed tar, some of whose members are larger than what is held."""
    sizes = (0, 50, 999, 2_000_000, 400, 300_000)
    members = [(f"{n}", os.urandom(size)) for n, size in enumerate(sizes)]
    file = tmp_path_factory.mktemp("held") / "it"
    file.write_bytes(gzip.compress(tarred(members)))
    return Archive(file, members)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wanted=st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 2_100_000), st.integers(0, 900)), max_size=8
    ),
    limit=st.sampled_from([1_000, 400_000, 2**22]),
)
def test_any_order_under_any_limit_gives_the_same_bytes(
    archive: Archive, wanted: list[tuple[int, int, int]], limit: int
) -> None:
    file, members = archive.file, archive.members
    held = HeldFiles(limit)
    for number, start, size in wanted:
        place = (("gz", "tar"), str(number))
        expected = members[number][1][start : start + size] if number < 6 else None
        assert held.read(file, place, start, start + size) == expected
        kept = sum(len(w.data) for f in held._files.values() for w in f._held.values())
        assert kept == sum(f.size for f in held._files.values())


def test_member_larger_than_the_limit_is_read_forwards(
    archive: Archive, counted: list[Path]
) -> None:
    file, members = archive.file, archive.members
    held = HeldFiles(300_000)
    for start in range(0, 1_990_000, 10_000):
        found = held.read(file, (("gz", "tar"), "3"), start, start + 9_000)
        assert found == members[3][1][start : start + 9_000]
        assert held._files[file].size < 600_000
    assert len(counted) == 1
    assert held.read(file, (("gz", "tar"), "3"), 0, 10) == members[3][1][:10]
    assert len(counted) == 2
