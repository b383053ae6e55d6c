"""Where fuzzing begins: golden samples, generated pages, containers, and what was found before."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from targets import BY_TARGET

from warcorpus.testing.events import generate
from warcorpus.testing.exporting import front_matter
from warcorpus.testing.wikipages import wiki_page

HERE = Path(__file__).resolve().parent
GOLDEN = HERE.parent / "golden"
SEEDS = HERE.parents[1] / "seeds"
FOUND = HERE / "corpus"
_LINES = ".golden.jsonl"
_EVENTS = 4


def golden(reader: str) -> list[Path]:
    """The samples of a reader; those of seeds stand in the folder of the seeds."""
    folder = GOLDEN / reader
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    own = [path for path in found if not path.name.endswith(_LINES)]
    names = {path.name.removesuffix(_LINES) for path in found} - {path.stem for path in own}
    return own + [path for path in sorted(SEEDS.iterdir()) if path.stem in names]


def found_before(name: str) -> list[Path]:
    """Inputs of a target that once broke something, and seeds of its own."""
    folder = FOUND / name
    return sorted(folder.iterdir()) if folder.is_dir() else []


def samples_of(name: str) -> Iterator[bytes]:
    """Whole inputs that a target begins with."""
    readers = BY_TARGET.get(name, (name,))
    if name in ("sniff", "read"):
        readers = tuple(sorted(path.name for path in GOLDEN.iterdir() if path.is_dir()))
    for reader in readers:
        yield from (path.read_bytes() for path in golden(reader))
    if name in ("read", "wikitext"):
        yield from (wiki_page(seed).encode() for seed in range(_EVENTS))
    if name == "read":
        yield from packed(front_matter(generate(1)).encode())
    yield from (path.read_bytes() for path in found_before(name))


def packed(data: bytes) -> Iterator[bytes]:
    """The same document in containers, one of them in another."""
    yield gzip.compress(data, mtime=0)
    yield bz2.compress(data)
    yield lzma.compress(data)
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo("one.txt"), data)
        made.writestr(zipfile.ZipInfo("more/two.txt"), data[:200])
    yield archive.getvalue()
    tape = BytesIO()
    with tarfile.open(fileobj=tape, mode="w") as reel:
        entry = tarfile.TarInfo("one.txt")
        entry.size = len(data)
        reel.addfile(entry, BytesIO(data))
    yield gzip.compress(tape.getvalue(), mtime=0)
