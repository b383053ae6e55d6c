"""What all tests share: the seeds, the real documents where they are at hand, golden files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

# A busy machine is slow, not wrong: time is tested by tests of time alone.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, max_examples=200)
settings.register_profile("nightly", deadline=None, max_examples=5_000)
settings.load_profile(os.environ.get("WARCORPUS_PROFILE", "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files from what the readers give now; read the diff before commit",
    )


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


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are written instead of compared."""
    return bool(request.config.getoption("--update-golden"))
