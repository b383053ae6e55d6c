"""Relations between the events of a corpus, and what contradicts itself along them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
from attrs import define, field

from warcorpus.config import DEFAULT, Config
from warcorpus.merging.passages import Prose, SharedPassage, passages_between
from warcorpus.model.carrying import carried, carry
from warcorpus.model.evolving import evolve
from warcorpus.model.facts import Part
from warcorpus.model.pairs import Outcome, Pair
from warcorpus.model.record import Conflict, ConflictValue, MergedRecord, Relation
from warcorpus.text.folding import fold
from warcorpus.text.remembering import Recent


@define(eq=False)
class _Link:
    """All that pairs say about two merged records; ``a < b`` by id.

    ``words``: whether they share words that may be a passage. Battles of one name are related by
    the thousand, and most of them share none. ``told``: the pair that tells which is the part, the
    first one by ids.
    """

    a: str
    b: str
    bits: float
    part: str | None = None
    related: bool = False
    words: bool = False
    told: tuple[str, str] = ("", "")

    @property
    def ends(self) -> tuple[str, str]:
        """Both ids."""
        return self.a, self.b


@define(eq=False)
class _Line:
    """What stands between one record and others, by their ids."""

    wholes: dict[str, _Link] = field(factory=dict)
    parts: dict[str, _Link] = field(factory=dict)
    related: dict[str, _Link] = field(factory=dict)

    @property
    def links(self) -> list[_Link]:
        """All of them, sorted by ids."""
        found = {(link.a, link.b): link for of in self._kinds for link in of.values()}
        return [found[key] for key in sorted(found)]

    @property
    def _kinds(self) -> tuple[dict[str, _Link], ...]:
        return self.wholes, self.parts, self.related


_NOTHING = _Line()
_RECENT = 256
"""Texts that are held tokenized while passages are sought."""


def relate(
    records: Sequence[MergedRecord], pairs: Iterable[Pair], config: Config = DEFAULT
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
    by_id = {record.id: record for record in records}
    home = {witness.id: record.id for record in records for witness in record.witnesses}
    home |= {record.id: record.id for record in records}
    relations = Relations(home, pairs, by_id.__getitem__)
    return [relations.added_to(record) for record in records]


class Relations:
    """How the events of a corpus stand to each other; each is asked for when it is written.

    Args:
        home: id of every witness to the id of its record.
        pairs: what matching found between witnesses; pairs inside a record do not count.
        load: gives a merged record by its id.
    """

    def __init__(
        self,
        home: Mapping[str, str],
        pairs: Iterable[Pair],
        load: Callable[[str], MergedRecord],
    ) -> None:
        self._load = load
        self._lines: dict[str, _Line] = {}
        self._prose: Recent[str, Prose] = Recent(_RECENT)
        self._passages: dict[tuple[str, str], tuple[SharedPassage, ...]] = {}
        self._briefs: dict[str, bytes] = {}
        for link in _links(home, pairs):
            self._note(link)

    def added_to(self, record: MergedRecord) -> MergedRecord:
        """The record with its relations, and the conflicts along them."""
        line = self._lines.get(record.id, _NOTHING)
        relations = [*self._wholes(record, line), *self._others(record, line)]
        conflicts = [c for c in record.conflicts if not c.pointer.startswith("/relations/")]
        for other, passage in self._passages_of(record, line):
            pointer = f"/relations/{len(relations)}"
            relations.append(
                Relation(
                    "shares_passage",
                    other,
                    self._brief(other).title,
                    "text",
                    None,
                    passage.start,
                    passage.end,
                    passage.other_start,
                    passage.other_end,
                )
            )
            conflicts += _conflicts(pointer, record, other, passage)
        return evolve(record, relations=tuple(relations), conflicts=tuple(conflicts))

    def around(self, keys: Iterable[str]) -> list[str]:
        """Those of some records that are related to any, and what they are related to; sorted."""
        found: set[str] = set()
        for key in keys:
            found.update(end for link in self._lines.get(key, _NOTHING).links for end in link.ends)
        return sorted(found)

    def note(self, record: MergedRecord) -> None:
        """Keep what other lines tell of a record, if any does: nobody needs to load it for that."""
        if record.id in self._lines:
            self._briefs[record.id] = carry(_Brief.of(record))

    def _note(self, link: _Link) -> None:
        first, second = (self._lines.setdefault(key, _Line()) for key in (link.a, link.b))
        if link.part is None:
            first.related[link.b] = second.related[link.a] = link
        elif link.part == link.a:
            first.wholes[link.b] = second.parts[link.a] = link
        else:
            second.wholes[link.a] = first.parts[link.b] = link

    def _passages_of(self, record: MergedRecord, line: _Line) -> list[tuple[str, SharedPassage]]:
        found: list[tuple[str, SharedPassage]] = []
        for link in line.links:
            passages = self._between(link)
            if record.id == link.a:
                found += [(link.b, passage) for passage in passages]
            else:
                found += [(link.a, _turned(passage)) for passage in passages]
        return sorted(found, key=lambda one: (one[0], one[1].start))

    def _between(self, link: _Link) -> tuple[SharedPassage, ...]:
        key = (link.a, link.b)
        if not link.words:
            return ()
        if key not in self._passages:
            first, second = (self._prose.of(one, self._prose_of) for one in key)
            self._passages[key] = tuple(passages_between(first, second))
        return self._passages[key]

    def _prose_of(self, key: str) -> Prose:
        return Prose.of(self._load(key))

    def _brief(self, key: str) -> _Brief:
        if key not in self._briefs:
            self.note(self._load(key))
        return carried(_Brief, self._briefs[key])

    def _wholes(self, record: MergedRecord, line: _Line) -> Iterable[Relation]:
        """What the event is part of: every name it gives, with the record of that name if any."""
        left = dict(line.wholes)
        for part in record.part_of:
            words = _spellings(part)
            found = next(
                (i for i in sorted(left) if words.intersection(self._brief(i).names)), None
            )
            link = left.pop(found) if found is not None else None
            bits = None if link is None else link.bits
            yield Relation("part_of", found, part.name, part.basis, bits)
        for i in sorted(left):
            yield Relation("part_of", i, self._brief(i).title, "inferred", left[i].bits)

    def _others(self, record: MergedRecord, line: _Line) -> Iterable[Relation]:
        names = set(_Brief.of(record).names) if line.parts else set()
        for i in sorted(line.parts):
            said = (part.basis for part in self._brief(i).part_of if _spellings(part) & names)
            basis = next(said, "inferred")
            yield Relation("has_part", i, self._brief(i).title, basis, line.parts[i].bits)
        for i in sorted(line.related):
            yield Relation("related", i, self._brief(i).title, "inferred", line.related[i].bits)


class _Brief(msgspec.Struct, array_like=True):
    """What other lines tell of a record; of all that are related it is held as bytes."""

    title: str
    names: tuple[str, ...]
    part_of: tuple[Part, ...]

    @classmethod
    def of(cls, record: MergedRecord) -> _Brief:
        names = {fold(record.title), *(fold(name.text) for name in record.names)}
        return cls(record.title, tuple(sorted(names)), record.part_of)


def _shares_words(pair: Pair) -> bool:
    """Whether a pair was proposed for its words, or none can say: a person may name any two."""
    by = pair.proposed_by
    return not by or "text" in by or any(reason.startswith("passage") for reason in pair.reasons)


def _spellings(part: Part) -> set[str]:
    return {fold(part.name), fold(part.link or part.name)}


def _links(home: Mapping[str, str], pairs: Iterable[Pair]) -> list[_Link]:
    """One link for every two records that some pair relates, sorted by ids."""
    links: dict[tuple[str, str], _Link] = {}
    for pair in pairs:
        if pair.outcome not in (Outcome.PART_OF, Outcome.RELATED):
            continue
        ends = sorted({home.get(pair.a, ""), home.get(pair.b, "")} - {""})
        if len(ends) < 2:
            continue
        a, b = ends
        link = links.setdefault((a, b), _Link(a, b, pair.bits))
        link.bits = max(link.bits, pair.bits)
        part = home.get(pair.part or "") if pair.outcome is Outcome.PART_OF else None
        if part is not None and (link.part is None or (pair.a, pair.b) < link.told):
            link.part, link.told = part, (pair.a, pair.b)
        link.related |= pair.outcome is Outcome.RELATED
        link.words |= _shares_words(pair)
    return [links[key] for key in sorted(links)]


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
