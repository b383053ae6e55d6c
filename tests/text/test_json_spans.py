"""Every key and value of a JSON document stands where the parser says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warcorpus.errors import ReadError
from warcorpus.text.json_spans import Node, as_field, glance, leaves, parse
from warcorpus.text.unescaping import unescape

CHARACTERS = st.characters(exclude_categories=["Cs"])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(CHARACTERS, max_size=12)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(CHARACTERS, max_size=6), inner)
    ),
    max_leaves=20,
)
LAYOUTS = st.sampled_from(
    [{}, {"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": False}, {"indent": "\t"}]
)


def rebuilt(raw: str, node: Node) -> Any:
    """The value that the places of a node say."""
    if node.kind == "object":
        return {child.name: rebuilt(raw, child) for child in node.children}
    if node.kind == "array":
        return [rebuilt(raw, child) for child in node.children]
    said = raw[node.start : node.end]
    return unescape(said, "json") if node.kind == "string" else json.loads(said)


@given(VALUES, LAYOUTS, st.sampled_from(["", " ", "\r\n\t "]))
def test_the_places_say_what_the_parser_of_the_library_says(
    value: Any, layout: dict[str, Any], around: str
) -> None:
    raw = around + json.dumps(value, **layout) + around
    parsed = parse(raw)
    assert rebuilt(raw, parsed.root) == json.loads(raw)
    assert parsed.oddities == ()
    assert parsed.unread is None


@given(VALUES, LAYOUTS)
def test_every_leaf_is_a_field_whose_raw_is_its_slice(value: Any, layout: dict[str, Any]) -> None:
    raw = json.dumps(value, **layout)
    position = 0
    for path, node in leaves(parse(raw).root):
        field = as_field(raw, path, node)
        assert field.raw == "".join(span.of(raw) for span in field.spans)
        assert node.start >= position
        position = node.end
        said = unescape(field.raw, "json") if field.steps else field.raw
        if node.kind == "string":
            assert said == json.loads(f'"{field.raw}"')
            assert bool(field.steps) == ("\\" in field.raw)
        elif not node.children:
            assert json.loads(said) == rebuilt(raw, node)


@given(st.dictionaries(st.text(CHARACTERS, max_size=6), SCALARS))
def test_keys_stand_inside_their_quotes(value: dict[str, Any]) -> None:
    raw = json.dumps(value)
    for node in parse(raw).root.children:
        assert node.key is not None
        start, end = node.key
        assert raw[start - 1] == raw[end] == '"'
        assert json.loads(raw[start - 1 : end + 1]) == node.name


@given(st.text(max_size=40) | st.text(alphabet='{}[]":,\\u0d8 \n19.e-tnf', max_size=40))
def test_what_the_library_refuses_is_refused_and_nothing_else(raw: str) -> None:
    try:
        expected = json.loads(raw)
    except ValueError:
        with pytest.raises(ReadError):
            parse(raw)
        return
    assert json.dumps(expected)
    assert parse(raw).root.end <= len(raw)


@given(VALUES, st.integers(0, 200))
def test_a_cut_document_shows_the_keys_that_it_still_has(value: Any, at: int) -> None:
    raw = json.dumps({"first": value, "second": 1})
    seen = glance(raw[:at])
    assert seen.stop <= len(raw[:at])
    assert ("first" in seen.keys) == (len(raw[:at]) >= len('{"first":'))
    assert (seen.end is None) == (at < len(raw))


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ('{"a": 1', r"the end where ',' should stand at column 8"),
        ('{"a": "x', "a string without its end at column 7"),
        ('{"a": "\\q"}', r"invalid \\esc"),
        ('{"a": "\x01"}', "invalid control character at column 8"),
        ('{"a": 1,}', r"'}' where a key should stand at column 9"),
        ("[1,]", r"']' where a value should stand at column 4"),
        ('{"a" 1}', r"'1' where ':' should stand at column 6"),
        ('{"a": 01}', r"'0' where a value should stand at column 7"),
        ('{"a":\n 1.}', r"'1' where a value should stand at line 2, column 2"),
        ('{"a": 1} x', "more behind the value at column 10"),
        ("{'a': 1}", "where a key should stand at column 2"),
        ("", "the end where a value should stand at column 1"),
    ],
)
def test_what_is_no_json_is_told_with_its_place(raw: str, message: str) -> None:
    with pytest.raises(ReadError, match=message) as error:
        parse(raw)
    assert error.value.slug == "bad-line"


def test_depth_is_counted_exactly() -> None:
    assert parse("[" * 64 + "]" * 64).root.kind == "array"
    for raw in ("[" * 65 + "]" * 65, "[" * 1_000_000, '{"a":' * 65):
        with pytest.raises(ReadError, match="64") as error:
            parse(raw)
        assert error.value.slug == "json-too-deep"


def test_both_readings_of_a_key_are_kept() -> None:
    found = parse('{"a": 1, "b": {"a": 2}, "a": 3}')
    assert [(node.name, node.repeated) for node in found.root.children] == [
        ("a", False),
        ("b", False),
        ("a", True),
    ]
    assert [oddity.slug for oddity in found.oddities] == ["json-duplicate-key"]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1" * 309, "-1" + "0" * 5_000])
def test_what_is_no_finite_number_stays_text(word: str) -> None:
    raw = f'{{"a": {word}, "b": 7}}'
    found = parse(raw)
    first, second = found.root.children
    assert (raw[first.start : first.end], raw[second.start : second.end]) == (word, "7")
    assert [oddity.slug for oddity in found.oddities] == ["json-value"]


@pytest.mark.parametrize("raw", ['{"a": "x\\ud800y"}', '{"a\\udc00": 1}'])
def test_half_a_pair_is_told(raw: str) -> None:
    found = parse(raw)
    assert [oddity.slug for oddity in found.oddities] == ["lone-surrogate"]
    assert found.root.children[0].name.encode()
    assert parse('{"a": "\\ud83d\\ude00"}').oddities == ()


def test_values_beyond_the_cap_are_told_as_one_range() -> None:
    raw = '{"a": [1, 2, 3, "four"], "b": 5}'
    found = parse(raw, max_nodes=3)
    assert [path for path, _ in leaves(found.root)] == ["a.0", "a.1"]
    assert found.unread is not None
    assert raw[slice(*found.unread)] == '3, "four"], "b": 5}'


def test_paths_of_long_keys_do_not_multiply() -> None:
    raw = '{{"{}": [{}]}}'.format("k" * 10_000, ",".join("1" * 1_000))
    assert all(len(path) <= 512 for path, _ in leaves(parse(raw).root))


HOSTILE: dict[str, Callable[[int], str]] = {
    "escapes": lambda n: '{"text": "%s"}' % ('\\n\\"\\u00e9x' * n),
    "halves": lambda n: '{"text": "%s"}' % ("\\ud800" * n),
    "keys": lambda n: "{{{}}}".format(",".join(f'"k{i}": {i}' for i in range(n))),
    "same keys": lambda n: "{{{}}}".format(",".join('"k": 1' for _ in range(n))),
    "nested": lambda n: "[{}]".format(",".join("[" * 60 + "]" * 60 for _ in range(n // 60))),
    "digits": lambda n: "1" * 10 * n,
    "blanks": lambda n: "[" + " " * 10 * n + "1",
    "quotes": lambda n: '"' * n,
    "never ends": lambda n: '{"a": "' + "x" * 10 * n,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_time_grows_with_the_document(kind: str, assert_linear: Callable[..., None]) -> None:
    def work(size: int) -> None:
        with suppress(ReadError):
            root = parse(HOSTILE[kind](size), max_nodes=10**9).root
            list(leaves(root))

    assert_linear(work, 10_000)


def test_patterns_of_the_module_are_anchored_or_linear(
    assert_linear: Callable[..., None],
) -> None:
    from warcorpus.text import json_heads, json_items, json_page, json_spans

    modules = (json_heads, json_items, json_page, json_spans)
    patterns = [p for m in modules for p in vars(m).values() if isinstance(p, re.Pattern)]
    assert len(patterns) >= 8
    for pattern in patterns:
        for unit in ("1", " ", '"', "\\", '{"index"', '"schema" ', "1e+", '"a" :'):

            def work(size: int, unit: str = unit, pattern: re.Pattern[Any] = pattern) -> None:
                hostile = unit * size
                wide = hostile.encode() if isinstance(pattern.pattern, bytes) else hostile
                sum(1 for _ in pattern.finditer(wide))

            assert_linear(work, 4_000)
