"""Bad input: files of very many documents, repeated ids, copies, bad lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import warcorpus
from warcorpus.readers.door import Reject, read_documents
from warcorpus.testing.events import generate
from warcorpus.testing.exporting import english_corpora, sections

Reading = Callable[[Any], Any]


def test_ten_thousand_documents_have_their_byte_ranges(tmp_path: Path) -> None:
    lines = [f"@@{n} The Siege of Vané began on day {n} . \n".encode() for n in range(10_000)]
    path = tmp_path / "many.txt"
    path.write_bytes(b"".join(lines))
    position = 0
    for number, outcome in enumerate(read_documents([path])):
        assert not isinstance(outcome, Reject)
        source = outcome.source
        assert (source.index, source.text_id) == (number, str(number))
        assert (source.byte_start, source.size) == (position, len(lines[number]))
        position = source.byte_end
    assert (number, position) == (9_999, path.stat().st_size)


def test_one_id_twice_keeps_both_documents(read: Reading) -> None:
    found = read(b"@@7 The Siege of Vane began . \n@@7 It was lifted in May . \n")
    assert [record.source.text_id for record in found.records] == ["7", "7"]
    assert [record.source.index for record in found.records] == [0, 1]
    assert found.problems == [("duplicate-id", "info")]
    assert len({record.id for record in found.records}) == 2


def test_byte_identical_copies_are_one_record_with_all_sources(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(sections(generate(3)), encoding="utf-8")
    result = warcorpus.dedupe(tmp_path)
    (record,) = result.records
    assert [source.path for source in record.sources] == ["a.txt", "b.txt", "c.txt"]
    assert (result.account.documents, result.account.sources) == (3, 3)
    alone = warcorpus.dedupe(tmp_path / "a.txt").records[0]
    assert (record.text, record.sides, record.date) == (alone.text, alone.sides, alone.date)


@pytest.fixture(scope="module")
def corpus() -> bytes:
    told = (sections(generate(3)), english_corpora(generate(4)), sections(generate(5)))
    streams = [BytesIO(text.encode()) for text in told]
    return b"".join(warcorpus.dedupe(*streams).lines())


def deep(levels: int) -> bytes:
    return b'{"schema":"warcorpus.corpus/1","x":' + b"[" * levels + b"]" * levels + b"}"


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        (b"{", "bad-line"),
        (b"no json", "bad-line"),
        (b'{"id": "x"', "bad-line"),
        (b"[1, 2]", "bad-line"),
        (b"null", "bad-line"),
        (deep(1_000), "json-too-deep"),
        (deep(100_000), "json-too-deep"),
        (b"[" * 200_000, "json-too-deep"),
    ],
    ids=["open", "words", "cut", "list", "null", "deep", "deeper", "never closed"],
)
def test_one_bad_line_is_a_reject_with_its_number(
    read: Reading, corpus: bytes, line: bytes, slug: str
) -> None:
    first, second, third, _ = corpus.split(b"\n")
    found = read(b"\n".join([first, line, second, third, b""]))
    assert len(found.records) == 3
    (reject,) = found.rejects
    assert (reject.problem.slug, reject.problem.level) == (slug, "error")
    assert reject.problem.where.split(":")[1] == "2"
    assert reject.source.index == 1


def test_line_cut_off_by_a_full_disk(read: Reading, corpus: bytes) -> None:
    found = read(corpus[:-200])
    assert (len(found.records), len(found.rejects)) == (2, 1)
    assert found.rejects[0].problem.where.split(":")[1] == "3"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1" * 400, "1e999", "9" * 25])
def test_numbers_that_json_has_not_never_get_into_a_record(
    read: Reading, corpus: bytes, number: str
) -> None:
    line = corpus.split(b"\n")[0].replace(b'"latitude":null', f'"latitude":{number}'.encode(), 1)
    found = read(line + b"\n")
    assert len(found.records) + len(found.rejects) == 1
    for record in found.records:
        for written in warcorpus.dedupe(record).lines():
            json.loads(written, parse_constant=lambda word: pytest.fail(word))


def test_duplicate_keys_are_told_or_rejected(read: Reading, corpus: bytes) -> None:
    line = corpus.split(b"\n")[0].replace(b'{"id":', b'{"url":"x","id":', 1)
    found = read(line + b"\n")
    slugs = [slug for slug, _ in found.problems] + [r.problem.slug for r in found.rejects]
    assert slugs == ["json-duplicate-key"]


def test_another_version_is_named(read: Reading, corpus: bytes) -> None:
    line = corpus.split(b"\n")[0].replace(b'"warcorpus.corpus/1"', b'"warcorpus.corpus/99"')
    (reject,) = read(line + b"\n").rejects
    assert reject.problem.slug == "schema-version"
    assert "99" in reject.problem.message
