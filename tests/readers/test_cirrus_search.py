"""CirrusSearch dumps: two lines a page; all wording is invented."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.readers.cirrus_search import READER, split
from warcorpus.readers.door import Outcome, read_documents
from warcorpus.readers.sniffing import sniff_text
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text

PAGE: dict[str, Any] = {
    "title": "Siege of Orrel",
    "text": "The siege began on 6 June 1822. After It fell \u2013 at last.",
    "opening_text": "The siege began on 6 June 1822.",
    "namespace": 0,
    "wiki": "xxwiki",
    "page_id": 812,
    "timestamp": "2023-02-03T04:05:06Z",
    "category": ["Sieges", "1822"],
    "redirect": [{"namespace": 0, "title": "Fall of Orrel"}],
    "wikibase_item": "Q0",
}


def index(number: Any) -> str:
    return json.dumps({"index": {"_type": "_doc", "_id": number}})


def outcomes(*lines: str, end: str = "\n") -> list[Outcome]:
    data = "".join(line + end for line in lines).encode()
    config_reader = list(read_documents([BytesIO(data)]))
    for one in config_reader:
        assert one.source.byte_end <= len(data)
    return config_reader


def slugs(found: list[Outcome]) -> list[str]:
    return ["" if isinstance(one, Record) else one.problem.slug for one in found]


def test_both_lines_are_one_document_with_the_id_of_the_first() -> None:
    (found,) = outcomes(index("77"), json.dumps(PAGE))
    assert isinstance(found, Record)
    record = normalize_record(found)
    assert record.source.text_id == "77"
    assert record.source.byte_start == 0
    assert (record.source.publisher, record.source.exported_at) == (
        "xxwiki",
        "2023-02-03T04:05:06Z",
    )
    assert record.text == "The siege began on 6 June 1822. After It fell – at last."
    assert [len(section.blocks) for section in record.sections] == [1]
    assert record.categories == ("Sieges", "1822")
    assert [name.text for name in record.names] == ["Siege of Orrel", "Fall of Orrel"]
    roles = {field.name: field.role for field in record.source.fields}
    assert roles["opening_text"] == "description"
    assert roles["index._id"] is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", "\n \n"])
def test_laws_hold_and_line_ends_do_not_matter(end: str) -> None:
    raw = end.join([index(1), json.dumps(PAGE), index(2), json.dumps(PAGE)])
    cuts = list(split(iter([raw.encode()])))
    assert len(cuts) == 2
    for cut in cuts:
        document = Text.of(raw.encode()[cut.start : cut.end].decode())
        (record,) = READER.read(document)
        check_record(READER, record, document)


def test_lines_without_their_other_half_are_told() -> None:
    found = outcomes(index(1), index(2), json.dumps(PAGE), json.dumps(PAGE), index(3))
    assert slugs(found) == ["orphan-line", "", "", "orphan-line"]
    whole, alone = (one for one in found if isinstance(one, Record))
    assert whole.problems == ()
    assert [problem.slug for problem in alone.problems] == ["orphan-line"]
    assert [whole.source.text_id, alone.source.text_id] == ["2", "812"]


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        ({"namespace": 1}, "not-an-event"),
        ({"text": ""}, "empty-document"),
        ({"text": None}, "empty-document"),
        ({"text": "Siege of Orrel"}, ""),
    ],
)
def test_what_is_no_article(change: dict[str, Any], slug: str) -> None:
    found = outcomes(index(1), json.dumps(PAGE), index(2), json.dumps({**PAGE, **change}))
    assert slugs(found) == ["", slug]


def test_broken_lines_cost_themselves() -> None:
    found = outcomes(index(1), '{"title": "A", "te', index(2), json.dumps(PAGE), '{"index": {')
    assert slugs(found) == ["bad-line", "", "bad-line"]


LINES = st.lists(
    st.sampled_from([index(1), json.dumps(PAGE), "", " ", '{"create":{}}', "x", '{ "index" : 1}']),
    max_size=8,
)


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


@given(LINES, st.integers(1, 50), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_line_is_lost_however_the_bytes_come(lines: list[str], size: int, end: str) -> None:
    data = end.join(lines).encode()
    cuts = list(split(pieces(data, size)))
    assert cuts == list(split(iter([data])))
    position, rest = 0, b""
    for cut in cuts:
        rest += data[position : cut.start]
        position = cut.end
    assert (rest + data[position:]).strip() == b""
    assert all(line.encode() in data for line in lines)


def test_sniffing() -> None:
    text = f"{index('1')}\n{json.dumps(PAGE)}\n"
    best, second, *_ = sniff_text(text)
    assert (best.reader, best.score) == ("cirrussearch", 0.97)
    assert second.score <= 0.4
    for cut in (60, 200, 1024):
        assert sniff_text(text[:cut])[0].reader == "cirrussearch"
    assert READER.sniff('{"index": 7, "title": "A"}').score == 0
