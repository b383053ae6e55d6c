"""Text without any markup: paragraphs between blank lines, perhaps a title above them."""

from __future__ import annotations

from collections.abc import Iterator

from warcorpus.model.record import Record
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text, line_ranges
from warcorpus.text.wording import check_words
from warcorpus.text.wrapping import paragraphs

_LONGEST_TITLE = 80  # characters; the longest event title of the seeds has 48
_NO_TITLE_END = ".,;:!?…؟。"

Line = tuple[int, int]


def sniff(head: str) -> Sniff:
    """Any text is plain text; every other reader that finds something is surer."""
    return Sniff.of(READER.name, Feature("any text", 0.10, 0, min(len(head), 1)))


def read(text: Text) -> Iterator[Record]:
    """The record of the document."""
    check_words(text)
    composer = Composer(text)
    blocks = _blocks(text.text)
    if len(blocks) > 1 and _is_title(text.text, blocks[0]):
        start, end = _trimmed(text.text, *blocks[0][0])
        composer.field(text.field("first_line", start, end, "title"))
        composer.data((start, end), "title")
        del blocks[0]
    for block in blocks:
        for content, extent in paragraphs(text, block):
            composer.block("paragraph", content, extent)
    yield composer.record(READER.id)


def _blocks(raw: str) -> list[list[Line]]:
    """Neighbouring lines that are not blank."""
    blocks: list[list[Line]] = []
    after_blank = True
    for start, end, _ in line_ranges(raw):
        if start == end or raw[start:end].isspace():
            after_blank = True
        elif after_blank:
            blocks.append([(start, end)])
            after_blank = False
        else:
            blocks[-1].append((start, end))
    return blocks


def _is_title(raw: str, block: list[Line]) -> bool:
    """A single short line that begins like a name and ends like none of the sentences do."""
    line = raw[slice(*block[0])].strip()
    return (
        len(block) == 1
        and len(line) <= _LONGEST_TITLE
        and not line[0].islower()
        and line[-1] not in _NO_TITLE_END
        and any(char.isalpha() for char in line)
    )


def _trimmed(raw: str, start: int, end: int) -> Line:
    """The range without outer white space."""
    line = raw[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


READER = Reader(
    name="plain-text",
    version=1,
    sniff=sniff,
    read=read,
    looks_for="nothing: it takes what no other reader knows",
)
