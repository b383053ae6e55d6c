"""Dumps of MediaWiki: which pages are records, what of a page is told, what bad ones do."""

from __future__ import annotations

import bz2
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ReadError
from warcorpus.model.evolving import evolve
from warcorpus.model.record import Record
from warcorpus.readers.door import read_documents
from warcorpus.readers.mediawiki_xml import READER, read, sniff
from warcorpus.readers.rejects import Reject
from warcorpus.testing.contract import documents
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text
from warcorpus.text.wikitext import wikitext_record

HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11">
<siteinfo><sitename>Invented</sitename><base>https://wiki.example.org/wiki/Main</base>
<namespaces><namespace key="1" case="first-letter">Talk</namespace></namespaces></siteinfo>
"""
FOOT = "</mediawiki>\n"


def revision(
    words: str, number: int = 9, stamp: str = "2021-03-04T05:06:07Z", more: str = ""
) -> str:
    text = f'<text bytes="1" xml:space="preserve">{words}</text>' if words else "<text />"
    return (
        f"<revision><id>{number}</id><timestamp>{stamp}</timestamp><contributor><username>A &amp; "
        f"B</username><id>3</id></contributor><comment>c</comment>{more}{text}</revision>"
    )


def page(title: str, *revisions: str, ns: str = "<ns>0</ns>", number: int = 7) -> str:
    return f"<page><title>{title}</title>{ns}<id>{number}</id>{''.join(revisions)}</page>\n"


def dump(*pages: str) -> str:
    return HEAD + "".join(pages) + FOOT


def record_of(raw: str) -> Record:
    (text,) = documents(READER, Text.of(dump(raw)))
    (record,) = read(text)
    check_record(READER, record, text)
    return record


def outcomes(raw: str | bytes) -> list[Record | Reject]:
    data = raw if isinstance(raw, bytes) else raw.encode()
    return list(read_documents([BytesIO(data)]))


def slug_of(raw: str) -> str:
    (text,) = documents(READER, Text.of(dump(raw)))
    with pytest.raises(ReadError) as caught:
        list(read(text))
    assert caught.value.level == ("error" if caught.value.slug == "bad-xml" else "info")
    return caught.value.slug


class TestPage:
    words = "The '''War of A &amp;amp; B''' was &quot;short&quot;.&#10;&#10;&lt;b>It&lt;/b> ended."
    raw = page("War of A &amp; B", revision(words, more="<model>wikitext</model>"))
    record = record_of(raw)

    def test_text(self) -> None:
        assert self.record.text == 'The War of A & B was "short".\n\nIt ended.'

    def test_source(self) -> None:
        source = self.record.source
        assert (source.text_id, source.exported_at) == ("7", "2021-03-04T05:06:07Z")
        assert source.publisher == "wiki.example.org"
        assert (source.format, source.reader) == ("mediawiki-xml", READER.id)

    def test_fields(self) -> None:
        fields = {field.name: field for field in self.record.source.fields}
        assert fields["title"].raw == "War of A &amp; B"
        assert fields["title"].role == "title"
        assert [str(step) for step in fields["title"].steps] == ["unescape xml"]
        assert fields["revision.id"].raw == "9"
        assert fields["revision.model"].raw == "wikitext"

    def test_every_character_has_an_owner(self) -> None:
        owners = {self.raw[start:end]: owner for start, end, owner in self.record.extents}
        assert owners["War of A &amp; B"] == "title"
        assert owners["A &amp; B"] == "username"
        assert owners["<page><title>"] == "markup"


def test_newest_revision_is_read() -> None:
    old = revision("Old words.", 30, "2019-01-01T00:00:00Z")
    new = revision("New words.", 20, "2020-01-01T00:00:00Z")
    hidden = revision("", 40, "2022-01-01T00:00:00Z")
    for order in ((old, new, hidden), (hidden, new, old)):
        record = record_of(page("A", *order))
        assert record.text == "New words."
        assert record.source.exported_at == "2020-01-01T00:00:00Z"
        (problem,) = record.problems
        assert (problem.slug, problem.level) == ("older-revisions", "info")
        assert problem.message.startswith("found 2 other revisions")


def test_newer_of_two_with_one_time_has_the_larger_id() -> None:
    record = record_of(page("A", revision("Nine.", 9), revision("Ten.", 10)))
    assert record.text == "Ten."


@pytest.mark.parametrize(
    ("raw", "slug"),
    [
        (page("Talk:A", revision("Who?"), ns="<ns>1</ns>"), "not-an-event"),
        (page("Talk:A", revision("Who?"), ns=""), "not-an-event"),
        (page("A", '<redirect title="B" />', revision("It was so.")), "not-an-event"),
        (page("A", revision("#REDIRECT [[B]]")), "not-an-event"),
        (page("A", revision("x = 1", more="<model>Scribunto</model>")), "not-an-event"),
        (page("A", revision("")), "empty-document"),
        (page("A", revision(" &#10; ")), "empty-document"),
        (page("A"), "empty-document"),
        (page("A", revision("A &nbsp; B.")), "bad-xml"),
        (page("A", revision("A & B.")), "bad-xml"),
        (page("A", revision("It was so.")).replace("</revision>", ""), "bad-xml"),
    ],
    ids=range(11),
)
def test_pages_that_are_no_records(raw: str, slug: str) -> None:
    assert slug_of(raw) == slug


def test_deleted_text() -> None:
    raw = page("A", revision("").replace("<text />", '<text deleted="deleted" />'))
    assert slug_of(raw) == "empty-document"


def test_title_with_a_colon_that_is_no_namespace() -> None:
    assert record_of(page("Gull: A War", revision("It was so."), ns="")).text == "It was so."


def test_cdata_is_taken_as_it_stands() -> None:
    record = record_of(page("A", revision("<![CDATA[Fewer than 20 < men &amp; boys.]]>")))
    assert record.text.startswith("Fewer than 20 < men &")


def test_one_line_dump() -> None:
    raw = dump(page("A", revision("It was so.")), page("B", revision("It is so."), number=8))
    for text in (raw, raw.replace("\n", "")):
        assert [o.text for o in outcomes(text) if isinstance(o, Record)] == [
            "It was so.",
            "It is so.",
        ]


def test_cut_dump_keeps_its_pages() -> None:
    raw = dump(page("A", revision("It was so.")), page("B", revision("It is so."), number=8))
    cut = raw[: raw.index("is so.")]
    first, last = outcomes(cut)
    assert isinstance(first, Record)
    assert isinstance(last, Reject)
    assert last.problem.slug == "bad-xml"


def test_bad_page_costs_itself() -> None:
    bad = page("X", revision("A &bomb; B."), number=8)
    raw = dump(page("A", revision("It was so.")), bad, page("B", revision("It is so."), number=9))
    assert [
        o.problem.slug if isinstance(o, Reject) else o.source.text_id for o in outcomes(raw)
    ] == ["7", "bad-xml", "9"]


def test_several_streams_of_bz2_are_one_dump() -> None:
    parts = (HEAD, page("A", revision("It was so.")), page("B", revision("No."), number=8) + FOOT)
    data = b"".join(bz2.compress(part.encode()) for part in parts)
    assert [type(one) for one in outcomes(data)] == [Record, Record]


def test_piece_of_a_dump_without_its_head() -> None:
    raw = page("A", revision("It was so."))
    assert sniff(raw).score == 0.8
    (record,) = outcomes(raw)
    assert isinstance(record, Record)
    assert record.source.publisher is None


BOMB = """<?xml version="1.0"?>
<!DOCTYPE mediawiki [
<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">
]>
"""


@pytest.mark.parametrize("more", ["", dump(page("A", revision("&b;&c;")))])
def test_entities_are_refused(more: str) -> None:
    (reject,) = outcomes(BOMB + more)
    assert isinstance(reject, Reject)
    assert (reject.problem.slug, reject.problem.level) == ("doctype-refused", "error")


def test_abstracts_are_unsupported() -> None:
    raw = "<feed>\n<doc>\n<title>Invented: A</title>\n<abstract>So.</abstract>\n</doc>\n</feed>\n"
    (reject,) = outcomes(raw)
    assert isinstance(reject, Reject)
    assert reject.problem.slug == "unsupported-format"


def test_too_large_page_keeps_its_neighbours() -> None:
    large = page("L", revision("A long day. " * (20 * 2**20 // 12)), number=8)
    raw = dump(page("A", revision("It was so.")), large, page("B", revision("No."), number=9))
    assert [
        o.problem.slug if isinstance(o, Reject) else o.source.text_id for o in outcomes(raw)
    ] == ["7", "too-large", "9"]


def test_many_small_pages() -> None:
    raw = dump(*(page(f"Talk:{n}", revision("x"), ns="<ns>1</ns>") for n in range(2_000)))
    told = Counter(o.problem.slug for o in outcomes(raw) if isinstance(o, Reject))
    assert told == {"not-an-event": 2_000}


_WORDS = st.text("abc Ä&<>\"'.\n", min_size=1, max_size=60)


@given(_WORDS)
def test_words_are_those_of_the_wikitext_alone(words: str) -> None:
    (text,) = documents(READER, Text.of(dump(page("A", revision(escape(words))))))
    if not words.strip():
        with pytest.raises(ReadError, match="no words"):
            list(read(text))
        return
    (record,) = read(text)
    check_record(READER, record, text)
    alone = wikitext_record(Text.of(words), "wikitext/1")
    assert record.text == alone.text
    assert record.sections == alone.sections


@given(
    st.lists(
        st.sampled_from(
            [*"a.&;\n=<>", "&lt;", "&#10;", "'''", "<page>", "</page>", "<text>", "</text>", "[["]
        ),
        max_size=40,
    ).map("".join)
)
def test_laws_on_any_text(inner: str) -> None:
    raw = page("A", revision(inner))
    for text in [Text.of(inner), Text.of(raw), *documents(READER, Text.of(dump(raw)))]:
        try:
            (record,) = read(evolve(text, shared=HEAD))
        except ReadError:
            continue
        check_record(READER, record, text)


def test_sniff() -> None:
    assert sniff(dump()).score == 0.98
    assert sniff("A line.\n" + dump()).score == 0.9
    assert sniff("<mediawiki>\n<page>").score == 0.8
    assert sniff("Words about the <mediawiki> element and <page>.").score == 0


def test_time_grows_with_the_size(assert_linear: Callable[..., None]) -> None:
    for unit in ("<id>1</id>", "a &amp; b ", revision("a")):
        assert_linear(lambda size, unit=unit: _tried(page("A", unit * size)), 500)


def _tried(raw: str) -> None:
    for text in documents(READER, Text.of(raw)):
        with suppress(ReadError):
            list(read(text))
