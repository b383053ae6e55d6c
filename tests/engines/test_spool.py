"""What is put down is taken up as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import warcorpus
from warcorpus.config import DEFAULT
from warcorpus.engines.log import IN_MEMORY
from warcorpus.engines.looking import Looked
from warcorpus.engines.spool import Spool
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.model.source import Source
from warcorpus.normalizing import normalize_record

SEEDS = list(warcorpus.read("seeds", raw=True, problems=[]))


def made(text: str, path: str) -> Record:
    key = f"{len(text):032d}"
    return Record(key, text=text, sources=(Source(path, sha256=key * 2),))


def test_seeds_come_back_with_their_values() -> None:
    spool = Spool(DEFAULT)
    for record in SEEDS:
        spool.put(Looked.of(record, DEFAULT))
    assert len(spool) == len(SEEDS)
    for record in SEEDS:
        assert record.id in spool
        assert spool.raw(record.id) == record
        assert spool[record.id] == normalize_record(record)


@given(st.lists(st.text(max_size=40), max_size=30, unique_by=len))
def test_any_text_in_any_order(texts: list[str]) -> None:
    spool = Spool(DEFAULT)
    records = [made(text, "a.txt") for text in texts]
    for record in records:
        spool.put(Looked.of(record, DEFAULT))
    assert [spool.raw(record.id) for record in reversed(records)] == records[::-1]


def test_a_large_spool_is_a_file() -> None:
    spool = Spool(DEFAULT)
    for log in (spool._records, spool._views):
        log._file.rollover()
    record = made("It fell.", "a.txt")
    spool.put(Looked.of(record, DEFAULT))
    assert spool.raw(record.id) == record
    assert IN_MEMORY > 2**20


def test_copies_are_one_record_with_all_their_sources() -> None:
    spool = Spool(DEFAULT)
    copies = [made("It fell.", path) for path in ("b.txt", "a.txt", "c.txt")]
    for copy in copies:
        spool.put(Looked.of(copy, DEFAULT))
    (key,) = {copy.id for copy in copies}
    assert spool.repeated == [key]
    assert [source.path for source in spool.raw(key).sources] == ["a.txt", "b.txt", "c.txt"]
    again = Spool(DEFAULT)
    for copy in reversed(copies):
        again.put(Looked.of(evolve(copy), DEFAULT))
    assert again[key] == spool[key]
