"""What the summary of a run tells of its records, counted while they go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from attrs import define, field

from warcorpus.merging import Corpus
from warcorpus.model.record import MergedRecord
from warcorpus.model.values import Problem
from warcorpus.result import Result


@define
class Overview:
    """Counts over the records of a corpus.

    Args:
        merged: records of several documents.
        members: those documents.
        joined: records of several witnesses; copies of one document are one witness.
        sources: documents on all lines.
        conflicts: inside records.
        across: between related records; a conflict that both lines tell is counted once.
        parts: titles and ids of what is part of what, the first few.
        more_parts: how many others are.
        problems: what merging found.
        looked: whether records were made; without them neither conflicts nor relations are known.
    """

    merged: int = 0
    members: int = 0
    joined: int = 0
    sources: int = 0
    conflicts: int = 0
    across: int = 0
    parts: list[tuple[str, str]] = field(factory=list)
    more_parts: int = 0
    problems: list[Problem] = field(factory=list)
    looked: bool = True

    SHOWN = 3

    @classmethod
    def of_clusters(cls, result: Result) -> Overview:
        """What is known without making a record."""
        count = Counter(document.record for document in result.documents)
        sizes = [sum(count[m] for m in members) for _, members in result.records.members]
        several = [size for size in sizes if size > 1]
        joined = sum(result.records.joins(key) for key, _ in result.records.members)
        return cls(len(several), sum(several), joined, sum(sizes), looked=False)

    def watched(self, records: Corpus) -> Iterator[MergedRecord]:
        """The records, each counted as it goes by."""
        for record in records:
            self._note(record, records)
            self._compare(record, records)
            yield record

    def _compare(self, record: MergedRecord, records: Corpus) -> None:
        """Count the conflicts inside the record, and those across that no earlier line told."""
        for conflict in record.conflicts:
            if not conflict.pointer.startswith("/relations"):
                self.conflicts += 1
                continue
            others = [value.record for value in conflict.values if value.record is not None]
            self.across += not any(one < record.id and records.shows(one) for one in others)

    def _note(self, record: MergedRecord, records: Corpus) -> None:
        self.sources += len(record.sources)
        if len(record.sources) > 1:
            self.merged += 1
            self.members += len(record.sources)
        if records.joins(record.id):
            self.joined += 1
            self.problems += record.problems
        for relation in record.relations:
            if relation.type == "part_of" and relation.id is not None:
                if len(self.parts) < self.SHOWN:
                    self.parts.append((record.title, relation.id))
                else:
                    self.more_parts += 1
