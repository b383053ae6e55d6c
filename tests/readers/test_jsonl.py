"""Lines and arrays of JSON through the door."""

from __future__ import annotations

import json
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.readers import json_array, jsonl
from warcorpus.readers.door import Outcome, Reject, read_documents
from warcorpus.readers.sniffing import sniff_text
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text

ROWS: list[dict[str, Any]] = [
    {"id": 1, "title": "Battle of Fennick Ford", "date": "4 May 1822", "text": "One day."},
    {"id": 2, "title": "Siege of Orrel", "place": "Orrel", "text": "Another “day”."},
    {"id": 3, "title": "Raid on Tesk", "sides": [{"name": "Westmark"}, {"name": "Eastmark"}]},
]


def outcomes(data: bytes) -> list[Outcome]:
    return list(read_documents([BytesIO(data)]))


def texts(found: list[Outcome]) -> list[str]:
    return [one.text if isinstance(one, Record) else one.problem.slug for one in found]


LINES = "\n".join(map(json.dumps, ROWS)).encode()
LAYOUTS = {
    "lines": LINES,
    "array on one line": json.dumps(ROWS).encode(),
    "pretty array": json.dumps(ROWS, indent=2, ensure_ascii=False).encode(),
    "array, an item a line": b"[\n" + LINES.replace(b"\n", b",\n") + b"\n]\n",
    "objects behind each other": "\n".join(json.dumps(row, indent=2) for row in ROWS).encode(),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_table_in_every_layout(layout: str) -> None:
    data = LAYOUTS[layout]
    form = "jsonl" if layout == "lines" else "json-array"
    found = outcomes(data)
    assert texts(found) == ["One day.", "Another “day”.", ""]
    for one in found:
        assert isinstance(one, Record)
        source = one.source
        assert source.format == form
        row = json.loads(data[source.byte_start : source.byte_end])
        assert str(row["id"]) == source.text_id
        assert normalize_record(one).title == row["title"]


def test_one_object_over_lines_is_one_document() -> None:
    (found,) = outcomes(json.dumps(ROWS[0], indent=4).encode())
    assert isinstance(found, Record)
    assert (found.source.format, found.text) == ("json-array", "One day.")


@pytest.mark.parametrize(
    ("bad", "slug"),
    [
        (b'{"id": 4, "text": ', "bad-line"),
        (b"no json", "bad-line"),
        (b"{'id': 4}", "bad-line"),
        (b"[1, 2]", "bad-line"),
        (b'{"text": "a\x00b"}', "bad-line"),
        (b"[" * 100_000, "json-too-deep"),
        (b'{"a":' * 1_000 + b"1" + b"}" * 1_000, "json-too-deep"),
        (b'{"colour": 7}', "unexpected-columns"),
        (b'{"id": 4, "title": "T", "text": ""}', "empty-document"),
    ],
)
def test_one_bad_line_costs_itself_and_is_numbered(bad: bytes, slug: str) -> None:
    first, *rest = LINES.split(b"\n")
    found = outcomes(b"\n".join([first, bad, *rest]))
    assert texts(found) == ["One day.", slug, "Another “day”.", ""]
    assert isinstance(found[1], Reject)
    assert found[1].problem.where == "<stream>:2"


@pytest.mark.parametrize("first", [b'{"id": 1, "ti', b"// a remark", b"{}", b'{"id": "\n"}'])
def test_a_bad_first_line_hides_nothing(first: bytes) -> None:
    found = outcomes(first + b"\n" + LINES)
    assert texts(found)[-3:] == ["One day.", "Another “day”.", ""]
    assert isinstance(found[0], Reject)


def test_what_stands_between_the_objects_of_an_array_is_told() -> None:
    found = outcomes(b'[{"title": "A"}, 7, {"title": "B"}]')
    assert Counter(texts(found)) == {"": 2, "stray-text": 1}


def test_an_array_that_is_cut_keeps_what_was_whole() -> None:
    found = outcomes(LAYOUTS["pretty array"][:-60])
    assert texts(found) == ["One day.", "Another “day”.", "bad-line"]


def test_a_wrapper_is_one_document_and_told() -> None:
    (found,) = outcomes(b'{"data": [{"title": "A"}, {"title": "B"}]}')
    assert isinstance(found, Reject)
    assert found.problem.slug == "unexpected-columns"
    assert "'data'" in found.problem.message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_encodings(encoding: str) -> None:
    data = LINES.decode().encode(encoding)
    assert texts(outcomes(data)) == ["One day.", "Another “day”.", ""]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_right_reader_is_sure_and_no_other_near(layout: str) -> None:
    form = jsonl.READER.name if layout == "lines" else json_array.READER.name
    best, second, *_ = sniff_text(LAYOUTS[layout].decode())
    assert best.reader == form
    assert best.score >= 0.85
    assert best.score - second.score >= 0.10
    whole = LAYOUTS[layout].decode()
    for cut in range(40, len(whole), 7):  # behind the first line break of every layout
        assert sniff_text(whole[:cut])[0].reader == form


@pytest.mark.parametrize("form", ["jsonl", "json-array"])
@pytest.mark.parametrize("cut", [200, 2**10, 2**16])
def test_a_long_first_row_is_recognised_in_its_middle(form: str, cut: int) -> None:
    row = json.dumps({"id": "7", "title": "T", "text": 'He said "é".\n' * 9_000})
    head = (row if form == "jsonl" else f"[{row}")[:cut]
    assert len(head) == cut
    assert sniff_text(head)[0].reader == form


@pytest.mark.parametrize(
    "head",
    [
        "",
        "[",
        "[1, 2]",
        '["a"]',
        "{",
        "{}",
        "{not: json}",
        "A line.",
        '[[{"title": 1}]]',
        "{{Infobox",
    ],
)
def test_other_texts_are_no_rows(head: str) -> None:
    assert jsonl.READER.sniff(head).score == 0
    assert json_array.READER.sniff(head).score == 0


def test_a_corpus_of_our_own_is_left_to_its_reader() -> None:
    line = '{"id":"%s","url":null,"title":"T","text":"x","schema":"warcorpus.record/1"}' % (
        "0" * 32
    )
    assert sniff_text(line)[0].reader == "warcorpus"
    assert jsonl.READER.sniff(line).score <= 0.4


def test_rows_of_real_catalogues(data_folder: Path) -> None:
    records = looked_at = dated = placed = 0
    for path in sorted((data_folder / "civil-war-battles" / "docs").iterdir()):
        data = path.read_bytes()
        for one in read_documents([path]):
            assert isinstance(one, Record)  # every row names an event
            source = one.source
            line = data[source.byte_start : source.byte_end].decode()
            document = Text.of(line, path.name)
            check_record(jsonl.READER, one, document, deep=records % 20 == 0)
            records += 1
            if records % 20 == 0:
                made = normalize_record(one)
                looked_at += 1
                dated += made.date.edtf is not None
                placed += bool(made.place.parts)
                assert made.title == json.loads(line)["title"]
    assert records == 11_502
    assert min(dated, placed) >= 0.95 * looked_at
