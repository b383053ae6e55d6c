"""The corpus as JSON lines, sorted by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from warcorpus.model.record import Record
from warcorpus.model.wire import to_line


def corpus_lines(records: Iterable[Record]) -> Iterator[bytes]:
    """One line a record, sorted by id.

    >>> len(list(corpus_lines([Record("1" * 32), Record("0" * 32)])))
    2
    """
    for record in sorted(records, key=lambda one: one.id):
        yield to_line(record)
