"""Samples of both parsers say the same; any page, however broken or hostile, keeps the laws."""

from __future__ import annotations

import random
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.config import DEFAULT
from warcorpus.errors import ReadError
from warcorpus.evaluation.verify import undone
from warcorpus.model.prose import UNESCAPE
from warcorpus.model.record import Record
from warcorpus.normalizing import normalize_record
from warcorpus.readers.registry import all_readers
from warcorpus.readers.wikipedia_html import READER, sniff
from warcorpus.testing import check_reader
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text

GOLDEN = Path(__file__).parents[1] / "golden"
SAMPLES = sorted((GOLDEN / "wikipedia-html").glob("*.html"))
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in SAMPLES}
BITS = (
    "<", ">", '"', "<!--", "-->", "</div>", "<div>", "<p>", "</p>", '<table class="infobox">',
    "<tr><td>", "</table>", "<li>", "&nbsp;", "&nbsp", "&#1;", "<br>", "\n", '<a href="./X#y">',
    "</a>", "<style>", '<span style="display:none">', '<sup class="reference">', "</sup>", "\x00",
    "â€“", "[edit]", "{{x", "<h2>", "</h2>", "<pre>", '<figure><img src="a.png">', "<th>Date</th>",
    "<script>", "</script>", "<blockquote>", "<title>", "word ", "Two. ",
)  # fmt: skip


def read(raw: str) -> Record:
    (record,) = READER.read(Text.of(raw))
    return normalize_record(record, DEFAULT)


def none_for(error: ReadError) -> None:
    """A page without text costs nobody anything."""
    assert error.level == "info"


def check(raw: str) -> Record | None:
    """All laws of whatever a page gives."""
    text = Text.of(raw)
    assert 0 <= sniff(raw).score <= 1
    try:
        (record,) = READER.read(text)
    except ReadError as error:
        return none_for(error)
    check_record(READER, record, text)
    for row in record.text_map:
        if row.method == UNESCAPE and row.raw_start is not None:
            shown = record.text[row.start : row.end]
            assert shown in undone(raw[row.raw_start : row.raw_end], UNESCAPE)
    return record


def test_both_parsers_say_the_same() -> None:
    legacy, parsoid = read(PAGES["legacy"]), read(PAGES["parsoid"])
    for name in ("title", "url", "kind", "date", "place", "part_of", "result", "sides", "civilians",
                 "categories", "images", "links", "text", "sections", "gaps"):  # fmt: skip
        assert getattr(legacy, name) == getattr(parsoid, name), name
    for one in (legacy, parsoid):
        assert (one.source.publisher, one.source.text_id) == ("Wikipedia", "7300125")
        assert one.problems == ()


def test_the_facts_of_the_infobox() -> None:
    record = read(PAGES["legacy"])
    assert (record.title, record.date.edtf) == ("Battle of Tel Varun", "2013-02-06/2013-02-19")
    assert [part.link for part in record.place.parts] == ["Tel Varun", "Kesra Governorate", None]
    assert (record.place.latitude, record.place.longitude) == (36.23, 37.37)
    assert (record.result.winner, len(record.result.details)) == ("Rebel", 2)
    first, second = record.sides
    assert [(one.name, one.link) for one in first.belligerents] == [
        ("Free Dorun Army", "Free Dorun Army"),
        ("Varun Shield", "Varun Shield"),
    ]
    assert [(one.name, one.outcome) for one in second.commanders] == [("Brun Tasvik", "killed")]
    assert [one.name for one in second.units] == [
        "9th Armoured Division",
        "Independent Artillery Brigade",
    ]
    assert [(one.min, one.max) for one in first.casualties] == [(200, None)]
    assert [one.best for one in record.civilians] == [30]
    assert [image.caption for image in record.images] == [
        "The mill after the second assault",
        "The bridge of Tel Varun",
    ]


def test_the_laws_of_readers() -> None:
    foreign = [
        path
        for name in (
            "front-matter",
            "front-matter-tags",
            "sections",
            "english-corpora",
            "plain-text",
        )
        for path in sorted((GOLDEN / name).glob("*.txt"))
    ]
    check_reader(READER, SAMPLES, foreign, golden=GOLDEN / "wikipedia-html")


