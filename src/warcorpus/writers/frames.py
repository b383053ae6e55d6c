"""Columns for dataframes: Arrow and Parquet, with the schema that does not guess."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import Any

from warcorpus.errors import MissingDependencyError
from warcorpus.model.record import Record
from warcorpus.model.wire import to_wire


def to_arrow(records: Sequence[Record]) -> Any:
    """A ``pyarrow.Table``, a record a row.

    Raises:
        MissingDependencyError: pyarrow is not installed.
    """
    pyarrow = _pyarrow()
    from warcorpus.model.schema import pyarrow_schema

    return pyarrow.Table.from_pylist([to_wire(r) for r in records], schema=pyarrow_schema())


def to_parquet(records: Sequence[Record], path: str | PathLike[str]) -> None:
    """Write a Parquet file, whole or not at all."""
    import importlib
    import io

    from warcorpus.writers.files import write_atomically

    table = to_arrow(records)
    buffer = io.BytesIO()
    importlib.import_module("pyarrow.parquet").write_table(table, buffer)
    write_atomically(path, buffer.getvalue())


def _pyarrow() -> Any:
    import importlib

    try:
        return importlib.import_module("pyarrow")
    except ImportError as error:
        raise MissingDependencyError(
            "missing-dependency",
            "found no pyarrow, expected it for Arrow and Parquet",
            hint="pip install 'warcorpus[parquet]'",
        ) from error
