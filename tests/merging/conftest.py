"""Hand-made witnesses: paragraphs, headings and holes from a plain string."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from warcorpus.model.evolving import evolve
from warcorpus.model.prose import GAP_MARK, LAYOUT, OPEN_GAP, SUPPLIED, VERBATIM
from warcorpus.model.record import MergedRecord, Record
from warcorpus.normalizing import normalize_record
from warcorpus.readers.door import read_documents
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text

HOLE = re.compile("@{2,}")
SEEDS = Path(__file__).parents[2] / "seeds"


class Maker:
    """Makes records of strings and remembers what they were made of."""

    def __init__(self) -> None:
        self.raw: dict[str, str] = {}

    def __call__(self, raw: str, *, normalized: bool = False, **source: str) -> Record:
        """A record: blank lines part blocks, ``# `` opens a heading, n ``@`` redact n words."""
        text = Text.of(raw, source.pop("path", "made.txt"))
        composer = Composer(text)
        position = 0
        for block in raw.split("\n\n"):
            end = position + len(block)
            self._add(composer, text, block, position, end)
            position = end + 2
        record = composer.record(f"{source.pop('format', 'plain-text')}/1", **source)
        self.raw[record.id] = raw
        return normalize_record(record) if normalized else evolve(record, language="en")

    def _add(self, composer: Composer, text: Text, block: str, start: int, end: int) -> None:
        if block.startswith("# "):
            composer.heading(text.slice(start + 2, end), 2, (start, end))
            return
        content = text.slice(start, end)
        for hole in reversed(list(HOLE.finditer(block))):
            content = content.replace(*hole.span(), OPEN_GAP, GAP_MARK)
            first, last = start + hole.start(), start + hole.end()
            composer.gap(first, last, "redacted", "token", len(hole.group()))
        if content:
            composer.block("paragraph", content, (start, end))

    def check_map(self, merged: MergedRecord) -> None:
        """The rows tile the text, and every row keeps what its method promises."""
        raw = [self.raw[source.sha256[:32]] for source in merged.sources]
        position = 0
        for row in merged.text_map:
            assert row.start == position < row.end
            position = row.end
            shown = merged.text[row.start : row.end]
            if row.method in (VERBATIM, SUPPLIED):
                assert shown == raw[row.source][row.raw_start : row.raw_end]
            elif row.method == LAYOUT:
                assert not shown.strip()
                assert row.source is None
            else:
                assert row.method == GAP_MARK
                assert shown == OPEN_GAP
        assert position == len(merged.text)


@pytest.fixture(scope="session")
def make() -> Maker:
    return Maker()


@pytest.fixture(scope="session")
def seeds() -> list[Record]:
    """The five seeds by number, normalized."""
    records = [normalize_record(r) for r in read_documents([SEEDS]) if isinstance(r, Record)]
    assert len(records) == 5
    return sorted(records, key=lambda record: record.source.path)
