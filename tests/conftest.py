"""What all tests share: the seeds, the real documents where they are at hand, golden files."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:  # a room that does not even import should fail the tests of that room only
    from warcorpus.model.record import Record
    from warcorpus.readers.door import Reject

ROOT = Path(__file__).parent.parent

# A busy machine is slow, not wrong: time is tested by tests of time alone.
# Everyday runs take the same examples every time, so that a change is judged and not its luck;
# new examples are sought nightly.
settings.register_profile("dev", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("ci", deadline=None, max_examples=200, derandomize=True)
settings.register_profile("nightly", deadline=None, max_examples=5_000)
settings.load_profile(os.environ.get("WARCORPUS_PROFILE", "dev"))


Work = Callable[[int], object]

# Four times the input may cost twice as much as linear work does, half of what quadratic work does.
MOST_GROWTH = 8
MOST_NOISE = 0.05
RUNS = 2
TRIES = 5


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files from what the readers give now; read the diff before commit",
    )


def pytest_collection_finish() -> None:
    gc.freeze()  # modules and tests stay to the end: collections need not walk over them


@pytest.fixture(scope="session")
def seeds_folder() -> Path:
    """The user's five documents."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of real documents, named by WARCORPUS_DATA; tests that need it are skipped."""
    folder = Path(os.environ.get("WARCORPUS_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("no folder of real documents; name one with WARCORPUS_DATA")
    return folder


@pytest.fixture(scope="session")
def article_outcomes(data_folder: Path) -> Iterator[tuple[Record | Reject, ...]]:
    """What reading the real articles gives: records as readers hand them over, and rejects."""
    from warcorpus.readers.door import read_documents

    outcomes = tuple(read_documents([data_folder / "conflict-articles" / "docs"]))
    gc.freeze()  # they stay to the end: later collections need not walk over them
    yield outcomes
    gc.unfreeze()


@pytest.fixture(scope="session")
def articles(article_outcomes: tuple[Record | Reject, ...]) -> Iterator[tuple[Record, ...]]:
    """The real articles as normalized records, in order of their files."""
    from warcorpus.config import DEFAULT
    from warcorpus.model.record import Record
    from warcorpus.normalizing import normalize_record

    records = tuple(
        normalize_record(one, DEFAULT) for one in article_outcomes if isinstance(one, Record)
    )
    gc.freeze()
    yield records
    gc.unfreeze()


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are written instead of compared."""
    return bool(request.config.getoption("--update-golden"))


def _seconds(work: Work, size: int) -> float:
    gc.disable()  # collections walk over the objects of all tests
    try:
        begun = process_time()
        work(size)
        return process_time() - begun
    finally:
        gc.enable()


def _check_linear(work: Work, size: int, most: float = MOST_GROWTH) -> None:
    told = ""
    for _ in range(TRIES):
        small = min(_seconds(work, size) for _ in range(RUNS))
        large = float("inf")
        for _ in range(RUNS):
            large = min(large, _seconds(work, 4 * size))
            if large <= most * small + MOST_NOISE:
                return
        told = f"size {size} took {small:.3f} s of CPU, size {4 * size} took {large:.3f} s"
    pytest.fail(f"grows faster than linear, {TRIES} times measured: {told}")


@pytest.fixture(scope="session")
def assert_linear() -> Callable[..., None]:
    """``assert_linear(work, size)`` fails if ``work(4 * size)`` costs 8 times ``work(size)``.

    ``most=6`` would be stricter than 8.

    A busy machine only ever adds time, so the best of some runs counts and a failure is measured
    again; work that is quadratic fails every time. Choose a size that takes 10 ms or more: below
    that, the 0.05 s allowed for noise may hide a square.
    """
    return _check_linear
