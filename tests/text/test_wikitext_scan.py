"""Which mark closes which: nesting, opaque content, what is never closed, and linear time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.wikitext_scan import Element, scan

MARKS = [
    "{{a|", "{{Infobox x|", "}}", "{{{b|", "}}}", "{", "}", "[[c|", "]]", "[http://x ", "]", "[",
    "<!-- ", "-->", "<ref>", "</ref>", "<ref name=x/>", "<nowiki>", "</nowiki>", "<b>", "</b>",
    "<", ">", "|", "=", "\n", "\n== h ==\n", "words ", "معركة",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(MARKS), max_size=60).map("".join)


def shown(text: str, elements: list[Element]) -> list[str]:
    return [text[element.start : element.end] for element in elements]


def walk(elements: list[Element]) -> Iterator[Element]:
    for element in elements:
        yield element
        yield from walk(element.children)


@pytest.mark.parametrize(
    ("text", "outer"),
    [
        ("a {{b|{{c}}}} d", ["{{b|{{c}}}}"]),
        ("{{{{{1|}}}|x}}", ["{{{{{1|}}}|x}}"]),
        ("{{{{x}}}}", ["{{{x}}}"]),
        ("{{{!}} {{!}}}", ["{{!}}", "{{!}}"]),
        ("{{#if:a|{{b|}}}}}", ["{{#if:a|{{b|}}}}"]),
        ("[[File:x|a [[b]]]]c", ["[[File:x|a [[b]]]]"]),
        ("[[File:x|a [http://y z]]] b", ["[[File:x|a [http://y z]]]"]),
        ("[http://y z\n] b", []),
        ("[[a\nb]]", []),
        ("{{a|[[b}} c", ["{{a|[[b}}"]),
        ("{{a|<!-- }} -->}}", ["{{a|<!-- }} -->}}"]),
        ("{{a|<nowiki>}}</nowiki>}}", ["{{a|<nowiki>}}</nowiki>}}"]),
        ("<ref name='a'>{{b|</ref>}}", ["<ref name='a'>{{b|</ref>"]),
        ("<REF name=a />{{b}}", ["<REF name=a />", "{{b}}"]),
        ("5 < 6 <no such> <br/>", ["<br/>"]),
        ("<b<b>", ["<b>"]),
    ],
)
def test_outermost_elements(text: str, outer: list[str]) -> None:
    assert shown(text, scan(text, 0, len(text)).elements) == outer


def test_bars_belong_to_the_innermost_brackets() -> None:
    text = "{{a|[[b|c]]|d={{e|f}}|[http://x y]}}"
    box = scan(text, 0, len(text)).elements[0]
    assert [text[a:b] for a, b in box.parts()] == ["a", "[[b|c]]", "d={{e|f}}", "[http://x y]"]
    assert shown(text, box.children) == ["[[b|c]]", "{{e|f}}", "[http://x y]"]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("<ref>a {{b}}\n== h ==\n</ref>", "<ref>a {{b}}"),
        ("<!-- a\n== h ==\nb", "<!-- a"),
        ("<nowiki>a\n== h ==\nb", "<nowiki>a"),
        ("{{Infobox x|a={{b}}\n== h ==\nc", "{{Infobox x|a={{b}}"),
        ("{{Infobox x|a={{b}\n== h ==\n{{c}}", "{{Infobox x|a={{b}"),
        ("{{Infobox x|a=b\nc", "{{Infobox x|a=b\nc"),
        ("{{c|\n{{Infobox x|a=b", "{{Infobox x|a=b"),
    ],
)
def test_what_is_never_closed_ends_with_its_section(text: str, end: str) -> None:
    found = scan(text, 0, len(text))
    assert shown(text, found.open_ends) == [end]
    assert not found.open_ends[0].closed


def test_what_is_left_open_is_counted() -> None:
    text = "{{a {{b [[c [http://x y <b> <i></i> <ref name=x {{d}} [[e]] <br>"
    unclosed = scan(text, 0, len(text)).unclosed
    assert unclosed[:4] == (2, 1, 1, 2)
    deep = "{{a|" * 30 + "}}" * 30
    assert scan(deep, 0, len(deep)).unclosed.depth == 30


@given(TEXTS)
def test_elements_nest_and_stay_in_order(text: str) -> None:
    found = scan(text, 0, len(text))
    every = list(walk(found.elements))
    for element in every:
        assert 0 <= element.start < element.end <= len(text)
        assert element.start <= element.inner_start <= element.inner_end <= element.end
        assert all(element.inner_start <= bar < element.inner_end for bar in element.bars)
        assert all(text[bar] == "|" for bar in element.bars)
        position = element.start
        for child in element.children:
            assert position <= child.start < child.end <= element.end
            position = child.end
    position = 0
    for element in found.elements:
        assert position <= element.start
        position = element.end


@given(TEXTS, TEXTS)
def test_a_scan_of_a_part_sees_nothing_else(text: str, other: str) -> None:
    alone = scan(text, 0, len(text))
    inside = scan(other + text, len(other), len(other) + len(text))
    moved = [(e.kind, e.start - len(other), e.end - len(other)) for e in inside.elements]
    assert [(e.kind, e.start, e.end) for e in alone.elements] == moved


HOSTILE = [
    "{{", "{{a|", "{{{a|", "[[", "[[a|b ", "[http://a ", "[http://a [[", "<ref name=x ", "<b>",
    "<!--", "<nowiki>", "<ref>\n==\n</ref", "{{Infobox|", "}}", "]]", "{{a}}", "|",
]  # fmt: skip


@pytest.mark.parametrize("mark", HOSTILE)
def test_time_is_linear(mark: str, assert_linear: Callable[..., None]) -> None:
    def work(size: int) -> None:
        text = mark * size + "}}" * size + "]]" * size
        scan(text, 0, len(text))

    assert_linear(work, 4_000)
