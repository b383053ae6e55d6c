"""What a line says of its documents, derived again from their raw values.

Spans prove that the raw values stand in the files; this proves that the plain fields (`date`,
`sides` …) are what the raw values give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from warcorpus.merging import merge_records
from warcorpus.model.wire import from_wire, to_wire
from warcorpus.normalizing import normalize_record

DERIVED = (
    "id",
    "url",
    "title",
    "language",
    "kind",
    "names",
    "date",
    "place",
    "part_of",
    "result",
    "sides",
    "civilians",
    "categories",
    "links",
    "images",
    "provenance",
)
"""Keys that no setting changes; what the text of several witnesses is depends on `merge.*`."""


def differences(line: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Where a line says something else than its own raw values.

    Args:
        line: the decoded JSON object.

    Yields:
        JSON Pointer, what stands there, and what the raw values give.

    Raises:
        SchemaError: it is no line of a corpus.

    >>> from warcorpus.model.record import Record
    >>> from warcorpus.model.source import Source
    >>> made = normalize_record(Record("0" * 32, sources=(Source("a.txt", sha256="0" * 64),)))
    >>> list(differences({**to_wire(made), "title": "b"}))
    [('/title', 'b', 'a')]
    """
    witnesses = [normalize_record(record) for record in from_wire(line)]
    derived = to_wire(merge_records(witnesses))
    for key in DERIVED:
        yield from _between(line[key], derived[key], f"/{key}")


def _between(found: Any, expected: Any, pointer: str) -> Iterator[tuple[str, str, str]]:
    """The places where two values of one shape differ, as deep as they are comparable."""
    if found == expected:
        return
    if isinstance(found, dict) and isinstance(expected, dict) and found.keys() == expected.keys():
        for key in expected:
            yield from _between(found[key], expected[key], f"{pointer}/{key}")
    elif isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        for number, (one, other) in enumerate(zip(found, expected, strict=True)):
            yield from _between(one, other, f"{pointer}/{number}")
    else:
        yield pointer, _shown(found), _shown(expected)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else "null" if value is None else str(value)
