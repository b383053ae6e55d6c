"""Tokens tile any string, and nothing that is left open takes the text behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.html_tokens import Tokens, attributes

PIECES = st.lists(
    st.sampled_from(
        ["<", ">", "/", "!", "--", '"', "'", "=", "a", "<b", "</b>", "<!--", "-->", "<script>",
         "</script>", "<title>", "<![CDATA[", "]]>", "<?x", " ", "\n", "é", "<a href=", "<br/>"]
    )
)  # fmt: skip


def kinds(raw: str) -> list[tuple[str, str]]:
    return [(token.kind, raw[token.start : token.end]) for token in Tokens(raw)]


@given(PIECES.map("".join) | st.text(max_size=60))
def test_tokens_tile_any_string(raw: str) -> None:
    position = 0
    for token in Tokens(raw):
        assert token.start == position < token.end
        position = token.end
    assert position == len(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a < b", [("text", "a < b")]),
        ("<p>x", [("open", "<p>"), ("text", "x")]),
        ('<a title=">">x', [("open", '<a title=">">'), ("text", "x")]),
        ("<a title='it\"s'>x", [("open", "<a title='it\"s'>"), ("text", "x")]),
        ('<a title="x>y', [("open", '<a title="x>'), ("text", "y")]),
        ("<p <b>x", [("open", "<p "), ("open", "<b>"), ("text", "x")]),
        ("<!-- <p> -->x", [("comment", "<!-- <p> -->"), ("text", "x")]),
        ("<!-->x-->", [("comment", "<!-->"), ("text", "x-->")]),
        ("<!-- x<p>", [("comment", "<!--"), ("text", " x"), ("open", "<p>")]),
        ("<!DOCTYPE html>x", [("comment", "<!DOCTYPE html>"), ("text", "x")]),
        ("<![CDATA[x", [("comment", "<![CDATA["), ("text", "x")]),
        ("</ >x", [("comment", "</ >"), ("text", "x")]),
        ("<script>a<b</script >x", [("raw", "<script>a<b</script >"), ("text", "x")]),
        ("<script>a", [("open", "<script>"), ("text", "a")]),
        ("<style>a</styles></style>", [("raw", "<style>a</styles></style>")]),
        ("<b", [("text", "<b")]),
    ],
)
def test_what_browsers_and_writers_mean(raw: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(raw) == expected


def test_what_never_closes_is_told() -> None:
    tokens = Tokens("<!-- a <script> b <!-- c")
    assert [token.kind for token in tokens] == [
        "comment", "text", "open", "text", "comment", "text",
    ]  # fmt: skip
    assert tokens.unclosed == [0, 7, 18]


def test_the_first_of_two_attributes_counts() -> None:
    raw = "<a HREF=x href='y' id = \"z\" hidden>"
    found = attributes(raw, 2, len(raw) - 1)
    assert {name: raw[slice(*span)] for name, span in found.items()} == {
        "href": "x",
        "id": "z",
        "hidden": "",
    }


@pytest.mark.parametrize(
    "unit",
    ["<!--", "<![CDATA[", '<a href="', "</", "<script>", "<title>", '<a x" y="', "<a = ' ", "<",
     "<a<", "<?", "<!D", "<a     ", "='", "<p/"],
)  # fmt: skip
@pytest.mark.parametrize("end", ["", ">", '"', "-->"])
def test_open_ends_cost_linear_time(
    unit: str, end: str, assert_linear: Callable[..., None]
) -> None:
    assert_linear(lambda size: list(Tokens(unit * size + end)), 10_000)


@pytest.mark.parametrize("unit", ["a=", 'a="', "= ", "a ", "'", '=" '])
def test_attributes_cost_linear_time(unit: str, assert_linear: Callable[..., None]) -> None:
    assert_linear(lambda size: attributes(unit * size, 0, len(unit) * size), 20_000)
