"""The witnesses that a line carries: packed beside their sources, and taken out again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from warcorpus.model.evolving import evolve
from warcorpus.model.prose import Section, TextRow
from warcorpus.model.record import MergedRecord, Record
from warcorpus.model.restoring import bad_line
from warcorpus.model.source import Source, Witness
from warcorpus.model.values import Field, Repair, Span

Places = Mapping[int, int] | list[int]
"""New index of a source by its old one."""

_HEX = frozenset("0123456789abcdef")


def packed(record: MergedRecord) -> MergedRecord:
    """The prose of each witness beside its first source, where the line itself has not got it.

    A record of one witness whose prose is its own needs no second copy.
    """
    alone = len(record.witnesses) == 1 and _prose(record) == _prose(record.witnesses[0])
    if alone or not record.witnesses:
        return record
    places: dict[tuple[str, str, str, int], list[int]] = {}
    for index, source in enumerate(record.sources):
        places.setdefault(source.key, []).append(index)
    sources = list(record.sources)
    for witness in record.witnesses:
        indices = [places[source.key].pop(0) for source in witness.sources]
        own = _moved_prose(_prose(witness), indices)
        sources[indices[0]] = evolve(sources[indices[0]], witness=own)
    return evolve(record, sources=tuple(sources))


def unpacked(whole: Record) -> list[Record]:
    """The records of the witnesses of a line, with nothing but what their readers made.

    Raises:
        SchemaError: ``bad-line`` when the parts of the line contradict one another.
    """
    if not whole.sources:
        raise bad_line("found no source at /sources, expected one at least")
    groups: dict[str, list[int]] = {}
    for index, source in enumerate(whole.sources):
        groups.setdefault(source.sha256, []).append(index)
    try:
        return [_witness(whole, members, len(groups) == 1) for members in groups.values()]
    except KeyError as error:
        raise bad_line(
            f"found a span of source {error.args[0]}, expected one of the document's own"
        ) from None


def _witness(whole: Record, members: list[int], alone: bool) -> Record:
    """The record of the sources ``members``, its indices counted in them alone."""
    sources = [whole.sources[index] for index in members]
    prose = next((s.witness for s in sources if s.witness != Witness()), None)
    if prose is None and not alone:
        raise bad_line(f"found no text at /sources/{members[0]}/witness, expected its own")
    places = {index: place for place, index in enumerate(members)}
    own = _moved_prose(prose or _prose(whole), places)
    _check(own, sources[0], members[0])
    return Record(
        id=sources[0].sha256[:32],
        text=own.text,
        text_map=own.text_map,
        sections=own.sections,
        gaps=own.gaps,
        sources=tuple(evolve(rebased(source, places), witness=Witness()) for source in sources),
    )


def _prose(record: Record) -> Witness:
    return Witness(record.text, record.text_map, record.sections, record.gaps)


def _moved_prose(prose: Witness, places: Places) -> Witness:
    return Witness(
        prose.text,
        tuple(_moved_row(row, places) for row in prose.text_map),
        prose.sections,
        tuple(evolve(gap, source=places[gap.source]) for gap in prose.gaps),
    )


def _check(prose: Witness, source: Source, index: int) -> None:
    """What everything after relies on: the map tiles the text, sections lie in it."""
    if len(source.sha256) != 64 or not _HEX.issuperset(source.sha256):
        raise bad_line(f"found no digest at /sources/{index}/sha256, expected 64 hex digits")
    at = 0
    for row in prose.text_map:
        if row.start != at or row.end < at:
            raise bad_line(f"found a text_map row from {row.start}, expected one from {at}")
        at = row.end
    if at != len(prose.text):
        raise bad_line(f"found a text_map of {at} characters, expected {len(prose.text)}")
    for number, section in enumerate(prose.sections):
        if not _section_fits(section, number, len(prose.text)):
            raise bad_line(f"found section {number} outside the text, expected it inside")


def _section_fits(section: Section, number: int, size: int) -> bool:
    ranges = [(section.start, section.end), *section.sentences]
    ranges += [(block.start, block.end) for block in section.blocks]
    parent = section.parent
    return all(0 <= start <= end <= size for start, end in ranges) and (
        parent is None or 0 <= parent < number
    )


def rebased(source: Source, places: Places) -> Source:
    """A source whose spans count in another list of sources.

    >>> from warcorpus.model.values import Field
    >>> one = Source("a.txt", fields=(Field("date", "2013", (Span(0, 4, 8),)),))
    >>> rebased(one, {0: 2}).fields[0].spans
    (Span(source=2, start=4, end=8),)
    """
    return evolve(
        source,
        fields=tuple(_moved(field, places) for field in source.fields),
        repairs=tuple(_moved(repair, places) for repair in source.repairs),
    )


def _moved(item: Field | Repair, places: Places) -> Any:
    return evolve(item, spans=tuple(Span(places[s.source], s.start, s.end) for s in item.spans))


def _moved_row(row: TextRow, places: Places) -> TextRow:
    return row if row.source is None else evolve(row, source=places[row.source])
