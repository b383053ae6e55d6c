"""Reading bad input: in this process where it can only be wrong, in another where it may crash."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from warcorpus.config import DEFAULT
from warcorpus.model.record import Record
from warcorpus.model.values import Problem
from warcorpus.normalizing import normalize_record
from warcorpus.readers.door import Reject, read_documents

sys.path.append(str(Path(__file__).with_name("kit")))

from hostile import CATALOGUE

ROOT = Path(__file__).parents[2]
GUARDED = Path(__file__).with_name("guarded.py")
MOST_CPU = 10
MOST_WALL = 60
MOST_MEBIBYTES = 512


@frozen
class Read:
    """What reading gave: records, their problems, and documents without a record."""

    records: tuple[Record, ...]
    rejects: tuple[Reject, ...]

    @property
    def record(self) -> Record:
        """The only record; nothing was rejected."""
        assert [reject.problem for reject in self.rejects] == []
        (record,) = self.records
        return record

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Slug and level of every problem of the records."""
        return [(p.slug, p.level) for record in self.records for p in record.problems]

    @property
    def reject(self) -> tuple[str, str]:
        """Slug and level of the only reject; there is no record."""
        assert self.records == ()
        (reject,) = self.rejects
        return reject.problem.slug, reject.problem.level

    def problem(self, slug: str) -> Problem:
        """The only problem called ``slug``."""
        (found,) = [p for record in self.records for p in record.problems if p.slug == slug]
        return found

    def fields(self) -> dict[str, str]:
        """Raw text of the fields of the only record, by name."""
        return {field.name: field.raw for field in self.record.source.fields}


def _read(source: Any) -> Read:
    path = BytesIO(source) if isinstance(source, bytes) else source
    outcomes = list(read_documents([path]))
    records = [normalize_record(o, DEFAULT) for o in outcomes if not isinstance(o, Reject)]
    for record in records:
        json.dumps(record.text).encode("utf-8")
        record.text.encode("utf-8")
    return Read(tuple(records), tuple(o for o in outcomes if isinstance(o, Reject)))


@pytest.fixture(scope="session")
def read() -> Callable[[Any], Read]:
    """Reads bytes or a path in this process."""
    return _read


def _guarded(jobs: list[tuple[Path, Any]]) -> list[dict[str, Any]]:
    """What reading each path gives in a process with limits; where it died, what it died of."""
    found: list[dict[str, Any]] = []
    while len(found) < len(jobs):
        left = json.dumps([[str(path), settings] for path, settings in jobs[len(found) :]])
        command = [sys.executable, str(GUARDED), str(MOST_CPU), str(MOST_MEBIBYTES)]
        done = subprocess.run(
            command, input=left.encode(), capture_output=True, timeout=MOST_WALL, cwd=ROOT
        )
        found += [json.loads(line) for line in done.stdout.split(b"\n")[:-1]]
        if done.returncode:
            told = done.stderr.decode("utf-8", "replace")[-2_000:]
            found.append({"died": f"{jobs[len(found)][0].name}: {done.returncode} {told}"})
    return found


@pytest.fixture(scope="session")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[dict[str, Any]]]:
    """Reads bytes or paths in a process with limits; a process that dies fails the test."""

    def run(*sources: bytes | Path) -> list[dict[str, Any]]:
        folder = tmp_path_factory.mktemp("hostile")
        jobs: list[tuple[Path, Any]] = []
        for number, source in enumerate(sources):
            path = source if isinstance(source, Path) else folder / f"{number:03}.txt"
            if isinstance(source, bytes):
                path.write_bytes(source)
            jobs.append((path, {}))
        found = _guarded(jobs)
        assert [one["died"] for one in found if "died" in one] == []
        assert [law for one in found for law in one["broken"]] == []
        return found

    return run


@pytest.fixture(scope="session")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What reading every bad input of the catalogue gives, in a process with limits."""
    folder = tmp_path_factory.mktemp("catalogue")
    jobs = []
    for bad in CATALOGUE:
        path = folder / bad.name
        path.write_bytes(bad.data)
        jobs.append((path, bad.settings))
    return dict(zip((bad.name for bad in CATALOGUE), _guarded(jobs), strict=True))
