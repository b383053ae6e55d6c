"""Reads one path in a process of its own, under limits; run by the tests of hostile input.

    python guarded.py PATH CPU_SECONDS MEBIBYTES

Prints one JSON object: the lines of the records, the problems, the rejects, the CPU seconds.
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


def main(path: str, seconds: int, mebibytes: int) -> None:
    from warcorpus.config import DEFAULT
    from warcorpus.model.wire import to_wire
    from warcorpus.normalizing import normalize_record
    from warcorpus.readers.door import Reject, read_documents

    list(read_documents(["seeds"]))  # everything is imported before memory is counted
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 5, seconds + 5))
    most = address_space() + mebibytes * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    started = time.process_time()
    outcomes = list(read_documents([path]))
    records = [normalize_record(o, DEFAULT) for o in outcomes if not isinstance(o, Reject)]
    rejects = [o.problem for o in outcomes if isinstance(o, Reject)]
    problems = [problem for record in records for problem in record.problems]
    told = {
        "seconds": time.process_time() - started,
        "records": [to_wire(record) for record in records],
        "problems": [[problem.slug, problem.level, problem.where] for problem in problems],
        "rejects": [[problem.slug, problem.level, problem.where] for problem in rejects],
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
