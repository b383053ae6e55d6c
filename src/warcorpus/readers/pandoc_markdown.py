"""Whole wiki pages as pandoc writes them in plain text: ``[1]`` notes, capitals for bold.

No title stands in such a file. It is taken from the capitals of the lead, in the letters that the
text has elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from warcorpus.model.record import Record
from warcorpus.model.values import Step
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.capitals import capital_runs, restored
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text, line_ranges
from warcorpus.text.inline import plain
from warcorpus.text.mapped import MappedText
from warcorpus.text.pandoc import Block, categories, file_name, find_blocks
from warcorpus.text.wording import check_words

_NOTE_MARK = re.compile(r"(?<![\s\[])[ \xa0]?\[(?:[0-9]{1,4}|[a-z])\]|^\[[0-9]{1,4}\] ?")
_NOTES = re.compile(r"\w[.,;)\"”]?(?:\[[0-9]{1,4}\]){1,9}")
_ITALICS = re.compile(r"(?<!\w)_[^\s_][^_\n]{0,200}_(?!\w)")
_HEADING = re.compile(r"\n\n\n(?P<words>[^\W_][^\n]{0,99}[^\W_)])\n\n(?=\S)")
_BULLET = re.compile(r"\n\n-   \S")
_NOTE_LINE = re.compile(r"\n\n\[[0-9]{1,4}\](?=[ \n])")
_CATEGORIES = re.compile(r"\n(?:[^\n]{0,400} )?Category:[^\n]")
_MARKUP = re.compile(
    r"(?m)^(?:#{1,6} |={1,6} ?\S|\*\*|```|<doc |@@[0-9])|\]\((?:https?:|[/.#])|\*\*\w|\[\["
)
"""Marks of other formats; a page has a few of them where a template or a picture was not read."""

_LONG_LINE = re.compile(r"[^\n]{120}")
_LEFTOVERS = 6
_OPENING = re.compile(r"\s*(?:---\s|#{1,6} |= ?\S|<|\{\{Infobox military)")
_OWNERS = {
    "table": "table", "note": "note", "languages": "languages", "formula": "formula",
}  # fmt: skip


def sniff(head: str) -> Sniff:
    """Bare headings, italics, capitals in the first sentence, notes, and no marks of others."""
    if _OPENING.match(head) or sum(1 for _ in _MARKUP.finditer(head)) > _LEFTOVERS:
        return Sniff.of(READER.name)
    runs = capital_runs(head, *_lead(head)) if head.strip() else []
    heading = _HEADING.search(head) if "\n\n\n" in head else None
    bullet = _BULLET.search(head)
    italics = _ITALICS.search(head) if "_" in head else None
    notes = (_NOTES.search(head) or _NOTE_LINE.search(head)) if "]" in head else None
    last = _CATEGORIES.search(head) if "Category:" in head else None
    if not runs and last is None and not _LONG_LINE.search(head):
        return Sniff.of(READER.name)  # a book whose lines a margin broke has headings and notes too
    return Sniff.of(
        READER.name,
        Feature("bare heading", 0.25, *heading.span("words")) if heading else None,
        Feature("_italics_", 0.15, *italics.span()) if italics else None,
        Feature("capitals in the first sentence", 0.15, *runs[0]) if runs else None,
        Feature("[1] notes", 0.10, *notes.span()) if notes else None,
        Feature("Category: line", 0.20, *last.span()) if last else None,
        Feature("wide bullet", 0.05, *bullet.span()) if bullet else None,
    )


def _lead(text: str) -> tuple[int, int]:
    """The first line that is long enough for a sentence."""
    for start, end, _ in line_ranges(text):
        if end - start > 60 and text[start] not in "{|":
            return start, end
    return 0, 0


def read(text: Text) -> Iterator[Record]:
    """The record of one page."""
    check_words(text)
    yield _Page(text).record()


class _Page:
    """One page while its blocks are handed over."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._raw = text.text
        self._composer = Composer(text)
        self._categories = 0

    def record(self) -> Record:
        """Hand over all blocks."""
        blocks = find_blocks(self._raw)
        self._title(blocks)
        for block in blocks:
            self._hand_over(block)
        return self._composer.record(READER.id)

    def _title(self, blocks: list[Block]) -> None:
        """The capitals of the first paragraph that has some before any heading."""
        for block in blocks:
            if block.kind == "heading":
                return
            runs = capital_runs(self._raw, *block.extent) if block.kind == "paragraph" else []
            runs = [run for run in runs if not self._in_file_name(run[0], block.extent[0])]
            if runs:
                self._name(*runs[0])
                return

    def _in_file_name(self, at: int, start: int) -> bool:
        """Whether capitals are those of a picture's name: ``Kettle_z17.JPG``."""
        first = max(self._raw.rfind(blank, start, at) + 1 for blank in " \n")
        return file_name(self._raw, max(first, start)) is not None

    def _name(self, start: int, end: int) -> None:
        name = restored(self._raw[start:end], self._raw)
        steps = () if name == self._raw[start:end] else (Step("recase", name),)
        self._composer.field(self._text.field("lead.name", start, end, "title", *steps))

    def _hand_over(self, block: Block) -> None:
        start, end = block.extent
        if block.kind in _OWNERS:
            self._composer.data((start, end), _OWNERS[block.kind])
        elif block.kind == "template":
            self._composer.residue((start, end))
        elif block.kind == "categories":
            self._composer.data((start, end), "categories")
            for name in categories(self._raw, start, end):
                role = f"category.{self._categories}"
                self._composer.field(self._text.field(role, *name, role))
                self._categories += 1
        elif block.kind == "heading":
            content = _inline(self._text.slice(start, end).strip())
            self._composer.heading(content, block.level, (start, end))
        elif block.kind == "paragraph":
            self._paragraph(block)
        else:
            content = _inline(self._joined(block, block.start or start))
            self._composer.block("item" if block.kind == "item" else "quote", content, (start, end))

    def _paragraph(self, block: Block) -> None:
        """Its words; pictures and the tails of their captions before them are none."""
        start, end = block.extent
        start = self._pictures(start, end)
        if start < end:
            content = _inline(self._joined(block, start))
            self._composer.block("paragraph", content, (start, end))

    def _pictures(self, start: int, end: int) -> int:
        """Take bare file names off the front; gives the place behind them."""
        at, found = start, False
        while name := file_name(self._raw, at, end):
            self._composer.field(self._text.field("image", *name, "image"))
            self._composer.data(name, "image")
            found, at = True, name[1]
            while at < end and self._raw[at].isspace():
                at += 1
        tail = self._raw.find("]]", at, end)
        if found and tail >= 0 and self._raw.find("[[", at, tail) < 0:
            self._composer.residue((at, tail + 2))
            at = tail + 2
        return at

    def _joined(self, block: Block, start: int) -> MappedText:
        """The lines of a block from ``start`` on, line breaks as blanks."""
        parts: list[MappedText] = []
        for first, last in block.lines:
            if last > start:
                part = self._text.slice(max(first, start), last).strip()
                if part and parts:
                    parts.append(MappedText.layout(" ", part.runs[0].raw_start))
                parts.append(part)
        return MappedText.join(parts)


def _inline(content: MappedText) -> MappedText:
    """The words without the marks of notes and italics."""
    marks = [found.span() for found in _NOTE_MARK.finditer(content.text)]
    return plain(content.cut(marks)).strip()


READER = Reader(
    name="pandoc-markdown",
    version=1,
    sniff=sniff,
    read=read,
    suffixes=(".txt", ".md"),
    looks_for="headings without marks between blank lines, CAPITALS for bold, [1] notes, _italics_",
)
