"""Whether the same documents give the same bytes: any order, jobs, hash seed, settings."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from matching_sets import Line, clusters_of_table, copies, written
from matching_speed import Setting, deduped, digest

_Item = TypeVar("_Item")
_PARTS = 20
"""Files that the documents are spread over; they are named in another order each time."""


def same_bytes(setting: Setting, size: int, shuffles: int, settings: Sequence[str]) -> None:
    """Run the whole job again and again, and compare corpora and clusters.

    Args:
        setting: table and folder.
        size: how many documents.
        shuffles: how many orders.
        settings: ``KEY=VALUE`` that must not matter either, one more run each.
    """
    table = setting.table
    table.title(f"same bytes: {size} near-duplicates in {_PARTS} files")
    lines = list(copies(size))
    files = _spread(setting.folder / "parts", lines)
    runs = dict(_runs(shuffles, settings))
    digests = []
    for name, (seed, jobs, options) in runs.items():
        found = _digests(setting, _shuffled(files, seed), seed, ("-j", jobs, *options))
        words = [one[:16] for one in found] if found else ["did not end well"]
        table.note(name, " ".join(words))
        digests.append(found)
    first = digests[0]
    table.add("corpus and clusters the same", bool(first) and len(set(digests)) == 1, "=", 1)
    mixed = _spread(setting.folder / "mixed", _shuffled(lines, 1))
    found = _digests(setting, mixed, 1, ("-j", "1"))
    same = bool(first and found) and first[1] == found[1]
    table.add("documents shuffled inside the files: clusters the same", same, "=", 1)


def _runs(
    shuffles: int, settings: Sequence[str]
) -> Iterator[tuple[str, tuple[int, str, tuple[str, ...]]]]:
    """Name → number of the shuffle and hash seed, jobs, options."""
    for number in range(shuffles + 1):
        jobs = str(1 + number % 2)
        yield f"order {number}, -j {jobs}, hash seed {number}", (number, jobs, ())
    for one in settings:
        yield f"order 0, -j 1, {one}", (0, "1", ("--set", one))


def _shuffled(items: Sequence[_Item], seed: int) -> list[_Item]:
    """In another order; the first one is the order itself."""
    found = list(items)
    if seed:
        random.Random(seed).shuffle(found)
    return found


def _spread(folder: Path, lines: Sequence[Line]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number in range(_PARTS):
        files.append(folder / f"part{number:02d}.jsonl")
        written(files[-1], lines[number::_PARTS])
    return files


def _digests(
    setting: Setting, files: Sequence[Path], seed: int, options: Sequence[str]
) -> tuple[str, str] | None:
    """Of the corpus, and of which documents stand together."""
    out, clusters = setting.folder / "same.jsonl", setting.folder / "same.tsv"
    asked = (*options, "--clusters", str(clusters))
    run = deduped(files, out, *asked, PYTHONHASHSEED=str(seed))
    if run.code:
        setting.table.note("", run.failed())
        return None
    homes: dict[str, list[str]] = {}
    for key, cluster in clusters_of_table(clusters, by_id=True).items():
        homes.setdefault(cluster, []).append(key.partition("#")[2])
    groups = sorted(" ".join(sorted(members)) for members in homes.values())
    return digest(out), sha256("\n".join(groups).encode()).hexdigest()
