"""A command line in this process, and a corpus of the seeds made once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from warcorpus.cli import main

ROOT = Path(__file__).parent.parent.parent

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def at_the_root() -> Iterator[None]:
    before = Path.cwd()
    os.chdir(ROOT)
    yield
    os.chdir(before)


@pytest.fixture
def run() -> Run:
    """``run("dedupe", "seeds")`` gives exit code, stdout and stderr."""
    return lambda *arguments: CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "corpus.jsonl"
    os.chdir(ROOT)
    done = CliRunner().invoke(main, ["dedupe", "-q", "seeds", "-o", str(path)])
    assert done.exit_code == 0, done.output
    return path
