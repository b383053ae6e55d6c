"""A file of many documents, read line by line in constant memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from warcorpus.model.source import Source
from warcorpus.sources import decode
from warcorpus.text.document import Text, line_ranges, newline_style

_SHOWN = 2**10
"""Bytes kept of a line that is longer than a document may be."""

_BOM = b"\xef\xbb\xbf"


@frozen
class Line:
    """One line with its line break; ``data`` is only its beginning if it is too long."""

    start: int
    end: int
    data: bytes
    whole: bool = True


@frozen
class Piece:
    """The bytes of one document of the tape.

    Args:
        data: its bytes; None if they are more than a document may have.
        line: number of its first line, from 1.
    """

    data: bytes | None
    line: int


class Tape:
    """Lines go out to a reader's ``split``; the bytes of its documents come back from here.

    What ``split`` makes of the lines is only asked for byte ranges, so that every document is
    decoded by itself, as `verify` will do it.

    Args:
        lines: the lines of the file.
        source: facts of the file.
        limit: most bytes that a document may have.
    """

    def __init__(self, lines: Iterable[Line], source: Source, limit: int) -> None:
        self._lines = iter(lines)
        self._source = source
        self._limit = limit
        self._held: deque[Line] = deque()
        self._bytes = 0
        self._number = 1

    def texts(self) -> Iterator[Text]:
        """Every line as a text with its byte range, line break included."""
        wide = self._source.encoding if is_wide(self._source.encoding) else None
        for line in self._lines:
            self._hold(line)
            text = decode(line.data, encoding=wide).text
            yield Text(
                text,
                evolve(
                    self._source,
                    byte_start=line.start,
                    byte_end=line.end,
                    size=line.end - line.start,
                    newline=newline_style(text),
                ),
            )

    def take(self, start: int, end: int) -> Piece:
        """The bytes ``start:end``; nothing before ``end`` can be asked for again.

        Raises:
            IndexError: the range has not been read yet, or not any more.
        """
        while self._held and self._held[0].end <= start:
            self._drop()
        if not self._held or start < self._held[0].start or end > self._held[-1].end:
            raise IndexError(f"bytes {start} to {end} are not at hand")
        first, number = self._held[0], self._number
        pieces = [line for line in self._held if line.start < end]
        whole = all(line.whole for line in pieces) and end - start <= self._limit
        data = b"".join(line.data for line in pieces) if whole else b""
        while self._held and self._held[0].end <= end:
            self._drop()
        if not whole:
            return Piece(None, number)
        return Piece(data[start - first.start : end - first.start], number)

    def _hold(self, line: Line) -> None:
        self._held.append(line)
        self._bytes += len(line.data)
        if self._bytes > 2 * self._limit + _SHOWN:
            self._forget()

    def _forget(self) -> None:
        """A document of too many lines: its bytes will not be wanted, only where it ends."""
        self._held = deque(evolve(line, data=b"", whole=False) for line in self._held)
        self._bytes = 0

    def _drop(self) -> None:
        self._bytes -= len(self._held.popleft().data)
        self._number += 1


def is_wide(encoding: str) -> bool:
    """Whether a line break is more than one byte."""
    return encoding.startswith(("utf-16", "utf-32"))


def byte_lines(chunks: Iterable[bytes], limit: int) -> Iterator[Line]:
    """The lines of a file in UTF-8 or an encoding of its kind, without its byte order mark.

    Lines end at LF, CRLF and CR. Of a line longer than ``limit`` only the beginning is kept.

    >>> [line.data for line in byte_lines([b"a\\r", b"\\nb"], 100)]
    [b'a\\r\\n', b'b']
    """
    start, size = 0, 0
    held: list[bytes] = []
    for part in _parts(chunks):
        if start == size == 0 and part.startswith(_BOM):
            start, part = len(_BOM), part[len(_BOM) :]
        if size <= limit:
            held.append(part)
        size += len(part)
        if part.endswith((b"\n", b"\r")):
            yield _line(start, size, held, limit)
            start, size, held = start + size, 0, []
    if size:
        yield _line(start, size, held, limit)


def wide_lines(data: bytes, encoding: str, bom: int) -> Iterator[Line]:
    """The lines of a file in UTF-16 or UTF-32; ``bom`` bytes of it are the byte order mark."""
    text = decode(data[bom:], encoding=encoding).text
    unit = 2 if encoding.startswith("utf-16") else 4
    at = bom
    for start, _, following in line_ranges(text):
        size = len(text[start:following].encode(encoding, "surrogatepass"))
        last = following == len(text)
        end = len(data) if last else at + size - size % unit
        yield Line(at, end, data[at:end])
        at = end
    if at < len(data) and at == bom:
        # Nothing but a second byte order mark: no line, but bytes that must not be lost.
        yield Line(at, len(data), data[at:])


def _line(start: int, size: int, held: list[bytes], limit: int) -> Line:
    data = b"".join(held)
    if size <= limit:
        return Line(start, start + size, data)
    return Line(start, start + size, data[:_SHOWN], False)


def _parts(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces of lines; a CR at the end of a chunk waits, an LF may follow."""
    carry = b""
    for chunk in chunks:
        joined, carry = carry + chunk, b""
        if joined.endswith(b"\r"):
            joined, carry = joined[:-1], b"\r"
        yield from joined.splitlines(keepends=True)
    if carry:
        yield carry
