"""A file of many documents: its bytes go out to a reader's ``split``, documents come back.

What ``split`` makes of the bytes is only asked for ranges, so that every document is decoded by
itself, as `verify` will do it; and what no range covers is not lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from warcorpus.model.evolving import evolve
from warcorpus.sources import decode

_BOM = b"\xef\xbb\xbf"
_REMEMBERED = 2**10
"""Bytes kept of what is dropped: the white space before a document that is too long."""


@frozen
class Piece:
    """The bytes of one range of the tape.

    Args:
        start: first byte in the file.
        end: one past the last.
        data: the bytes; None if they are more than a document may have.
        line: number of the first line, from 1.
        before: what stands between this range and the one before it, None as well if it is no
            document but white space.
        stray: whether it is such bytes between two ranges.
    """

    start: int
    end: int
    data: bytes | None
    line: int
    before: Piece | None = None
    stray: bool = False


@frozen
class _Lost:
    """Where bytes were dropped that nobody had taken.

    Their beginning, the number of its line, and whether all of them are white space.
    """

    start: int
    head: bytes
    line: int
    blank: bool

    def line_at(self, offset: int) -> int:
        """Number of the line of a byte that was dropped, as far as it is known."""
        before = self.head[: offset - self.start].replace(b"\r\n", b"\n")
        return self.line + before.count(b"\n") + before.count(b"\r")


class Tape:
    """The bytes of a file in UTF-8 or an encoding of its kind.

    Args:
        chunks: the bytes.
        limit: most bytes that a document may have; about three times as many are held at most.
    """

    def __init__(self, chunks: Iterable[bytes], limit: int) -> None:
        self._chunks = iter(chunks)
        self._limit = limit
        self._held = b""
        self._base = 0  # offset of the first byte held
        self._at = 0  # offset up to which the bytes have been taken
        self._bom = 0
        self._line = 1
        self._after_cr = False
        self._lost = _Lost(0, b"", 1, True)

    def chunks(self) -> Iterator[bytes]:
        """The bytes for ``split``, without the byte order mark."""
        carry, begun = b"", False
        for chunk in self._chunks:
            chunk, carry = carry + chunk, b""
            if not begun:
                if len(chunk) < len(_BOM) and _BOM.startswith(chunk):
                    carry = chunk
                    continue
                begun = True
                self._bom = len(_BOM) if chunk.startswith(_BOM) else 0
                chunk = chunk[self._bom :]
            self._hold(chunk)
            yield chunk
        if carry:
            self._hold(carry)
            yield carry

    def take(self, start: int, end: int) -> Piece:
        """The bytes of a cut; nothing before its end can be asked for again.

        Raises:
            IndexError: the range has not been read yet, or not any more.
        """
        if not self._at <= start <= end <= self._base + len(self._held):
            raise IndexError(f"bytes {start} to {end} are not at hand")
        before = self._skipped(start)
        return self._piece(start, end, before)

    def rest(self) -> Piece | None:
        """What stands behind the last range, None if it is nothing but white space."""
        return self._skipped(self._base + len(self._held))

    def _skipped(self, end: int) -> Piece | None:
        if end == self._at:
            return None
        blank = self._is_blank(self._at, end)
        piece = self._piece(self._at, end, None)
        return None if blank else piece

    def _is_blank(self, start: int, end: int) -> bool:
        """Whether a range holds nothing but white space."""
        if start >= self._base or end <= self._lost.start + len(self._lost.head):
            return self._slice(start, end).isspace()
        return self._lost.blank and not self._held[: max(end - self._base, 0)].strip()

    def _piece(self, start: int, end: int, before: Piece | None) -> Piece:
        line = self._line if start >= self._base else self._lost.line_at(start)
        if start >= self._base or end <= self._lost.start + len(self._lost.head):
            data = self._slice(start, end)
            whole = len(data) <= self._limit
        else:
            data, whole = self._held[: max(end - self._base, 0)], False
        if start >= self._base or end > self._base:
            self._count_lines(data)
        self._at = end
        kept = data if whole else None
        return Piece(start + self._bom, end + self._bom, kept, line, before)

    def _slice(self, start: int, end: int) -> bytes:
        if start >= self._base:
            return self._held[start - self._base : end - self._base]
        return self._lost.head[start - self._lost.start : end - self._lost.start]

    def _hold(self, chunk: bytes) -> None:
        """Add a chunk; drop what was taken, and the beginning of a document that is too long."""
        kept = max(self._at, self._base)
        waiting = self._held[kept - self._base :]
        if len(waiting) > 2 * self._limit:
            if self._at >= self._base:
                self._lost = _Lost(kept, waiting[:_REMEMBERED], self._line, True)
            self._lost = evolve(self._lost, blank=self._lost.blank and waiting.isspace())
            kept += len(waiting)
            self._count_lines(waiting)
            waiting = b""
        self._held = waiting + chunk
        self._base = kept

    def _count_lines(self, data: bytes) -> None:
        """Lines end at LF, CRLF and CR, also where a CRLF was parted."""
        self._line += data.count(b"\n")
        if b"\r" in data:
            self._line += data.count(b"\r") - data.count(b"\r\n")
        if self._after_cr and data.startswith(b"\n"):
            self._line -= 1
        if data:
            self._after_cr = data.endswith(b"\r")


class WideTape:
    """The same of a file in UTF-16 or UTF-32, which is held whole.

    ``split`` gets it as UTF-8; the pieces are of the file's own bytes.

    Args:
        data: all bytes of the file.
        encoding: its codec.
        bom: bytes of its byte order mark.
    """

    def __init__(self, data: bytes, encoding: str, bom: int) -> None:
        self._data = data
        self._encoding = encoding
        self._text = decode(data[bom:], encoding=encoding).text.encode("utf-8", "surrogatepass")
        self._tape = Tape([self._text] if self._text else [], max(len(self._text), 1))
        self._known = (0, bom)  # an offset of the UTF-8 form and of the file

    def chunks(self) -> Iterator[bytes]:
        """The text as UTF-8."""
        return self._tape.chunks()

    def take(self, start: int, end: int) -> Piece:
        """The bytes of a cut."""
        return self._own(self._tape.take(start, end))

    def rest(self) -> Piece | None:
        """What stands behind the last range."""
        piece = self._tape.rest()
        return None if piece is None else self._own(piece)

    def _own(self, piece: Piece) -> Piece:
        before = None if piece.before is None else self._own(piece.before)
        start, end = self._offset(piece.start), self._offset(piece.end)
        return Piece(start, end, self._data[start:end], piece.line, before)

    def _offset(self, at: int) -> int:
        """The place in the file of an offset of the UTF-8 form; they are asked for in order."""
        if at == len(self._text):
            return len(self._data)
        known, raw = self._known
        letters = self._text[known:at].decode("utf-8", "surrogatepass")
        raw += len(letters.encode(self._encoding, "surrogatepass"))
        self._known = (at, raw)
        return raw


def is_wide(encoding: str) -> bool:
    """Whether a line break is more than one byte."""
    return encoding.startswith(("utf-16", "utf-32"))
