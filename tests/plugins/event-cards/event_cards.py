"""Event cards: lines ``KEY: value``, a blank line, then the text in paragraphs."""

from collections.abc import Iterator

from warcorpus.model.record import Record
from warcorpus.readers.base import Feature, Reader, Sniff
from warcorpus.text.composing import Composer
from warcorpus.text.document import Text, line_ranges
from warcorpus.text.wrapping import paragraphs

ROLES = {
    "EVENT": "title",
    "DATE": "infobox.0.date",
    "PLACE": "infobox.0.place",
    "STRENGTH A": "infobox.0.strength1",
    "STRENGTH B": "infobox.0.strength2",
}


def sniff(head: str) -> Sniff:
    """A first line ``EVENT: ...`` says nearly all; a line ``DATE: ...`` says the rest."""
    event = Feature("EVENT: first", 0.7, 0, 6) if head.startswith("EVENT:") else None
    at = head.find("\nDATE:")
    date = Feature("DATE:", 0.2, at + 1, at + 6) if event and at > 0 else None
    return Sniff.of("event-cards", event, date)


def read(text: Text) -> Iterator[Record]:
    """The record of one card."""
    composer = Composer(text)
    in_header, block = True, []
    for start, end, _ in line_ranges(text.text):
        blank = not text.text[start:end].strip()
        if in_header and not blank:
            card_line(text, composer, start, end)
        elif blank:
            in_header = False
            close(text, composer, block)
            block = []
        else:
            block.append((start, end))
    close(text, composer, block)
    yield composer.record(READER.id)


def card_line(text: Text, composer: Composer, start: int, end: int) -> None:
    """``KEY: value``: a field with its role; whatever else stands there is still accounted for."""
    composer.data((start, end), "header")
    colon = text.text.find(":", start, end)
    if colon < 0:
        return
    key, value = text.text[start:colon].strip(), text.text[colon + 1 : end]
    first = colon + 1 + len(value) - len(value.lstrip())
    composer.field(text.field(key, first, first + len(value.strip()), ROLES.get(key)))


def close(text: Text, composer: Composer, block: list[tuple[int, int]]) -> None:
    """The paragraphs of neighbouring lines."""
    for content, extent in paragraphs(text, block):
        composer.block("paragraph", content, extent)


READER = Reader(
    name="event-cards",
    version=1,
    sniff=sniff,
    read=read,
    looks_for="a first line EVENT: and a line DATE:",
)
