"""What a reader is given: one document's decoded text with its source."""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from attrs import frozen

from warcorpus.config import DEFAULT, LimitsConfig
from warcorpus.model.evolving import evolve
from warcorpus.model.source import Source
from warcorpus.model.values import Field, Problem, Span, Step
from warcorpus.text.mapped import MappedText


@frozen
class Text:
    """One document's decoded text (BOM removed, nothing else) and where it comes from.

    Spans count characters of ``text``. For a file of many documents ``text`` is the text of the
    document's own byte range. ``problems`` are those of opening and decoding it;
    ``undecodable`` holds ``(start, end, bytes)`` of characters that stand for bytes which no
    declared encoding explains. ``limits`` are the caps that its reader keeps to, ``columns`` the
    user's names of columns and their roles. ``shared`` is what the documents of a file of many
    have in common: the header row of a table, the site information of a dump.

    >>> t = Text.of("# Battle of X\\n")
    >>> t.slice(2, 13).text
    'Battle of X'
    """

    text: str
    source: Source
    problems: tuple[Problem, ...] = ()
    undecodable: tuple[tuple[int, int, int], ...] = ()
    limits: LimitsConfig = DEFAULT.limits
    shared: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, text: str, path: str = "<text>") -> Text:
        """A document made from a string, as tests and ``read_text`` need it."""
        from hashlib import sha256

        data = text.encode("utf-8", "surrogatepass")
        return cls(
            text,
            Source(
                path=path,
                sha256=sha256(data).hexdigest(),
                size=len(data),
                byte_end=len(data),
                newline=newline_style(text),
            ),
        )

    def slice(self, start: int, end: int) -> MappedText:
        """The characters ``start:end`` with their offsets."""
        return MappedText.of(self.text, start, end)

    def field(
        self, name: str, start: int, end: int, role: str | None = None, *steps: Step
    ) -> Field:
        """A field that is one stretch of the text."""
        spans = (Span(0, start, end),) if end > start else ()
        return Field(name, self.text[start:end], spans, steps, role)

    def where(self, offset: int) -> str:
        """``path:line:column`` of a character, both counted from 1."""
        line, column = line_and_column(self.text, offset)
        return f"{self.source.path}:{line}:{column}"

    def with_source(self, **changes: Any) -> Text:
        """The same text with some facts of its source changed."""
        return evolve(self, source=evolve(self.source, **changes))


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, from 1; lines end at LF, CRLF or CR and nowhere else.

    >>> line_and_column("a\\r\\nbc", 4)
    (2, 2)
    """
    before = text[:offset]
    line_start = max(before.rfind("\n"), before.rfind("\r")) + 1
    line = before.count("\n") + before.count("\r") - before.count("\r\n") + 1
    return line, offset - line_start + 1


def newline_style(text: str) -> str:
    """``lf``, ``crlf``, ``cr``, ``mixed`` or ``none``."""
    if "\r" not in text:
        return "lf" if "\n" in text else "none"
    crlf = text.count("\r\n")
    counts = {"lf": text.count("\n") - crlf, "crlf": crlf, "cr": text.count("\r") - crlf}
    used = [name for name, count in counts.items() if count]
    return used[0] if len(used) == 1 else "mixed" if used else "none"


def line_ranges(text: str) -> list[tuple[int, int, int]]:
    """``(start, end, next)`` of every line: its characters without and with the line break.

    Lines end at LF, CRLF or CR, never at the other breaks that ``str.splitlines`` knows.

    >>> line_ranges("a\\r\\nb")
    [(0, 1, 3), (3, 4, 4)]
    """
    if "\r" not in text:
        return _lf_ranges(text)
    ranges = []
    position, size = 0, len(text)
    next_cr = text.find("\r")
    while position < size:
        end = text.find("\n", position)
        end = size if end < 0 else end
        if 0 <= next_cr < position:
            next_cr = text.find("\r", position)
        if 0 <= next_cr < end:
            end = next_cr
        following = end + 2 if text.startswith("\r\n", end) else end + 1
        ranges.append((position, end, min(following, size)))
        position = following
    return ranges


def _lf_ranges(text: str) -> list[tuple[int, int, int]]:
    """The same where no CR can end a line: nearly always, and several times as quick."""
    following = [*accumulate([len(line) + 1 for line in text.split("\n")])]
    ends = [behind - 1 for behind in following]
    ranges = [*zip([0, *following], ends, following, strict=False)]
    start, end, _ = ranges.pop()
    if start < end:
        ranges.append((start, end, end))
    return ranges
