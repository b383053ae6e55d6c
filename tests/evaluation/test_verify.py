"""A corpus that lies in one place is found out, wherever that place is."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import warcorpus
from warcorpus.evaluation.rederiving import DERIVED
from warcorpus.evaluation.verify import Finding, Raw, undone, verify_line

SEEDS = Path(__file__).parent.parent.parent / "seeds"
Line = dict[str, Any]


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    return [json.loads(line) for line in warcorpus.dedupe(SEEDS).to_jsonl().splitlines()]


def texts(source: Line) -> Raw:
    path = SEEDS / source["path"]
    return Raw(path.read_text(encoding="utf-8"), source["path"])


def findings(line: Line) -> list[Finding]:
    return list(verify_line(line, 1, texts))


def spans(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The address of every span on a line: lists of three under a key ``spans``."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "spans":
                yield from ((*path, key, number) for number in range(len(value)))
            else:
                yield from spans(value, (*path, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from spans(value, (*path, number))


def at(line: Line, path: tuple[Any, ...]) -> Any:
    node: Any = line
    for key in path:
        node = node[key]
    return node


def test_the_seeds_are_true(lines: list[Line]) -> None:
    assert [finding for line in lines for finding in findings(line)] == []


def test_every_moved_span_of_a_value_is_found(lines: list[Line]) -> None:
    for line in lines:
        for path in spans(line):
            if "repairs" in path:
                continue
            changed = copy.deepcopy(line)
            span = at(changed, path)
            span[2] += 1
            raw = texts(line["sources"][span[0]]).text or ""
            if not raw[span[2] - 1 : span[2]].isspace() or "apparatus" not in path:
                assert findings(changed), path


def test_every_moved_row_is_found(lines: list[Line]) -> None:
    for line in lines:
        for number, row in enumerate(line["text_map"]):
            for column in range(2, 5):
                changed = copy.deepcopy(line)
                if row[column] is not None:
                    before = row[column]
                    changed["text_map"][number][column] = (
                        before + 1 if column > 2 else (before + 1) % len(line["sources"])
                    )
                    if changed["text_map"][number] != row:
                        assert findings(changed), row


def test_every_moved_gap_is_found(lines: list[Line]) -> None:
    for line in lines:
        for number in range(len(line["gaps"])):
            changed = copy.deepcopy(line)
            changed["gaps"][number]["start"] -= 1
            if changed["gaps"][number]["reason"] != "redacted":
                changed["gaps"][number]["end"] -= 1
            moved = changed["gaps"][number]
            raw = texts(line["sources"][moved["source"]]).text or ""
            before = raw[moved["start"] - 1]
            if moved["reason"] == "redacted" or before.isspace():
                assert findings(changed), moved


def test_a_changed_word_is_found(lines: list[Line]) -> None:
    changed = copy.deepcopy(lines[0])
    changed["text"] = changed["text"].replace("raging", "rageng")
    finding, lemma = findings(changed)
    assert (finding.slug, lemma.pointer) == ("span-mismatch", "/apparatus/1/lemma")
    assert finding.where.startswith("000_0d7aad7cfa0080c0.txt:62:")


def test_a_witness_of_a_merged_line_is_read_again_too(lines: list[Line]) -> None:
    changed = copy.deepcopy(lines[0])
    witness = next(s["witness"] for s in changed["sources"] if s["witness"]["text"])
    witness["text"] = witness["text"].replace("waging", "wading").replace("raging", "rading")
    assert findings(changed)


def test_a_broken_line_is_a_finding_not_a_crash(lines: list[Line]) -> None:
    changed = copy.deepcopy(lines[0])
    del changed["text_map"]
    assert [finding.slug for finding in findings(changed)] == ["broken-line"]
    changed = copy.deepcopy(lines[0])
    changed["text_map"][0][2] = 99
    assert "broken-line" in [finding.slug for finding in findings(changed)]


def test_overlapping_rows_and_offsets_outside_are_found(lines: list[Line]) -> None:
    changed = copy.deepcopy(lines[0])
    changed["text_map"][1][0] += 1
    assert findings(changed)
    changed = copy.deepcopy(lines[0])
    changed["sections"][0]["end"] = 10**6
    assert [finding.pointer for finding in findings(changed)] == ["/sections/0"]


def test_missing_and_changed_sources_are_named(lines: list[Line]) -> None:
    def gone(source: Line) -> Raw:
        return Raw(None, source["path"])

    found = list(verify_line(lines[1], 7, gone))
    assert [(f.slug, f.line, f.where) for f in found] == [
        ("source-missing", 7, "002_475e68448c0becbd.txt")
    ]

    def other(source: Line) -> Raw:
        return Raw(texts(source).text, source["path"], same=False)

    assert [f.slug for f in verify_line(lines[1], 1, other)] == ["source-changed"]


def test_what_repairs_may_make_of_raw_characters() -> None:
    assert undone("â€“", 4) == {"–"}
    assert undone("&amp;", 5) == {"&"}
    assert undone("\x96", 6) == {"–"}


def changed(value: Any) -> Any:
    """A value of the same type that says something else, in one character."""
    if isinstance(value, str):
        return value[:-1] + ("x" if value[-1] != "x" else "y")
    return value + 1


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The address of every text and number below ``node``."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from leaves(value, (*path, number))
    elif node and isinstance(node, str | int) and not isinstance(node, bool):
        yield path


@pytest.mark.parametrize("key", DERIVED[:-1])
def test_every_changed_value_is_found(lines: list[Line], key: str) -> None:
    """`1,600 fighters` with `min` 1601 has all its spans, and is false nevertheless."""
    for line in lines:
        for path in list(leaves(line[key], (key,)))[:6]:
            node = at(line, path[:-1])
            kept = node[path[-1]]
            node[path[-1]] = changed(kept)
            assert findings(line), path
            node[path[-1]] = kept


def test_a_changed_value_is_told_with_its_place(lines: list[Line]) -> None:
    line = copy.deepcopy(lines[0])
    line["sides"][0]["strength"][0]["min"] = 1601
    found = [(f.slug, f.pointer, f.found, f.expected) for f in findings(line)]
    assert found == [("value-mismatch", "/sides/0/strength/0/min", "1601", "1600")]


def test_a_changed_lemma_or_heading_is_found(lines: list[Line]) -> None:
    line = copy.deepcopy(lines[0])
    line["apparatus"][1]["lemma"] += "s"
    line["sections"][1]["heading"] += "s"
    assert [f.pointer for f in findings(line)] == ["/apparatus/1/lemma", "/sections/1/heading"]
