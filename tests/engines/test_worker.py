"""What a document can do to the process that reads it, and what it costs: one reject."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from warcorpus.engines.limits import unenforced
from warcorpus.readers.rejects import Reject

linux = pytest.mark.skipif(sys.platform != "linux", reason="limits of another system")


def outcomes_of(found: list[Any]) -> list[str]:
    return [one.problem.slug if isinstance(one, Reject) else "record" for one in found]


DEADLY = {
    "crash": "SIGSEGV",
    "abort": "SIGABRT",
    "exit": "exit code 0",
    "leave": "",  # sys.exit; how it ends is the interpreter's matter
}


@linux
@pytest.mark.parametrize("verb", DEADLY)
def test_a_document_that_ends_the_process_is_one_reject(
    verb: str, deeds: Any, isolated: Any
) -> None:
    found = isolated(deeds("fine", verb, "fine", "fine"))
    assert outcomes_of(found) == ["record", "worker-died", "record", "record"]
    reject = found[1]
    assert DEADLY[verb] in reject.problem.message
    assert (reject.problem.level, reject.stage) == ("error", "read")
    assert reject.problem.where == "deeds.txt#1"
    assert (reject.source.index, reject.source.sha256 != "") == (1, True)
    assert [found[n].source.index for n in (0, 2, 3)] == [0, 2, 3]


@linux
@pytest.mark.parametrize("verb", ["freeze", "loop"])
def test_a_document_without_end_is_too_slow_even_in_c(verb: str, deeds: Any, isolated: Any) -> None:
    found = isolated(deeds("fine", verb, "fine"), cpu_seconds=1)
    assert outcomes_of(found) == ["record", "too-slow", "record"]
    assert "limits.cpu_seconds" in found[1].problem.hint


@pytest.mark.parametrize("verb", ["sleep", "stifle"])
def test_a_document_that_sleeps_is_too_slow(verb: str, deeds: Any, isolated: Any) -> None:
    found = isolated(deeds("fine", verb, "fine"), wall_seconds=1)
    assert outcomes_of(found) == ["record", "too-slow", "record"]


@linux
def test_a_document_that_eats_memory_is_one_reject(deeds: Any, isolated: Any) -> None:
    found = isolated(deeds("fine", "eat", "fine", "eat", "fine"), memory_bytes=2**27)
    assert outcomes_of(found) == ["record", *["too-much-memory", "record"] * 2]
    assert found[1].problem.where == "deeds.txt:2"
    assert found[1].stage == "read"


@pytest.mark.parametrize("verb", ["shout", "slow", "fine"])
def test_what_a_reader_prints_is_not_taken_for_an_answer(
    verb: str, deeds: Any, isolated: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    found = isolated(deeds("fine", verb, verb, "fine"))
    assert outcomes_of(found) == ["record"] * 4
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("verb", ["babble", "hang-up"])
def test_who_breaks_the_line_to_the_supervisor_is_as_good_as_dead(
    verb: str, deeds: Any, isolated: Any
) -> None:
    found = isolated(deeds("fine", verb, "fine"), wall_seconds=5)
    assert outcomes_of(found) == ["record", "worker-died", "record"]


def test_what_a_reader_raises_is_its_reject(deeds: Any, isolated: Any) -> None:
    found = isolated(deeds("fine", "fail", "refuse", "fine"))
    assert outcomes_of(found) == ["record", "reader-failed", "empty-document", "record"]
    assert "nothing fits" in found[1].problem.message
    assert found[2].problem.level == "info"


def test_a_record_of_wrong_types_is_a_reject(deeds: Any, isolated: Any) -> None:
    found = isolated(deeds("fine", "wrong-type", "fine"))
    assert outcomes_of(found) == ["record", "reader-failed", "record"]


@linux
def test_a_file_that_kills_who_looks_at_it_is_one_reject(
    tmp_path: Path, deeds: Any, isolated: Any
) -> None:
    head = tmp_path / "head.txt"
    head.write_text("%%hostile-head\nsecond\n")
    found = isolated(deeds("fine"), head, deeds("fine", "fine", name="last.txt"))
    assert outcomes_of(found) == ["record", "worker-died", "record", "record"]
    assert (found[1].source.path, found[1].stage) == ("head.txt", "open")


@linux
def test_a_member_that_kills_who_looks_at_it_is_one_reject(tmp_path: Path, isolated: Any) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (
            ("1.txt", "%%hostile fine\nfine\n"),
            ("2.txt", "%%hostile-head\nfine\n"),
            ("3.txt", "%%hostile crash\nfine\n"),
            ("4.txt", "%%hostile-head\nfine\n"),
            ("5.txt", "%%hostile fine\n"),
        ):
            archive.writestr(name, text)
    found = isolated(path)
    told = [(one.source.member[0], outcome) for one, outcome in zip(found, outcomes_of(found),
        strict=True)]  # fmt: skip
    assert told == [
        ("1", "record"),
        ("1", "record"),
        ("2", "worker-died"),
        ("3", "worker-died"),
        ("3", "record"),
        ("4", "worker-died"),
        ("5", "record"),
    ]


@linux
def test_every_limit_holds_on_this_system() -> None:
    assert unenforced() == ()
