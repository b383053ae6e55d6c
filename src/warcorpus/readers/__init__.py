"""From a file to records: one module a format, and one door for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warcorpus.model.record import Record
    from warcorpus.readers.base import Reader

__all__ = ["all_readers", "read_text"]


def read_text(text: str, reader: str | None = None) -> list[Record]:
    """The records of a text that is already a string, as its reader makes them.

    Args:
        text: one document, or several in a format of many.
        reader: name of the reader; the surest one if not given.

    Raises:
        ReadError: it is no document of any format, or of this one.
        ConfigError: there is no such reader.

    >>> from warcorpus.errors import ReadError
    >>> try:
    ...     read_text("  ")
    ... except ReadError as error:
    ...     print(error.slug)
    empty-file
    """
    from warcorpus.readers.door import read_string

    return read_string(text, reader)


def all_readers() -> tuple[Reader, ...]:
    """Every reader, those of plug-ins included, by name.

    >>> "warcorpus" in [reader.name for reader in all_readers()]
    True
    """
    from warcorpus.readers import registry

    return registry.all_readers()
