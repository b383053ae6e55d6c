"""The prose of a record: its paragraphs, items and quotes, cut at the gaps."""

from __future__ import annotations

from warcorpus.model.prose import GAP_MARK
from warcorpus.model.record import Record

Blocks = tuple[tuple[str, ...], ...]
"""Paragraphs, items and quotes in order; each is its texts between two gaps."""


def blocks_of(record: Record) -> Blocks:
    """The blocks of a record that are prose, cut at the gaps that nobody filled."""
    gaps = [(row.start, row.end) for row in record.text_map if row.method == GAP_MARK]
    found = []
    position = 0
    for section in record.sections:
        for block in section.blocks:
            if block.kind == "table":
                continue
            while position < len(gaps) and gaps[position][1] <= block.start:
                position += 1
            pieces, start, place = [], block.start, position
            while place < len(gaps) and gaps[place][0] < block.end:
                pieces.append(record.text[start : gaps[place][0]])
                start, place = gaps[place][1], place + 1
            pieces.append(record.text[start : block.end])
            found.append(tuple(pieces))
    return tuple(found)
