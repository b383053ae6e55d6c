"""The main job from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parent.parent.parent / "seeds"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_five_seeds_become_four_records(run: Any, tmp_path: Path) -> None:
    out = tmp_path / "corpus.jsonl"
    done = run("dedupe", "seeds", "-o", out, "--clusters", tmp_path / "clusters.tsv")
    assert done.exit_code == 0
    assert done.stdout == ""
    found = lines(out)
    assert [[s["path"][:3] for s in line["sources"]] for line in found] == [
        ["000", "001"],
        ["002"],
        ["003"],
        ["004"],
    ]
    summary = done.stderr.splitlines()
    assert len(summary) <= 7
    assert summary[0].startswith("files      5 read: front-matter 2, ")
    assert summary[1] == "records    4 written: 1 merged from 2 documents, 3 single"
    assert summary[2] == (
        'relations  "Battle of Maarat al-Numan (2012)" is part of '
        '"Idlib Governorate clashes (June 2012–April 2013)"'
    )
    assert "0 rejects" in summary[4]
    table = (tmp_path / "clusters.tsv").read_text(encoding="utf-8").splitlines()
    assert table[0] == "file\tindex\ttext_id\tid"
    assert table[2].startswith("001_7664b4e7f6915ef9.txt\t0\t38601514\t601a07e7")


def test_side_files_tell_what_made_the_corpus(corpus: Path) -> None:
    manifest = json.loads(Path(f"{corpus}.manifest.json").read_text(encoding="utf-8"))
    assert manifest["account"]["documents"] == 5
    assert manifest["outcomes"]["REVIEW"] == 0
    problems = lines(Path(f"{corpus}.problems.jsonl"))
    assert {problem["level"] for problem in problems} == {"info"}


def test_without_output_the_corpus_is_stdout(run: Any, corpus: Path) -> None:
    done = run("dedupe", "-q", "seeds")
    assert done.stdout_bytes == corpus.read_bytes()


def test_a_dry_run_writes_nothing(run: Any, tmp_path: Path) -> None:
    done = run("dedupe", "seeds", "-n", "-o", tmp_path / "corpus.jsonl")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "no corpus written" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_deduplicating_the_corpus_gives_the_same_bytes(
    run: Any, corpus: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.jsonl"
    assert run("dedupe", "-q", corpus, "-o", again).exit_code == 0
    assert again.read_bytes() == corpus.read_bytes()


def test_order_of_arguments_does_not_matter(run: Any, corpus: Path) -> None:
    backwards = sorted(SEEDS.iterdir(), reverse=True)
    assert run("dedupe", "-q", *backwards).stdout_bytes == corpus.read_bytes()


def test_fill_off_leaves_the_gaps(run: Any) -> None:
    done = run("dedupe", "-q", SEEDS / "001_7664b4e7f6915ef9.txt", "--fill", "off")
    (line,) = [json.loads(text) for text in done.stdout.splitlines()]
    assert line["text"].count("[…]") == 2


def test_one_bad_file_leaves_the_others_as_they_were(
    run: Any, corpus: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    (folder / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    out = tmp_path / "corpus.jsonl"
    done = run("dedupe", folder, "-o", out)
    assert done.exit_code == 3
    assert out.read_bytes() == corpus.read_bytes()
    (reject,) = [p for p in lines(Path(f"{out}.problems.jsonl")) if p["stage"]]
    assert (reject["path"], reject["slug"]) == ("bad.txt", "binary-file")
    assert run("dedupe", "--strict", folder, "-o", out).exit_code == 1


def test_documents_without_a_record_do_not_replace_a_corpus(run: Any, tmp_path: Path) -> None:
    out = tmp_path / "corpus.jsonl"
    out.write_text("old\n", encoding="utf-8")
    bad = tmp_path / "bad.bin"
    bad.write_bytes(b"\x7fELF" + bytes(500))
    assert run("dedupe", bad, "-o", out).exit_code == 3
    assert out.read_text(encoding="utf-8") == "old\n"


@pytest.mark.parametrize("target", ["no-such-folder/corpus.jsonl", "."])
def test_an_output_that_cannot_be_made_ends_the_run_at_once(
    run: Any, tmp_path: Path, target: str
) -> None:
    done = run("dedupe", "seeds", "-o", tmp_path / target)
    assert done.exit_code == 73
    assert "error[output-unwritable]" in done.stderr


def test_a_document_is_never_replaced_by_the_corpus(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    first = sorted(folder.iterdir())[0]
    done = run("dedupe", folder, "-o", first)
    assert done.exit_code == 73
    assert "error[output-is-input]" in done.stderr
    assert first.read_bytes() == sorted(SEEDS.iterdir())[0].read_bytes()


def test_a_corpus_may_be_renewed_in_place(run: Any, corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    out = folder / "corpus.jsonl"
    for _ in range(2):
        assert run("dedupe", folder, "-o", out).exit_code == 0
        assert out.read_bytes() == corpus.read_bytes()


def test_copies_of_one_document_are_told(run: Any, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        shutil.copy(sorted(SEEDS.iterdir())[0], tmp_path / name)
    done = run("dedupe", "-n", tmp_path)
    assert "1 found: 1 merged from 2 documents, 0 single" in done.stderr


def test_the_same_documents_from_two_folders_are_one(
    run: Any, corpus: Path, tmp_path: Path
) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds")
    for others in (tmp_path / "seeds", corpus):
        done = run("dedupe", "-q", "seeds", others)
        assert done.exit_code == 0
        assert done.stdout_bytes == corpus.read_bytes()


def test_no_such_file(run: Any, tmp_path: Path) -> None:
    done = run("dedupe", tmp_path / "missing.txt")
    assert done.exit_code == 3
    assert "error[unreadable-file]" in done.stderr


def test_settings_from_flags_files_and_errors(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "warcorpus.toml"
    file.write_text("[match]\nsame_bits = 40\n", encoding="utf-8")
    done = run("dedupe", "-q", "seeds", "-c", file)
    assert len(done.stdout.splitlines()) == 5
    done = run("dedupe", "-q", "seeds", "-c", file, "--set", "match.same_bits=10")
    assert len(done.stdout.splitlines()) == 4
    done = run("dedupe", "seeds", "--set", "match.same_bit=1")
    assert done.exit_code == 2
    assert 'did you mean "' in done.stderr
    assert run("dedupe", "seeds", "--set", "nonsense").exit_code == 2
    file.write_text("[match]\nsame_bit = 40\n[merge]\nfil = 1\n", encoding="utf-8")
    done = run("dedupe", "seeds", "-c", file)
    assert done.stderr.count("error[unknown-config-key]") == 2


def grown(corpus: list[dict[str, Any]], added: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The corpus with new lines, in the place of those whose documents they hold."""
    held = {source["sha256"] for line in added for source in line["sources"]}
    kept = [one for one in corpus if held.isdisjoint(s["sha256"] for s in one["sources"])]
    return sorted([*kept, *added], key=lambda line: str(line["id"]))


