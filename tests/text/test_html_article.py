"""Articles that one closing tag too many ends early."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.record import Record
from warcorpus.readers.wikipedia_html import READER
from warcorpus.testing.laws import check_record
from warcorpus.text.document import Text
from warcorpus.text.html import html_record
from warcorpus.text.html_article import content_of, reopened
from warcorpus.text.html_tree import build

HEAD = "<body><h1 id=firstHeading>Siege of Vane</h1><div id=bodyContent><div id=mw-content-text>"
FOOT = (
    "<noscript>x</noscript><div class=printfooter>Retrieved from there</div></div>"
    "<div id=catlinks><ul><li><a>Sieges</a></ul></div></div>"
    "<div id=mw-navigation><h2>Menu</h2><p>Home</p></div><p>Imprint</p></body>"
)
HEADING = "<div class=mw-heading><h2>End</h2></div>"


def page(*parts: str) -> str:
    return f"{HEAD}<div class=mw-parser-output>{''.join(parts)}</div>{FOOT}"


def read(raw: str) -> Record:
    text = Text.of(raw)
    record = html_record(text, READER.id)
    check_record(READER, record, text)
    return record


def slugs(record: Record) -> list[str]:
    return [problem.slug for problem in record.problems]


@pytest.mark.parametrize("surplus", ["</div>", "</div></div>", "</div>\n </div></div>", "</DIV>"])
@pytest.mark.parametrize(
    "rest",
    [
        "<p>It was lifted.</p>",
        "<h2>End</h2><p>It was lifted.</p><div>Then peace.</div>",
        f"{HEADING}<p>It was lifted.</p>",
        "<table><tr><td>It was lifted.</table>",
        "loose words <ul><li>It was lifted.</ul>",
    ],
)
def test_what_stands_behind_a_surplus_tag_is_read_and_told(surplus: str, rest: str) -> None:
    whole = read(page("<p>It began.</p>", rest))
    broken = read(page("<p>It began.</p>", surplus, rest))
    assert broken.text == whole.text
    assert [s.heading for s in broken.sections] == [s.heading for s in whole.sections]
    (problem,) = broken.problems
    assert (problem.slug, problem.level) == ("html-closed-early", "warning")
    assert problem.span is not None
    assert problem.span.start == page("<p>It began.</p>", surplus).index("</p></") + 4


def test_frames_of_sound_pages_are_no_text() -> None:
    record = read(page("<p>It began.</p>", HEADING, "<p>It ended.</p>"))
    assert record.text == "It began.\n\nEnd\n\nIt ended."
    assert slugs(record) == []


def test_a_surplus_tag_behind_the_article_is_no_sign() -> None:
    record = read(page("<p>It began.</p>") + "</div></div><p>Imprint</p>")
    assert (record.text, slugs(record)) == ("It began.", [])
    record = read("<main><p>It began.</p></main><p>Imprint</p></div>")
    assert (record.text, slugs(record)) == ("It began.", [])


def test_headings_of_a_wiki_are_a_sign_without_a_tag_left_over() -> None:
    record = read(page("<p>It began.</p></div>", HEADING, "<div><p>It ended.</p>"))
    assert record.text == "It began.\n\nEnd\n\nIt ended."
    assert slugs(record) == ["html-closed-early"]


def test_other_elements_of_an_article_are_closed_from_outside_too() -> None:
    record = read("<body><div><main><p>One.</div><p>Two.</p></main><p>Three.</p></div>")
    assert record.text == "One.\n\nTwo."
    assert slugs(record) == ["html-closed-early"]


PIECES = ["</div>", "<div>", "<p>x</p>", "<main>", "</main>", HEADING, "words ", "<nav>y</nav>",
          "<div class=mw-parser-output>", "<table><tr><td>z</table>"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_the_longer_article_holds_the_shorter_one_and_keeps_order(raw: str) -> None:
    root = build(raw).root
    content = content_of(root)
    longer = reopened(root, content)
    if longer is None:
        return
    assert (longer.start, longer.inner_start) == (content.start, content.inner_start)
    assert content.end <= longer.inner_end <= len(raw)
    position = longer.inner_start
    for child in longer.elements:
        assert position <= child.start <= child.end <= longer.inner_end
        position = child.end


@pytest.mark.parametrize("unit", ["</div>", "<p>x</p>", "<div><main>", "</div><p>x", HEADING])
def test_time_is_linear(unit: str, assert_linear: Callable[..., None]) -> None:
    start = "<div>" * 60 + "<div class=mw-parser-output>x</div>"

    def run(size: int) -> None:
        root = build(start + unit * size + "</div>" * 61).root
        reopened(root, content_of(root))

    assert_linear(run, 4_000)
