"""Documents read in worker processes: outcomes in the order of the paths, whoever read them."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol, TypeVar

from msgspec import structs

from warcorpus.config import DEFAULT, Config
from warcorpus.engines.messages import REJECT, Task, Verb
from warcorpus.engines.shelf import Shelf
from warcorpus.engines.streams import Replayed
from warcorpus.engines.supervising import Found, Supervisor
from warcorpus.errors import ReadError
from warcorpus.model.carrying import carried
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.model.source import Source
from warcorpus.model.values import Problem
from warcorpus.readers.documents import REPEATED, Repeated
from warcorpus.readers.door import Outcome, read_documents
from warcorpus.readers.registry import find_reader
from warcorpus.readers.rejects import Reject
from warcorpus.readers.surveying import Survey
from warcorpus.sources import walk
from warcorpus.sources.walking import Input, PathLike


class _Told(Protocol):
    """What says where it comes from and what is wrong with that."""

    @property
    def problems(self) -> tuple[Problem, ...]: ...

    @property
    def sources(self) -> tuple[Any, ...]: ...


_Noun = TypeVar("_Noun", bound=_Told)

_LEAST_PARTED = 2**22
"""Bytes of the smallest file that several workers read together: each starts for half a second."""

_HANDFULS = 4
"""A file is parted if it is more than what each worker has to do, by this number."""


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
    yield from nouns_in(paths, "read", config, Record)


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


def nouns_in(
    paths: Iterable[PathLike | Record], verb: Verb, config: Config, kind: type[_Noun]
) -> Generator[_Noun | Record | Reject, None, None]:
    """What workers made of files, and the records among the paths as they are.

    Args:
        paths: files, folders, ``-``, open binary files, records.
        verb: what is wanted of each file.
        config: the settings of the run.
        kind: what comes of that, if it is no reject.
    """
    repetitions = _Repetitions()
    with closing(_found_in(paths, verb, config)) as all_found:
        for found in all_found:
            if isinstance(found, Record):
                yield found
                continue
            noun = _unpacked(found, kind)
            yield noun if isinstance(noun, Reject) else repetitions.settled(found, noun)


def _found_in(
    paths: Iterable[PathLike | Record], verb: Verb, config: Config
) -> Generator[Found | Record, None, None]:
    """What workers found in files, and the records among the paths.

    Args:
        paths: files, folders, ``-``, open binary files, records.
        verb: what is wanted of each file.
        config: the settings of the run.
    """
    if config.read.reader is not None:
        find_reader(config.read.reader)
    for is_record, group in groupby(paths, lambda path: isinstance(path, Record)):
        if is_record:
            yield from read_documents(group, config)  # type: ignore[misc]  # records alone
        else:
            with closing(_outcomes(walk(group), verb, config)) as found:  # type: ignore[arg-type]
                yield from found


def _unpacked(found: Found, kind: type[_Noun]) -> _Noun | Reject:
    """What came back; a record that does not fit its class is a reader's fault.

    Args:
        found: what a worker gave.
        kind: what it is, if it is no reject.
    """
    is_reject, data = found.item[0] == REJECT, found.item[1]
    try:
        return carried(Reject, data) if is_reject else carried(kind, data)
    except ValueError as error:
        return wrong_types(error, carried(Source, found.source))


def wrong_types(error: Exception, source: Source) -> Reject:
    """The reject of a record that does not fit its class: a reader's fault.

    Args:
        error: what is wrong.
        source: the document.
    """
    failed = ReadError(
        "reader-failed",
        f"found a record with wrong types ({error}), expected those of Record",
        hint="please report it to the makers of the reader with the document",
    )
    return Reject.of(failed, source, "read")


def _outcomes(inputs: Sequence[Input], verb: Verb, config: Config) -> Generator[Found, None, None]:
    streams = {
        number: Replayed(one.stream) for number, one in enumerate(inputs) if one.stream is not None
    }
    tasks = _dealt_out([_task(n, one, verb) for n, one in enumerate(inputs)], config.run.jobs)
    jobs = min(config.run.jobs, len(tasks))
    try:
        if jobs > 1:
            yield from Shelf(config, streams).found(tasks, jobs)
        else:
            with closing(Supervisor(config, streams)) as supervisor:
                yield from supervisor.found(tasks)
    finally:
        for stream in streams.values():
            stream.close()


def _task(number: int, one: Input, verb: Verb) -> Task:
    location = None if one.location is None else os.fsencode(_absolute(one.location))
    return Task(number, verb, one.path, location, one.only, one.member, one.problem)


def _dealt_out(tasks: Sequence[Task], jobs: int) -> list[Task]:
    """The tasks; a file that is most of the work, a part of it for each worker."""
    sizes = [_size(task) for task in tasks] if jobs > 1 else []
    least = max(_LEAST_PARTED, sum(sizes) // (jobs * _HANDFULS))
    found: list[Task] = []
    for task, size in zip(tasks, sizes or [0] * len(tasks), strict=True):
        parted = size > least and task.only is None and task.verb != "survey"
        parts = jobs if parted else 1
        found += (structs.replace(task, part=part, parts=parts) for part in range(parts))
    return found


def _size(task: Task) -> int:
    """Bytes of a file; 0 if nobody knows."""
    with suppress(OSError):
        return 0 if task.location is None else Path(os.fsdecode(task.location)).stat().st_size
    return 0


class _Repetitions:
    """Tells which documents repeat an id, where a file was read in parts.

    A worker that reads a part cannot know: it says so of every document with an id.
    """

    def __init__(self) -> None:
        self._file: object = None
        self._ids = Repeated()

    def settled(self, found: Found, noun: _Noun) -> _Noun:
        """What came back without that problem, unless it is true."""
        if not found.in_parts or all(problem.slug != REPEATED for problem in noun.problems):
            return noun
        file = (found.number, carried(Source, found.source).member)
        if file != self._file:
            self._file, self._ids = file, Repeated()
        if self._ids.is_known(noun.sources[0].text_id or ""):
            return noun
        problems = tuple(problem for problem in noun.problems if problem.slug != REPEATED)
        return evolve(noun, problems=problems)


def _absolute(location: Path) -> Path:
    """The same place, also for a process that stands elsewhere."""
    with suppress(OSError):
        return location.absolute()
    return location
