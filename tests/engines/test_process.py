"""A worker starts wherever its supervisor runs, and does not outlive it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

import warcorpus
from warcorpus.config import DEFAULT, as_config
from warcorpus.engines import process
from warcorpus.engines.messages import Batch, Begun, Ended, Task
from warcorpus.engines.process import Died, Worker, module_path
from warcorpus.errors import ConfigError, EngineError

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
SOURCES = Path(warcorpus.__file__).parents[1]

SCRIPT = f"""
import sys
import warcorpus
result = warcorpus.dedupe({str(SEEDS)!r})
print(len(result.records), len(result.account.rejects), file=sys.stderr)
"""


def ran(arguments: list[str], **options: Any) -> str:
    """What a Python program says on stderr."""
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, timeout=100, check=False, **options
    )
    told = done.stderr.decode()
    assert done.returncode == 0, told
    return told.strip()


def test_from_a_script_without_a_main_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    assert ran([str(script)]) == "4 0"


@pytest.mark.parametrize("flags", [[], ["-I"], ["-X", "utf8"]], ids=str)
def test_from_a_command(flags: list[str]) -> None:
    assert ran([*flags, "-c", SCRIPT]) == "4 0"


def test_from_a_thread() -> None:
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(len(warcorpus.dedupe(SEEDS).records)))
    thread.start()
    thread.join()
    assert found == [4]


@pytest.mark.skipif(os.name != "posix", reason="closes what a shell opened")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&-"])
def test_with_closed_streams(closed: str, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(SCRIPT)
    command = f'"{sys.executable}" script.py {closed}'
    done = subprocess.run(command, shell=True, cwd=tmp_path, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.decode().strip()) == (0, "4 0")


@pytest.mark.skipif(os.name != "posix", reason="no other system lets one remove it")
def test_in_a_working_folder_that_is_gone(tmp_path: Path) -> None:
    code = f"import os, shutil; os.chdir({str(tmp_path)!r}); shutil.rmtree({str(tmp_path)!r})\n"
    assert ran(["-c", code + SCRIPT]) == "4 0"


def test_a_file_in_the_working_folder_hides_no_module(tmp_path: Path) -> None:
    for name in ("msgspec.py", "yaml.py", "queue.py"):
        (tmp_path / name).write_text("raise SystemExit('hidden')\n")
    load = "import warcorpus.pipeline, warcorpus.engines.reading, warcorpus.readers.registry as r"
    first = f"{load}; r.registered(); import sys; sys.path.insert(0, '')\n"
    assert ran(["-P", "-c", first + SCRIPT], cwd=tmp_path) == "4 0"


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_a_package_found_by_a_trick_of_the_path(packed: bool, tmp_path: Path) -> None:
    """The module path may even be put back: the folder of the package is told by name."""
    home = tmp_path / "home"
    if packed:
        home = tmp_path / "home.zip"
        with zipfile.ZipFile(home, "w") as archive:
            for path in sorted((SOURCES / "warcorpus").rglob("*")):
                if path.is_file() and "__pycache__" not in path.parts:
                    archive.write(path, path.relative_to(SOURCES))
    else:
        home.mkdir()
        (home / "warcorpus").symlink_to(SOURCES / "warcorpus")
    code = (
        f"import sys; sys.path.insert(0, {str(home)!r}); import warcorpus.engines.process as p\n"
        f"assert p.__file__.startswith({str(home)!r}), p.__file__\n"
        f"sys.path.remove({str(home)!r}); sys.path = [e for e in sys.path if 'src' not in e]\n"
        "from warcorpus.config import DEFAULT\n"
        "worker = p.Worker(DEFAULT); print(p.module_path()[-1], file=sys.stderr); worker.close()"
    )
    assert ran(["-c", code]) == str(home)


def test_the_working_folder_comes_last(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", "lib", *sys.path, str(tmp_path)])
    found = module_path()
    assert found[0] == str(tmp_path / "lib")
    assert str(tmp_path) in found[-2:]


def task(path: Path, verb: Any = "read") -> Task:
    return Task(0, verb, path.name, os.fsencode(path), None, None, None)


def test_a_document_is_named_before_it_is_touched() -> None:
    worker = Worker(DEFAULT)
    worker.send(Batch([task(SEEDS / "000_0d7aad7cfa0080c0.txt")]))
    told = [worker.receive()]
    while not isinstance(told[-1], Ended):
        told.append(worker.receive())
    worker.close()
    begun = [one for one in told if isinstance(one, Begun)]
    assert (begun[0].ordinal, begun[-1].ordinal) == (-1, 0)
    assert [len(one.items) for one in (*begun, told[-1])] == [0] * len(begun) + [1]


def test_a_dead_worker_takes_no_orders() -> None:
    worker = Worker(DEFAULT)
    os.kill(worker.pid, signal.SIGTERM)
    with pytest.raises(Died, match="SIGTERM") as death:
        worker.receive()
    assert not death.value.slow
    with pytest.raises(Died):
        worker.send(Batch([task(SEEDS)]))
    worker.close()


@pytest.mark.parametrize("boot", ["import os; os._exit(5)", "print('x' * 100_000)", "1 / 0"])
def test_a_worker_that_does_not_start(boot: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_BOOT", boot)
    with pytest.raises(EngineError, match="expected it to start") as error:
        Worker(DEFAULT)
    assert error.value.slug == "worker-unavailable"


def test_no_process_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(EngineError, match="No such file"):
        Worker(DEFAULT)


def test_what_a_start_up_file_prints_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_BOOT", "print('hello', flush=True); " + process._BOOT)
    Worker(DEFAULT).close()


def test_a_broken_plug_in_ends_the_run_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = tmp_path / "sad_readers-1.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: sad-readers\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text("[warcorpus.readers]\nsad = no_such_module:READER\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    with pytest.raises(warcorpus.WarcorpusError, match="sad-readers") as error:
        warcorpus.dedupe(SEEDS)
    assert error.value.slug == "reader-broken"


ORPHAN = """
import sys, time
from warcorpus.engines.reading import read_isolated
found = read_isolated(sys.argv[1:2])
next(found)
print("begun", flush=True)
next(found)
"""


def workers_of(marker: str) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if marker.encode() in line and b"engines.worker" in line:
                found.append(int(entry.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=str)
@pytest.mark.parametrize("verb", ["sleep", "slow"])
def test_no_worker_outlives_its_supervisor(
    number: signal.Signals, verb: str, hostile: Path, deeds: Any, tmp_path: Path
) -> None:
    path = deeds("fine", *[verb] * 2_000)
    marker = str(tmp_path)  # it stands in the worker's module path, and in no other's
    running = subprocess.Popen(
        [sys.executable, "-c", ORPHAN, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": f"{hostile}{os.pathsep}{marker}"},
    )
    assert running.stdout is not None
    assert running.stdout.readline() == b"begun\n"
    assert workers_of(marker)
    running.send_signal(number)
    running.wait(10)
    running.stdout.close()
    until = time.monotonic() + 5
    while workers_of(marker) and time.monotonic() < until:
        time.sleep(0.05)
    assert workers_of(marker) == []


def test_time_spent_by_who_reads_the_outcomes_is_nobodys_fault(deeds: Any, hostile: Path) -> None:
    from warcorpus.engines.reading import read_isolated

    path = deeds(*["fine"] * 3_000)
    config = as_config({"limits": {"wall_seconds": 1}})
    found = read_isolated([path], config)
    next(found)
    time.sleep(2.5)
    assert sum(1 for _ in found) == 2_999


def test_an_unknown_setting_is_told_before_any_worker_starts() -> None:
    with pytest.raises(ConfigError):
        warcorpus.dedupe(SEEDS, config={"run": {"isolate": "sometimes"}})
