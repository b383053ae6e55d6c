"""Corpora of invented witnesses: the same bytes every time, and a truth that is true."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from attrs import evolve

import warcorpus
from warcorpus.evaluation.relations import Relation
from warcorpus.evaluation.truth import Truth
from warcorpus.model.values import Problem
from warcorpus.testing.corpora import Rates, documents, write_corpus
from warcorpus.testing.families import KINDS
from warcorpus.testing.styles import STYLES

EVENTS = 120
SEED = 11

Corpus = tuple[Path, Truth]

DIGEST = """
from hashlib import sha256
from warcorpus.testing.corpora import documents
found = sha256()
for one in documents(("levant", "andean"), 25, 3):
    found.update(repr(one).encode())
print(found.hexdigest())
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("corpus")
    return folder, write_corpus(folder, STYLES, EVENTS, SEED)


def text_of(folder: Path, file: str) -> str:
    return (folder / "docs" / file).read_bytes().decode()


def test_the_hash_seed_has_no_say() -> None:
    said = [
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert said[0] == said[1] != ""


def test_more_events_only_add_documents() -> None:
    few = [one for one in documents(STYLES, 20, SEED) if not isinstance(one, Relation)]
    many = [one for one in documents(STYLES, 40, SEED) if not isinstance(one, Relation)]
    assert len(few) < len(many)
    assert many[: len(few)] == few


def test_styles_know_nothing_of_each_other() -> None:
    alone = [one for one in documents(("levant",), 10, SEED) if not isinstance(one, Relation)]
    mixed = [one for one in documents(STYLES, 60, SEED) if not isinstance(one, Relation)]
    levant = [one.witness.text for one in mixed if one.columns["style"] == "levant"]
    assert levant[: len(alone)] == [one.witness.text for one in alone]


def test_an_unknown_family_is_named() -> None:
    with pytest.raises(KeyError, match="'atlantic', expected one of: andean, carpathian, levant"):
        next(documents(("atlantic",), 1, 1))


def test_the_written_truth_is_the_truth(corpus: Corpus) -> None:
    folder, truth = corpus
    written = (folder / "truth.jsonl").read_text(encoding="utf-8")
    assert Truth.parse(written, "truth.jsonl") == truth
    assert {path.name for path in (folder / "docs").iterdir()} == set(truth.clusters)


def test_names_of_files_tell_their_bytes_and_nothing_else(corpus: Corpus) -> None:
    folder, truth = corpus
    for number, file in enumerate(truth.clusters):
        digest = sha256((folder / "docs" / file).read_bytes()).hexdigest()
        assert file == f"{number:06d}_{digest[:12]}.txt"


def test_every_document_is_read(corpus: Corpus) -> None:
    folder, truth = corpus
    problems: list[Problem] = []
    records = list(warcorpus.read(folder / "docs", problems=problems))
    assert len(records) == len(truth.clusters)
    assert [problem for problem in problems if problem.level == "error"] == []


def test_all_kinds_formats_and_rates_occur(corpus: Corpus) -> None:
    _, truth = corpus
    columns = list(truth.columns.values())
    assert {one["family"] for one in columns} == set(KINDS)
    assert {one["style"] for one in columns} == set(STYLES)
    assert len({one["drift"] for one in columns}) == 5
    damaged = Counter(word for one in columns for word in one["damage"].split())
    assert set(damaged) == {
        "conflicts", "lead_only", "mojibake", "redacted", "respelled", "truncated", "unboxed",
    }  # fmt: skip


def test_gaps_are_where_the_truth_says(corpus: Corpus) -> None:
    folder, truth = corpus
    assert truth.gaps
    for file, gaps in truth.gaps.items():
        text = text_of(folder, file)
        for gap in gaps:
            assert text[gap.start : gap.end] == " ".join("@" * 10)
            assert len(gap.words) == 10
        assert text.count("@ @ @ @ @ @ @ @ @ @") == len(gaps)


def test_hidden_words_fill_the_holes() -> None:
    """The truth put into the holes gives the document that was never redacted."""
    clear = Rates(redacted=0.0)
    hidden = evolve(clear, redacted=1.0)
    seen = 0
    for one, other in zip(
        documents(("andean",), 60, 4, (0.0, 0.1), clear),
        documents(("andean",), 60, 4, (0.0, 0.1), hidden),
        strict=True,
    ):
        if isinstance(one, Relation) or isinstance(other, Relation):
            continue
        text, end, parts = other.witness.text, 0, []
        for gap in other.witness.gaps:
            parts += [text[end : gap.start], " ".join(gap.words)]
            end, seen = gap.end, seen + 1
        assert "".join([*parts, text[end:]]) == one.witness.text
    assert seen > 10


def test_conflicts_are_where_the_truth_says(corpus: Corpus) -> None:
    folder, truth = corpus
    assert truth.conflicts
    for file, conflicts in truth.conflicts.items():
        text = text_of(folder, file)
        for one in conflicts:
            assert text[one.start : one.end].replace(" @,@ ", ",") == one.new != one.old
    marked = [file for file in truth.clusters if "\ue000" in text_of(folder, file)]
    assert marked == []


def test_pairs_know_their_relation(corpus: Corpus) -> None:
    _, truth = corpus
    homes = {cluster: file for file, cluster in truth.clusters.items()}
    kinds = set()
    for one in truth.relations:
        part, whole = homes[one.cluster], homes[one.other]
        kinds.add(truth.relation(part, whole))
        back = truth.relation(whole, part)
        assert back == ("contains" if one.kind == "part-of" else one.kind)
    assert kinds == {"part-of", "sequel", "sibling"}
