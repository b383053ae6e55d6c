"""The view of a record: what matching sees of it, folded hard and never shown."""

from __future__ import annotations

from functools import cached_property

import msgspec
import numpy as np

from warcorpus.matching.blocks import blocks_of
from warcorpus.matching.columns import key_hash
from warcorpus.matching.facts import Facts
from warcorpus.matching.naming import NameView, read_name, target_key
from warcorpus.matching.placing import PlaceView, read_place
from warcorpus.matching.prose import Prose
from warcorpus.matching.sketch import Hashes, Sketch, shared
from warcorpus.matching.times import Interval, interval_of
from warcorpus.model.pairs import Seen
from warcorpus.model.record import Entry, Record
from warcorpus.model.source import Source
from warcorpus.model.values import Span


class View(msgspec.Struct, dict=True, eq=False, array_like=True):
    """One record as matching sees it: plain data, which goes to disk and to other processes.

    Args:
        id: id of the record.
        title: what it is called in reasons.
        kind: kind of the record.
        paths: where its documents stand; the first is the one that is read.
        names: every name.
        time: when it happened.
        place: where it happened.
        ids: strong ids with their namespace, sorted.
        parts: folded targets of part-of, narrowest first, with the words as written.
        packed_links: hashes of the folded targets of its links to other pages, sorted.
        written_date: the date as the file has it.
        written_place: the place as the file has it.
        prose: its text.
    """

    id: str
    title: str
    kind: str
    paths: tuple[str, ...]
    names: tuple[NameView, ...]
    time: Interval | None
    place: PlaceView | None
    ids: tuple[tuple[str, str], ...]
    parts: dict[str, str]
    packed_links: bytes
    written_date: Seen | None
    written_place: Seen | None
    prose: Prose

    @classmethod
    def of(cls, record: Record) -> View:
        """The view of a normalized record.

        >>> record = Record("0", title="Homs", text="It fell.", sources=(Source("a.txt"),))
        >>> View.of(record).title, View.of(record).paths
        ('Homs', ('a.txt',))
        """
        time, place = interval_of(record.date), read_place(record.place)
        return cls(
            record.id,
            record.title or record.id,
            record.kind,
            tuple(dict.fromkeys(source.path for source in record.sources)),
            _names(record),
            time,
            place,
            _ids(record),
            _parts(record),
            _links(record).tobytes(),
            None if time is None else _written_date(record),
            None if place is None else _written_place(record),
            Prose.of(blocks_of(record)),
        )

    @property
    def path(self) -> str:
        """Where the document stands that is read."""
        return self.paths[0]

    @cached_property
    def name_keys(self) -> frozenset[str]:
        """The folded form of every name, as link targets meet it."""
        return frozenset(name.folded for name in self.names if name.folded)

    @property
    def facts(self) -> Facts:
        """Day-months and numbers of the prose."""
        return self.prose.facts

    def links_to(self, other: View) -> bool:
        """Whether it links to a page of another one's name."""
        if not self.packed_links:
            return False
        return shared(other._called, np.frombuffer(self.packed_links, np.uint64)) > 0

    @cached_property
    def _called(self) -> Hashes:
        """Hashes of its name keys, sorted."""
        return np.array(sorted(map(key_hash, self.name_keys)), np.uint64)

    @property
    def sketch(self) -> Sketch:
        """Sketch of the prose."""
        return self.prose.sketch


def _names(record: Record) -> tuple[NameView, ...]:
    """Every name. A lead name stands in where no title or infobox gives one (001)."""
    guessed = any(own.name == "lead.name" for own in record.source.fields)
    given = [i for i, name in enumerate(record.names) if name.kind in ("title", "infobox")]
    leads = [i for i, name in enumerate(record.names) if name.kind == "lead"]
    primary = set(given or leads)
    return tuple(
        read_name(
            name.text,
            "lead" if guessed and name.kind == "title" else name.kind,
            i in primary,
            spans_at(record, "names", f"/names/{i}"),
        )
        for i, name in enumerate(record.names)
    )


def _parts(record: Record) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in record.part_of:
        for target in (part.link, part.name):
            if target and target_key(target):
                found.setdefault(target_key(target), part.name)
    return found


def _links(record: Record) -> Hashes:
    targets = (link.target for link in record.links if link.kind == "internal")
    keys = {key_hash(target_key(target)) for target in targets if target}
    return np.fromiter(sorted(keys), np.uint64, len(keys))


def _written_date(record: Record) -> Seen:
    date = record.date
    return Seen(date.text or date.edtf or "", spans_at(record, "date", "/date"))


def _written_place(record: Record) -> Seen:
    place = record.place
    parts = ", ".join(part.name for part in place.parts)
    return Seen(place.text or parts, spans_at(record, "place", "/place"))


def spans_at(record: Record, field: str, pointer: str) -> tuple[Span, ...]:
    """Raw characters of the chosen reading of a value; empty if the record does not say."""
    entries: tuple[Entry, ...] = getattr(record.provenance, field)
    for entry in entries:
        if entry.pointer == pointer:
            chosen = [reading for reading in entry.readings if reading.chosen] or entry.readings
            return chosen[0].value.spans if chosen else ()
    return ()


def _ids(record: Record) -> tuple[tuple[str, str], ...]:
    """Ids that a document carries about itself."""
    found: set[tuple[str, str]] = set()
    for source in record.sources[:1]:
        if source.text_id and source.publisher and source.text_id.isdigit():
            found.add((f"page:{source.publisher.lower()}", source.text_id))
        elif source.text_id and (scope := _scope(source)):
            found.add((f"text:{scope}", source.text_id))
        for item in source.fields:
            namespace = _NAMESPACES.get(item.name.rpartition(".")[2].lower().replace("-", "_"))
            value = item.raw.strip().strip("\"'")
            if namespace == "page" and value.isdigit():
                found.add((f"page:{_site(record)}", value))
            elif namespace == "item" and value[:1] in "Qq" and value[1:].isdigit():
                found.add(("item", value.upper()))
    return tuple(sorted(found))


def _scope(source: Source) -> str:
    """What the numbering of a document belongs to; empty if nothing tells.

    Every table counts its rows from 1: a short number names a document beside its site alone.
    """
    scheme, colon, _ = (source.text_id or "").partition(":")
    if colon and scheme:
        return scheme.lower()
    return (source.format or "text") if len(source.text_id or "") >= _LONG_ID else ""


_LONG_ID = 8
"""Ids of so many characters hardly ever meet by chance."""

_NAMESPACES = {
    "pageid": "page",
    "page_id": "page",
    "curid": "page",
    "wikidata": "item",
    "wikidata_id": "item",
    "wikibase_item": "item",
    "qid": "item",
}


def _site(record: Record) -> str:
    """The site that page ids belong to: the host of the address, else the publisher."""
    url = record.url or ""
    host = url.partition("://")[2].partition("/")[0].lower()
    return host or (record.source.publisher or "").lower()
