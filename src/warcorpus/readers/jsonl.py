"""Lines of JSON: datasets of articles, rows of catalogues, each line a document."""

from __future__ import annotations

from collections.abc import Iterator

from warcorpus.model.record import Record
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.cutting import lines
from warcorpus.text.document import Text
from warcorpus.text.json_heads import kind_of, row_marks, rows
from warcorpus.text.json_rows import row_record

_OBJECT = 0.40
_LATER_OBJECT = 0.30


def sniff(head: str) -> Sniff:
    """One of the first lines is an object; columns with title, text, id, or known to tables."""
    for row in rows(head):
        if kind_of(head, row) != "row":
            break
        weight = _LATER_OBJECT if row.number else _OBJECT
        line = Feature("object in a line", weight, row.start, row.end)
        return Sniff.of(READER.name, line, *(Feature(*mark) for mark in row_marks(row.keys)))
    return Sniff.of("jsonl")


def read(text: Text) -> Iterator[Record]:
    """The record of one line."""
    yield row_record(text, READER.id)


READER = Reader(
    name="jsonl",
    version=1,
    sniff=sniff,
    read=read,
    suffixes=(".jsonl", ".ndjson", ".json"),
    split=lines,
    looks_for="lines of JSON objects with columns such as title, text, id, date, place",
)
