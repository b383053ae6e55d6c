"""JSON that is no lines: an array of rows, or an object that goes over several lines."""

from __future__ import annotations

from collections.abc import Iterator

from warcorpus.model.record import Record
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.document import Text
from warcorpus.text.json_heads import kind_of, row_marks, spread
from warcorpus.text.json_items import json_items
from warcorpus.text.json_rows import row_record


def sniff(head: str) -> Sniff:
    """``[`` and an object, or an object of several lines; columns as in lines of JSON."""
    row = spread(head)
    if row is None or kind_of(head, row) == "corpus":
        return Sniff.of("json-array")
    begun = Feature("array or object over lines", 0.40, row.start, row.end)
    return Sniff.of(READER.name, begun, *(Feature(*mark) for mark in row_marks(row.keys)))


def read(text: Text) -> Iterator[Record]:
    """The record of one object."""
    yield row_record(text, READER.id)


READER = Reader(
    name="json-array",
    version=1,
    sniff=sniff,
    read=read,
    suffixes=(".json",),
    split=json_items,
    looks_for="a JSON array of objects, or an object that goes over several lines",
)
