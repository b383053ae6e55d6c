"""Parquet tables, a row a line of JSON; by the optional package pyarrow."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from importlib import import_module
from typing import Any, BinaryIO

from warcorpus.errors import ReadError
from warcorpus.model.values import Problem
from warcorpus.sources.refusing import damaged, lacking

_ROWS = 16
"""Rows that are unpacked at once; one may hold a whole book."""

_PIECE = 2**18
"""Lines are handed on when they are so many bytes together."""

_BUFFER = 2**20
"""Without one, a column of a whole row group is read at once."""


def parquet_lines(file: BinaryIO, problems: list[Problem], where: str) -> Iterator[bytes]:
    """The rows as lines of JSON, keys in the order of the columns.

    Times are ISO 8601 with microseconds at most; decimals keep their digits as text; bytes that
    are UTF-8 are text, others null, which ``problems`` tells at the end.

    Args:
        file: can seek.
        problems: is added to.
        where: the place that a problem names.

    Raises:
        ReadError: ``damaged-container`` after the rows that could be read;
            ``missing-dependency`` before the first.
    """
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise lacking("a Parquet table", "pyarrow", "parquet") from error
    lost: dict[str, int] = {}
    try:
        table = parquet.ParquetFile(file, buffer_size=_BUFFER)
        keys = [json.dumps(name, ensure_ascii=False) for name in table.schema_arrow.names]
        for batch in table.iter_batches(batch_size=_ROWS, use_threads=False):
            columns = [_values(arrow, column) for column in batch.columns]
            rows = zip(*columns, strict=True) if columns else ()
            yield from _joined(_line(keys, row, lost) for row in rows)
    except ReadError:
        raise
    except Exception as error:  # whatever damaged bytes make pyarrow do
        raise damaged("parquet", error) from error
    for name, count in lost.items():
        problems.append(_undecodable(name, count, where))


def _joined(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Short lines together, long ones alone."""
    waiting, size = [], 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= _PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def _values(arrow: Any, column: Any) -> list[Any]:
    """The values of a column; narrow floats take the shortest digits that mean them."""
    shortest = _plain_type(arrow, column.type, arrow.string())
    wanted = _plain_type(arrow, column.type, arrow.float64())
    for kind in (shortest, wanted):
        if kind != column.type:
            column = column.cast(kind, safe=False)
    return list(column.to_pylist())


def _plain_type(arrow: Any, kind: Any, narrow: Any) -> Any:
    """The type whose values Python has: dictionaries resolved, microseconds, UTC.

    ``narrow`` takes the place of floats that Python has not.
    """
    types = arrow.types

    def plain(inner: Any) -> Any:
        return _plain_type(arrow, inner, narrow)

    if types.is_dictionary(kind):
        return plain(kind.value_type)
    if types.is_struct(kind):
        fields = [kind.field(at) for at in range(kind.num_fields)]
        return arrow.struct([one.with_type(plain(one.type)) for one in fields])
    if types.is_map(kind):
        return arrow.map_(plain(kind.key_type), plain(kind.item_type))
    if types.is_large_list(kind):
        return arrow.large_list(plain(kind.value_type))
    if types.is_list(kind) or types.is_fixed_size_list(kind):
        return arrow.list_(plain(kind.value_type))
    return _plain_leaf(arrow, kind, narrow)


def _plain_leaf(arrow: Any, kind: Any, narrow: Any) -> Any:
    types = arrow.types
    if types.is_float32(kind) or types.is_float16(kind):
        return narrow
    if types.is_timestamp(kind):
        return arrow.timestamp("us", tz="UTC" if kind.tz else None)
    if types.is_time64(kind):
        return arrow.time64("us")
    return arrow.duration("us") if types.is_duration(kind) else kind


def _line(keys: list[str], row: tuple[Any, ...], lost: dict[str, int]) -> bytes:
    told = []
    for key, value in zip(keys, row, strict=True):
        text = json.dumps(
            _plain(value, key, lost), ensure_ascii=False, allow_nan=False, separators=(",", ":")
        )
        told.append(f"{key}:{text}")
    return ("{" + ",".join(told) + "}\n").encode("utf-8", "replace")


def _plain(value: Any, key: str, lost: dict[str, int]) -> Any:
    """A value as JSON has it."""
    if value is None or isinstance(value, str | bool | int):
        return value
    make = _MAKERS.get(type(value))
    if make is not None:
        return make(value)
    if isinstance(value, dict):
        return {str(name): _plain(one, key, lost) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one, key, lost) for one in value]
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            lost[key] = lost.get(key, 0) + 1
            return None
    return str(value)


def _number(value: float) -> float | None:
    """JSON has no infinity, and what is no number is nothing."""
    return value if value - value == 0 else None


def _moment(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


_MAKERS: dict[type, Callable[[Any], Any]] = {
    float: _number,
    datetime: _moment,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: timedelta.total_seconds,
}


def _undecodable(key: str, count: int, where: str) -> Problem:
    return Problem(
        "undecodable-bytes",
        "warning",
        f"found {count} value{'' if count == 1 else 's'} of the column {key} that are no UTF-8, "
        "expected text; read as null",
        "nothing to do if the column holds pictures or the like",
        where,
    )
