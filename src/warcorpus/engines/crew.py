"""Several workers at one desk: items go to whoever is free, results come back in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from queue import Empty, SimpleQueue

from attrs import define, field

from warcorpus.config import Config
from warcorpus.engines.desk import Desk, Item, ToJudge, ToMerge, packed
from warcorpus.engines.messages import Trade, Work, Worked
from warcorpus.engines.process import Died, Worker
from warcorpus.engines.spool import Spool
from warcorpus.model.carrying import carried
from warcorpus.model.record import MergedRecord

Proposed = tuple[str, str, tuple[str, ...]]
"""Two records and the families of keys that proposed them."""

_PAIRS, _EVENTS = 128, 16
"""What a worker is given at once."""

_AHEAD = 3
"""Portions a worker that are under way at once; what they give waits to be taken."""


@define
class Crew:
    """Workers that share the files of a run.

    What a worker dies of is done here instead: it has been read already and does no harm.

    Args:
        config: the settings of the run; ``run.jobs`` workers.
        spool: the documents.
    """

    config: Config
    spool: Spool
    _idle: SimpleQueue[Worker] = field(factory=SimpleQueue)

    def judged(self, proposed: Iterable[Proposed], documents: int) -> Iterator[bytes]:
        """The bytes of every proposed pair, judged.

        Args:
            proposed: ids of two records and the families that proposed them.
            documents: of the corpus.
        """
        place = self.spool.view_place
        items = (ToJudge(place(a), place(b), names, documents) for a, b, names in proposed)
        return self.results("judge", items, _PAIRS)

    def merged(self, events: Iterable[tuple[str, ...]]) -> Generator[MergedRecord, None, None]:
        """The witnesses of each event as one record.

        Args:
            events: ids of their witnesses.
        """
        places = self.spool.record_places
        items = (ToMerge(tuple(map(places, members))) for members in events)
        with closing(self.results("merge", items, _EVENTS)) as found:
            for data in found:
                yield carried(MergedRecord, data)

    def results(
        self, trade: Trade, items: Iterable[Item], portion: int
    ) -> Generator[bytes, None, None]:
        """What comes of each item, in their order.

        Args:
            trade: what is to be done.
            items: taken as workers get free.
            portion: how many items a worker is given at once.

        Raises:
            EngineError: no worker can be started.
        """
        waiting: deque[Future[Sequence[bytes]]] = deque()
        pool = ThreadPoolExecutor(self.config.run.jobs)
        left, files = iter(items), self.spool.files
        try:
            while some := list(islice(left, portion)):
                waiting.append(pool.submit(self._done, trade, packed(some), files))
                if len(waiting) > _AHEAD * self.config.run.jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)
            self._dismiss()

    def _done(self, trade: Trade, items: bytes, files: tuple[int, int]) -> Sequence[bytes]:
        """A portion done by a worker that is free, or a new one."""
        try:
            worker = self._idle.get_nowait()
        except Empty:
            worker = Worker(self.config, trade, files)
        try:
            worker.send(Work(trade, *files, items))
            answer = worker.receive()
        except Died:
            answer = None
        if isinstance(answer, Worked):
            self._idle.put(worker)
            return answer.results
        worker.close()
        return list(Desk(self.config, *files).results(trade, items))

    def _dismiss(self) -> None:
        while not self._idle.empty():
            self._idle.get().close()
