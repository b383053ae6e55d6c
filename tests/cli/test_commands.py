"""The other subcommands: what they print, their JSON, their exit codes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

ROOT = Path(__file__).parent.parent.parent
SEEDS = ROOT / "seeds"
SAFIRA = "601a07e7d09c6127e1f88fcc30f646ae"
FIRST, SECOND, CAMPAIGN, PART, LAST = sorted(SEEDS.iterdir())


def schema_of(run: Any, command: str) -> Any:
    return json.loads(run("schema", command).stdout)


def test_bare_call_shows_an_example(run: Any) -> None:
    done = run()
    assert done.exit_code == 0
    assert "warcorpus dedupe seeds/" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "suggestion"),
    [(["dedup", "seeds"], "dedupe"), (["schema", "explian"], "explain")],
)
def test_typos_are_answered(run: Any, arguments: list[str], suggestion: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert f'Did you mean "{suggestion}"?' in done.stderr


def test_sniff(run: Any) -> None:
    done = run("sniff", "seeds")
    readers = re.findall(r"^  (\S+) +(\d\.\d\d)", done.stdout, re.M)
    assert [name for name, _ in readers] == [
        "front-matter",
        "english-corpora",
        "front-matter-tags",
        "front-matter",
        "sections",
    ]
    assert all(float(score) >= 0.9 for _, score in readers)
    found = json.loads(run("sniff", "--json", "seeds").stdout)
    jsonschema.validate(found, schema_of(run, "sniff"))
    assert run("sniff", "--all", FIRST).stdout.count("\n") > 5


def test_sniff_names_what_is_no_text(run: Any, tmp_path: Path) -> None:
    bad = tmp_path / "x.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    done = run("sniff", bad)
    assert done.exit_code == 3
    assert "binary-file" in done.stderr


def test_read_gives_valid_lines_in_order(run: Any) -> None:
    done = run("read", "seeds")
    schema = json.loads(run("schema").stdout)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    for line in found:
        jsonschema.validate(line, schema)
    assert [line["sources"][0]["path"][:3] for line in found] == ["000", "001", "002", "003", "004"]
    assert {line["schema"] for line in found} == {"warcorpus.record/1"}
    raw = json.loads(run("read", "--raw", LAST).stdout)
    assert (raw["title"], len(raw["sources"][0]["fields"])) == ("", len(
        found[4]["sources"][0]["fields"]))  # fmt: skip


def test_read_with_a_named_reader(run: Any) -> None:
    found = json.loads(run("read", "--reader", "plain-text", LAST).stdout)
    assert found["sources"][0]["reader"].startswith("plain-text/")
    done = run("read", "--reader", "plaintext", LAST)
    assert done.exit_code == 2
    assert "plain-text" in done.stderr


def test_pairs(run: Any) -> None:
    done = run("pairs", "seeds")
    outcomes = [line.split()[0] for line in done.stdout.splitlines()]
    assert sorted(outcomes) == ["PART_OF", *["RELATED"] * 5, "SAME"]
    assert len(run("pairs", "seeds", "--outcome", "same,part-of").stdout.splitlines()) == 2
    assert len(run("pairs", "seeds", "--near-misses", "1").stdout.splitlines()) == 2
    assert run("pairs", "seeds", "--outcome", "sam").exit_code == 2
    found = json.loads(run("pairs", "--json", "seeds").stdout)
    jsonschema.validate(found, schema_of(run, "pairs"))


def test_explain_adds_up(run: Any) -> None:
    found = json.loads(run("explain", "--json", FIRST, SECOND).stdout)
    jsonschema.validate(found, schema_of(run, "explain"))
    assert found["outcome"] == "SAME"
    assert sum(row["counted"] for row in found["evidence"]) + found["prior"] == found["score"]
    table = run("explain", FIRST, SECOND).stdout
    rows = [float(bits) for bits in re.findall(r"^  \S.*? ([+-]\d+\.\d+)", table, re.M)]
    assert sum(rows[:-1]) == rows[-1] == found["score"]
    assert "000_0d7aad7cfa0080c0.txt:22:13" in table


def test_explain_a_part(run: Any) -> None:
    table = run("explain", CAMPAIGN, PART).stdout
    assert table.startswith("PART_OF")
    assert "because part of Idlib Governorate clashes" in table


def test_explain_by_ids_of_a_corpus(run: Any, corpus: Path) -> None:
    done = run("explain", SAFIRA[:8], "6ad88de4", "--corpus", corpus)
    assert done.stdout.startswith("SAME")
    around = run("explain", SAFIRA, "--corpus", corpus).stdout
    assert around.startswith("in one record:\nSAME")
    assert "nearest that stayed apart:\nRELATED" in around
    assert run("explain", FIRST).exit_code == 2
    assert run("explain", "ffffffff", "--corpus", corpus).exit_code == 2


def test_trace_a_field(run: Any, corpus: Path) -> None:
    done = run("trace", corpus, SAFIRA, "date")
    assert "2013-02-06/2013-02-19   rule: most-precise" in done.stdout
    assert re.search(r"chosen +000_\w+\.txt:22:13 +characters 866–886 +“6â€“19", done.stdout)
    assert re.search(r"other +001_\w+\.txt:1:47 +characters 46–59", done.stdout)


def test_trace_a_quote(run: Any, corpus: Path) -> None:
    quote = "at the factory after the fighting had ended"
    done = run("trace", corpus, SAFIRA[:6], quote)
    assert re.search(r"text +000_\w+\.txt:68:790 +characters 3291–3334 +verbatim", done.stdout)
    assert re.search(r"redacted +001_\w+\.txt:1:1075 +characters 1074–1093", done.stdout)
    found = json.loads(run("trace", "--json", corpus, SAFIRA, quote).stdout)
    jsonschema.validate(found, schema_of(run, "trace"))


def test_trace_what_is_only_in_the_apparatus(run: Any, corpus: Path) -> None:
    assert "only in the apparatus" in run("trace", corpus, SAFIRA, "not being able").stdout


def test_trace_says_when_there_is_nothing(run: Any, corpus: Path) -> None:
    assert run("trace", corpus, SAFIRA, "no such words").exit_code == 1
    assert run("trace", corpus, "ffffffff").exit_code == 2
    assert run("trace", corpus, "60").exit_code == 2
    assert "title" in run("trace", corpus, SAFIRA).stdout


def test_trace_without_the_raw_files_gives_characters(
    run: Any, corpus: Path, tmp_path: Path
) -> None:
    done = run("trace", corpus, SAFIRA, "date", "--files", tmp_path)
    assert re.search(r"chosen +000_\w+\.txt +characters 866–886", done.stdout)


def test_verify_a_true_corpus(run: Any, corpus: Path) -> None:
    done = run("verify", corpus, "seeds")
    assert (done.exit_code, done.stdout) == (0, "4 lines checked, 0 findings\n")
    assert run("verify", "--sample", "2", corpus, "seeds").stdout.startswith("2 lines")
    found = json.loads(run("verify", "--json", corpus, "seeds").stdout)
    jsonschema.validate(found, schema_of(run, "verify"))


@pytest.mark.parametrize("name", [path.name for path in sorted(SEEDS.iterdir())])
def test_verify_finds_one_changed_character(
    run: Any, corpus: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    text = (folder / name).read_text(encoding="utf-8")
    at = text.index("2012" if "2012" in text else "2013")
    (folder / name).write_text(text[:at] + "1" + text[at + 1 :], encoding="utf-8")
    done = run("verify", corpus, folder)
    assert done.exit_code == 1
    assert "error[source-changed]" in done.stderr
    assert re.search(rf"span-mismatch.*{name}:\d+:\d+", done.stderr)


def test_verify_reads_every_document_of_a_file_of_many(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    lines = [f"@@{n} The Battle of X{n} was fought in May 190{n} , by men . \n" for n in range(3)]
    (folder / "many.txt").write_text("".join(lines), encoding="utf-8")
    made = tmp_path / "many.jsonl"
    assert run("dedupe", folder, "-o", made).exit_code == 0
    done = run("verify", made, folder)
    assert (done.exit_code, done.stdout) == (0, "3 lines checked, 0 findings\n")


def test_verify_finds_a_grown_file(run: Any, corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    grown = next(folder.glob("000_*"))
    grown.write_text(grown.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
    assert "error[source-changed]" in run("verify", corpus, folder).stderr


def test_verify_finds_a_missing_source(run: Any, corpus: Path, tmp_path: Path) -> None:
    done = run("verify", corpus, tmp_path)
    assert done.exit_code == 1
    assert "source-missing" in done.stderr


def test_evaluate(run: Any, corpus: Path, tmp_path: Path) -> None:
    done = run("evaluate", corpus, "--truth", "docs/examples/seeds-truth.tsv")
    assert "1.0000" in done.stdout
    found = json.loads(
        run("evaluate", "--json", corpus, "--truth", "docs/examples/seeds-truth.tsv").stdout
    )
    jsonschema.validate(found, schema_of(run, "evaluate"))
    truth = tmp_path / "truth.tsv"
    truth.write_text(f"file\tcluster\tset\n{FIRST.name}\ta\tx\n{SECOND.name}\tb\tx\n"
                     "gone.txt\ta\ty\n", encoding="utf-8")  # fmt: skip
    done = run("evaluate", corpus, "--truth", truth, "--by", "set")
    assert "merged   601a07e7: a, b" in done.stdout
    assert "missing  gone.txt" in done.stdout
    assert re.search(r"^y +1 ", done.stdout, re.M)
    assert run("evaluate", corpus, "--truth", truth, "--by", "no").exit_code == 2


@pytest.mark.parametrize("command", ["sniff", "read", "pairs", "dedupe"])
def test_a_folder_without_documents_is_no_input(run: Any, tmp_path: Path, command: str) -> None:
    done = run(command, tmp_path)
    assert done.exit_code == 2
    assert "error[no-input]" in done.stderr


def test_a_truth_of_other_documents_is_an_error(run: Any, corpus: Path, tmp_path: Path) -> None:
    truth = tmp_path / "truth.tsv"
    truth.write_text("file\tcluster\nother.txt\ta\n", encoding="utf-8")
    assert run("evaluate", corpus, "--truth", truth).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["trace", FIRST, SAFIRA, "date"],
        ["evaluate", FIRST, "--truth", "docs/examples/seeds-truth.tsv"],
        ["verify", FIRST, "seeds"],
        ["explain", SAFIRA, "--corpus", FIRST],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_file_that_is_no_corpus_is_named(run: Any, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert "error[not-a-corpus]" in done.stderr


def test_readers(run: Any) -> None:
    done = run("readers")
    names = [line.split("/")[0] for line in done.stdout.splitlines()]
    assert names == sorted(names)
    assert {"front-matter", "front-matter-tags", "english-corpora", "sections", "plain-text",
            "warcorpus"} <= set(names)  # fmt: skip
    found = json.loads(run("readers", "--json").stdout)
    jsonschema.validate(found, schema_of(run, "readers"))


def test_schemas_are_schemas(run: Any) -> None:
    for command in ("", "sniff", "pairs", "explain", "trace", "verify", "evaluate", "readers",
                    "config", "dedupe"):  # fmt: skip
        schema = json.loads(run("schema", *([command] if command else [])).stdout)
        jsonschema.Draft202012Validator.check_schema(schema)
    arrow = json.loads(run("schema", "--arrow").stdout)
    assert "text_map" in json.dumps(arrow)


def test_config_shows_where_a_setting_comes_from(run: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("WARCORPUS_MERGE_FILL", "off")
    done = run("config", "--set", "match.same_bits=12")
    assert re.search(r'^merge\.fill +"off" +WARCORPUS_MERGE_FILL$', done.stdout, re.M)
    assert re.search(r"^match\.same_bits +12 +--set", done.stdout, re.M)
    assert re.search(r"^match\.review_bits +0 +default$", done.stdout, re.M)
    found = json.loads(run("config", "--json").stdout)
    jsonschema.validate(found, schema_of(run, "config"))


def test_a_document_of_many_is_named_by_its_address(run: Any, tmp_path: Path) -> None:
    """Lines are counted in the document, so `all.txt:1` alone would be the first one."""
    first = (SEEDS / "001_7664b4e7f6915ef9.txt").read_text(encoding="utf-8").rstrip("\n")
    other = "@@77 Battle of Kobani was fought in March 2015 near Kobani , Syria . It ended soon ."
    (tmp_path / "all.txt").write_text(f"{first}\n{other}\n", encoding="utf-8")
    done = run("explain", f"{tmp_path}/all.txt#0", f"{tmp_path}/all.txt#1")
    assert "all.txt#1" in done.stdout
    corpus = tmp_path / "corpus.jsonl"
    assert run("dedupe", tmp_path / "all.txt", "-o", corpus).exit_code == 0
    line = next(
        x
        for x in map(json.loads, corpus.read_bytes().splitlines())
        if x["sources"][0]["index"] == 1
    )
    assert "all.txt#1:1:37" in run("trace", corpus, line["id"], "date").stdout
