"""The files of a run: checked before any work, all written before the first one gets its name.

The sources on the lines of the corpus are counted while it is written; if any is missing or told
twice, no file appears.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from attrs import frozen

from warcorpus.cli.overview import Overview
from warcorpus.errors import OutputError
from warcorpus.model.wire import to_line
from warcorpus.readers.registry import find_reader
from warcorpus.readers.sniffing import HEAD_CHARACTERS
from warcorpus.result import Result, in_order
from warcorpus.sources.walking import walk
from warcorpus.writers.files import Content, Written, check_creatable
from warcorpus.writers.files import publish as publish_files
from warcorpus.writers.manifest import MACHINE_DEPENDENT, Sums, manifest, manifest_bytes
from warcorpus.writers.problems import problem_lines

_SURE = 0.9


@frozen
class Outputs:
    """Where a run writes.

    Args:
        corpus: the corpus, None for stdout or a dry run.
        clusters: a table of documents and record ids.
        problems: given by hand; default beside the corpus.
    """

    corpus: str | None
    clusters: str | None
    problems: str | None

    @property
    def problems_file(self) -> str | None:
        """Where problems go; None if nowhere."""
        return self.problems or (f"{self.corpus}.problems.jsonl" if self.corpus else None)

    @property
    def manifest_file(self) -> str | None:
        """Where the manifest goes; beside the corpus only."""
        return f"{self.corpus}.manifest.json" if self.corpus else None

    @property
    def files(self) -> list[str]:
        """Every file that will be written."""
        named = (self.corpus, self.clusters, self.problems_file, self.manifest_file)
        return [name for name in named if name]


def check_writable(outputs: Outputs, inputs: Sequence[str], against: str | None = None) -> None:
    """Fail before any work if a file could not be created, or would replace an input.

    A corpus may be deduplicated in place, since it is read whole before it is replaced; a
    document that it was made from must never be lost to it. The corpus of ``--against`` would
    lose all lines that have no new document.

    Raises:
        OutputError: ``output-unwritable``, ``output-is-input``.
    """
    for name in outputs.files:
        check_creatable(name)
        if against is not None and Path(name).exists() and Path(name).samefile(against):
            raise OutputError(
                "output-is-input",
                f"found the corpus of --against as the file to write ({name}), expected another "
                "file: only records with new documents are written",
                hint="without --against a corpus may be renewed in place: "
                "warcorpus dedupe CORPUS NEW -o CORPUS",
            )
        if Path(name).exists() and _is_document(Path(name), inputs):
            raise OutputError(
                "output-is-input",
                f"found {name} among the documents to read, expected another file to write",
                hint="name a file outside of the inputs",
            )


def _is_document(path: Path, inputs: Sequence[str]) -> bool:
    places = [one.location for one in walk(inputs) if one.location is not None]
    if not any(place.exists() and path.samefile(place) for place in places):
        return False
    with path.open("rb") as file:
        head = file.read(HEAD_CHARACTERS).decode("utf-8", "replace")
    return find_reader("warcorpus").sniff(head).score < _SURE


def publish(result: Result, outputs: Outputs) -> Overview:
    """Write the files of a run; all are staged before the first one gets its name.

    Returns:
        what the records are, as far as they were made.

    Raises:
        OutputError: a file cannot be written, or the sources on the lines of the corpus are not
            those that were read.
    """
    seen = Overview() if outputs.corpus else Overview.of_clusters(result)
    contents: dict[Path, Content] = {}
    if outputs.corpus:
        contents[Path(outputs.corpus)] = checked_lines(result, seen)
    if outputs.clusters:
        contents[Path(outputs.clusters)] = _clusters(result)
    if outputs.problems_file:
        contents[Path(outputs.problems_file)] = _problem_lines(result, seen)
    if outputs.manifest_file:
        contents[Path(outputs.manifest_file)] = lambda done: _manifest(result, seen, done)
    publish_files(contents)
    return seen


def checked_lines(result: Result, seen: Overview) -> Iterator[bytes]:
    """The lines of the corpus, counted as they go by.

    Raises:
        OutputError: ``account-mismatch``: the sources on them are not those that were read.
    """
    yield from map(to_line, seen.watched(result.records))
    if seen.sources != len(result.written):
        raise OutputError(
            "account-mismatch",
            f"found {seen.sources} sources on the lines, expected {len(result.written)}",
            hint="this is a defect of warcorpus, please report it with the documents",
        )


def _problem_lines(result: Result, seen: Overview) -> Iterator[bytes]:
    """Made when the corpus is written: merging has problems of its own."""
    yield from problem_lines((*result.reading, *seen.problems), result.account.rejects)


def _manifest(result: Result, seen: Overview, done: Sequence[Written]) -> bytes:
    """What made the corpus, and that the sums add up."""
    account = result.account
    digests = [document.sha256 for document in result.documents if not document.old]
    digests += [reject.source.sha256 for reject in account.rejects]
    return manifest_bytes(
        manifest(
            config=result.config,
            documents=digests,
            files=done,
            sums=Sums(
                documents=account.documents,
                sources=seen.sources,
                rejects=len(account.rejects),
                records=sum(len(members) for _, members in result.records.members),
                lines=len(result.records),
                clusters=seen.joined,
                singles=len(result.records) - seen.joined,
                known=account.known,
                joined=sum(1 for document in result.written if document.old),
            ),
            against=_standing(result),
            problems=in_order((*result.reading, *seen.problems)),
            pairs={
                "proposed": len(result.pairs),
                "dropped": result.counts.dropped,
                "at_bound": result.counts.at_bound,
                "large_keys": result.counts.large_keys,
                "without_candidate": result.counts.alone,
            },
            outcomes=result.outcomes(),
            machine_dependent=[
                reject.source.sha256 or reject.source.address
                for reject in account.rejects
                if reject.problem.slug in MACHINE_DEPENDENT
            ],
        )
    )


def _standing(result: Result) -> list[str] | None:
    """Digests of what the corpus of ``--against`` had."""
    if result.records.shown is None:
        return None
    return [document.sha256 for document in result.documents if document.old]


def _clusters(result: Result) -> Iterator[bytes]:
    """A table: file, index of the document in it, record id."""
    home = {key: record for record, members in result.records.members for key in members}
    rows = [(d.path, d.number, d.text_id, home[d.record]) for d in result.written]
    rows.sort()
    line = io.StringIO()
    writer = csv.writer(line, delimiter="\t", lineterminator="\n")
    for row in chain([("file", "index", "text_id", "id")], rows):
        writer.writerow(row)
        yield line.getvalue().encode("utf-8", "surrogateescape")
        line.seek(0)
        line.truncate()
