"""One bad file among the seeds costs itself: the other records stay as they were, byte for byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"


def dedupe(folder: Path, out: Path) -> tuple[int, bytes, list[dict[str, Any]]]:
    """Exit code, the corpus and the problems of a run of the command."""
    command = [sys.executable, "-m", "warcorpus", "dedupe", str(folder), "-o", str(out)]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=120)
    problems = out.with_name(f"{out.name}.problems.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in problems.split("\n") if line]
    return done.returncode, out.read_bytes(), lines


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[dict[str, Any]]]:
    out = tmp_path_factory.mktemp("alone") / "corpus.jsonl"
    code, corpus, problems = dedupe(SEEDS, out)
    assert code == 0
    return corpus, problems


def fifo(path: Path) -> None:
    os.mkfifo(path)


def broken_link(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def holding(data: bytes) -> Any:
    return lambda path: path.write_bytes(data)


BAD = {
    "png.txt": (holding(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100), "binary-file", "error"),
    "pdf.txt": (holding(b"%PDF-1.7\nx"), "unsupported-format", "error"),
    "large.txt": (holding(b"x" * (16 * 2**20 + 1)), "too-large", "error"),
    "version.jsonl": (holding(b'{"schema":"warcorpus.corpus/99"}\n'), "schema-version", "error"),
    "pipe.txt": (fifo, "special-file", "error"),
    "link.txt": (broken_link, "unreadable-file", "error"),
    "empty.txt": (holding(b""), "empty-file", "info"),
    "redirect.txt": (holding(b"#REDIRECT [[Battle of Orl]]"), "not-an-event", "info"),
}


@pytest.mark.parametrize(
    ("names", "code"),
    [(["png.txt"], 3), (["empty.txt", "redirect.txt"], 0), (list(BAD), 3)],
    ids=["one bad file", "no loss", "all of them"],
)
def test_bad_files_cost_themselves(
    tmp_path: Path,
    alone: tuple[bytes, list[dict[str, Any]]],
    names: list[str],
    code: int,
) -> None:
    folder = tmp_path / "documents"
    shutil.copytree(SEEDS, folder)
    for name in names:
        BAD[name][0](folder / name)
    found, corpus, problems = dedupe(folder, tmp_path / "corpus.jsonl")
    assert corpus == alone[0]
    assert found == code
    told = [problem for problem in problems if problem not in alone[1]]
    assert len(problems) == len(alone[1]) + len(names)
    assert {t["where"].split(":")[0]: (t["slug"], t["level"]) for t in told} == {
        name: BAD[name][1:] for name in names
    }
    assert all(problem["message"] and problem["path"] in names for problem in told)
