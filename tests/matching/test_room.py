"""However little the search for candidates may hold, it finds the same pairs."""

from pathlib import Path

import msgspec

import warcorpus
from warcorpus.config import as_config
from warcorpus.matching import find_pairs
from warcorpus.matching.room import Room
from warcorpus.matching.view import View
from warcorpus.testing.copies import near_duplicates

LITTLE, MUCH = ({"run": {"memory": megabytes}} for megabytes in (1, 1024))


def test_more_is_held_where_there_is_more_memory():
    rooms = [Room.of(megabytes) for megabytes in (1, 2, 256, 4096)]
    for column in zip(*rooms, strict=True):
        assert list(column) == sorted(set(column))


def test_the_pairs_are_the_same(tmp_path: Path):
    file = tmp_path / "copies.jsonl"
    rows = [{"id": r.id, "title": r.title, "text": r.text} for r in near_duplicates(100, seed=9)]
    file.write_bytes(b"\n".join(map(msgspec.json.encode, rows)))
    records = list(warcorpus.read(file))
    posted = sum(len(View.of(record).sketch.hashes) for record in records)
    assert posted > 2 * Room.of(1).postings  # keys are dealt out to files
    assert 8 * posted < Room.of(1024).keys
    little, much = (find_pairs(records, as_config(run)) for run in (LITTLE, MUCH))
    assert little == much
    assert len(much) > 30
