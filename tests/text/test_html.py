"""Pages as records."""

from __future__ import annotations

import pytest

from warcorpus.errors import ReadError
from warcorpus.model.evolving import evolve
from warcorpus.readers.wikipedia_html import READER
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text
from warcorpus.text.embedding import embed, inner_text
from warcorpus.text.html import html_record
from warcorpus.text.html_article import content_of
from warcorpus.text.html_tree import build
from warcorpus.text.unescaping import unescape_mapped


@pytest.mark.parametrize(
    ("raw", "start"),
    [
        ("<body><div class='x mw-parser-output'>a</div><main>bbbbbbbbbbbbbbbbbbbbbbb", "<div"),
        ("<i class=x><div class=mw-parser-output>a</div></i><div class=mw-parser-output>aa</div>",
         "<div class=mw-parser-output>aa"),
        ("<body><nav>x</nav><main>y</main>", "<main"),
        ("<body><article>a</article><article>b</article>", "<body"),
        ("<body><p>x<article>most of it</article>", "<article"),
        ("<p>x", "<p>"),
    ],
)  # fmt: skip
def test_where_the_text_of_a_page_stands(raw: str, start: str) -> None:
    assert raw[content_of(build(raw).root).start :].startswith(start)


@pytest.mark.parametrize(
    ("raw", "slug"),
    [
        ("<div class=redirectMsg>Redirect to: <a href=./X>X</a></div>", "not-an-event"),
        ("<p>X may be:<table id=disambigbox><tr><td>x</table>", "not-an-event"),
        ("<html><head><title>X</title></head><body><p></p></body></html>", "empty-document"),
        ("<h1>X</h1><nav>Home</nav>", "empty-document"),
    ],
)
def test_pages_without_an_event(raw: str, slug: str) -> None:
    with pytest.raises(ReadError) as error:
        html_record(Text.of(raw), "wikipedia-html/1")
    assert (error.value.slug, error.value.level) == (slug, "info")


def test_deep_pages_lose_no_text() -> None:
    deep = "<div>" * 400 + "<p>One.</p><ul><li>Two.</ul>" + "</div>" * 400 + "<p>Three.</p>"
    text = Text.of(deep)
    record = html_record(text, "wikipedia-html/1")
    check_record(READER, record, text)
    assert record.text == "One.\n\nTwo.\n\nThree."
    (problem,) = record.problems
    assert problem.slug == "html-flattened"
    assert problem.message.startswith("found 147 elements deeper than 256")
    shallow = evolve(text, limits=evolve(text.limits, html_depth=500))
    assert html_record(shallow, "wikipedia-html/1").problems == ()


def test_what_never_closes_loses_no_text() -> None:
    text = Text.of("<p>One. <!-- Two <p>Three. <script>Four")
    record = html_record(text, "wikipedia-html/1")
    assert record.text == "One. Two\n\nThree. Four"
    assert [(p.slug, p.span and p.span.start) for p in record.problems] == [("unclosed-markup", 8)]


def test_facts_of_the_source_can_be_given() -> None:
    raw = "<meta property='mw:pageId' content=5><link rel=license href=x><p>a."
    record = html_record(Text.of(raw), "other/2", text_id="7", publisher="Them")
    source = record.source
    assert (source.text_id, source.publisher, source.license) == ("7", "Them", "x")
    assert (source.reader, source.format) == ("other/2", "other")


def test_a_page_inside_a_string_of_json() -> None:
    outer = Text.of('{"html": "<p class=\\"x\\">One &amp; <a href=\\"./T\\">two<\\/a>.</p>"}')
    end = len(outer.text) - 2
    inside = unescape_mapped(outer.slice(10, end), "json")
    record = html_record(inner_text(outer, inside), "enterprise/1")
    moved = embed(
        record, inside, outer, layer="json", owned=[(0, 10, "json"), (end, end + 2, "json")]
    )
    check_record(READER, moved, outer)
    assert moved.text == "One & two."
    assert [str(step) for step in moved.source.fields[0].steps] == ["unescape json"]


POINT = "<span id=coordinates>Coordinates: <span class=geo>36.5; -37.25</span></span>"


@pytest.mark.parametrize(
    ("box", "roles"),
    [
        ("", {"place.latitude": "36.5", "place.longitude": "-37.25"}),
        ("<table class=infobox><tr><th>Type</th><td>a</table><table class=infobox><tr><th>Part of"
         "</th><td>b<tr><th colspan=2>Belligerents</th><tr><td>c</td><td>d</table>",
         {"infobox.1.coordinates": "36.5; -37.25"}),
        ("<table class=infobox><tr><th>Place</th><td>b<span class=geo>1; 2</span></table>",
         {"infobox.0.coordinates": "1; 2"}),
    ],
)  # fmt: skip
def test_coordinates_in_the_title_serve_an_infobox_without(box: str, roles: dict[str, str]) -> None:
    text = Text.of(f"<div class=mw-indicators>{POINT}</div><main>{box}<p>Words.</main>")
    record = html_record(text, "wikipedia-html/1")
    check_record(READER, record, text)
    found = {own.role: own.raw for own in record.source.fields if own.role}
    assert {role: raw for role, raw in found.items() if "tude" in role or "coord" in role} == roles
