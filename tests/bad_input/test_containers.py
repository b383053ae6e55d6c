"""Bad input: containers that are cut, damaged, encrypted, hostile or nested; and sound ones."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

import warcorpus
from warcorpus.testing.events import generate
from warcorpus.testing.exporting import english_corpora, sections

ROOT = Path(__file__).parents[2]

Reading = Callable[[Any], Any]
Guarded = Callable[..., list[dict[str, Any]]]

TEXTS = [(f"{n}.txt", sections(generate(n)).encode()) for n in range(3, 9)]
MANY = "".join(english_corpora(generate(n)) + "\n" for n in range(3, 40)).encode()


def tarred(members: Iterable[tuple[Any, bytes]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def zipped(members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def table(texts: list[str]) -> bytes:
    rows = [
        {"id": str(number), "url": "", "title": text.split("=")[1].strip(), "text": text}
        for number, text in enumerate(texts)
    ]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


def told(found: Any) -> list[tuple[str, str, str | None]]:
    return [(r.problem.slug, r.problem.level, r.source.member) for r in found.rejects]


ARCHIVES = {
    "tar": (tarred(TEXTS), ("tar",)),
    "tar.gz": (gzip.compress(tarred(TEXTS)), ("gz", "tar")),
    "tar.xz": (lzma.compress(tarred(TEXTS)), ("xz", "tar")),
    "tar.zst": (zstandard.compress(tarred(TEXTS)), ("zst", "tar")),
    "zip": (zipped(TEXTS), ("zip",)),
    "zip of gz": (zipped((n, gzip.compress(t)) for n, t in TEXTS), ("zip", "gz")),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_archive_gives_what_a_folder_gives(read: Reading, tmp_path: Path, name: str) -> None:
    data, containers = ARCHIVES[name]
    for member, text in TEXTS:
        (tmp_path / member).write_bytes(text)
    plain, packed = read(tmp_path), read(data)
    assert packed.rejects == ()
    assert [record.text for record in packed.records] == [record.text for record in plain.records]
    sources = [record.source for record in packed.records]
    assert [source.member for source in sources] == [member for member, _ in TEXTS]
    assert {source.containers for source in sources} == {containers}
    assert [source.sha256 for source in sources] == [r.source.sha256 for r in plain.records]


@pytest.mark.parametrize(
    ("pack", "kind"),
    [
        (gzip.compress, "gz"),
        (bz2.compress, "bz2"),
        (lzma.compress, "xz"),
        (zstandard.compress, "zst"),
    ],
)
def test_packed_file_of_many_is_read_as_it_stands(
    read: Reading, pack: Callable[[bytes], bytes], kind: str
) -> None:
    plain, packed = read(MANY), read(pack(MANY[:20_000]) + pack(MANY[20_000:]))
    assert len(plain.records) == 37
    assert [r.text for r in packed.records] == [r.text for r in plain.records]
    places = [(s.byte_start, s.byte_end, s.index) for s in (r.source for r in packed.records)]
    assert places == [
        (s.byte_start, s.byte_end, s.index) for s in (r.source for r in plain.records)
    ]
    assert {r.source.containers for r in packed.records} == {(kind,)}


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress])
def test_cut_stream_keeps_the_documents_before_the_cut(
    read: Reading, pack: Callable[[bytes], bytes]
) -> None:
    packed = pack(MANY[:30_000]) + pack(MANY[30_000:])
    found = read(packed[: len(pack(MANY[:30_000])) + 200])
    assert [slug for slug, _, _ in told(found)] == ["truncated-stream"]
    whole = read(MANY)
    kept = len(found.records)
    assert kept >= MANY[:30_000].count(b"\n@@") - 1
    assert [r.text for r in found.records[: kept - 1]] == [
        r.text for r in whole.records[: kept - 1]
    ]


def test_garbage_behind_a_stream_is_a_warning(read: Reading) -> None:
    for data in (gzip.compress(TEXTS[0][1]), gzip.compress(MANY)):
        found = read(data + b"garbage")
        slugs = [*(slug for slug, _ in found.problems), *(slug for slug, _, _ in told(found))]
        assert slugs.count("trailing-garbage") == 1
        assert "error" not in [level for _, level, _ in told(found)]
        assert len(found.records) == len(read(gzip.decompress(data)).records)


def link(name: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return info


def encrypted() -> bytes:
    data = bytearray(zipped(TEXTS[:2]))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


BAD = {
    "unsafe": (tarred([("../x.txt", TEXTS[0][1]), TEXTS[1]]), "unsafe-member", "warning"),
    "link": (tarred([(link("x.txt"), b""), TEXTS[1]]), "unsafe-member", "warning"),
    "encrypted": (encrypted(), "encrypted-member", "error"),
    "deep": (
        gzip.compress(tarred([("a.gz", gzip.compress(gzip.compress(TEXTS[0][1]))), TEXTS[1]])),
        "container-too-deep",
        "error",
    ),
    "picture": (zipped([("a.png", b"\x89PNG\r\n\x1a\n\0\0"), TEXTS[1]]), "binary-file", "error"),
    "book": (
        zipped([("a.epub", zipped([("mimetype", b"application/epub+zip")], 0)), TEXTS[1]]),
        "unsupported-format",
        "error",
    ),
    "empty": (zipped([("a.txt", b" \n"), TEXTS[1]]), "empty-file", "info"),
    "bomb": (zipped([("a.txt", bytes(2 * 10**7)), TEXTS[1]]), None, "error"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_member_costs_itself(read: Reading, name: str) -> None:
    data, slug, level = BAD[name]
    found = read(data)
    assert [r.source.member for r in found.records] == [TEXTS[1][0]]
    ((told_slug, told_level, member),) = told(found)
    assert member is not None
    assert (told_slug, told_level) == (slug or told_slug, level or told_level)


def test_two_members_of_one_name_are_two_documents(read: Reading) -> None:
    found = read(tarred([("a.txt", TEXTS[0][1]), ("a.txt", TEXTS[1][1])]))
    assert [record.source.member for record in found.records] == ["a.txt", "a.txt#2"]
    assert len({record.id for record in found.records}) == 2


def test_rows_of_a_parquet_table_are_documents(read: Reading) -> None:
    texts = [text.decode() for _, text in TEXTS]
    found = read(table(texts))
    assert found.rejects == ()
    assert {r.source.containers for r in found.records} == {("parquet",)}
    assert [r.source.text_id for r in found.records] == [str(n) for n in range(len(texts))]


def test_archive_of_documents_of_other_kinds_names_each(read: Reading) -> None:
    found = read(zipped([("a.pdf", b"%PDF-1.7\nx"), ("b.7z", b"7z\xbc\xaf\x27\x1c\x00\x04")]))
    assert told(found) == [
        ("unsupported-format", "error", "a.pdf"),
        ("unsupported-format", "error", "b.7z"),
    ]


def overlapping() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"0" * 10**6)
        archive.filelist.extend(archive.infolist() * 2_000)
    return out.getvalue()


def test_bombs_are_stopped_in_bounded_time_and_memory(guarded: Guarded) -> None:
    zeros = gzip.compress(bytes(10**8))
    assert len(zeros) < 10**5
    lines = gzip.compress((b"@@1 The siege of Vane" + b" went on" * 9_000 + b" . \n") * 160)
    inner = zipped([("a", bytes(9 * 10**6))])
    bombs = [
        zeros,
        gzip.compress(zeros),
        bz2.compress(bytes(2 * 10**7)),
        lzma.compress(bytes(2 * 10**7)),
        zstandard.compress(bytes(10**8)),
        zipped([("a", bytes(2 * 10**7))]),
        zipped((f"{n}.zip", inner) for n in range(60)),
        overlapping(),
        gzip.compress(tarred([("a", bytes(2 * 10**7))])),
        table(["= Vane = fell " * 70_000] * 60),
        lines,
    ]
    outcomes = guarded(*bombs)
    for number, outcome in enumerate(outcomes):
        slugs = {slug for slug, _, _ in outcome["rejects"]}
        assert slugs & {"bomb", "too-large", "binary-file"}, (number, slugs)
        assert outcome["seconds"] < 10
    assert "bomb" in {slug for slug, _, _ in outcomes[-1]["rejects"]}
    assert outcomes[-1]["records"]  # what was read stays


def run(*words: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "warcorpus", *words]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=120)
    return done.returncode, (done.stdout + done.stderr).decode()


def test_corpus_of_containers_is_verified_in_them(tmp_path: Path) -> None:
    folder, corpus = tmp_path / "documents", tmp_path / "corpus.jsonl"
    folder.mkdir()
    for name, (data, _) in ARCHIVES.items():
        (folder / name).write_bytes(data)
    (folder / "many.gz").write_bytes(gzip.compress(MANY))
    (folder / "rows.parquet").write_bytes(table([text.decode() for _, text in TEXTS]))
    code, said = run("dedupe", str(folder), "-o", str(corpus))
    assert code == 0, said
    code, said = run("verify", str(corpus), str(folder))
    assert (code, "0 findings" in said) == (0, True), said
    changed = [(name, text.replace(b"e", b"u")) for name, text in TEXTS]
    (folder / "zip").write_bytes(zipped(changed))
    code, said = run("verify", str(corpus), str(folder))
    assert (code, "source-changed" in said) == (1, True), said


def test_bad_containers_among_sound_ones_cost_themselves(tmp_path: Path) -> None:
    folder, corpus = tmp_path / "documents", tmp_path / "corpus.jsonl"
    shutil.copytree(ROOT / "seeds", folder)
    code, _ = run("dedupe", str(folder), "-o", str(corpus))
    alone = corpus.read_bytes()
    (folder / "bomb.gz").write_bytes(gzip.compress(bytes(10**8)))
    (folder / "cut.gz").write_bytes(gzip.compress(os.urandom(10**5).hex().encode())[:10_000])
    (folder / "dark.zip").write_bytes(encrypted()[:-2] + b"\0\0")
    (folder / "torn.zip").write_bytes(zipped(TEXTS)[:-40])
    code, said = run("dedupe", str(folder), "-o", str(corpus))
    assert code == 3, said
    problems = (tmp_path / "corpus.jsonl.problems.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in problems.split("\n") if line]
    slugs = {line["path"]: line["slug"] for line in lines if line["path"] and "." in line["path"]}
    assert slugs["bomb.gz"] in ("bomb", "binary-file")
    assert slugs["cut.gz"] == "truncated-stream"
    assert slugs["dark.zip"] == "encrypted-member"
    assert slugs["torn.zip"] == "truncated-stream"
    lines_now = corpus.read_bytes().split(b"\n")
    assert set(alone.split(b"\n")) <= set(lines_now)


def test_same_as_a_stream(read: Reading) -> None:
    """Standard input and open files cannot seek; archives from them are held."""
    for data, _ in ARCHIVES.values():

        class Once(io.RawIOBase):
            left = io.BytesIO(data)

            def readable(self) -> bool:
                return True

            def read(self, size: int = -1) -> bytes:
                return self.left.read(min(size, 1_000))

        found = read(Once())
        assert len(found.records) == len(TEXTS)
        assert found.rejects == ()


def test_library_reads_containers_too(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(TEXTS))
    assert len(warcorpus.dedupe(tmp_path).records) == len(TEXTS)
