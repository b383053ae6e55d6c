"""Outcomes from workers are those of this process, in the same order, whoever reads."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import fields

from warcorpus.config import as_config
from warcorpus.engines import supervising
from warcorpus.engines.process import Worker
from warcorpus.engines.reading import read_isolated, survey_isolated
from warcorpus.errors import ConfigError
from warcorpus.model.record import Record
from warcorpus.readers.door import read_documents
from warcorpus.readers.rejects import Reject
from warcorpus.readers.surveying import survey
from warcorpus.sources.walking import Input
from warcorpus.testing.events import generate
from warcorpus.testing.exporting import FORMATS, english_corpora

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of one and of many documents, good and bad ones."""
    folder = tmp_path_factory.mktemp("mixed")
    for number in range(12):
        form = sorted(FORMATS)[number % len(FORMATS)]
        path = folder / f"{number:02}-{form}.txt"
        path.write_text(FORMATS[form](generate(number)), "utf-8")
    many = [f"@@{n} The Siege of Vané began on day {n} . \n" for n in range(300)]
    (folder / "05-many.txt").write_text("".join(many), "utf-8")
    (folder / "03-bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    (folder / "07-empty.txt").write_bytes(b"")
    (folder / "08-name\udcff.txt").write_text(english_corpora(generate(77)), "utf-8")
    return folder


def all_of(outcome: Any) -> list[Any]:
    """Every attribute, those too that are no part of equality."""
    return [getattr(outcome, one.name) for one in fields(type(outcome))]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_workers_give_what_this_process_gives(mixed: Path, jobs: int) -> None:
    expected = list(read_documents([mixed, SEEDS]))
    found = list(read_isolated([mixed, SEEDS], as_config({"run": {"jobs": jobs}})))
    assert [all_of(one) for one in found] == [all_of(one) for one in expected]
    assert sum(isinstance(one, Reject) for one in found) == 2


def test_outcomes_far_ahead_wait_for_their_turn(
    mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shelf holds one outcome at most, and still nothing stands still."""
    monkeypatch.setattr("warcorpus.engines.shelf._HELD", 1)
    monkeypatch.setattr("warcorpus.engines.shelf._HELD_OF_A_FILE", 1)
    found = list(read_isolated([mixed], as_config({"run": {"jobs": 2}})))
    assert found == list(read_documents([mixed]))


def test_records_stand_among_paths() -> None:
    files = sorted(SEEDS.iterdir())
    first = next(read_documents([files[0]]))
    assert isinstance(first, Record)
    mixed = [first, files[1], io.BytesIO(files[2].read_bytes()), first]
    found = list(read_isolated(mixed))
    assert [one.id for one in found] == [one.id for one in read_documents(
        [first, files[1], io.BytesIO(files[2].read_bytes()), first])]  # fmt: skip


def test_surveys_come_from_workers_too(mixed: Path) -> None:
    assert list(survey_isolated([mixed])) == list(survey([mixed]))


def test_an_unknown_reader_ends_the_call() -> None:
    with pytest.raises(ConfigError, match="expected one of"):
        list(read_isolated([SEEDS], as_config({"read": {"reader": "abacus"}})))


class Pipe(io.RawIOBase):
    """Bytes that can be read once, as from standard input."""

    def __init__(self, data: bytes) -> None:
        self._rest = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._rest.readinto(buffer)


MANY = b"".join(b"@@%d The Siege of Vane began on day %d . \n" % (n, n) for n in range(9_000))


@pytest.mark.parametrize("kind", [io.BytesIO, Pipe])
def test_streams_are_read_through_the_line(kind: Callable[[bytes], Any]) -> None:
    assert list(read_isolated([kind(MANY)])) == list(read_documents([kind(MANY)]))


@pytest.mark.parametrize("kind", [io.BytesIO, Pipe])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_stream_is_read_again_after_a_death(
    kind: Callable[[bytes], Any], jobs: int, hostile: Path
) -> None:
    lines = [b"%%hostile fine 0", *[b"fine %d %s" % (n, b"x" * 990) for n in range(1, 2_000)]]
    lines[1_500] = b"crash"
    streams = [kind(b"\n".join(lines)), kind(MANY)]
    found = list(read_isolated(streams, as_config({"run": {"jobs": jobs}})))
    slugs = [one.problem.slug for one in found if isinstance(one, Reject)]
    assert (len(found), slugs) == (11_000, ["worker-died"])
    assert isinstance(found[1_500], Reject)


def test_a_stream_that_fails_is_a_reject() -> None:
    class Broken(Pipe):
        def readinto(self, buffer: Any) -> int:
            raise OSError(5, "Input/output error")

    def slugs(found: Iterator[Any]) -> list[str]:
        return [one.problem.message for one in found]

    closed = io.BytesIO(b"x")
    closed.close()
    for make in (lambda: Broken(b""), lambda: closed):
        assert slugs(read_isolated([make()])) == slugs(read_documents([make()]))


def test_a_stream_stands_where_it_stood_and_stays_open() -> None:
    stream = io.BytesIO(b"skipped" + (SEEDS / "004_17456dd19e178cae.txt").read_bytes())
    stream.seek(7)
    (record,) = read_isolated([stream])
    expected = next(read_documents([SEEDS / "004_17456dd19e178cae.txt"]))
    assert isinstance(record, Record)
    assert record.id == expected.id  # type: ignore[union-attr]
    assert not stream.closed


def children() -> list[int]:
    """Processes that this one has started and that still run."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,stat=", "--ppid", str(os.getpid())], capture_output=True, text=True
    )
    rows = [line.split() for line in listed.stdout.splitlines()]
    return [int(pid) for pid, state in rows if not state.startswith("Z")]


