"""The fields of a merged record: every reading of every witness, and one value of them all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from attrs import define, field

from warcorpus.merging.algebras import (
    date_precision,
    dates_fit,
    image_key,
    link_key,
    medoid,
    part_key,
    place_depth,
    places_fit,
    result_precision,
    results_fit,
    spread,
)
from warcorpus.merging.claims import Claim, Court, Sayings, Settled, conflict_of, entry_of
from warcorpus.merging.listing import Listed, union
from warcorpus.merging.naming import settle_names, settle_title
from warcorpus.merging.siding import settle_sides
from warcorpus.merging.texts import Texts
from warcorpus.merging.witnesses import provenance_fields
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Conflict, Decision, Entry, Kind, Provenance, Reading, Record
from warcorpus.text.folding import fold


@define(eq=False)
class Facts:
    """The fields of a merged record, and what stands behind them."""

    values: dict[str, Any] = field(factory=dict)
    entries: dict[str, tuple[Entry, ...]] = field(factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def add(self, name: str, listed: Listed) -> None:
        """Take in a list."""
        self.values[name] = listed.values
        self.entries[name] = self.entries.get(name, ()) + listed.entries
        self.conflicts += listed.conflicts
        self.decisions += listed.decisions

    @property
    def provenance(self) -> Provenance:
        """The entries by field."""
        return Provenance(**self.entries)


def reconcile(texts: Texts) -> Facts:
    """The fields of all witnesses as one record's.

    The result is a function of what each witness says and of its lineage; the order in which the
    witnesses were given has no say.

    Args:
        texts: the witnesses in base order.
    """
    return _Reconciler(texts).facts()


class _Reconciler:
    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.court = Court(texts)
        self.base = texts.order[0]
        self.records = {i: texts.witnesses[i].record for i in texts.order}
        self.sayings: dict[int, Sayings] = {}
        for i, record in self.records.items():
            self.sayings[i] = Sayings(texts, i)
            for name, entries in provenance_fields(record.provenance):
                self.sayings[i].load(name, entries)
        self.out = Facts()

    def facts(self) -> Facts:
        """All fields, and behind them whatever nobody took."""
        self._plain()
        title, entries = settle_title(self._single("title", "/title"), self.court)
        self.out.values["title"] = title
        self.out.entries["title"] = entries
        self.out.add("names", settle_names(title, self._items("names"), self.court))
        self._scalar("date", dates_fit, date_precision)
        self._place()
        self._scalar("result", results_fit, result_precision)
        self._union("part_of", lambda part: [part_key(part)])
        settle_sides(self.records, self.sayings, self.court, self.out)
        self._union("categories", lambda category: [fold(category.replace("_", " "))])
        self._union("links", lambda link: [link_key(link)])
        self._union("images", lambda image: [image_key(image)])
        self._leftovers()
        return self.out

    def _plain(self) -> None:
        """What has no readings: address, language, kind."""
        records = [self.records[i] for i in self.texts.order]
        self.out.values["url"] = next((r.url for r in records if r.url), None)
        self.out.values["language"] = next(
            (r.language for r in records if r.language != "und"), "und"
        )
        self.out.values["kind"] = _kind(records)

    def _single(self, name: str, pointer: str) -> list[Claim]:
        """One claim a witness, the base's first."""
        return [
            Claim(i, getattr(record, name), self.sayings[i].take(name, pointer))
            for i, record in self.records.items()
        ]

    def _items(self, name: str) -> list[Claim]:
        """One claim an item, those of the base first."""
        return [
            Claim(i, value, self.sayings[i].take(name, f"/{name}/{number}"))
            for i, record in self.records.items()
            for number, value in enumerate(getattr(record, name))
        ]

    def _union(self, name: str, keys: Callable[[Any], Iterable[Hashable]]) -> None:
        self.out.add(name, union(f"/{name}", self._items(name), keys, self.base))

    def _scalar(
        self,
        name: str,
        compatible: Callable[[Any, Any], bool],
        precision: Callable[[Any], Any],
    ) -> tuple[Settled, Claim] | None:
        """A field with one value."""
        claims = self._single(name, f"/{name}")
        given = [claim for claim in claims if claim.value.state == "given"]
        if not given:
            shown = next((c for c in claims if c.value.state != "absent"), claims[0])
            self.out.values[name] = shown.value
            if any(claim.readings for claim in claims):
                entry = entry_of(f"/{name}", "agreed", claims, shown, ())
                self.out.entries[name] = (_only(entry),)
            return None
        settled = self.court.settle(given, compatible, precision)
        chosen = min(
            settled.groups[0],
            key=lambda c: (precision(c.value), c.origin, self.court.place[c.witness]),
        )
        self.out.values[name] = chosen.value
        if any(claim.readings for claim in claims):
            self.out.entries[name] = (entry_of(f"/{name}", settled.rule, claims, chosen, ()),)
        if settled.in_conflict:
            self.out.conflicts += (conflict_of(f"/{name}", settled, chosen.text),)
        return settled, chosen

    def _place(self) -> None:
        """The deepest path, and of all coordinates the one nearest to the others."""
        self._scalar("place", places_fit, place_depth)
        pointed = {
            i: (record.place.latitude, record.place.longitude)
            for i, record in self.records.items()
            if record.place.latitude is not None and record.place.longitude is not None
        }
        if not pointed:
            return
        trusted = {i for i in pointed if self.records[i].place.trusted}
        points = [(a, b) for i, (a, b) in pointed.items() if not trusted or i in trusted]
        best = medoid(points)
        source = next(i for i, point in pointed.items() if point == best)
        place = self.records[source].place
        self.out.values["place"] = evolve(
            self.out.values["place"],
            latitude=place.latitude,
            longitude=place.longitude,
            trusted=place.trusted,
        )
        pointer = "/place/latitude"
        claims = [
            Claim(i, pointed[i], readings)
            for i in self.records
            if (readings := self.sayings[i].take("place", pointer))
        ]
        chosen = next((claim for claim in claims if claim.witness == source), None)
        if claims:
            rule = (
                "only-reading"
                if len(claims) == 1
                else "agreed"
                if len(set(points)) == 1
                else "lineages"
            )
            entry = entry_of(pointer, rule, claims, chosen, ())
            self.out.entries["place"] = (*self.out.entries.get("place", ()), entry)
        if len(set(points)) > 1:
            told = f"the most central of {len(points)}; they lie up to {spread(points)} km apart"
            self.out.decisions += (Decision(pointer, "medoid", told, "rule"),)

    def _leftovers(self) -> None:
        """Readings that no value took stand at their own pointer: nothing parsed goes missing."""
        for name in list(self.out.values):
            rest: dict[str, list[Reading]] = {}
            for sayings in self.sayings.values():
                for pointer, readings in sayings.rest(name):
                    rest.setdefault(pointer, []).extend(readings)
            for pointer, left in rest.items():
                entries = self.out.entries.get(name, ())
                self.out.entries[name] = _with(entries, pointer, left)


def _with(entries: Sequence[Entry], pointer: str, readings: Sequence[Reading]) -> tuple[Entry, ...]:
    """The entries with more readings at a pointer, which choose nothing there."""
    silent = [evolve(reading, chosen=False) for reading in readings]
    for index, entry in enumerate(entries):
        if entry.pointer == pointer:
            merged = sorted([*entry.readings, *silent], key=lambda reading: reading.source)
            changed = evolve(entry, readings=tuple(merged))
            return (*entries[:index], changed, *entries[index + 1 :])
    rule = "only-reading" if len(readings) == 1 else "agreed"
    first = evolve(silent[0], chosen=True)
    ordered = sorted([first, *silent[1:]], key=lambda reading: reading.source)
    return (*entries, Entry(pointer, rule, tuple(ordered)))


def _only(entry: Entry) -> Entry:
    return evolve(entry, rule="only-reading") if len(entry.readings) == 1 else entry


def _kind(records: Sequence[Record]) -> Kind:
    """The kind of the best witness that knows it; ``event`` says less than any other."""
    kinds = [record.kind for record in records]
    for vague in ({"unknown", "event"}, {"unknown"}):
        for kind in kinds:
            if kind not in vague:
                return kind
    return "unknown"
