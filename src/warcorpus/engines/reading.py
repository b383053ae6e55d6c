"""Documents read in worker processes: outcomes in the order of the paths, whoever read them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import groupby
from pathlib import Path
from threading import Condition, Thread
from typing import Any

from attrs import define, field

from warcorpus.config import DEFAULT, Config
from warcorpus.engines.messages import RECORD, REJECT, Task, Verb
from warcorpus.engines.streams import Replayed
from warcorpus.engines.supervising import Found, Supervisor
from warcorpus.errors import ReadError
from warcorpus.model.carrying import carried
from warcorpus.model.record import Record
from warcorpus.model.source import Source
from warcorpus.readers.door import Outcome, read_documents
from warcorpus.readers.registry import find_reader
from warcorpus.readers.rejects import Reject
from warcorpus.readers.surveying import Survey
from warcorpus.sources import walk
from warcorpus.sources.walking import Input, PathLike

_HELD = 2**25
"""Bytes of outcomes that wait for those of earlier files, all together."""

_HELD_OF_A_FILE = 2**23
"""Bytes of outcomes of the file whose turn it is that wait to be taken."""

_HANDFULS = 4
"""Parts that the files of each worker are dealt out in, so that none is idle at the end."""

_LARGEST_HANDFUL = 64


def read_isolated(
    paths: Iterable[PathLike | Record], config: Config = DEFAULT
) -> Iterator[Outcome]:
    """Every document that ``paths`` name, read in ``run.jobs`` worker processes.

    The outcomes are those of `warcorpus.readers.door.read_documents`, in the same order; a
    document that kills its worker, is too slow or needs too much memory is a reject.

    Args:
        paths: files, folders, ``-``, open binary files, records.
        config: its ``read``, ``run`` and ``limits`` count.

    Raises:
        ConfigError: an unknown reader or encoding, or a text where a path is meant.
        EngineError: no worker can be started.

    >>> [outcome.source.format for outcome in read_isolated(["seeds/000_0d7aad7cfa0080c0.txt"])]
    ['front-matter']
    """
    if config.read.reader is not None:
        find_reader(config.read.reader)
    for is_record, group in groupby(paths, lambda path: isinstance(path, Record)):
        if is_record:
            yield from read_documents(group, config)
        else:
            with closing(_outcomes(walk(group), "read", config)) as found:  # type: ignore[arg-type]
                for one in found:
                    yield _outcome(one)


def survey_isolated(paths: Iterable[PathLike], config: Config = DEFAULT) -> Iterator[Survey]:
    """What `warcorpus.readers.surveying.survey` says of each file, from worker processes.

    >>> [one.sniffs[0].reader for one in survey_isolated(["seeds/001_7664b4e7f6915ef9.txt"])]
    ['english-corpora']
    """
    with closing(_outcomes(walk(paths), "survey", config)) as found:
        for one in found:
            if one.item[0] == REJECT:
                reject = carried(Reject, one.item[1])
                yield Survey(reject.source.path, problem=reject.problem)
            else:
                yield carried(Survey, one.item[1])


def _outcome(found: Found) -> Outcome:
    """What came back; a record that does not fit its class is a reader's fault."""
    kind, data = found.item
    try:
        return carried(Record, data) if kind == RECORD else carried(Reject, data)
    except ValueError as error:
        source = carried(Source, found.source)
        wrong = ReadError(
            "reader-failed",
            f"found a record with wrong types ({error}), expected those of Record",
            hint="please report it to the makers of the reader with the document",
        )
        return Reject.of(wrong, source, "read")


def _outcomes(inputs: Sequence[Input], verb: Verb, config: Config) -> Generator[Found, None, None]:
    streams = {
        number: Replayed(one.stream) for number, one in enumerate(inputs) if one.stream is not None
    }
    tasks = [_task(number, one, verb) for number, one in enumerate(inputs)]
    jobs = min(config.run.jobs, len(tasks))
    try:
        if jobs > 1:
            yield from _Shelf(config, streams, len(tasks)).found(tasks, jobs)
        else:
            with closing(Supervisor(config, streams)) as supervisor:
                yield from supervisor.found(tasks)
    finally:
        for stream in streams.values():
            stream.close()


