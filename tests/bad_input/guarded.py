"""Reads paths in a process of its own, under limits; run by the tests of hostile input.

    python guarded.py CPU_SECONDS MEBIBYTES PATH...

Prints a line of JSON a path as soon as it is read, so that a process that dies names the culprit
by the line that is missing: the records, their problems, the rejects, the CPU seconds.
"""

from __future__ import annotations

import json
import resource
import sys
import time


def address_space() -> int:
    """Bytes that this process has mapped."""
    with open("/proc/self/statm", encoding="ascii") as stream:  # noqa: PTH123
        return int(stream.read().split()[0]) * resource.getpagesize()


def read(path: str) -> dict[str, object]:
    """What reading and normalizing one path gives."""
    from warcorpus.config import DEFAULT
    from warcorpus.model.wire import to_wire
    from warcorpus.normalizing import normalize_record
    from warcorpus.readers.door import Reject, read_documents

    started = time.process_time()
    outcomes = list(read_documents([path]))
    records = [normalize_record(o, DEFAULT) for o in outcomes if not isinstance(o, Reject)]
    seconds = time.process_time() - started
    rejects = [o.problem for o in outcomes if isinstance(o, Reject)]
    problems = [problem for record in records for problem in record.problems]
    return {
        "seconds": seconds,
        "records": [to_wire(record) for record in records],
        "problems": [[problem.slug, problem.level, problem.where] for problem in problems],
        "rejects": [[problem.slug, problem.level, problem.where] for problem in rejects],
    }


def main(seconds: int, mebibytes: int, paths: list[str]) -> None:
    read("seeds")  # everything is imported before memory is counted
    most = address_space() + mebibytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    for path in paths:
        used = int(time.process_time())
        resource.setrlimit(resource.RLIMIT_CPU, (used + seconds + 1, resource.RLIM_INFINITY))
        sys.stdout.write(json.dumps(read(path)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
