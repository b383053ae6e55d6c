"""Lines and columns of many places of one text."""

from __future__ import annotations


class LineCounter:
    """Tells line and column of offsets; what was counted for one is not counted for the next.

    A document of 100,000 problems would otherwise be counted through as often. Offsets may come
    in any order, but are quick only in that of the text.

    Args:
        text: the document.

    >>> counter = LineCounter("a\\r\\nbc")
    >>> counter.place(4), counter.place(1)
    ((2, 2), (1, 2))
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._has_cr = "\r" in text
        self._known = (0, 1, 0)  # an offset, its line, where that line begins

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1; lines end at LF, CRLF or CR and nowhere else."""
        text = self._text
        known, line, start = self._known if offset >= self._known[0] else (0, 1, 0)
        line += text.count("\n", known, offset)
        start = max(text.rfind("\n", start, offset) + 1, start)
        if self._has_cr:
            pairs = text.count("\r\n", max(known - 1, 0), offset)
            line += text.count("\r", known, offset) - pairs
            start = max(text.rfind("\r", start, offset) + 1, start)
        self._known = (offset, line, start)
        return line, offset - start + 1
