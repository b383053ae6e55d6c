"""Promises 4 and 5: what crashes, freezes or eats memory costs one document, and is told."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import warcorpus
from warcorpus.cli import main
from warcorpus.testing.events import generate
from warcorpus.testing.exporting import english_corpora, sections

PLUG_IN = Path(__file__).parents[1] / "engines" / "plug_in"
ALWAYS = {"run": {"isolate": "always"}}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of another system")


@pytest.fixture(autouse=True)
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader of the tests of the engines is installed for workers."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(PLUG_IN)])


def line(number: int, culprit: int = 666) -> str:
    return f"{'crash' if number == culprit else 'fine'} in the year {number}"


def slugs(problems: list[warcorpus.Problem]) -> list[str]:
    return [problem.slug for problem in problems if problem.level == "error"]


def test_a_segfault_in_one_of_a_thousand_documents_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text("%%hostile " + "\n".join(line(n) for n in range(1_000)))
    problems: list[warcorpus.Problem] = []
    records = list(warcorpus.read(path, config=ALWAYS, problems=problems, raw=True))
    assert [record.source.index for record in records] == [n for n in range(1_000) if n != 666]
    assert slugs(problems) == ["worker-died"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_segfault_in_one_of_a_thousand_files(tmp_path: Path, jobs: int) -> None:
    names = [f"{number:04}.txt" for number in range(1_000)]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(f"%%hostile {line(number)}")
    problems: list[warcorpus.Problem] = []
    config = {"run": {"isolate": "always", "jobs": jobs}}
    records = list(warcorpus.read(tmp_path, config=config, problems=problems, raw=True))
    assert [record.source.path for record in records] == [n for n in names if n != "0666.txt"]
    assert slugs(problems) == ["worker-died"]
    assert [problem.where for problem in problems] == ["0666.txt"]


def test_the_same_bytes_however_they_were_read(tmp_path: Path) -> None:
    folder = good(tmp_path)
    found = {
        json.dumps(run): warcorpus.dedupe(folder, config={"run": run}).to_jsonl()
        for run in ({"isolate": "never"}, {"jobs": 1}, {"jobs": 2}, {"isolate": "always"})
    }
    assert len(set(found.values())) == 1


def test_normalizing_that_fails_is_a_reject(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from warcorpus.engines import looking

    normalize_record = looking.normalize_record

    def sometimes(record: Any, config: Any) -> Any:
        if record.source.path == "1.txt":
            raise KeyError("no such value")
        return normalize_record(record, config)

    monkeypatch.setattr(looking, "normalize_record", sometimes)
    result = warcorpus.dedupe(good(tmp_path), config={"run": {"isolate": "never"}})
    (reject,) = result.account.rejects
    assert (reject.problem.slug, reject.stage) == ("normalize-failed", "normalize")
    assert reject.source.path == "1.txt"
    assert result.account.documents == result.account.sources + 1
    result.check()
    problems: list[warcorpus.Problem] = []
    assert len(list(warcorpus.read(good(tmp_path), problems=problems))) == 3
    assert slugs(problems) == ["normalize-failed"]


def good(folder: Path) -> Path:
    made = folder / "documents"
    made.mkdir(exist_ok=True)
    for number in range(4):
        write = sections if number % 2 else english_corpora
        (made / f"{number}.txt").write_text(write(generate(number)), "utf-8")
    return made


def zip_with_a_password() -> bytes:
    """The flag that says so is enough; nobody tries to open it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", english_corpora(generate(9)))
    data = bytearray(buffer.getvalue())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def as_file(name: str, data: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(data) and None


TEXT = sections(generate(8)).encode()
BAD: dict[str, Callable[[Path], None]] = {
    "binary-file": as_file("bad.txt", b"\x7fELF" + bytes(2_000)),
    "too-large": as_file("bad.txt", b"= Siege of X =\n\n" + b"It went on. " * 200_000),
    "bomb": as_file("bad.txt.gz", gzip.compress(bytes(30 * 2**20))),
    "cut gzip": as_file("bad.txt.gz", gzip.compress(TEXT)[:-20]),
    "encrypted zip": as_file("bad.zip", zip_with_a_password()),
    "vanished": lambda folder: (folder / "bad.txt").symlink_to(folder / "nowhere.txt"),
    "special-file": lambda folder: os.mkfifo(folder / "bad.txt"),
    "worker-died": as_file("bad.txt", b"%%hostile crash"),
    "too-slow": as_file("bad.txt", b"%%hostile freeze"),
    "too-much-memory": as_file("bad.txt", b"%%hostile eat"),
    "reader-failed": as_file("bad.txt", b"%%hostile fail"),
}
LIMITS = ("limits.cpu_seconds=1", "limits.memory_bytes=134217728", "limits.document_bytes=1000000")
SETTINGS = [word for limit in LIMITS for word in ("--set", limit)]


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(text) for text in path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("kind", BAD)
def test_one_bad_file_among_good_ones(kind: str, tmp_path: Path) -> None:
    folder = good(tmp_path)
    expected = warcorpus.dedupe(folder).to_jsonl()
    BAD[kind](folder)
    out = tmp_path / "corpus.jsonl"
    done = CliRunner().invoke(main, ["dedupe", str(folder), "-o", str(out), *SETTINGS])
    assert done.exit_code == 3, done.output
    assert out.read_text("utf-8") == expected
    rejects = [one for one in lines_of(tmp_path / "corpus.jsonl.problems.jsonl") if one["stage"]]
    assert len(rejects) == 1
    assert rejects[0]["path"].startswith("bad.")
    if "-" in kind:
        assert rejects[0]["slug"] == kind
    manifest = json.loads((tmp_path / "corpus.jsonl.manifest.json").read_text("utf-8"))
    assert (manifest["account"]["documents"], manifest["account"]["rejects"]) == (5, 1)
    varying = kind in ("too-slow", "too-much-memory")
    assert manifest["machine_dependent"] == [rejects[0]["sha256"]] * varying
    assert f"1 reject ({rejects[0]['slug']} 1)" in done.stderr
    assert ("another machine" in done.stderr) == varying


def test_all_of_them_at_once_strictly(tmp_path: Path) -> None:
    folder = good(tmp_path)
    expected = warcorpus.dedupe(folder).to_jsonl()
    for number, make in enumerate(BAD.values()):
        below = folder / str(number)
        below.mkdir()
        make(below)
    out = tmp_path / "corpus.jsonl"
    for command in (["dedupe", "-o", str(out)], ["read"]):
        done = CliRunner().invoke(main, [*command, "--strict", str(folder), *SETTINGS])
        assert done.exit_code == 1, done.output
    assert len(done.stdout.splitlines()) == 4
    assert out.read_text("utf-8") == expected
    rejects = [one for one in lines_of(tmp_path / "corpus.jsonl.problems.jsonl") if one["stage"]]
    assert len(rejects) == len(BAD)
