"""Relations between the events of a corpus, and what contradicts itself along them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field

from warcorpus.config import DEFAULT, Config
from warcorpus.merging.passages import Prose, SharedPassage, passages_between
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Outcome, Pair
from warcorpus.model.record import Conflict, ConflictValue, MergedRecord, Relation
from warcorpus.text.folding import fold


@define(eq=False)
class _Link:
    """All that pairs say about two merged records; ``a < b`` by id."""

    a: str
    b: str
    bits: float
    part: str | None = None
    related: bool = False


@define(eq=False)
class _Line:
    """The relations of one record while they come in."""

    record: MergedRecord
    wholes: dict[str, _Link] = field(factory=dict)
    parts: dict[str, _Link] = field(factory=dict)
    related: dict[str, _Link] = field(factory=dict)
    passages: list[tuple[str, SharedPassage]] = field(factory=list)


def relate(
    records: Sequence[MergedRecord], pairs: Sequence[Pair], config: Config = DEFAULT
) -> list[MergedRecord]:
    """The records with their relations, and with the conflicts along them on both lines.

    A passage that two different events share is told on both lines; its values are not mixed.

    Args:
        records: merged records of one corpus; relations they have already are made again.
        pairs: what matching found between their witnesses; pairs inside a record do not count.
        config: no setting changes relations yet.

    Returns:
        the records in their order.
    """
    lines = {record.id: _Line(record) for record in records}
    links = _links(records, pairs)
    prose: dict[str, Prose] = {}
    for link in links:
        _note(lines, link)
        first, second = (_prose(prose, lines[i].record) for i in (link.a, link.b))
        for passage in passages_between(first, second):
            lines[link.a].passages.append((link.b, passage))
            lines[link.b].passages.append((link.a, _turned(passage)))
    return [_related(lines[record.id], lines) for record in records]


def _prose(known: dict[str, Prose], record: MergedRecord) -> Prose:
    if record.id not in known:
        known[record.id] = Prose.of(record)
    return known[record.id]


def _links(records: Sequence[MergedRecord], pairs: Iterable[Pair]) -> list[_Link]:
    """One link for every two records that some pair relates, sorted by ids."""
    home = {witness.id: record.id for record in records for witness in record.witnesses}
    home |= {record.id: record.id for record in records}
    links: dict[tuple[str, str], _Link] = {}
    for pair in sorted(pairs, key=lambda p: (p.a, p.b)):
        ends = sorted({home.get(pair.a, ""), home.get(pair.b, "")} - {""})
        if len(ends) < 2 or pair.outcome not in (Outcome.PART_OF, Outcome.RELATED):
            continue
        a, b = ends
        link = links.setdefault((a, b), _Link(a, b, pair.bits))
        link.bits = max(link.bits, pair.bits)
        if pair.outcome is Outcome.PART_OF and pair.part is not None and link.part is None:
            link.part = home.get(pair.part)
        link.related |= pair.outcome is Outcome.RELATED
    return [links[key] for key in sorted(links)]


def _note(lines: dict[str, _Line], link: _Link) -> None:
    if link.part is not None:
        whole = link.b if link.part == link.a else link.a
        lines[link.part].wholes[whole] = link
        lines[whole].parts[link.part] = link
    else:
        lines[link.a].related[link.b] = link
        lines[link.b].related[link.a] = link


def _turned(passage: SharedPassage) -> SharedPassage:
    """The same passage seen from the other text."""
    return SharedPassage(
        passage.other_start,
        passage.other_end,
        passage.start,
        passage.end,
        passage.other_tokens,
        passage.tokens,
        passage.equal,
        tuple(
            evolve(
                unit,
                text=unit.other,
                other=unit.text,
                start=unit.other_start,
                end=unit.other_end,
                other_start=unit.start,
                other_end=unit.end,
            )
            for unit in passage.units
        ),
    )


def _related(line: _Line, lines: dict[str, _Line]) -> MergedRecord:
    relations = [*_wholes(line, lines), *_others(line, lines)]
    conflicts = [c for c in line.record.conflicts if not c.pointer.startswith("/relations/")]
    for other, passage in sorted(line.passages, key=lambda p: (p[0], p[1].start)):
        pointer = f"/relations/{len(relations)}"
        relations.append(
            Relation(
                "shares_passage",
                other,
                lines[other].record.title,
                "text",
                None,
                passage.start,
                passage.end,
                passage.other_start,
                passage.other_end,
            )
        )
        conflicts += _conflicts(pointer, line.record, other, passage)
    return evolve(line.record, relations=tuple(relations), conflicts=tuple(conflicts))


def _wholes(line: _Line, lines: dict[str, _Line]) -> Iterable[Relation]:
    """What the event is part of: every name it gives, with the record of that name if any."""
    left = dict(line.wholes)
    for part in line.record.part_of:
        words = {fold(part.name), fold(part.link or part.name)}
        found = next((i for i in sorted(left) if words & _names(lines[i].record)), None)
        link = left.pop(found) if found is not None else None
        bits = None if link is None else link.bits
        yield Relation("part_of", found, part.name, part.basis, bits)
    for i in sorted(left):
        yield Relation("part_of", i, lines[i].record.title, "inferred", left[i].bits)


def _others(line: _Line, lines: dict[str, _Line]) -> Iterable[Relation]:
    for i in sorted(line.parts):
        basis = _basis_of_part(lines[i].record, line.record)
        yield Relation("has_part", i, lines[i].record.title, basis, line.parts[i].bits)
    for i in sorted(line.related):
        yield Relation("related", i, lines[i].record.title, "inferred", line.related[i].bits)


def _basis_of_part(part: MergedRecord, whole: MergedRecord) -> str:
    names = _names(whole)
    for said in part.part_of:
        if {fold(said.name), fold(said.link or said.name)} & names:
            return said.basis
    return "inferred"


def _names(record: MergedRecord) -> set[str]:
    return {fold(record.title), *(fold(name.text) for name in record.names)}


def _conflicts(
    pointer: str, record: MergedRecord, other: str, passage: SharedPassage
) -> Iterable[Conflict]:
    """What differs in the passage: the own value with its sources, the other with its line."""
    for unit in passage.conflicts:
        own = ConflictValue(unit.text, _sources_at(record, unit.start, unit.end))
        yield Conflict(pointer, (own, ConflictValue(unit.other, (), other)), unit.text, "base")


def _sources_at(record: MergedRecord, start: int, end: int) -> tuple[int, ...]:
    return tuple(
        sorted(
            {
                row.source
                for row in record.text_map
                if row.source is not None and row.start < end and start < row.end
            }
        )
    )