class Visible(HTMLParser):
    """The words that the standard library's parser finds outside of scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.raw = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.raw += tag in ("script", "style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.raw -= tag in ("script", "style", "title")

    def handle_data(self, data: str) -> None:
        if not self.raw:
            self.words += data.split()


WORDS = st.lists(st.sampled_from(["Alder", "Birch.", "Cedar", "(Elm)", "12"]), min_size=1)
PROSE = st.recursive(
    WORDS.map(" ".join),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{' '.join(parts)}</{name}>",
        st.sampled_from(
            ["p", "div", "b", "ul", "li", "blockquote", "i", "section", "dd", "center"]
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


@given(PROSE)
def test_every_visible_word_is_in_the_text_once_and_in_order(raw: str) -> None:
    visible = Visible()
    visible.feed(raw)
    visible.close()
    record = check(f"<!DOCTYPE html><html><body>{raw}</body></html>")
    assert (record.text.split() if record else []) == visible.words


@given(st.sampled_from(sorted(PAGES)), st.integers(0, 10**6))
def test_mutated_pages_keep_the_laws(name: str, seed: int) -> None:
    luck = random.Random(seed)
    raw = PAGES[name]
    start = luck.randrange(len(raw))
    raw = raw[start : start + luck.randrange(2500)] if luck.random() < 0.7 else raw
    pieces = list(raw)
    for _ in range(luck.randrange(25)):
        at = luck.randrange(len(pieces) + 1)
        pieces[at : at + luck.choice((0, 0, 20))] = [luck.choice(BITS)]
    check("".join(pieces))


@given(st.text(max_size=200) | st.lists(st.sampled_from(BITS), max_size=40).map("".join))
def test_any_text_keeps_the_laws(raw: str) -> None:
    check(raw)


@pytest.mark.parametrize(
    "unit",
    ["<div>", "<b>", "<ul><li>x", "<table><tr><td>x",
     '<table class="infobox"><tr><th>Date</th><td>x',
     '<a href="', "<!--", "<![CDATA[", "</", "<script>", "<a href=./x>y<div>", "<h2>x", "&nbsp;",
     "<figure><img>", '<span class="reference">'],
)  # fmt: skip
def test_hostile_pages_cost_linear_time(unit: str, assert_linear: Callable[..., None]) -> None:
    def work(size: int) -> None:
        try:
            list(READER.read(Text.of("<html><body><p>x" + unit * size)))
        except ReadError as error:
            none_for(error)

    assert_linear(work, 1_000)


@pytest.mark.parametrize("unit", ["<div>", "<b>", '<a href="', "<p>"])
def test_a_hundred_thousand_of_them_are_survived(unit: str) -> None:
    text = Text.of("<html><body><p>First." + unit * 100_000 + "<p>Last.")
    (record,) = READER.read(text)
    assert record.text.startswith("First.")
    assert record.text.endswith("Last.")


@pytest.mark.parametrize("name", sorted(PAGES))
def test_wiki_pages_are_surely_known(name: str) -> None:
    assert sniff(PAGES[name]).score == (0.6 if name == "broken" else 1.0)


@pytest.mark.parametrize(
    ("head", "score"),
    [
        ('<div class="mw-parser-output"><p>x', 0.9),
        ("<?xml version='1.0'?>\n<!-- saved --> <html><p>x", 0.6),
        ("HTTP/1.1 200 OK\n<!doctype HTML>", 0.5),
        ("<p>a</p><p>b</p><div>c</div>", 0.5),
        ("<p>a", 0.2),
        ("<!-- <html>", 0),
        ("```\n<html>", 0),
        ("= Battle =\n\nText <b>bold</b><br> <div class=\"infobox\">", 0),
        ("# Battle\n\n<p align=center>x</p><p>y</p><p>z</p>", 0),
        ("<div align=center>\n\n# Battle\n</div></div></div>", 0),
        ("{{Infobox military conflict}}\n<div class=\"mw-parser-output\">", 0),
        ("<mediawiki xmlns='x'><page>", 0),
        ('<doc id="1" url="x" title="T">\n<p>T</p>', 0),
        ('{"html": "<!DOCTYPE html><html>"}', 0),
    ],
)  # fmt: skip
def test_what_is_html_and_what_only_holds_some(head: str, score: float) -> None:
    assert sniff(head).score == score


def test_no_other_reader_is_as_sure() -> None:
    for raw in PAGES.values():
        others = [one.sniff(raw[:65536]).score for one in all_readers() if one.name != READER.name]
        assert max(others) <= sniff(raw).score - 0.3
