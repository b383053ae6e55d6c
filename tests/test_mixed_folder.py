"""A folder of mixed things becomes records without a flag: every format, packed and not."""

from __future__ import annotations

import gzip
import json
import tarfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from warcorpus.cli import main
from warcorpus.testing.events import generate
from warcorpus.testing.exporting import FORMATS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two events in every format; some files packed, some in an archive, no telling names."""
    made = tmp_path_factory.mktemp("mixed") / "docs"
    made.mkdir()
    with tarfile.open(made / "archive.bin", "w:xz") as archive:
        for number in (5, 6):
            event = generate(number)
            for place, (form, write) in enumerate(FORMATS.items()):
                data = write(event).encode("utf-8")
                if place % 3 == 0:
                    info = tarfile.TarInfo(f"{number}/{form}")
                    info.size = len(data)
                    archive.addfile(info, BytesIO(data))
                else:
                    packed = gzip.compress(data) if place % 3 == 1 else data
                    (made / f"{number}-{place}.dat").write_bytes(packed)
    return made


def run(*arguments: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output


def test_each_event_is_one_record_with_every_format_as_its_witness(folder: Path) -> None:
    corpus, again = folder.parent / "corpus.jsonl", folder.parent / "again.jsonl"
    run("dedupe", str(folder), "-o", str(corpus))
    lines = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
    assert sorted(line["title"] for line in lines) == sorted(generate(n).title for n in (5, 6))
    for line in lines:
        assert sorted(source["format"] for source in line["sources"]) == sorted(FORMATS)
    run("verify", str(corpus), str(folder))
    run("dedupe", str(corpus), "-o", str(again))
    assert again.read_bytes() == corpus.read_bytes()
