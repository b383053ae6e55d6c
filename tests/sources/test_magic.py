"""What a file is by its first bytes."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from warcorpus.sources.magic import container_of, looks_binary, magic_of


def zipped(names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"), io.BytesIO())
    return out.getvalue()


MADE = {
    "gzip": gzip.compress(b"x"),
    "bzip2": bz2.compress(b"x"),
    "bzip2 (empty)": bz2.compress(b""),
    "xz": lzma.compress(b"x"),
    "zip": zipped({"a.txt": "x"}),
    "zip (empty)": zipped({}),
    "EPUB": zipped({"mimetype": "application/epub+zip"}),
    "OpenDocument": zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
    "Office Open XML (DOCX, XLSX, PPTX)": zipped({"[Content_Types].xml": "<Types/>"}),
    "tar": tarred(),
    "PDF": b"%PDF-1.7\n%\xe2\xe3",
    "7z": b"7z\xbc\xaf\x27\x1c\x00\x04",
    "PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "ELF program": b"\x7fELF\x02\x01\x01\x00",
    "Windows program": b"MZ\x90\x00\x03",
}


@pytest.mark.parametrize("name", MADE)
def test_magic(name):
    assert magic_of(MADE[name]).name == name


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"PAR1 is the first paragraph",
        b"MZ is what the map says",
        b"ID3 tags are no text",
        b"BZh is how it is spelt",
        b"GIF89a is a format",
        b"7z and zip",
        b"RIFF means reef",
    ],
)
def test_texts_that_begin_like_a_magic_are_texts(text):
    assert magic_of(text) is None
    assert not looks_binary(text)


def test_seeds_are_texts():
    for seed in Path("seeds").iterdir():
        data = seed.read_bytes()
        assert magic_of(data) is None
        assert not looks_binary(data)


def test_zero_bytes_up_to_one_in_a_hundred_are_let_through():
    assert not looks_binary(b"x" * 99 + b"\x00")
    assert looks_binary(b"x" * 98 + b"\x00")


def test_compressed_data_without_a_magic_is_binary():
    noise = b"".join(sha256(bytes([seed])).digest() for seed in range(200))
    assert magic_of(noise) is None
    assert looks_binary(noise)
    assert not looks_binary(b"\x1b[31mred\x1b[0m " * 50)


@pytest.mark.parametrize(
    ("name", "container"),
    [
        ("gzip", "gz"),
        ("bzip2", "bz2"),
        ("bzip2 (empty)", "bz2"),
        ("xz", "xz"),
        ("zip", "zip"),
        ("zip (empty)", "zip"),
        ("tar", "tar"),
        ("EPUB", None),
        ("7z", None),
        ("PDF", None),
        ("PNG", None),
    ],
)
def test_containers_that_can_be_opened(name, container):
    assert container_of(MADE[name]) == container


def test_text_whose_sum_is_right_by_chance_is_no_old_tar():
    assert container_of(b"x" * 600) is None
    head = bytearray(b"a" * 600)
    head[148:156] = b"%07o " % (sum(head[:148]) + sum(head[156:512]) + 8 * 32)
    assert container_of(bytes(head)) == "tar"  # only one made for it
    head[0] += 1
    assert container_of(bytes(head)) is None