def _task(number: int, one: Input, verb: Verb) -> Task:
    location = None if one.location is None else os.fsencode(_absolute(one.location))
    return Task(number, verb, one.path, location, one.only, one.member, one.problem)


def _absolute(location: Path) -> Path:
    """The same place, also for a process that stands elsewhere."""
    with suppress(OSError):
        return location.absolute()
    return location


@define
class _Shelf:
    """Outcomes of several workers, put down by file and taken in the order of the files.

    A worker that is far ahead waits: what lies here is bounded, but the file whose turn it is
    always has room.
    """

    config: Config
    streams: dict[int, Replayed]
    count: int
    _lock: Condition = field(factory=Condition)
    _lying: dict[int, deque[Found]] = field(factory=dict)
    _sizes: dict[int, int] = field(factory=dict)
    _done: set[int] = field(factory=set)
    _turn: int = 0
    _error: BaseException | None = None
    _stopped: bool = False
    _supervisors: list[Supervisor] = field(factory=list)

    def found(self, tasks: Sequence[Task], jobs: int) -> Iterator[Found]:
        """All outcomes, in order."""
        size = max(1, min(_LARGEST_HANDFUL, len(tasks) // (jobs * _HANDFULS)))
        handfuls = iter([tasks[at : at + size] for at in range(0, len(tasks), size)])
        lanes = [Thread(target=self._lane, args=(handfuls,), daemon=True) for _ in range(jobs)]
        try:
            for lane in lanes:
                lane.start()
            while self._turn < self.count:
                yield from self._take()
        finally:
            self._stop()
            for lane in lanes:
                lane.join()

    def _lane(self, handfuls: Iterator[Sequence[Task]]) -> None:
        """One worker's thread."""
        supervisor = Supervisor(self.config, self.streams)
        with self._lock:
            self._supervisors.append(supervisor)
        try:
            while True:
                with self._lock:
                    handful = None if self._stopped else next(handfuls, None)
                if handful is None:
                    break
                self._work(supervisor, handful)
        except BaseException as error:  # it is raised where the outcomes are taken
            with self._lock:
                self._error = self._error or error
                self._lock.notify_all()
        finally:
            supervisor.close()

    def _work(self, supervisor: Supervisor, handful: Sequence[Task]) -> None:
        at = handful[0].number
        for found in supervisor.found(handful):
            self._finish(at, found.number)
            at = found.number
            if not self._put(found):
                return
        self._finish(at, handful[-1].number + 1)

    def _put(self, found: Found) -> bool:
        """Put an outcome down; False if nobody wants it any more."""
        size, number = len(found.item[1]), found.number
        with self._lock:
            self._lock.wait_for(lambda: self._stopped or self._has_room(number))
            self._lying.setdefault(number, deque()).append(found)
            self._sizes[number] = self._sizes.get(number, 0) + size
            self._lock.notify_all()
            return not self._stopped

    def _has_room(self, number: int) -> bool:
        if number == self._turn:
            return self._sizes.get(number, 0) < _HELD_OF_A_FILE
        return sum(self._sizes.values()) < _HELD

    def _finish(self, first: int, behind: int) -> None:
        """Nothing more comes of these files."""
        if first < behind:
            with self._lock:
                self._done.update(range(first, behind))
                self._lock.notify_all()

    def _take(self) -> list[Found]:
        """What lies there of the file whose turn it is; then it is the next one's."""
        with self._lock:
            self._lock.wait_for(self._something)
            if self._error is not None:
                raise self._error
            taken = list(self._lying.pop(self._turn, ()))
            self._sizes.pop(self._turn, None)
            if self._turn in self._done:
                self._done.discard(self._turn)
                self._turn += 1
            self._lock.notify_all()
            return taken

    def _something(self) -> Any:
        return self._error or self._turn in self._lying or self._turn in self._done

    def _stop(self) -> None:
        """No worker goes on."""
        with self._lock:
            self._stopped = True
            self._lock.notify_all()
            supervisors = list(self._supervisors)
        for supervisor in supervisors:
            supervisor.stop()
