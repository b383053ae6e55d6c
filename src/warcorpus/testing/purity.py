"""Whether a reader keeps to itself: no clock, no dice, no network, no files, no processes."""

from __future__ import annotations

import random
import secrets
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FunctionType
from typing import Any

from warcorpus.readers.base import Reader
from warcorpus.testing.laws import broken

_FORBIDDEN_MODULES = (random, secrets, socket, subprocess, time, uuid)
_FORBIDDEN_EVENTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "urllib.")
_CLOCK = {"now", "today", "utcnow"}
_DATES = {"datetime", "date"}

_watched: list[list[str]] = []


def check_purity(reader: Reader, run: Callable[[], object], where: object) -> None:
    """Look at what a reader's module names and at what the interpreter does while it runs.

    Args:
        reader: the reader.
        run: reads a document with it; called once.
        where: told in the error.

    Raises:
        ReaderContractError: it uses a clock, dice, the network, files or processes.
    """
    module = sys.modules.get(reader.read.__module__)
    for name, thing in vars(module).items() if module else ():
        if _is_forbidden(thing):
            raise broken(reader, "purity", where, f"its module uses {name}")
        if isinstance(thing, FunctionType) and _reads_clock(thing.__code__):
            raise broken(reader, "purity", where, f"{name} asks for the time")
    with _watching() as done:
        run()
    if done:
        raise broken(reader, "purity", where, f"reading did {', '.join(sorted(set(done)))}")


def _is_forbidden(thing: Any) -> bool:
    if any(thing is module for module in _FORBIDDEN_MODULES):
        return True
    home = getattr(thing, "__module__", None)
    return callable(thing) and home in ("time", "random", "secrets", "socket", "_socket")


def _reads_clock(code: CodeType) -> bool:
    names = set(code.co_names)
    inner = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    return bool(names & _CLOCK and names & _DATES) or any(_reads_clock(one) for one in inner)


@contextmanager
def _watching() -> Iterator[list[str]]:
    """What the interpreter's audit hook hears of forbidden acts; a hook can never be removed."""
    if not _hooked:
        sys.addaudithook(_heard)
        _hooked.append(True)
    done: list[str] = []
    _watched.append(done)
    try:
        yield done
    finally:
        _watched.remove(done)


_hooked: list[bool] = []


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watched:
        return
    writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    if writes or event.startswith(_FORBIDDEN_EVENTS):
        for done in _watched:
            done.append(event)
