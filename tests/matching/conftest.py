"""Records made by hand, as normalizing would give them, and what matching makes of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from warcorpus.config import Config, MatchConfig
from warcorpus.matching import cluster_records, compare_records, find_pairs
from warcorpus.matching.view import View
from warcorpus.model.facts import Date, Link, Name, Part, Place, PlacePart
from warcorpus.model.pairs import Evidence, Outcome, Pair
from warcorpus.model.prose import GAP_MARK, OPEN_GAP, Block, Section, TextRow
from warcorpus.model.record import Record
from warcorpus.model.source import Source


def date_of(when: str | None) -> Date:
    """``2013-02-06/2013-02-19``, ``2013-02`` or ``2013``."""
    if when is None:
        return Date()
    first, _, last = when.partition("/")
    last = last or first
    precision = {4: "year", 7: "month", 10: "day"}
    ends = {4: "-12-31", 7: "-28", 10: ""}
    starts = {4: "-01-01", 7: "-01", 10: ""}
    if last == "..":
        return Date(
            "given", when, when, first + starts[len(first)], None, precision[len(first)], None
        )
    return Date(
        state="given",
        text=when,
        edtf=when,
        earliest=first + starts[len(first)],
        latest=last + ends[len(last)],
        start_precision=precision[len(first)],
        end_precision=precision[len(last)],
    )


def make_record(
    title: str | None = None,
    text: str = "",
    *,
    when: str | None = None,
    where: str | None = None,
    part_of: tuple[str, ...] = (),
    names: tuple[tuple[str, str], ...] = (),
    links: tuple[str, ...] = (),
    kind: str = "battle",
    text_id: str | None = None,
    path: str = "",
    publisher: str | None = None,
    salt: str = "",
) -> Record:
    """A normalized record; paragraphs of ``text`` are parted by empty lines."""
    blocks, rows, offset = [], [], 0
    for paragraph in text.split("\n\n") if text else []:
        blocks.append(Block("paragraph", offset, offset + len(paragraph)))
        offset += len(paragraph) + 2
    place = text.find(OPEN_GAP)
    while place >= 0:
        rows.append(TextRow(place, place + len(OPEN_GAP), 0, 0, 1, GAP_MARK))
        place = text.find(OPEN_GAP, place + 1)
    all_names = ([Name(title, "en", "Latn", "title")] if title else []) + [
        Name(name, "en", "Latn", kind) for name, kind in names
    ]
    parts = tuple(PlacePart(part.strip()) for part in where.split(",")) if where else ()
    described = repr((title, text, when, where, part_of, names, links, kind, text_id, path, salt))
    digest = sha256(described.encode()).hexdigest()
    return Record(
        id=digest[:32],
        title=title or "",
        text=text,
        kind=kind,
        names=tuple(all_names),
        date=date_of(when),
        place=Place("given", where, parts) if where else Place(),
        part_of=tuple(Part(name) for name in part_of),
        links=tuple(Link(t, t, None, "internal", "sentence") for t in links),
        sections=(Section(None, 1, None, 0, len(text), False, tuple(blocks)),),
        sources=(
            Source(path=path or digest[:8], sha256=digest, text_id=text_id, publisher=publisher),
        ),
        text_map=tuple(rows),
    )


@pytest.fixture(scope="session")
def make() -> Callable[..., Record]:
    return make_record


@pytest.fixture(scope="session")
def rows_of() -> Callable[[Pair], dict[str, Evidence]]:
    """The evidence of a pair by its comparison."""
    return lambda pair: {row.comparison: row for row in pair.evidence}


@pytest.fixture(scope="session")
def outcome() -> Callable[..., Outcome]:
    """``outcome(a, b, same_bits=60)`` is what two records are to each other at these settings."""
    return lambda a, b, **match: compare_records(a, b, Config(match=MatchConfig(**match))).outcome


@pytest.fixture(scope="session")
def clusters() -> Callable[..., list[int]]:
    """``clusters(a, b, c)`` gives the sizes of the clusters of these records, sorted."""

    def sizes(*records: Record) -> list[int]:
        found = cluster_records(records, find_pairs(records))
        return sorted(len(cluster.members) for cluster in found)

    return sizes


@pytest.fixture(scope="session")
def view() -> Callable[..., object]:
    """The view of a record made by hand."""
    return lambda *args, **kwargs: View.of(make_record(*args, **kwargs))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real documents; tests that need them are skipped where they are not."""
    root = Path(__file__).parents[2]
    folder = Path(os.environ.get("WARCORPUS_DATA", root.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("no shared data")
    return folder
