"""Truth files: which document belongs to which event."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from attrs import evolve, field, frozen

from warcorpus.errors import ConfigError
from warcorpus.evaluation.relations import Changed, Hidden, Relation, Truly
from warcorpus.model.record import Record

_KEYS = ("file", "id", "cluster")
_WHOLES = "part_of_clusters"


@frozen
class Truth:
    """Labels of documents.

    Args:
        clusters: key of a document → name of its event. A key is the file name, with ``#id``
            where the file has an ``id`` column.
        columns: further columns by document, for ``--by``.
        relations: of events that are not one.
        gaps: words that documents hide; only where that is known.
        conflicts: numbers that documents have otherwise; only where that is known.
        wholes: events that documents tell a part of; they need not be labelled themselves.
    """

    clusters: dict[str, str]
    columns: dict[str, dict[str, str]]
    relations: tuple[Relation, ...] = ()
    gaps: dict[str, tuple[Hidden, ...]] = field(factory=dict)
    conflicts: dict[str, tuple[Changed, ...]] = field(factory=dict)
    wholes: dict[str, tuple[str, ...]] = field(factory=dict)

    @classmethod
    def parse(cls, text: str, name: str) -> Truth:
        """Read a tab- or comma-separated table with the columns ``file`` and ``cluster``.

        JSON lines are read too: objects with the same keys, where ``gaps`` and ``conflicts`` are
        lists, and objects with ``relation``, ``cluster`` and ``other``. Rows with an empty
        cluster are unlabelled: no statement at all, not a negative. A column
        ``part_of_clusters`` names the events, parted by semicolons, that a document tells a part
        of and must not be merged with.

        Raises:
            ConfigError: a column is missing.

        >>> Truth.parse("file\\tcluster\\na.txt\\tx\\nb.txt\\t\\n", "t.tsv").clusters
        {'a.txt': 'x'}
        """
        if text.startswith("{"):
            return cls._of_lines(text, name)
        head = text.partition("\n")[0]
        rows = csv.DictReader(io.StringIO(text), delimiter="\t" if "\t" in head else ",")
        columns = rows.fieldnames or []
        if "file" not in columns or "cluster" not in columns:
            raise ConfigError(
                "bad-value",
                f"found the columns {', '.join(columns)}, expected file and cluster",
                where=f"{name}:1:1",
                hint="the first line names the columns, parted by tabs or commas",
            )
        truth = cls({}, {})
        for row in rows:
            truth._add_row(row)
        return truth

    def _add_row(self, row: Mapping[str, str]) -> None:
        key = document_key(row["file"], row.get("id"))
        if row["cluster"]:
            self.clusters[key] = row["cluster"]
            self.columns[key] = {k: v or "" for k, v in row.items() if k is not None}
        self._add_wholes(key, row.get(_WHOLES))

    def _add_wholes(self, key: str, listed: str | None) -> None:
        if listed:
            names = (name.strip() for name in listed.split(";"))
            self.wholes[key] = tuple(name for name in names if name)

    @classmethod
    def _of_lines(cls, text: str, name: str) -> Truth:
        truth = cls({}, {})
        relations = []
        for number, line in enumerate(text.split("\n"), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if "relation" in row:
                    relations.append(Relation(row["relation"], row["cluster"], row["other"]))
                else:
                    truth._add(row)
            except (ValueError, KeyError, TypeError) as error:
                raise ConfigError(
                    "bad-value",
                    "found a line that is no label, expected an object with file and cluster",
                    where=f"{name}:{number}:1",
                    hint="a line of JSON per document, or relation, cluster and other",
                ) from error
        return evolve(truth, relations=tuple(relations))

    def _add(self, row: dict[str, Any]) -> None:
        key = document_key(row["file"], row.get("id"))
        self._add_wholes(key, row.get(_WHOLES))
        if not row["cluster"]:
            return
        self.clusters[key] = row["cluster"]
        others = {name: row[name] for name in row if isinstance(row[name], str)}
        self.columns[key] = {k: v for k, v in others.items() if k not in _KEYS}
        if gaps := row.get("gaps"):
            self.gaps[key] = tuple(
                Hidden(one["start"], one["end"], tuple(one["words"])) for one in gaps
            )
        if conflicts := row.get("conflicts"):
            self.conflicts[key] = tuple(Changed(**one) for one in conflicts)

    def to_jsonl(self) -> str:
        """The lines that `parse` reads.

        >>> print(Truth({"a.txt": "x"}, {"a.txt": {}}).to_jsonl(), end="")
        {"file": "a.txt", "cluster": "x"}
        """
        lines = []
        for key, cluster in self.clusters.items():
            file, _, text_id = key.partition("#")
            row: dict[str, Any] = {"file": file, **({"id": text_id} if text_id else {})}
            row = {**row, "cluster": cluster, **self.columns[key]}
            if key in self.wholes:
                row[_WHOLES] = "; ".join(self.wholes[key])
            if key in self.gaps:
                row["gaps"] = [one.to_dict() for one in self.gaps[key]]
            if key in self.conflicts:
                row["conflicts"] = [one.to_dict() for one in self.conflicts[key]]
            lines.append(row)
        lines += [
            {"relation": one.kind, "cluster": one.cluster, "other": one.other}
            for one in self.relations
        ]
        return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)

    def relation(self, one: str, other: str) -> Truly:
        """How one document is related to another.

        Documents of two events that nothing is said of are siblings if the column ``part_of``
        is the same, else different.

        Args:
            one: key of a document.
            other: key of another.

        >>> rows = '{"file": "a", "cluster": "x"}\\n{"file": "b", "cluster": "y"}\\n'
        >>> rows += '{"relation": "part-of", "cluster": "x", "other": "y"}'
        >>> truth = Truth.parse(rows, "truth.jsonl")
        >>> truth.relation("a", "b"), truth.relation("b", "a"), truth.relation("a", "a")
        ('part-of', 'contains', 'same')
        """
        a, b = self.clusters[one], self.clusters[other]
        if a == b:
            return "same"
        known = self._related
        if (a, b) in known:
            return known[a, b]
        if (b, a) in known:
            return "contains" if known[b, a] == "part-of" else known[b, a]
        whole = self.columns[one].get("part_of")
        same_whole = whole and whole == self.columns[other].get("part_of")
        return "sibling" if same_whole else "different"

    @cached_property
    def _related(self) -> dict[tuple[str, str], Truly]:
        return {(one.cluster, one.other): one.kind for one in self.relations}

    @property
    def by_id(self) -> bool:
        """Whether documents are told apart by an id inside their file."""
        return any("#" in key for keys in (self.clusters, self.wholes) for key in keys)


def document_key(file: str, text_id: str | None) -> str:
    """How a truth file and a corpus name one document."""
    return f"{file}#{text_id}" if text_id else file


def found_clusters(lines: Iterable[Mapping[str, Any]], truth: Truth) -> dict[str, str]:
    """Document → id of the line it stands on, keyed as the truth is."""
    found = {}
    by_id = truth.by_id
    for line in lines:
        for source in line["sources"]:
            text_id = source["text_id"] if by_id else None
            for key in _keys_of(source["path"], source.get("member"), text_id):
                found[key] = line["id"]
    return found


def labelled_records(records: Iterable[Record], truth: Truth) -> dict[str, str]:
    """Document → id of its record, for the documents that the truth speaks of.

    Args:
        records: the records, as they were read.
        truth: the labels.
    """
    found = {}
    by_id = truth.by_id
    for record in records:
        for source in record.sources:
            text_id = source.text_id if by_id else None
            for key in _keys_of(source.path, source.member, text_id):
                if key in truth.clusters or key in truth.wholes:
                    found[key] = record.id
    return found


def _keys_of(path: str, member: str | None, text_id: str | None) -> set[str]:
    """The keys that a truth file may have for a document: its path, and its bare name."""
    files = [name for name in (path, member) if name]
    names = [*files, *(name.rsplit("/", 1)[-1] for name in files)]
    return {document_key(name, text_id) for name in names}
