"""The outline of a document, and the one text that is laid out from it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from attrs import field, frozen

from warcorpus.model.evolving import evolve
from warcorpus.model.prose import GAP_MARK, LAYOUT, Block, Gap, Section, TextRow
from warcorpus.model.values import Span
from warcorpus.text import sentences
from warcorpus.text.mapped import MappedText

_ENDS = ".!?…؟。:"
_CLOSERS = "\"'”’»)]*"


class Part(NamedTuple):
    """A heading or a block, cleaned: ``kind`` is ``heading`` or a kind of block."""

    kind: str
    content: MappedText
    level: int | None
    extent: tuple[int, int]


@frozen
class Node:
    """A section while it is being laid out; ``parts`` are its own blocks."""

    heading: Part | None
    parent: int | None
    navigation: bool
    parts: list[Part] = field(factory=list)
    children: list[int] = field(factory=list)


@frozen
class Outline:
    """The sections of a document in document order; the lead is the first."""

    nodes: tuple[Node, ...]

    @classmethod
    def of(cls, parts: list[Part]) -> Outline:
        """The tree that the levels of the headings make; a lost level counts as 2."""
        nodes = [Node(None, None, False)]
        open_levels = [(1, 0)]
        for part in parts:
            if part.kind != "heading":
                nodes[-1].parts.append(part)
                continue
            level = part.level or 2
            while len(open_levels) > 1 and open_levels[-1][0] >= level:
                open_levels.pop()
            parent = open_levels[-1][1]
            navigation = nodes[parent].navigation or is_navigation(part.content.text)
            nodes[parent].children.append(len(nodes))
            open_levels.append((level, len(nodes)))
            nodes.append(Node(part, parent, navigation))
        return cls(tuple(nodes))

    def empty(self, index: int) -> bool:
        """Whether neither the section nor any below it has a block with words."""
        stack = [index]
        while stack:
            node = self.nodes[stack.pop()]
            if any(part.content or part.kind == "table" for part in node.parts):
                return False
            stack.extend(node.children)
        return True


@frozen
class Aside:
    """A block of a navigation section: kept as a field, an item as a link."""

    name: str
    item: bool
    extent: tuple[int, int]
    spans: tuple[Span, ...]


@frozen
class Laid:
    """What :func:`lay_out` gives.

    Args:
        text: the text of the record.
        rows: its map.
        sections: its sections.
        gaps: lost sections and paragraphs that are cut off.
        aside: blocks of navigation sections.
        stops: offsets of full stops before lower case.
    """

    text: str
    rows: tuple[TextRow, ...]
    sections: tuple[Section, ...]
    gaps: list[Gap]
    aside: list[Aside]
    stops: list[int]


@cache
def _navigation_headings() -> frozenset[str]:
    table = files("warcorpus.text").joinpath("data/navigation_headings.txt")
    lines = table.read_text(encoding="utf-8").split("\n")
    return frozenset(line.strip() for line in lines if line and not line.startswith("#"))


def is_navigation(heading: str) -> bool:
    """Whether a section under this heading only leads elsewhere.

    >>> is_navigation("See also"), is_navigation("Aftermath")
    (True, False)
    """
    return heading.casefold().strip(" :.*_") in _navigation_headings()


def lay_out(outline: Outline) -> Laid:
    """The text of all sections, their offsets in it, and what is lost.

    Blocks are joined by a blank line, list items by a line feed. Headings whose whole subtree
    is empty and navigation sections are no text.
    """
    page = _Page()
    sections: list[Section] = []
    gaps: list[Gap] = []
    aside: list[Aside] = []
    for index, node in enumerate(outline.nodes):
        empty = node.heading is not None and outline.empty(index)
        if node.heading is not None and not node.children and empty:
            gaps.append(_lost(node.heading))
        if node.navigation:
            aside += _aside(node)
            section = page.skip(node, empty)
        else:
            section = page.write(node, empty)
            gaps += _truncated(node, section.blocks)
        sections.append(section)
    text = "".join(page.pieces)
    written, stops = _with_sentences(text, sections)
    return Laid(text, tuple(page.rows), written, gaps, aside, stops)


class _Page:
    """The text as it grows, with its rows."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.rows: list[TextRow] = []
        self._length = 0
        self._last_kind = ""

    def skip(self, node: Node, empty: bool) -> Section:
        """A section that is no text."""
        return _section(node, empty, self._length, self._length, [])

    def write(self, node: Node, empty: bool) -> Section:
        """Write a section, its heading only if it is not empty."""
        start = -1
        if node.heading is not None and not empty and node.heading.content:
            start = self._add("heading", node.heading.content)
        blocks: list[Block] = []
        for part in node.parts:
            if part.kind == "table" or not part.content.text:
                continue
            at = self._add(part.kind, part.content)
            start = at if start < 0 else start
            blocks.append(Block(part.kind, at, self._length))  # type: ignore[arg-type]
        return _section(node, empty, self._length if start < 0 else start, self._length, blocks)

    def _add(self, kind: str, content: MappedText) -> int:
        """Write a heading or block; gives where it begins."""
        start = self._length
        if start:
            gap = "\n" if kind == self._last_kind == "item" else "\n\n"
            self.pieces.append(gap)
            start += len(gap)
            self.rows.append(TextRow(self._length, start, None, None, None, LAYOUT))
        self.pieces.append(content.text)
        self.rows += content.rows(start)
        self._length = start + len(content.text)
        self._last_kind = kind
        return start


