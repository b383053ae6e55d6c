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


@pytest.fixture(scope="session")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[dict[str, Any]]]:
    """Reads bytes or paths in a process with limits; a process that dies fails the test."""

    def run(*sources: bytes | Path, settings: Any = None) -> list[dict[str, Any]]:
        folder = tmp_path_factory.mktemp("hostile")
        paths = []
        for number, source in enumerate(sources):
            path = source if isinstance(source, Path) else folder / f"{number:03}.txt"
            if isinstance(source, bytes):
                path.write_bytes(source)
            paths.append(str(path))
        given = [str(MOST_CPU), str(MOST_MEBIBYTES), json.dumps(settings or {})]
        command = [sys.executable, str(GUARDED), *given, *paths]
        done = subprocess.run(command, capture_output=True, timeout=MOST_WALL, cwd=ROOT)
        lines = done.stdout.split(b"\n")[:-1]
        told = done.stderr.decode("utf-8", "replace")[-2_000:]
        assert done.returncode == 0, f"died of source {len(lines)}: {told}"
        assert len(lines) == len(sources)
        return [json.loads(line) for line in lines]

    return run
