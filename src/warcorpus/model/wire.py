"""A record as one line of JSON, and back.

The order of keys is that of the classes; msgspec alone would write slotted attrs classes in
alphabetical order, so a plain dictionary is made first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from warcorpus.model.prose import TextRow
from warcorpus.model.record import RECORD_SCHEMA, MergedRecord, Reading, Record
from warcorpus.model.restoring import MAX_INTEGER, check_version, restored
from warcorpus.model.shapes import Shape, shape_of
from warcorpus.model.values import Span
from warcorpus.model.witnesses import packed, unpacked

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def to_wire(record: Record) -> dict[str, Any]:
    """The record as plain dictionaries, lists, texts and numbers, all keys in order.

    The texts of a record merged from several witnesses are put beside their sources, so that
    `from_wire` finds them.

    >>> to_wire(Record("0" * 32))["date"]["state"]
    'absent'
    """
    if isinstance(record, MergedRecord):
        record = packed(record)
    plain: dict[str, Any] = _writer(shape_of(Record))(record)
    return plain


def to_line(record: Record) -> bytes:
    """The record as one line of UTF-8 with its line feed.

    >>> to_line(Record("0" * 32))[:46]
    b'{"id":"00000000000000000000000000000000","url"'
    """
    return encode(to_wire(record))


def encode(plain: Mapping[str, Any]) -> bytes:
    """Compact JSON with a line feed; a lone surrogate, which UTF-8 cannot hold, is U+FFFD."""
    import msgspec

    try:
        return msgspec.json.encode(plain) + b"\n"
    except UnicodeEncodeError:
        return msgspec.json.encode(_encodable(plain)) + b"\n"


def from_wire(line: Mapping[str, Any]) -> list[Record]:
    """The records of the witnesses of a line, as their readers made them.

    Their spans count in their own sources. Typed fields are left empty: normalizing derives them
    from the same raw values again. Byte-identical copies are one record with several sources.

    Args:
        line: a decoded line.

    Raises:
        SchemaError: ``schema-version`` for another version of the wire form, ``bad-line`` for
            anything else that is no line of it; the message names the place.

    >>> from warcorpus.model.source import Source
    >>> record = Record("0" * 32, sources=(Source("a.txt", sha256="0" * 64),))
    >>> from_wire(to_wire(record)) == [record]
    True
    """
    return unpacked(record_from_wire(line))


def record_from_wire(line: Mapping[str, Any]) -> Record:
    """The line as it stands, typed fields and apparatus included, for those who show it.

    A MergedRecord for a line of a corpus; its ``witnesses`` are empty. Readings have no typed
    value, only their short text.

    Raises:
        SchemaError: as `from_wire`.
    """
    check_version(line)
    record: Record = restored(Record, line)
    if record.schema == RECORD_SCHEMA:
        return record
    shape = shape_of(Record)
    return MergedRecord(**{name: getattr(record, name) for _, name, _ in shape.keys})


Writer = Callable[[Any], Any]


@cache
def _writer(shape: Shape) -> Writer:
    """The function that makes plain data of what has this shape; made once a shape."""
    if shape.kind == "object":
        return _write_reading if shape.maker is Reading else _object_writer(shape)
    if shape.kind == "list":
        return _list_writer(shape)
    if shape.kind == "row":
        return _row_writer(shape)
    if shape.kind == "integer":
        return _write_integer
    return _write_as_is


def _object_writer(shape: Shape) -> Writer:
    keys = tuple((key, name, _writer(inner)) for key, name, inner in shape.keys)

    def write(noun: Any) -> Any:
        return None if noun is None else {k: w(getattr(noun, name)) for k, name, w in keys}

    return write


def _list_writer(shape: Shape) -> Writer:
    assert shape.item is not None  # noqa: S101
    if shape.item.kind in ("text", "number", "boolean"):
        return list
    one = _writer(shape.item)
    return lambda items: [one(item) for item in items]


def _row_writer(shape: Shape) -> Writer:
    if shape.maker is Span:
        return lambda span: [span.source, span.start, span.end]
    if shape.maker is TextRow:
        return lambda r: [r.start, r.end, r.source, r.raw_start, r.raw_end, r.method]
    return list


def _write_as_is(value: Any) -> Any:
    return value


def _write_integer(value: int | None) -> int | None:
    """An integer that every JSON reader keeps; a larger one has no value on the wire."""
    return value if value is None or -MAX_INTEGER <= value <= MAX_INTEGER else None


def _write_reading(reading: Reading) -> dict[str, Any]:
    value = reading.value
    return {
        "source": reading.source,
        "raw": value.raw,
        "spans": [[span.source, span.start, span.end] for span in value.spans],
        "steps": [{"action": s.action, "parameter": s.parameter} for s in value.steps],
        "value": reading.text,
        "chosen": reading.chosen,
        "origin": value.origin,
        "basis": value.basis,
    }


def _encodable(plain: Any) -> Any:
    if isinstance(plain, str):
        return _LONE_SURROGATE.sub("�", plain)
    if isinstance(plain, list):
        return [_encodable(item) for item in plain]
    if isinstance(plain, Mapping):
        return {_encodable(key): _encodable(item) for key, item in plain.items()}
    return plain
