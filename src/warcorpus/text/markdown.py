"""The blocks of a Markdown body, as the exporters of wiki articles write it.

No CommonMark engine: those know the lines of a block and not its characters, and the exporters
write what CommonMark reads otherwise (paragraphs right behind images, list items and tables;
headings without a blank; leaked ``[object Object]`` glued to a heading).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from attrs import define, field

from warcorpus.text.composing import Composer
from warcorpus.text.document import Text
from warcorpus.text.inline import plain
from warcorpus.text.mapped import MappedText
from warcorpus.text.markdown_lines import (
    EMPTY_LINE,
    LEAK,
    Cut,
    Line,
    classify,
    continues_item,
    glued_heading,
    heading,
    is_underline,
    item_start,
    lines,
    quote_start,
)
from warcorpus.text.markup import Markup, find_markup

_LONGEST_UNDERLINED = 120  # characters

Kind = Literal["heading", "paragraph", "item", "quote", "table", "code", "rule", "residue"]


@define
class MarkdownBlock:
    """A block of a body.

    Args:
        kind: what it is; a ``rule`` is any markup without words.
        start: its first raw character.
        end: one past its last; a heading ends before what leaked behind it.
        parts: its words, one text a line.
        level: of a heading, from 1.
        leaks: how many leaks a residue holds.
    """

    kind: Kind
    start: int
    end: int
    parts: list[MappedText] = field(factory=list)
    level: int = 0
    leaks: int = 0

    @property
    def content(self) -> MappedText:
        """Its words without marks; line breaks inside a paragraph are one blank."""
        if self.kind in ("code", "table"):
            return self._joined("\n")
        return plain(self._joined(" ")).strip()

    def _joined(self, between: str) -> MappedText:
        if len(self.parts) == 1:
            return self.parts[0]
        joined: list[MappedText] = []
        at = self.start
        for part in self.parts:
            at = part.runs[0].raw_start if part else at
            joined += (MappedText.layout(between, at), part)
        return MappedText.join(joined[1:])


def read_markdown(text: Text, start: int, end: int, composer: Composer) -> None:
    """Hand the Markdown in ``text[start:end]`` to ``composer``: blocks, images and links.

    Images and links become fields with the roles ``image`` and ``link`` (none for the links of
    a table); an image outside of all blocks owns its characters itself.
    """
    markups = find_markup(text.text, start, end)
    blocks = find_blocks(text.text, start, end, markups)
    for block in blocks:
        _hand_over(block, composer)
    _fields(text, markups, blocks, composer)


def find_blocks(raw: str, start: int, end: int, markups: list[Markup]) -> list[MarkdownBlock]:
    """The blocks of ``raw[start:end]`` in order.

    Args:
        raw: the document.
        start: where the body begins.
        end: where it ends.
        markups: what :func:`~warcorpus.text.markup.find_markup` found there.

    >>> raw = "## Battle\\n![m](m.png)\\nThe **first** day.\\n * an item"
    >>> blocks = find_blocks(raw, 0, len(raw), find_markup(raw, 0, len(raw)))
    >>> [(block.kind, block.content.text) for block in blocks]
    [('heading', 'Battle'), ('paragraph', 'The first day.'), ('item', 'an item')]
    """
    builder = _Builder()
    found = list(lines(raw, start, end, _cuts(raw, markups)))
    fences = _fences(found)
    number = 0
    while number < len(found):
        closing = fences.get(number)
        if closing is None:
            builder.add(found[number])
            number += 1
        else:
            builder.code(found[number : closing + 1])
            number = closing + 1
    return builder.blocks


def _cuts(raw: str, markups: list[Markup]) -> list[Cut]:
    """What no line keeps, in order; links inside of links overlap in nothing.

    Of the blanks around an image one goes with it.
    """
    cuts: list[Cut] = []
    image_end = -1
    for markup in markups:
        if markup.start < image_end:
            continue  # inside of an image's words
        if markup.kind == "image":
            blank = raw[markup.start - 1 : markup.start] == raw[markup.end : markup.end + 1] == " "
            cuts.append(Cut(markup.start - blank, markup.end, False))
            image_end = markup.end
        else:
            cuts.append(Cut(markup.start, markup.label_start, True))
            cuts.append(Cut(markup.label_end, markup.end, True))
    return sorted(cut for cut in cuts if cut.start < cut.end)


def _fences(found: list[Line]) -> dict[int, int]:
    """Code fences that are closed: number of the opening line to that of the closing one."""
    marked = [
        (number, line.text.strip()[:3])
        for number, line in enumerate(found)
        if line.text.lstrip()[:3] in ("```", "~~~")
    ]
    pairs: dict[int, int] = {}
    opened: tuple[int, str] | None = None
    for number, mark in marked:
        if opened is None:
            opened = (number, mark)
        elif mark == opened[1]:
            pairs[opened[0]] = number
            opened = None
    return pairs


class _Builder:
    """Takes the lines in order; ``open`` is the kind of block that the next line may join."""

    def __init__(self) -> None:
        self.blocks: list[MarkdownBlock] = []
        self._open: Kind | None = None

    def add(self, line: Line) -> None:
        """The next line."""
        if line is EMPTY_LINE:  # half of all lines
            self._open = None
            return
        kind = classify(line.text)
        if kind in ("text", "item") and LEAK in line.text:
            glued = glued_heading(line.text)
            if glued > 0:
                self.add(_part(line, 0, glued))
                self._heading(_part(line, glued, len(line.text)))
                return
        if kind == "blank":
            self._blank(line)
        elif kind == "heading":
            self._heading(line)
        elif kind == "rule" and self._underlines(line):
            self._underlined(line)
        elif kind == "rule" or kind == "residue":
            self._alone(kind, line)
        elif kind == "item":
            start = item_start(line.text)
            self._start("item", line, line.mapped(start, len(line.text.rstrip())))
        elif kind == "quote":
            self._quote(line)
        else:
            self._text("table" if kind == "table" else "paragraph", line)

    def code(self, fenced: list[Line]) -> None:
        """A fenced block, its fences included; its lines mean nothing else."""
        words = [line.mapped(0, len(line.text)) for line in fenced[1:-1]]
        self.blocks.append(MarkdownBlock("code", fenced[0].start, fenced[-1].end, words))
        self._open = None

    def _blank(self, line: Line) -> None:
        self._open = None
        if line.start >= 0:  # a link without words
            self._alone("rule", line)

    def _heading(self, line: Line) -> None:
        found = heading(line.text)
        if found is None:
            return
        end = line.offset(found.mark_end) if found.leaks else line.end
        words = line.mapped(found.start, found.end)
        self.blocks.append(MarkdownBlock("heading", line.start, end, [words], found.level))
        if found.leaks:
            leak = line.text.find(LEAK, found.mark_end)
            start = line.offset(leak + 1) - 1
            block = MarkdownBlock("residue", start, line.end, leaks=found.leaks)
            self.blocks.append(block)
        self._open = None

    def _underlines(self, line: Line) -> bool:
        """Whether a rule makes a heading of the line right above it.

        A sentence is none, and a line between two rules is the header of another document.
        """
        above = self.blocks[-2] if len(self.blocks) > 1 else None
        if above is not None and above.kind == "rule" and self.blocks[-1].start - above.end <= 2:
            return False
        return (
            self._open == "paragraph"
            and len(self.blocks[-1].parts) == 1
            and len(self.blocks[-1].parts[0].text) <= _LONGEST_UNDERLINED
            and not self.blocks[-1].parts[0].text.endswith((".", "!", "?", "…", ":"))
            and is_underline(line.text)
        )

    def _underlined(self, line: Line) -> None:
        block = self.blocks[-1]
        block.kind, block.end = "heading", line.end
        block.level = 1 if "=" in line.text else 2
        self._open = None

    def _alone(self, kind: Literal["rule", "residue"], line: Line) -> None:
        leaks = line.text.count(LEAK)
        last = self.blocks[-1] if self.blocks else None
        if kind == "residue" and last and last.kind == "residue" and self._open == "residue":
            last.end, last.leaks = line.end, last.leaks + leaks
        else:
            self.blocks.append(MarkdownBlock(kind, line.start, line.end, leaks=leaks))
        self._open = kind

    def _quote(self, line: Line) -> None:
        start = quote_start(line.text)
        words = line.mapped(start, len(line.text.rstrip()))
        if not words:
            self._alone("rule", line)
        elif self._open == "quote":
            self._extend(line, words)
        else:
            self._start("quote", line, words)

    def _text(self, kind: Literal["table", "paragraph"], line: Line) -> None:
        goes_on = self._open == kind or (
            kind == "paragraph" and self._open == "item" and continues_item(line.text)
        )
        if goes_on:
            self._extend(line, line.stripped)
        else:
            self._start(kind, line, line.stripped)

    def _start(self, kind: Kind, line: Line, words: MappedText) -> None:
        self.blocks.append(MarkdownBlock(kind, line.start, line.end, [words]))
        self._open = kind

    def _extend(self, line: Line, words: MappedText) -> None:
        block = self.blocks[-1]
        block.parts.append(words)
        block.end = max(block.end, line.end)


def _part(line: Line, start: int, end: int) -> Line:
    """A line cut out of a line."""
    pieces = tuple((run.raw_start, run.raw_end) for run in line.mapped(start, end).runs)
    first = line.start if start == 0 else pieces[0][0]
    last = line.end if end == len(line.text) else pieces[-1][1]
    return Line(line.text[start:end], pieces, first, last)


def _hand_over(block: MarkdownBlock, composer: Composer) -> None:
    extent = (block.start, block.end)
    if block.kind == "heading":
        composer.heading(block.content, block.level, extent)
    elif block.kind == "residue":
        composer.residue(extent, block.leaks)
    elif block.kind == "rule":
        composer.data(extent, "rule")
    else:
        composer.block("paragraph" if block.kind == "code" else block.kind, block.content, extent)


def _fields(
    text: Text, markups: list[Markup], blocks: list[MarkdownBlock], composer: Composer
) -> None:
    """Images and links as fields; images outside of blocks in the ledger."""
    starts = [block.start for block in blocks]
    counts = {"image": 0, "link": 0}
    for markup in markups:
        number = bisect_right(starts, markup.start) - 1
        block = blocks[number] if number >= 0 and markup.start < blocks[number].end else None
        if markup.kind == "image" and block is None:
            composer.data((markup.start, markup.end), "image")
        if not markup.closed:
            message = "found '[[File:' without its ']]', expected both; its line was taken alone"
            composer.problem("unclosed-markup", message, at=markup.start)
        count = counts[markup.kind]
        counts[markup.kind] += 1
        if count >= text.limits.items:
            continue
        in_table = markup.kind == "link" and block is not None and block.kind == "table"
        role = None if in_table else markup.kind
        name = f"{markup.kind}.{count}"
        composer.field(text.field(name, markup.start, markup.end, role))
    if max(counts.values()) > text.limits.items:
        message = (
            f"found {max(counts.values())} links or images, expected at most "
            f"{text.limits.items} (limits.items); the rest are not listed"
        )
        composer.problem("too-many-items", message)
