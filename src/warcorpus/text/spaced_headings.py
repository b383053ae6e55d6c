"""Headings whose equals signs stand apart, as WikiText has them: `` = T = ``, `` = = S = = ``.

A title opens a document of a file of many, but only between blank lines: formulas in articles
begin and end with such signs too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from warcorpus.text.cutting import Cut, line_parts

LONGEST = 240
"""Bytes of the longest line that may be a title; Wikipedia's titles have at most 255."""

_DEEPEST = 6
_TITLE = re.compile(rb"[ \t]{0,2}= (?!= )[^\r\n]{1,240} =[ \t]{0,2}(?=[\r\n]|\Z)")


@frozen
class SpacedHeading:
    """The heading that a line is: its level, and the range of its words."""

    level: int
    start: int
    end: int

    @classmethod
    def of(cls, raw: str, start: int, end: int) -> SpacedHeading | None:
        """The heading in a range; its level is the smaller number of signs at both ends.

        >>> SpacedHeading.of(" = = Battle = = ", 0, 16)
        SpacedHeading(level=2, start=5, end=11)
        >>> SpacedHeading.of(" where x = 5 ", 0, 13) is None
        True
        """
        left, right = raw.find("=", start, end), raw.rfind("=", start, end)
        if left < 0 or raw[start:left].strip() or raw[right + 1 : end].strip():
            return None
        words = raw[left : right + 1].split(" ")
        limit = min(_DEEPEST, (len(words) - 1) // 2)
        level = 0
        while level < limit and words[level] == words[-level - 1] == "=":
            level += 1
        start, end = left + 2 * level, right + 1 - 2 * level
        inner = raw[start:end]
        if not level or not inner.strip(" ="):
            return None
        start += len(inner) - len(inner.lstrip())
        return cls(level, start, start + len(inner.strip()))


def article_cuts(chunks: Iterator[bytes]) -> Iterator[Cut]:
    """The ranges of the articles: from each title between blank lines to before the next.

    What stands before the first title is a document of its own: a file may be a piece of a larger
    one.

    Args:
        chunks: the bytes of a file in pieces of any size.

    >>> data = b" \\n = A = \\n \\n One . \\n \\n = B = \\n \\n Two . \\n"
    >>> [data[cut.start : cut.end] for cut in article_cuts(iter([data]))]
    [b' = A = \\n \\n One .', b' = B = \\n \\n Two .']
    """
    at = 0
    first = last = -1  # the document that is open: its first byte, the end of its last words
    title = before = -1  # a line that is a title if a blank one follows; the last words before it
    fresh = after_blank = blank_so_far = True
    for part in line_parts(chunks):
        blank = part.isspace()
        if fresh:
            if title >= 0 and blank:
                if first < title:
                    yield Cut(first, before)
                first = title
            is_title = after_blank and len(part) <= LONGEST and _TITLE.match(part) is not None
            title, before = (at, last) if is_title else (-1, -1)
        if not blank:
            first = at if first < 0 else first
            last = at + len(part.rstrip())
        at += len(part)
        blank_so_far = blank and (fresh or blank_so_far)
        fresh = part.endswith((b"\n", b"\r"))
        after_blank = blank_so_far
    if title >= 0 and 0 <= first < title:
        yield Cut(first, before)
        first = title
    if first >= 0:
        yield Cut(first, last)
