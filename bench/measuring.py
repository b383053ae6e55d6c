"""Whole processes measured: CPU seconds, wall seconds, peak memory; and the table of figures."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
_PAUSE = 0.1  # seconds between two looks at the processes
_TICKS = os.sysconf("SC_CLK_TCK")
MEGABYTE = 10**6


@dataclass(frozen=True)
class Run:
    """What a process took, the processes that it started included.

    ``peak`` is in bytes; 0 where the system does not tell. ``code`` is the exit code.
    """

    cpu: float
    wall: float
    peak: int
    code: int
    said: str

    def failed(self) -> str:
        """The last thing said, for messages."""
        lines = self.said.strip().splitlines() or ["nothing said"]
        return f"exit {self.code}: {lines[-1][:200]}"


class _Tree:
    """A process and all that it starts, looked at again and again."""

    def __init__(self, root: int) -> None:
        self._root = root
        self._ticks: dict[int, int] = {}
        self.peak = 0

    @property
    def cpu(self) -> float:
        """CPU seconds of all processes that were seen, also of those nobody waited for."""
        return sum(self._ticks.values()) / _TICKS

    def look(self) -> None:
        """Take what memory and CPU time the processes have now."""
        alive = self._alive(self._root)
        for process in alive:
            self._ticks[process] = _ticks(process) or self._ticks.get(process, 0)
        most = [_kilobytes(process, "status", "VmHWM:") for process in alive]
        if len(alive) > 1:
            # Pages that several processes share count once.
            most.append(sum(_kilobytes(process, "smaps_rollup", "Pss:") for process in alive))
        self.peak = max(self.peak, 1024 * max(most, default=0))

    def _alive(self, process: int) -> list[int]:
        found = [process]
        try:
            for task in (PROC / str(process) / "task").iterdir():
                for child in (task / "children").read_text().split():
                    found += self._alive(int(child))
        except OSError:
            pass  # it ended between two looks, or the system does not tell
        return found


def _ticks(process: int) -> int:
    try:
        # The name of the command may hold blanks and brackets: what follows its last one counts.
        fields = (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _kilobytes(process: int, file: str, name: str) -> int:
    try:
        for line in (PROC / str(process) / file).read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def measured(command: Sequence[str], **environment: str) -> Run:
    """Run a command to its end; nothing else is started meanwhile.

    Args:
        command: program and arguments.
        environment: variables set above those of this process.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdout=said,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env={**_environment(), **environment},
        )
        tree = _Tree(process.pid)
        while process.poll() is None:
            tree.look()
            try:
                process.wait(_PAUSE)
            except subprocess.TimeoutExpired:
                continue
        wall = time.perf_counter() - started
        said.seek(0)
        text = said.read().decode(errors="replace")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(max(cpu, tree.cpu), wall, tree.peak, process.returncode, text)


def _environment() -> dict[str, str]:
    """Modules are compiled once and kept, as when installed."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def warcorpus_command(*arguments: object) -> list[str]:
    """A call of the command line in the interpreter that runs this."""
    return [sys.executable, "-m", "warcorpus", *map(str, arguments)]


class Table:
    """Figures, printed one by one as they come in; promises that are missed are counted."""

    def __init__(self) -> None:
        self.missed = 0

    def title(self, text: str) -> None:
        """Begin a part."""
        print(f"\n== {text}", flush=True)

    def add(
        self,
        name: str,
        value: float | None,
        sign: str = "",
        promised: float | None = None,
        goal: float | None = None,
        digits: int = 3,
    ) -> None:
        """One figure; ``None`` is one that could not be taken, which keeps no promise."""
        told = f"{'none' if value is None else format(value, f'.{digits}f'):>12}"
        if promised is None:
            print(f"{name:<66} {told}", flush=True)
            return
        kept = value is not None and _KEPT[sign](value, promised)
        self.missed += not kept
        hoped = "" if goal is None else f", goal {goal:g}"
        verdict = "kept" if kept else "MISSED"
        print(f"{name:<66} {told}  {sign} {promised:g}{hoped}  {verdict}", flush=True)

    def note(self, name: str, text: str) -> None:
        """Something that is no figure."""
        print(f"{name:<66} {text}", flush=True)


_KEPT = {
    ">=": lambda value, promised: value >= promised,
    "<=": lambda value, promised: value <= promised,
    "=": lambda value, promised: value == promised,
}
