"""What became of every document of real sets: ``python bench/account.py FOLDER...``.

Prints one row a set: documents, records, rejects by slug, and whether the ledger of each record
gives every character of its document to exactly one owner. Exits 1 if a number does not add up.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from attrs import asdict, frozen

from warcorpus.errors import ReaderContractError
from warcorpus.readers.door import Reject, read_documents
from warcorpus.readers.registry import find_reader, formats_of_many
from warcorpus.sources.finding import RawFiles
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text


@frozen
class Account:
    """One set of documents.

    Args:
        documents: all that were handed out.
        formats: records by format.
        rejects: by slug.
        broken: records that break a law, with what was found.
    """

    documents: int
    formats: Counter[str]
    rejects: Counter[str]
    broken: list[str]

    @property
    def adds_up(self) -> bool:
        """Whether every document is a record or a reject, and all laws hold."""
        told = sum(self.formats.values()) + sum(self.rejects.values())
        return told == self.documents and not self.broken


def account(folder: Path) -> Account:
    """Read every document below a folder and check the laws of its record."""
    raw = RawFiles([str(folder)], formats_of_many())
    formats: Counter[str] = Counter()
    rejects: Counter[str] = Counter()
    broken: list[str] = []
    documents = 0
    for outcome in read_documents([folder]):
        documents += 1
        if isinstance(outcome, Reject):
            rejects[outcome.problem.slug] += 1
            continue
        source = outcome.source
        formats[source.format] += 1
        text, _, unchanged = raw.text_of(asdict(source, recurse=False))
        if text is None or not unchanged:
            broken.append(f"{source.address} is not found again")
            continue
        try:
            reader = find_reader(source.format)
            check_record(reader, outcome, Text(text, source), deep=False)
        except ReaderContractError as error:
            broken.append(str(error))
    return Account(documents, formats, rejects, broken)


def told(name: str, found: Account) -> str:
    """The row of a set."""
    counted = [f"{form} {count:,}" for form, count in sorted(found.formats.items())]
    counted += [f"[{slug}] {count:,}" for slug, count in sorted(found.rejects.items())]
    laws = found.broken[0] if found.broken else "every character has one owner"
    return f"{name}: {found.documents:,} documents = {' + '.join(counted)}; {laws}"


if __name__ == "__main__":
    found = {Path(name): account(Path(name)) for name in sys.argv[1:]}
    for folder, one in found.items():
        sys.stdout.write(told(f"{folder.parent.name}/{folder.name}", one) + "\n")
    raise SystemExit(0 if all(one.adds_up for one in found.values()) else 1)
