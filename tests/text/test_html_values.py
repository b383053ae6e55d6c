"""Cells of an infobox as lines, links as names of pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.values import Field, Span
from warcorpus.normalizing.values import working
from warcorpus.text.html_infobox import HREF, STRIP
from warcorpus.text.html_values import page_of, strip, strip_mapped
from warcorpus.text.mapped import MappedText

PIECES = st.lists(
    st.sampled_from(
        ["<br>", "<li>", "</li>", "<ul>", "</ul>", "<div>", "</div>", "<b>", "</b>", "A", "b c",
         " ", "\n", "&amp;", "&nbsp", "<sup class='reference'>", "</sup>", "<td>", "</tr>", "<"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        ("Rebel victory<ul><li>One</li><li>Two<ul><li>Three</li></ul></li></ul>",
         "Rebel victory\n*One\n*Two\n**Three"),
        ("<div>A</div><div>B</div>C", "A\nB\nC"),
        ("<p>A<sup class=\"reference\">[1]</sup>\n</p>\n<p>B</p>", "A\nB"),
        ("A<br />\n(note)", "A\n(note)"),
        ("A<span style='display: none'>2013</span> B", "A B"),
        ("Idlib</a>, <a href='x'>Syria", "Idlib, Syria"),
        ("A</div>B", "A\nB"),
        ("<ul><li></li></ul>B", "B"),
        ("<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>", "A B\nC"),
        ("<style>x</style>1 &lt; 2", "1 < 2"),
        ("Abel &#160;<a href='x'>†</a>&#160; b", "Abel\xa0†\xa0b"),
        ("Abel<a href=/wiki/Prisoner_of_war><img src=White_flag_icon.svg width=12></a><br>Cain "
         "<a class=image href=/wiki/Surrender><img src=White_flag_icon.svg></a>",
         "Abel (POW)\nCain (surrendered)"),
    ],
)  # fmt: skip
def test_cells_become_lines(raw: str, lines: str) -> None:
    assert strip(raw, "html") == lines


@given(PIECES)
def test_mapped_and_plain_are_the_same(raw: str) -> None:
    outer = f"<<{raw}>>"
    mapped = strip_mapped(MappedText.of(outer, 2, 2 + len(raw)), "html")
    assert mapped.text == strip(raw, "html")
    for run in mapped.runs:
        assert 2 <= run.raw_start <= run.raw_end <= 2 + len(raw)
    assert strip_mapped(MappedText.of(raw, 0, len(raw)), "nothing").text == raw == strip(raw, "")


@given(PIECES)
def test_every_line_replays_from_its_own_characters(raw: str) -> None:
    field = Field("x", raw, (Span(0, 0, len(raw)),) if raw else (), (STRIP,))
    work = working(field)
    position = 0
    for line in work.text.text.split("\n"):
        bare = line.lstrip("*")
        value = work.item(position + len(line) - len(bare), position + len(line))
        if value is not None:
            assert value.normalized == " ".join(bare.split(" ")).strip()
        position += len(line) + 1


@pytest.mark.parametrize(
    ("href", "page"),
    [
        ("./Syrian_Army", "Syrian Army"),
        ("/wiki/Caf%C3%A9_X#Top", "Café X"),
        ("./X?action=edit&amp;redlink=1", "X"),
        ("/w/index.php?title=A%26B&amp;action=edit", "A&B"),
        ("/w/index.php", ""),
        ("https://x.org/a_b#c", "https://x.org/a_b#c"),
        ("//x.org/a", "https://x.org/a"),
        ("", ""),
    ],
)
def test_links_lead_to_pages(href: str, page: str) -> None:
    assert page_of(href) == strip(href, "href") == page
    assert strip_mapped(MappedText.of(href, 0, len(href)), "href").text == page


def test_a_link_is_one_piece() -> None:
    work = working(Field("x", "./A_b", (Span(0, 7, 12),), (HREF,)))
    value = work.whole()
    assert value is not None
    assert (value.normalized, value.raw, value.spans) == ("A b", "./A_b", (Span(0, 7, 12),))


def test_long_cells_cost_linear_time(assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda size: strip("<li>a<br>&amp;</div>" * size, "html"), 2_000)
