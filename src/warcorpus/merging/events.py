"""From clusters to the records of a corpus: merged, related, sorted."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import cached_property
from itertools import islice
from typing import Protocol, overload

from warcorpus.config import DEFAULT, Config
from warcorpus.matching.model import model_of
from warcorpus.merging.merge import merge_records
from warcorpus.merging.relating import Relations
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Cluster, Pair
from warcorpus.model.record import Decision, MergedRecord, Record
from warcorpus.model.values import Problem
from warcorpus.text.remembering import Recent

_RECENT = 256
"""Merged records that are held, for those that are related to them."""


Ahead = Callable[[Iterable[tuple[str, ...]]], Generator[MergedRecord, None, None]]
"""Merges the witnesses of many records, given by their ids."""


class Store(Protocol):
    """Where merged records wait, by id; a dict is one."""

    def __contains__(self, key: object, /) -> bool: ...

    def __getitem__(self, key: str, /) -> MergedRecord: ...

    def __setitem__(self, key: str, record: MergedRecord, /) -> None: ...


class Corpus(Sequence[MergedRecord]):
    """The records of a corpus, one per cluster, sorted by id; each is made when it is asked for.

    Args:
        fetch: gives a witness by its id.
        clusters: which witnesses are one event.
        pairs: what matching found between them.
        config: how witnesses become one record.
        shown: whether a record of these witnesses is one of the sequence; all are without it.
            Relations lead to those that are not, and ``by_id`` gives them.
        ahead: merges the witnesses of many records, given by their ids, in their order and with
            others' help; without it each record is merged here when it is its turn.
        store: where records wait that were merged and will be asked for again, so that none is
            merged twice.
    """

    def __init__(
        self,
        fetch: Callable[[str], Record],
        clusters: Iterable[Cluster],
        pairs: Iterable[Pair],
        config: Config = DEFAULT,
        shown: Callable[[tuple[str, ...]], bool] | None = None,
        ahead: Ahead | None = None,
        store: Store | None = None,
    ) -> None:
        self.fetch = fetch
        self.shown = shown
        self._config = config
        self._ahead = ahead
        self._store: Store = {} if store is None else store
        self._weighed = weighed_by(model_of(config).sha256)
        self._members = {cluster.members[0]: cluster.members for cluster in clusters}
        self._ids = sorted(
            key for key, members in self._members.items() if shown is None or shown(members)
        )
        self._pairs = pairs
        self._recent: Recent[str, MergedRecord] = Recent(_RECENT)

    @cached_property
    def _relations(self) -> Relations:
        """A dry run never asks for them."""
        home = {key: first for first, members in self._members.items() for key in members}
        return Relations(home, self._pairs, self._merged)

    @property
    def members(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Id of every record with the ids of its witnesses; nothing is merged for it."""
        return ((key, self._members[key]) for key in self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> MergedRecord: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[MergedRecord, ...]: ...

    def __getitem__(self, place: int | slice) -> MergedRecord | tuple[MergedRecord, ...]:
        if isinstance(place, slice):
            return tuple(self._line(key) for key in self._ids[place])
        return self._line(self._ids[place])

    def __iter__(self) -> Iterator[MergedRecord]:
        # What is told of related records must be known before the first line of them.
        related = [key for key in self._relations.around(self._ids) if key not in self._store]
        known = {*related, *(key for key in self._ids if key in self._store)}
        left = [key for key in self._ids if key not in known]
        with closing(self._all_merged([*related, *left])) as found:
            for record in islice(found, len(related)):
                self._keep(record)
            for key in self._ids:
                record = self._merged(key) if key in known else next(found)
                yield self._relations.added_to(record)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return NotImplemented
        return all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def beginning_with(self, prefix: str) -> list[str]:
        """The ids that begin so."""
        return [key for key in self._ids if key.startswith(prefix)]

    def shows(self, key: str) -> bool:
        """Whether the record of an id is one of the sequence, not only a goal of relations."""
        members = self._members.get(key)
        return members is not None and (self.shown is None or self.shown(members))

    def joins(self, key: str) -> bool:
        """Whether the record of an id has several witnesses; nothing is merged for it.

        Merging can add problems to no other: one witness alone has those of its reading.
        """
        return len(self._members[key]) > 1

    def problems(self) -> Iterator[Problem]:
        """Those of the records that have several witnesses; no other is made for it."""
        return (p for key in self._ids if self.joins(key) for p in self._merged(key).problems)

    def by_id(self, key: str) -> MergedRecord:
        """The record of an id."""
        return self._line(key)

    def _line(self, key: str) -> MergedRecord:
        return self._relations.added_to(self._merged(key))

    def _merged(self, key: str) -> MergedRecord:
        return self._recent.of(key, self._made)

    def _made(self, key: str) -> MergedRecord:
        if key in self._store:
            return self._store[key]
        record = self._merge(key)
        if self.joins(key):
            self._keep(record)
        return record

    def _keep(self, record: MergedRecord) -> None:
        self._store[record.id] = record
        self._relations.note(record)

    def _all_merged(self, keys: Sequence[str]) -> Generator[MergedRecord, None, None]:
        """The records of ids, in their order."""
        if self._ahead is None:
            yield from map(self._merge, keys)
            return
        with closing(self._ahead(self._members[key] for key in keys)) as found:
            for merged in found:
                yield with_decision(merged, self._weighed)

    def _merge(self, key: str) -> MergedRecord:
        merged = merge_records([self.fetch(member) for member in self._members[key]], self._config)
        return with_decision(merged, self._weighed)


def merge_clusters(
    records: Iterable[Record],
    clusters: Sequence[Cluster],
    pairs: Sequence[Pair],
    config: Config = DEFAULT,
) -> tuple[MergedRecord, ...]:
    """One record per cluster, with its relations to the others, sorted by id.

    Args:
        records: the records that the clusters are made of.
        clusters: which of them are one event.
        pairs: what matching found between them.
        config: how witnesses become one record.
    """
    by_id = {record.id: record for record in records}
    return tuple(Corpus(by_id.__getitem__, clusters, pairs, config))


def weighed_by(model: str) -> Decision:
    """What tells by which weights witnesses came together.

    Args:
        model: sha256 of the match model.

    >>> weighed_by("5e")
    Decision(what='match-model', rule='evidence', detail='sha256 5e', by='rule')
    """
    return Decision("match-model", "evidence", f"sha256 {model}", "rule")


def with_decision(record: MergedRecord, decision: Decision) -> MergedRecord:
    """A record of several witnesses with one more decision; one alone was not matched."""
    if len(record.witnesses) == 1:
        return record
    return evolve(record, decisions=(*record.decisions, decision))
