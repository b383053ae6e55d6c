"""One file read by several workers, each a part of its documents: what one would give."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import fields

import warcorpus
from warcorpus.config import as_config
from warcorpus.engines import reading
from warcorpus.engines.looking import look_isolated
from warcorpus.engines.reading import read_isolated
from warcorpus.readers.door import BLOCK, Skip, read_documents
from warcorpus.readers.rejects import Reject


@pytest.fixture(autouse=True)
def parted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is worth to be parted."""
    monkeypatch.setattr(reading, "_LEAST_PARTED", 0)
    monkeypatch.setattr(reading, "_HANDFULS", 10**9)


def rows(count: int, *, every: int = 10**9) -> str:
    """JSON lines; each ``every``th repeats the id of the first, each 50th is broken."""
    lines = []
    for n in range(count):
        name = 0 if n % every == every - 1 else n
        row = {"id": f"d{name}", "title": f"Siege of {n}", "text": f"It began on day {n}."}
        lines.append("{broken" if n % 50 == 49 else json.dumps(row))
    return "\n".join(lines)


def settings(jobs: int) -> Any:
    return as_config({"run": {"jobs": jobs}})


def all_of(outcome: Any) -> list[Any]:
    return [getattr(outcome, one.name) for one in fields(type(outcome))]


@pytest.fixture
def same_as_one(bytes_of: Callable[[Any], bytes]) -> Callable[[Path], list[Any]]:
    """What one worker gives, once it is sure that several give the same."""

    def checked(path: Path) -> list[Any]:
        expected = [*map(all_of, read_documents([path]))]
        for jobs in (2, 3):
            found = read_isolated([path], settings(jobs))
            assert [*map(all_of, found)] == expected
        looked = [*map(bytes_of, look_isolated([path], settings(1)))]
        assert [*map(bytes_of, look_isolated([path], settings(2)))] == looked
        return expected

    return checked


def test_documents_are_dealt_out_without_rest() -> None:
    skips = [Skip(part=part, parts=3) for part in range(3)]
    for ordinal in range(BLOCK * 7):
        assert sum(ordinal not in skip for skip in skips) == 1


def test_rows_of_a_file(tmp_path: Path, same_as_one: Any) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(rows(BLOCK * 5 + 7), "utf-8")
    assert len(same_as_one(path)) == BLOCK * 5 + 7


def test_repeated_ids_are_told_as_one_tells_them(tmp_path: Path, same_as_one: Any) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(rows(BLOCK * 4, every=20), "utf-8")
    same_as_one(path)
    told = [
        problem.where
        for one in look_isolated([path], settings(2))
        if not isinstance(one, Reject)
        for problem in one.problems
        if problem.slug == "duplicate-id"
    ]
    assert told == [f"{path.name}:{n}" for n in range(20, BLOCK * 4 + 1, 20) if n % 50]


def test_ids_of_two_members_of_an_archive_are_two(tmp_path: Path, same_as_one: Any) -> None:
    path = tmp_path / "two.tar"
    with tarfile.open(path, "w") as archive:
        for name in ("a.jsonl", "b.jsonl"):
            data = rows(BLOCK * 2 + 5).encode()
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    same_as_one(path)


@pytest.mark.parametrize("data", [b"", b"  \n", b"\x89PNG\r\n\x1a\n" + bytes(2000)])
def test_what_is_wrong_with_the_file_is_told_once(
    tmp_path: Path, same_as_one: Any, data: bytes
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(data)
    assert len(same_as_one(path)) == 1


def test_a_file_that_breaks_off(tmp_path: Path, same_as_one: Any) -> None:
    path = tmp_path / "torn.jsonl.gz"
    path.write_bytes(gzip.compress(rows(BLOCK * 40).encode())[:-2000])
    same_as_one(path)


def test_the_seeds_and_many_small_files(tmp_path: Path, same_as_one: Any) -> None:
    for number in range(9):
        (tmp_path / f"{number}.jsonl").write_text(rows(BLOCK + number), "utf-8")
    same_as_one(tmp_path)
    same_as_one(Path(__file__).parents[2] / "seeds")


def test_shelves_that_hold_one_outcome(
    tmp_path: Path, same_as_one: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warcorpus.engines.shelf._HELD", 1)
    monkeypatch.setattr("warcorpus.engines.shelf._HELD_OF_A_FILE", 1)
    for number in range(3):
        (tmp_path / f"{number}.jsonl").write_text(rows(BLOCK * 3), "utf-8")
    same_as_one(tmp_path)


def test_the_corpus_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(rows(BLOCK * 3, every=30), "utf-8")
    made = [warcorpus.dedupe(path, config={"run": {"jobs": jobs}}) for jobs in (1, 2)]
    assert made[0].to_jsonl() == made[1].to_jsonl()
    assert made[0].problems == made[1].problems


@pytest.mark.usefixtures("hostile")
def test_documents_that_kill_their_worker_cost_themselves(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    lines = [f"{'crash' if n % 67 == 66 else 'fine'} in the year {n}" for n in range(BLOCK * 7)]
    path.write_text("%%hostile " + "\n".join(lines))
    found = list(read_isolated([path], settings(2)))
    assert [one.source.index for one in found] == list(range(BLOCK * 7))
    dead = [one.source.index for one in found if isinstance(one, Reject)]
    assert dead == list(range(66, BLOCK * 7, 67))
