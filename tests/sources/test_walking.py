"""Which files the arguments of a run name."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warcorpus.errors import ConfigError
from warcorpus.sources import located, recorded, walk


def paths(*arguments):
    return [one.path for one in walk(arguments)]


@pytest.fixture
def tree(tmp_path):
    for name in ("b.txt", "a.txt", "sub/c.txt", "x.txt/inner.txt", ".git/config", ".hidden"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(name)
    return tmp_path


def test_folder_is_walked_sorted_and_paths_are_relative_to_it(tree):
    assert paths(tree) == ["a.txt", "b.txt", "sub/c.txt", "x.txt/inner.txt"]


def test_file_argument_gives_its_name(tree):
    assert paths(tree / "sub" / "c.txt", str(tree / "a.txt")) == ["c.txt", "a.txt"]


def test_dot_file_is_read_when_named(tree):
    assert paths(tree / ".hidden") == [".hidden"]


def test_side_files_of_a_corpus_are_never_read(tree):
    for name in ("corpus.jsonl", "corpus.jsonl.manifest.json", "corpus.jsonl.problems.jsonl"):
        (tree / name).write_text("{}")
    (tree / "corpus.jsonl.work").mkdir()
    (tree / "corpus.jsonl.work" / "part").write_text("{}")
    assert "corpus.jsonl" in paths(tree)
    assert len(paths(tree)) == 5
    assert paths(*sorted(tree.glob("corpus*.json*"))) == ["corpus.jsonl"]


def test_symlink_loops_end_and_each_real_folder_is_walked_once(tree):
    (tree / "aloop").symlink_to(tree)
    (tree / "again").symlink_to(tree / "sub")
    assert paths(tree) == ["a.txt", "b.txt", "sub/c.txt", "x.txt/inner.txt"]


def test_linked_folder_outside_is_walked(tree, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "d.txt").write_text("d")
    (tree / "link").symlink_to(other)
    assert "link/d.txt" in paths(tree)


def test_broken_link_and_missing_file_are_told(tree):
    (tree / "broken.txt").symlink_to(tree / "nowhere")
    found = {one.path: one.problem for one in walk([tree, tree / "gone.txt"])}
    assert found["broken.txt"].slug == "unreadable-file"
    assert found["gone.txt"].slug == "unreadable-file"
    assert found["gone.txt"].level == "error"


def test_special_file_is_told_and_not_opened(tree):
    os.mkfifo(tree / "pipe.txt")
    found = {one.path: one.problem for one in walk([tree])}
    assert found["pipe.txt"].slug == "special-file"


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs a device")
def test_device_is_special():
    (one,) = walk(["/dev/null"])
    assert one.problem.slug == "special-file"


def test_same_file_by_two_arguments_is_read_once_whatever_their_order(tree):
    arguments = [tree / "sub", tree, tree / "sub" / "c.txt", tree]
    expected = sorted(paths(tree))
    assert sorted(paths(*arguments)) == expected
    assert sorted(paths(*reversed(arguments))) == expected


def test_two_folders_with_one_file_name_stay_two(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text("same")
    assert paths(tmp_path / "a", tmp_path / "b") == ["x.txt", "x.txt"]


def test_streams(monkeypatch):
    stream = BytesIO(b"x")
    standard, other = walk(["-", stream])
    assert (standard.path, other.path, other.stream) == ("-", "<stream>", stream)


def test_one_document_of_a_file(tree):
    (one,) = walk([f"{tree / 'a.txt'}#2"])
    assert (one.path, one.only, one.location) == ("a.txt", 2, tree / "a.txt")
    (tree / "a.txt#2").write_text("its own name")
    (one,) = walk([f"{tree / 'a.txt'}#2"])
    assert (one.path, one.only) == ("a.txt#2", None)


def test_text_instead_of_a_path_fails_with_a_hint(tree):
    with pytest.raises(ConfigError, match="line break") as error:
        walk(["---\ntitle: Battle of X\n"])
    assert "read_text" in error.value.hint
    with pytest.raises(ConfigError):
        walk([""])


def test_file_name_with_a_line_feed_is_a_file_name(tree):
    (tree / "odd\nname.txt").write_text("x")
    assert paths(str(tree / "odd\nname.txt")) == ["odd\nname.txt"]


def test_file_name_that_is_no_utf8_is_kept_losslessly(tmp_path):
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (tmp_path / name).write_text("x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names alone")
    (one,) = walk([tmp_path])
    assert one.path == r"caf\xe9.txt"
    assert located(one.path) == name
    assert one.location.read_text() == "x"


@given(st.binary(min_size=1).map(lambda b: b.replace(b"/", b"_").replace(b"\0", b"_")))
def test_recorded_names_are_encodable_and_lossless(data):
    name = os.fsdecode(data)
    recorded(name).encode("utf-8")
    assert located(recorded(name)) == name


@given(
    st.lists(
        st.sampled_from(["seeds", "seeds/000_0d7aad7cfa0080c0.txt", "tests/sources", "tests"]),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=20, deadline=None)
def test_order_of_arguments_never_changes_what_is_recorded(arguments):
    assert sorted(paths(*arguments)) == sorted(paths(*reversed(arguments)))
    assert sorted(paths(*arguments)) == sorted(paths(*sorted(set(arguments))))
