"""What a run gives: the corpus, how it came about, and what one can ask of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from os import PathLike
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import define, field, frozen

from warcorpus.config import Config
from warcorpus.engines.log import Merged
from warcorpus.errors import MissingDependencyError, OutputError, WarcorpusError
from warcorpus.matching.candidates import Counts
from warcorpus.merging import Corpus
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Cluster, Outcome, Pair
from warcorpus.model.record import Conflict, MergedRecord, Relation
from warcorpus.model.values import Problem
from warcorpus.report.tracing import Trace, trace

if TYPE_CHECKING:
    from warcorpus.engines.looking import Looked
    from warcorpus.readers.door import Reject


@frozen
class Account:
    """Documents in, sources in records and rejects out; the sums must agree.

    Args:
        documents: handed out by the readers; a line of a corpus counts as its sources, and one
            that comes twice (with its corpus, from two folders of one layout) counts once.
        sources: different sources of records.
        rejects: documents without a record.
        formats: documents by format, most frequent first, then by name.
        known: documents that the corpus has already, against which others were deduplicated;
            they are no sources here, and their formats are not counted.
    """

    documents: int
    sources: int
    rejects: tuple[Reject, ...]
    formats: tuple[tuple[str, int], ...]
    known: int = 0


class Document(NamedTuple):
    """A source of a record: where it stood, and whose it is; ``old`` if a corpus had it before."""

    path: str
    number: int
    text_id: str
    record: str
    sha256: str
    old: bool = False


@define
class Tally:
    """The account while documents come in; those of a corpus that stands already come first."""

    rejects: list[Reject] = field(factory=list)
    _documents: dict[bytes, Document] = field(factory=dict)
    _formats: Counter[str] = field(factory=Counter)
    _known: set[bytes] = field(factory=set)

    def add(self, looked: Looked, old: bool = False) -> bool:
        """A record; a source that was counted is not counted again.

        Args:
            looked: what was read.
            old: whether it comes from the corpus that stands already.

        Returns:
            whether any of its sources was not known.
        """
        new = False
        for source in looked.sources:
            key = source.key
            if key not in self._documents:
                new = True
                path = intern(source.path)  # of a file of many documents it is one for all
                self._documents[key] = Document(
                    path, source.index, source.text_id, looked.id, source.sha256, old
                )
                if not old:
                    self._formats[source.format] += 1
            elif not old and self._documents[key].old:
                self._known.add(key)
        return new

    def reject(self, reject: Reject) -> None:
        """A document without a record."""
        self.rejects.append(reject)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The sources of records."""
        return tuple(self._documents.values())

    def account(self) -> Account:
        """The sums."""
        formats = sorted(self._formats.items(), key=lambda item: (-item[1], item[0]))
        sources, known = self._formats.total(), len(self._known)
        return Account(
            sources + known + len(self.rejects),
            sources,
            tuple(self.rejects),
            tuple(formats),
            known,
        )


