"""Objects of an array, or one behind the other, each over as many lines as it likes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.text.cutting import Cut

_SIGN = re.compile(rb'[][{}",]')
_BEGINNING = re.compile(rb"[\r\n][ \t]{0,40}[\[,]?[ \t]{0,20}\Z")
_LOOKBACK = 64  # bytes; rows that are indented further are none of an array's
_BEHIND_BRACE = (b'"', b" ", b"\t", b"\r", b"\n", b"}", b"")
_STRING_SIGN = re.compile(rb'["\\\r\n]')


def json_items(chunks: Iterator[bytes]) -> Iterator[Cut]:
    """Every object of a file is a document, if it stands in the outermost array or in nothing.

    Brackets and commas of that array are frame. What else stands there (a number, a string, an
    array) is in no cut. A string ends with its line at the latest, as JSON wants it, so that a
    lost quote costs a line and not the file; and where a row is broken, a line that begins as the
    lines of rows do begins the next one.

    Args:
        chunks: the bytes of a file.

    >>> cuts = json_items(iter([b'[{"a": "]"}, {"b"', b': {}}]']))
    >>> [cut[:2] for cut in cuts if cut.kind == "document"]
    [(1, 11), (13, 22)]
    """
    scan = _Scan()
    held = b""  # an opening brace, which the next byte says more about
    for chunk in chunks:
        chunk = held + chunk
        held = b"{" if chunk.endswith(b"{") else b""
        yield from scan.cuts(chunk[: len(chunk) - len(held)], held)
    yield from scan.cuts(held, b"")
    if scan.start is not None:
        yield Cut(scan.start, scan.base)


class _Scan:
    """What is open at the end of the bytes seen so far.

    Attributes:
        base: place of the first byte of the next piece.
        start: where the open object begins that is a document.
    """

    def __init__(self) -> None:
        self.base = 0
        self.start: int | None = None
        self._depth = 0  # of brackets around the place, those of the outermost array left out
        self._in_array = False
        self._in_string = False
        self._escaped = False
        self._broken = False  # the open document has a string that its line ended
        self._before = b"\n"  # the last bytes of the piece before
        self._beginnings: tuple[bytes, ...] = ()  # of lines that begin with a document

    def cuts(self, chunk: bytes, behind: bytes) -> Iterator[Cut]:
        """The cuts that end in one piece; ``behind`` is the next byte, if the last is a brace."""
        at = 0
        while at < len(chunk):
            if self._in_string:
                at = self._string(chunk, at)
                continue
            found = _SIGN.search(chunk, at)
            if found is None:
                break
            at = found.end()
            sign = chunk[found.start()]
            if sign == _BRACE:
                yield from self._brace(chunk, found.start(), behind)
            cut = self._sign(sign, self.base + found.start())
            if cut is not None:
                yield cut
        self.base += len(chunk)
        self._before = (self._before + chunk[-_LOOKBACK:])[-_LOOKBACK:]

    def _brace(self, chunk: bytes, at: int, behind: bytes) -> Iterator[Cut]:
        """Look whether a document begins here, or must begin as the one around it is broken."""
        start = self.start
        if self._depth and (start is None or (self._depth > 1 and not self._broken)):
            return
        before = chunk[max(at - _LOOKBACK, 0) : at]
        if at < _LOOKBACK:
            before = (self._before + before)[-_LOOKBACK:]
        beginning = _line_beginning(before)
        if start is None:
            self._beginnings = self._beginnings if beginning is None else _alike(beginning)
        elif beginning in self._beginnings and (chunk[at + 1 : at + 2] or behind) in _BEHIND_BRACE:
            filled = before.rstrip()
            # in an object, whose keys and values stand in turn, a brace comes behind a colon only
            if self._broken or (filled and not filled.endswith(b":")):
                yield Cut(start, self.base + at)
                self.start, self._depth = None, 0

    def _string(self, chunk: bytes, at: int) -> int:
        """Go on to the end of the string; gives the place behind it."""
        if self._escaped:
            self._escaped = False
            return at + 1
        found = _STRING_SIGN.search(chunk, at)
        if found is None:
            return len(chunk)
        if found.group() == b"\\":
            self._escaped = True
        else:
            self._in_string = False
            self._broken = self._broken or found.group() != b'"'
        return found.end()

    def _sign(self, sign: int, at: int) -> Cut | None:
        """Count one sign outside of strings."""
        if sign == _QUOTE:
            self._in_string = True
        elif sign in _OPENING:
            return self._open(sign, at)
        elif sign in _CLOSING:
            return self._close(sign, at)
        elif self._depth == 0 and self._in_array:
            return Cut(at, at + 1, "frame")
        return None

    def _open(self, sign: int, at: int) -> Cut | None:
        if self._depth == 0:
            if sign == _BRACE:
                self.start, self._broken = at, False
            elif not self._in_array:
                self._in_array = True
                return Cut(at, at + 1, "frame")
        self._depth += 1
        return None

    def _close(self, sign: int, at: int) -> Cut | None:
        if self._depth == 0:
            ends = self._in_array and sign == _BRACKET
            self._in_array = self._in_array and not ends
            return Cut(at, at + 1, "frame") if ends else None
        self._depth -= 1
        if self._depth or self.start is None:
            return None
        cut = Cut(self.start, at + 1)
        self.start = None
        return cut


def _line_beginning(before: bytes) -> bytes | None:
    """What stands on the line before a brace, if that are blanks and a mark of the array."""
    found = _BEGINNING.search(before)
    return found.group()[1:] if found else None


def _alike(beginning: bytes) -> tuple[bytes, ...]:
    """How lines of further rows may begin: where the first has the array's bracket, others do not.

    >>> _alike(b"[ ")
    (b'[ ', b', ', b'  ', b' ')
    """
    others = [beginning.replace(b"[", own) for own in (b",", b" ", b"")]
    return tuple(dict.fromkeys((beginning, *others)))


_QUOTE, _BRACE, _BRACKET = b'"{]'
_OPENING, _CLOSING = b"{[", b"}]"
