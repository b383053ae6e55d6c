"""Nouns as bytes, and back without loss: how they go from one process to another.

The wire form of :mod:`warcorpus.model.wire` leaves out what is no part of a corpus and checks what
it is given; this form carries every attribute, problems and extents too, and costs a few
microseconds a kilobyte. It is for two processes of one version, never for a file.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

from warcorpus.model.values import MEANINGS

Noun = TypeVar("Noun")

_SURROGATES = 1
"""Number of the extension type for texts that UTF-8 cannot hold."""

_MARK = b"\x91"
"""First byte of the form for nouns with such a text: a list of one; others are maps."""


def carry(noun: Any) -> bytes:
    """The bytes that `carried` makes the same noun of.

    Args:
        noun: an attrs object of plain data: a record as its reader made it, a reject, a source.

    Raises:
        TypeError: something in it is no plain data.
        OverflowError: a number in it has more than 64 bits.

    >>> from warcorpus.model.source import Source
    >>> carried(Source, carry(Source("a.txt", size=7))).size
    7
    """
    try:
        return msgspec.msgpack.encode(noun)
    except UnicodeEncodeError:
        return msgspec.msgpack.encode([_each_text(msgspec.to_builtins(noun), _packed)])


def carried(cls: type[Noun], data: bytes) -> Noun:
    """The noun that `carry` made ``data`` of.

    Raises:
        ValueError: ``data`` is nothing that `carry` makes of such a noun.
    """
    if not data.startswith(_MARK):
        found: Noun = _decoder(cast(Hashable, cls)).decode(data)
        return found
    (plain,) = msgspec.msgpack.decode(data, ext_hook=_unpacked)
    return msgspec.convert(plain, cls, dec_hook=_meant)


@cache
def _decoder(cls: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(cls, dec_hook=_meant)


def _meant(kind: Any, plain: Any) -> Any:
    """The noun that a value means, told by the names of its parts."""
    if isinstance(plain, dict):
        noun = MEANINGS.get(frozenset(plain))
        return plain if noun is None else msgspec.convert(plain, noun)
    return tuple(_meant(kind, one) for one in plain) if isinstance(plain, list) else plain


def _each_text(plain: Any, change: Callable[[str], Any]) -> Any:
    if isinstance(plain, str):
        return change(plain)
    if isinstance(plain, dict):
        return {key: _each_text(value, change) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [_each_text(value, change) for value in plain]
    return plain


def _packed(text: str) -> Any:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return msgspec.msgpack.Ext(_SURROGATES, text.encode("utf-8", "surrogatepass"))
    return text


def _unpacked(_code: int, data: memoryview) -> str:
    return bytes(data).decode("utf-8", "surrogatepass")
