"""Opening a file once: what was read is what is recorded."""

import os
from hashlib import sha256
from io import BytesIO

import pytest

from warcorpus.errors import ReadError
from warcorpus.sources import Input, check_kind, open_input, walk


def opened_once(path, while_open=lambda: None, limit=10**6):
    (one,) = walk([path])
    with open_input(one) as opened:
        while_open()
        return opened.read(limit), opened


def test_bytes_size_and_digest(tmp_path):
    file = tmp_path / "a.txt"
    data = b"0123456789" * 100_000
    file.write_bytes(data)
    read, opened = opened_once(file)
    assert read == data
    assert (opened.size, opened.digest) == (len(data), sha256(data).hexdigest())
    assert not opened.whole


def test_too_large_stops_reading(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 2_000_000)
    with pytest.raises(ReadError) as error:
        opened_once(file, limit=1000)
    assert error.value.slug == "too-large"
    assert "limits.document_bytes" in error.value.message


def test_endless_stream_is_too_large():
    class Endless(BytesIO):
        def read(self, size=-1):
            return b"x" * size

    with (
        pytest.raises(ReadError, match="at most"),
        open_input(Input("-", stream=Endless())) as opened,
    ):
        opened.read(1000)


@pytest.mark.parametrize(
    "change",
    [
        lambda file: os.truncate(file, 3),
        lambda file: file.open("ab").write(b"more") and None,
        lambda file: file.write_bytes(b"other words"),
        lambda file: (
            file.with_name("new").write_bytes(b"0123456789"),
            file.with_name("new").replace(file),
        ),
        lambda file: os.utime(file, ns=(1, 1)),
    ],
    ids=["truncated", "appended", "rewritten", "replaced", "touched"],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_change_while_reading_is_noticed(tmp_path, change):
    file = tmp_path / "a.txt"
    file.write_bytes(b"0123456789")
    with pytest.raises(ReadError) as error:
        opened_once(file, lambda: change(file))
    assert error.value.slug == "source-changed"


def test_vanished_file(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"0123456789")
    with pytest.raises(ReadError) as error:
        opened_once(file, file.unlink)
    assert error.value.slug == "unreadable-file"


def test_pipe_in_place_of_a_file_since_the_walk_is_not_waited_for(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"x")
    (one,) = walk([file])
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(ReadError) as error, open_input(one):
        pass
    assert error.value.slug == "special-file"


def test_stream_is_not_closed():
    stream = BytesIO(b"text")
    with open_input(Input("x", stream=stream)) as opened:
        assert opened.read(100) == b"text"
    assert not stream.closed


@pytest.mark.parametrize(
    ("head", "slug", "word"),
    [
        (b"%PDF-1.4", "unsupported-format", "PDF"),
        (b"\x1f\x8b\x08\x00", "unsupported-format", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "binary-file", "PNG"),
    ],
)
def test_kinds_that_are_no_text_are_named(head, slug, word):
    with pytest.raises(ReadError) as error:
        check_kind(head, "a.txt")
    assert error.value.slug == slug
    assert word in error.value.message
    assert error.value.hint
