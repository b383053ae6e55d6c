"""The words of HTML: white space collapsed, entities undone, every character with its offset."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from warcorpus.model.prose import LAYOUT, UNESCAPE, VERBATIM
from warcorpus.text.mapped import MappedText, Run
from warcorpus.text.unescaping import HTML_ENTITY

_SPECIAL = re.compile(rf"[ \t\n\r\f]+|{HTML_ENTITY.pattern}")
_ENTITY_OR_BREAK = re.compile(rf"\r\n?|\n|{HTML_ENTITY.pattern}")
_BLANKS = " \t\n\r\f"
_NO_BREAK = "\xa0"


class Words:
    """Collects the text of a paragraph, a cell or a caption as a reader of the page sees it.

    Args:
        raw: the document.

    >>> words = Words("<p>A  &amp;\\nB</p>")
    >>> words.add(3, 13)
    >>> words.mapped().text
    'A & B'
    """

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._text: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self._pending: tuple[str, int, int, int] | None = None  # text, raw range, method

    def __bool__(self) -> bool:
        return self._length > 0

    def add(self, start: int, end: int) -> None:
        """Text outside of tags."""
        position = start
        for found in _SPECIAL.finditer(self._raw, start, end):
            self._verbatim(position, found.start())
            position = found.end()
            self._special(*found.span())
        self._verbatim(position, end)

    def add_kept(self, start: int, end: int) -> None:
        """The same for text whose white space means something (``<pre>``)."""
        position = start
        for found in _ENTITY_OR_BREAK.finditer(self._raw, start, end):
            self._verbatim(position, found.start())
            position = found.end()
            if found.group()[0] == "&":
                self._special(*found.span())
            else:
                self._put("\n", *found.span(), LAYOUT)
        self._verbatim(position, end)

    def blank(self, start: int, end: int) -> None:
        """White space between words; where words already end in some it adds none."""
        ends = bool(self._text) and self._text[-1].endswith(_NO_BREAK)
        if self._pending is None and self._length and not ends:
            verbatim = self._raw[start:end] == " "
            self._pending = (" ", start, end, VERBATIM if verbatim else LAYOUT)

    def line(self, start: int, end: int, bullets: int = 0, *, instead: bool = False) -> None:
        """A line begins with the tag ``start:end``.

        Args:
            start: its first character.
            end: one past it.
            bullets: depth of a list item.
            instead: whether bullets that are waiting for words are given up: their item is empty.
        """
        waits = self._pending is not None and self._pending[0].endswith("*")
        if bullets:
            begin = "\n" if self._length else ""
            self._pending = (begin + "*" * bullets, start, end, UNESCAPE)
        elif not waits or instead:
            self._pending = ("\n", start, end, UNESCAPE) if self._length else None

    def say(self, text: str, start: int, end: int) -> None:
        """Words that stand for what is shown otherwise: for a picture."""
        self.blank(start, start)
        self._put(text, start, end, UNESCAPE)

    def mapped(self) -> MappedText:
        """All words so far."""
        return MappedText("".join(self._text), tuple(self._runs))

    def _special(self, start: int, end: int) -> None:
        if self._raw[start] != "&":
            self.blank(start, end)
            return
        known = self._known(start, end)
        new = unescape(self._raw[start:known])
        if known < end:  # `&nbspx;`: the name of an entity with more behind it
            self._put(new, start, known, UNESCAPE)
            self._verbatim(known, end)
        elif new == self._raw[start:end]:
            self._verbatim(start, end)
        elif new and not new.strip(_BLANKS):
            self.blank(start, end)
        else:
            self._put(new, start, end, UNESCAPE)

    def _known(self, start: int, end: int) -> int:
        """One past the entity that really begins at ``start``."""
        name = self._raw[start + 1 : end]
        if name[0] == "#" or name in html5:
            return end
        return next((start + 1 + n for n in range(len(name), 1, -1) if name[:n] in html5), end)

    def _verbatim(self, start: int, end: int) -> None:
        if end > start:
            self._put(self._raw[start:end], start, end, VERBATIM)

    def _put(self, text: str, start: int, end: int, method: int) -> None:
        if not text:
            return
        if text == _NO_BREAK and self._pending is not None and self._pending[0] == " ":
            self._pending = None  # a blank and one that breaks no line are one to a reader
        if self._pending is not None:
            waiting, self._pending = self._pending, None
            self._append(*waiting)
        self._append(text, start, end, method)

    def _append(self, text: str, start: int, end: int, method: int) -> None:
        if method == LAYOUT:
            end = start
        size = len(text)
        last = self._runs[-1] if self._runs else None
        self._text.append(text)
        if last and last.method == method == VERBATIM and last.raw_end == start:
            self._runs[-1] = Run(last.start, last.end + size, last.raw_start, end)
        else:
            self._runs.append(Run(self._length, self._length + size, start, end, method))
        self._length += size
