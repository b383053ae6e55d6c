"""Links and images: brackets are matched, in linear time, and say what they lead to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.model.facts import Image
from warcorpus.text.markup import (
    LinkMarkup,
    find_markup,
    parse_image,
    parse_link,
)

REDIRECT = "https://wikipedia.org/wiki/Special:Redirect/file/"


def found(raw: str) -> list[tuple[str, str]]:
    return [(m.kind, raw[m.start : m.end]) for m in find_markup(raw, 0, len(raw))]


def labels(raw: str) -> list[str]:
    return [raw[m.label_start : m.label_end] for m in find_markup(raw, 0, len(raw))]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("![A (1)](x/A_(1).svg?) b", [("image", "![A (1)](x/A_(1).svg?)")]),
        ("![A](<x/A_(1).svg?>)b", [("image", "![A](<x/A_(1).svg?>)")]),
        ("![A](<x/A_(1.svg?>)b", [("image", "![A](<x/A_(1.svg?>)")]),
        ("![A](x/A_(1.svg?) b", [("image", "![A](x/A_(1.svg?)")]),
        ("![A [b]](c) d", [("image", "![A [b]](c)")]),
        ('[a](b "title (x)") c', [("link", '[a](b "title (x)")')]),
        ("[a](./b_(c)#d_(e)) f", [("link", "[a](./b_(c)#d_(e))")]),
        ("[[a](./b)](./c)", [("link", "[[a](./b)](./c)"), ("link", "[a](./b)")]),
        ("[[a|b]] [[c]]", [("link", "[[a|b]]"), ("link", "[[c]]")]),
        ("[1914] were [sic] (so) [[ ]]", []),
        (r"\[a](b)", []),
        ("[a\n\nb](c)", []),
        ("[a](b c)", []),
        ("[a]( ", []),
        ("x [[File:A.svg|thumb|b.\n\n]]c", [("image", "[[File:A.svg|thumb|b.\n\n]]")]),
        ("[[Image:A.svg]][[file: B.svg|[[c]] [d](e)]]f", None),
        ("[[File:A.svg|see [1]]]b", [("image", "[[File:A.svg|see [1]]]")]),
        ("[[File:A.svg|b\nc [d](e)", [("image", "[[File:A.svg|b"), ("link", "[d](e)")]),
    ],
)
def test_find(raw: str, expected: list[tuple[str, str]] | None) -> None:
    if expected is None:
        expected = [("image", "[[Image:A.svg]]"), ("image", "[[file: B.svg|[[c]] [d](e)]]")]
    assert found(raw) == expected


def test_words_of_links_stay() -> None:
    assert labels("[[a](./b) c](./d) and [[e|f]] [[g]]") == ["[a](./b) c", "a", "f", "g"]


def test_unclosed_is_told() -> None:
    markups = find_markup("[[File:A.svg|b\n\n[[File:C.svg]]", 0, 30)
    assert [m.closed for m in markups] == [False, True]


@given(st.text(alphabet='[]()<>!|\\\n "aF:', max_size=60))
def test_markups_are_in_range_and_nest(raw: str) -> None:
    stack: list[int] = []
    for markup in find_markup(raw, 0, len(raw)):
        assert 0 <= markup.start <= markup.label_start <= markup.label_end <= markup.end
        assert markup.end <= len(raw)
        while stack and stack[-1] <= markup.start:
            stack.pop()
        assert not stack or markup.end <= stack[-1]
        stack.append(markup.end)
        text = raw[markup.start : markup.end]
        assert isinstance(parse_image(text) if markup.kind == "image" else parse_link(text), object)


@given(st.text(max_size=40))
def test_parsers_are_total(raw: str) -> None:
    assert isinstance(parse_image(raw), Image)
    assert isinstance(parse_link(raw), LinkMarkup)


@pytest.mark.parametrize(
    "unit",
    ["[", "](", "[a](", "![a](<", "[[File:", "[[", "]]", "[[a", "(", "![", '[a](b "', "\n \n"],
)
def test_linear(unit: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda times: find_markup(unit * times, 0, len(unit) * times), 20_000)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            f"![As-Safira (March 15 2013)]({REDIRECT}As-Safira_(March_15_2013).svg?)",
            Image(
                "As-Safira (March 15 2013).svg",
                f"{REDIRECT}As-Safira_(March_15_2013).svg?",
                "As-Safira (March 15 2013)",
            ),
        ),
        (
            f"![x](<{REDIRECT}A%2C_b_(c).jpg?>)",
            Image("A, b (c).jpg", f"{REDIRECT}A%2C_b_(c).jpg?", "x"),
        ),
        ("[[File:A_b.svg|thumb|left|250px|A **town**.\n\n]]", None),
        ("[[Image:A.png|alt=map|upright=1.2|frameless]]", Image("A.png", alt="map")),
        ("[[File:A.png|thumb|[[B|c]] in [d](./e)]]", Image("A.png", caption="c in d")),
        ("Syria M5 Highway.svg", Image("Syria M5 Highway.svg")),
        ("File:Idlib_map.svg", Image("Idlib map.svg")),
        ("https://x.org/a/A_b.png?c=d", Image("A b.png", "https://x.org/a/A_b.png?c=d")),
        ("", Image()),
    ],
)
def test_parse_image(raw: str, expected: Image | None) -> None:
    assert parse_image(raw) == (expected or Image("A b.svg", caption="A town."))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("[a](./B_c)", LinkMarkup("a", "B c", None, "internal")),
        ("[**a** b](./B#C_d)", LinkMarkup("a b", "B", "C d", "internal")),
        ("[a](./#C)", LinkMarkup("a", None, "C", "internal")),
        ("[a](https://x.org/b)", LinkMarkup("a", "https://x.org/b", None, "external")),
        ("[a](wikt:b)", LinkMarkup("a", "wikt:b", None, "interwiki")),
        ("[[a](./b) c](./D)", LinkMarkup("a c", "D", None, "internal")),
        ("[[Siege of X|lay siege]]", LinkMarkup("lay siege", "Siege of X", None, "internal")),
        ("[[X#y|z]]", LinkMarkup("z", "X", "y", "internal")),
        ("[[X]]", LinkMarkup("X", "X", None, "internal")),
        ("Houla massacre", LinkMarkup("Houla massacre", "Houla massacre", None, "internal")),
        ("[a](./Caf%C3%A9)", LinkMarkup("a", "Café", None, "internal")),
    ],
)
def test_parse_link(raw: str, expected: LinkMarkup) -> None:
    assert parse_link(raw) == expected
