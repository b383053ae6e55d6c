"""A reader of another distribution: installed with pip, found, isolated, kept to its promises."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "tests" / "plugins" / "event-cards"
PAGE = ROOT / "docs" / "how-to" / "write-a-reader.md"
BLOCK = re.compile(r'```\w+ title="(?P<name>[^"]+)"\n(?P<text>.*?)```', re.DOTALL)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the seeds and the samples, and the plug-in installed in ``site``."""
    folder = tmp_path_factory.mktemp("plugin")
    shutil.copytree(PLUGIN, folder / "event-cards")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    command += ["--no-build-isolation", "--disable-pip-version-check", "--target", "site"]
    made = subprocess.run(
        [*command, "./event-cards"], cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert made.returncode == 0, made.stderr
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": str(folder / "site")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environ,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def test_the_page_shows_the_files_of_the_plug_in() -> None:
    shown = {found["name"]: found["text"] for found in BLOCK.finditer(PAGE.read_text("utf-8"))}
    assert set(shown) == {"event_cards.py", "pyproject.toml", "samples/safira.txt"}
    for name, text in shown.items():
        assert (PLUGIN / name).read_text(encoding="utf-8") == text


def test_it_stands_beside_the_readers_of_warcorpus(installed: Path) -> None:
    listed = run(installed, "-m", "warcorpus", "readers").stdout
    assert re.search(r"(?m)^event-cards/1 +event-cards +a first line EVENT:", listed)
    sniffed = run(installed, "-m", "warcorpus", "sniff", "event-cards/samples/safira.txt")
    assert "event-cards        0.92" in sniffed.stdout


def test_its_documents_are_read_merged_and_verified(installed: Path) -> None:
    samples = "event-cards/samples"
    read = run(installed, "-m", "warcorpus", "read", samples)
    record = json.loads(read.stdout)
    assert (record["title"], record["sources"][0]["format"]) == ("Battle of Safira", "event-cards")
    made = run(installed, "-m", "warcorpus", "dedupe", "seeds", samples, "-o", "corpus.jsonl")
    assert "1 merged from 3 documents" in made.stderr
    verified = run(installed, "-m", "warcorpus", "verify", "corpus.jsonl", "seeds", samples)
    assert verified.returncode == 0, verified.stdout


def test_it_keeps_the_promises_of_a_reader(installed: Path) -> None:
    check = (
        "from event_cards import READER\n"
        "from warcorpus.testing import check_reader\n"
        "check_reader(READER, ['event-cards/samples/safira.txt'])\n"
    )
    found = run(installed, "-c", check)
    assert found.returncode == 0, found.stderr
