"""Text without marks: every line is a paragraph, unless a margin broke the lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from warcorpus.model.record import Record
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text, line_ranges
from warcorpus.text.mapped import MappedText
from warcorpus.text.wrapping import LONGEST_WRAPPED

_LEAST_WRAPPED = 40  # characters; no margin is so narrow, so a shorter line was meant to end
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


def compose_plain(
    text: Text, composer: Composer, lines: Iterable[MappedText], *, title: str = ""
) -> list[tuple[int, int]]:
    """Hand lines to ``composer`` as paragraphs; blank lines part them.

    Lines that a margin broke are one paragraph: none of them is longer than a margin allows, none
    but the last is short, and some end inside a sentence.

    Args:
        text: the document that the lines are of.
        composer: gets the paragraphs.
        lines: without their breaks, in order.
        title: a first line that repeats it is no text.

    Returns:
        the raw ranges of the paragraphs, of what lies between them inside one, and of the title.
    """
    taken: list[tuple[int, int]] = []
    for number, block in enumerate(_blocks(lines)):
        if not number and title and _same(block[0].text, title):
            extent = block[0].raw_range(0, len(block[0]))
            composer.data(extent, "title")
            taken.append(extent)
            del block[0]
        for content in [_joined(block)] if _is_wrapped(block) else block:
            extent = content.raw_range(0, len(content))
            composer.block("paragraph", content, extent)
            taken.append(extent)
    return taken


def _blocks(lines: Iterable[MappedText]) -> Iterable[list[MappedText]]:
    """Neighbouring lines that are not blank, without outer white space."""
    block: list[MappedText] = []
    for line in lines:
        content = line.strip() if line.text[:1].isspace() or line.text[-1:].isspace() else line
        if content:
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
