"""The verbs of the package, on the seeds."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import warcorpus
from warcorpus.errors import ConfigError, ReadError
from warcorpus.merging import events, merge_records
from warcorpus.model.evolving import evolve
from warcorpus.model.pairs import Outcome

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").iterdir())
EXPECTED = ["000", "002", "003", "004"]


@pytest.fixture(scope="module")
def result() -> warcorpus.Result:
    return warcorpus.dedupe(ROOT / "seeds")


def test_five_seeds_become_four_records(result: warcorpus.Result) -> None:
    assert [record.source.path[:3] for record in result.records] == EXPECTED
    assert [len(cluster.members) for cluster in result.clusters] == [2, 1, 1, 1]
    assert result.outcomes() == {"SAME": 1, "PART_OF": 1, "RELATED": 5, "DIFFERENT": 0, "REVIEW": 0}
    result.check()


def test_the_part_knows_its_whole(result: warcorpus.Result) -> None:
    found = {
        (own, relation.id)
        for own, relation in result.relations
        if relation.type == "part_of" and relation.id
    }
    campaign, part = result.records[1], result.records[2]
    assert found == {(part.id, campaign.id)}
    assert ("has_part", part.id) in [(r.type, r.id) for r in campaign.relations]


def test_records_may_stand_where_paths_may(result: warcorpus.Result) -> None:
    records = list(warcorpus.read(*SEEDS, problems=[]))
    assert warcorpus.dedupe(*records).to_jsonl() == result.to_jsonl()
    assert warcorpus.dedupe(*result.records).to_jsonl() == result.to_jsonl()
    half = warcorpus.dedupe(*result.records[:2], *records[3:], SEEDS[2])
    assert half.to_jsonl() == result.to_jsonl()


def test_an_open_file_is_a_path_too() -> None:
    with SEEDS[4].open("rb") as file:
        (record,) = warcorpus.read(file)
    assert record.title == "Battle of al-Haffah"
    (record,) = warcorpus.read(io.BytesIO(SEEDS[4].read_bytes()))
    assert record.id == next(warcorpus.read(SEEDS[4])).id


def test_a_text_is_not_a_path() -> None:
    with pytest.raises(ConfigError, match="line break") as caught:
        list(warcorpus.read("= Battle =\n\nIt began.\n"))
    assert "read_text" in caught.value.hint


def test_normalizing_twice_changes_nothing() -> None:
    once = list(warcorpus.normalize(warcorpus.read(*SEEDS, raw=True, problems=[])))
    assert list(warcorpus.normalize(once)) == once


def test_merging_is_a_function_of_the_set() -> None:
    a, b = warcorpus.read(*SEEDS[:2], problems=[])
    merged = warcorpus.merge([a, b])
    for other in (
        warcorpus.merge([b, a]),
        warcorpus.merge([merged]),
        warcorpus.merge([merged, b]),
        warcorpus.merge([b, warcorpus.merge([a]), merged]),
    ):
        assert other == merged


def test_merging_nothing_is_an_error() -> None:
    with pytest.raises(ConfigError, match="expected at least one"):
        warcorpus.merge([])


def test_pairs_of_records() -> None:
    found = warcorpus.pairs(warcorpus.read(*SEEDS, problems=[]))
    assert [pair.outcome for pair in found].count(Outcome.SAME) == 1
    assert {(pair.a, pair.b) for pair in found} == {
        tuple(sorted((pair.a, pair.b))) for pair in found
    }


def test_explain_takes_one_document_each(tmp_path: Path) -> None:
    explanation = warcorpus.explain(SEEDS[1], SEEDS[0])
    assert explanation.outcome == "SAME"
    assert sum(row.counted for row in explanation.pair.evidence) == explanation.pair.score
    assert "SAME" in str(explanation)
    with pytest.raises(ConfigError, match="found 5 documents"):
        warcorpus.explain(ROOT / "seeds", SEEDS[0])
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    with pytest.raises(ReadError):
        warcorpus.explain(empty, SEEDS[0])


def test_problems_are_appended_or_logged(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x7fELF" + bytes(100))
    problems: list[warcorpus.Problem] = []
    assert list(warcorpus.read(bad, problems=problems)) == []
    assert [problem.slug for problem in problems] == ["binary-file"]
    with caplog.at_level(logging.INFO, "warcorpus"):
        assert list(warcorpus.read(bad)) == []
    assert "binary-file" in caplog.text


def test_settings_of_a_call() -> None:
    open_gaps = warcorpus.dedupe(SEEDS[1], config={"merge": {"fill": "off"}})
    assert open_gaps.records[0].text.count("[…]") == 2
    with pytest.raises(ConfigError):
        warcorpus.dedupe(SEEDS[1], config={"merge": {"fil": "off"}})
    with pytest.raises(ConfigError):
        warcorpus.dedupe(SEEDS[1], engine="abacus")
    with pytest.raises(ConfigError):
        warcorpus.dedupe()


def test_a_folder_without_documents_is_no_input(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="found no document"):
        warcorpus.dedupe(tmp_path)


def test_what_is_returned_prints_on_one_line(result: warcorpus.Result) -> None:
    explanation = warcorpus.explain(SEEDS[0], SEEDS[1])
    shown = [repr(result), repr(result.records[0]), repr(explanation)]
    assert shown[0] == "Result 4 records from 5 sources, 0 rejects, 2 problems"
    assert all("\n" not in text and len(text) < 120 for text in shown)


def test_problems_and_printing_merge_no_record_of_one_witness(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x7fELF" + bytes(100))
    fresh = warcorpus.dedupe(ROOT / "seeds", tmp_path)
    every = {*fresh.reading, *(problem for record in fresh.records for problem in record.problems)}
    failed = warcorpus.Problem("round-trip", "error", "found", "", "001")
    asked: list[list[str]] = []

    def watched(witnesses: Sequence[warcorpus.Record], config: warcorpus.Config) -> Any:
        asked.append([witness.source.path[:3] for witness in witnesses])
        merged = merge_records(witnesses, config)
        return evolve(merged, problems=(*merged.problems, failed))

    monkeypatch.setattr(events, "merge_records", watched)
    again = fresh.rethreshold(10)  # whose records were not made yet
    assert repr(again) == "Result 4 records from 5 sources, 1 rejects, 4 problems"
    assert asked == [["000", "001"]]
    assert set(again.problems) == every | {failed}


def test_progress_is_told_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[tuple[str, int]] = []
    warcorpus.dedupe(SEEDS[0], progress=lambda stage, done: told.append((stage, done)))
    assert told == [("documents", 1), ("pairs", 0), ("clusters", 1)]
    assert capsys.readouterr() == ("", "")


def test_rethreshold_reads_nothing_again(result: warcorpus.Result) -> None:
    assert [record.source.path[:3] for record in result.rethreshold(40).records] == [
        "000", "001", "002", "003", "004"
    ]  # fmt: skip
    assert result.rethreshold(10).to_jsonl() == result.to_jsonl()


def test_trace_and_lookup(result: warcorpus.Result) -> None:
    (trace,) = result.trace("601a07e7", "raging for the previous")
    assert [origin.role for origin in trace.origins] == ["text", "variant"]
    assert trace.origins[0].line is None
    with pytest.raises(warcorpus.WarcorpusError, match="found 0 records"):
        result["ffff"]


def test_to_jsonl_writes_the_same(result: warcorpus.Result, tmp_path: Path) -> None:
    out = tmp_path / "corpus.jsonl"
    assert result.to_jsonl(out) == out.read_text(encoding="utf-8")


def test_a_notebook_shows_escaped_rows(result: warcorpus.Result) -> None:
    html = result._repr_html_()
    assert html.count("<tr>") == 5
    assert "<script" not in html


ENVIRONMENTS = [
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8"},
    {"PYTHONHASHSEED": "random", "TZ": "America/St_Johns", "LANG": "C.UTF-8"},
]


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda e: e["TZ"])
def test_the_same_bytes_in_any_environment(
    result: warcorpus.Result, environment: dict[str, str], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "warcorpus", "dedupe", "-q", str(ROOT / "seeds")]
    done = subprocess.run(
        command,
        env={**os.environ, **environment},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode("utf-8") == result.to_jsonl()


SCRIPT = """
import warcorpus

