"""What the kernel is asked for, in processes of their own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from warcorpus.config import DEFAULT
from warcorpus.engines import limits
from warcorpus.engines.limits import Allowance, address_space, unenforced

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of another system")

HEAD = """
from warcorpus.config import as_config
from warcorpus.engines.limits import Allowance, address_space
one = Allowance(as_config({"limits": {"cpu_seconds": 1, "memory_bytes": 2**26}}).limits)
one.fix()
"""


def ends(code: str) -> int:
    done = subprocess.run([sys.executable, "-c", HEAD + code], capture_output=True, timeout=60)
    return done.returncode


def test_memory_is_what_is_mapped_now_and_no_more() -> None:
    assert ends("bytearray(2**25)") == 0
    assert ends("bytearray(2**27)") == 1


SPEND = """
import time
def spend(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
"""


def test_each_document_has_its_own_seconds() -> None:
    assert ends(f"{SPEND}one.renew(); spend(4)") == -24  # SIGXCPU
    assert ends(f"{SPEND}for _ in range(4): one.renew(); spend(0.9)") == 0


def test_a_worker_without_a_supervisor_ends_itself() -> None:
    alarm = "import signal; print(signal.getitimer(signal.ITIMER_REAL)[0] > 60 or 1 / 0)"
    assert ends(f"one.renew()\n{alarm}") == 0
    assert ends(f"one.renew(); one.pause()\n{alarm}") == 1


def test_a_system_without_limits_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert unenforced() == ()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert unenforced() == ("limits.memory_bytes",)
    assert address_space() is None
    monkeypatch.setattr(limits, "resource", None)
    assert unenforced() == ("limits.cpu_seconds", "limits.memory_bytes")
    one = Allowance(DEFAULT.limits)
    one.fix()
    one.renew()
    one.pause()
    assert address_space() is None
