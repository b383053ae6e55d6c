"""Work on documents that lie on disk: pairs to judge, clusters to merge.

The same functions do it in this process and in a worker, which is given the open files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

import msgspec

from warcorpus.config import Config
from warcorpus.engines.log import Place
from warcorpus.engines.messages import Trade
from warcorpus.matching import View, judge, model_of
from warcorpus.merging import merge_records, unfolded
from warcorpus.model.carrying import carried, carry
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.text.remembering import Recent

_RECENT = 256
"""Views and records that were taken up last and are held."""


class ToJudge(msgspec.Struct, array_like=True, frozen=True):
    """Two records to compare.

    Args:
        a: where the view of the first one lies.
        b: that of the second.
        families: keys that proposed the pair.
        documents: of the corpus, for the prior.
    """

    a: Place
    b: Place
    families: tuple[str, ...]
    documents: int


class ToMerge(msgspec.Struct, array_like=True, frozen=True):
    """Witnesses of one event, each by the places of its byte-identical copies."""

    witnesses: tuple[tuple[Place, ...], ...]


Item = ToJudge | ToMerge


class Desk:
    """Where views and records can be taken up.

    Args:
        config: the settings of the run.
        records: number of the open file of records.
        views: number of the open file of views.
    """

    def __init__(self, config: Config, records: int, views: int) -> None:
        self._config = config
        self._records, self._views = records, views
        self._seen: Recent[Place, View] = Recent(_RECENT)

    def results(self, trade: Trade, items: bytes) -> Iterator[bytes]:
        """What comes of each item, as bytes.

        Args:
            trade: what is to be done.
            items: their bytes.
        """
        for item in _DECODERS[trade](items):
            yield self._judged(item) if isinstance(item, ToJudge) else self._merged(item)

    def view(self, place: Place) -> View:
        """The view that lies there."""
        return self._seen.of(place, lambda place: carried(View, _read(self._views, place)))

    def record(self, places: Sequence[Place]) -> Record:
        """The record of byte-identical copies, as its reader made it, with all their sources."""
        return record_of([_read(self._records, place) for place in places])

    def _judged(self, item: ToJudge) -> bytes:
        a, b, model = self.view(item.a), self.view(item.b), model_of(self._config)
        return carry(judge(a, b, model, self._config, item.documents, item.families, slim=True))

    def _merged(self, item: ToMerge) -> bytes:
        witnesses = [
            normalize_record(self.record(places), self._config) for places in item.witnesses
        ]
        return carry(merge_records(witnesses, self._config))


def record_of(copies: Sequence[bytes]) -> Record:
    """The record of byte-identical copies, with all their sources.

    Args:
        copies: bytes of the record of each.
    """
    records = [carried(Record, copy) for copy in copies]
    return records[0] if len(records) == 1 else unfolded(records)[0]


def packed(items: Sequence[Item]) -> bytes:
    """The bytes of items of one trade."""
    return msgspec.msgpack.encode(items)


_DECODERS: dict[Trade, Callable[[bytes], Sequence[Item]]] = {
    "judge": msgspec.msgpack.Decoder(list[ToJudge]).decode,
    "merge": msgspec.msgpack.Decoder(list[ToMerge]).decode,
}


def _read(file: int, place: Place) -> bytes:
    start, end = place
    return os.pread(file, end - start, start)