def left_over(before: list[int]) -> list[int]:
    now = children()
    names = [pid for pid in now if pid not in before and Path(f"/proc/{pid}").exists()]
    return [pid for pid in names if b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.skipif(sys.platform != "linux", reason="asks ps")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reading_given_up_leaves_no_process(mixed: Path, jobs: int) -> None:
    before = children()
    at_work: list[int] = []
    # Workers run ahead: on a busy machine they may be done when the first outcome is taken.
    for _ in range(20):
        found = read_isolated([mixed, SEEDS], as_config({"run": {"jobs": jobs}}))
        next(found)
        at_work = left_over(before)
        found.close()  # type: ignore[attr-defined]
        assert left_over(before) == []
        assert [one for one in threading.enumerate() if one.name == "watch over a worker"] == []
        if at_work:
            break
    assert at_work


@pytest.mark.parametrize("jobs", [1, 2])
def test_workers_killed_from_outside_cost_nothing(
    tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGKILL every so many documents, wherever the worker may be by then."""
    for number in range(4):
        (tmp_path / f"{number}.txt").write_bytes(MANY[: 20_000 * (number + 1)])
    expected = list(read_documents([tmp_path]))
    started: list[Worker] = []

    class Watched(Worker):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            started.append(self)

    monkeypatch.setattr(supervising, "Worker", Watched)
    found = []
    for outcome in read_isolated([tmp_path], as_config({"run": {"jobs": jobs}})):
        found.append(outcome)
        if len(found) % 311 == 0:
            started[-1].kill()
    assert found == expected
    assert len(started) > jobs


def test_every_fact_of_an_input_reaches_the_worker() -> None:
    """A field that is added to Input must be added to Task too, and to both of its makers."""
    known = {"path", "location", "stream", "only", "member", "problem"}
    assert {one.name for one in fields(Input)} == known


def test_the_document_asked_for_alone(tmp_path: Path) -> None:
    (tmp_path / "many.txt").write_bytes(MANY)
    (found,) = read_isolated([f"{tmp_path}/many.txt#8000"])
    assert found.source.text_id == "8000"


def test_the_member_asked_for_alone(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for number in range(5):
            archive.writestr(f"{number}.txt", FORMATS["sections"](generate(number)))
    paths = [f"{tmp_path}/all.zip!3.txt"]
    (found,) = read_isolated(paths)
    assert found.source.member == "3.txt"
    assert [found] == list(read_documents(paths))


def test_a_file_that_kills_every_worker_is_given_up(
    deeds: Any, isolated: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervising, "_MOST_DEATHS", 4)
    found = isolated(deeds(*["fine", "exit"] * 4), deeds("fine", name="last.txt"))
    slugs = [one.problem.slug if isinstance(one, Reject) else "" for one in found]
    assert slugs == ["", "worker-died", "", "worker-died", "worker-died", ""]
    assert "the rest of it is not read" in found[4].problem.message
