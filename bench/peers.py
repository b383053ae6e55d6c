"""Other tools on the same documents: ``python bench/peers.py NAME FILE OUT``.

FILE has one JSON object a line with ``id`` and ``text``, and for splink ``title``, ``date`` and
``place``. OUT gets a line for each document: its id, a tab, its cluster. Each is a whole pipeline
of one process. Exit 3 if the tool is not installed. Needs nothing of warcorpus, so that the tools
can live in an environment of their own.
"""

from __future__ import annotations

import json
import re
import struct
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

NOT_INSTALLED = 3
_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"\W")
_YEAR_IN_TITLE = re.compile(r" \((\d{4})\)$")

Clusters = Iterable[object]
"""The cluster of each document, in the order of the file."""


def rows(file: Path) -> Iterator[dict[str, Any]]:
    """The documents of a file, decoded as fast as what is installed allows."""
    try:
        from msgspec.json import decode
    except ImportError:
        decode = json.loads
    with file.open("rb") as lines:
        yield from map(decode, lines)


class Union:
    """Documents that belong together, by number; a cluster is named after its first."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def find(self, one: int) -> int:
        """The first document of a cluster, as far as is known."""
        above = self._above
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    def join(self, one: int, other: int) -> None:
        """Two documents are one."""
        a, b = self.find(one), self.find(other)
        self._above[max(a, b)] = min(a, b)

    def clusters(self) -> list[int]:
        """Of all documents."""
        return [self.find(one) for one in range(len(self._above))]


def words_of(text: str) -> list[str]:
    """Runs of letters and digits, in small letters."""
    return _WORD.findall(text.lower())


def shingles(words: Sequence[str], size: int) -> list[str]:
    """Words in a row, joined by a blank; of a short text the whole."""
    return [" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1))]


def clusters_within(index: Any, sketches: Iterable[Any]) -> list[int]:
    """All sketches put into an index; each joins those that the index then finds for it."""
    kept = []
    for number, sketch in enumerate(sketches):
        kept.append(sketch)
        index.insert(number, sketch)
    found = Union(len(kept))
    for number, sketch in enumerate(kept):
        for other in index.query(sketch):
            found.join(number, other)
    return found.clusters()


def rensa(file: Path, bands: int) -> Clusters:
    """RMinHash with 128 permutations of shingles of five words, RMinHashLSH above it."""
    from rensa import RMinHash, RMinHashLSH

    # The bands decide what is proposed; the threshold is for other calls than these.
    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=bands)

    def sketched(row: dict[str, Any]) -> RMinHash:
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(shingles(row["text"].lower().split(), 5))
        return sketch

    return clusters_within(index, map(sketched, rows(file)))


def datasketch(
    file: Path, shingled: Callable[[str], Iterable[str]], bands: int, size: int
) -> Clusters:
    """MinHash and MinHashLSH: bands of so many values."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=bands * size, params=(bands, size))
    documents = ([one.encode() for one in set(shingled(row["text"]))] for row in rows(file))
    return clusters_within(index, MinHash.generator(documents, num_perm=bands * size))


def five_words(text: str) -> list[str]:
    """As datatrove has them, without its normalizing of numbers and names of days."""
    return shingles(words_of(text), 5)


def letters(text: str) -> list[str]:
    """NeMo Curator's 24 letters in a row."""
    low = text.lower()
    return [low[at : at + 24] for at in range(max(1, len(low) - 23))]


def between_signs(text: str) -> list[str]:
    """As text-dedup has them: cut at each sign that is no letter, so some words are empty."""
    return shingles(_NO_WORD.split(text.lower()), 5)


def text_dedup(file: Path) -> Clusters:
    """text-dedup's own MinHash command at its defaults, in one process."""
    from text_dedup import minhash

    with tempfile.TemporaryDirectory() as folder:
        files = ("--path", "json", "--data_files", str(file), "--split", "train")
        places = ("--cache_dir", f"{folder}/cache", "--output", f"{folder}/out")
        arguments = [*files, *places, "--column", "text", "--num_proc", "1"]
        minhash.main(arguments, standalone_mode=False)
        return [minhash.uf.find(number) for number, _ in enumerate(rows(file))]