@frozen(eq=False, repr=False)
class Result:
    """The corpus of a run.

    Args:
        records: one per event, sorted by id; each is merged when it is asked for, so that none
            of a large corpus needs to be held. After ``dedupe(..., against=corpus)`` only those
            that the corpus has not got as they are.
        clusters: which records became which.
        pairs: what was compared; evidence stands with those that are or may be one event,
            ``explain`` shows it of any two.
        reading: problems of reading and normalizing.
        account: documents in and out.
        config: the settings of the run.
        counts: what the search for candidates did.
        documents: the sources of all records, those that the corpus had before included.
    """

    records: Corpus
    clusters: tuple[Cluster, ...]
    pairs: Sequence[Pair]
    reading: tuple[Problem, ...]
    account: Account
    config: Config
    counts: Counts
    documents: tuple[Document, ...]

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Of reading, normalizing and merging; complete whatever ``strict`` says."""
        return in_order((*self.reading, *self.records.problems()))

    def __repr__(self) -> str:
        return (
            f"Result {len(self.records)} records from {self.account.sources} sources, "
            f"{len(self.account.rejects)} rejects, {len(self.problems)} problems"
        )

    @cached_property
    def written(self) -> tuple[Document, ...]:
        """The sources of the records here: all, unless a corpus stands already."""
        if self.records.shown is None:
            return self.documents
        here = {key for _, members in self.records.members for key in members}
        return tuple(document for document in self.documents if document.record in here)

    @property
    def relations(self) -> tuple[tuple[str, Relation], ...]:
        """``(id of the record, relation)`` of every relation."""
        return tuple((r.id, relation) for r in self.records for relation in r.relations)

    @property
    def conflicts(self) -> tuple[tuple[str, Conflict], ...]:
        """``(id of the record, conflict)`` of every conflict."""
        return tuple((r.id, conflict) for r in self.records for conflict in r.conflicts)

    def trace(self, record: str, what: str) -> list[Trace]:
        """Where a field or a phrase comes from.

        Args:
            record: id of a record, or a unique beginning of it.
            what: a field (``date``), a pointer (``/sides/0/strength/0``) or quoted words.

        >>> import warcorpus
        >>> result = warcorpus.dedupe("seeds")
        >>> result.trace("601a07e7", "date")[0].origins[0].start
        866
        """
        return trace(self[record], what)

    def __getitem__(self, record: str) -> MergedRecord:
        found = self.records.beginning_with(record)
        if len(found) != 1:
            raise WarcorpusError(
                "ambiguous-id" if found else "unknown-id",
                f"found {len(found)} records whose id begins with {record!r}, expected one",
            )
        return self.records.by_id(found[0])

    def rethreshold(self, bits: int) -> Result:
        """The same corpus with another threshold for SAME; nothing is read or compared again.

        >>> import warcorpus
        >>> len(warcorpus.dedupe("seeds").rethreshold(40).records)
        5
        """
        from warcorpus.matching import cluster_records, rejudge

        config = evolve(self.config, match=evolve(self.config.match, same_bits=bits))
        witnesses = [
            self.records.fetch(key) for cluster in self.clusters for key in cluster.members
        ]
        found = [rejudge(pair, config) for pair in self.pairs]
        clusters = cluster_records(witnesses, found, config)
        return evolve(
            self,
            records=Corpus(
                self.records.fetch, clusters, found, config, self.records.shown, store=Merged()
            ),
            clusters=tuple(clusters),
            pairs=tuple(found),
            config=config,
        )

    def lines(self) -> Iterator[bytes]:
        """The corpus as JSON lines, each with its line feed."""
        from warcorpus.model.wire import to_line

        return map(to_line, self.records)

    def to_jsonl(self, path: str | PathLike[str] | None = None) -> str:
        """The corpus as JSONL; with ``path`` it is also written there, whole or not at all."""
        from warcorpus.writers.files import write_atomically

        data = b"".join(self.lines())
        if path is not None:
            write_atomically(path, data)
        return data.decode("utf-8")

    def to_arrow(self) -> Any:
        """The corpus as a ``pyarrow.Table`` with the schema of ``warcorpus schema --arrow``."""
        from warcorpus.writers.frames import to_arrow

        return to_arrow(self.records)

    def to_parquet(self, path: str | PathLike[str]) -> None:
        """The corpus as a Parquet file."""
        from warcorpus.writers.frames import to_parquet

        to_parquet(self.records, path)

    def to_pandas(self) -> Any:
        """The corpus as a ``pandas.DataFrame``; nested columns stay nested."""
        return _needing("pandas", lambda: self.to_arrow().to_pandas())

    def to_polars(self) -> Any:
        """The corpus as a ``polars.DataFrame``; nested columns stay nested."""
        import importlib

        return _needing(
            "polars", lambda: importlib.import_module("polars").from_arrow(self.to_arrow())
        )

    def check(self) -> None:
        """Whether the account adds up; every record is a witness of exactly one event.

        Raises:
            OutputError: ``account-mismatch``, a defect of warcorpus.
        """
        members = [m for cluster in self.clusters for m in cluster.members]
        shown = self.records.shown
        lines = sum(1 for cluster in self.clusters if shown is None or shown(cluster.members))
        if len(members) != len(set(members)) or len(self.records) != lines:
            raise OutputError(
                "account-mismatch",
                f"found {len(members)} records in {len(self.records)} lines, expected each once "
                f"in {lines}",
                hint="this is a defect of warcorpus, please report it with the documents",
            )

    def outcomes(self) -> dict[str, int]:
        """Number of compared pairs by outcome."""
        counted = Counter(pair.outcome for pair in self.pairs)
        return {str(outcome): counted[outcome] for outcome in Outcome}

    def _repr_html_(self) -> str:
        from warcorpus.report.notebook import result_html

        return result_html(self.records)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, sorted by place."""
    return tuple(sorted(set(problems), key=_problem_key))


def _problem_key(problem: Problem) -> tuple[object, ...]:
    """All that tells two problems apart: what is equal here is equal altogether."""
    span = problem.span
    place = (-1, -1, -1) if span is None else (span.source, span.start, span.end)
    return (problem.where, problem.slug, problem.level, problem.message, problem.hint, place)


def _needing(package: str, make: Any) -> Any:
    try:
        return make()
    except ImportError as error:
        raise MissingDependencyError(
            "missing-dependency",
            f"found no {package}, expected it for this conversion",
            hint="pip install 'warcorpus[frames]'",
        ) from error