def split_seeds(run: Any, folder: Path, *olds: str) -> tuple[Path, Path]:
    """A corpus of some seeds, and a folder of the others."""
    new = folder / "new"
    new.mkdir()
    old = [seed for seed in sorted(SEEDS.iterdir()) if seed.name[:3] in olds]
    for seed in SEEDS.iterdir():
        if seed not in old:
            shutil.copy(seed, new)
    corpus = folder / "old.jsonl"
    assert run("dedupe", "-q", *old, "-o", corpus).exit_code == 0
    return corpus, new


def test_new_files_against_a_corpus(run: Any, corpus: Path, tmp_path: Path) -> None:
    old, new = split_seeds(run, tmp_path, "000", "002", "004")
    before = old.read_bytes()
    shutil.copy(SEEDS / "004_17456dd19e178cae.txt", new)
    out, table = tmp_path / "added.jsonl", tmp_path / "clusters.tsv"
    done = run("dedupe", new, "--against", old, "-o", out, "--clusters", table)
    assert done.exit_code == 0
    assert set(out.read_bytes().splitlines()) < set(corpus.read_bytes().splitlines())
    assert [[s["path"][:3] for s in line["sources"]] for line in lines(out)] == [
        ["000", "001"],
        ["003"],
    ]
    summary = done.stderr.splitlines()
    assert summary[0] == "files      3 read: english-corpora 1, front-matter 1, 1 known"
    assert summary[1] == "records    2 written: 1 merged from 2 documents, 1 single"
    assert 'is part of "Idlib Governorate clashes' in summary[2]
    assert summary[3] == run("dedupe", "seeds").stderr.splitlines()[3]
    assert old.read_bytes() == before
    assert len(table.read_text(encoding="utf-8").splitlines()) == 1 + 3
    account = json.loads(Path(f"{out}.manifest.json").read_text(encoding="utf-8"))["account"]
    assert account == {
        "documents": 3, "sources": 3, "rejects": 0, "records": 3, "lines": 2, "clusters": 1,
        "singles": 1, "known": 1, "joined": 1,
    }  # fmt: skip
    found = grown(lines(old), lines(out))
    assert [one["id"] for one in found] == [one["id"] for one in lines(corpus)]
    for one, other in zip(found, lines(corpus), strict=True):
        if one in lines(old):  # what is not written does not tell of new records
            for key in ("relations", "conflicts"):
                one[key] = other[key]
        assert one == other


def test_known_documents_add_nothing(run: Any, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "added.jsonl"
    done = run("dedupe", "--strict", "seeds", "--against", corpus, "-o", out)
    assert done.exit_code == 0
    assert out.read_bytes() == b""
    assert done.stderr.startswith("files      5 read: 5 known\n")


def test_a_copy_under_another_name_is_a_new_document(
    run: Any, corpus: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.txt"
    shutil.copy(SEEDS / "001_7664b4e7f6915ef9.txt", copy)
    done = run("dedupe", "-q", copy, "--against", corpus)
    assert done.stdout_bytes
    assert done.stdout_bytes in run("dedupe", "-q", corpus, copy).stdout_bytes


def test_the_corpus_itself_is_not_overwritten(run: Any, corpus: Path) -> None:
    before = corpus.read_bytes()
    for option in ("-o", "--clusters", "--problems"):
        done = run("dedupe", "-q", "seeds", "--against", corpus, option, corpus)
        assert done.exit_code == 73
        assert "error[output-is-input]" in done.stderr
    assert corpus.read_bytes() == before


@pytest.mark.parametrize("harm", ["not a corpus\n", "", "{}\n", '{"sources":[]}\n', "torn"])
def test_what_is_no_whole_corpus_is_refused(
    run: Any, corpus: Path, tmp_path: Path, harm: str
) -> None:
    bad = tmp_path / "bad.jsonl"
    data = corpus.read_bytes()
    bad.write_bytes(data[:-100] if harm == "torn" else harm.encode())
    done = run("dedupe", "-q", "seeds", "--against", bad, "-o", tmp_path / "out.jsonl")
    assert done.exit_code == 2
    assert "error[not-a-corpus] " in done.stderr
    assert not (tmp_path / "out.jsonl").exists()
