"""Text without marks: every line is a paragraph, unless a margin broke the lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from warcorpus.model.record import Record
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text, line_ranges
from warcorpus.text.extracted import LONGEST_HEADING, is_heading
from warcorpus.text.mapped import MappedText
from warcorpus.text.outline import is_navigation
from warcorpus.text.wrapping import LONGEST_WRAPPED

_LEAST_WRAPPED = 40  # characters; no margin is so narrow, so a shorter line was meant to end
_TOP = 1  # a heading that holds others is one level below the title
_LEAST_WORDS = 6  # of a line that is a sentence and no item of a list
_NO_HEADING = frozenset(".!?…؟。:;,")
_ENDS = frozenset('.!?…؟。:;"”»)')


def plain_record(text: Text, reader_id: str, **source: Any) -> Record:
    """The record of a document that is nothing but paragraphs.

    Args:
        text: the document, or the inner one of a container.
        reader_id: name and version of the reader.
        source: further facts of the source.

    >>> plain_record(Text.of("One day.\\n\\nAnother."), "x/1").text
    'One day.\\n\\nAnother.'
    """
    composer = Composer(text)
    lines = [text.slice(start, end) for start, end, _ in line_ranges(text.text)]
    compose_plain(text, composer, lines)
    return composer.record(reader_id, **source)


Headings = Literal["none", "lines", "stops"]
"""How a dump wrote the headings of its pages: not at all, as lines of their own above a paragraph,
or as such lines with a full stop (WikiExtractor)."""


def compose_plain(
    text: Text,
    composer: Composer,
    lines: Iterable[MappedText],
    *,
    title: str = "",
    headings: Headings = "none",
) -> list[tuple[int, int]]:
    """Hand lines to ``composer`` as paragraphs; blank lines part them.

    Lines that a margin broke are one paragraph: none of them is longer than a margin allows, none
    but the last is short, and some end inside a sentence.

    Args:
        text: the document that the lines are of.
        composer: gets the paragraphs.
        lines: without their breaks, in order.
        title: a first line that repeats it is no text.
        headings: how they are written.

    Returns:
        the raw ranges of the paragraphs, of what lies between them inside one, and of the title.
    """
    taken: list[tuple[int, int]] = []
    blocks = list(_blocks(lines))
    if blocks and title and _same(blocks[0][0].text, title):
        extent = blocks[0][0].raw_range(0, len(blocks[0][0]))
        composer.data(extent, "title")
        taken.append(extent)
        del blocks[0][0]
    tail = _tail(blocks) if headings == "lines" else len(blocks)
    above = _above_headings(blocks) if headings == "lines" else frozenset()
    depth = 0
    for number, block in enumerate(blocks):
        wrapped = headings != "stops" and number < tail and _is_wrapped(block)
        for at, content in enumerate([_joined(block)] if wrapped else block):
            extent = content.raw_range(0, len(content))
            taken.append(extent)
            navigates = number >= tail and is_navigation(content.text)
            if navigates or number in above or (not wrapped and _is_heading(block, at, headings)):
                without_stop = content.slice(0, len(content) - (headings == "stops"))
                depth = depth + 1 if number in above or number - 1 in above else 0
                composer.heading(without_stop, _TOP + depth if depth else None, extent)
            else:
                composer.block("paragraph", content, extent)
    return taken


def _is_heading(block: list[MappedText], at: int, headings: Headings) -> bool:
    """Whether a line of a block is a heading: it looks like one and a sentence follows it."""
    line = block[at].text
    if headings == "stops":
        return is_heading(line) and (at + 1 < len(block) or is_navigation(line))
    if headings == "none" or at or len(block) < 2:
        return False
    return _is_above_text(line) and _is_prose(block[1].text)


def _is_above_text(line: str) -> bool:
    """Whether a line looks like a heading without a stop."""
    if not 0 < len(line) < LONGEST_HEADING or line[-1] in _NO_HEADING:
        return False
    return is_heading(f"{line}.")


def _above_headings(blocks: list[list[MappedText]]) -> frozenset[int]:
    """Lines alone that stand above a heading and look like one: ``Battle``, ``First day``."""
    found: set[int] = set()
    for number in range(len(blocks) - 2, -1, -1):
        line = blocks[number][0].text if len(blocks[number]) == 1 else ""
        if _is_above_text(line):
            below = blocks[number + 1]
            if number + 1 in found or (below and _is_heading(below, 0, "lines")):
                found.add(number)
    return frozenset(found)


def _is_prose(line: str) -> bool:
    return (
        line[-1] in _ENDS
        and line[-1] not in ":;"
        and len(line.split(None, _LEAST_WORDS)) >= _LEAST_WORDS
    )


def _tail(blocks: list[list[MappedText]]) -> int:
    """The first block of those at the end that navigate: links, and the names of categories.

    They begin with a line such as ``References``, and no sentence stands behind it.
    """
    first = len(blocks)
    for number in range(len(blocks) - 1, -1, -1):
        if any(_is_prose(line.text) for line in blocks[number]):
            break
        if blocks[number] and is_navigation(blocks[number][0].text):
            first = number
    return first


def _blocks(lines: Iterable[MappedText]) -> Iterable[list[MappedText]]:
    """Neighbouring lines that are not blank, without outer white space."""
    block: list[MappedText] = []
    for line in lines:
        content = line.strip()
        if content.text:
            block.append(content)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_wrapped(block: list[MappedText]) -> bool:
    if len(block) < 2 or any(len(line.text) > LONGEST_WRAPPED for line in block):
        return False
    before = [line.text for line in block[:-1]]
    return all(len(line) >= _LEAST_WRAPPED for line in before) and any(
        line[-1] not in _ENDS for line in before
    )


def _joined(block: list[MappedText]) -> MappedText:
    parts = [block[0]]
    for line in block[1:]:
        at = line.raw_range(0, 1)[0]
        parts += (MappedText.layout(" ", at), line)
    return MappedText.join(parts)


def _same(line: str, title: str) -> bool:
    if len(line) > 2 * len(title) + 20:
        return False
    return " ".join(line.split()).casefold() == " ".join(title.split()).casefold()
