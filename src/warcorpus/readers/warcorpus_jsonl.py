"""A corpus or the records that ``warcorpus read`` prints, as input again.

A line stands for the documents it was made from, never for a new one: reading it gives their
records, and deduplicating a corpus again gives the same corpus.
"""

from __future__ import annotations

from collections.abc import Iterator

from warcorpus.errors import ReadError, SchemaError
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.model.values import Problem
from warcorpus.model.wire import from_wire
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.cutting import lines
from warcorpus.text.document import Text
from warcorpus.text.json_heads import corpus_mark, rows
from warcorpus.text.json_lines import parse_line

_LATER_LINE = 0.80


def sniff(head: str) -> Sniff:
    """The schema of line 1 or, where the line is longer than the head, its first keys.

    A line that somebody put before the corpus costs itself, not the corpus.
    """
    for start in (0, *(row.start for row in rows(head) if row.number)):
        mark = corpus_mark(head, start)
        if mark is not None:
            name, weight = ("schema", 0.99) if mark[2] else ("first keys", 0.97)
            feature = Feature(name, weight if start == 0 else _LATER_LINE, *mark[:2])
            return Sniff.of("warcorpus", feature)
    return Sniff.of("warcorpus")


def read(text: Text) -> Iterator[Record]:
    """The records of the witnesses of one line."""
    value, repaired = parse_line(text.text, text.limits.json_depth)
    try:
        records = from_wire(value)
    except SchemaError as error:
        raise ReadError(error.slug, error.message, hint=error.hint) from None
    found = text.problems
    if repaired:
        found = (*found, _lone_surrogate(text))
    yield from (evolve(record, problems=found) for record in records)


def _lone_surrogate(text: Text) -> Problem:
    return Problem(
        "lone-surrogate",
        "warning",
        "found half of a surrogate pair, expected a character; read as U+FFFD",
        "make the line again with a program that writes whole characters",
        text.source.path,
    )


READER = Reader(
    name="warcorpus",
    version=1,
    sniff=sniff,
    read=read,
    suffixes=(".jsonl",),
    split=lines,
    looks_for='lines of JSON whose "schema" begins with "warcorpus."',
    restores=True,
)
