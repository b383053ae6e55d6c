"""The files of a run: checked before any work, written whole, the corpus read back first."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from attrs import frozen

from warcorpus.errors import OutputError
from warcorpus.readers.registry import find_reader
from warcorpus.readers.sniffing import HEAD_CHARACTERS
from warcorpus.result import Result
from warcorpus.sources.walking import walk
from warcorpus.writers.files import Written, check_creatable
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


def check_writable(outputs: Outputs, inputs: Sequence[str]) -> None:
    """Fail before any work if a file could not be created, or would replace an input.

    A corpus may be deduplicated in place, since it is read whole before it is replaced; a
    document that it was made from must never be lost to it.

    Raises:
        OutputError: ``output-unwritable``, ``output-is-input``.
    """
    for name in outputs.files:
        check_creatable(name)
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


def publish(result: Result, outputs: Outputs) -> None:
    """Write the files of a run; all are staged before the first one gets its name.

    Raises:
        OutputError: a file cannot be written, or the staged corpus is not what was meant.
    """
    contents: dict[str, bytes] = {}
    if outputs.corpus:
        lines = list(result.lines())
        _check_lines(lines, result)
        contents[outputs.corpus] = b"".join(lines)
    if outputs.clusters:
        contents[outputs.clusters] = _clusters(result)
    if outputs.problems_file:
        rejects = result.account.rejects
        contents[outputs.problems_file] = b"".join(problem_lines(result.problems, rejects))
    if outputs.manifest_file:
        contents[outputs.manifest_file] = _manifest(result, contents)
    publish_files({Path(name): data for name, data in contents.items()})


def _manifest(result: Result, contents: dict[str, bytes]) -> bytes:
    """What made the corpus, and that the sums add up."""
    account = result.account
    merged = sum(1 for record in result.records if len(record.witnesses) > 1)
    sources = [source for record in result.records for source in record.sources]
    digests = [source.sha256 for source in sources]
    digests += [reject.source.sha256 for reject in account.rejects]
    return manifest_bytes(
        manifest(
            config=result.config,
            documents=digests,
            files=[_written(name, data) for name, data in contents.items()],
            sums=Sums(
                documents=account.documents,
                sources=len(sources),
                rejects=len(account.rejects),
                records=sum(len(cluster.members) for cluster in result.clusters),
                lines=len(result.records),
                clusters=merged,
                singles=len(result.records) - merged,
            ),
            problems=result.problems,
            pairs={
                "proposed": len(result.pairs),
                "scored": sum(1 for pair in result.pairs if pair.evidence),
            },
            outcomes=result.outcomes(),
            machine_dependent=[
                reject.source.sha256 or reject.source.address
                for reject in account.rejects
                if reject.problem.slug in MACHINE_DEPENDENT
            ],
        )
    )


def _written(name: str, data: bytes) -> Written:
    return Written(Path(name).name, data.count(b"\n"), len(data), sha256(data).hexdigest())


def _check_lines(lines: list[bytes], result: Result) -> None:
    """Count the sources on the lines themselves: the account must hold for what is written."""
    import msgspec

    sources = sum(len(msgspec.json.decode(line)["sources"]) for line in lines)
    expected = result.account.documents - len(result.account.rejects)
    if sources != expected:
        raise OutputError(
            "account-mismatch",
            f"found {sources} sources on the lines, expected {expected}",
            hint="this is a defect of warcorpus, please report it with the documents",
        )


def _clusters(result: Result) -> bytes:
    """A table: file, index of the document in it, record id."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter="\t", lineterminator="\n")
    writer.writerow(["file", "index", "text_id", "id"])
    rows = [
        (source.path, source.index, source.text_id or "", record.id)
        for record in result.records
        for source in record.sources
    ]
    writer.writerows(sorted(rows))
    return table.getvalue().encode("utf-8", "surrogateescape")
