"""The speeds that the readers promise, all in one run. Exit 1 if one is missed.

``python bench/readers.py``; ``--large`` adds two generated files of 1 GB and their peak memory,
``--profile`` tells where the time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import msgspec
import mwparserfromhell
import workloads

import warcorpus
from warcorpus.errors import ReadError
from warcorpus.readers.door import Reject, read_documents
from warcorpus.readers.registry import find_reader
from warcorpus.text.document import Text

ROUNDS = 5
GIGABYTE = 10**9
MEGABYTE = 10**6
LARGE = {"jsonl": workloads.json_lines, "doc": workloads.doc_elements}

Work = Callable[[], object]


def seconds(work: Work, repeat: int = 1) -> float:
    """CPU seconds of one call."""
    started = time.process_time()
    for _ in range(repeat):
        work()
    return (time.process_time() - started) / repeat


def usual(work: Work, repeat: int = 1) -> float:
    """CPU seconds of one call, the median of several."""
    work()
    return statistics.median(seconds(work, repeat) for _ in range(ROUNDS))


def ratio(ours: Work, theirs: Work, repeat: int = 1) -> float:
    """CPU time of ours for one of theirs, the two taken in turn."""
    ours(), theirs()
    return statistics.median(seconds(ours) / seconds(theirs, repeat) for _ in range(ROUNDS))


def through_the_door(*files: bytes) -> None:
    """From bytes to records as readers make them: sniffed, cut, decoded, read."""
    for outcome in read_documents([BytesIO(data) for data in files]):
        lost = isinstance(outcome, Reject) and outcome.problem.level == "error"
        if lost:
            raise outcome.error()


def extract() -> None:
    """WikiExtractor text: about 4 MB in one file."""
    through_the_door(workloads.extract()[1])


def json_lines() -> None:
    """500 lines of 4.4 kB in one file."""
    through_the_door(b"".join(workloads.jsonl()[1]))


def json_lines_by_msgspec() -> None:
    """The same lines, decoded and no more."""
    for line in workloads.jsonl()[1]:
        msgspec.json.decode(line)


def front_matter(batch: int = 0) -> None:
    """50 documents with front matter, each a file of about 7 kB; values included."""
    for _ in warcorpus.read(*map(BytesIO, workloads.headed(batch)), problems=[]):
        pass


def front_matter_rate() -> float:
    """Documents a second; each batch is read once, or what is remembered would be measured."""
    size = len(workloads.headed(0))
    batches = range(1, ROUNDS + 1)
    for batch in batches:
        workloads.headed(batch)
    front_matter(0)
    return size / statistics.median(seconds(lambda n=n: front_matter(n)) for n in batches)  # type: ignore[misc]


def wikitext() -> None:
    """200 generated pages, each from its text to its record; not sniffed."""
    reader = find_reader("wikitext")
    for page in workloads.wiki_pages():
        try:
            list(reader.read(Text.of(page)))
        except ReadError:
            continue


def wikitext_by_mwparserfromhell() -> None:
    """The same pages, parsed and no more."""
    for page in workloads.wiki_pages():
        mwparserfromhell.parse(page)


def dump() -> None:
    """The pages of 200 events in one dump."""
    through_the_door(workloads.dump())


def table() -> None:
    """A table with a row for each of 200 events."""
    through_the_door(workloads.table())


def html() -> None:
    """200 pages in HTML, each a file."""
    through_the_door(*workloads.html())


def rows() -> list[tuple[str, float, str, float | None, float | None]]:
    """Name, figure, sign, what is promised, and the goal."""
    kind, text = workloads.extract()
    extract_rate = len(text) / MEGABYTE / usual(extract)
    html_size = sum(map(len, workloads.html()))
    pages_size = sum(len(page.encode()) for page in workloads.wiki_pages())
    return [
        (f"WikiExtractor text ({kind}), MB/s", extract_rate, ">=", 10, 20),
        (
            f"JSONL of 4.4 kB ({kind}): ours / msgspec.json.decode",
            ratio(json_lines, json_lines_by_msgspec, 20),
            "<=",
            20,
            10,
        ),
        ("front matter with values, documents/s", front_matter_rate(), ">=", 500, 1_000),
        (
            "wikitext: ours / mwparserfromhell.parse",
            ratio(wikitext, wikitext_by_mwparserfromhell),
            "<=",
            1.5,
            None,
        ),
        ("wikitext, MB/s", pages_size / MEGABYTE / usual(wikitext), "", None, None),
        ("JSONL of 4.4 kB, documents/s", workloads.JSONL_LINES / usual(json_lines), "", None, None),
        ("MediaWiki XML, MB/s", len(workloads.dump()) / MEGABYTE / usual(dump), "", None, None),
        ("table, rows/s", workloads.EVENTS / usual(table), "", None, None),
        ("Wikipedia HTML, MB/s", html_size / MEGABYTE / usual(html), "", None, None),
        ("msgspec.json.decode here, MB/s", _msgspec_rate(), "", None, None),
    ]


def _msgspec_rate() -> float:
    size = sum(map(len, workloads.jsonl()[1]))
    return size / MEGABYTE / usual(json_lines_by_msgspec, 20)


def large(name: str, size: int) -> None:
    """Read a generated file of this size, in this process, and tell what it took."""
    stream = workloads.Stream(LARGE[name], size, f"large.{name}")
    started = time.process_time()
    documents = sum(1 for _ in read_documents([stream]))
    print(f"{documents} {time.process_time() - started:.1f} {peak()}")


def peak() -> int:
    """Most bytes of memory that this process has had.

    What Linux keeps in /proc is preferred: the other figure counts what the parent had as well.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def large_rows(size: int) -> list[tuple[str, float, str, float | None, float | None]]:
    """Peak memory of large files, each in a process of its own."""
    found: list[tuple[str, float, str, float | None, float | None]] = []
    for name in LARGE:
        command = [sys.executable, __file__, "--large-child", name, "--size", str(size)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        documents, took, most = int(told[0]), float(told[1]), int(told[2])
        title = f"{size / GIGABYTE:g} GB of {name}, {documents} documents"
        found.append((f"{title}: peak MB", most / MEGABYTE, "<", 300, None))
        found.append((f"{title}: MB/s, making it included", size / MEGABYTE / took, "", None, None))
    return found


def profile() -> None:
    """Where the time goes, for each promise of speed."""
    for work in (extract, json_lines, front_matter, wikitext):
        work()
        profiler = cProfile.Profile()
        profiler.runcall(work)
        print(f"\n== {work.__name__}: {work.__doc__}")
        found = pstats.Stats(profiler).strip_dirs()
        for order in ("tottime", "cumtime"):
            found.sort_stats(order).print_stats(15)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="also files of 1 GB; takes minutes")
    parser.add_argument("--size", type=int, default=GIGABYTE, help="of the large files, bytes")
    parser.add_argument("--profile", action="store_true", help="tell where the time goes")
    parser.add_argument("--large-child", choices=LARGE, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.large_child:
        large(asked.large_child, asked.size)
        return 0
    if asked.profile:
        profile()
        return 0
    missed = 0
    found = rows() + (large_rows(asked.size) if asked.large else [])
    for name, value, sign, promised, goal in found:
        if promised is None:
            print(f"{name:<58} {value:9.2f}")
            continue
        kept = value >= promised if sign == ">=" else value <= promised
        missed += not kept
        hoped = "" if goal is None else f", goal {goal}"
        told = "kept" if kept else "MISSED"
        print(f"{name:<58} {value:9.2f}  {sign} {promised}{hoped}  {told}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
