"""The page of formats: what each reader takes, and what the sniffers say of every sample.

The confusion matrix is computed from ``tests/golden`` and ``seeds``; a test checks what it must
show, `generate.py` prints it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from warcorpus.readers.registry import registered
from warcorpus.readers.sniffing import settle, sniff_text
from warcorpus.sources.decoding import decode

ROOT = Path(__file__).parent.parent
SEEDS = {
    "000": "front-matter",
    "001": "english-corpora",
    "002": "front-matter-tags",
    "003": "front-matter",
    "004": "sections",
}
CUTS = (("whole", None), ("64 KiB", 2**16), ("1 KiB", 2**10), ("200 B", 200))
SUFFIXES = ("", ".txt", ".md", ".jsonl", ".json", ".csv", ".xml", ".html", ".png", ".gz")


def samples() -> list[tuple[Path, str]]:
    """Every sample and its format: the folders of ``tests/golden``, and the seeds."""
    golden = [
        (path, path.parent.name)
        for path in sorted((ROOT / "tests" / "golden").glob("*/*"))
        if not path.name.endswith(".golden.jsonl")
    ]
    seeds = [(next((ROOT / "seeds").glob(f"{number}_*")), form) for number, form in SEEDS.items()]
    return golden + seeds


def best(data: bytes, suffix: str = ".txt") -> str:
    """The reader that takes these bytes."""
    return settle(sniff_text(decode(data).text, suffix), "sample")[0]


def matrix() -> dict[tuple[str, str], Counter[str]]:
    """For every format and cut: how often which reader took a sample, over all suffixes."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for path, form in samples():
        data = path.read_bytes()
        for cut, size in CUTS:
            found = counts.setdefault((form, cut), Counter())
            found.update(best(data[:size], suffix) for suffix in SUFFIXES)
    return counts


def page(made: str) -> Iterator[str]:
    """The lines of ``reference/formats.md``."""
    yield made
    yield "# Formats\n"
    yield (
        "Which format a file is, its content decides: every reader says what it found in the first "
        "65,536 characters, the surest one reads it. `warcorpus sniff FILE` shows what was found, "
        "`--reader NAME` overrules it. Files may stand in gz, bz2, xz, zst, zip, tar and Parquet, "
        "one in another; see [Read a Wikipedia dump](../how-to/read-a-wikipedia-dump.md).\n"
    )
    yield "| reader | documents of a file | looks for |\n|---|---|---|"
    for entry in registered():
        reader = entry.reader
        many = "many" if reader.split else "one"
        yield f"| [`{reader.name}`](#{reader.name}) | {many} | {_cell(reader.looks_for)} |"
    yield ""
    for entry in registered():
        doc = sys.modules[entry.reader.read.__module__].__doc__ or ""
        yield f"## {entry.reader.name}\n"
        yield doc.strip() + "\n"
    yield from _matrix_lines()


def _matrix_lines() -> Iterator[str]:
    counts = matrix()
    formats = sorted({form for form, _ in counts})
    yield "## What the sniffers say\n"
    yield (
        f"Every sample of the tests, whole and cut, under {len(SUFFIXES)} endings of its name, "
        "most of them wrong. A row is what the sample is; a cell says how many of the samples its "
        "own reader took, and who took the others.\n"
    )
    yield "| format | samples | " + " | ".join(cut for cut, _ in CUTS) + " |"
    yield "|---|--:|" + "---|" * len(CUTS)
    for form in formats:
        total = sum(counts[form, "whole"].values()) // len(SUFFIXES)
        cells = [_took(form, counts[form, cut]) for cut, _ in CUTS]
        yield f"| {form} | {total} | " + " | ".join(cells) + " |"
    yield ""


def _took(form: str, found: Counter[str]) -> str:
    """``30 of 30``, ``20 of 30, plain-text 10``."""
    others = [f"{name} {found[name]}" for name in sorted(found) if name != form]
    return ", ".join([f"{found[form]} of {sum(found.values())}", *others])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
