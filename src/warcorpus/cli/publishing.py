"""The files of a run: checked before any work, written whole, the corpus read back first."""

from __future__ import annotations

import csv
import io

from attrs import frozen

from warcorpus.errors import OutputError
from warcorpus.result import Result
from warcorpus.writers import manifest, problems
from warcorpus.writers.files import check_creatable, publish_files


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


def check_writable(outputs: Outputs) -> None:
    """Fail before any work if a file could not be created.

    Raises:
        OutputError: ``output-unwritable``.
    """
    for name in outputs.files:
        check_creatable(name)


def publish(result: Result, outputs: Outputs) -> None:
    """Write the files of a run; all are staged before the first one gets its name.

    Raises:
        OutputError: a file cannot be written, or the staged corpus is not what was meant.
    """
    contents: dict[str, bytes] = {}
    if outputs.corpus and outputs.manifest_file:
        lines = list(result.lines())
        contents[outputs.corpus] = b"".join(lines)
        _check_lines(lines, result)
    if outputs.clusters:
        contents[outputs.clusters] = _clusters(result)
    if outputs.problems_file:
        contents[outputs.problems_file] = problems.encode(result.problems, result.account.rejects)
    if outputs.corpus and outputs.manifest_file:
        contents[outputs.manifest_file] = manifest.encode(result, contents)
    publish_files(contents)


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
