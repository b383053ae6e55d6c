"""The running text of a page: which blocks, which words, who owns what."""

from __future__ import annotations

import pytest

from warcorpus.model.record import Record
from warcorpus.readers.wikipedia_html import READER
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text
from warcorpus.text.html_blocks import uncovered


def read(raw: str) -> Record:
    text = Text.of(raw)
    (record,) = READER.read(text)
    check_record(READER, record, text)
    return record


def blocks(raw: str) -> list[tuple[str, str]]:
    record = read(raw)
    return [
        (block.kind, record.text[block.start : block.end])
        for section in record.sections
        for block in section.blocks
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<p>a\n <b>b</b>c<p>d", [("paragraph", "a bc"), ("paragraph", "d")]),
        ("a<br>b<br/><br>c<hr>d", [("paragraph", "a b"), ("paragraph", "c"), ("paragraph", "d")]),
        ("<ol><li>a<p>b</p><ul><li>c</ul>d<li>e</ol>",
         [("item", "a"), ("item", "b"), ("item", "c"), ("item", "d"), ("item", "e")]),
        ("<dl><dt>a<dd>b</dl>c", [("item", "a"), ("item", "b"), ("paragraph", "c")]),
        ("<blockquote><p>a</p><ul><li>b</ul>c</blockquote>",
         [("quote", "a"), ("item", "b"), ("quote", "c")]),
        ("<pre>a  b\n c</pre>", [("paragraph", "a  b\n c")]),
        ("<p>a<sup class=reference>[1]</sup> b<span class=mw-editsection>[edit]</span></p>",
         [("paragraph", "a b")]),
        ("<p>a<p>&nbsp;<p>&#32;<p>b", [("paragraph", "a"), ("paragraph", "b")]),
        ("<div class=infobox>Only words</div>", [("paragraph", "Only words")]),
        ("<div class=thumb>No picture</div>", [("paragraph", "No picture")]),
    ],
)  # fmt: skip
def test_blocks(raw: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(raw) == expected


def test_headings_make_sections() -> None:
    record = read(
        "<h1>T</h1>lead.<h2>One <span class=mw-editsection>[edit]</span></h2>"
        "<div class=mw-heading><h3>Two</h3><span class=mw-editsection>[edit]</span></div>x."
        "<h2></h2>"
    )
    assert [(s.heading, s.level, s.parent, s.empty) for s in record.sections] == [
        (None, 1, None, False),
        ("One", 2, 0, False),
        ("Two", 3, 1, False),
    ]
    assert record.gaps == ()


@pytest.mark.parametrize(
    "data",
    [
        "<div class=reflist><ol><li>Post, p. 4.</ol></div>",
        "<ul class=gallery><li class=gallerybox><img src=a.png></ul>",
        "<table class=wikitable><tr><td>1</table>",
    ],
)
def test_a_section_of_data_has_lost_nothing(data: str) -> None:
    assert read(f"a.<h2>Notes</h2>{data}<h2>End</h2>b.").gaps == ()
    assert [gap.reason for gap in read("a.<h2>Notes</h2><h2>End</h2>b.").gaps] == ["lost"]


def test_tables_are_no_text_but_tables_for_layout_are() -> None:
    data = "<table class=wikitable><tr><th>Men<td><a href=./X>120</a></table>"
    record = read(f"<p>a.</p>{data}")
    assert record.text == "a."
    assert [(own.name, own.role) for own in record.source.fields] == [("link.0", None)]
    assert "table" in {owner for _, _, owner in record.extents}
    layout = "<table><tr><td><h2>A</h2>b</td><td><table><tr><td>5<td>6</table></td></table>"
    assert blocks(layout) == [("paragraph", "b")]
    prose = f"<table><tr><td><p>{'Many words. ' * 9}</p></table>"
    assert blocks(prose)[0][1].startswith("Many words.")
    assert blocks("<table role=presentation><tr><td>x</table>") == [("paragraph", "x")]


def test_links_and_pictures_are_fields() -> None:
    record = read(
        "<p>a <a href='./B'>b</a> <a href='#c'>c</a> <a href=./D></a> <img src=i.png width=9>"
        "<img src=e.png></p><div class=thumb><div class=tsingle><img src=f.png></div>"
        "<div class=tsingle><img src=g.png><div class=thumbcaption>G <a href=./H>h</a></div></div>"
        "</div>"
    )
    assert [(own.name, own.raw[:9]) for own in record.source.fields] == [
        ("link.0", "<a href='"),
        ("image.0", "<img src="),
        ("image.1", "<div clas"),
        ("image.2", "<div clas"),
    ]
    assert record.text == "a b c"


def test_a_link_that_never_ends_is_none() -> None:
    record = read("<p><a href=./x>word" + "<b>words </b>" * 400)
    assert record.source.fields == ()


def test_links_of_navigation_sections_lead_elsewhere() -> None:
    record = read("<p>a.<h2>See also</h2><ul><li><a href=./X>X</a></ul>")
    assert [(own.role, own.raw) for own in record.source.fields] == [
        ("see_also.0", "<a href=./X>X</a>"),
        (None, "X"),
    ]


def test_too_many_links_are_told() -> None:
    from warcorpus.model.evolving import evolve

    text = Text.of("<p>" + "<a href=x>y</a> " * 5)
    text = evolve(text, limits=evolve(text.limits, items=3))
    (record,) = READER.read(text)
    assert len(record.source.fields) == 3
    assert [problem.slug for problem in record.problems] == ["too-many-items"]


def test_what_nothing_covers() -> None:
    assert uncovered(5, 9, [(0, 5), (6, 7), (9, 12)]) == [(5, 6), (7, 9)]
    assert uncovered(2, 4, [(0, 9)]) == []
    assert uncovered(2, 4, []) == [(2, 4)]
