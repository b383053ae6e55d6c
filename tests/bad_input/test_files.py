"""Bad input: folders, links, special files, odd names, formats that are no text."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import warcorpus
from warcorpus.readers.door import Reject, read_documents
from warcorpus.sources import open_input, walk
from warcorpus.testing.events import generate
from warcorpus.testing.exporting import sections

Reading = Callable[[Any], Any]
ROOT = Path(__file__).parents[2]
PAGE = sections(generate(3)).encode()


def rejects(*paths: Path) -> list[tuple[str, str, str]]:
    return [
        (outcome.source.path, outcome.problem.slug, outcome.problem.level)
        for outcome in read_documents(paths)
        if isinstance(outcome, Reject)
    ]


def records(*paths: Path) -> list[str]:
    return [
        outcome.source.path for outcome in read_documents(paths) if not isinstance(outcome, Reject)
    ]


def test_symlink_loop_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "page.txt").write_bytes(PAGE)
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert records(tmp_path) == ["a/page.txt"]
    assert rejects(tmp_path) == [("self", "unreadable-file", "error")]


def test_broken_link_is_a_reject(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert rejects(tmp_path) == [("gone.txt", "unreadable-file", "error")]


def test_folder_with_the_name_of_a_file_is_walked(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()
    (tmp_path / "x.txt" / "page.txt").write_bytes(PAGE)
    assert records(tmp_path) == ["x.txt/page.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_no_permission_is_a_reject(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_bytes(PAGE)
    path.chmod(0)
    assert rejects(tmp_path) == [("secret.txt", "unreadable-file", "error")]


def test_file_that_vanished_is_a_reject(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE)
    (tmp_path / "other.txt").write_bytes(PAGE)
    outcomes = read_documents([tmp_path])
    next(outcomes)
    path.unlink()
    (last,) = outcomes
    assert isinstance(last, Reject)
    assert (last.problem.slug, last.problem.level) == ("unreadable-file", "error")


@pytest.mark.parametrize("change", ["append", "truncate", "replace"])
def test_file_that_changes_while_it_is_read_is_a_reject(tmp_path: Path, change: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE * 100)
    (one,) = walk([path])
    with open_input(one) as opened:
        if change == "append":
            with path.open("ab") as stream:
                stream.write(b"more")
        elif change == "truncate":
            os.truncate(path, 10)
        else:
            path.write_bytes(PAGE * 100 + b"x")
        with pytest.raises(warcorpus.WarcorpusError) as error:
            opened.read(2**24)
    assert error.value.slug == "source-changed"


def test_special_files_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(tmp_path)  # the name of a socket must be short
        try:
            listening.bind("socket.txt")
        finally:
            os.chdir(here)
        found = rejects(tmp_path, Path("/dev/zero"), Path("/dev/null"))
    assert [(path, slug) for path, slug, _ in found] == [
        ("fifo.txt", "special-file"),
        ("socket.txt", "special-file"),
        ("zero", "special-file"),
        ("null", "special-file"),
    ]


def test_dash_is_standard_input() -> None:
    command = [sys.executable, "-m", "warcorpus", "read", "-"]
    done = subprocess.run(command, input=PAGE, capture_output=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 1


NAMES = [b"a\nb.txt", b"a\x1b[2Jb.txt", b"caf\xe9.txt", b" .txt", "ü".encode() + b".txt", b"-o"]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_odd_file_names_are_kept_losslessly(tmp_path: Path, name: bytes) -> None:
    with open(os.path.join(os.fsencode(tmp_path), name), "wb") as stream:  # noqa: PTH118, PTH123
        stream.write(PAGE)
    (record,) = warcorpus.dedupe(tmp_path).records
    path = record.sources[0].path
    path.encode("utf-8")
    others = {n for n in NAMES if n != name}
    assert path not in {os.fsdecode(other) for other in others}
    if name.isascii():
        assert path == name.decode()


def test_odd_file_names_are_escaped_in_every_print(tmp_path: Path) -> None:
    for name in NAMES[:3]:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as stream:  # noqa: PTH118, PTH123
            stream.write(PAGE[:-9] + bytes([0x00]) * 400 + name)
    for verb in (["sniff"], ["read"], ["dedupe", "-o", str(tmp_path.parent / "out.jsonl")]):
        command = [sys.executable, "-m", "warcorpus", *verb, str(tmp_path)]
        done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=60)
        assert b"\x1b" not in done.stdout + done.stderr
        assert b"a\nb.txt" not in done.stdout + done.stderr
        assert (done.stdout + done.stderr).decode("utf-8")


@pytest.mark.parametrize(
    ("head", "slug", "word"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "binary-file", "PNG"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 100, "binary-file", "ELF"),
        (b"%PDF-1.7\n" + b"x" * 100, "unsupported-format", "PDF"),
        (b"7z\xbc\xaf\x27\x1c" + b"x" * 100, "unsupported-format", "7z"),
        (b"PK\x03\x04" + b"\x14\x00" * 60 + b"word/document.xml", "unsupported-format", ""),
    ],
)
def test_what_is_no_text_is_named(read: Reading, head: bytes, slug: str, word: str) -> None:
    found = read(head)
    assert found.reject == (slug, "error")
    told = found.rejects[0].problem
    assert word.casefold() in (told.message + told.hint).casefold()
    assert told.hint
