"""The corpus as JSON lines, sorted by id."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from warcorpus.model.record import Record
from warcorpus.model.wire import to_line
from warcorpus.writers.files import FileSystem, Written, write_atomically


def corpus_lines(records: Iterable[Record]) -> Iterator[bytes]:
    """One line a record, sorted by id.

    >>> len(list(corpus_lines([Record("1" * 32), Record("0" * 32)])))
    2
    """
    for record in sorted(records, key=lambda one: one.id):
        yield to_line(record)


def write_corpus(
    records: Iterable[Record], path: str | os.PathLike[str], system: FileSystem | None = None
) -> Written:
    """Write a corpus, whole or not at all.

    Raises:
        OutputError: as :func:`warcorpus.writers.files.write_atomically`.
    """
    return write_atomically(path, corpus_lines(records), system)
