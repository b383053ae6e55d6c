"""A document looked at: read, normalized, and reduced to what a run keeps of it.

This is done beside the reading, in a worker if there are any: what a run holds of a document is
a few hundred bytes, and the rest lies on disk as it came.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from hashlib import blake2b

import msgspec

from warcorpus.config import DEFAULT, Config
from warcorpus.engines.reading import nouns_in, wrong_types
from warcorpus.errors import ReadError
from warcorpus.matching import Keys, View
from warcorpus.model.carrying import carried, carry
from warcorpus.model.evolving import evolve
from warcorpus.model.record import MergedRecord, Record
from warcorpus.model.source import Source
from warcorpus.model.values import Problem
from warcorpus.normalizing import normalize_record
from warcorpus.readers.documents import REPEATED
from warcorpus.readers.door import Outcome, Reject
from warcorpus.sources.walking import PathLike


class Noted(msgspec.Struct, array_like=True, frozen=True):
    """What an account needs of a source.

    Args:
        key: a digest of what tells it from other sources.
        path: where its file stands.
        index: its number in a file of many.
        text_id: its id there, empty without.
        sha256: of its bytes.
        format: name of its reader.
    """

    key: bytes
    path: str
    index: int
    text_id: str
    sha256: str
    format: str

    @classmethod
    def of(cls, source: Source) -> Noted:
        """Of a source.

        >>> Noted.of(Source("a.txt", index=2)).index
        2
        """
        told = repr(source.key).encode("utf-8", "surrogatepass")
        key = blake2b(told, digest_size=12).digest()
        text_id = source.text_id or ""
        return cls(key, source.path, source.index, text_id, source.sha256, source.format)


class Looked(msgspec.Struct, array_like=True):
    """What a run keeps of one record.

    Args:
        id: of the record.
        record: its bytes as its reader made it, see :mod:`warcorpus.model.carrying`.
        view: bytes of what matching compares.
        keys: what candidates are found by.
        sources: of the account.
        problems: of reading and normalizing.
    """

    id: str
    record: bytes
    view: bytes
    keys: Keys
    sources: tuple[Noted, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, record: Record, config: Config) -> Looked:
        """Of a record as its reader made it, or normalized; that makes no difference.

        >>> from warcorpus.config import DEFAULT
        >>> Looked.of(Record("0", text="It fell.", sources=(Source("a.txt"),)), DEFAULT).id
        '0'
        """
        return cls._of(carry(record), normalize_record(record, config), config, ())

    @classmethod
    def _of(cls, data: bytes, record: Record, config: Config, told: tuple[Problem, ...]) -> Looked:
        view = View.of(record)
        keys = Keys.of(view, config.match.distinct_within)
        noted = tuple(map(Noted.of, record.sources))
        return cls(record.id, data, carry(view), keys, noted, (*told, *record.problems))


def look(outcome: Outcome, config: Config) -> Iterator[Looked | Reject]:
    """What a run keeps of what a reader gave.

    Args:
        outcome: a record as its reader made it, or a reject.
        config: the settings of the run.

    Yields:
        of a record one, of a merged one each witness; if it cannot be understood, a reject for
        each of its sources.
    """
    if isinstance(outcome, Reject):
        yield outcome
    elif isinstance(outcome, MergedRecord):
        for witness in outcome.witnesses:
            yield from look(witness, config)
    else:
        # Only who has seen the whole file knows whether an id is repeated: no record says so.
        told = tuple(problem for problem in outcome.problems if problem.slug == REPEATED)
        kept = tuple(problem for problem in outcome.problems if problem.slug != REPEATED)
        try:
            data = carry(evolve(outcome, problems=kept) if told else outcome)
            record = carried(Record, data)
        except (TypeError, ValueError, OverflowError) as error:
            yield wrong_types(error, outcome.source)
            return
        for whole in normalized(record, config):
            yield whole if isinstance(whole, Reject) else Looked._of(data, whole, config, told)


def normalized(outcome: Outcome, config: Config) -> tuple[Outcome, ...]:
    """A record with its values; what cannot be understood is rejected, source by source.

    Args:
        outcome: a record as its reader made it, or a reject.
        config: the settings of the run.
    """
    if isinstance(outcome, Reject):
        return (outcome,)
    try:
        return (normalize_record(outcome, config),)
    except MemoryError:
        raise
    except Exception as error:  # a defect, and no document may stop a run
        failed = ReadError(
            "normalize-failed",
            f"found {type(error).__name__}: {str(error)[:200]} where values are understood, "
            "expected a normalized record",
            hint="this is a defect of warcorpus, please report it with the document",
        )
        return tuple(Reject.of(failed, source, "normalize") for source in outcome.sources)


def look_isolated(
    paths: Iterable[PathLike | Record], config: Config = DEFAULT
) -> Generator[Looked | Reject, None, None]:
    """What a run keeps of every document that ``paths`` name; worker processes do it all.

    Args:
        paths: as for :func:`warcorpus.engines.reading.read_isolated`.
        config: the settings of the run.

    >>> [looked.keys.start for looked in look_isolated(["seeds/000_0d7aad7cfa0080c0.txt"])]
    [734905]
    """
    with closing(nouns_in(paths, "look", config, Looked)) as found:
        for one in found:
            if isinstance(one, Record):
                yield from look(one, config)
            else:
                yield one
