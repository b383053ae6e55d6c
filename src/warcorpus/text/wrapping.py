"""Paragraphs of plain lines: which line breaks the writer meant, and which a margin made."""

from __future__ import annotations

from collections.abc import Iterator

from warcorpus.text.document import Text
from warcorpus.text.mapped import MappedText

LONGEST_WRAPPED = 120
"""Characters: no tool wraps lines wider, so a longer line was not wrapped at all."""

Line = tuple[int, int]


def paragraphs(text: Text, lines: list[Line]) -> Iterator[tuple[MappedText, tuple[int, int]]]:
    """The paragraphs of neighbouring lines, none of them blank, each with its raw characters.

    Wrapped lines are one paragraph, joined by one blank. Where a line is longer than a margin
    allows, nothing was wrapped, and every line is a paragraph.

    >>> t = Text.of("The battle\\nbegan.")
    >>> [(p.text, extent) for p, extent in paragraphs(t, [(0, 10), (11, 17)])]
    [('The battle began.', (0, 17))]
    """
    if any(end - start > LONGEST_WRAPPED for start, end in lines):
        for start, end in lines:
            yield MappedText.trimmed(text.text, start, end), (start, end)
        return
    parts: list[MappedText] = []
    for start, end in lines:
        if parts:
            parts.append(MappedText.layout(" ", start))
        parts.append(MappedText.trimmed(text.text, start, end))
    if lines:
        yield MappedText.join(parts), (lines[0][0], lines[-1][1])
