"""The documents that matching is measured on: generated ones, and real ones where at hand."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from warcorpus.evaluation.truth import Truth
from warcorpus.testing.copies import near_duplicates

ROOT = Path(__file__).parent.parent
_PARTS = ("ba", "dor", "el", "fir", "gan", "hu", "ik", "jol", "ka", "lum", "mer", "no", "os", "pit")
_TEXTS = ("name", "street", "chief")


class Line(NamedTuple):
    """One document of a JSONL file, and the event it tells of."""

    id: str
    title: str
    text: str
    cluster: str


class Labelled(NamedTuple):
    """A file of documents and their events by id."""

    file: Path
    clusters: dict[str, str]


def written(file: Path, lines: Iterable[Line]) -> Labelled:
    """Write documents as JSON lines of id, title and text."""
    clusters = {}
    with file.open("wb") as out:
        for line in lines:
            row = {"id": line.id, "title": line.title, "text": line.text}
            out.write(msgspec.json.encode(row) + b"\n")
            clusters[line.id] = line.cluster
    return Labelled(file, clusters)


def copies(n: int) -> Iterator[Line]:
    """4.4 kB each; 30 % are copies with 1 to 10 % of the words changed."""
    for row in near_duplicates(n):
        yield Line(row.id, row.title, row.text, str(row.cluster))


def identical(n: int) -> Iterator[Line]:
    """One document again and again."""
    (only,) = copies(1)
    for number in range(n):
        yield only._replace(id=f"i{number:07d}")


def identical_groups(sizes: Iterable[int]) -> Iterator[Line]:
    """Of several documents so many copies each."""
    sizes = tuple(sizes)
    for size, row in zip(sizes, near_duplicates(len(sizes), share=0), strict=True):
        for number in range(size):
            yield Line(f"g{size}.{number}", row.title, row.text, str(size))


def template(n: int) -> Iterator[Line]:
    """Different small incidents, all told in the same words."""
    for number in range(n):
        told = {key: _name(number, place) for place, key in enumerate(_TEXTS)}
        day, year = 1 + number % 28, 1830 + number * 7 % 90
        title = f"Raid on {told['name']}"
        text = (
            f"The raid on {told['name']} took place on {day} May {year}. A party of "
            f"{20 + number % 57} riders under {told['chief']} came down the road from "
            f"{told['street']} before dawn, took the horses of the garrison and set fire to the "
            f"mill. The garrison lost {1 + number % 9} men, the riders {number % 4}.\n\n"
            f"{told['name']} was not attacked again before the end of the war. The mill was built "
            "up the year after, and the road was guarded from then on by a post of the militia."
        )
        yield Line(f"t{number:07d}", title, text, str(number))


def _name(number: int, place: int) -> str:
    """A name that no other number has in this place, with neighbours that look unlike."""
    left = (number * 7_919 + place * 104_729) % len(_PARTS) ** 5
    parts = []
    for _ in range(5):
        left, part = divmod(left, len(_PARTS))
        parts.append(_PARTS[part])
    return "".join(parts).title()


def chain(n: int) -> Iterator[Line]:
    """Each shares half of its sentences with the one before and half with the one after."""
    rows = near_duplicates(n + 1, share=0)
    before = next(rows)
    for number, row in enumerate(rows):
        text = f"{_half(before.text)}\n\n{_half(row.text)}"
        yield Line(f"c{number:07d}", before.title, text, str(number))
        before = row


def _half(text: str) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(islice(paragraphs, len(paragraphs) // 2))


SKEWED: dict[str, Callable[[int], Iterator[Line]]] = {
    "identical": identical,
    "one template": template,
    "a chain": chain,
}
"""Corpora on which a careless matcher compares all with all."""


class RealSet(NamedTuple):
    """Real documents: their folder, truth, and options that the set is run with."""

    name: str
    documents: Path
    truth: Truth
    options: tuple[str, ...]


def real_sets() -> Iterator[RealSet]:
    """Those of the folder that WARCORPUS_DATA names, as far as they are there."""
    folder = Path(os.environ.get("WARCORPUS_DATA", ROOT.parent / "shared" / "data"))
    for name in ("conflict-articles", "wikipedia-markdown", "civil-war-battles"):
        labels, documents = folder / name / "clusters.tsv", folder / name / "docs"
        if not labels.is_file():
            continue
        truth = Truth.parse(labels.read_text(encoding="utf-8"), labels.name)
        catalogues = sorted(documents.glob("*.jsonl"))
        named = json.dumps([path.name for path in catalogues])
        options = ("--set", f"match.distinct_within={named}") if catalogues else ()
        yield RealSet(name, documents, truth, options)


def for_peers(found: RealSet, file: Path) -> None:
    """The documents of a set as JSON lines of id, text and what is known of title, date, place.

    The id is the key that the truth has. Of a row of a catalogue the text is all it says.
    """
    with file.open("wb") as out:
        for path in sorted(found.documents.iterdir()):
            for row in _rows_of(path):
                out.write(msgspec.json.encode(row) + b"\n")


def _rows_of(path: Path) -> Iterator[dict[str, Any]]:
    data = path.read_bytes()
    if path.suffix != ".jsonl":
        yield {"id": path.name, "text": data.decode("utf-8", "replace")}
        return
    for line in data.splitlines():
        row = msgspec.json.decode(line)
        told = (str(value) for key, value in row.items() if value and key not in ("id", "url"))
        yield {
            "id": f"{path.name}#{row['id']}",
            "text": " ".join(told),
            "title": row.get("title"),
            "date": row.get("start_date"),
            "place": row.get("place"),
            "source": path.name,
        }


def clusters_of_table(file: Path, by_id: bool) -> dict[str, str]:
    """Document → cluster, from the table that ``dedupe --clusters`` writes.

    Args:
        file: the table.
        by_id: whether a document is named by its id in the file, below the name of the file.
    """
    found = {}
    with file.open(encoding="utf-8") as lines:
        names = next(lines).rstrip("\n").split("\t")
        at_file, at_id, at_cluster = (names.index(name) for name in ("file", "text_id", "id"))
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            name = cells[at_file].rpartition("/")[2]
            found[f"{name}#{cells[at_id]}" if by_id else name] = cells[at_cluster]
    return found


def clusters_of_peer(file: Path) -> dict[str, str]:
    """Document → cluster, from the table that ``peers.py`` writes."""
    with file.open(encoding="utf-8") as lines:
        pairs = (line.rstrip("\n").rpartition("\t") for line in lines)
        return {key: cluster for key, _, cluster in pairs}
