"""Reading a witness back: its path through the apparatus gives exactly its own text."""

from __future__ import annotations

from collections.abc import Sequence

from warcorpus.merging.collate import Unit
from warcorpus.merging.tokenizing import Tokens
from warcorpus.model.prose import OPEN_GAP
from warcorpus.model.record import Record, Variant


def tiles(units: Sequence[Unit], texts: Sequence[Tokens]) -> bool:
    """Whether the units hold every token of every text once and in order.

    Args:
        units: the collation.
        texts: tokens of its texts, the base first.
    """
    positions = [0] * len(texts)
    for unit in units:
        for text, (first, last) in enumerate(unit.ranges):
            if positions[text] != first or last < first:
                return False
            positions[text] = last
    return positions == [len(tokens) for tokens in texts]


def read_back(text: str, apparatus: Sequence[Variant], source: int) -> str:
    """The words of one source along its path through a merged record, without white space.

    Args:
        text: the merged text.
        apparatus: its entries, in the order of the text.
        source: index of a source that was collated.

    >>> from warcorpus.model.record import VariantReading as R
    >>> raging, waging = R((0,), "raging"), R((1,), "waging")
    >>> entry = Variant(0, 6, "wording", "raging", "base", False, (raging, waging))
    >>> read_back("raging here", (entry,), 1)
    'waginghere'
    """
    parts: list[str] = []
    position = 0
    for entry in apparatus:
        parts.append(text[position : entry.start])
        parts.append(_words(entry, source))
        position = max(entry.end, position)
    parts.append(text[position:])
    return squeezed("".join(parts))


def _words(entry: Variant, source: int) -> str:
    for reading in entry.readings:
        if source in reading.sources:
            if reading.text is not None:
                return reading.text
            # Only the first part of a hole has the mark: the others have no characters.
            return OPEN_GAP if reading.reason == "redacted" and reading.spans else ""
    return ""


def squeezed(text: str) -> str:
    """The text without white space: tokens hold every other character.

    >>> squeezed("a  b\\n c")
    'abc'
    """
    return "".join(text.split())


def reads_back(text: str, apparatus: Sequence[Variant], record: Record, source: int) -> bool:
    """Whether a witness's text comes out of a merged record as it went in."""
    return read_back(text, apparatus, source) == squeezed(record.text)
