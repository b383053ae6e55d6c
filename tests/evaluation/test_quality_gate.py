"""Matching is no worse than it was: figures on a generated corpus against pinned floors."""

from __future__ import annotations

import json
import tomllib
from hashlib import sha256
from itertools import pairwise
from math import ceil, floor
from pathlib import Path
from typing import Any

import pytest

from warcorpus.config import DEFAULT
from warcorpus.evaluation.gate import Gate, flat
from warcorpus.evaluation.outcomes import judge_matching
from warcorpus.evaluation.truth import labelled_records
from warcorpus.matching import cluster_records, find_pairs
from warcorpus.merging import unfolded
from warcorpus.pipeline import read
from warcorpus.testing.corpora import write_corpus

FLOORS = Path(__file__).parent / "floors.toml"
LEAST = (
    "pairwise.precision",
    "pairwise.recall",
    "pairwise.f1",
    "b_cubed.f1",
    "adjusted_rand",
    "matching.blocking.completeness",
    "matching.part_of.f1",
)
MOST = (
    "largest",
    "matching.blocking.candidates_per_document",
    "matching.review.share",
    "matching.hard_negatives_merged.part-of",
    "matching.hard_negatives_merged.sequel",
    "matching.hard_negatives_merged.sibling",
)
DIGITS = 10_000


def digest_of(folder: Path) -> str:
    """One digest of all files of a folder, by name and content."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{path.name} {sha256(path.read_bytes()).hexdigest()}\n" for path in files]
    return sha256("".join(lines).encode()).hexdigest()


def figures_of(folder: Path, corpus: dict[str, Any]) -> dict[str, Any]:
    """Generate a corpus, match it at the default settings, and judge that."""
    truth = write_corpus(
        folder, tuple(corpus["families"]), corpus["events"], corpus["seed"], corpus["drift"]
    )
    records = unfolded(read(folder / "docs", problems=[]))
    pairs = find_pairs(records, DEFAULT)
    clusters = cluster_records(records, pairs, DEFAULT)
    made = judge_matching(pairs, clusters, labelled_records(records, truth), truth)
    return {**made.clusters.to_dict(), "matching": made.to_dict()}


def seal_of(before: str, entry: dict[str, Any]) -> str:
    """What an entry is sealed with: changed if it, or one before it, is changed."""
    told = {key: entry[key] for key in sorted(entry) if key != "seal"}
    return sha256(f"{before} {json.dumps(told, sort_keys=True)}".encode()).hexdigest()[:16]


def faults_of(history: list[dict[str, Any]]) -> list[str]:
    """What is wrong with a history of floors."""
    found, seal = [], ""
    for number, entry in enumerate(history):
        seal = seal_of(seal, entry)
        if entry["seal"] != seal:
            found.append(f"entry {number} was changed: its seal is {entry['seal']}, not {seal}")
        if not entry["because"].strip():
            found.append(f"entry {number} does not say why")
    for before, after in pairwise(history):
        found += lowered(before, after)
    return found


def lowered(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Floors that fell, or are gone."""
    gone = [key for side in ("least", "most") for key in before[side] if key not in after[side]]
    fell = []
    if before["inputs"] == after["inputs"]:
        fell += [k for k in before["least"] if after["least"].get(k, 0) < before["least"][k]]
        fell += [k for k in before["most"] if after["most"].get(k, 0) > before["most"][k]]
    return [f"{key} is no floor any more" for key in gone] + [f"{key} was lowered" for key in fell]


def entry_of(
    figures: dict[str, Any], inputs: str, history: list[dict[str, Any]]
) -> dict[str, Any] | None:
    """An entry with what is reached; None if it is what the last one says."""
    known = dict(flat(figures))
    last: dict[str, Any] = {"least": {}, "most": {}, "inputs": "", "seal": ""}
    last = history[-1] if history else last
    entry: dict[str, Any] = {
        "inputs": inputs,
        "least": {key: floor(known[key] * DIGITS) / DIGITS for key in LEAST},
        "most": {key: ceil(known[key] * DIGITS) / DIGITS for key in MOST},
    }
    if all(entry[key] == last[key] for key in entry):
        return None
    changed = inputs != last["inputs"] and history
    entry["because"] = "other inputs" if changed else "what is reached"
    return {**entry, "seal": seal_of(last["seal"], entry)}


def written(entry: dict[str, Any]) -> str:
    """An entry as the file has it."""
    lines = ["", "[[floors]]"]
    lines += [f"{key} = {json.dumps(entry[key])}" for key in ("inputs", "because", "seal")]
    for side in ("least", "most"):
        lines.append(f"[floors.{side}]")
        lines += [f"{json.dumps(key)} = {value}" for key, value in entry[side].items()]
    return "\n".join(lines) + "\n"


def test_matching_is_no_worse_than_it_was(tmp_path: Path, update_golden: bool) -> None:
    told = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    figures = figures_of(tmp_path, told["corpus"])
    inputs, history = digest_of(tmp_path), told.get("floors", [])
    if update_golden:
        entry = entry_of(figures, inputs, history)
        if entry is not None:
            assert not history or not lowered(history[-1], entry)
            with FLOORS.open("a", encoding="utf-8") as file:
                file.write(written(entry))
        return
    floors = history[-1]
    assert inputs == floors["inputs"], "the generated corpus is another one: add an entry"
    assert Gate(floors["least"], floors["most"]).failures(figures, FLOORS.name) == []


def test_floors_were_never_lowered() -> None:
    history = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["floors"]
    assert faults_of(history) == []
    assert set(LEAST) <= set(history[-1]["least"])
    assert set(MOST) <= set(history[-1]["most"])


def entries(*floors: float, inputs: str = "same") -> list[dict[str, Any]]:
    """A sealed history of one figure."""
    made: list[dict[str, Any]] = []
    for number in floors:
        entry = {"inputs": inputs, "because": "b", "least": {"f": number}, "most": {"g": -number}}
        made.append({**entry, "seal": seal_of(made[-1]["seal"] if made else "", entry)})
    return made


def test_floors_may_be_raised() -> None:
    assert faults_of(entries(0.5, 0.5, 0.6)) == []


def test_a_lowered_floor_is_seen() -> None:
    assert faults_of(entries(0.6, 0.5)) == ["f was lowered", "g was lowered"]


def test_a_history_that_was_changed_is_seen() -> None:
    history = entries(0.6, 0.7)
    history[0]["least"] = {"f": 0.4}
    assert len(faults_of(history)) == 2
    assert "entry 0 was changed" in faults_of(history)[0]


def test_a_floor_that_is_gone_is_seen() -> None:
    history = entries(0.6, 0.7)
    history[1]["least"] = {}
    assert "f is no floor any more" in faults_of(history)


@pytest.mark.parametrize("inputs", ["same", "other"])
def test_an_entry_holds_what_is_reached(inputs: str) -> None:
    figures: dict[str, Any] = {}
    for number, key in enumerate((*LEAST, *MOST)):
        *groups, name = key.split(".")
        place = figures
        for group in groups:
            place = place.setdefault(group, {})
        place[name] = 0.12345 + number
    first = entry_of(figures, "same", [])
    assert first is not None
    assert first["least"]["pairwise.precision"] == 0.1234
    assert first["most"]["largest"] == 7.1235
    again = entry_of(figures, inputs, [first])
    assert (again is None) == (inputs == "same")
    history = tomllib.loads(written(first) + ("" if again is None else written(again)))["floors"]
    assert faults_of(history) == []
