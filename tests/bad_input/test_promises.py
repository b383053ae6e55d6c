"""Promises 14, 19 and 20: hostile files run nothing, reach nothing, write and change nothing.

One run of the command over a folder with an input of every row of the table, watched from inside
each of its processes, beside the seeds, whose records must stay as they are without them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from hostile import CATALOGUE, Bad

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
SEEDS = ROOT / "seeds"
LARGEST = 250_000
MOST_DOCUMENTS = 60


def chosen() -> dict[str, Bad]:
    """Of each row of the table an input of every kind, as the settings are by default."""
    kinds = {
        (bad.row, bad.problems, tuple(dict.fromkeys(bad.rejects))): bad
        for bad in reversed(CATALOGUE)
        if not bad.settings
        and len(bad.data) < LARGEST
        and bad.records + len(bad.rejects) < MOST_DOCUMENTS
    }
    return {bad.name: bad for bad in kinds.values()}


CHOSEN = chosen()


@frozen
class Run:
    """What one watched run did."""

    code: int
    said: str
    corpus: tuple[bytes, ...]
    problems: tuple[dict[str, Any], ...]
    events: tuple[list[str], ...]
    changed: tuple[str, ...]
    out: Path


def watched(folder: Path, *words: str) -> tuple[subprocess.CompletedProcess[bytes], list[Any]]:
    """A run of this interpreter, and the events of all its processes."""
    (folder / "hook").mkdir()
    begin = f"import sys; sys.path.append({str(HERE)!r}); import watching; watching.watch()\n"
    (folder / "hook" / "sitecustomize.py").write_text(begin, "utf-8")
    told = folder / "events.jsonl"
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder / "hook"),
        "WATCHED_EVENTS": str(told),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, *words], capture_output=True, cwd=ROOT, timeout=240, env=environment
    )
    return done, [json.loads(line) for line in told.read_text("utf-8").split("\n") if line]


def state(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Time, mode and digest of every file."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mtime_ns,
            path.stat().st_mode,
            sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One run over all that was chosen."""
    folder = tmp_path_factory.mktemp("watched")
    documents = folder / "documents"
    shutil.copytree(SEEDS, documents / "seeds")
    for bad in CHOSEN.values():
        (documents / bad.name).write_bytes(bad.data)
    os.mkfifo(documents / "pipe")
    (documents / "gone").symlink_to(documents / "nowhere")
    (documents / "round").symlink_to(documents, target_is_directory=True)
    for path in (documents, documents / "seeds"):
        path.chmod(0o555)
    before = state(documents)
    (folder / "out").mkdir()
    out = folder / "out" / "corpus.jsonl"
    done, events = watched(folder, "-m", "warcorpus", "dedupe", str(documents), "-o", str(out))
    after = state(documents)
    problems = out.with_name("corpus.jsonl.problems.jsonl").read_text("utf-8").split("\n")
    return Run(
        done.returncode,
        (done.stdout + done.stderr).decode(),
        tuple(out.read_bytes().split(b"\n")[:-1]),
        tuple(json.loads(line) for line in problems if line),
        tuple(events),
        tuple(name for name in {**before, **after} if before.get(name) != after.get(name)),
        out,
    )


def test_run_goes_on_to_its_end(run: Run) -> None:
    assert run.code == 3, run.said
    assert len(CHOSEN) > 60
    manifest = json.loads(run.out.with_name("corpus.jsonl.manifest.json").read_bytes())
    records = sum(bad.records for bad in CHOSEN.values()) + 5
    rejects = sum(len(bad.rejects) for bad in CHOSEN.values()) + 2
    assert manifest["account"]["documents"] == records + rejects
    assert manifest["account"]["rejects"] == rejects
    assert manifest["machine_dependent"] == []


def test_every_reject_stands_in_the_problems_file(run: Run) -> None:
    found: dict[str, Counter[tuple[str, str]]] = {}
    for line in run.problems:
        if line["stage"]:
            found.setdefault(line["path"], Counter())[line["slug"], line["level"]] += 1
    expected = {bad.name: Counter(bad.levels_of_rejects) for bad in CHOSEN.values() if bad.rejects}
    expected["pipe"] = Counter({("special-file", "error"): 1})
    expected["gone"] = Counter({("unreadable-file", "error"): 1})
    assert found == expected


def test_records_of_the_seeds_stay_as_they_are(run: Run, tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "documents" / "seeds")
    out = tmp_path / "corpus.jsonl"
    command = [sys.executable, "-m", "warcorpus", "dedupe", str(tmp_path / "documents"), "-o"]
    subprocess.run([*command, str(out)], capture_output=True, cwd=ROOT, timeout=120, check=True)
    alone = out.read_bytes().split(b"\n")[:-1]
    assert set(alone) <= set(run.corpus)


def test_nothing_is_said_that_a_terminal_obeys(run: Run) -> None:
    assert not {char for char in run.said if ord(char) < 32} - {"\n"}
    assert not set("\u202e\u200f\x7f\x92") & set(run.said)


def test_no_network_and_no_code_from_data(run: Run) -> None:
    started = [event for event in run.events if event[1] == "subprocess.Popen"]
    assert started
    for event in started:
        command = json.loads(event[2])
        assert command[0] == sys.executable
        assert "from warcorpus.engines.worker import main; main()" in " ".join(command)
    allowed = {"begins", "subprocess.Popen", "open", "os.mkdir", "os.remove", "os.rename"}
    allowed |= {"os.rmdir", "os.chmod"}
    assert [event for event in run.events if event[1] not in allowed] == []


def test_nothing_is_written_but_the_output(run: Run) -> None:
    places = (str(run.out.parent), os.devnull)
    written = [event for event in run.events if event[1] not in ("begins", "subprocess.Popen")]
    assert written
    assert [event for event in written if not str(event[2]).startswith(places)] == []


def test_inputs_are_never_written_to(run: Run) -> None:
    assert run.changed == ()


def test_workers_are_watched_too(run: Run) -> None:
    assert len([event for event in run.events if event[1] == "begins"]) >= 2


def test_the_watch_sees_what_is_forbidden(tmp_path: Path) -> None:
    deeds = "import socket, os, pickle\nsocket.socket().close()\nos.system('true')\n"
    deeds += f"pickle.loads(pickle.dumps(os.getcwd))\nopen({str(tmp_path / 'x')!r}, 'w').close()\n"
    _, events = watched(tmp_path, "-c", deeds)
    told = {event[1] for event in events}
    assert {"socket.__new__", "os.system", "pickle.find_class", "open"} <= told
