"""Pairs judged and events merged by workers: what this process would make of them."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

import warcorpus
from warcorpus import pipeline
from warcorpus.engines import crew as crews
from warcorpus.engines.process import Died, Worker
from warcorpus.testing.accounts import SAFIRA
from warcorpus.testing.events import generate
from warcorpus.testing.exporting import FORMATS, sections

ALONE = {"run": {"jobs": 1}}
TWO = {"run": {"jobs": 2}}


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Events in several formats, some of them twice, some byte for byte; worth a crew."""
    monkeypatch.setattr(pipeline, "FOR_A_CREW", 2)
    monkeypatch.setattr(crews, "_PAIRS", 3)
    monkeypatch.setattr(crews, "_EVENTS", 2)
    for number in range(24):
        form = sorted(FORMATS)[number % len(FORMATS)]
        (tmp_path / f"{number:02}.txt").write_text(FORMATS[form](generate(number // 2)), "utf-8")
    for name in ("copy", "again"):
        (tmp_path / f"{name}.txt").write_text(sections(generate(3)), "utf-8")
    rows = [{"id": f"r{n}", "title": "Battle of Safira", "text": SAFIRA} for n in range(5)]
    lines = "\n".join(json.dumps({**row, "n": n}) for n, row in enumerate(rows))
    (tmp_path / "rows.jsonl").write_text(lines, "utf-8")
    return tmp_path


def told(result: warcorpus.Result) -> tuple[Any, ...]:
    return result.to_jsonl(), list(result.pairs), result.clusters, result.problems, result.relations


def workers() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name == "watch over a worker"]


def test_two_workers_give_what_one_process_gives(documents: Path) -> None:
    alone, two = (told(warcorpus.dedupe(documents, config=run)) for run in (ALONE, TWO))
    assert alone == two
    assert len(alone[1]) > 10
    assert workers() == []


def test_what_a_worker_dies_of_is_done_here(
    documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive, fates = Worker.receive, iter([True, False, True] * 99)

    def sometimes(self: Worker) -> Any:
        answer = receive(self)
        if isinstance(answer, crews.Worked) and next(fates):
            self.kill()
            raise Died("SIGKILL", False)
        return answer

    expected = told(warcorpus.dedupe(documents, config=ALONE))
    monkeypatch.setattr(Worker, "receive", sometimes)
    assert told(warcorpus.dedupe(documents, config=TWO)) == expected
    assert workers() == []


def test_who_stops_asking_leaves_nobody_behind(documents: Path) -> None:
    result = warcorpus.dedupe(documents, config=TWO)
    records = iter(result.records)
    first = next(records)
    del records
    assert first.id == result.records[0].id
    assert workers() == []


def test_a_setting_of_merging_reaches_the_workers(documents: Path) -> None:
    off = {"merge": {"fill": "off"}}
    made = [warcorpus.dedupe(documents, config={**run, **off}).to_jsonl() for run in (ALONE, TWO)]
    assert made[0] == made[1]
