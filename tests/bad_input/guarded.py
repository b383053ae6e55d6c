"""Reads paths in a process of its own, under limits; run by the tests of hostile input.

    python guarded.py CPU_SECONDS MEBIBYTES < JOBS

``JOBS`` is a JSON list of pairs: a path, and the configuration to read it with. Prints a line of
JSON a path as soon as it is read, so that a process that dies names the culprit by the line that
is missing: the records, their problems, the rejects, the CPU seconds, and where a law does not hold
of what a reader made: nothing may be lost in silence, so every character of every document needs
an owner.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import Any

BROKEN: list[str] = []
WATCHING = [0.0]
"""Seconds that the laws took; they are not the reader's."""

LONG = 10_000
"""Characters; of longer documents the values that are made of their fields are not checked."""


def address_space() -> int:
    """Bytes that this process has mapped."""
    with open("/proc/self/statm", encoding="ascii") as stream:  # noqa: PTH123
        return int(stream.read().split()[0]) * resource.getpagesize()


def watch_laws() -> None:
    """From now on the laws of records are checked for every document that is read."""
    from warcorpus.errors import WarcorpusError
    from warcorpus.readers import documents
    from warcorpus.testing.laws import check_record

    read_safely = documents.read_safely

    def watched(reader: Any, text: Any) -> Any:
        records = read_safely(reader, text)
        clock = time.process_time()
        for record in records:
            try:
                if not reader.restores:
                    check_record(reader, record, text, deep=len(text.text) < LONG)
            except WarcorpusError as error:
                BROKEN.append(str(error))
        WATCHING[0] += time.process_time() - clock
        return records

    documents.read_safely = watched


def read(path: str, settings: dict[str, Any]) -> dict[str, object]:
    """What reading and normalizing one path gives."""
    from warcorpus.config import as_config
    from warcorpus.model.wire import to_wire
    from warcorpus.normalizing import normalize_record
    from warcorpus.readers.door import Reject, read_documents

    BROKEN.clear()
    WATCHING[0] = 0.0
    config = as_config(settings)
    started = time.process_time()
    outcomes = list(read_documents([path], config))
    records = [normalize_record(o, config) for o in outcomes if not isinstance(o, Reject)]
    seconds = time.process_time() - started - WATCHING[0]
    rejects = [o.problem for o in outcomes if isinstance(o, Reject)]
    problems = [problem for record in records for problem in record.problems]
    return {
        "seconds": seconds,
        "records": [to_wire(record) for record in records],
        "problems": [[problem.slug, problem.level, problem.where] for problem in problems],
        "rejects": [[problem.slug, problem.level, problem.where] for problem in rejects],
        "told": [f"{problem.message} {problem.hint}" for problem in (*problems, *rejects)],
        "broken": list(BROKEN),
    }


def main(seconds: int, mebibytes: int, jobs: list[tuple[str, dict[str, Any]]]) -> None:
    watch_laws()
    read("seeds", {})  # everything is imported before memory is counted
    most = address_space() + mebibytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    for path, settings in jobs:
        used = int(time.process_time())
        resource.setrlimit(resource.RLIMIT_CPU, (used + seconds + 1, resource.RLIM_INFINITY))
        sys.stdout.write(json.dumps(read(path, settings)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), json.load(sys.stdin))
