"""Files packed as one stream: gz, bz2, xz and zst, unpacked piece by piece."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any, Protocol

from attrs import define, field, frozen

from warcorpus.errors import ReadError
from warcorpus.model.values import Problem
from warcorpus.sources.refusing import damaged, lacking, truncated

MOST_OUT = 2**18
"""Bytes that one step gives at most."""

_STEP = 2**14
"""Bytes that one step takes: what is left behind a short stream is copied for the next one."""

_ZST_STEP = 2**10
"""zstandard has no bound on what a step gives: a block of four bytes may stand for 128 KiB."""

_XZ_MEMORY = 2**28
"""``xz -9`` needs 65 MiB to unpack."""

_ZST_WINDOW = 2**27
"""``zstd --ultra`` packs with a window of 128 MiB; the format allows terabytes."""


class Decompressor(Protocol):
    """One stream; like those of bz2 and lzma."""

    @property
    def eof(self) -> bool:
        """Whether the stream is over."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing comes without more bytes."""

    @property
    def unused_data(self) -> bytes:
        """What stands behind the stream."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """What comes of these bytes, not more than allowed; the rest is kept."""


@frozen
class Codec:
    """A kind of stream.

    Args:
        name: as ``Source.containers`` has it.
        starts: what another stream behind the first begins with.
        new: makes a Decompressor.
        step: bytes that are put in at a time.
    """

    name: str
    starts: tuple[bytes, ...]
    new: Callable[[], Decompressor]
    step: int = _STEP


def unpacked_stream(
    pieces: Iterator[bytes], name: str, problems: list[Problem], where: str
) -> Iterator[bytes]:
    """The bytes of a packed file: of all its streams, one behind the other.

    Zero bytes behind a stream are padding. Anything else that is no stream is told in
    ``problems`` as ``trailing-garbage``, and the rest is passed over.

    Args:
        pieces: the packed bytes, in pieces of any size.
        name: ``gz``, ``bz2``, ``xz`` or ``zst``.
        problems: is added to.
        where: the place that a problem names.

    Raises:
        ReadError: ``truncated-stream``, ``damaged-container`` after all bytes that could be
            read; ``missing-dependency`` before the first.

    >>> import gzip
    >>> twice = gzip.compress(b"Safira, ") + gzip.compress(b"1806")
    >>> b"".join(unpacked_stream(iter([twice]), "gz", [], "a.gz"))
    b'Safira, 1806'
    """
    codec = _codec(name)
    feed = _Feed(pieces, codec.step)
    while True:
        yield from _one_stream(codec, feed)
        start = feed.behind_padding(max(map(len, codec.starts)))
        if not start:
            return
        if not start.startswith(codec.starts):
            problems.append(_garbage(name, feed.pass_over(), where))
            return


def _one_stream(codec: Codec, feed: _Feed) -> Iterator[bytes]:
    stream = codec.new()
    try:
        while not stream.eof:
            data = feed.take() if stream.needs_input else b""
            if stream.needs_input and not data:
                raise truncated(codec.name)
            piece = stream.decompress(data, MOST_OUT)
            # what is too much in all costs only itself and not what stands before it
            for at in range(0, len(piece), MOST_OUT):
                yield piece[at : at + MOST_OUT]
    except ReadError:
        raise
    except (zlib.error, lzma.LZMAError, OSError, ValueError, EOFError, MemoryError) as error:
        raise damaged(codec.name, error) from error
    feed.give_back(stream.unused_data)


@define
class _Feed:
    """Pieces joined and cut to steps, the last of which can be given back.

    Each stream gets the same steps whatever the pieces: a fault costs what its step gives.
    """

    _pieces: Iterator[bytes]
    _step: int
    _waiting: memoryview = field(default=memoryview(b""))
    _returned: bytes = b""

    def take(self) -> bytes:
        """The next step, shorter only at the end; nothing behind it."""
        data, self._returned = self._returned, b""
        while len(data) < self._step:
            if not self._waiting:
                piece = next(self._pieces, None)
                if piece is None:
                    break
                self._waiting = memoryview(piece)
            wanted = self._step - len(data)
            data += self._waiting[:wanted]
            self._waiting = self._waiting[wanted:]
        return data

    def give_back(self, data: bytes) -> None:
        """These bytes come next."""
        self._returned = data

    def behind_padding(self, size: int) -> bytes:
        """At least ``size`` of the next bytes that are not zero; they stay. None at the end."""
        start = b""
        while len(start) < size:
            data = self.take()
            if not data:
                break
            start = start + data if start else data.lstrip(b"\0")
        self.give_back(start)
        return start

    def pass_over(self) -> int:
        """Skip all there is; how much it was."""
        size = 0
        while data := self.take():
            size += len(data)
        return size


def _garbage(name: str, size: int, where: str) -> Problem:
    return Problem(
        "trailing-garbage",
        "warning",
        f"found {size} bytes behind the {name} that are none of its, expected its end; "
        "they are not read",
        "nothing to do if the file was padded; else fetch or pack it again",
        where,
    )


class _Inflating:
    """gzip in the manner of bz2 and lzma: what it cannot give yet it keeps."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        self._fault: zlib.error | None = None
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """What comes of these bytes; up to a fault, which the next call raises."""
        if self._fault is not None:
            raise self._fault
        before, data = self._inner.copy(), self._inner.unconsumed_tail + data
        try:
            piece = self._inner.decompress(data, max_length)
        except zlib.error as error:
            self._fault, self.needs_input = error, False
            return _until_fault(before, data)
        self.needs_input = not self._inner.unconsumed_tail and len(piece) < max_length
        return piece


def _until_fault(inner: Any, data: bytes) -> bytes:
    found: list[bytes] = []
    with suppress(zlib.error):
        found.extend(inner.decompress(data[at : at + 1]) for at in range(len(data)))
    return b"".join(found)


class _Zst:
    """One frame of zstandard, an optional package."""

    needs_input = True

    def __init__(self, inner: Any, error: type[Exception]) -> None:
        self._inner = inner
        self._error = error

    @property
    def eof(self) -> bool:
        return bool(self._inner.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._inner.unused_data)

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """What comes of these bytes, however much it is."""
        try:
            return bytes(self._inner.decompress(data))
        except self._error as error:
            raise ValueError(str(error)) from error


def _zst() -> Codec:
    try:
        package = import_module("zstandard")
    except ImportError as error:
        raise lacking("a zst stream", "zstandard", "zst") from error

    def new() -> Decompressor:
        inner = package.ZstdDecompressor(max_window_size=_ZST_WINDOW).decompressobj()
        return _Zst(inner, package.ZstdError)

    skippable = tuple(bytes((low, 0x2A, 0x4D, 0x18)) for low in range(0x50, 0x60))
    return Codec("zst", (b"\x28\xb5\x2f\xfd", *skippable), new, _ZST_STEP)


def _unxz() -> Decompressor:
    return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)


_CODECS: dict[str, Callable[[], Codec]] = {
    "gz": lambda: Codec("gz", (b"\x1f\x8b\x08",), _Inflating),
    "bz2": lambda: Codec("bz2", (b"BZh",), bz2.BZ2Decompressor),
    "xz": lambda: Codec("xz", (b"\xfd7zXZ\x00",), _unxz),
    "zst": _zst,
}

STREAMS = frozenset(_CODECS)
"""The kinds that are one stream."""


def _codec(name: str) -> Codec:
    return _CODECS[name]()