def datatrove(file: Path) -> Clusters:
    """datatrove's own MinHash steps at their defaults, one after the other in one process."""
    from datatrove.pipeline.dedup.minhash import (
        MinhashConfig,
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupSignature,
    )
    from datatrove.pipeline.readers import JsonlReader

    config = MinhashConfig()
    with tempfile.TemporaryDirectory() as folder:
        signed, paired, named = (f"{folder}/{name}" for name in ("signed", "paired", "named"))
        reader = JsonlReader(str(file.parent), glob_pattern=file.name)
        MinhashDedupSignature(signed, config).run(reader.run(None, 0, 1), 0, 1)
        for bucket in range(config.num_buckets):
            MinhashDedupBuckets(signed, paired, config=config).run(None, bucket, config.num_buckets)
        MinhashDedupCluster(paired, named, config, save_cluster_id=True).run(None, 0, 1)
        table = Path(named) / "000000.clusters"
        data = table.read_bytes() if table.exists() else b""
    clusters: list[object] = [f"alone {number}" for number, _ in enumerate(rows(file))]
    for document, cluster in struct.iter_unpack("<2I", data):
        clusters[document] = cluster
    return clusters


def splink(file: Path) -> Clusters:
    """splink 5 on title, date and place, trained on the documents themselves, clusters at .5."""
    import pyarrow
    import splink.comparison_library as comparisons
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    facts = [_facts(number, row) for number, row in enumerate(rows(file))]
    keys = ("l.title = r.title", "l.day = r.day", "l.year = r.year and l.place = r.place")
    settings = SettingsCreator(
        link_type="dedupe_only",
        # Jaro, not Jaro-Winkler: titles of catalogues begin with the same few words.
        comparisons=[
            comparisons.JaroAtThresholds("title", [0.9, 0.8]),
            comparisons.LevenshteinAtThresholds("date", [1, 2]),
            comparisons.JaroWinklerAtThresholds("place", [0.9, 0.7]),
        ],
        # Rows of one source that lists an event once are no pair.
        blocking_rules_to_generate_predictions=[
            f"{key} and (l.source is null or l.source <> r.source)" for key in keys
        ],
    )
    linker = Linker(DuckDBAPI().register(pyarrow.Table.from_pylist(facts)), settings)
    train = linker.training
    train.estimate_probability_two_random_records_match([block_on("title", "date")], recall=0.7)
    train.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    train.estimate_parameters_using_expectation_maximisation(block_on("title", "year"))
    train.estimate_parameters_using_expectation_maximisation(block_on("date", "place"))
    pairs = linker.inference.predict(threshold_match_probability=0.5)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, 0.5)
    named = {row["unique_id"]: row["cluster_id"] for row in found.as_record_list()}
    return [named[number] for number in range(len(facts))]


def _facts(number: int, row: dict[str, Any]) -> dict[str, object]:
    """Title, date and place; of an event that is called after both they are taken from that."""
    title = row.get("title") or ""
    year = _YEAR_IN_TITLE.search(title)
    date = "-".join(part.zfill(2) for part in (row.get("date") or "").split("-") if part)
    place = row.get("place")
    if year and not date:
        date, place = year[1], title[: year.start()].rpartition(" of ")[2]
    return {
        "unique_id": number,
        "title": title or None,
        "date": date or None,
        "day": date if date.count("-") == 2 else None,
        "year": date[:4] or None,
        "place": place or None,
        "source": row.get("source"),
    }


PEERS: dict[str, Callable[[Path], Clusters]] = {
    "rensa 32x4": partial(rensa, bands=32),
    "rensa 16x8 (.7)": partial(rensa, bands=16),
    "datasketch as datatrove": partial(datasketch, shingled=five_words, bands=14, size=8),
    "datasketch as NeMo": partial(datasketch, shingled=letters, bands=20, size=13),
    # What text-dedup finds for 250 values and a threshold of .7.
    "datasketch as text-dedup": partial(datasketch, shingled=between_signs, bands=25, size=10),
    "text-dedup": text_dedup,
    "datatrove": datatrove,
    "splink": splink,
}


def main() -> int:
    name, file, out = sys.argv[1:]
    try:
        clusters = PEERS[name](Path(file).resolve())
    except ImportError as error:
        print(f"not installed: {error}")
        return NOT_INSTALLED
    with Path(out).open("w", encoding="utf-8") as table:
        for row, cluster in zip(rows(Path(file)), clusters, strict=True):
            table.write(f"{row['id']}\t{cluster}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
