"""Where the documents of a file begin and end, found in its bytes while they pass by.

A reader of a format of many documents gets the bytes of a file in pieces of any size and says
which ranges are documents. Nothing here holds more than a few bytes behind the place that it has
come to, so that a file of any length is cut in constant memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_HELD = 256
"""Bytes kept at the end of a piece: no mark that opens or closes a document is longer."""


class Cut(NamedTuple):
    """A range of bytes of a file of many documents.

    Args:
        start: first byte, counted from the first one behind a byte order mark.
        end: one past the last.
        kind: ``document``; ``shared`` for what belongs to every later document of the file (the
            header row of a table, the site information of a dump); ``frame`` for what is rightly
            no document (brackets of an array, the outermost tags).
    """

    start: int
    end: int
    kind: Literal["document", "shared", "frame"] = "document"


def lines(chunks: Iterator[bytes]) -> Iterator[Cut]:
    """Every line that is not blank is a document, without its line break.

    Lines end at LF, CRLF and CR.

    >>> list(lines(iter([b'{"a": 1}', b'\\n\\n{"b": 2}'])))
    [Cut(start=0, end=8, kind='document'), Cut(start=10, end=18, kind='document')]
    """
    start = at = 0
    last = -1  # one past the last byte of the line that is not white space
    for part in line_parts(chunks):
        filled = len(part.rstrip())
        if filled:
            last = at + filled
        at += len(part)
        if part.endswith((b"\n", b"\r")):
            if last >= 0:
                yield Cut(start, at - len(part) + len(part.rstrip(b"\r\n")))
            start, last = at, -1
    if last >= 0:
        yield Cut(start, at)


def at_line_starts(chunks: Iterator[bytes], opening: re.Pattern[bytes]) -> Iterator[Cut]:
    """A document begins at each line that matches; the lines behind it belong to it.

    What stands before the first such line is a document of its own, blank lines at the beginning
    belong to the first document.

    Args:
        chunks: the bytes of a file.
        opening: matched at the start of lines; must be decided by its first 200 bytes.

    >>> pattern = re.compile(rb"@@[0-9]+ ")
    >>> [cut[:2] for cut in at_line_starts(iter([b"@@1 One .\\n@@2 Two .\\n"]), pattern)]
    [(0, 10), (10, 20)]
    """
    start = at = 0
    filled, fresh = False, True
    for part in line_parts(chunks):
        if fresh and filled and opening.match(part):
            yield Cut(start, at)
            start, filled = at, False
        filled = filled or not part.isspace()
        at += len(part)
        fresh = part.endswith((b"\n", b"\r"))
    if filled:
        yield Cut(start, at)


def between(chunks: Iterator[bytes], opening: re.Pattern[bytes], closing: bytes) -> Iterator[Cut]:
    """A document reaches from an opening mark to the closing one, both included.

    A document that is not closed ends before the next one or with the file. What stands between
    two documents is in no cut.

    Args:
        chunks: the bytes of a file.
        opening: at most 200 bytes long.
        closing: at most 200 bytes long.

    >>> pages = b"<all><page>1</page>\\n<page>2</page></all>"
    >>> [cut[:2] for cut in between(iter([pages]), re.compile(b"<page>"), b"</page>")]
    [(5, 19), (20, 34)]
    """
    held, base = b"", 0
    start: int | None = None
    for chunk in chunks:
        held += chunk
        position = 0
        while True:
            if start is None:
                found = opening.search(held, position)
                if found is None:
                    break
                start, position = base + found.start(), found.end()
            end = held.find(closing, position)
            found = opening.search(held, position, len(held) if end < 0 else end)
            if found is not None:
                yield Cut(start, base + found.start())
                start, position = base + found.start(), found.end()
            elif end < 0:
                break
            else:
                position = end + len(closing)
                yield Cut(start, base + position)
                start = None
        kept = max(position, len(held) - _HELD)
        held, base = held[kept:], base + kept
    if start is not None:
        yield Cut(start, base + len(held))


def line_parts(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes as lines with their breaks; a line longer than a chunk comes in several parts.

    The first part of a line holds at least 256 bytes of it, if it has as many, and a CRLF is
    never parted.

    >>> list(line_parts(iter([b"a\\r", b"\\nb"])))
    [b'a\\r\\n', b'b']
    """
    carry, fresh = b"", True
    for chunk in chunks:
        parts = (carry + chunk).splitlines(keepends=True)
        carry = b""
        if parts and _may_go_on(parts[-1], fresh or len(parts) > 1):
            carry = parts.pop()
        yield from parts
        if parts:
            fresh = parts[-1].endswith((b"\n", b"\r"))
    if carry:
        yield from carry.splitlines(keepends=True)


def _may_go_on(last: bytes, fresh: bool) -> bool:
    """Whether the next chunk may change how the last part of this one is read."""
    if last.endswith(b"\r"):
        return True
    return fresh and not last.endswith(b"\n") and len(last) < _HELD
