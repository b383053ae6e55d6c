"""The view of a record: what matching sees of it, folded hard and never shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from hashlib import blake2b

import numpy as np

from warcorpus.matching.blocks import blocks_of
from warcorpus.matching.facts import Facts
from warcorpus.matching.naming import NameView, read_name, target_key
from warcorpus.matching.placing import PlaceView, read_place
from warcorpus.matching.postings import key_hash
from warcorpus.matching.prose import Load, Prose
from warcorpus.matching.sketch import Hashes, Sketch, shared
from warcorpus.matching.times import Interval, interval_of
from warcorpus.model.pairs import Seen
from warcorpus.model.record import Entry, Record
from warcorpus.model.source import Source
from warcorpus.model.values import Span


class View:
    """One record as matching sees it; its parts are worked out when a key or comparison asks.

    Args:
        record: a normalized record.
        prose: its text, shared with the records that have the same one.
    """

    def __init__(self, record: Record, prose: Prose) -> None:
        self._record: Record | None = record
        self.id = record.id
        self.prose = prose
        self.title = record.title or record.id
        self.kind: str = record.kind
        self.path = record.source.path
        self.paths = tuple(dict.fromkeys(source.path for source in record.sources))

    def close(self) -> None:
        """Work out everything, and let go of the record."""
        for name in _PARTS:
            getattr(self, name)
        self._record = None

    @property
    def record(self) -> Record:
        """The record, as long as it is held."""
        if self._record is None:
            raise LookupError(f"the record {self.id} is closed")
        return self._record

    @cached_property
    def names(self) -> tuple[NameView, ...]:
        """Every name. A lead name stands in where no title or infobox gives one (001)."""
        record = self.record
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
    def _links(self) -> Hashes:
        """Hashes of the folded targets of its links to other pages."""
        targets = (link.target for link in self.record.links if link.kind == "internal")
        keys = {key_hash(target_key(target)) for target in targets if target}
        return np.fromiter(sorted(keys), np.uint64, len(keys))

    def links_to(self, other: View) -> bool:
        """Whether it links to a page of another one's name."""
        if not len(self._links):
            return False
        keys = np.array([key_hash(name) for name in sorted(other.name_keys)], np.uint64)
        return shared(np.sort(keys), self._links) > 0

    @cached_property
    def written_date(self) -> Seen | None:
        """The date as the file has it."""
        if self.time is None:
            return None
        date = self.record.date
        return Seen(date.text or date.edtf or "", spans_at(self.record, "date", "/date"))

    @cached_property
    def written_place(self) -> Seen | None:
        """The place as the file has it."""
        if self.place is None:
            return None
        place = self.record.place
        parts = ", ".join(part.name for part in place.parts)
        return Seen(place.text or parts, spans_at(self.record, "place", "/place"))

    @property
    def sketch(self) -> Sketch:
        """Sketch of the prose."""
        return self.prose.sketch


_PARTS = (
    "names", "name_keys", "time", "place", "ids", "parts", "_links", "written_date",
    "written_place",
)  # fmt: skip


class Views:
    """Views made once a record; equal texts are folded once.

    Args:
        fetch: gives a record by its id, so that neither records nor words need to be held; of
            the texts that were compared last the words stay.
    """

    def __init__(self, fetch: Callable[[str], Record] | None = None) -> None:
        self._fetch = fetch
        self._views: dict[str, View] = {}
        self._prose: dict[bytes, Prose] = {}
        self._open: dict[Prose, None] = {}

    def of(self, record: Record) -> View:
        """The view of a record."""
        view = self._views.get(record.id)
        if view is None or (self._fetch is None and view.record is not record):
            view = self._views[record.id] = View(record, self._prose_of(record))
            if self._fetch is not None:
                view.close()
                view.prose.close()
        return view

    def renew(self, record: Record) -> None:
        """Look at a record anew."""
        del self._views[record.id]
        self.of(record)

    def by_id(self, key: str) -> View:
        """The view of a record that was seen."""
        return self._views[key]

    def all(self, records: Iterable[Record] = ()) -> list[View]:
        """All views, also those of further records, sorted by id; byte-identical ones are one."""
        for record in records:
            if record.id not in self._views:
                self.of(record)
        return [self._views[key] for key in sorted(self._views)]

    def _prose_of(self, record: Record) -> Prose:
        blocks = blocks_of(record)
        key = blake2b(repr(blocks).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        prose = self._prose.get(key)
        if prose is None:
            prose = self._prose[key] = Prose(self._loader(record), self._opened)
            vars(prose)["blocks"] = blocks
        return prose

    def _loader(self, record: Record) -> Load:
        fetch, key = self._fetch, record.id
        if fetch is None:
            return partial(blocks_of, record)
        return lambda: blocks_of(fetch(key))

    def _opened(self, prose: Prose) -> None:
        """Keep the words of the texts that were opened last."""
        self._open.pop(prose, None)
        self._open[prose] = None
        if len(self._open) > MOST_OPEN:
            oldest = next(iter(self._open))
            del self._open[oldest]
            oldest.close()


MOST_OPEN = 512
"""Texts whose words are held at once."""


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
