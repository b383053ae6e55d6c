"""The speeds that the project promises, as ratios measured in one run. Exit 1 if one is missed."""

from __future__ import annotations

import difflib
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from warcorpus.merging.collate import aligned
from warcorpus.merging.tokenizing import tokenize
from warcorpus.pipeline import read
from warcorpus.text.yaml_composer import compose

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
ROUNDS = 9


def cpu(work: Callable[[], object], repeat: int) -> float:
    """CPU seconds of one call, from ``repeat`` of them."""
    started = time.process_time()
    for _ in range(repeat):
        work()
    return (time.process_time() - started) / repeat


def in_turn(ours: Callable[[], object], theirs: Callable[[], object], repeat: int) -> list[float]:
    """CPU ratios ours / theirs, the two taken in turn."""
    ours(), theirs()
    return [cpu(ours, repeat) / cpu(theirs, repeat) for _ in range(ROUNDS)]


def child_cpu(command: list[str]) -> float:
    """CPU seconds of a whole process, user and system, its modules compiled as when installed."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command,
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def headers() -> list[str]:
    """The front matter of the seeds that have one."""
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    return [text[4 : text.index("\n---\n", 4) + 1] for text in texts if text.startswith("---\n")]


def front_matter() -> float:
    """Our composer, spans included, against PyYAML's C loader."""
    held = headers()
    return statistics.median(
        in_turn(
            lambda: [compose(header) for header in held],
            lambda: [yaml.load(header, Loader=yaml.CSafeLoader) for header in held],
            20,
        )
    )


def alignment() -> float:
    """How many times faster than difflib the same tokens are aligned."""
    base, other = (tokenize(record) for record in read(*SEEDS[:2], problems=[]))
    a, b = base.forms, other.forms
    ratios = in_turn(
        lambda: aligned(base, other),
        lambda: difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes(),
        10,
    )
    return 1 / statistics.median(ratios)


def above_bare_python(*arguments: str) -> float:
    """CPU seconds of a command above an interpreter that does nothing."""
    command = [sys.executable, "-m", "warcorpus", *arguments]
    bare = [sys.executable, "-c", "pass"]
    return statistics.median(child_cpu(command) - child_cpu(bare) for _ in range(ROUNDS))


def seeds() -> float:
    """CPU seconds of the main job on the seeds, the whole process."""
    command = [sys.executable, "-m", "warcorpus", "dedupe", "-q", str(ROOT / "seeds")]
    return statistics.median(child_cpu(command) for _ in range(ROUNDS))


def main() -> int:
    rows = [
        ("front matter: ours / CSafeLoader", front_matter(), "<=", 1.0),
        ("alignment: times faster than difflib", alignment(), ">=", 3.0),
        ("--help: CPU s above bare Python", above_bare_python("--help"), "<=", 0.15),
        ("five seeds end to end: CPU s", seeds(), "<", 1.0),
    ]
    missed = 0
    for name, value, sign, goal in rows:
        kept = value >= goal if sign == ">=" else value <= goal
        missed += not kept
        print(f"{name:<40} {value:7.3f}  goal {sign} {goal}  {'kept' if kept else 'MISSED'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
