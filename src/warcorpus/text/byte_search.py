"""Searching marks in bytes that pass by in pieces, in constant memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LOOKAHEAD = 256
"""Bytes from the beginning of a mark that must be at hand: no mark needs more to be decided."""

Mark = tuple[int, int, bytes]


class ByteSearch:
    """A stream of bytes in which marks are searched one after the other.

    A pattern may look at one byte before its mark, and must be decided by the 256 bytes from its
    beginning; then the sizes of the pieces do not matter.

    Args:
        chunks: the bytes in pieces of any size.

    >>> search = ByteSearch(iter([b"<a> 1 </", b"a> <a>"]))
    >>> search.next(re.compile(b"<a>")), search.next(re.compile(b"</a>"))
    ((0, 3, b'<a>'), (6, 10, b'</a>'))
    >>> search.next(re.compile(b"<b>")), search.size
    (None, 14)
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._held = b""
        self._base = 0
        self._position = 0
        self._ended = False

    @property
    def size(self) -> int:
        """Bytes that have passed by: all of them, once nothing more was found."""
        return self._base + len(self._held)

    def next(self, pattern: re.Pattern[bytes]) -> Mark | None:
        """The next mark behind the last one: its range in the stream, and its bytes.

        Once there was none, the stream is at its end.
        """
        while True:
            found = pattern.search(self._held, self._position)
            sure = len(self._held) - (0 if self._ended else _LOOKAHEAD)
            if found is not None and (found.start() < sure or self._ended):
                self._position = found.end()
                return self._base + found.start(), self._base + found.end(), found.group()
            if self._ended:
                self._position = len(self._held)
                return None
            self._go_on(max(self._position, sure if found is None else found.start()))

    def _go_on(self, position: int) -> None:
        """Take the next piece; nothing before ``position`` but one byte is wanted any more."""
        kept = max(position - 1, 0)
        chunk = next(self._chunks, None)
        self._ended = chunk is None
        self._held = self._held[kept:] + (chunk or b"")
        self._base += kept
        self._position = max(position, 0) - kept