result: warcorpus.Result = warcorpus.dedupe("seeds")
for record in result.records:
    title: str = record.title
    earliest: str | None = record.date.earliest
    for side in record.sides:
        for count in side.casualties:
            least: int | None = count.min
    print(title, earliest)
problems: list[warcorpus.Problem] = []
for one in warcorpus.read("seeds", problems=problems):
    span: warcorpus.Span = one.provenance.title[0].readings[0].value.spans[0]
explanation = warcorpus.explain("a", "b")
bits: float = explanation.bits
"""


def test_a_users_script_passes_mypy_strict(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stdout


def test_a_document_met_twice_under_one_name_is_one_source(
    result: warcorpus.Result, tmp_path: Path
) -> None:
    """A corpus beside its own documents, and two folders of one layout, are no account-mismatch."""
    corpus = tmp_path / "corpus.jsonl"
    result.to_jsonl(corpus)
    for inputs in ((corpus, ROOT / "seeds"), (ROOT / "seeds", corpus), (*result.records, corpus)):
        again = warcorpus.dedupe(*inputs)
        again.check()
        assert again.account.documents == len(SEEDS)
        assert again.to_jsonl() == result.to_jsonl()
    copies = [tmp_path / name for name in "ab"]
    for folder in copies:
        folder.mkdir()
        (folder / "same.txt").write_bytes(SEEDS[0].read_bytes())
    twice = warcorpus.dedupe(*copies)
    twice.check()
    assert [source.path for source in twice.records[0].sources] == ["same.txt"]


@pytest.mark.parametrize("olds", [(0,), (1,), (2, 4), (0, 1, 2, 3), (0, 1, 2, 3, 4)])
def test_against_gives_the_lines_of_the_whole_that_the_corpus_lacks(
    result: warcorpus.Result, tmp_path: Path, olds: tuple[int, ...]
) -> None:
    corpus = warcorpus.dedupe(*(SEEDS[number] for number in olds))
    path = tmp_path / "corpus.jsonl"
    corpus.to_jsonl(path)
    news = [seed for number, seed in enumerate(SEEDS) if number not in olds] or SEEDS[:1]
    for against in (path, corpus.records, list(corpus.records)):
        added = warcorpus.dedupe(*news, against=against)
        added.check()
        assert set(added.lines()) <= set(result.lines())
        fresh = {seed.name for seed in news} - {SEEDS[number].name for number in olds}
        expected = [
            record.id
            for record in result.records
            if fresh & {source.path for source in record.sources}
        ]
        assert [record.id for record in added.records] == expected
        assert added.account.sources == len(fresh)
        assert added.account.known == len(news) - len(fresh)
        assert {problem.where.partition(":")[0] for problem in added.reading} <= fresh


def test_what_a_corpus_must_group_anew_is_given_too(tmp_path: Path) -> None:
    """Lines that settings or a new document join or part must be replaced, or they would lie."""
    apart = warcorpus.dedupe(*SEEDS[:2], config={"match": {"same_bits": 40}})
    assert len(apart.records) == 2
    added = warcorpus.dedupe(SEEDS[4], against=apart.records)
    assert {len(record.sources) for record in added.records} == {1, 2}
    assert added.account.sources == 1
    assert len(added.written) == 3
    assert len(added.rethreshold(40).records) == 1


def test_against_takes_records_or_the_path_of_a_corpus(tmp_path: Path) -> None:
    wrong: object = [SEEDS[0]]
    with pytest.raises(ConfigError, match="expected a Record"):
        warcorpus.dedupe(SEEDS[0], against=wrong)  # type: ignore[arg-type]
    for path in (SEEDS[0], tmp_path / "none.jsonl", ROOT / "seeds"):
        with pytest.raises(ConfigError) as caught:
            warcorpus.dedupe(SEEDS[0], against=path)
        assert caught.value.slug == "not-a-corpus"
    with pytest.raises(ConfigError, match="found no document"):
        warcorpus.dedupe(tmp_path, against=list(warcorpus.read(SEEDS[0], problems=[])))
