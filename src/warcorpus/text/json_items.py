"""Objects of an array, or one behind the other, each over as many lines as it likes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.text.cutting import Cut

_SIGN = re.compile(rb'[][{}",]')
_STRING_SIGN = re.compile(rb'["\\\r\n]')


def json_items(chunks: Iterator[bytes]) -> Iterator[Cut]:
    """Every object of a file is a document, if it stands in the outermost array or in nothing.

    Brackets and commas of that array are frame. What else stands there (a number, a string, an
    array) is in no cut. A string ends with its line at the latest, as JSON wants it, so that a
    lost quote costs a line and not the file.

    Args:
        chunks: the bytes of a file.

    >>> cuts = json_items(iter([b'[{"a": "]"}, {"b"', b': {}}]']))
    >>> [cut[:2] for cut in cuts if cut.kind == "document"]
    [(1, 11), (13, 22)]
    """
    scan = _Scan()
    for chunk in chunks:
        yield from scan.cuts(chunk)
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

    def cuts(self, chunk: bytes) -> Iterator[Cut]:
        """The cuts that end in one piece."""
        at = 0
        while at < len(chunk):
            if self._in_string:
                at = self._string(chunk, at)
                continue
            found = _SIGN.search(chunk, at)
            if found is None:
                break
            at = found.end()
            cut = self._sign(chunk[found.start()], self.base + found.start())
            if cut is not None:
                yield cut
        self.base += len(chunk)

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
                self.start = at
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


_QUOTE, _BRACE, _BRACKET = b'"{]'
_OPENING, _CLOSING = b"{[", b"}]"
