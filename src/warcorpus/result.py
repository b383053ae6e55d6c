"""What a run gives: the corpus, how it came about, and what one can ask of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from os import PathLike
from typing import TYPE_CHECKING, Any

from attrs import frozen

from warcorpus.config import Config
from warcorpus.errors import MissingDependencyError, OutputError, WarcorpusError
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Cluster, Outcome, Pair
from warcorpus.model.record import Conflict, MergedRecord, Record, Relation
from warcorpus.model.values import Problem
from warcorpus.report.tracing import Trace, trace

if TYPE_CHECKING:
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
    """

    documents: int
    sources: int
    rejects: tuple[Reject, ...]
    formats: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, records: list[Record], rejects: list[Reject]) -> Account:
        """The account of what was read."""
        sources = {source.key: source for record in records for source in record.sources}
        counted = Counter(source.format for source in sources.values())
        formats = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
        return cls(len(sources) + len(rejects), len(sources), tuple(rejects), tuple(formats))


@frozen(eq=False, repr=False)
class Result:
    """The corpus of a run.

    Args:
        records: one per event, sorted by id.
        clusters: which records became which.
        pairs: what was compared, with evidence.
        problems: of reading, normalizing and merging; complete whatever ``strict`` says.
        account: documents in and out.
        config: the settings of the run.
    """

    records: tuple[MergedRecord, ...]
    clusters: tuple[Cluster, ...]
    pairs: tuple[Pair, ...]
    problems: tuple[Problem, ...]
    account: Account
    config: Config

    def __repr__(self) -> str:
        return (
            f"Result {len(self.records)} records from {self.account.sources} sources, "
            f"{len(self.account.rejects)} rejects, {len(self.problems)} problems"
        )

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
        found = [r for r in self.records if r.id.startswith(record)]
        if len(found) != 1:
            raise WarcorpusError(
                "ambiguous-id" if found else "unknown-id",
                f"found {len(found)} records whose id begins with {record!r}, expected one",
            )
        return found[0]

    def rethreshold(self, bits: int) -> Result:
        """The same corpus with another threshold for SAME; nothing is read or compared again.

        >>> import warcorpus
        >>> len(warcorpus.dedupe("seeds").rethreshold(40).records)
        5
        """
        from warcorpus.matching import cluster_records, rejudge
        from warcorpus.merging import merge_clusters, unfolded

        config = evolve(self.config, match=evolve(self.config.match, same_bits=bits))
        records = unfolded(self.records)
        found = [rejudge(pair, config) for pair in self.pairs]
        clusters = cluster_records(records, found, config)
        return evolve(
            self,
            records=merge_clusters(records, clusters, found, config),
            clusters=tuple(clusters),
            pairs=tuple(found),
            config=config,
        )

    def lines(self) -> Iterator[bytes]:
        """The corpus as JSON lines, each with its line feed."""
        from warcorpus.writers.jsonl import corpus_lines

        return corpus_lines(self.records)

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
        """Whether the account adds up; every record is a witness of exactly one line.

        Raises:
            OutputError: ``account-mismatch``, a defect of warcorpus.
        """
        sources = sum(len(record.sources) for record in self.records)
        members = [m for cluster in self.clusters for m in cluster.members]
        if (
            sources != self.account.sources
            or len(members) != len(set(members))
            or len(self.records) != len(self.clusters)
        ):
            raise OutputError(
                "account-mismatch",
                f"found {sources} sources in {len(self.records)} lines, expected "
                f"{self.account.sources} in {len(self.clusters)}",
                hint="this is a defect of warcorpus, please report it with the documents",
            )

    def outcomes(self) -> dict[str, int]:
        """Number of compared pairs by outcome."""
        counted = Counter(pair.outcome for pair in self.pairs)
        return {str(outcome): counted[outcome] for outcome in Outcome}

    def _repr_html_(self) -> str:
        from warcorpus.report.notebook import result_html

        return result_html(self.records)


def _needing(package: str, make: Any) -> Any:
    try:
        return make()
    except ImportError as error:
        raise MissingDependencyError(
            "missing-dependency",
            f"found no {package}, expected it for this conversion",
            hint="pip install 'warcorpus[frames]'",
        ) from error
