"""How documents, records and raw files are named on the command line, and found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from warcorpus.cli.corpora import records_of
from warcorpus.config import Config
from warcorpus.errors import ConfigError
from warcorpus.model.record import Record
from warcorpus.model.source import Source
from warcorpus.pipeline import read
from warcorpus.readers.registry import formats_of_many
from warcorpus.sources import walk
from warcorpus.sources.finding import find_text
from warcorpus.sources.holding import HeldFiles
from warcorpus.text.document import line_and_column

_SHORTEST_PREFIX = 6


def one_record(address: str, corpus: str | None, config: Config) -> Record:
    """The record that a path, ``FILE!MEMBER``, ``FILE#n`` or an id in a corpus names.

    Raises:
        ConfigError: nothing, or more than one thing, has that name.
    """
    if not corpus or any(one.problem is None for one in walk([address])):
        return _of_file(address, config)
    next(records_of(corpus), None)
    found = [r for r in read(corpus, config=config, problems=[]) if r.id.startswith(address)]
    return _only(found, address, [r.id for r in found])


def _of_file(address: str, config: Config) -> Record:
    problems: list[Any] = []
    found = list(read(address, config=config, problems=problems))
    if not found and problems:
        first = problems[0]
        raise ConfigError(first.slug, first.message, hint=first.hint, where=first.where)
    names = [f"{address}{r.source.address.removeprefix(r.source.path)}" for r in found]
    return _only(found, address, names)


def _only(found: Sequence[Record], address: str, names: Sequence[str]) -> Record:
    if len(found) == 1:
        return found[0]
    if not found:
        raise ConfigError("unknown-id", f"found no document {address!r}, expected one")
    shown = ", ".join(names[:10])
    raise ConfigError(
        "ambiguous-id", f"found {len(found)} documents for {address!r}, expected one: {shown}"
    )


def line_of(corpus: str, record: str) -> dict[str, Any]:
    """The line of a corpus whose record, or one of whose sources, has this id or prefix.

    Raises:
        ConfigError: no line, several lines, or a prefix under six characters.
    """
    if len(record) < _SHORTEST_PREFIX:
        raise ConfigError(
            "ambiguous-id", f"found the id {record!r}, expected at least six characters of one"
        )
    found = []
    for line in records_of(corpus):
        keys = [line["id"], *(source["sha256"] for source in line["sources"])]
        paths = [source["path"] for source in line["sources"]]
        if any(key.startswith(record) for key in keys) or record in paths:
            found.append(line)
    if len(found) != 1:
        names = ", ".join(line["id"] for line in found[:10])
        raise ConfigError(
            "ambiguous-id" if found else "unknown-id",
            f"found {len(found)} records for {record!r} in {corpus}, expected one {names}".strip(),
            hint="name the record first: its id, six characters of it, or the file of a source",
        )
    return found[0]


def search_path(corpus: str | None = None, given: Sequence[str] = ()) -> list[Path]:
    """Where raw files are sought: the folders given, else those of the corpus and the work."""
    if given:
        return [Path(folder) for folder in given]
    roots = [Path(corpus).parent] if corpus else []
    roots.append(Path())
    found: list[Path] = []
    for root in roots:
        below = sorted(child for child in root.iterdir() if child.is_dir()) if root.is_dir() else []
        found += [root, *below]
    return list(dict.fromkeys(found))


def texts_from(folders: Sequence[Path]) -> Callable[[Source], str | None]:
    """Raw texts by source; None where no file with its sha256 is found."""
    of_many, held = formats_of_many(), HeldFiles()
    return lambda source: find_text(source, folders, of_many, held)


def locator() -> Callable[[Record, int], str]:
    """Writes a raw offset as ``file:line:column`` where the raw file is at hand.

    In a file of many documents lines are those of the document, ``FILE#n``.
    """
    texts = texts_from(search_path())
    known: dict[str, str | None] = {}

    def locate(record: Record, offset: int) -> str:
        source = record.source
        if source.sha256 not in known:
            known[source.sha256] = texts(source)
        text = known[source.sha256]
        name = source.address.rsplit("/", 1)[-1]
        if text is None:
            return f"{name} character {offset}"
        line, column = line_and_column(text, offset)
        return f"{name}:{line}:{column}"

    return locate