def _with_sentences(text: str, sections: list[Section]) -> tuple[tuple[Section, ...], list[int]]:
    """The sections with the sentences of their blocks, and the stops before lower case."""
    stops: list[int] = []
    made = []
    for section in sections:
        if section.blocks:
            ranges = [(block.start, block.end) for block in section.blocks]
            found, odd = sentences.split_blocks(text, ranges)
            section = evolve(section, sentences=tuple(found))
            stops += odd
        made.append(section)
    return tuple(made), stops


def _section(
    node: Node,
    empty: bool,
    start: int,
    end: int,
    blocks: list[Block],
) -> Section:
    heading = node.heading
    return Section(
        heading=heading.content.text if heading else None,
        level=heading.level if heading else 1,
        parent=node.parent,
        start=start,
        end=end,
        empty=empty,
        blocks=tuple(blocks),
    )


def _lost(heading: Part) -> Gap:
    """A leaf section without content: the exporter's loss, at the end of its heading."""
    at = heading.extent[1]
    return Gap(0, at, at, "lost", "block")


def _truncated(node: Node, blocks: tuple[Block, ...]) -> list[Gap]:
    """A last paragraph without final punctuation is cut off (002 ends February 2013 so)."""
    written = [part for part in node.parts if part.content and part.kind != "table"]
    if not written or written[-1].kind != "paragraph" or _is_whole(written[-1].content):
        return []
    content = written[-1].content
    at = content.raw_range(len(content) - 1, len(content))[1]
    return [Gap(0, at, at, "truncated", "unknown", None, blocks[-1].end, blocks[-1].end)]


def _is_whole(content: MappedText) -> bool:
    text = content.text
    if content.runs[-1].method == GAP_MARK or text[-1] in _CLOSERS:
        return True
    return text[-1] in _ENDS


def _aside(node: Node) -> list[Aside]:
    """The words of a navigation section."""
    heading = node.heading.content.text if node.heading else ""
    parts = [part for part in node.parts if part.content]
    return [
        Aside(
            f"{heading}.{number}",
            part.kind == "item",
            part.extent,
            tuple(
                Span(0, run.raw_start, run.raw_end)
                for run in part.content.runs
                if run.method != LAYOUT
            ),
        )
        for number, part in enumerate(parts)
    ]
