"""Pages of a dump: what expat says of well-formed ones, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ReadError
from warcorpus.text.dump_pages import DEEPEST, Element, page_cuts, parse_page
from warcorpus.text.dump_site import Site
from warcorpus.text.unescaping import unescape

_NAMES = st.sampled_from(["page", "title", "id", "text", "x:y", "_a-b.c"])
_WORDS = st.text("ab &<>'\"\n\u00e4", max_size=8)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> str:
    """A well-formed element, with attributes and references as writers set them."""
    name = draw(_NAMES)
    values = draw(st.dictionaries(st.sampled_from(["k", "xml:space"]), _WORDS, max_size=2))
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in values.items())
    if depth and draw(st.booleans()):
        inner = "\n".join(draw(st.lists(trees(depth - 1), max_size=3)))
    else:
        inner = escape(draw(_WORDS))
    if not inner and draw(st.booleans()):
        return f"<{name}{attributes} />"
    return f"<{name}{attributes}>{inner}</{name}>"


def told(raw: str, element: Element) -> object:
    """An element as expat would tell it."""
    children = [told(raw, child) for child in element.children]
    words = "" if children else unescape(raw[element.start : element.end], "xml")
    values = {name: unescape(raw[s:e], "xml") for name, s, e in element.attributes}
    return element.name, values, words, children


def oracle(element: ElementTree.Element) -> object:
    def local(name: str) -> str:
        return re.sub(r"\{.*\}", "", name).rpartition(":")[2]

    children = [oracle(child) for child in element]
    values = {local(name): value for name, value in element.attrib.items()}
    return local(element.tag), values, "" if children else element.text or "", children


@given(trees())
def test_well_formed_pages_are_read_as_expat_reads_them(raw: str) -> None:
    bound = raw.replace("x:y", "xy")  # a prefix that nobody declares is no fault to us
    assert told(bound, parse_page(bound)) == oracle(ElementTree.fromstring(bound))


@given(trees(), st.data())
def test_damaged_pages_are_refused_or_read(raw: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(raw)))
    sign = data.draw(st.sampled_from(["", "<", ">", "&", "</page>", "<x>", "<!--", "]]>", '"']))
    for damaged in (raw[:at], raw[:at] + sign + raw[at:], raw[at:]):
        assert outcome_of(damaged) in ("page", "bad-xml")


def outcome_of(raw: str) -> str:
    try:
        parse_page(raw)
    except ReadError as error:
        return error.slug
    return "page"


@pytest.mark.parametrize(
    "raw",
    [
        "<page>&nbsp;</page>",
        "<page>a & b</page>",
        '<page a="&x;"/>',
        "<page></page",
        "<page><a></page>",
        "<page/><page/>",
        "<page/> words",
        "</page>",
        "words",
        "",
        "<page><a b=c></a></page>",
        "<page><!-- never closed</page>",
        "<page><text>a<![CDATA[b]]></text></page>",
        "<page>" + "<a>" * 100_000,
        "<a>" * (DEEPEST + 1) + "</a>" * (DEEPEST + 1),
    ],
    ids=range(15),
)
def test_bad_pages(raw: str) -> None:
    with pytest.raises(ReadError) as caught:
        parse_page(raw)
    assert caught.value.slug == "bad-xml"


@pytest.mark.parametrize("raw", ["<!DOCTYPE x><page/>", "<page><!ENTITY a 'b'></page>"])
def test_document_types_are_refused(raw: str) -> None:
    with pytest.raises(ReadError) as caught:
        parse_page(raw)
    assert caught.value.slug == "doctype-refused"


def test_comments_instructions_and_cdata() -> None:
    raw = "<page><!-- <a> --><?x <b> ?><text> <![CDATA[1 < 2 & 3]]>\n</text></page>"
    (text,) = parse_page(raw).children
    assert (raw[text.start : text.end], text.literal) == ("1 < 2 & 3", True)


HEAD = b'<?xml version="1.0"?>\n<!-- made -->\n<mediawiki a="b">\n<siteinfo>\n<x/></siteinfo>\n'
DUMP = HEAD + b"<page>\n<id>1</id></page >\n<page>2</page>stray<page>3\n</mediawiki>"


def cuts(data: bytes, size: int) -> list[tuple[bytes, str]]:
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    return [(data[cut.start : cut.end], cut.kind) for cut in page_cuts(pieces)]


@given(st.integers(1, 300))
def test_cuts_do_not_depend_on_the_pieces(size: int) -> None:
    assert cuts(DUMP, size) == [
        (b'<?xml version="1.0"?>', "frame"),
        (b"<!-- made -->", "frame"),
        (b'<mediawiki a="b">', "frame"),
        (b"<siteinfo>\n<x/></siteinfo>", "shared"),
        (b"<page>\n<id>1</id></page >", "document"),
        (b"<page>2</page>", "document"),
        (b"<page>3\n</mediawiki>", "document"),
    ]


def test_page_that_is_not_closed_ends_before_the_next() -> None:
    found = cuts(b"<page>1<page>2</page></mediawiki>", 100)
    assert found == [
        (b"<page>1", "document"),
        (b"<page>2</page>", "document"),
        (b"</mediawiki>", "frame"),
    ]


@pytest.mark.parametrize("opening", [b"<siteinfo>", b"<!-- ", b"<?xml ", b"<mediawiki "])
def test_nothing_swallows_a_page(opening: bytes) -> None:
    assert cuts(opening + b"\n<page>1</page>", 100) == [(b"<page>1</page>", "document")]
    assert cuts(opening, 100) == []


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"<?xml?><!DOCTYPE mediawiki [<!ENTITY a 'b'>]><mediawiki>", "doctype-refused"),
        (b"<feed>\n<doc>\n<title>Invented: A</title>", "unsupported-format"),
    ],
)
def test_files_that_are_refused(data: bytes, slug: str) -> None:
    with pytest.raises(ReadError) as caught:
        cuts(data, 7)
    assert caught.value.slug == slug


def test_constant_memory() -> None:
    tracemalloc = pytest.importorskip("tracemalloc")

    def chunks() -> Iterator[bytes]:
        yield HEAD
        for _ in range(64):
            yield b"<page><text>" + b"x" * 2**17 + b"</text></page>\n"

    tracemalloc.start()
    count = sum(cut.kind == "document" for cut in page_cuts(chunks()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 64
    assert peak < 2**20


def test_time_grows_with_the_size(assert_linear: Callable[..., None]) -> None:
    for unit in ("<a>", "<a ", '<a b="', "&amp;", "<!--", "<a/>", " ", "</a>", "&"):
        assert_linear(lambda size, unit=unit: _tried(f"<page>{unit * size}</page>"), 20_000)


def _tried(raw: str) -> None:
    list(page_cuts(iter([raw.encode()])))
    with suppress(ReadError):
        parse_page(raw)


@given(st.text('<>base/:key="1 namespace&;x', max_size=200))
def test_any_site_information_is_read(siteinfo: str) -> None:
    assert "" not in Site.of(siteinfo).namespaces


def test_site() -> None:
    site = Site.of(
        "<sitename>A &amp; B</sitename><base>//De.Example.org:80/wiki/X</base>"
        '<namespace key="-2" case="first-letter">Medium</namespace>'
        '<namespace key="0" case="first-letter" /><namespace key="4">A &amp; B</namespace>'
    )
    assert site == Site("de.example.org", frozenset(("Medium", "A & B")))
    assert Site.of("<sitename>A &amp; B</sitename>").publisher == "A & B"
    assert Site.of("") == Site()
