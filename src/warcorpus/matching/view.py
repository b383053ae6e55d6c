"""The view of a record: what matching sees of it, folded hard and never shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from warcorpus.matching.blocks import Blocks, blocks_of
from warcorpus.matching.facts import Facts
from warcorpus.matching.naming import NameView, read_name, target_key
from warcorpus.matching.placing import PlaceView, read_place
from warcorpus.matching.prose import Prose
from warcorpus.matching.sketch import Sketch
from warcorpus.matching.times import Interval, interval_of
from warcorpus.model.record import Entry, Record
from warcorpus.model.values import Span


class View:
    """One record as matching sees it; its parts are worked out when a key or comparison asks.

    Args:
        record: a normalized record.
        prose: its text, shared with the records that have the same one.
    """

    def __init__(self, record: Record, prose: Prose) -> None:
        self.record = record
        self.id = record.id
        self.prose = prose

    @cached_property
    def names(self) -> tuple[NameView, ...]:
        """Every name. A lead name stands in where no title or infobox gives one (001)."""
        record = self.record
        given = [i for i, name in enumerate(record.names) if name.kind in ("title", "infobox")]
        leads = [i for i, name in enumerate(record.names) if name.kind == "lead"]
        primary = set(given or leads)
        return tuple(
            read_name(name.text, name.kind, i in primary, spans_at(record, "names", f"/names/{i}"))
            for i, name in enumerate(record.names)
        )

    @cached_property
    def name_keys(self) -> frozenset[str]:
        """The folded form of every name, as link targets meet it."""
        return frozenset(name.folded for name in self.names if name.folded)

    @cached_property
    def time(self) -> Interval | None:
        """When it happened."""
        return interval_of(self.record.date)

    @cached_property
    def place(self) -> PlaceView | None:
        """Where it happened."""
        return read_place(self.record.place)

    @cached_property
    def ids(self) -> tuple[tuple[str, str], ...]:
        """Strong ids with their namespace, sorted."""
        return _ids(self.record)

    @property
    def facts(self) -> Facts:
        """Day-months and numbers of the prose."""
        return self.prose.facts

    @cached_property
    def parts(self) -> dict[str, str]:
        """Folded targets of part-of, narrowest first, with the words as written."""
        found: dict[str, str] = {}
        for part in self.record.part_of:
            for target in (part.link, part.name):
                if target and target_key(target):
                    found.setdefault(target_key(target), part.name)
        return found

    @cached_property
    def links(self) -> frozenset[str]:
        """Folded targets of its links to other pages."""
        targets = (link.target for link in self.record.links if link.kind == "internal")
        return frozenset(target_key(target) for target in targets if target)

    def spans(self, field: str) -> tuple[Span, ...]:
        """Raw characters of a field with one value (``date``)."""
        return spans_at(self.record, field, f"/{field}")

    @property
    def kind(self) -> str:
        """Kind of the record (``battle``)."""
        return self.record.kind

    @property
    def sketch(self) -> Sketch:
        """Sketch of the prose."""
        return self.prose.sketch


class Views:
    """Views made once a record; equal texts are folded once."""

    def __init__(self) -> None:
        self._views: dict[str, View] = {}
        self._prose: dict[Blocks, Prose] = {}

    def of(self, record: Record) -> View:
        """The view of a record."""
        view = self._views.get(record.id)
        if view is None or view.record is not record:
            blocks = blocks_of(record)
            prose = self._prose.setdefault(blocks, Prose(blocks))
            view = self._views[record.id] = View(record, prose)
        return view

    def all(self, records: Sequence[Record]) -> list[View]:
        """One view a document, sorted by id; byte-identical documents are one."""
        by_id = {record.id: record for record in reversed(records)}
        return [self.of(by_id[key]) for key in sorted(by_id)]


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
        if source.text_id:
            found.add((f"text:{source.format}", source.text_id))
        for item in source.fields:
            namespace = _NAMESPACES.get(item.name.rpartition(".")[2].lower().replace("-", "_"))
            value = item.raw.strip().strip("\"'")
            if namespace == "page" and value.isdigit():
                found.add((f"page:{_site(record)}", value))
            elif namespace == "item" and value[:1] in "Qq" and value[1:].isdigit():
                found.add(("item", value.upper()))
    return tuple(sorted(found))


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
