"""What made a corpus: the same bytes for the same run, without clock, host, user or path."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from importlib import metadata
from typing import Any

from attrs import asdict, frozen

from warcorpus.config import Config, config_digest
from warcorpus.errors import OutputError
from warcorpus.matching.model import model_of
from warcorpus.model.values import Problem
from warcorpus.writers.files import Written

SCHEMA = "warcorpus.manifest/1"

_LIBRARIES = ("warcorpus", "pyyaml", "mwparserfromhell", "rapidfuzz", "ftfy")
"""What can change a corpus; a library that is not installed is null."""


MACHINE_DEPENDENT = frozenset(("too-slow", "too-much-memory"))
"""Slugs of rejects that a faster machine, or one with more memory, may not have."""


@frozen
class Sums:
    """The account of a run.

    Args:
        documents: what the readers handed out.
        sources: sources in the lines of the corpus.
        rejects: documents without a record.
        records: documents that differ, each a witness of exactly one line.
        lines: lines of the corpus.
        clusters: lines of several witnesses.
        singles: lines of one witness.
        known: documents that the corpus of ``--against`` has already.
        joined: sources in the lines that come from that corpus.
    """

    documents: int
    sources: int
    rejects: int
    records: int
    lines: int
    clusters: int
    singles: int
    known: int = 0
    joined: int = 0

    def check(self) -> None:
        """Whether the account adds up.

        Raises:
            OutputError: ``account-mismatch``, a defect of warcorpus.

        >>> Sums(5, 5, 0, 5, 4, 1, 3).check()
        """
        if self.documents + self.joined != self.sources + self.rejects + self.known:
            raise _mismatch(
                f"{self.documents} documents and {self.joined} of the corpus",
                f"{self.sources} sources, {self.rejects} rejects and {self.known} known",
            )
        if self.lines != self.clusters + self.singles:
            raise _mismatch(
                f"{self.lines} lines", f"{self.clusters} clusters and {self.singles} singles"
            )


def manifest(
    *,
    config: Config,
    documents: Iterable[str],
    files: Sequence[Written],
    sums: Sums,
    problems: Iterable[Problem] = (),
    pairs: Mapping[str, int] | None = None,
    outcomes: Mapping[str, int] | None = None,
    decisions: str | None = None,
    against: Iterable[str] | None = None,
    machine_dependent: Iterable[str] = (),
) -> dict[str, Any]:
    """The manifest of a run as plain data.

    Args:
        config: the settings.
        documents: sha256 of every document, rejects included.
        files: what was written.
        sums: the account; checked here.
        problems: all problems, counted by slug.
        pairs: how many were proposed, dropped by a cap, scored.
        outcomes: pairs by outcome.
        decisions: digest of the decisions file.
        against: sha256 of every document of the corpus that stood already.
        machine_dependent: digests of documents whose reject another machine may not share, paths
            where nothing of them could be read.

    Raises:
        OutputError: ``account-mismatch``.
    """
    sums.check()
    return {
        "schema": SCHEMA,
        "versions": {**versions(), "unicode": unicodedata.unidata_version},
        "digests": {
            "against": None if against is None else digest_of_set(against),
            "config": config_digest(config),
            "decisions": decisions,
            "inputs": digest_of_set(documents),
            "model": model_of(config).sha256,
        },
        "files": [asdict(file) for file in sorted(files, key=lambda file: file.name)],
        "account": asdict(sums),
        "problems": _counted(problem.slug for problem in problems),
        "pairs": dict(sorted((pairs or {}).items())),
        "outcomes": dict(sorted((outcomes or {}).items())),
        "machine_dependent": sorted(machine_dependent),
    }


def manifest_bytes(content: Mapping[str, Any]) -> bytes:
    """The bytes of the file.

    >>> manifest_bytes({"schema": "warcorpus.manifest/1"})
    b'{\\n  "schema": "warcorpus.manifest/1"\\n}\\n'
    """
    import json

    return json.dumps(content, ensure_ascii=True, indent=2).encode("ascii") + b"\n"


def versions() -> dict[str, str | None]:
    """Versions of warcorpus and of the libraries that can change a corpus."""
    return {name: _version(name) for name in _LIBRARIES}


def digest_of_set(digests: Iterable[str]) -> str:
    """One digest of a set of digests, whatever their order.

    >>> digest_of_set(["b", "a"]) == digest_of_set(["a", "b"])
    True
    """
    return sha256("\n".join(sorted(digests)).encode("ascii")).hexdigest()


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _counted(slugs: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(slugs).items()))


def _mismatch(found: str, expected: str) -> OutputError:
    return OutputError(
        "account-mismatch",
        f"found {found}, expected {expected}; nothing is published",
        hint="this is a defect of warcorpus, please report it with the documents",
    )
