"""Files appear whole or not at all."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from warcorpus.errors import OutputError
from warcorpus.writers.files import FileSystem, check_creatable, publish, write_atomically


class Failing(FileSystem):
    """Fails at the n-th call with a full disk, and counts the calls."""

    def __init__(self, at):
        self.at, self.calls = at, 0

    def _count(self):
        self.calls += 1
        if self.calls == self.at:
            raise OSError(errno.ENOSPC, "No space left on device")

    def open(self, path):
        self._count()
        return super().open(path)

    def write(self, file, data):
        self._count()
        super().write(file, data)

    def fsync(self, file):
        self._count()
        super().fsync(file)

    def rename(self, old, new):
        self._count()
        super().rename(old, new)

    def fsync_folder(self, folder):
        self._count()
        super().fsync_folder(folder)


def names(folder):
    return sorted(one.name for one in folder.iterdir())


def test_content_lines_and_digest(tmp_path):
    written = write_atomically(tmp_path / "a.jsonl", iter([b"one\n", b"two\n"]))
    assert (tmp_path / "a.jsonl").read_bytes() == b"one\ntwo\n"
    assert (written.name, written.lines, written.bytes) == ("a.jsonl", 2, 8)
    assert names(tmp_path) == ["a.jsonl"]


def test_what_stood_there_is_replaced(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    write_atomically(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def calls_of_a_run(tmp_path):
    counting = Failing(0)
    publish({tmp_path / "x": b"1", tmp_path / "y": [b"2", b"3"]}, counting)
    for name in names(tmp_path):
        (tmp_path / name).unlink()
    return counting.calls


def test_failure_at_every_call_leaves_whole_files_alone(tmp_path):
    total = calls_of_a_run(tmp_path)
    assert total == 10
    for at in range(1, total + 1):
        (tmp_path / "x").write_bytes(b"old x")
        (tmp_path / "y").write_bytes(b"old y")
        with pytest.raises(OutputError) as error:
            publish({tmp_path / "x": b"1", tmp_path / "y": [b"2", b"3"]}, Failing(at))
        assert error.value.slug in ("output-unwritable", "io-error")
        assert (tmp_path / "x").read_bytes() in (b"old x", b"1")
        assert (tmp_path / "y").read_bytes() in (b"old y", b"23")
        if at <= 7:
            assert (tmp_path / "x").read_bytes() == b"old x"
            assert (tmp_path / "y").read_bytes() == b"old y"
        assert names(tmp_path) == ["x", "y"]
        publish({tmp_path / "x": b"1", tmp_path / "y": [b"2", b"3"]})
        assert (tmp_path / "y").read_bytes() == b"23"


def test_source_of_data_that_fails_leaves_nothing(tmp_path):
    def data():
        yield b"half"
        raise ValueError("a defect")

    with pytest.raises(ValueError, match="defect"):
        write_atomically(tmp_path / "a", data())
    assert names(tmp_path) == []


@pytest.mark.parametrize("make", [lambda p: p / "no" / "a", lambda p: p, lambda p: p / "f" / "a"])
def test_unwritable_places_are_told_before_any_work(tmp_path, make):
    (tmp_path / "f").write_bytes(b"a file, no folder")
    with pytest.raises(OutputError) as error:
        check_creatable(make(tmp_path))
    assert error.value.slug == "output-unwritable"
    assert error.value.hint


def test_special_file_is_no_place(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError, match="special file"):
        check_creatable(tmp_path / "pipe")


def test_check_leaves_nothing(tmp_path):
    check_creatable(tmp_path / "a")
    assert names(tmp_path) == []
    (tmp_path / "a").write_bytes(b"old")
    check_creatable(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"old"


def test_leftovers_of_killed_runs_are_swept(tmp_path):
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (tmp_path / f".a.{gone}.tmp").write_bytes(b"half")
    (tmp_path / f".a.{os.getppid()}.tmp").write_bytes(b"of a living run")
    (tmp_path / f".b.{gone}.tmp").write_bytes(b"another file's")
    write_atomically(tmp_path / "a", b"new")
    assert names(tmp_path) == [f".a.{os.getppid()}.tmp", f".b.{gone}.tmp", "a"]


def test_killed_writer_leaves_the_old_file(tmp_path):
    code = (
        "import os, sys\n"
        "from warcorpus.writers.files import write_atomically\n"
        "def data():\n"
        "    yield b'half'\n"
        "    os.kill(os.getpid(), 9)\n"
        "write_atomically(sys.argv[1], data())\n"
    )
    (tmp_path / "a").write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a")], check=False)
    assert done.returncode == -9
    assert (tmp_path / "a").read_bytes() == b"old"
    write_atomically(tmp_path / "a", b"new")
    assert names(tmp_path) == ["a"]


def test_relative_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_atomically("a", b"x")
    check_creatable("b")
    assert Path("a").read_bytes() == b"x"


def test_a_link_stays_and_what_it_names_is_written(tmp_path):
    real, link = tmp_path / "real" / "corpus.jsonl", tmp_path / "link.jsonl"
    real.parent.mkdir()
    real.write_bytes(b"before")
    link.symlink_to(real)
    check_creatable(link)
    assert write_atomically(link, b"after\n").name == "link.jsonl"
    assert link.is_symlink()
    assert real.read_bytes() == b"after\n"
    assert [path.name for path in real.parent.iterdir()] == ["corpus.jsonl"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such file there")
def test_a_link_to_a_device_is_refused(tmp_path):
    link = tmp_path / "nothing"
    link.symlink_to(os.devnull)
    with pytest.raises(OutputError, match="special file"):
        check_creatable(link)
    assert link.is_symlink()
