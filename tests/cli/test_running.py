"""How a command ends: signals, strictness, problems by slug; and that it reads in workers."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import warcorpus
from warcorpus.cli.talking import by_slug
from warcorpus.engines import limits, process
from warcorpus.engines.process import Worker
from warcorpus.model.values import Problem

ROOT = Path(__file__).parent.parent.parent
SEEDS = ROOT / "seeds"
PLUG_IN = ROOT / "tests" / "engines" / "plug_in"
FIRST = "seeds/000_0d7aad7cfa0080c0.txt"
SECOND = "seeds/001_7664b4e7f6915ef9.txt"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of every worker that is started."""
    found: list[int] = []
    greet = Worker._greet

    def watched(self: Worker, *args: Any) -> None:
        greet(self, *args)
        found.append(self.pid)

    monkeypatch.setattr(Worker, "_greet", watched)
    return found


@pytest.mark.parametrize(
    "arguments",
    [["sniff", "seeds"], ["read", "seeds"], ["dedupe", "-n", "seeds"], ["pairs", "seeds"],
     ["explain", FIRST, SECOND]],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_whatever_reads_paths_reads_in_workers(
    run: Any, started: list[int], arguments: list[str]
) -> None:
    isolated = run(*arguments)
    assert isolated.exit_code == 0
    assert started
    started.clear()
    here = run(*arguments, "--set", "run.isolate=never")
    assert started == []
    assert here.stdout_bytes == isolated.stdout_bytes


def test_the_library_reads_in_this_process_unless_told_otherwise(started: list[int]) -> None:
    plain = list(warcorpus.read(SEEDS, problems=[]))
    warcorpus.explain(SEEDS / Path(FIRST).name, SEEDS / Path(SECOND).name)
    assert started == []
    config = {"run": {"isolate": "always"}}
    assert list(warcorpus.read(SEEDS, config=config, problems=[])) == plain
    assert len(started) == 1
    warcorpus.dedupe(*plain)
    assert len(started) == 1, "records need no worker"
    warcorpus.dedupe(SEEDS, config={"run": {"isolate": "never"}})
    assert len(started) == 1
    warcorpus.dedupe(SEEDS)
    assert len(started) == 2


def test_a_call_that_fails_keeps_no_worker(
    started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Although its traceback is held, as a notebook does."""
    ended: list[int] = []
    close = Worker.close

    def watched(self: Worker) -> None:
        ended.append(self.pid)
        close(self)

    monkeypatch.setattr(Worker, "close", watched)

    def interrupted(_stage: str, _done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as held:
        warcorpus.dedupe(SEEDS, progress=interrupted)
    assert ended == started != []
    del held


def test_jobs_change_no_byte(run: Any, corpus: Path, started: list[int], tmp_path: Path) -> None:
    out = tmp_path / corpus.name
    assert run("dedupe", "-q", "-j", "2", "seeds", "-o", out).exit_code == 0
    assert len(started) == 2
    for side in ("", ".manifest.json", ".problems.jsonl"):
        assert Path(f"{out}{side}").read_bytes() == Path(f"{corpus}{side}").read_bytes()
    shown = json.loads(run("config", "--json", "-j", "7").stdout)["settings"]
    assert {"key": "run.jobs", "value": 7, "origin": "--set"} in shown
    assert run("dedupe", "-j", "0", "seeds").exit_code == 2


def test_config_tells_what_this_system_does_not_enforce(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "resource", None)
    told = run("config").stderr
    assert "does not enforce limits.memory_bytes" in told


def test_a_worker_that_does_not_start_ends_the_command(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "_BOOT", "import os; os._exit(5)")
    done = run("dedupe", "seeds")
    assert done.exit_code == 70
    assert "error[worker-unavailable]" in done.stderr
    assert "run.isolate" in done.stderr


@pytest.mark.parametrize("command", ["sniff", "read", "pairs", "dedupe"])
def test_strictly_a_warning_or_an_error_is_a_finding(
    run: Any, tmp_path: Path, command: str
) -> None:
    assert run(command, "--strict", "seeds").exit_code == 0
    (tmp_path / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "fine.txt").write_bytes((ROOT / FIRST).read_bytes())
    plain, strict = run(command, tmp_path), run(command, "--strict", tmp_path)
    assert (plain.exit_code, strict.exit_code) == (3, 1)
    assert strict.stdout_bytes == plain.stdout_bytes


def test_many_problems_of_a_slug_are_three_and_a_number(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(215):
        (folder / f"{number:03}.txt").write_bytes(b"\x7fELF" + bytes([number]) * 600)
    (folder / "fine.txt").write_bytes((ROOT / FIRST).read_bytes())
    out = tmp_path / "corpus.jsonl"
    done = run("dedupe", folder, "-o", out)
    assert done.exit_code == 3
    assert done.stderr.count("error[binary-file]") == 3
    assert f"and 212 more of binary-file, see {out}.problems.jsonl" in done.stderr
    assert re.search(
        r"problems   \d+ info, 0 warnings, 215 rejects \(binary-file 215\)", done.stderr
    )
    told = Path(f"{out}.problems.jsonl").read_text("utf-8").splitlines()
    assert sum(json.loads(line)["stage"] is not None for line in told) == 215


def test_slugs_are_counted_most_frequent_first() -> None:
    many = [Problem(f"slug-{n}", "error", "") for n in range(6)]
    assert by_slug([]) == ""
    told = by_slug([*many, many[5]])
    assert told == " (slug-5 2, slug-0 1, slug-1 1, slug-2 1, 2 more kinds)"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_a_run_quietly(number: int, code: int, tmp_path: Path) -> None:
    """Half a minute of work is given up at once: exit code, no half file, no process."""
    documents = tmp_path / "documents.txt"
    documents.write_text("%%hostile fine\n" + "slow work\n" * 3_000)
    out = tmp_path / "corpus.jsonl"
    out.write_text("old\n")
    running = subprocess.Popen(
        [sys.executable, "-m", "warcorpus", "dedupe", str(documents), "-o", str(out)],
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{PLUG_IN}{os.pathsep}{tmp_path}"},
    )
    time.sleep(2)
    sent = time.monotonic()
    running.send_signal(number)
    assert running.stderr is not None
    told = running.stderr.read().decode()
    assert running.wait() == code
    running.stderr.close()
    assert time.monotonic() - sent < 5
    assert "nothing was written" in told
    assert "Traceback" not in told
    assert out.read_text() == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus.jsonl", "documents.txt"]
    assert not any(
        str(tmp_path).encode() in line and b"engines.worker" in line
        for entry in Path("/proc").iterdir()
        if entry.name.isdecimal()
        for line in [_command_line(entry)]
    )


def _command_line(entry: Path) -> bytes:
    try:
        return (entry / "cmdline").read_bytes()
    except OSError:
        return b""
