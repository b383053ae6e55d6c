"""Speed and memory of matching beside other tools, and how they grow."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import NamedTuple

from matching_sets import (
    SKEWED,
    Labelled,
    Line,
    clusters_of_peer,
    clusters_of_table,
    copies,
    identical_groups,
    written,
)
from measuring import MEGABYTE, Run, Table, measured, warcorpus_command
from peers import NOT_INSTALLED

from warcorpus.evaluation.scores import Score, pairwise

YARDSTICK = "rensa 32x4"
_MATCHING = "matching"
WORKS = (_MATCHING, "whole job")
GROUPS = (2, 3, 5, 16, 64, 65, 128, 1_000, 5_000)
_QUIET = ("-q", "--no-progress")
_PEER = Path(__file__).with_name("peers.py")


class Setting(NamedTuple):
    """What all parts need: the table, a folder for files, and how peers are run."""

    table: Table
    folder: Path
    python: str
    peers: tuple[str, ...]
    rounds: int


def matched(documents: Sequence[object], clusters: Path, *options: str) -> Run:
    """Documents to cluster ids and no more."""
    clusters.unlink(missing_ok=True)
    asked = ("dedupe", *documents, "--dry-run", "--clusters", clusters, *_QUIET, *options)
    return measured(warcorpus_command(*asked))


def deduped(documents: Sequence[object], corpus: Path, *options: str, **environment: str) -> Run:
    """Documents to the whole corpus."""
    asked = ("dedupe", *documents, "-o", corpus, *_QUIET, *options)
    return measured(warcorpus_command(*asked), **environment)


def peer(setting: Setting, name: str, file: Path, out: Path) -> Run:
    """Documents to cluster ids by another tool."""
    out.unlink(missing_ok=True)
    cached = {"HF_HOME": str(setting.folder / "cache"), "HF_DATASETS_OFFLINE": "1"}
    return measured([setting.python, str(_PEER), name, str(file), str(out)], **cached)


def score_of(found: Mapping[str, str], truth: Mapping[str, str]) -> Score:
    """Pairwise; a document that is missing stands alone."""
    return pairwise({key: found.get(key, f"alone {key}") for key in truth}, truth)


def told(score: Score) -> str:
    """Precision, recall and F1 in a few signs."""
    return f"P {score.precision:.4f} R {score.recall:.4f} F1 {score.f1:.4f}"


def ids_of_table(clusters: Path) -> dict[str, str]:
    """Document → cluster by the id alone, of a file that stands alone."""
    named = clusters_of_table(clusters, by_id=True)
    return {key.partition("#")[2]: cluster for key, cluster in named.items()}


def _line(table: Table, name: str, run: Run, size: int, score: Score | None) -> None:
    rate = size / run.cpu if run.cpu else 0.0
    cost = f"{run.cpu:9.2f} CPU s  {run.wall:8.2f} s  {rate:8.0f} docs/CPU s"
    quality = "" if score is None else f"  {told(score)}"
    table.note(name, f"{cost}  {run.peak / MEGABYTE:8.0f} MB{quality}")


def speed(setting: Setting, size: int) -> None:
    """Matching and the whole job beside other tools, on the same near-duplicates."""
    table, folder = setting.table, setting.folder
    table.title(f"speed: {size} near-duplicates of 4.4 kB, JSONL to cluster ids")
    corpus = written(folder / "copies.jsonl", copies(size))
    ours, ratios = _beside_yardstick(setting, corpus)
    whole, full = _whole_job(setting, corpus)
    for name in setting.peers:
        if name != YARDSTICK:
            _peer_line(setting, name, corpus)
    table.add(f"matching: ours / {YARDSTICK}, CPU", _usual(ratios), "<=", 0.5, 0.25)
    paid = [ratio * whole / ours.cpu for ratio in ratios if ours.cpu and whole]
    table.add(f"the whole job: ours / {YARDSTICK}'s clusters, CPU", _usual(paid), "<=", 4, 2)
    table.add("two workers: times faster in wall time", full, ">=", 1.7)


def _usual(values: Sequence[float]) -> float | None:
    return median(values) if values else None


def _beside_yardstick(setting: Setting, corpus: Labelled) -> tuple[Run, list[float]]:
    """Both in turn: our last run, and the CPU ratios of all."""
    ratios = []
    for number in range(max(1, setting.rounds)):
        clusters = setting.folder / "ours.tsv"
        ours = matched([corpus.file], clusters, "-j", "1")
        if not number:
            score = _our_line(setting, "warcorpus, matching", ours, clusters, corpus)
        theirs = _peer_line(setting, YARDSTICK, corpus, silent=bool(number))
        if theirs is not None and theirs.cpu and not ours.code:
            ratios.append(ours.cpu / theirs.cpu)
    setting.table.add("matching: recall", score and score.recall, ">=", 0.99)
    setting.table.add("matching: precision", score and score.precision, ">=", 0.999)
    return ours, ratios


def _our_line(
    setting: Setting, name: str, run: Run, clusters: Path, corpus: Labelled
) -> Score | None:
    if run.code:
        setting.table.note(name, run.failed())
        return None
    score = score_of(ids_of_table(clusters), corpus.clusters)
    _line(setting.table, name, run, len(corpus.clusters), score)
    return score


def _peer_line(setting: Setting, name: str, corpus: Labelled, silent: bool = False) -> Run | None:
    """Run another tool and print what it took; None if that did not work."""
    out = setting.folder / "peer.tsv"
    run = peer(setting, name, corpus.file, out)
    if run.code:
        setting.table.note(name, "not installed" if run.code == NOT_INSTALLED else run.failed())
        return None
    if not silent:
        score = score_of(clusters_of_peer(out), corpus.clusters)
        _line(setting.table, name, run, len(corpus.clusters), score)
    return run


def _whole_job(setting: Setting, corpus: Labelled) -> tuple[float, float | None]:
    """CPU seconds of one job, and how many times faster two workers are."""
    runs = {}
    outs = {}
    for jobs in ("1", "2"):
        out = setting.folder / f"corpus{jobs}.jsonl"
        run = deduped([corpus.file], out, "-j", jobs)
        name = f"warcorpus, the whole job, -j {jobs}"
        if run.code:
            setting.table.note(name, run.failed())
            return (runs["1"].cpu if runs else 0.0), None
        _line(setting.table, name, run, len(corpus.clusters), None)
        runs[jobs], outs[jobs] = run, digest(out)
    setting.table.add("the same bytes by one and two workers", outs["1"] == outs["2"], "=", 1)
    return runs["1"].cpu, runs["1"].wall / runs["2"].wall


def digest(file: Path) -> str:
    """sha256 of a file."""
    sha = sha256()
    with file.open("rb") as data:
        while piece := data.read(1 << 20):
            sha.update(piece)
    return sha.hexdigest()


def growth(setting: Setting, sizes: Sequence[int], skewed: int, works: Sequence[str]) -> None:
    """Time and memory of twice as many documents, usual and skewed ones."""
    runs = {"near-duplicates": (copies, [size for size in sizes if size])}
    if skewed:
        runs |= {name: (lines, [skewed // 2, skewed]) for name, lines in SKEWED.items()}
    for name, (lines, counts) in runs.items():
        if counts:
            setting.table.title(f"growth: {name}")
            _grow(setting, name, lines, counts, works)
    if skewed:
        _groups(setting)


def _groups(setting: Setting) -> None:
    """However many copies a document has, they are one cluster."""
    setting.table.title("copies of one document")
    corpus = written(setting.folder / "groups.jsonl", identical_groups(GROUPS))
    run = matched([corpus.file], setting.folder / "groups.tsv")
    score = None if run.code else score_of(
        ids_of_table(setting.folder / "groups.tsv"), corpus.clusters
    )  # fmt: skip
    counts = ", ".join(map(str, GROUPS))
    setting.table.note("copies of each document", counts)
    setting.table.add("one cluster for k copies: F1", score and score.f1, "=", 1)


def _grow(
    setting: Setting,
    name: str,
    lines: Callable[[int], Iterator[Line]],
    sizes: Sequence[int],
    works: Sequence[str],
) -> None:
    taken: dict[str, list[tuple[int, Run]]] = {work: [] for work in works}
    for size in sizes:
        corpus = written(setting.folder / "growing.jsonl", lines(size))
        for work, runs in taken.items():
            run = _one(setting, work, corpus)
            title = f"{name}, {work}, {size}"
            if run.code:
                setting.table.note(title, run.failed())
                setting.table.add(f"{title}: ended well", 0, "=", 1)
                continue
            _line(setting.table, title, run, size, None)
            runs.append((size, run))
            if work == _MATCHING:
                _clusters(setting, name, corpus)
            if size == 200_000:
                setting.table.add(f"{title}: peak MB", run.peak / MEGABYTE, "<=", 1_000)
        corpus.file.unlink()
    for work, runs in taken.items():
        for (small, before), (large, after) in itertools.pairwise(runs):
            step = f"{name}, {work}, {small} to {large}"
            doublings = math.log2(large / small)
            time = (after.cpu / before.cpu) ** (1 / doublings)
            setting.table.add(f"{step}: time(2n)/time(n)", time, "<=", 2.3)
            if before.peak:
                memory = (after.peak / before.peak) ** (1 / doublings)
                setting.table.add(f"{step}: memory(2n)/memory(n)", memory, "<=", 2.3)


def _one(setting: Setting, work: str, corpus: Labelled) -> Run:
    if work == _MATCHING:
        return matched([corpus.file], setting.folder / "growing.tsv", "-j", "1")
    out = setting.folder / "growing.out.jsonl"
    run = deduped([corpus.file], out, "-j", "1")
    out.unlink(missing_ok=True)
    return run


def _clusters(setting: Setting, name: str, corpus: Labelled) -> None:
    """How the skewed ones were clustered; of near-duplicates precision and recall say more."""
    found = ids_of_table(setting.folder / "growing.tsv")
    sizes = Counter(found.values())
    if name == "identical":
        setting.table.add("identical: clusters", len(sizes), "=", 1, digits=0)
    elif name in SKEWED:
        together = sum(size for size in sizes.values() if size > 1)
        setting.table.add(f"{name}: documents that stand with another", together, digits=0)
        setting.table.add(f"{name}: largest cluster", max(sizes.values()), digits=0)
    else:
        setting.table.note(f"{name}: clusters", told(score_of(found, corpus.clusters)))
