"""Bad input: no text, other encodings, broken bytes, controls."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import warcorpus

Reading = Callable[[Any], Any]

SEEDS = Path(__file__).parents[2] / "seeds"
PAGE = "= Battle of Orl =\n\nThe Battle of Orl took place on 6–19 May 1702.\n"
HEADED = f"---\ntitle: Siege of Vané\nauthor: Wikipedia\n---\n\n{PAGE.split(chr(10), 2)[2]}"


@pytest.mark.parametrize(
    "data", [b"", b" \n\t \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf\n"]
)
def test_nothing_is_a_reject_of_level_info(read: Reading, data: bytes) -> None:
    assert read(data).reject == ("empty-file", "info")


def test_empty_files_are_never_copies_of_each_other() -> None:
    result = warcorpus.dedupe(BytesIO(b""), BytesIO(b""), BytesIO(PAGE.encode()))
    assert len(result.account.rejects) == 2
    assert [len(record.sources) for record in result.records] == [1]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
    ],
)
def test_byte_order_mark_is_removed_and_offsets_begin_after_it(
    read: Reading, mark: bytes, encoding: str
) -> None:
    found = read(mark + HEADED.encode(encoding))
    source = found.record.source
    assert (source.bom, source.encoding, source.format) == (True, encoding, "front-matter")
    assert found.record.title == "Siege of Vané"
    span = found.record.provenance.title[0].readings[0].value.spans[0]
    assert (span.start, HEADED[span.start : span.end]) == (11, "Siege of Vané")
    assert found.problems == []


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "body", ["It began.", "بدأت المعركة في مايو. " * 20, "戦いは 五月 に 始まった. " * 20]
)
def test_utf16_without_a_mark_is_known_by_its_zeros(
    read: Reading, encoding: str, body: str
) -> None:
    found = read(f"{HEADED}\n{body}\n".encode(encoding))
    assert found.record.source.encoding == encoding
    assert body.strip() in found.record.text
    assert found.problems == [("utf16-without-bom", "warning")]


def test_cp1252_is_the_fallback_and_the_first_bad_byte_is_named(read: Reading) -> None:
    found = read("= Siege =\n\nThe caf\xe9 was shelled \x80 twice.\n".encode("latin-1"))
    assert found.record.text == "The café was shelled € twice."
    assert found.problems == [("encoding-fallback", "warning")]
    assert "byte 18" in found.problem("encoding-fallback").message
    assert found.record.source.encoding == "cp1252"


def test_bytes_that_cp1252_does_not_have(read: Reading) -> None:
    found = read(b"= Siege =\n\nThe caf\xe9 \x81\x8d \x8f\x90\x9d was shelled.\n")
    assert found.record.text.count("\ufffd") == 5
    assert ("encoding-fallback", "warning") in found.problems
    assert [gap.reason for gap in found.record.gaps] == ["undecodable"] * 2


def test_few_bad_bytes_are_holes_in_utf8(read: Reading) -> None:
    data = "= Siege =\n\nÉtaïn, Vané, Orlè und Häfen fell ? in May.\n".encode().replace(
        b"?", b"\xff\xfe"
    )
    found = read(data)
    assert found.record.source.encoding == "utf-8"
    assert found.problems == [("undecodable-bytes", "warning")]
    assert "Vané" in found.record.text
    (gap,) = [gap for gap in found.record.gaps if gap.reason == "undecodable"]
    assert (gap.unit, gap.quantity) == ("byte", 2)


def test_text_cut_inside_a_character(read: Reading) -> None:
    found = read(PAGE.encode()[: PAGE.encode().index("–".encode()) + 2])
    assert found.record.source.encoding == "utf-8"
    assert found.problems == [("undecodable-bytes", "warning")]
    assert found.record.gaps[0].reason == "undecodable"


def test_few_zero_bytes_are_dropped_and_told(read: Reading) -> None:
    data = PAGE.replace("Orl took", "Or\x00l took").encode() + b"More words follow here. " * 20
    found = read(data)
    assert "Battle of Orl took" in found.record.text
    assert "\x00" not in found.record.text
    assert ("control", 1) in [(r.action, r.count) for r in found.record.source.repairs]


def test_more_than_one_zero_byte_in_a_hundred_is_binary(read: Reading) -> None:
    for filler in (b"ab\x00\x00c\x07", b"abc\x00", b"ab\x00"):
        assert read(PAGE.encode() + filler * 50).reject == ("binary-file", "error")


def test_controls_are_read_or_dropped(read: Reading) -> None:
    found = read("= Siege =\n\nThe fort\x92s wall \x07fell\x1b[31m in May.\n".encode())
    assert found.record.text == "The fort’s wall fell[31m in May."
    assert ("control", 3) in [(r.action, r.count) for r in found.record.source.repairs]


def test_half_a_surrogate_pair_becomes_a_replacement(read: Reading) -> None:
    line = warcorpus.dedupe(BytesIO(PAGE.encode())).to_jsonl().encode()
    found = read(line.replace(b'"text":"The Battle', b'"text":"The \\ud800attle', 1))
    assert found.problems == [("lone-surrogate", "warning")]
    assert found.record.text.startswith("The \ufffdattle of Orl")
