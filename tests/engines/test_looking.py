"""What a run keeps of a document."""

from __future__ import annotations

from typing import Any

import pytest

import warcorpus
from warcorpus.config import DEFAULT
from warcorpus.engines import looking
from warcorpus.engines.looking import Looked, Noted, look, look_isolated
from warcorpus.matching import View
from warcorpus.model.carrying import carried
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.readers.door import Reject

RAW = list(warcorpus.read("seeds", raw=True, problems=[]))


def test_the_record_lies_as_it_was_read_and_the_view_sees_its_values() -> None:
    for raw in RAW:
        (looked,) = look(raw, DEFAULT)
        assert isinstance(looked, Looked)
        assert carried(Record, looked.record) == raw
        whole = normalize_record(raw)
        assert carried(View, looked.view).facts == View.of(whole).facts
        assert looked.problems == whole.problems
        assert looked.sources == tuple(map(Noted.of, raw.sources))


def test_a_worker_sees_what_this_process_sees(bytes_of: Any) -> None:
    here = [one for raw in RAW for one in look(raw, DEFAULT)]
    assert list(map(bytes_of, look_isolated(["seeds"]))) == list(map(bytes_of, here))


def test_a_merged_record_is_its_witnesses() -> None:
    (merged,) = warcorpus.dedupe("seeds/000_0d7aad7cfa0080c0.txt", *RAW[1:2]).records
    assert [looked.id for looked in look(merged, DEFAULT)] == [r.id for r in merged.witnesses]


@pytest.mark.parametrize("title", [7, 2**70, {1, 2}, object()])
def test_a_record_of_wrong_types_is_a_reject(title: Any) -> None:
    (reject,) = look(evolve(RAW[0], title=title), DEFAULT)
    assert isinstance(reject, Reject)
    assert (reject.problem.slug, reject.stage) == ("reader-failed", "read")
    assert "wrong types" in reject.problem.message


def test_memory_that_is_spent_is_no_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    def spend(*_: object) -> Record:
        raise MemoryError

    monkeypatch.setattr(looking, "normalize_record", spend)
    with pytest.raises(MemoryError):
        list(look(RAW[0], DEFAULT))
