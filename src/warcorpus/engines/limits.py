"""What the kernel lets one document cost: CPU time and memory of the process that reads it.

All of it is POSIX; where the system has no such limits, the calls do nothing, and
`unenforced` says what does not hold there.
"""

from __future__ import annotations

import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from warcorpus.config import LimitsConfig

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_STATM = Path("/proc/self/statm")

_RLIMIT_CLOCK = -8
"""Clock of Linux that its CPU limit is measured by: it counts ticks, and drifts away from the
exact time of `time.process_time` by some per cent on a busy machine."""

_GRACE = 30
"""Seconds of wall time beyond the limit: the supervisor, if it lives, has acted long before."""


def unenforced() -> tuple[str, ...]:
    """The settings that have no effect on this system.

    >>> set(unenforced()) <= {"limits.cpu_seconds", "limits.memory_bytes"}
    True
    """
    if resource is None:
        return ("limits.cpu_seconds", "limits.memory_bytes")
    return () if sys.platform == "linux" else ("limits.memory_bytes",)


def address_space() -> int | None:
    """Bytes that this process has mapped; None where the system does not say."""
    if resource is None or sys.platform != "linux":
        return None
    try:
        return int(_STATM.read_bytes().split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return None


class Allowance:
    """The limits of this process, renewed with every document.

    Args:
        limits: CPU seconds, wall seconds and bytes of one document.
    """

    def __init__(self, limits: LimitsConfig) -> None:
        self._limits = limits
        self._cpu = 0

    def fix(self) -> None:
        """Limit memory to what is mapped now and one document's bytes; call it after imports.

        Signals that a parent may have blocked get their usual effect back, and a process that
        dies leaves no core file.
        """
        if resource is None:
            return
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        ending = {signal.SIGXCPU, signal.SIGALRM}
        for one in ending:
            signal.signal(one, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ending)
        mapped = address_space()
        if mapped is not None:
            _lower(resource.RLIMIT_AS, mapped + self._limits.memory_bytes)

    def renew(self) -> None:
        """A document begins: from now on it has all its CPU seconds.

        The alarm is for a worker that sleeps and whose supervisor is gone.
        """
        if resource is None:
            return
        most = int(_spent()) + 1 + self._limits.cpu_seconds
        if most != self._cpu:
            self._cpu = most
            _lower(resource.RLIMIT_CPU, most)
        signal.setitimer(signal.ITIMER_REAL, self._limits.wall_seconds + _GRACE)

    def pause(self) -> None:
        """What follows is no document's time: waiting for the supervisor."""
        if resource is not None:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _spent() -> float:
    """CPU seconds of this process, as its limit counts them."""
    if sys.platform == "linux":
        with suppress(OSError):
            return time.clock_gettime(_RLIMIT_CLOCK)
    return time.process_time()


def _lower(kind: int, soft: int) -> None:
    """Set a soft limit, within the hard one."""
    hard = resource.getrlimit(kind)[1]
    within = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    resource.setrlimit(kind, (within, hard))
