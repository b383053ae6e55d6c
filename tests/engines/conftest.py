"""A hostile reader, installed as any plug-in is: a module and a dist-info folder on the path."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.msgpack import encode

from warcorpus.config import Config, as_config
from warcorpus.engines.looking import Looked
from warcorpus.engines.reading import read_isolated
from warcorpus.matching import View
from warcorpus.model.carrying import carried, carry
from warcorpus.model.evolving import evolve
from warcorpus.readers.rejects import Reject

PLUG_IN = Path(__file__).with_name("plug_in")
MARK = "%%hostile"

Outcomes = list[Any]


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plug-in is installed, for workers at least: this process knows its readers already."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(PLUG_IN)])
    return PLUG_IN


@pytest.fixture
def deeds(tmp_path: Path) -> Callable[..., Path]:
    """``deeds("fine", "crash")`` is a file of two documents that do so."""

    def write(*verbs: str, name: str = "deeds.txt") -> Path:
        lines = [f"{verb} number {n}\n" for n, verb in enumerate(verbs)]
        path = tmp_path / name
        path.write_text(f"{MARK} {''.join(lines)}", "utf-8")
        return path

    return write


@pytest.fixture
def isolated(hostile: Path) -> Callable[..., Outcomes]:
    """``isolated(path, ..., cpu_seconds=1)`` is what workers make of files."""

    def read(*paths: Any, jobs: int = 1, **limits: int) -> Outcomes:
        return list(read_isolated(paths, settings(jobs, **limits)))

    return read


@pytest.fixture(scope="session")
def bytes_of() -> Callable[[Any], bytes]:
    """The bytes of what a run keeps of a document, the sets in its view in one order."""

    def told(outcome: Looked | Reject) -> bytes:
        if isinstance(outcome, Reject):
            return carry(outcome)
        view = encode(carried(View, outcome.view), order="deterministic")
        return carry(evolve(outcome, view=view))

    return told


def settings(jobs: int = 1, **limits: int) -> Config:
    """Limits that let a test end soon."""
    return as_config({"limits": {"wall_seconds": 20, **limits}, "run": {"jobs": jobs}})
