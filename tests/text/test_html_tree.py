"""Trees of broken, deep and endless HTML."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.text.html_tree import Element, build, walk

TAGS = st.lists(
    st.sampled_from(
        [f"<{slash}{name}>" for slash in ("", "/")
         for name in ("p", "b", "ul", "li", "table", "tr", "td", "div", "a", "h2")]
        + ["x", " ", "<br>", "<!-- -->", "&amp;"]
    ),
    max_size=60,
)  # fmt: skip


def shape(raw: str) -> str:
    """The tree as tags that are all closed."""
    parts = []
    for step, item in walk(build(raw).root, lambda element: True):
        if not isinstance(item, Element):
            parts.append(raw[slice(*item)])
        else:
            parts.append(f"<{item.name}>" if step == "open" else f"</{item.name}>")
    return "".join(parts)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>d",
         "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>d"),
        ("<table><tr><td>a<td>b<tr><th>c</table>",
         "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>"),
        ("<td>a<table><tr><td>b</td></tr></table>c</td>d",
         "<td>a<table><tr><td>b</td></tr></table>c</td>d"),
        ("<dl><dt>a<dd>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<b>a<p>b</b>c", "<b>a<p>bc</p></b>"),
        ("<a>x<a>y", "<a>x</a><a>y</a>"),
        ("<h2>a<p>b", "<h2>a</h2><p>b</p>"),
        ("a</div>b", "a</div><//div>b"),
        ("a</b>b", "ab"),
        ("<head><meta><p>a", "<head><meta></meta></head><p>a</p>"),
        ("<BODY>a</body>b", "<body>ab</body>"),
        ("<script>a<b></script>c", "<script></script>c"),
        ("<title>a", "<title></title>a"),
        ("</br>", "<br></br>"),
    ],
)  # fmt: skip
def test_what_browsers_make_of_it(raw: str, expected: str) -> None:
    assert shape(raw) == expected


@given(TAGS.map("".join))
def test_elements_lie_inside_one_another_and_texts_are_all_there(raw: str) -> None:
    tree = build(raw, 5)
    texts = []
    for step, item in walk(tree.root, lambda element: True):
        if step == "text":
            texts.append(raw[slice(*item)])  # type: ignore[arg-type]
    for parent in [tree.root, *tree.root.descendants()]:
        position = parent.inner_start
        for child in parent.elements:
            assert position <= child.start <= child.inner_start <= child.inner_end <= child.end
            position = child.end
        assert position <= parent.inner_end
    covered = sum(end - start for start, end in tree.tags)
    assert covered + sum(len(text) for text in texts) >= len(raw)
    assert "".join(texts).count("x") == raw.count("x")


def test_deep_elements_lie_flat_and_keep_their_order() -> None:
    tree = build("<div>" * 300 + "<p>one<p>two <b>three</b>" + "</div>" * 300 + "four", 256)
    assert tree.flattened == 300 - 256 + 3
    assert shape("<i>" * 3 + "x" + "</i>" * 3 + "y") == "<i><i><i>x</i></i></i>y"
    last = tree.root.children[-1]
    assert isinstance(last, tuple)
    assert tree.root.raw[slice(*last)] == "four"


def test_attributes_are_read_without_escapes() -> None:
    element = next(build("<a CLASS=' x  y ' title='&amp;nbsp;'>").root.elements)
    assert element.classes == ("x", "y")
    assert (element.get("title"), element.get("href")) == ("&nbsp;", "")


@pytest.mark.parametrize(
    "unit", ["<div>", "<b>", "<p>", "<li>", "<ul><li>", "<table><tr><td>", "</b>", "<a><div>"]
)
def test_a_hundred_thousand_open_elements_cost_linear_time(
    unit: str, assert_linear: Callable[..., None]
) -> None:
    assert_linear(lambda size: build(unit * size + "x"), 8_000)
