"""What a page says about itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from warcorpus.text.html_article import content_of
from warcorpus.text.html_head import PageFacts, page_facts
from warcorpus.text.html_tree import build


def facts(raw: str) -> PageFacts:
    root = build(raw).root
    return page_facts(root, content_of(root))


def told(raw: str) -> dict[str, str]:
    return {own.name: own.raw for own in facts(raw).fields}


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("<title>Battle of X - Wikipedia</title>", "Battle of X"),
        ("<title>Battle of X – Wikipedia, the free encyclopedia</title>", "Battle of X"),
        ("<title>Raid - the first - Wikipedia</title>", "Raid - the first"),
        ("<title>Raid - the first</title>", "Raid - the first"),
        ("<meta property='og:site_name' content='Annals'><title>Raid | Annals</title>", "Raid"),
        ("<title>a - Wikipedia</title><h1 id=firstHeading><span>Battle <i>of</i> X</span></h1>",
         "Battle <i>of</i> X"),
        ("<title>a</title><body><h1>One</h1><p>x", "One"),
        ("<title>a</title><body><h1>One</h1><h1>Two</h1>", "a"),
    ],
)  # fmt: skip
def test_titles(raw: str, title: str) -> None:
    assert told(raw)["title"] == title


def test_the_canonical_address_goes_first() -> None:
    graph = "<meta property='og:url' content='https://x.org/1?a&amp;b'>"
    assert told(graph)["url"] == "https://x.org/1?a&amp;b"
    for link in (
        "<link rel=canonical href='//x.org/2'>",
        "<link rel='dc:isVersionOf' href='//x.org/2'>",
    ):
        assert told(graph + link)["url"] == told(link + graph)["url"] == "//x.org/2"


def test_times_and_numbers() -> None:
    raw = (
        "<script>{\"wgArticleId\":77}</script><script type='application/ld+json'>"
        '{"dateModified": "2024-01-02T03:04:05Z"}</script>'
    )
    assert (facts(raw).page_id, facts(raw).modified) == ("77", "2024-01-02T03:04:05Z")
    newer = (
        "<meta property='dc:modified' content='2025-01-02'><meta property='mw:pageId' content=5>"
    )
    assert (facts(newer).page_id, facts(newer).modified) == ("5", "2025-01-02")
    assert facts("<meta property='dc:modified' content='soon'>").modified is None


def test_categories_of_both_parsers() -> None:
    links = "".join(
        f'<link rel="mw:PageProp/Category" href="./Category:{name}">' for name in ("A#sort", "B_c")
    )
    assert [own.raw for own in facts(links).fields] == ["./Category:A", "./Category:B_c"]
    foot = (
        "<div class=catlinks><div><a>Categories</a>: <ul><li><a>A</a></li><li>B</li></ul></div>"
        "<div id=mw-hidden-catlinks><ul><li><a>Stubs</a></li></ul></div></div>"
    )
    assert [(own.raw, own.role) for own in facts(foot).fields] == [
        ("A", "category.0"),
        ("B", "category.1"),
        ("Stubs", None),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        "<div class=redirectMsg><p>Redirect to:</p></div>",
        "<link rel='mw:PageProp/redirect' href='./X'>",
    ],
)
def test_redirects(raw: str) -> None:
    assert facts(raw).redirect


@pytest.mark.parametrize(
    "raw",
    [
        "<table id=disambigbox><tr><td>x</table>",
        "<div class='metadata dmbox dmbox-disambig'>",
        "<meta property='mw:PageProp/disambiguation'>",
    ],
)
def test_lists_of_meanings(raw: str) -> None:
    assert facts(raw).disambiguation
    assert not facts("<p>x").disambiguation


@pytest.mark.parametrize(
    "unit",
    [
        '<link rel="mw:PageProp/Category" href="./Category:X">',
        "<meta property='og:url' content=x>",
        "<link rel=canonical href=x>",
        "<h1>x</h1>",
        "<title>x - </title>",
        '<script>"wgArticleId":</script>',
    ],
)
def test_endless_heads_cost_linear_time(unit: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda size: facts(unit * size), 2_000)
