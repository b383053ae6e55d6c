"""Judging corpora and matching, and training: what is printed, written, and refused."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest

ROOT = Path(__file__).parent.parent.parent
TRUTH = "docs/examples/seeds-truth.tsv"
FIRST, SECOND, CAMPAIGN, PART, LAST = (path.name for path in sorted((ROOT / "seeds").iterdir()))


def schema_of(run: Any, command: str) -> Any:
    return json.loads(run("schema", command).stdout)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A truth that says the contrary."""
    path = tmp_path / "truth.jsonl"
    rows = [
        {"file": FIRST, "cluster": "a"},
        {"file": SECOND, "cluster": "b"},
        {"file": CAMPAIGN, "cluster": "c"},
        {"file": PART, "cluster": "c"},
        {"file": LAST, "cluster": "b"},
        {"relation": "part-of", "cluster": "a", "other": "b"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_matching_is_judged_without_a_corpus(run: Any) -> None:
    done = run("evaluate", "--matching", "seeds", "--truth", TRUTH)
    assert done.exit_code == 0
    assert "blocking  completeness 1.0000 (1 of 1 pairs)" in done.stdout
    assert "review    0 of 7 candidate pairs (0.0000)" in done.stdout
    found = json.loads(run("evaluate", "--json", "--matching", "seeds", "--truth", TRUTH).stdout)
    jsonschema.validate(found, schema_of(run, "evaluate"))
    assert found["exactly_right"] == found["events"] == 4
    assert found["matching"]["confusion"]["same"]["SAME"] == 1
    assert found["matching"]["part_of"] is None


def test_errors_are_explained(run: Any, wrong: Path) -> None:
    done = run("evaluate", "--matching", "seeds", "--truth", wrong)
    for told in (
        "merged    related events in one cluster: part-of 1",
        "two events taken for one (truth: part-of)",
        "one event taken for two (truth: same)",
        "one event, never compared (truth: same)",
        "two events in one cluster (truth: part-of)",
        "  name         equal",
        "because part of Idlib",
    ):
        assert told in done.stdout
    assert "taken for" not in run(
        "evaluate", "--matching", "seeds", "--truth", wrong, "--worst", "0"
    ).stdout  # fmt: skip
    found = json.loads(run("evaluate", "--json", "--matching", "seeds", "--truth", wrong).stdout)
    jsonschema.validate(found, schema_of(run, "evaluate"))
    (error,) = found["matching"]["errors"]["false_same"]
    assert error["explanation"]["outcome"] == "SAME"


def test_parts_that_were_merged_are_counted(run: Any, corpus: Path, tmp_path: Path) -> None:
    truth = tmp_path / "truth.tsv"
    truth.write_text(
        f"file\tcluster\tpart_of_clusters\n{FIRST}\ta\t\n{SECOND}\t\ta\n{LAST}\t\ta\n",
        encoding="utf-8",
    )
    done = run("evaluate", corpus, "--truth", truth)
    assert "2 documents tell a part of an event, 1 were merged with it" in done.stdout
    assert f"part     {SECOND} stands with a" in done.stdout


def test_a_gate_that_is_not_reached_is_exit_1(run: Any, corpus: Path, tmp_path: Path) -> None:
    gate = tmp_path / "floors.toml"
    gate.write_text('[least]\n"pairwise.f1" = 1\n[most]\nlargest = 2\n', encoding="utf-8")
    assert run("evaluate", corpus, "--truth", TRUTH, "--gate", gate).exit_code == 0
    gate.write_text("[most]\nlargest = 1\n", encoding="utf-8")
    done = run("evaluate", corpus, "--truth", TRUTH, "--gate", gate)
    assert done.exit_code == 1
    assert f"error[below-gate] {gate}: found largest 2, expected at most 1" in done.stderr
    gate.write_text("[most]\nsmallest = 1\n", encoding="utf-8")
    done = run("evaluate", corpus, "--truth", TRUTH, "--gate", gate)
    assert done.exit_code == 2
    assert "error[bad-gate]" in done.stderr


def test_a_truth_that_is_no_text_is_refused(run: Any, corpus: Path, tmp_path: Path) -> None:
    truth = tmp_path / "truth.tsv"
    truth.write_bytes(b"file\tcluster\n\xff\ta\n")
    assert run("evaluate", corpus, "--truth", truth).exit_code == 2


def test_several_corpora_are_refused(run: Any, corpus: Path) -> None:
    done = run("evaluate", corpus, corpus, "--truth", TRUTH)
    assert done.exit_code == 2
    assert "error[not-a-corpus]" in done.stderr


def test_train_writes_a_model_that_is_used(run: Any, tmp_path: Path) -> None:
    model, out = tmp_path / "model.json", tmp_path / "corpus.jsonl"
    done = run("train", "seeds", "--truth", TRUTH, "-o", model)
    assert done.exit_code == 0
    assert re.search(r"^name equal +\+[0-9.]+ +\+[0-9.]+ +[+-][0-9.]+ +1 +0$", done.stdout, re.M)
    assert "from 5 documents of 4 events: 1 pairs of one event, 9 of two" in done.stdout
    first = model.read_bytes()
    names = [f"seeds/{name}" for name in (LAST, PART, CAMPAIGN, SECOND, FIRST)]
    run("train", *names, "--truth", TRUTH, "-o", model)
    assert model.read_bytes() == first
    digest = sha256(first).hexdigest()
    assert run("dedupe", "seeds", "-o", out, "--set", f"match.model={model}").exit_code == 0
    manifest = json.loads((tmp_path / "corpus.jsonl.manifest.json").read_bytes())
    assert manifest["digests"]["model"] == digest
    lines = [json.loads(line) for line in out.read_bytes().splitlines()]
    told = [one for line in lines for one in line["decisions"] if one["what"] == "match-model"]
    assert told == [
        {"what": "match-model", "rule": "evidence", "detail": f"sha256 {digest}", "by": "rule"}
    ]


def test_a_copy_of_the_shipped_model_changes_no_byte(
    run: Any, corpus: Path, tmp_path: Path
) -> None:
    model, out = tmp_path / "copy.json", tmp_path / "corpus.jsonl"
    shipped = ROOT / "src" / "warcorpus" / "matching" / "data" / "model.json"
    model.write_bytes(shipped.read_bytes())
    assert run("dedupe", "seeds", "-o", out, "--set", f"match.model={model}").exit_code == 0
    assert out.read_bytes() == corpus.read_bytes()
    manifests = [Path(f"{path}.manifest.json").read_bytes() for path in (corpus, out)]
    assert manifests[0] == manifests[1]


@pytest.mark.parametrize(
    ("truth", "slug"),
    [
        ("file\tcluster\nother.txt\ta\n", "bad-value"),
        (f"file\tcluster\n{FIRST}\ta\n{SECOND}\tb\n", "no-labelled-pair"),
        (f"file\tcluster\n{FIRST}\t\n", "bad-value"),
        ("file\tname\n", "bad-value"),
    ],
)
def test_labels_that_teach_nothing_are_refused(
    run: Any, tmp_path: Path, truth: str, slug: str
) -> None:
    path = tmp_path / "truth.tsv"
    path.write_text(truth, encoding="utf-8")
    done = run("train", "seeds", "--truth", path, "-o", tmp_path / "model.json")
    assert done.exit_code == 2
    assert f"error[{slug}]" in done.stderr
    assert not (tmp_path / "model.json").exists()


def test_one_document_of_two_events_is_refused(run: Any, tmp_path: Path) -> None:
    docs, truth = tmp_path / "docs", tmp_path / "truth.tsv"
    docs.mkdir()
    for name in ("a.txt", "b.txt"):
        (docs / name).write_bytes((ROOT / "seeds" / FIRST).read_bytes())
    truth.write_text("file\tcluster\na.txt\tx\nb.txt\ty\n", encoding="utf-8")
    done = run("train", docs, "--truth", truth, "-o", tmp_path / "model.json")
    assert done.exit_code == 2
    assert "found a.txt in x and b.txt in y, expected one event" in done.stderr


def test_documents_that_are_not_there_are_told(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "truth.tsv"
    path.write_text(f"file\tcluster\n{FIRST}\ta\n{SECOND}\ta\ngone.txt\tb\n", encoding="utf-8")
    done = run("train", "seeds", "--truth", path, "-o", tmp_path / "model.json")
    assert done.exit_code == 0
    assert "1 labelled document of" in done.stderr


def test_train_never_replaces_what_it_reads(run: Any, tmp_path: Path) -> None:
    truth = tmp_path / "truth.tsv"
    truth.write_bytes((ROOT / TRUTH).read_bytes())
    done = run("train", "seeds", "--truth", truth, "-o", truth)
    assert done.exit_code == 73
    assert truth.read_bytes() == (ROOT / TRUTH).read_bytes()


def test_a_model_that_cannot_be_read_ends_the_run(run: Any, tmp_path: Path) -> None:
    done = run("dedupe", "-n", "seeds", "--set", f"match.model={tmp_path / 'none.json'}")
    assert done.exit_code == 2
    assert "error[bad-model]" in done.stderr
